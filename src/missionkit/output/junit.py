"""JUnit XML in the form of Jenkins' `junit-10.xsd`: a suite for each register, a test case for each rule."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from missionkit.finding import Finding
from missionkit.language.catalog import say
from missionkit.output.report import Checked, Report
from missionkit.output.safe import safe
from missionkit.output.text import headline
from missionkit.rules.rule import Rule
from missionkit.rules.table import rules
from missionkit.rules.texts import title

_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\ufffe": "\\ufffe", "\uffff": "\\uffff"})
"""What XML gives a meaning, and the two characters that XML 1.0 forbids and `safe` leaves."""
_ATTACHMENT = "[[ATTACHMENT|"
"""Makes Jenkins and GitLab link to a file wherever it stands in the output of a test."""


@dataclass(frozen=True)
class _Case:
    """One rule's result in one register; `outcome` is failure, skipped, or nothing for a test that passed."""

    rule: Rule
    outcome: str = ""
    head: str = ""
    kind: str = ""
    told: tuple[Finding, ...] = ()
    noted: tuple[Finding, ...] = ()


def junit(report: Report) -> str:
    """Return what failed, what was skipped and why, and what passed, rule by rule.

    Findings that make the run fail are failures, and errors always are. A rule with waived findings only, and one that
    is off or left out, is skipped. All other findings are output of a test that passed.
    """
    plain = replace(report, colour=False)
    suites = [(one, _cases(one, plain)) for one in plain.checked]
    every = [case for _, cases in suites for case in cases]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="missionkit" {_counts(every)}>']
    for one, cases in suites:
        skipped = sum(case.outcome == "skipped" for case in cases)
        lines.append(f'  <testsuite name="{_xml(one.register.root)}" {_counts(cases)} skipped="{skipped}">')
        lines += [line for case in cases for line in _lines(case, plain)]
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(cases: list[_Case]) -> str:
    failures = sum(case.outcome == "failure" for case in cases)
    return f'tests="{len(cases)}" failures="{failures}" errors="0"'


def _cases(checked: Checked, report: Report) -> list[_Case]:
    found: dict[str, list[Finding]] = {rule.name: [] for rule in rules()}
    for finding in checked.findings:
        found[finding.rule].append(finding)
    return [_case(rule, found[rule.name], checked, report) for rule in rules()]


def _case(rule: Rule, found: list[Finding], checked: Checked, report: Report) -> _Case:
    failed = tuple(f for f in found if report.fails(f))
    noted = tuple(f for f in found if not report.fails(f))
    if failed:
        worst = min(failed, key=lambda f: f.severity.rank).severity
        # GitLab reads the text of a failure by its type: a name such as `yaml` makes it refuse the whole file.
        return _Case(rule, "failure", title(rule.name, report.language), worst.value, failed, noted)
    if noted and all(f.waiver for f in noted):
        return _Case(rule, "skipped", report.waiver(noted[0]), "waived", noted)
    reason = report.left_out_because(rule, checked.register)
    if reason and not found:
        return _Case(rule, "skipped", say(reason, report.language), reason)
    return _Case(rule, noted=noted)


def _lines(case: _Case, report: Report) -> Iterator[str]:
    start = f'    <testcase classname="{case.rule.family.replace("_", "-")}" name="{case.rule.name}"'
    if not case.outcome and not case.noted:
        yield f"{start}/>"
        return
    yield f"{start}>"
    if case.outcome:
        result = f'      <{case.outcome} message="{_xml(case.head)}" type="{case.kind}"'
        yield f"{result}>{_told(case.told, report)}</{case.outcome}>" if case.told else f"{result}/>"
    if case.noted:
        yield f"      <system-out>{_told(case.noted, report)}</system-out>"
    yield "    </testcase>"


def _told(findings: tuple[Finding, ...], report: Report) -> str:
    """Return a line for each finding with its place, and one with how to mend it."""
    help_ = say("help", report.language)
    return "\n".join(f"{_escaped(headline(f, report))}\n  {help_}: {_xml(report.advice(f))}" for f in findings)


def _xml(text: str) -> str:
    return _escaped(safe(text))


def _escaped(shown: str) -> str:
    return shown.replace(_ATTACHMENT, "[\\x5bATTACHMENT|").translate(_XML)
