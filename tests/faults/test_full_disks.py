"""A disk that takes no more: exit code 2, the words of the system, what to do, and no half file."""

import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from ended import READERS, WRITERS, all_below, ended, repository

FULL = "missionkit: standard output: no space left on device; make room and run the command again\n"
needs_full_device = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("full") / "repository")


@needs_full_device
@pytest.mark.parametrize("command", [*READERS[1:5], READERS[6], "schema"])
def test_standard_output_is_full(command: str, root: Path) -> None:
    done = ended(f"missionkit {command} > /dev/full", root)
    assert (done.returncode, done.stderr) == (2, FULL)


@needs_full_device
@pytest.mark.parametrize(
    ("command", "code"), [("validate --format json=/dev/null", 0), ("validate nowhere", 2), ("--nonsense", 2)]
)
def test_a_full_standard_error_changes_no_exit_code(command: str, code: int, root: Path) -> None:
    assert ended(f"missionkit {command} 2> /dev/full", root).returncode == code


def few_bytes() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_output_that_is_taken_only_in_part_is_told(unbuffered: str, root: Path, tmp_path: Path) -> None:
    # Without a buffer Python drops what a write leaves over, and says nothing.
    done = ended(f"missionkit rules > {tmp_path}/out", root, few_bytes, PYTHONUNBUFFERED=unbuffered)
    assert (done.returncode, (tmp_path / "out").stat().st_size) == (2, 100)
    assert done.stderr == "missionkit: standard output: file too large; make room and run the command again\n"


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_does_not_fit_is_not_there(name: str, root: Path, tmp_path: Path) -> None:
    done = ended(f"missionkit {WRITERS[name].format(tmp_path)}", root, few_bytes)
    if name == "diff":
        assert (done.returncode, all_below(tmp_path)) == (0, ["o"])
        return
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].endswith(": file too large; make room and run the command again")
    assert [p for p in tmp_path.rglob("*") if p.is_file() and p.stat().st_size >= 100] == []
    assert [p for p in all_below(tmp_path) if p.rpartition("/")[2].startswith(".")] == []


def test_a_new_document_that_does_not_fit_is_not_there(root: Path) -> None:
    before = all_below(root)
    done = ended("missionkit new actor etat", root, few_bytes)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("missionkit: etat.yaml: file too large")
    assert all_below(root) == before


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with room for some files, but not for all."""
    (tmp_path / "disk").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(tmp_path / "disk")]
    try:
        refused = subprocess.run(mount, capture_output=True).returncode
    except FileNotFoundError:
        refused = 1
    if refused:
        pytest.skip("this user may not mount a disk")
    yield tmp_path / "disk"
    subprocess.run(["umount", str(tmp_path / "disk")], check=True)


def test_a_register_that_does_not_fit_on_a_disk_is_not_there(disk: Path, root: Path) -> None:
    done = ended(f"missionkit {WRITERS['init'].format(disk)}", root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(": no space left on device; make room and run the command again\n")
    assert all_below(disk) == []


def test_an_older_file_stays_as_it_is_on_a_full_disk(disk: Path, root: Path) -> None:
    (disk / "o").write_text("older")
    (disk / "filler").write_bytes(bytes(120 * 1024))
    done = ended(f"missionkit brief m --format html -o {disk}/o", root)
    assert done.returncode == 2
    assert done.stderr.endswith("no space left on device; make room and run the command again\n")
    assert ((disk / "o").read_text(), all_below(disk)) == ("older", ["filler", "o"])
