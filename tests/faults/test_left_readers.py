"""Nobody at the other end: closed streams and readers that have gone change no exit code."""

from pathlib import Path

import pytest
from ended import READERS, all_below, ended, repository


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("readers") / "repository")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("validate --format json=/dev/null", 0),
        ("validate --fail-on hint nowhere.yaml", 2),
        ("--nonsense", 2),
        ("graph -o /dev/null", 0),
        ("diff nowhere", 2),
    ],
)
def test_a_reader_of_standard_error_that_has_gone(command: str, code: int, root: Path, tmp_path: Path) -> None:
    # The reader has left before the command is started.
    line = f"mkfifo {tmp_path}/pipe; exec 8<>{tmp_path}/pipe 9>{tmp_path}/pipe 8<&-; missionkit {command} 2>&9"
    assert ended(line, root).returncode == code


@pytest.mark.parametrize("command", READERS[1:])
def test_a_reader_of_standard_output_that_has_gone(command: str, root: Path, tmp_path: Path) -> None:
    line = f"mkfifo {tmp_path}/pipe; exec 8<>{tmp_path}/pipe 9>{tmp_path}/pipe 8<&-; missionkit {command} >&9"
    done = ended(line, root)
    assert (done.returncode, done.stderr) == (0, "")


CLOSED = ("<&-", ">&-", "2>&-", "<&- >&- 2>&-")


@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize("command", ["graph", "diff HEAD", "brief m --since HEAD"])
def test_commands_that_read_with_closed_streams(command: str, closed: str, root: Path) -> None:
    done = ended(f"missionkit {command} {closed}", root)
    assert (done.returncode, done.stderr, bool(done.stdout)) == (0, "", ">&-" not in closed.replace("2>&-", ""))


def test_standard_input_that_is_closed_is_empty(root: Path) -> None:
    done = ended("missionkit validate - --format concise <&-", root)
    assert done.returncode == 1
    assert "stdin.yaml:1:1: error[empty-document]" in done.stdout


@pytest.mark.parametrize("closed", CLOSED)
def test_a_file_is_written_with_closed_streams(closed: str, root: Path, tmp_path: Path) -> None:
    done = ended(f"missionkit validate --format json={tmp_path}/o {closed}", root)
    assert (done.returncode, all_below(tmp_path)) == (0, ["o"])
    assert (tmp_path / "o").read_text().startswith('{\n  "schema_version"')


@pytest.mark.parametrize("closed", CLOSED)
def test_a_register_is_laid_out_with_closed_streams(closed: str, tmp_path: Path) -> None:
    assert ended(f"missionkit init r --name Navn {closed}", tmp_path).returncode == 0
    assert ended(f"missionkit new actor etat --register r {closed}", tmp_path).returncode == 0
    assert (tmp_path / "r/actors/etat.yaml").read_text().endswith("\n")
