"""Much bad input: what would fill a report many times over is told in part."""

from datetime import date

import pytest

from missionkit.output.formats import FORMATS
from missionkit.output.report import Checked, Report
from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.source.reading import MOST_FAULTS
from missionkit.source.tree import OneText


def test_many_documents_with_many_faults_each_are_told_in_part() -> None:
    fields = b"".join(b"k%d: 1\n" % n for n in range(150))
    data = b"---\n".join(b"kind: actor\nid: a%d\nname: A\n" % n + fields for n in range(100))
    told = [fault.rule for fault in load_register(OneText("f.yaml", data)).faults]
    assert told == ["unknown-field"] * MOST_FAULTS + ["too-many-faults"]


LONG = b"a" * 300_000
AMONG = b"b: 1, " * 2_000


@pytest.mark.parametrize(
    "data",
    [
        b"kind: mission\nid: m\ntitle: x\nmeta:\n  ? " + LONG + b"\n  : {" + AMONG + b"}\n",
        b"kind: mission\nid: " + LONG + b"\ntitle: x\nmeta: {" + AMONG + b"}\n",
        b"kind: mission\nid: m\ntitle: x\nwaivers: [{rule: missing-indicator, until: 2030, decided_by: x, reason: "
        + LONG
        + b"}]\nstatus: running\ntargets: ["
        + b"{id: a, text: b}," * 500
        + b"]\n",
        b"kind: mission\nid: m\ntitle: &l " + LONG + b"\nsectors: [" + b"*l, " * 1800 + b"]\n",
    ],
    ids=["key above many faults", "id", "reason of a waiver of many gaps", "value with many faults"],
)
def test_what_is_very_long_is_not_told_again_and_again(data: bytes) -> None:
    register = load_register(OneText("f.yaml", data))
    report = Report((Checked(register, tuple(check(register, date(2026, 11, 23)))),), "en")
    assert len(report.findings) > 200
    assert len(FORMATS["json"](report)) < 5_000_000
