"""A summary in Markdown for the page of a CI run or a comment: the verdict, then what to mend, worst first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from missionkit.finding import Finding, Severity
from missionkit.language.catalog import say
from missionkit.output.report import PLURALS, Report
from missionkit.output.safe import markdown_safe, safe_file

MOST_BYTES = 1_000_000
"""GitHub shows no step summary above 1 MiB."""
_FRAME_BYTES = 10_000
"""More than all that is no row takes: verdict, headings and what was left out."""


@dataclass(frozen=True)
class _Part:
    """Findings of one sort, and what the last column says of each."""

    title: str
    findings: list[Finding]
    column: str
    say: Callable[[Finding], str]
    folded: bool = False


def step_summary(report: Report) -> str:
    """Return the verdict and tables of errors and warnings; hints and waived findings are folded.

    Rows that would make it larger than GitHub shows are left out and counted.
    """
    lines = [_verdict(report)]
    left = MOST_BYTES - _FRAME_BYTES
    for part in _parts(report):
        rows: list[str] = []
        for finding in part.findings:
            row = _row(finding, part, report)
            size = len(row.encode("utf-8", "replace")) + 1
            if size > left:
                break
            rows.append(row)
            left -= size
        lines += _table(part, rows, report.language)
    return ("\n".join(lines) + "\n").encode("utf-8", "replace").decode()


def _verdict(report: Report) -> str:
    failed = any(report.fails(finding) for finding in report.findings)
    sign, words = ("✗", "verdict-failed") if failed else ("✓", "verdict-passed")
    return f"{sign} **{say(words, report.language)}** {markdown_safe(report.summary())}"


def _parts(report: Report) -> Iterator[_Part]:
    """Yield the parts that hold anything: one for each severity, worst first, and the waived findings."""
    language = report.language
    for severity in Severity:
        found = [f for f in report.open if f.severity is severity]
        if found:
            title = say(PLURALS[severity], language, count=len(found))
            yield _Part(title, found, say("fix", language), report.advice, severity is Severity.HINT)
    waived = [f for f in report.findings if f.waiver]
    if waived:
        title = say("waived-count", language, count=len(waived)).rstrip(".")
        yield _Part(title, waived, say("justification", language), report.waiver, True)


def _row(finding: Finding, part: _Part, report: Report) -> str:
    # Without the column: `:100:` between colons is a picture on GitHub.
    place = markdown_safe(f"{safe_file(finding.file)}:{finding.span.line}")
    message = f"{markdown_safe(report.message(finding))} (`{finding.rule}`)"
    return f"| {place} | {message} | {markdown_safe(part.say(finding))} |"


def _table(part: _Part, rows: list[str], language: str) -> Iterator[str]:
    yield ""
    yield from ("<details>", f"<summary>{part.title}</summary>") if part.folded else (f"### {part.title}",)
    if rows:
        yield ""
        yield f"| {say('place', language)} | {say('finding', language)} | {part.column} |"
        yield "|---|---|---|"
        yield from rows
    if len(rows) < len(part.findings):
        yield from ("", say("more-annotations", language, count=len(part.findings) - len(rows)))
    if part.folded:
        yield from ("", "</details>")
