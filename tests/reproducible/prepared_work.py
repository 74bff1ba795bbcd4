"""A folder to run every command in: a repository with three registers and two versions, and a place for a new one."""

import os
import shutil
from pathlib import Path

from diff_repositories import commit, git, new_repository, put
from faulty_register import write_faulty
from two_states import STATES

FULL = Path(__file__).parents[1] / "brief/full"
DATES = (("v1.0", "2026-03-29T00:30:00+01:00"), ("v2.0", "2026-10-25T23:30:00-07:00"))
"""Versions are made near midnight, around changes to and from summer time."""


def prepare_work(root: Path) -> Path:
    """Make the repository: `full` has everything, `faulty` every sort of fault, and `states` changes between versions.

    One file has a name that is not ASCII, one is not in git, and the working tree is ahead of the last commit.
    """
    new_repository(root)
    shutil.copytree(FULL, root / "full")
    (root / "faulty").mkdir()
    write_faulty(root / "faulty")
    (root / "faulty/sources/blåbær og 雪.yaml").write_text(
        "kind: source\nid: blabar\ntitle: Blåbær\n", encoding="utf-8"
    )
    put(root, {"states/missionkit.yaml": "language: nb\n"})
    for state, (tag, day) in zip(("before", "after"), DATES, strict=True):
        shutil.copytree(STATES / state, root / "states", dirs_exist_ok=True)
        git(root, "add", "--all", ".")
        git(root, "commit", "-q", "-m", f"Blåbær {tag}", GIT_AUTHOR_DATE=day, GIT_COMMITTER_DATE=day)
        git(root, "tag", tag)
    git(root, "update-ref", "refs/remotes/origin/main", "v1.0")
    git(root, "switch", "-q", "-c", "change")
    mission = root / "states/missions/ren-fjord.yaml"
    mission.write_bytes(mission.read_bytes().replace(b"deadline:", b"# later\ndeadline:", 1))
    commit(root, {"states/actors/en-til.yaml": "kind: actor\nid: en-til\nname: Én til\n"})
    put(root, {"states/actors/ny.yaml": "kind: actor\nid: ny\nname: Ny\n"})
    return root


def copied(template: Path, work: Path) -> None:
    """Put a fresh copy of the folder where all runs find theirs, as some outputs tell the whole path."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(template, work, symlinks=True)


def written(root: Path) -> dict[str, bytes]:
    """Return every file below a folder, and git's configuration."""
    found = {}
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if name != ".git"]
        for path in (Path(folder) / name for name in names):
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found | {".git/config": (root / ".git/config").read_bytes()}
