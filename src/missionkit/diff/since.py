"""Findings that are new since an earlier state."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from missionkit.diff.causes import without_language
from missionkit.diff.compare import edits
from missionkit.diff.places import Names, renamed_parts
from missionkit.finding import Finding
from missionkit.register import Register
from missionkit.rules.engine import check

_Key = tuple[str, str, str, str]


def new_since(base: Register, head: Register, findings: Iterable[Finding], today: date) -> list[Finding]:
    """Return the findings of the new state that the old one had not, however lines, items and files have moved.

    A finding is the same if its rule speaks of the same place of the same document, under its old ids or its new ones.
    One that a waiver covered is new when none covers it any more. Both states are judged by the same day, so that
    time alone makes nothing new.
    """
    states, _, changes = edits(base, head, today)
    renamed = renamed_parts(changes)
    old, new = Names(states, True, renamed), Names(states, False, renamed)
    known, waived = Counter[_Key](), Counter[_Key]()
    for finding in check(base, today):
        kind, _, id_ = finding.document.partition(":")
        document = f"{kind}:{states.renames.get((kind, id_), id_)}"
        (waived if finding.waiver else known)[_key(finding, document, old)] += 1
    return [f for f in findings if not _was_there(_key(f, f.document, new), f, known, waived)]


def _was_there(key: _Key, finding: Finding, known: Counter[_Key], waived: Counter[_Key]) -> bool:
    """Say whether the old state had a finding, which is then used up."""
    for left in (waived, known) if finding.waiver else (known,):
        if left[key]:
            left[key] -= 1
            return True
    return False


def _key(finding: Finding, document: str, names: Names) -> _Key:
    """Return what tells findings apart; those of no document are told apart by their file."""
    where = document if finding.document else names.register.file_of(finding.file)
    return where, without_language(names.named(finding).path), finding.rule, finding.case
