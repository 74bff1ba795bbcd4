"""A waiver covers the place that it names and all below it; of several the nearest, whatever way they are looked up."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from missionkit.model.base import Waiver
from missionkit.rules.table import rules
from missionkit.rules.waivers import Coverage
from missionkit.values import PartialDate, Text

TODAY = date(2026, 11, 23)
RULES = tuple(rule.name for rule in rules() if rule.name in ("missing-baseline", "missing-indicator"))
STEPS = st.lists(st.sampled_from(["a", ".b", "[b]", ".bb", "[0]", "a.b"]), max_size=4).map("".join)
WAIVERS = st.lists(st.tuples(st.sampled_from(RULES), st.none() | STEPS.filter(bool)), max_size=6)


def covers(rule: str, at: str | None, gap: str, path: str) -> bool:
    """Say whether a waiver is for a rule at a data path: the whole document, the place itself, or below it."""
    return rule == gap and (at is None or path == at or path.startswith((f"{at}.", f"{at}[")))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(WAIVERS, st.sampled_from(RULES), STEPS)
def test_the_nearest_waiver_covers_a_gap(named: list[tuple[str, str | None]], rule: str, path: str) -> None:
    waivers = [
        Waiver(rule=name, at=at, reason=Text("x"), until=PartialDate.parse("2030"), decided_by=Text("x"))
        for name, at in named
    ]
    fitting = [index for index, (name, at) in enumerate(named) if covers(name, at, rule, path)]
    nearest = max(fitting, key=lambda index: len(named[index][1] or ""), default=None)
    assert Coverage(waivers, TODAY).of(rule, path) == nearest


def test_an_ended_waiver_covers_nothing() -> None:
    ended = Waiver(rule=RULES[0], at=None, reason=Text("x"), until=PartialDate.parse("2025"), decided_by=Text("x"))
    assert Coverage([ended], TODAY).of(RULES[0], "a") is None
