"""Files that others write, replace and take away while a run goes on: one version of each, or a finding."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from diff_repositories import CONFIG, actor, put
from small_registers import run_here

from missionkit.finding import Place
from missionkit.register import load_register
from missionkit.source.reading import MOST_BYTES
from missionkit.source.steady import Versions
from missionkit.source.tree import Folder, Unreadable

REPLACE = """\
import os, sys
versions = [open(name, "rb").read() for name in sys.argv[2:]]
while True:
    for data in versions:
        with open(f"{sys.argv[1]}.new", "wb") as file:
            file.write(data)
        os.replace(f"{sys.argv[1]}.new", sys.argv[1])
"""
REWRITE = """\
import sys
versions = [open(name, "rb").read() for name in sys.argv[2:]]
while True:
    for data in versions:
        with open(sys.argv[1], "wb", buffering=0) as file:
            for start in range(0, len(data), 4096):
                file.write(data[start : start + 4096])
"""
VANISH = """\
import os, sys
data = open(sys.argv[2], "rb").read()
while True:
    with open(f"{sys.argv[1]}.new", "wb") as file:
        file.write(data)
    os.replace(f"{sys.argv[1]}.new", sys.argv[1])
    os.unlink(sys.argv[1])
"""
RUNS = 15


@contextmanager
def meanwhile(program: str, *arguments: Path) -> Iterator[None]:
    """Let another process do its work on a file."""
    other = subprocess.Popen([sys.executable, "-c", program, *map(str, arguments)])
    try:
        yield
    finally:
        other.kill()
        other.wait()


def version(name: str, lines: int) -> str:
    """A document with one fault, whose line, column and text tell the version."""
    return "#\n" * lines + f"kind: actor\nid: f\nname: {name}\ncolour-{name}: x\n"


def answers(root: Path) -> set[tuple[str, int, str]]:
    """Return rule, line and the word in the message for each finding of the file that changes."""
    done = run_here(root, "validate", "--format", "json")
    assert (done.returncode in (0, 1), done.stderr) == (True, "")
    found = [f for f in json.loads(done.stdout)["findings"] if f["file"] == "f.yaml"]
    return {(f["rule"], f["line"], f["path"]) for f in found if f["rule"] != "id-not-file-name"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path, {"r/missionkit.yaml": CONFIG, "r/digdir.yaml": actor(), "a": version("a", 0), "b": version("b", 500)})
    put(tmp_path, {"r/f.yaml": version("a", 0)})
    return tmp_path / "r"


ONE = {("unknown-field", 4, "colour-a")}
OTHER = {("unknown-field", 504, "colour-b")}
GONE = {("unreadable-file", 1, "")}


def test_a_file_that_is_replaced_is_one_of_its_versions(root: Path) -> None:
    with meanwhile(REPLACE, root / "f.yaml", root.parent / "a", root.parent / "b"):
        seen = [answers(root) for _ in range(RUNS)]
    assert [one for one in seen if one not in (ONE, OTHER, GONE)] == []


def test_a_file_that_vanishes_is_there_or_not(root: Path) -> None:
    with meanwhile(VANISH, root / "f.yaml", root.parent / "a"):
        seen = [answers(root) for _ in range(RUNS)]
    assert [one for one in seen if one not in (ONE, GONE, set())] == []


def test_a_file_that_is_written_again_and_again_ends_no_run(root: Path) -> None:
    put(root.parent, {"a": version("a", 0) + "# x\n" * 50_000, "b": version("b", 40_000)})
    with meanwhile(REWRITE, root / "f.yaml", root.parent / "a", root.parent / "b"):
        for form in ("text", "json", "sarif", "github") * 4:
            done = run_here(root, "validate", "--format", form)
            assert (done.returncode in (0, 1), done.stderr) == (True, "")


@pytest.mark.parametrize("command", ["assess", "list missions", "graph", "coverage"])
def test_other_commands_beside_a_writer(command: str, root: Path) -> None:
    with meanwhile(REWRITE, root / "f.yaml", root.parent / "a", root.parent / "b"):
        for _ in range(5):
            assert run_here(root, *command.split()).returncode in (0, 1)


def test_a_configuration_that_is_replaced_ends_no_run(root: Path) -> None:
    put(root.parent, {"a": CONFIG, "b": "langauge: en\n"})
    with meanwhile(REWRITE, root / "missionkit.yaml", root.parent / "a", root.parent / "b"):
        for _ in range(10):
            done = run_here(root, "validate")
            assert done.returncode in (1, 2)
            assert "has a bug" not in done.stderr


def test_places_are_those_of_the_version_that_was_judged(root: Path) -> None:
    register = load_register(Folder(root, limit=MOST_BYTES))
    (fault,) = register.faults
    (root / "f.yaml").write_text(version("b", 500))
    assert register.site(fault.place).span.line == 4
    assert register.lines("f.yaml")[3] == "colour-a: x"
    (root / "f.yaml").unlink()
    assert register.lines("f.yaml")[3] == "colour-a: x"


def test_places_in_a_file_that_changes_between_two_looks_are_of_one_version(root: Path) -> None:
    register = load_register(Folder(root, limit=MOST_BYTES, room=0))
    (fault,) = register.faults
    assert register.site(Place("f.yaml")).span.line == 1
    (root / "f.yaml").write_text(version("b", 500))
    for number in range(100):
        assert register.lines(f"{number}.yaml") == []
    assert register.site(fault.place).span.line == 4


def test_a_file_that_could_not_be_read_stays_unread(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for _ in range(2):
        with pytest.raises(Unreadable, match="unreadable-file"):
            folder.read("f.yaml")
        (tmp_path / "f.yaml").write_bytes(b"late")


def test_without_room_a_file_that_has_changed_is_told() -> None:
    versions, data = Versions(room=4), {"small": b"1234", "large": b"12345"}
    for _ in range(2):
        assert versions.first("small", lambda: data["small"]) == b"1234"
        assert versions.first("large", lambda: data["large"]) == b"12345"
    data |= {"small": b"4321", "large": b"54321"}
    assert versions.first("small", lambda: data["small"]) == b"1234"
    with pytest.raises(OSError, match="It changed while it was read"):
        versions.first("large", lambda: data["large"])


GROW = "import sys\nwhile True:\n    with open(sys.argv[1], 'ab', buffering=0) as file:\n        file.write(b'#')\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where times of files are fine")
def test_a_file_that_grows_all_the_time_is_told(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(b"#" * 900_000)
    with meanwhile(GROW, tmp_path / "f.yaml"):
        for _ in range(20):
            reading = load_register(Folder(tmp_path, limit=MOST_BYTES))
            assert [f.rule for f in reading.faults] in (["empty-document"], ["unreadable-file"], ["file-too-large"])


SWAP = """\
import os, sys
while True:
    os.symlink(sys.argv[2], f"{sys.argv[1]}.new")
    os.replace(f"{sys.argv[1]}.new", sys.argv[1])
    with open(f"{sys.argv[1]}.new", "wb") as file:
        file.write(b"inside")
    os.replace(f"{sys.argv[1]}.new", sys.argv[1])
"""


def test_a_link_put_in_place_of_a_file_is_not_followed_out_of_the_register(tmp_path: Path) -> None:
    put(tmp_path, {"outside": "outside", "r/f.yaml": "inside"})
    seen = set()
    with meanwhile(SWAP, tmp_path / "r/f.yaml", tmp_path / "outside"):
        for _ in range(2000):
            try:
                seen.add(Folder(tmp_path / "r").read("f.yaml"))
            except Unreadable as told:
                seen.add(told.rule.encode())
    assert seen <= {b"inside", b"", b"outside-register", b"unreadable-file"}
