"""What it means that one comparison mirrors another.

A change mirrors another if its code is the other's mirror, if it is about the same thing at the same path, and if
before and after are swapped. Ids that differ between the sides are all said as they were on the old side of the first
comparison; what an item without an id is called in a path may differ, where just that is changed. Red flags have no
mirrors, and a gap in a document that is on one side only is told where it opens, not where
it goes with its document.
"""

import json
import re
from collections import Counter

from missionkit.diff.change import Change
from missionkit.diff.compare import Compared

Told = tuple[str, str, str, str, str]


def new_ids(compared: Compared) -> dict[str, str]:
    """Return the old id of everything that has a new one."""
    return {str(c.after): str(c.before) for c in compared.changes if c.code.name.endswith("-renamed")}


def _said(value: object, ids: dict[str, str]) -> str:
    words = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return re.sub(r"[a-z0-9]+(?:-[a-z0-9]+)*", lambda m: ids.get(m[0], m[0]), words)


def _has_mirror(change: Change, compared: Compared) -> bool:
    if change.code.family == "flags":
        return False
    kind, _, id_ = change.subject.key.partition(":")
    both = compared.base.entry(kind, id_) and compared.head.entry(kind, id_)
    return not change.code.name.startswith("finding-") or both is not None


def mirrored(compared: Compared, ids: dict[str, str]) -> Counter[Told]:
    """Return what the comparison the other way round has to tell."""
    return Counter(
        (c.code.mirror, _said(c.subject.key, ids), _said(c.path, ids), _said(c.after, ids), _said(c.before, ids))
        for c in compared.changes
        if _has_mirror(c, compared)
    )


def told_plainly(compared: Compared, ids: dict[str, str]) -> Counter[Told]:
    """Return what a comparison tells, in the same words."""
    return Counter(
        (c.code.name, _said(c.subject.key, ids), _said(c.path, ids), _said(c.before, ids), _said(c.after, ids))
        for c in compared.changes
        if _has_mirror(c, compared)
    )


def unlike(there: Compared, back: Compared) -> tuple[Counter[Told], Counter[Told]]:
    """Return what each of two comparisons tells that the other does not mirror; both are empty by law."""
    ids = new_ids(there)
    wanted, told = mirrored(there, ids), told_plainly(back, ids)
    left, right = _by_fields(wanted - told), _by_fields(told - wanted)
    return left - right, right - left


def _by_fields(told: Counter[Told]) -> Counter[Told]:
    return Counter((a, b, re.sub(r"\[[^\]]*\]", "[]", path), c, d) for a, b, path, c, d in told.elements())
