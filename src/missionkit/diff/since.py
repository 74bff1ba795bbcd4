"""Findings that are new since an earlier state."""

from collections.abc import Iterable
from datetime import date

from missionkit.diff.causes import without_language
from missionkit.diff.identity import document_renames, match_documents
from missionkit.finding import Finding
from missionkit.register import Register
from missionkit.rules.engine import check


def new_since(base: Register, head: Register, findings: Iterable[Finding], today: date) -> list[Finding]:
    """Return the findings of the new state that the old one had not, however lines have moved or files are named.

    A finding is the same if its rule speaks of the same place of the same document, under its old id or its new one.
    """
    renames = document_renames(match_documents(base, head))
    left: dict[tuple[str, str, str, str], int] = {}
    for finding in check(base, today):
        kind, _, id_ = finding.document.partition(":")
        key = _key(finding, f"{kind}:{renames.get((kind, id_), id_)}")
        left[key] = left.get(key, 0) + 1
    new = []
    for finding in findings:
        key = _key(finding, finding.document)
        if left.get(key, 0):
            left[key] -= 1
        else:
            new.append(finding)
    return new


def _key(finding: Finding, document: str) -> tuple[str, str, str, str]:
    return document, without_language(finding.path), finding.rule, finding.case
