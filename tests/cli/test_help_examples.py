"""Every example in every `--help` does what it shows: it is run as it stands, in a repository made ready for it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import COMMAND
from diff_repositories import commit, git, mission, new_repository, put

import missionkit.cli.app  # noqa: F401 - registers every command
from missionkit.cli.commands.root import app

EXAMPLES = Path(__file__).parents[2] / "examples"
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
    """An empty folder, a folder with several registers, and a register with two versions and a remote."""
    root = tmp_path_factory.mktemp("places")
    (root / "empty").mkdir()
    several = new_repository(root / "several")
    for name in ("examples/dementia", "old-folder", "new-folder"):
        shutil.copytree(EXAMPLES / "dementia", several / name)
    put(several, {"mission.yaml": mission("clean-air")})
    register = root / "register"
    shutil.copytree(EXAMPLES / "dementia", register)
    new_repository(register)
    commit(register, {"missions/air.yaml": mission("cleaner-air")})
    git(register, "tag", "v1.0")
    git(register, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(register, "switch", "-q", "-c", "change")
    commit(register, {"missions/air.yaml": mission("cleaner-air", 2031)})
    git(register, "tag", "v2.0")
    return root


def place_of(line: str) -> str:
    """Where somebody would type an example."""
    if line.startswith("missionkit init"):
        return "empty"
    return "several" if re.search(r" examples|old-folder|mission\.yaml <|< mission", line) else "register"


@pytest.mark.parametrize("line", LINES)
def test_an_example_runs(line: str, places: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    shutil.copytree(places / place_of(line), here)
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ("sh", "-c", line), cwd=here, stdin=subprocess.DEVNULL, capture_output=True, env={**os.environ, "PATH": path}
    )
    assert done.returncode == (1 if line in FOUND else 0), done.stderr.decode()
    written = [here / name for name in WRITTEN.findall(line)]
    assert all(name.stat().st_size for name in written)
    assert done.stdout or written or "--since" in line or line.startswith("missionkit git-setup")


def test_what_is_said_to_find_something_is_an_example() -> None:
    assert set(FOUND) < set(LINES)
    assert len(LINES) > 2 * len(app.registered_commands)
