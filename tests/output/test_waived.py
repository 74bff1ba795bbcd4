"""A waived finding stays visible in every format and counts nowhere."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from faulty_register import report_on
from junit_form import outcome, read_junit, told
from markdown_tables import tables
from report_schemas import json_schema, sarif_schema
from workflow_commands import commands

from missionkit.finding import Waived
from missionkit.output.formats import FORMATS
from missionkit.output.report import Checked, Report

REASON = "måles på nytt i 2027 ##[error]x \x1b[31m"


def waived_report(folder: Path, language: str = "en", until: str = "2027-03-31", statistics: bool = False) -> Report:
    """A report on one mission with two unknown references, the first of which is waived."""
    text = "kind: mission\nid: m\ntitle: T\nowner: nobody\nsources: [nothing]\n"
    (folder / "m.yaml").write_text(text, encoding="utf-8")
    whole = report_on(folder, language)
    first, second = [f for f in whole.findings if f.rule == "unknown-reference"]
    waived = replace(first, waiver=Waived(REASON, until, "styringsgruppen"))
    checked = (Checked(whole.checked[0].register, (waived, second)),)
    return replace(whole, checked=checked, statistics=statistics)


@pytest.mark.parametrize(
    ("language", "words", "count"),
    [
        ("nb", "unntatt til", "1 funn"),
        ("nn", "unnateke til", "1 funn"),
        ("en", "waived until", "1 finding is waived."),
    ],
)
def test_text_tells_reason_end_and_who_decided(language: str, words: str, count: str, tmp_path: Path) -> None:
    report = waived_report(tmp_path, language)
    for name in ("text", "concise"):
        printed = FORMATS[name](report)
        head = printed.splitlines()[0]
        for part in (words, "måles på nytt i 2027", "2027", "styringsgruppen"):
            assert part in head
        assert "\x1b" not in printed
        assert commands(printed) == []
        assert count in printed.splitlines()[-1]


def test_only_open_findings_are_counted(tmp_path: Path) -> None:
    report = waived_report(tmp_path, statistics=True)
    assert (report.tally(), len(report.open), len(report.findings)) == ([(1, "unknown-reference")], 1, 2)
    assert "1 error, 0 warnings and 0 hints." in report.summary()
    assert "     1  unknown-reference" in FORMATS["text"](report).splitlines()


def test_json_and_sarif_carry_the_waiver(tmp_path: Path) -> None:
    report = waived_report(tmp_path)
    data = json.loads(FORMATS["json"](report))
    json_schema().validate(data)
    expected = {"reason": REASON, "until": "2027-03-31", "decided_by": "styringsgruppen"}
    assert [finding["waiver"] for finding in data["findings"]] == [expected, None]
    assert (data["summary"]["errors"], data["summary"]["waived"]) == (1, 1)
    log = json.loads(FORMATS["sarif"](report))
    sarif_schema().validate(log)
    first, second = log["runs"][0]["results"]
    assert [s["kind"] for s in first["suppressions"]] == ["inSource"]
    assert REASON in first["suppressions"][0]["justification"]
    assert "suppressions" not in second


def test_github_annotates_open_findings_only(tmp_path: Path) -> None:
    (told,) = commands(FORMATS["github"](waived_report(tmp_path)))
    assert told.properties["line"] == "5"


def test_gitlab_is_told_of_open_findings_only(tmp_path: Path) -> None:
    (found,) = json.loads(FORMATS["gitlab"](waived_report(tmp_path)))
    assert found["location"]["lines"]["begin"] == 5


def test_junit_notes_a_waived_finding_beside_a_failure(tmp_path: Path) -> None:
    root = read_junit(FORMATS["junit"](waived_report(tmp_path)))
    (case,) = [case for case in root.iter("testcase") if case.get("name") == "unknown-reference"]
    assert outcome(case) == "failure"
    assert [line.split(":")[:2] for line in told(case)] == [["m.yaml", "5"], ["m.yaml", "4"]]
    assert "måles på nytt" in (case.findtext("system-out") or "")


def test_junit_skips_a_rule_whose_findings_are_all_waived(tmp_path: Path) -> None:
    report = waived_report(tmp_path)
    only = replace(report, checked=(replace(report.checked[0], findings=report.checked[0].findings[:1]),))
    root = read_junit(FORMATS["junit"](only))
    (skipped,) = [case.find("skipped") for case in root.iter("testcase") if case.get("name") == "unknown-reference"]
    assert skipped is not None
    assert str(skipped.get("message")).startswith("waived until 2027-03-31: måles på nytt")
    assert str(skipped.text).startswith("m.yaml:4:1: error[unknown-reference]")


def test_markdown_folds_what_is_waived_and_says_why(tmp_path: Path) -> None:
    printed = FORMATS["markdown"](waived_report(tmp_path))
    errors, waived = tables(printed)
    assert [len(errors), len(waived)] == [2, 2]
    assert waived[1][0] == "m.yaml:4"
    assert waived[1][2].startswith("waived until 2027-03-31: måles på nytt i 2027")
    assert waived[1][2].endswith("(styringsgruppen)")
    assert "<summary>1 finding is waived</summary>" in printed.splitlines()


def test_a_waiver_without_an_end_says_none(tmp_path: Path) -> None:
    assert "(waived: måles" in FORMATS["concise"](waived_report(tmp_path, until=""))
