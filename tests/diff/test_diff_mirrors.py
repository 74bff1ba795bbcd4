"""Every pair told the other way round, and the mirrors of the codes."""

from collections import Counter

import pytest
from mirrors import unlike
from pair_cases import ADOPTED, TODAY, Case, cases

from missionkit.diff.change import codes
from missionkit.diff.compare import compare

BOTH_WAYS = [c for c in cases() if not any(e.file == "missionkit.yaml" for e in c.edits) and "old side" not in c.name]
"""Levels are those of the new side's configuration, and a new side with faults is not compared."""


@pytest.mark.parametrize("case", BOTH_WAYS, ids=[f"{c.where}: {c.name}" for c in BOTH_WAYS])
def test_the_way_back_is_the_mirror(case: Case) -> None:
    old, new = case.sides(case.only or ADOPTED)
    assert unlike(compare(old, new, TODAY), compare(new, old, TODAY)) == (Counter(), Counter())


WITHOUT_MIRROR = {
    "deadline-moved-late": "the way back moves a deadline earlier, which hides nothing",
    "verdict-raised-without-evidence": "a verdict that is lowered asks for no evidence",
    "target-dropped-with-last-project": "a target that comes with its first project is how missions grow",
    "weaker-source": "a stronger source is no reason to ask",
    "number-changed-in-prose": "it is found on the way back too, where it asks the same question",
}


def test_every_code_has_a_mirror_or_a_reason() -> None:
    assert {c.name for c in codes().values() if not c.mirror} == WITHOUT_MIRROR.keys()
    assert all(codes()[c.mirror].mirror == c.name for c in codes().values() if c.mirror)
