"""Every example in every `--help` does what it shows: it is run as it stands, in a repository made ready for it."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from prepared_places import place_of, prepare, typed
from small_registers import run_here

import missionkit.cli.app  # noqa: F401 - registers every command
from missionkit.cli.commands.root import app

GIVEN = [str(command.epilog) for command in app.registered_commands] + [str(app.info.epilog)]
LINES = list(dict.fromkeys(re.findall(r"(?m)^  (missionkit .*)$", "\n".join(GIVEN))))

FOUND = (
    "missionkit validate",
    "missionkit validate examples --lang nb",
    "missionkit validate --format github --format sarif=findings.sarif",
    "missionkit assess examples",
    "missionkit assess --mission dementia --lang nb",
    "missionkit assess --format csv > criteria.csv",
    "missionkit validate - --stdin-filename mission.yaml < mission.yaml",
    "missionkit diff",
    "missionkit diff main",
    "missionkit diff v1.0 v2.0 --lang nb",
    "missionkit diff origin/main HEAD --format markdown -o comment.md",
)
"""What leaves with 1: the missions have errors, and a deadline slips. All others leave with 0."""

WRITTEN = re.compile(r"(?:(?:-o|--output|>) |sarif=)(\S+)")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(tmp_path_factory.mktemp("places"))


@pytest.mark.parametrize("line", LINES)
def test_an_example_runs(line: str, places: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    shutil.copytree(places / place_of(line), here)
    # A line with nothing for the shell to do needs no process of its own.
    done = typed(line, here) if re.search(r"[<>|;&$*]", line) else run_here(here, *shlex.split(line)[1:])
    assert done.returncode == (1 if line in FOUND else 0), done.stderr
    written = [here / name for name in WRITTEN.findall(line)]
    assert all(name.stat().st_size for name in written)
    assert done.stdout or written or "--since" in line or line.startswith("missionkit git-setup")


def test_what_is_said_to_find_something_is_an_example() -> None:
    assert set(FOUND) < set(LINES)
    assert len(LINES) > 2 * len(app.registered_commands)
