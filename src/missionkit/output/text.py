"""Text for people: a frame of the file with each finding (`text`), or one line each (`concise`)."""

from collections.abc import Iterator

from missionkit.codelist import code_list
from missionkit.finding import Finding, Severity
from missionkit.language.catalog import say
from missionkit.output.report import Report
from missionkit.output.safe import safe, safe_file, width
from missionkit.register import Register

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.HINT: "1;36"}
_WIDEST = 160
_BEFORE = 60


def text(report: Report) -> str:
    """Return every finding with the line it speaks of, how to mend it, and a summary line."""
    blocks = ["\n".join(_block(finding, register, report)) for finding, register in report.each()]
    return "\n\n".join([*blocks, _closing(report)])


def concise(report: Report) -> str:
    """Return one line a finding, `path:line:column: severity[rule] message`, and a summary line."""
    return "\n".join([*(headline(f, report) for f in report.findings), _closing(report)])


def _closing(report: Report) -> str:
    lines = []
    if report.statistics and report.open:
        lines += [f"{count:>6}  {rule}" for count, rule in report.tally()] + [""]
    return "\n".join([*lines, report.summary(), ""])


def _paint(words: str, code: str, report: Report) -> str:
    return f"\x1b[{code}m{words}\x1b[0m" if report.colour else words


def headline(finding: Finding, report: Report) -> str:
    """Return what a finding says on one line, `path:line:column: severity[rule] message`, and why it is waived."""
    label = code_list("severity").label(finding.severity, report.language)
    place = f"{safe_file(finding.file)}:{finding.span.line}:{finding.span.column}"
    kind = _paint(f"{label}[{finding.rule}]", _COLOURS[finding.severity], report)
    line = f"{_paint(place, '1', report)}: {kind} {safe(report.message(finding))}"
    return f"{line} ({safe(report.waiver(finding))})" if finding.waiver else line


def _block(finding: Finding, register: Register, report: Report) -> Iterator[str]:
    yield headline(finding, report)
    number = str(finding.span.line)
    margin = " " * len(number)
    lines = register.lines(register.file_of(finding.file))
    if finding.span.line <= len(lines) and lines[finding.span.line - 1].strip():
        shown, before, marked = _window(lines[finding.span.line - 1].replace("\t", " "), finding)
        marks = _paint("^" * max(1, width(marked)), _COLOURS[finding.severity], report)
        yield f"{margin} |"
        yield f"{number} | {shown}"
        yield f"{margin} | {' ' * width(before)}{marks}"
    for related in finding.related:
        place = f"{safe_file(related.file)}:{related.span.line}:{related.span.column}"
        yield f"{margin} = {say(related.label, report.language)}: {place}"
    yield f"{margin} = {say('help', report.language)}: {safe(report.advice(finding))}"


def _window(line: str, finding: Finding) -> tuple[str, str, str]:
    """Return what is shown of a line, the part of that before the marks, and the part that is marked."""
    start = finding.span.column - 1
    end = finding.span.end_column - 1 if finding.span.end_line == finding.span.line else len(line)
    first = max(0, start - _BEFORE) if len(line) > _WIDEST else 0
    last = first + _WIDEST if len(line) > _WIDEST else len(line)
    end = min(end, last)
    before = ("…" if first else "") + safe(line, first, start)
    marked = safe(line, start, end)
    after = safe(line, end, last) + ("…" if last < len(line) else "")
    return before + marked + after, before, marked
