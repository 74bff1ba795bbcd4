"""The order in which briefs tell of gaps: by document and field, wherever in which files these stand."""

import re
from collections.abc import Iterable

from missionkit.finding import Finding
from missionkit.model import KINDS
from missionkit.model.base import Entity
from missionkit.model.walk import plan
from missionkit.register import Register

OF_FILES = frozenset({"id-not-file-name"})
"""Rules that speak of files, which readers of a brief never see."""
_STEP = re.compile(r"\[([^\]]*)\]|([^.\[]+)")


def in_order(findings: Iterable[Finding], register: Register) -> list[Finding]:
    """Return the findings that briefs may tell of: documents by kind and id, their fields as the models have them."""
    told = (finding for finding in findings if finding.rule not in OF_FILES)
    return sorted(told, key=lambda finding: (*_rank(finding, register), *finding.sort_key[3:]))


def _rank(finding: Finding, register: Register) -> tuple[int, str, tuple[int, ...]]:
    kind, _, id_ = finding.document.partition(":")
    kinds = list(KINDS)
    entry = register.entry(kind, id_)
    steps = _places(entry.document, finding.path) if entry else ()
    return kinds.index(kind) if kind in kinds else len(kinds), id_, steps


def _places(document: Entity, path: str) -> tuple[int, ...]:
    """Return where each step of a data path stands among the fields of its model or the items of its list."""
    places: list[int] = []
    held: object = document
    for item, key in _STEP.findall(path):
        if key and isinstance(held, Entity):
            fields = [field.key for field in plan(type(held))]
            places.append(fields.index(key) if key in fields else len(fields))
            held = getattr(held, plan(type(held))[places[-1]].attribute, None) if key in fields else None
        elif isinstance(held, tuple):
            names = [str(getattr(one, "id", None) or index) for index, one in enumerate(held)]
            places.append(names.index(item) if item in names else len(names))
            held = held[places[-1]] if item in names else None
    return tuple(places)
