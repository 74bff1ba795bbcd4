"""Folders in which examples of commands can be typed as they stand, and the terminal they are typed in."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from conftest import COMMAND
from diff_repositories import commit, git, mission, new_repository, put

EXAMPLES = Path(__file__).parents[2] / "examples"


def prepare(root: Path) -> Path:
    """Make an empty folder, a folder with several registers, and a register with two versions and a remote."""
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
    return "several" if re.search(r" examples|old-folder|< mission", line) else "register"


def typed(line: str, folder: Path) -> "subprocess.CompletedProcess[bytes]":
    """Run a line as a shell does."""
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    told = {**os.environ, "PATH": path, "GITHUB_STEP_SUMMARY": "summary.md"}
    return subprocess.run(("sh", "-c", line), cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, env=told)
