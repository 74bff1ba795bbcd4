"""The commands of missionkit that are measured, with the options that this version has."""

import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

from generate import DAY
from measure import MISSIONKIT, Command, environment

DATED = ("--date", DAY)


@cache
def options() -> frozenset[str]:
    """Return which of the options that benchmarks use `validate` has."""
    done = subprocess.run([MISSIONKIT, "validate", "--help"], capture_output=True, text=True, env=environment())
    return frozenset(o for o in ("--jobs", "--no-cache") if o in done.stdout)


def cold(root: Path, jobs: int) -> Command:
    """Return a full check in so many processes, without a cache."""
    wanted = [*(["--jobs", str(jobs)] if "--jobs" in options() else []), *sorted({"--no-cache"} & options())]
    return Command((MISSIONKIT, "validate", ".", *DATED, *wanted), root)


def warm(root: Path, before: Callable[[], object] | None = None) -> Command:
    """Return a check that takes from its cache what has not changed."""
    return Command((MISSIONKIT, "validate", ".", *DATED), root, before)
