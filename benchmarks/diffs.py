"""Part `diffs`: a diff of 20 changed files in a large register against git, a full check, and parsing those files."""

import sys

from measure import MISSIONKIT, Command, in_turn, tell
from missionkit_commands import cold
from part import Plan, Result
from registers import CHANGED, Made
from tables import table

_LARGEST = 10_000
OWN, COLD = "missionkit diff", "missionkit validate, 1 process"
PARSE = """
import sys
from pathlib import Path
from missionkit.source.yaml import read
for name in sys.argv[1:]:
    read(Path(name).read_bytes(), name)
"""


def part(plan: Plan) -> Result:
    """Return a row for each size and other command: time and memory of the diff, divided by the other's."""
    rows, figures = [], {}
    for size in (s for s in plan.sizes if s <= _LARGEST):
        tell(f"diffs: {size} projects")
        runs = in_turn(_commands(plan.registers.of(size)), plan.rounds_at(size))
        for name in (n for n in runs.costs if n != OWN):
            ratio = runs.ratio(OWN, name)
            rows.append((size, name, ratio, runs.memory[OWN].largest / runs.memory[name].largest))
            figures[f"{OWN} / {name} at {size}"] = ratio
    return Result({"diffs": table(("projects", "other command", "time ÷ other", "memory ÷ other"), rows)}, figures)


def _commands(made: Made) -> dict[str, Command]:
    return {
        OWN: Command((MISSIONKIT, "diff", "HEAD~1", "HEAD", "--exact"), made.root),
        "git diff --stat": Command(("git", "diff", "--stat", "HEAD~1", "HEAD"), made.root),
        COLD: cold(made.root, 1),
        f"parse the {CHANGED} files": Command((sys.executable, "-c", PARSE, *made.changed), made.root),
    }
