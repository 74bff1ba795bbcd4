"""Part `targets`: what missionkit shall reach, held against the newest figures of the other parts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from against_peers import OWN
from diffs import COLD
from measure import BARE
from part import Plan, Result
from peers import CACHE
from tables import shown, table

FIGURES = CACHE / "figures.json"
"""The newest figures of every part."""
_TWO, _PARSE = "missionkit, 2 processes", "parse only"


@dataclass(frozen=True)
class Target:
    """What is measured, the name of its figure, and the most that it may be; `most` may be written as a quotient."""

    what: str
    figure: str
    most: float
    written: str = ""


TARGETS = (
    Target("10 000 projects, 2 processes ÷ yamllint", f"{_TWO} / yamllint at 10000", 1 / 25, "1/25"),
    Target("10 000 projects, 1 process ÷ yamllint", f"{OWN} / yamllint at 10000", 1 / 22, "1/22"),
    Target("10 000 projects, 2 processes ÷ check-jsonschema", f"{_TWO} / check-jsonschema at 10000", 1 / 18, "1/18"),
    Target("1 000 projects, 1 process ÷ yamllint", f"{OWN} / yamllint at 1000", 1 / 12, "1/12"),
    Target("1 000 projects, 1 process ÷ check-jsonschema", f"{OWN} / check-jsonschema at 1000", 1 / 10, "1/10"),
    Target("10 000 projects, 2 processes ÷ ajv-cli", f"{_TWO} / ajv-cli at 10000", 1.0),
    Target("10 000 projects, 1 process ÷ own parse only", f"{OWN} / {_PARSE} at 10000", 1.6),
    Target("10 000 projects, 2 processes ÷ 1", f"{_TWO} / {OWN} at 10000", 0.7),
    Target("10 000 projects, nothing changed ÷ 1 process", f"missionkit, nothing changed / {OWN} at 10000", 0.1),
    Target("10 000 projects, one file changed ÷ 1 process", f"missionkit, one file changed / {OWN} at 10000", 0.18),
    Target("100 000 projects ÷ 10 000, 1 process", "growth of validate to 100000", 12.0),
    Target("`--version` ÷ bare interpreter", f"missionkit --version / {BARE}", 2.0),
    Target("`--help` ÷ bare interpreter", f"missionkit --help / {BARE}", 8.0),
    Target("`validate FILE` ÷ bare interpreter", f"missionkit validate FILE / {BARE}", 20.0),
    Target("`validate FILE` ÷ check-jsonschema FILE", "missionkit validate FILE / check-jsonschema FILE", 0.9),
    Target("one rule on one project, µs on average", "µs a rule and project", 1.0),
    Target("largest process at 10 000 projects, MiB", f"memory of {OWN} at 10000", 80.0),
    Target("largest process at 100 000 projects, MiB", f"memory of {OWN} at 100000", 300.0),
    Target("diff of 20 files among 10 000 projects ÷ 1 process", f"missionkit diff / {COLD} at 10000", 0.4),
)


def part(plan: Plan) -> Result:
    """Return every target with its figure, and whether it is met; what was never measured says so."""
    figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    return Result({"targets": table(("figure", "measured", "at most", "met"), (_row(t, figures) for t in TARGETS))})


def _row(target: Target, figures: Mapping[str, float]) -> tuple[object, ...]:
    found = figures.get(target.figure)
    most = target.written or shown(target.most)
    if found is None:
        return (target.what, "not measured", most, "–")
    quotient = f"1/{1 / found:.1f}" if target.written else shown(found)
    return (target.what, quotient, most, "yes" if found <= target.most else "**no**")


def remember(figures: Mapping[str, float]) -> None:
    """Keep figures for the next table of targets."""
    known = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    CACHE.mkdir(exist_ok=True)
    FIGURES.write_text(json.dumps({**known, **figures}, indent=1, sort_keys=True), encoding="utf-8")
