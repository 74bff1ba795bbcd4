"""What is written has a name that every system takes, and paths are told with slashes; held against Windows' rules."""

import os
import re
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from small_registers import run_here

from missionkit.model import KINDS
from missionkit.output.sarif import uri
from missionkit.start.document import file_name

DEVICES = ("con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9")
LONG = "-".join(["abcdefghi"] * 10)
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$')
MOST = 160
"""How long a name in the register may get: Windows takes 260 characters, and the folder needs some of them."""


def is_portable(path: str) -> bool:
    """Say whether every part of a path is a name that Windows takes for a file."""
    parts = PurePosixPath(path).parts
    devices = [part for part in parts if part.partition(".")[0].lower() in DEVICES]
    return not devices and not any(FORBIDDEN.search(part) for part in parts) and len(path) <= MOST


@pytest.mark.parametrize(
    ("path", "portable"),
    [("a/b.yaml", True), ("a/con.yaml", False), ("AUX", False), ("a:b", False), ("a.", False), ("x" * 161, False)],
)
def test_what_is_portable(path: str, portable: bool) -> None:
    assert is_portable(path) == portable


def names_in(root: Path) -> list[str]:
    """Return the paths below a folder; fails where two would be one on a disk that knows no capitals."""
    found = [path.relative_to(root).as_posix() for path in root.rglob("*")]
    assert len({name.casefold() for name in found}) == len(found)
    return found


def named_otherwise(root: Path) -> str:
    """Return what the rule about names of files finds in a register."""
    done = run_here(root, "validate", "--select", "id-not-file-name", "--format", "concise", "--lang", "en")
    assert done.returncode == 0
    return "\n".join(line for line in done.stdout.splitlines() if "[id-not-file-name]" in line)


@pytest.mark.parametrize("id_", [*DEVICES, "con-1", "missionkit", "0", LONG])
@pytest.mark.parametrize("kind", KINDS)
def test_a_document_has_a_file_name_that_is_portable(kind: str, id_: str) -> None:
    assert is_portable(f"{kind}s/{file_name(kind, id_)}")


@pytest.mark.parametrize("name", ["Con", "AUX.", "nul ", "a/b:c?*", "Missionkit", "x " * 200, "..", "COM1"])
def test_a_new_register_has_names_that_are_portable(name: str, tmp_path: Path) -> None:
    assert run_here(tmp_path, "init", "r", "--name", name, "--yes").returncode == 0
    names = names_in(tmp_path)
    assert len(names) > 20
    assert [one for one in names if not is_portable(one)] == []
    assert named_otherwise(tmp_path / "r") == ""


@pytest.mark.parametrize("id_", ["aux", "lpt1", "missionkit"])
def test_a_new_document_has_a_portable_name_that_no_rule_finds_fault_with(id_: str, tmp_path: Path) -> None:
    run_here(tmp_path, "init", "r", "--name", "X", "--yes")
    assert run_here(tmp_path / "r", "new", "actor", id_, "--title", "X").returncode == 0
    assert (tmp_path / f"r/actors/actor-{id_}.yaml").is_file()
    assert named_otherwise(tmp_path / "r") == ""
    (tmp_path / f"r/actors/actor-{id_}.yaml").rename(tmp_path / "r/actors/other.yaml")
    assert "actors/other.yaml" in named_otherwise(tmp_path / "r")


def test_a_new_document_does_not_take_the_name_of_another_in_capitals(tmp_path: Path) -> None:
    run_here(tmp_path, "init", "r", "--name", "X", "--yes")
    (tmp_path / "r/actors/Air.yaml").write_text("kind: actor\nid: other\nname: Other\n", encoding="utf-8")
    done = run_here(tmp_path / "r", "new", "actor", "air", "--title", "Air")
    assert (done.returncode, "is there already" in done.stderr) == (2, True)
    assert not (tmp_path / "r/actors/air.yaml").exists()


def test_briefs_have_names_that_are_portable_and_apart(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    for kind in ("mission", "project"):
        for id_ in (*DEVICES, "index", LONG):
            text = f"kind: {kind}\nid: {id_}\ntitle: T\n"
            (tmp_path / f"r/{kind}-{id_}.yaml").write_text(text, encoding="utf-8")
    done = run_here(tmp_path, "brief", "--all", "--register", "r", "-o", "briefs", "--format", "md")
    assert done.returncode == 0
    names = names_in(tmp_path / "briefs")
    assert len(names) == 2 * (len(DEVICES) + 2) + 1
    assert [one for one in names if not is_portable(one)] == []


@pytest.mark.parametrize("line", ["schema -o out", "brief --eject out --format html", "brief --eject out --format md"])
def test_fixed_names_are_portable(line: str, tmp_path: Path) -> None:
    assert run_here(tmp_path, *line.split()).returncode == 0
    names = names_in(tmp_path)
    assert len(names) > 5
    assert [one for one in names if not is_portable(one)] == []


@pytest.mark.parametrize("second", ["a.json", "./a.json", "A.json"])
def test_two_formats_are_not_written_to_one_file(second: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("kind: actor\nid: x\nname: X\n", encoding="utf-8")
    formats = ("--format", "json=a.json", "--format", f"sarif={second}")
    done = run_here(tmp_path, "validate", *formats)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("another format is written to that file\n")
    assert [path.name for path in tmp_path.iterdir()] == ["x.yaml"]


def test_two_formats_may_go_nowhere(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("kind: actor\nid: x\nname: X\n", encoding="utf-8")
    nowhere = ("--format", f"json={os.devnull}", "--format", f"sarif={os.devnull}")
    assert run_here(tmp_path, "validate", *nowhere).returncode == 0


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (PurePosixPath("a b/ø.yaml"), "a%20b/%C3%B8.yaml"),
        (PurePosixPath("/a/b.yaml"), "/a/b.yaml"),
        (PureWindowsPath("a\\b c.yaml"), "a/b%20c.yaml"),
        (PureWindowsPath("C:\\a\\ø.yaml"), "file:///C:/a/%C3%B8.yaml"),
    ],
)
def test_a_path_as_a_uri(path: PurePath, told: str) -> None:
    assert uri(path) == told
