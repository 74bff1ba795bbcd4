"""Pairs of registers, each with exactly the changes that a careful reviewer would want to be told, and no other."""

import re

import pytest
from pair_cases import ADOPTED, Case, all_told, cases, judged

from missionkit.diff.change import codes
from missionkit.diff.words import message, subject, title

NAMES = [f"{case.where}: {case.name}" for case in cases()]
TOLD_ELSEWHERE = {"reordered", "reformatted", "comment-changed"}
"""Changes of form, which are told on request only: test_diff_form.py."""


@pytest.mark.parametrize(("case", "status"), judged(), ids=[f"{c.where}: {c.name}, {s}" for c, s in judged()])
def test_a_pair_tells_exactly_this(case: Case, status: str) -> None:
    assert all_told(case.compared(status)) == case.expected(status)


def test_there_are_enough_pairs_and_each_has_its_own_name() -> None:
    assert len(cases()) >= 100
    assert sorted({*NAMES}) == sorted(NAMES)


def test_every_code_is_in_a_pair() -> None:
    told = {line.split()[1].partition(":")[0] for case in cases() for line in case.wanted}
    assert sorted(codes().keys() - told - TOLD_ELSEWHERE) == []


def test_a_level_for_drafts_is_in_a_pair() -> None:
    words = [line.split() for case in cases() for line in case.wanted]
    told = {(w[1].partition(":")[0], level) for w in words for level in w[0].split("/")}
    assert [
        c.name for c in codes().values() if c.name not in TOLD_ELSEWHERE and (c.name, str(c.draft)) not in told
    ] == []


_HOLES = re.compile(r"\{\w*\}|^\s|[^.]\.\.$|[^.]\.\. |“”|«»|``|\(\)|  |\bNone\b| [.,;:!?]|^[:.,]|: *$")


@pytest.mark.parametrize("case", cases(), ids=NAMES)
def test_messages_are_whole_in_three_languages(case: Case) -> None:
    for change in case.compared(case.only or ADOPTED).changes:
        for language in ("nb", "nn", "en"):
            words = message(change, language)
            assert not _HOLES.search(words), f"{language} {change.code.name}: {words}"
            assert words.rstrip("”»`")[-1] in ".?!…", f"{language} {change.code.name}: {words}"
            assert title(change.code.name, language).strip()
            assert subject(change.subject, language).strip()
