"""It is the same wherever a command stands, and in whatever order the files came to the disk, with any line ends."""

import os
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_table import DAY, READING
from faulty_register import write_faulty
from prepared_work import FULL
from runs_of_lines import Told, told

MEMORY = Path("/dev/shm")
COMMANDS = ("validate", "assess", "coverage", "list", "graph", "brief")
LINES = [x for x in READING if x.split()[0] in COMMANDS and "--since" not in x and "states" not in x]
"""Lines that read files from the disk and no revisions."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two registers, outside of git."""
    root = tmp_path_factory.mktemp("orders") / "plain"
    shutil.copytree(FULL, root / "full")
    (root / "faulty").mkdir()
    write_faulty(root / "faulty")
    return root


@pytest.fixture(scope="module")
def usual(folder: Path) -> dict[str, Told]:
    return told(LINES, folder)


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder on tmpfs, which lists the newest file first."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        pytest.skip("no /dev/shm on this machine")
    root = MEMORY / f"missionkit-{os.getpid()}"
    yield root
    shutil.rmtree(root)


def laid_anew(folder: Path, target: Path, seed: int) -> None:
    """Write the files of a folder in another order."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    random.Random(seed).shuffle(files)
    for file in files:
        to = target / file.relative_to(folder)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(file.read_bytes())


def test_the_order_of_files_on_disk_is_not_seen(
    folder: Path, tmp_path: Path, in_memory: Path, usual: dict[str, Told]
) -> None:
    laid_anew(folder, tmp_path / "anew", 1)
    laid_anew(folder, in_memory, 2)
    places = (folder, tmp_path / "anew", in_memory)
    assert len({tuple(os.listdir(place / "faulty")) for place in places}) > 1
    for place, lines in ((tmp_path / "anew", LINES[::2]), (in_memory, LINES)):
        found = told(lines, place)
        assert [line for line in lines if found[line] != usual[line]] == []


def test_line_ends_are_not_seen(folder: Path, tmp_path: Path, usual: dict[str, Told]) -> None:
    laid_anew(folder, tmp_path / "crlf", 3)
    for file in (tmp_path / "crlf").rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    found = told(LINES, tmp_path / "crlf")
    assert [line for line in LINES if found[line] != usual[line]] == []


FORMS = {
    "validate": f"validate {{}} --format json {DAY}",
    "assess": f"assess {{}} --format json {DAY}",
    "coverage": f"coverage {{}} --format csv {DAY}",
    "list": f"list projects {{}} --format json {DAY}",
    "graph": "graph --register {}",
    "brief": f"brief raskere-i-ny-jobb --register {{}} --format html {DAY}",
}


def test_only_paths_tell_where_a_command_stands(folder: Path) -> None:
    """From above, from within, from elsewhere with the whole path, and with a path that goes astray."""
    whole = folder / "full"
    usual: dict[str, str] = {}
    for place, path in ((folder, "full"), (whole, "."), (folder / "faulty", whole), (folder, "./faulty/../full/")):
        found = told([line.format(path) for line in FORMS.values()], place)
        for name, line in FORMS.items():
            one = found[line.format(path)]
            assert one.code in (0, 1), one.said
            bare = re.sub(rf'"({whole.as_posix()}|full|\.)("|/)', '"', one.printed)
            assert usual.setdefault(name, bare) == bare, (name, path)
