"""Which changes a gap follows from: those that speak of the same ids, codes and numbers, else those nearest."""

import re
from collections.abc import Iterable, Iterator, Mapping

from missionkit.codelist import Label
from missionkit.diff.change import Change
from missionkit.finding import Finding
from missionkit.values import PartialDate, Text

_IN_BRACKETS = re.compile(r"\[([^\]]+)\]")
_LANGUAGE = re.compile(r"\.(nb|nn|en)$")


def without_language(path: str) -> str:
    """Return the data path of a text without the language of one of its versions."""
    return _LANGUAGE.sub("", path)


_STOPS = ("project-stopped", "project-resumed")
"""Changes of a project that concern all targets it helps."""


def causes(
    finding: Finding, changes: Iterable[Change], near: set[str], helped: Mapping[str, set[str]]
) -> tuple[str, ...]:
    """Return the fingerprints of the changes that a finding follows from.

    Those that mention what it mentions, save its own document; else all of its own document; else those that mention
    its document; else those of the documents `near` it; else all. `helped` are the targets of each project.
    """
    direct = [c for c in changes if not c.follows]
    own = finding.document
    tokens = _of_finding(finding) - {own.partition(":")[2]}
    circles = (
        [c for c in direct if c.subject.key in near | {own} and tokens & _of_change(c, own, helped)],
        [c for c in direct if c.subject.key == own],
        [c for c in direct if own in _flat([c.before, c.after])],
        [c for c in direct if c.subject.key in near],
        direct,
    )
    return tuple(sorted(c.fingerprint for c in next((found for found in circles if found), [])))


def _of_finding(finding: Finding) -> set[str]:
    """Return the ids, codes and numbers of a finding, and the name of its field."""
    path = without_language(finding.path)
    return {*_IN_BRACKETS.findall(path), path, *_flat(list(finding.facts.values()))} - {""}


def _of_change(change: Change, own: str, helped: Mapping[str, set[str]]) -> set[str]:
    found = {*_IN_BRACKETS.findall(change.path), *_flat([change.before, change.after])}
    if change.code.name in _STOPS:
        found |= helped.get(change.subject.key, set())
    if change.subject.key != own:
        found.add(change.subject.id)
    else:
        found |= {change.path, change.path.rpartition(".")[0]}
    return found - {""}


def _flat(value: object) -> Iterator[str]:
    """Yield every word that may name something in a value."""
    if isinstance(value, dict):
        for item in value.values():
            yield from _flat(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _flat(item)
    elif isinstance(value, Label):
        yield value.code
    elif isinstance(value, Text):
        yield from (words for _, words in value.variants())
    elif isinstance(value, PartialDate):
        yield value.text
    elif value is not None and not isinstance(value, bool):
        words = str(value).strip("`")
        yield words
        yield words.removeprefix("-").rpartition(":")[2].rpartition("/")[2]
