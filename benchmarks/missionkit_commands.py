"""The commands of missionkit that are measured."""

from collections.abc import Callable
from pathlib import Path

from generate import DAY
from measure import MISSIONKIT, Command

DATED = ("--date", DAY)


def cold(root: Path, jobs: int) -> Command:
    """Return a full check in so many processes, without a cache."""
    return Command((MISSIONKIT, "validate", ".", *DATED, "--jobs", str(jobs), "--no-cache"), root)


def warm(root: Path, before: Callable[[], object] | None = None) -> Command:
    """Return a check that takes from its cache what has not changed."""
    return Command((MISSIONKIT, "validate", ".", *DATED), root, before)
