"""`missionkit diff` over odd names, links and line ends: what the file system holds is never read as a command."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from diff_repositories import CONFIG, commit, git, mission, new_repository, project, put, told
from small_registers import run_here

LATER = "mission-horizon-extended"
NAMES = (
    "blåbær.yaml",
    "a b.yaml",
    "-n.yaml",
    "new\nline.yaml",
    "::error::.yaml",
    "'\"$(touch x)`.yaml",
    ":(top)x.yaml",
)


def missions(year: int) -> dict[str, str | bytes | None]:
    return {name: mission(f"m{number}", year) for number, name in enumerate(NAMES)}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_repository(tmp_path_factory.mktemp("names") / "repository")
    commit(root, {"missionkit.yaml": CONFIG, "blå bær/p.yaml": project("p"), **missions(2030)})
    put(root, missions(2031))
    return root


def test_odd_names(root: Path) -> None:
    done = run_here(root, "diff", "--format", "json")
    assert told(done) == {f"{LATER} m{number}" for number in range(len(NAMES))}
    assert sorted(p.name for p in root.iterdir() if p.name != ".git") == sorted((*NAMES, "missionkit.yaml", "blå bær"))


@pytest.mark.parametrize("name", NAMES)
def test_an_odd_name_as_a_path(name: str, root: Path) -> None:
    for words in ((f"./{name}",), ("main", f"./{name}"), ("HEAD", "--", name)):
        assert told(run_here(root, "diff", "--format", "json", *words)) == {f"{LATER} m{NAMES.index(name)}"}


def test_an_odd_name_of_a_folder(root: Path) -> None:
    assert told(run_here(root, "diff", "main", "blå bær", "--format", "json")) == set()


def test_odd_names_are_shown_harmless(root: Path, run: Callable[..., Any]) -> None:
    lines = run("diff", cwd=root).stdout.splitlines()
    places = sorted(line.partition(":6: ")[0] for line in lines if ":6: " in line)
    assert "new\\nline.yaml" in places
    assert "./::error::.yaml" in places
    assert not any(line.startswith("::") for line in lines)


def test_names_that_are_no_utf8(tmp_path: Path, run: Callable[..., Any]) -> None:
    root = new_repository(tmp_path / "repository")
    name = os.fsdecode(b"\xe6.yaml")
    try:
        (root / name).write_text(mission("m"))
    except OSError:
        pytest.skip("the file system takes only UTF-8")
    commit(root, {})
    put(root, {name: mission("m", 2031)})
    assert told(run("diff", "--format", "json", cwd=root)) == {f"{LATER} m"}
    done = run("diff", cwd=root)
    assert (done.returncode, done.stderr) == (1, "")


def test_names_with_a_revision_of_the_same_look(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    commit(root, {"a..b.yaml": mission("m"), "HEAD~1.yaml": mission("n")})
    put(root, {"a..b.yaml": mission("m", 2031), "HEAD~1.yaml": mission("n", 2031)})
    assert told(run_here(root, "diff", "a..b.yaml", "--format", "json")) == {f"{LATER} m"}
    assert told(run_here(root, "diff", "main", "HEAD~1.yaml", "--format", "json")) == {f"{LATER} n"}


@pytest.fixture
def links(tmp_path: Path) -> Path:
    """A register with links of all sorts, and a copy of it where the documents behind the links have changed."""
    root = new_repository(tmp_path / "repository")
    put(root, {"missionkit.yaml": CONFIG, "real/m.txt": mission("m"), "real/n.txt": mission("n")})
    os.symlink("real/m.txt", root / "m.yaml")
    os.symlink("m.yaml", root / "real/again")
    os.symlink("real", root / "folder")
    os.symlink("folder/n.txt", root / "n.yaml")
    commit(root, {})
    return root


def test_links_inside(links: Path) -> None:
    assert told(run_here(links, "diff", "--format", "json")) == set()
    put(links, {"real/m.txt": mission("m", 2031), "real/n.txt": mission("n", 2031)})
    expected = {f"{LATER} m", f"{LATER} n"}
    assert told(run_here(links, "diff", "--format", "json")) == expected
    assert told(run_here(links, "diff", "main", "m.yaml", "--format", "json")) == {f"{LATER} m"}
    commit(links, {})
    assert told(run_here(links, "diff", "HEAD~1", "HEAD", "--format", "json")) == expected


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("loop.yaml", "unreadable-file"),
        ("nowhere.yaml", "unreadable-file"),
        ("../outside.yaml", "outside-register"),
        ("real/../../outside.yaml", "outside-register"),
        ("/etc/hostname", "outside-register"),
        ("real", "not-a-regular-file"),
    ],
)
def test_links_that_lead_nowhere_or_out(target: str, rule: str, links: Path) -> None:
    put(links.parent, {"outside.yaml": mission("secret", 2099)})
    (links / "loop.yaml").symlink_to(target)
    done = run_here(links, "diff")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"loop.yaml:1:1: error[{rule}]" in done.stderr
    commit(links, {"p.yaml": project("p")})
    done = run_here(links, "diff", "HEAD~1", "HEAD")
    assert (done.returncode, done.stdout) == (2, "")
    assert "loop.yaml:1:1: error[" in done.stderr
    (links / "loop.yaml").unlink()
    done = run_here(links, "diff", "HEAD")
    assert done.returncode == 0
    assert "loop.yaml:1: The old state has 1 fault" in done.stdout
    assert "secret" not in done.stdout + done.stderr


def test_a_link_out_of_the_register_and_into_the_repository(links: Path) -> None:
    put(links, {"reg/missionkit.yaml": CONFIG, "reg/p.yaml": project("p"), "secret.txt": project("secret")})
    (links / "reg/out.yaml").symlink_to("../secret.txt")
    commit(links, {})
    for words in (("HEAD~1",), ("HEAD~1", "HEAD")):
        done = run_here(links / "reg", "diff", *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert "out.yaml:1:1: error[outside-register]" in done.stderr


@pytest.mark.parametrize("text", [b"\r\n", b"\r"])
def test_line_ends_are_no_change(text: bytes, tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    git(root, "config", "core.autocrlf", "true")
    document = mission("m").encode()
    commit(root, {"missionkit.yaml": CONFIG, "m.yaml": document})
    put(root, {"m.yaml": document.replace(b"\n", text)})
    done = run_here(root, "diff")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "No change of meaning.")


def test_a_file_that_is_made_executable_is_no_change(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    commit(root, {"m.yaml": mission("m")})
    (root / "m.yaml").chmod(0o755)
    commit(root, {})
    assert told(run_here(root, "diff", "HEAD~1", "HEAD", "--format", "json")) == set()
