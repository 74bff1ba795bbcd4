"""GitHub annotations: workflow commands, worst first, ten of each kind at most as GitHub shows no more."""

from collections.abc import Iterator
from itertools import groupby

from missionkit.finding import Finding, Severity
from missionkit.language.catalog import say
from missionkit.output.report import Report
from missionkit.output.safe import safe

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
MOST = 10
"""Annotations of one kind that GitHub shows of a run."""


def github(report: Report) -> str:
    """Return the annotations, then the summary as plain text."""
    findings = sorted(report.open, key=lambda f: f.severity.rank)
    lines: list[str] = []
    for severity, group in groupby(findings, key=lambda f: f.severity):
        lines += _annotations(list(group), _COMMANDS[severity], report)
    return "\n".join([*lines, command_data(report.summary())]) + "\n"


def _annotations(findings: list[Finding], command: str, report: Report) -> Iterator[str]:
    for number, finding in enumerate(findings[:MOST], 1):
        message = f"{safe(report.message(finding))}\n{safe(report.advice(finding))}"
        if number == MOST and len(findings) > MOST:
            message += "\n" + say("more-annotations", report.language, count=len(findings) - MOST)
        span = finding.span
        properties = {
            "title": finding.rule,
            "file": safe(finding.file),
            "line": span.line,
            "endLine": span.end_line,
            "col": span.column,
            "endColumn": span.end_column,
        }
        written = ",".join(f"{key}={command_property(str(value))}" for key, value in properties.items())
        yield f"::{command} {written}::{command_data(message)}"


def command_data(text: str) -> str:
    """Return text as the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """Return text as a property of a workflow command."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")
