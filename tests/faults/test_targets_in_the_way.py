"""Targets that are no place to write to: a folder, a file, a link, a pipe or a name that cannot be."""

import os
import threading
from pathlib import Path

import pytest
from diff_repositories import put
from ended import WRITERS, all_below, no_crash, repository
from small_registers import run_here

FILE_WRITERS = ("validate", "graph", "diff", "brief")
FOLDER_WRITERS = ("all briefs", "templates", "schemas")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("targets") / "repository")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with something of each sort in the way."""
    put(tmp_path, {"file": "older", "folder/inner": "older"})
    for name, target in {"link": "file", "dangling": "nowhere", "loop": "loop", "to-folder": "folder"}.items():
        (tmp_path / name).symlink_to(target)
    return tmp_path


def written(root: Path, name: str, target: Path | str) -> tuple[int, str]:
    """Return the exit code of a command that is to write to a target, and the last line that it told."""
    words = [word.replace("{0}/o", str(target)) for word in WRITERS[name].split()]
    done = no_crash(run_here(root, *words))
    return done.returncode, (done.stderr.splitlines() or [""])[-1]


REFUSED = {
    "folder": "is a directory; name a file",
    "to-folder": "is a directory; name a file",
    "file/o": "not a directory; name another place",
    "nowhere/o": "no such file or directory; make the folder first",
    "x" * 300: "file name too long; name another place",
}


@pytest.mark.parametrize("name", FILE_WRITERS)
@pytest.mark.parametrize(("target", "says"), REFUSED.items(), ids=lambda text: text[:12])
def test_a_place_for_no_file(name: str, target: str, says: str, place: Path, root: Path) -> None:
    before = all_below(place)
    assert written(root, name, place / target) == (2, f"missionkit: {place}/{target}: {says}")
    assert all_below(place) == before


@pytest.mark.parametrize("name", [*FOLDER_WRITERS, "init"])
@pytest.mark.parametrize("target", ["file", "link", "dangling", "loop", "file/o", "loop/o", "x" * 300])
def test_a_place_for_no_folder(name: str, target: str, place: Path, root: Path) -> None:
    before = all_below(place)
    code, told = written(root, name, place / target)
    assert code == 2
    assert told.startswith("missionkit: ")
    assert target in told
    assert "; " in told
    assert all_below(place) == before


@pytest.mark.parametrize("name", FILE_WRITERS)
@pytest.mark.parametrize("target", ["link", "dangling", "loop"])
def test_a_link_is_replaced_and_nothing_is_written_where_it_leads(
    name: str, target: str, place: Path, root: Path
) -> None:
    code, told = written(root, name, place / target)
    assert (code, told) == (0, f"wrote {place}/{target}")
    assert not (place / target).is_symlink()
    assert (place / "file").read_text() == "older"
    assert not (place / "nowhere").exists()


@pytest.mark.parametrize("name", FILE_WRITERS)
def test_a_pipe_is_written_and_stays(name: str, place: Path, root: Path) -> None:
    os.mkfifo(place / "pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((place / "pipe").read_bytes()))
    reader.start()
    assert written(root, name, place / "pipe") == (0, f"wrote {place}/pipe")
    reader.join(60)
    assert len(got[0]) > 20
    assert (place / "pipe").is_fifo()


@pytest.mark.parametrize("name", ["graph", "brief"])
def test_a_file_without_a_name(name: str, root: Path) -> None:
    words = ("graph", "-o", "") if name == "graph" else ("brief", "m", "-o", "")
    done = no_crash(run_here(root, *words))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "missionkit: --output: '' cannot be used; name a file\n"


def test_a_harmful_name_is_told_harmless(place: Path, root: Path) -> None:
    done = no_crash(run_here(root, "graph", "-o", f"{place}/a\x1b[31m\n::error::x"))
    assert done.stderr == f"wrote {place}/a\\x1b[31m\\n\\x3a:error::x\n"


@pytest.mark.parametrize("link", ["../outside", "nowhere", ".gitattributes"])
def test_git_setup_writes_through_no_link(link: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "root")
    put(tmp_path, {"outside": "older\n"})
    (root / ".gitattributes").symlink_to(link)
    done = no_crash(run_here(root, "git-setup"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("it is a link, which git does not follow; put a file in its place\n")
    assert (tmp_path / "outside").read_text() == "older\n"
    assert (root / ".gitattributes").is_symlink()


OUT = {
    "init": ("init", "r", "--yes", "--name", "N", "--ci", "none"),
    "init with CI": ("init", "r", "--yes", "--name", "N", "--ci", "github"),
    "new": ("new", "actor", "e", "-o", "r/actors/e.yaml"),
}


@pytest.mark.parametrize("words", OUT.values(), ids=OUT)
def test_no_document_is_made_where_a_link_leads_out(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    root = repository(tmp_path / "root") if words[0] == "new" else tmp_path / "root"
    (root / "r").mkdir(parents=True, exist_ok=True)
    (root / "r/actors").symlink_to(tmp_path / "outside")
    before = all_below(tmp_path)
    done = no_crash(run_here(root, *words))
    assert (done.returncode, done.stdout) == (2, "")
    assert "a link on the way leads out of " in done.stderr
    assert all_below(tmp_path) == before
