"""GitHub annotations: workflow commands, worst first, ten of each kind at most as GitHub shows no more."""

from collections.abc import Iterator
from itertools import groupby

from missionkit.finding import Finding, Severity
from missionkit.language.catalog import say
from missionkit.output.report import Report
from missionkit.output.safe import safe

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_MOST = 10


def github(report: Report) -> str:
    """Return the annotations, then the summary as plain text."""
    findings = sorted(report.open, key=lambda f: f.severity.rank)
    lines: list[str] = []
    for severity, group in groupby(findings, key=lambda f: f.severity):
        lines += _annotations(list(group), _COMMANDS[severity], report)
    return "\n".join([*lines, _data(report.summary())]) + "\n"


def _annotations(findings: list[Finding], command: str, report: Report) -> Iterator[str]:
    for number, finding in enumerate(findings[:_MOST], 1):
        message = f"{safe(report.message(finding))}\n{safe(report.advice(finding))}"
        if number == _MOST and len(findings) > _MOST:
            message += "\n" + say("more-annotations", report.language, count=len(findings) - _MOST)
        span = finding.span
        properties = {
            "title": finding.rule,
            "file": safe(finding.file),
            "line": span.line,
            "endLine": span.end_line,
            "col": span.column,
            "endColumn": span.end_column,
        }
        written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
        yield f"::{command} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
