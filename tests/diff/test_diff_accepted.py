"""What people say is meant, what should be known about a comparison, and what stops one."""

import pytest
from pair_cases import TODAY, Edit, all_told, cases, register_of, world

from missionkit.config import ConfigInvalid
from missionkit.diff.accepted import ACCEPTED
from missionkit.diff.compare import Compared, HeadInvalid, compare

WEAKER = next(c for c in cases() if c.name == "a value that should sink is set higher")


def compared_with(accepted: str) -> Compared:
    old, base = world("adopted")
    return compare(base, register_of(WEAKER.edits[0](old) | {ACCEPTED: accepted}), TODAY)


def fingerprint() -> str:
    (change,) = WEAKER.compared("adopted").changes
    return change.fingerprint


def entry(fingerprint: str, until: str = "2026-12-31") -> str:
    reason = "reason: {nb: Vedtatt., en: Decided.}, by: The county council"
    return f'accepted: [{{fingerprint: "{fingerprint}", {reason}, until: {until}}}]\n'


def test_an_accepted_change_stays_and_is_no_longer_open() -> None:
    compared = compared_with(entry(fingerprint()))
    (change,) = compared.changes
    assert change.accepted is not None
    assert (str(change.accepted.by), change.accepted.until) == ("The county council", "2026-12-31")
    assert compared.open == []
    assert [n.key for n in compared.notes] == ["decision-missing"]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (entry("0123456789ab"), ["decision-missing", "accepted-unused"]),
        ("until", ["decision-missing", "accepted-expired"]),
        ("", ["decision-missing"]),
        ("# nothing yet\n", ["decision-missing"]),
        ("accepted:\n", ["decision-missing"]),
    ],
)
def test_what_is_not_accepted_stays_open(text: str, notes: list[str]) -> None:
    compared = compared_with(entry(fingerprint(), "2026-11-22") if text == "until" else text)
    assert len(compared.open) == 1
    assert [n.key for n in compared.notes] == notes


def test_the_last_day_of_an_acceptance_counts() -> None:
    assert compared_with(entry(fingerprint(), "2026-11-23")).open == []


@pytest.mark.parametrize("text", ["accepted: yes\n", "- a\n", "accepted: [{reason: x, by: y}]\n", "accepted: [\n"])
def test_a_file_of_acceptances_that_cannot_be_used_stops_the_comparison(text: str) -> None:
    with pytest.raises(ConfigInvalid):
        compared_with(text)


def test_a_decision_in_the_same_change_is_no_note() -> None:
    old, base = world("adopted")
    lines = [
        " decisions:",
        "+  - {id: lower, date: 2026-11-10, body: The council, text: A lower target., source: decision}",
    ]
    new = Edit("mission.yaml", "", False, lines)(WEAKER.edits[0](old))
    assert compare(base, register_of(new), TODAY).notes == ()


def test_a_draft_needs_no_decision() -> None:
    assert [n.key for n in WEAKER.compared("draft").notes] == ["diff-draft-mission"]


def test_a_new_side_with_faults_is_never_no_change() -> None:
    old, base = world("adopted")
    with pytest.raises(HeadInvalid):
        compare(base, register_of(old | {"broken.yaml": "kind: mission\nid: [\n"}), TODAY)


def test_an_old_side_with_faults_is_compared_and_noted() -> None:
    case = next(c for c in cases() if c.name == "the old side cannot be read in one place")
    compared = case.compared("draft")
    assert [(n.key, n.facts, n.file) for n in compared.notes] == [("base-invalid", {"count": 1}, "mission.yaml")]


def test_a_level_of_an_unknown_code_stops_the_comparison() -> None:
    old, base = world("adopted")
    with pytest.raises(ConfigInvalid):
        compare(base, register_of(old | {"missionkit.yaml": "diff: {severity: {target-weekend: info}}\n"}), TODAY)


def test_nothing_changed_says_nothing() -> None:
    old, base = world("adopted")
    compared = compare(base, register_of(old), TODAY)
    assert (all_told(compared), compared.notes) == ([], ())
