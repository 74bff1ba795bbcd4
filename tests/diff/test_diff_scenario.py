"""Two states that differ in form all over, and in meaning in four places: those are told and nothing else.

The pair is the one on which generic tools were tried: lists reordered, an id renamed without a word about it, a target
that should sink set from −55 to −45, a deadline 365 days later, a criterion from met to partly, a comment edited, keys
reordered. Real folders are read.
"""

from datetime import date
from pathlib import Path

from pair_cases import all_told

from missionkit.diff.compare import compare
from missionkit.diff.words import message
from missionkit.register import load_register
from missionkit.source.tree import Folder

SCENARIO = Path(__file__).parent / "scenario"


def test_four_changes_and_nothing_else() -> None:
    old, new = (load_register(Folder(SCENARIO / side)) for side in "ab")
    compared = compare(old, new, date(2026, 11, 23))
    assert all_told(compared) == [
        "breaking target-weakened mission:klimavennlige-skoler targets[utslipp].value",
        "warning criterion-regressed mission:klimavennlige-skoler assessments[ambitious].verdict",
        "warning deadline-slipped project:ladenett end",
        "warning project-renamed project:varmepumper-i-skoler",
    ]
    told = {c.code.name: message(c, "en") for c in compared.changes}
    assert told["deadline-slipped"] == "The end date moves from 31 December 2027 to 30 December 2028, 365 days later."
    assert "`varmepumpe`" in told["project-renamed"]
    assert "−55%" in told["target-weakened"]
    assert "10 percentage points weaker" in told["target-weakened"]


def test_the_way_back_is_told_by_the_mirrors() -> None:
    old, new = (load_register(Folder(SCENARIO / side)) for side in "ab")
    assert all_told(compare(new, old, date(2026, 11, 23))) == [
        "info criterion-progressed mission:klimavennlige-skoler assessments[ambitious].verdict",
        "info deadline-advanced project:ladenett end",
        "info target-strengthened mission:klimavennlige-skoler targets[utslipp].value",
        "warning project-renamed project:varmepumpe",
        "warning verdict-raised-without-evidence mission:klimavennlige-skoler assessments[ambitious].verdict"
        " <- criterion-progressed",
    ]
