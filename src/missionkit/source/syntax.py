"""What a syntax error means: the parser's complaint as a fault, and how to go on after it."""

import re
from collections.abc import Iterator
from typing import Any

from missionkit.finding import Fault, Place, Related, Span

_START = re.compile(r"---(\s|$)")
_PREAMBLE = re.compile(r"%|\s*(#|$)")
_ID = re.compile(r"(?m)^[ \t-]*id:[ \t]*[\"']?([a-z0-9-]+)")
_TAB = re.compile(r"[ ]*\t[ \t]*")

_CONFLICT = re.compile(r"(<{7}|>{7}) \S")
"""A line that git leaves where two versions could not be merged."""
_PROBLEMS = {
    "mapping values are not allowed": "second-colon",
    "did not find expected key": "expected-key",
    "did not find expected '-' indicator": "expected-dash",
    "block sequence entries are not allowed": "dash-not-allowed",
    "could not find expected ':'": "expected-colon",
    "expected ',' or ']'": "unclosed-list",
    "expected ',' or '}'": "unclosed-map",
    "found unexpected end of stream": "unclosed-quote",
    "found unknown escape character": "unknown-escape",
    "cannot start any token": "reserved-character",
    "did not find expected <document start>": "expected-document",
    "did not find expected node content": "expected-value",
    "found undefined tag handle": "undefined-tag",
    "while scanning an anchor": "anchor-name",
    "while scanning an alias": "anchor-name",
}


def syntax_fault(error: Any, text: str, place: Place, offset: int) -> Fault:
    """Return the fault in a parser's error; `offset` is how many lines of the file come before the text."""
    problem, mark = str(error.problem or ""), error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    if line >= len(lines) or (line == len(lines) - 1 and not lines[line].strip() and line > 0):
        line = max(0, len(text.rstrip().split("\n")) - 1)
        column = len(lines[line].rstrip())
    if conflict := next((n for n, one in enumerate(lines) if _CONFLICT.match(one)), None):
        span = Span(conflict + 1 + offset, 1, conflict + 1 + offset, len(lines[conflict]) + 1)
        return Fault("yaml-syntax", place, {}, "merge-conflict", span)
    character = lines[line][column : column + 1]
    rule, case = "yaml-syntax", next((c for p, c in _PROBLEMS.items() if p in f"{error.context} {problem}"), "")
    if "\t" in lines[line][: column + 1] and not lines[line][: column + 1].strip():
        rule, case, character = "tab-indentation", "", "\t"
        column = lines[line].index("\t")
    span = Span(line + 1 + offset, column + 1, line + 1 + offset, column + 2)
    context = error.context_mark
    related: tuple[Related, ...] = ()
    if context is not None and mark is not None and context.line < mark.line and case.startswith("unclosed"):
        start = Span(context.line + 1 + offset, context.column + 1, context.line + 1 + offset, context.column + 2)
        related = (Related(place, "opened-here", start),)
    return Fault(rule, place, {"problem": problem, "character": character}, case, span, related)


def document_starts(lines: list[str]) -> Iterator[int]:
    """Yield the number, from 0, of each line that starts a document: its `---`, or its first directive after `...`."""
    end: int | None = 0
    for number, line in enumerate(lines):
        if _START.match(line):
            directives = end is not None and any(one.startswith("%") for one in lines[end:number])
            yield end if directives and end is not None else number
            end = None
        elif line.rstrip() == "...":
            end = number + 1
        elif not _PREAMBLE.match(line):
            end = None


def ids_in(text: str) -> list[str]:
    """Return what look like ids in a document that cannot be parsed, so that references to it are not blamed."""
    return _ID.findall(text)


def tabs_as_spaces(text: str) -> tuple[str, dict[int, int]]:
    """Return the text with two spaces for each tab of its indentation, and by how much each line moved."""
    lines, moved = text.split("\n"), {}
    for number, line in enumerate(lines):
        if found := _TAB.match(line):
            moved[number] = found[0].count("\t")
            lines[number] = found[0].replace("\t", "  ") + line[found.end() :]
    return "\n".join(lines), moved
