"""The example of real size holds the figures of its sources, and no others."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

from missionkit.register import Register, load_register
from missionkit.source.tree import Folder

ROOT = Path(__file__).parent.parent / "examples" / "eu-adaptation"


def register() -> Register:
    return load_register(Folder(ROOT))


def test_it_reads_without_a_fault() -> None:
    assert register().faults == []


def test_sums_are_those_of_cordis() -> None:
    budgets = [p.budget for p in register().projects.values() if p.budget]
    totals = [b.total.amount for b in budgets if b.total]
    eu = [line.amount for b in budgets for line in b.lines if line.funder == "european-union"]
    assert (len(totals), sum(totals), sum(eu)) == (65, Decimal("611380043.35"), Decimal("580602335.49"))


def test_counts_are_those_of_the_source() -> None:
    projects = register().projects.values()
    assert Counter(p.status for p in projects) == {"running": 52, "completed": 13}
    assert Counter(p.tags[0] for p in projects) == {"IA": 41, "RIA": 19, "CSA": 3, "Cascade": 2}
    starts, ends = [p.start.first for p in projects if p.start], [p.end.last for p in projects if p.end]
    assert (min(starts).isoformat(), max(ends).isoformat()) == ("2021-10-01", "2030-04-30")
