"""Fifteen missions from public policy, each judged by an analyst before the rules were run on it.

`expected.txt` beside each register has two lists. `must:` are the gaps that a reviewer would be ashamed to miss,
`must-not:` the alarms that would be wrong. A line is `- rule`, or `- rule at place`, where the place is a part of
`mission:soil-deal targets[erosion].value`. Rules in neither list may find what they like.
"""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from missionkit.finding import Finding
from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.rules.rule import RULES
from missionkit.source.tree import Folder

HERE = Path(__file__).parent
MISSIONS = sorted(p.parent.name for p in HERE.glob("*/expected.txt"))
TODAY = date(2026, 11, 23)


def expectations(name: str, wanted: str) -> list[str]:
    """The lines of one list in a mission's `expected.txt`, without comments."""
    found: list[str] = []
    section = ""
    for written in (HERE / name / "expected.txt").read_text(encoding="utf-8").splitlines():
        line = written.partition("#")[0].strip()
        if line.endswith(":"):
            section = line.removesuffix(":")
        elif line and section == wanted:
            found.append(line.removeprefix("- "))
    return found


@cache
def findings(name: str) -> tuple[Finding, ...]:
    """What the rules find in the register of a mission."""
    return tuple(check(load_register(Folder(HERE / name)), TODAY))


def matching(name: str, expectation: str) -> list[Finding]:
    """The findings that a line of `expected.txt` speaks of."""
    rule, _, place = expectation.partition(" at ")
    return [f for f in findings(name) if f.rule == rule and place in f"{f.document} {f.path}"]


CASES = {wanted: [(m, e) for m in MISSIONS for e in expectations(m, wanted)] for wanted in ("must", "must-not")}


def test_there_are_fifteen_missions_each_with_a_judgement() -> None:
    assert len(MISSIONS) == 15
    assert all((HERE / name / "JUDGEMENT.md").is_file() for name in MISSIONS)


@pytest.mark.parametrize("name", MISSIONS)
def test_register_can_be_read(name: str) -> None:
    assert [f"{f.file}:{f.span.line} {f.rule} {f.path}" for f in findings(name) if RULES[f.rule].fixed] == []


@pytest.mark.parametrize("name", MISSIONS)
def test_references_resolve(name: str) -> None:
    assert [f"{f.file}:{f.span.line} {f.path}" for f in findings(name) if f.rule == "unknown-reference"] == []


@pytest.mark.parametrize(("name", "expectation"), [c for cases in CASES.values() for c in cases])
def test_expectation_names_a_rule(name: str, expectation: str) -> None:
    assert expectation.partition(" at ")[0] in RULES


@pytest.mark.parametrize(("name", "expectation"), CASES["must"])
def test_major_gap_is_found(name: str, expectation: str) -> None:
    assert matching(name, expectation)


@pytest.mark.parametrize(("name", "expectation"), CASES["must-not"])
def test_there_is_no_false_alarm(name: str, expectation: str) -> None:
    assert [f"{f.file}:{f.span.line} {f.path} {f.case} {dict(f.facts)}" for f in matching(name, expectation)] == []
