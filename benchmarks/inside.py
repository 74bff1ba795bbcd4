"""Part `inside`: which stages and which rules a full check spends its time on."""

import json
import subprocess
import sys
from pathlib import Path

from measure import environment, tell
from part import Plan, Result
from tables import table

_LARGEST, _FACTOR, _SHOWN = 10_000, 10, 20
_NEGLIGIBLE = 1e-4
"""Seconds below which growth says nothing."""


def part(plan: Plan) -> Result:
    """Return the table of stages, and the slowest rules at two sizes."""
    size = plan.up_to(_LARGEST)
    tell(f"inside: {size} projects")
    large, small = (_spent(plan.registers.of(n).root) for n in (size, max(size // _FACTOR, 100)))
    stages = large["stages"]
    whole = sum(stages.values())
    rows = [(name, f"{100 * stages[name] / whole:.0f} %", 1e6 * stages[name] / size) for name in stages]
    figures = {"µs a rule and project": 1e6 * sum(large["rules"].values()) / size / len(large["rules"])}
    tables = {
        "stages": table(("stage", "share", f"µs a project at {size}"), rows),
        "rules": _rules(large["rules"], small["rules"], size),
    }
    return Result(tables, figures)


def _spent(root: Path) -> dict[str, dict[str, float]]:
    call = [sys.executable, str(Path(__file__).parent / "stages.py"), str(root)]
    done = subprocess.run(call, stdout=subprocess.PIPE, check=True, env=environment())
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


def _rules(large: dict[str, float], small: dict[str, float], size: int) -> str:
    ranked = sorted(large, key=lambda name: -large[name])
    rows = [(f"`{name}`", 1e6 * large[name] / size, _growth(large[name], small[name])) for name in ranked[:_SHOWN]]
    whole = sum(large.values()), sum(small.values())
    rows.append((f"all {len(large)} rules", 1e6 * whole[0] / size, _growth(*whole)))
    return table(("rule", f"µs a project at {size}", "÷ a tenth as many"), rows)


def _growth(large: float, small: float) -> float | None:
    return large / small if small > _NEGLIGIBLE else None
