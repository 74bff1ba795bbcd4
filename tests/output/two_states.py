"""Two states of one small register that differ in more than seventy ways, and comparisons of them."""

import json
import shutil
from datetime import date
from pathlib import Path

from missionkit.diff.change import Level
from missionkit.diff.compare import compare
from missionkit.output.changes.report import Comparison, State
from missionkit.register import load_register
from missionkit.rules.table import rules
from missionkit.source.tree import Folder

DAY = date(2026, 11, 23)
STATES = Path(__file__).parent / "two_states"
STEADY = {"project-without-target", "missed-review", "unused-document", "unknown-code", "missing-coordination"}
"""The rules whose findings come and go here; all others that can be are off, so that a new rule changes no test."""


def write_states(folder: Path) -> None:
    """Write both states into a folder, as `before` and `after`."""
    quiet = {rule.name: "off" for rule in rules() if not rule.fixed and rule.name not in STEADY}
    for state in ("before", "after"):
        shutil.copytree(STATES / state, folder / state)
        settings = {"language": "nb", "severity": quiet}
        (folder / state / "missionkit.yaml").write_text(json.dumps(settings), encoding="utf-8")


def comparison_of(folder: Path, language: str = "en", level: Level = Level.COSMETIC) -> Comparison:
    """Return the comparison of both states in a folder, with paths from that folder."""
    base, head = (load_register(Folder(folder / state, shown_from=folder)) for state in ("before", "after"))
    compared = compare(base, head, DAY, cosmetic=True)
    return Comparison(State("before"), State("after"), (compared,), language, level=level, today=DAY)
