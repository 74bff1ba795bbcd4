"""Where and how a run is started: folders that are gone, little memory, few files, odd variables, odd terminals."""

import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import COMMAND
from ended import Ended, ended, repository


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("places") / "repository")


GONE = "missionkit: the folder that the command runs in is gone; go to one that is there\n"


NEEDY = ("validate", "validate -", "diff HEAD", "brief m", "init", "new actor e", "git-setup")


@pytest.mark.parametrize("command", NEEDY)
def test_a_working_directory_that_is_gone(command: str, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    done = ended(f"cd gone; rmdir ../gone; missionkit {command}", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", GONE)


def test_what_needs_no_folder_works_without_one(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    done = ended("cd gone; rmdir ../gone; missionkit rules && missionkit schema mission && missionkit --help", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def limit(what: int, most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(what, (most, most))


def cut_short(
    line: str, root: Path, preparation: Callable[[], None] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command that the system may end, before Python is there or in a library that is not Python's."""
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", "-c", line]
    environment = {**os.environ, "PATH": path}
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, preexec_fn=preparation, timeout=120
    )


def test_with_little_memory_all_is_told_or_nothing_is_said_to_be_well(root: Path) -> None:
    whole = ended("missionkit list missions", root).stdout
    for megabytes in (45, 60, 75, 90, 400):
        done = cut_short("missionkit list missions", root, limit(resource.RLIMIT_AS, megabytes << 20))
        assert (done.returncode == 0) == (done.stdout == whole)
        assert done.returncode != 1 or not done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("command", ["validate", "diff HEAD"])
def test_few_open_files_are_enough(command: str, root: Path) -> None:
    done = ended(f"ulimit -n 16; missionkit {command}", root)
    assert (done.returncode, done.stderr) == (0, "")


def test_with_too_few_open_files_all_is_told_or_nothing_is_said_to_be_well(root: Path) -> None:
    for most in range(7, 14):
        done = cut_short(f"exec 3<. 4<. 5<.; ulimit -n {most}; missionkit diff HEAD", root)
        assert (done.returncode == 0) == ("No change of meaning." in done.stdout)
        assert bool(done.stderr) == (done.returncode != 0)
    assert done.returncode == 0


ENVIRONMENTS = {
    "nothing": 'env -i PATH="$PATH" PYTHONPATH="$PYTHONPATH"',
    "no home": "env -u HOME",
    "no folder for temporary files": "env TMPDIR=/nowhere TEMP=/nowhere TMP=/nowhere",
    "no language": "env -u LANG -u LC_ALL -u LANGUAGE",
    "an unknown language": "env LANG=xx_YY.foo LC_ALL=xx",
    "bytes of Latin-1": "env PYTHONIOENCODING=latin-1 PYTHONUTF8=0 LC_ALL=C",
    "an unknown time zone": "env TZ=nowhere/at/all",
    "no terminal": "env TERM=",
    "warnings are errors": "env PYTHONWARNINGS=error",
}


@pytest.fixture(scope="module")
def usual(root: Path) -> Ended:
    return ended("missionkit brief m --lang nb --date 2026-11-23", root)


@pytest.mark.parametrize("how", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_odd_environments_change_nothing(how: str, root: Path, usual: Ended) -> None:
    done = ended(f"{how} missionkit brief m --lang nb --date 2026-11-23", root)
    assert (done.returncode, done.stderr, done.stdout) == (0, usual.stderr, usual.stdout)


@pytest.mark.parametrize("columns", ["0", "1", "-5", "many", "1000000000"])
def test_odd_widths(columns: str, root: Path) -> None:
    for command in ("list missions", "assess --help"):
        done = ended(f"missionkit {command}", root, None, COLUMNS=columns)
        assert (done.returncode, done.stderr) == (0, "")
        assert 0 < len(done.stdout) < 20_000


def test_a_folder_deeper_than_a_path_can_be(tmp_path: Path) -> None:
    (tmp_path / "missionkit.yaml").write_text("")
    (tmp_path / "digdir.yaml").write_text("kind: actor\nid: digdir\nname: D\n")
    before = os.open(".", os.O_RDONLY)
    os.chdir(tmp_path)
    try:
        for _ in range(25):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        Path("e.yaml").write_text("kind: actor\nid: e\nname: E\n")
    finally:
        os.fchdir(before)
        os.close(before)
    done = ended("missionkit validate --format concise", tmp_path)
    assert done.returncode == 1
    assert "error[unreadable-file]" in done.stdout
