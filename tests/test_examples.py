"""The examples give exactly the findings in tests/golden, and what the field expects of them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from missionkit.finding import Finding
from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.source.tree import Folder

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(p.parent.name for p in (ROOT / "examples").glob("*/missionkit.yaml"))


def findings(name: str) -> list[Finding]:
    return check(load_register(Folder(ROOT / "examples" / name, shown_from=ROOT)), date(2026, 11, 23))


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_give_exactly_these_findings(name: str, golden: Callable[[str, str], None]) -> None:
    rows = [
        f"{f.file}:{f.span.line}:{f.span.column} {f.severity} {f.rule}{' (waived)' if f.waiver else ''}"
        for f in findings(name)
    ]
    golden(f"examples/{name}.txt", "\n".join(rows) + "\n")


def test_dementia_lacks_what_the_field_says_and_no_more() -> None:
    opened = {f.rule for f in findings("dementia") if f.waiver is None}
    assert opened == {
        "missing-indicator",
        "missing-baseline",
        "missing-data-source",
        "missing-target-owner",
        "missing-milestones",
        "missing-engagement",
        "missing-mandate",
        "missing-experiment",
        "missing-risk",
        "missing-coordination",
    }


def test_the_voluntary_mission_has_no_academia() -> None:
    missing = [f for f in findings("livshendelser") if f.rule == "incomplete-helix"]
    assert any("academia" in str(f.facts["missing"]) for f in missing if "frivillig" in f.document)
