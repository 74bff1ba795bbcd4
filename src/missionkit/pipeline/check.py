"""A register checked from its files: what is known is taken as it is, the rest is judged, and then the whole."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from sys import intern

from missionkit.config import Settings, load_settings
from missionkit.entry import Taken
from missionkit.finding import Finding
from missionkit.pipeline.judge import Judge
from missionkit.pipeline.plain import read_back
from missionkit.pipeline.workers import judged, processes
from missionkit.register import Register
from missionkit.rules.engine import check
from missionkit.source.tree import Tree


@dataclass(frozen=True)
class Means:
    """How a register is checked: `jobs` processes, None for as many as are worth it."""

    jobs: int | None = None


def check_tree(
    tree: Tree, today: date, means: Means, progress: Callable[[int, int], None] = lambda count, total: None
) -> tuple[Register, list[Finding]]:
    """Return the register in a tree and all its findings, in order; raises ConfigInvalid.

    `progress` is called after each file with how many are read, of how many.
    """
    settings = load_settings(tree)
    files = [intern(path) for path in tree.files() if not settings.excludes(path)]
    register = Register(tree, settings, files)
    _fill(register, settings, today, means, progress)
    return register, check(register, today)


def _fill(
    register: Register, settings: Settings, today: date, means: Means, progress: Callable[[int, int], None]
) -> None:
    judge, files = Judge(register.tree, settings, today), register.files
    found = judged(judge, files, processes(len(files), means.jobs))
    for count, (file, text) in enumerate(zip(files, found, strict=True), 1):
        taken: Taken = read_back(json.loads(text))
        register.take(file, taken)
        progress(count, len(files))
