"""Faults to plant in generated documents, each with the line that must be told."""

from collections.abc import Callable
from typing import NamedTuple

Plant = Callable[[list[str]], int]
"""Changes the lines of a document and returns the number of the line that must be told, from 1."""


class Planted(NamedTuple):
    """One line of the answer key."""

    path: str
    line: int
    rule: str


def _at(lines: list[str], start: str, after: str = "") -> int:
    """Return the index of the first line that starts with a text, at or after the one that starts with another."""
    first = next(n for n, line in enumerate(lines) if line.startswith(after))
    return next(n for n, line in enumerate(lines) if n >= first and line.startswith(start))


def _replace(start: str, new: str, after: str = "") -> Plant:
    def plant(lines: list[str]) -> int:
        place = _at(lines, start, after)
        lines[place] = new
        return place + 1

    return plant


def _without(start: str, told: str) -> Plant:
    """Take out a line; what lacks it is told at another."""

    def plant(lines: list[str]) -> int:
        del lines[_at(lines, start)]
        return _at(lines, told) + 1

    return plant


def _twice(start: str, length: int) -> Plant:
    """Write some lines twice; the second is told."""

    def plant(lines: list[str]) -> int:
        place = _at(lines, start)
        lines[place:place] = lines[place : place + length]
        return place + length + 1

    return plant


def _second_document(lines: list[str]) -> int:
    """Add a document with the id of the first."""
    lines[-1:] = ["---", *lines[:2], "title: Det samme en gang til", f"{lines[_at(lines, 'missions:')]}", ""]
    return len(lines) - 3


def _other_currency(lines: list[str]) -> int:
    """Give the first line of the budget in euros; the total in kroner is told."""
    lines[_at(lines, "      currency:", after="  lines:")] = "      currency: EUR"
    return _at(lines, "  total:") + 1


def _no_indicator(lines: list[str]) -> int:
    """Take the indicator of the first target away; the target is told."""
    place = _at(lines, "    indicator:")
    del lines[place : place + 3]
    return _at(lines, "  - id: target-0") + 1


READING: dict[str, Plant] = {
    "duplicate-key": _replace("start:", "status: running"),
    "tab-indentation": _replace("  - id: risk-0", "\t- id: risk-0"),
    "forbidden-tag": _replace("origin:", "origin: !!python/name:os.system"),
    "yaml-syntax": _replace("title:", "title: Uten: anførselstegn"),
    "undefined-alias": _replace("origin:", "origin: *borte"),
    "invalid-utf8": _replace("title:", "title: Uleselig \udce6 tegn"),
}
"""In projects: faults that many programs stop at."""

FORM: dict[str, Plant] = {
    "unknown-field": _replace("origin:", "orgin: call"),
    "unknown-code": _replace("chain_stage:", "chain_stage: aplied"),
    "invalid-date": _replace("end: ", "end: 2028-13-31"),
    "wrong-type": _replace("    amount:", '    amount: "1,5 mill."'),
    "missing-field": _without("title:", "kind:"),
    "empty-text": _replace("title:", 'title: ""'),
    "out-of-range": _replace("    likelihood:", "    likelihood: 9"),
    "invalid-id": _replace("  - id: milestone-0", "  - id: Milepæl 0"),
    "invalid-url": _replace("    url:", "    url: ftp://example.org"),
}
"""In projects: faults that a schema can tell."""

MEANING: dict[str, Plant] = {
    "unknown-reference": _replace("lead:", "lead: nobody-at-all"),
    "duplicate-part-id": _twice("  - id: risk-0", 5),
    "duplicate-id": _second_document,
    "late-milestone": _replace("    planned:", "    planned: 2033-01-15", after="milestones:"),
    "mixed-currencies": _other_currency,
}
"""In projects: faults that one must understand the documents to see."""

IN_MISSIONS: dict[str, Plant] = {
    "missing-indicator": _no_indicator,
    "target-after-mission": _replace("    deadline:", "    deadline: 2045"),
    "direction-contradiction": _replace("    direction:", "    direction: increase"),
    "unknown-code": _replace("status:", "status: runing"),
}
IN_PROJECTS = {**READING, **FORM, **MEANING}
