"""What nobody has written yet is a warning while the mission is an idea, and an error from the first draft on."""

from datetime import date

import pytest

from missionkit.finding import Severity
from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.source.tree import OneText

UNWRITTEN = {
    "missing-challenge",
    "missing-statement",
    "missing-deadline",
    "missing-target",
    "one-actor-kind",
    "one-sector",
    "one-path",
}


def errors(text: str) -> set[str]:
    """Return the names of the rules that find errors in a text."""
    register = load_register(OneText("m.yaml", text.encode()))
    return {f.rule for f in check(register, date(2026, 11, 23)) if f.severity is Severity.ERROR}


@pytest.mark.parametrize(("status", "expected"), [("idea", set()), ("draft", UNWRITTEN), ("running", UNWRITTEN)])
def test_an_idea_may_be_empty(status: str, expected: set[str]) -> None:
    assert errors(f"kind: mission\nid: m\ntitle: T\nstatus: {status}\n") >= expected
    assert bool(errors(f"kind: mission\nid: m\ntitle: T\nstatus: {status}\n")) == bool(expected)


def test_what_is_wrong_in_an_idea_stays_an_error() -> None:
    text = "kind: mission\nid: m\ntitle: T\nstatus: idea\nowner: nobody\ntargets: [{id: t, text: Mer}]\n"
    assert errors(text) == {"unknown-reference", "missing-indicator", "missing-target-value"}
