"""What comes of one file: its documents, where they stand, and what is wrong with their form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from missionkit.codelist import Codes
from missionkit.finding import START, Fault, Own, Path, Place, Site
from missionkit.model import Document
from missionkit.model.base import Entity, Experiment, Measure
from missionkit.model.check import Kept, check_document, original
from missionkit.model.mission import AffectedGroup, Challenge, Pathway, ProblemArea, Target
from missionkit.model.walk import parts, references_of
from missionkit.source.reading import MOST_FAULTS, Reading, too_many_faults
from missionkit.source.tree import Unreadable

PART_KINDS: dict[type[Entity], str] = {
    Target: "target",
    Pathway: "pathway",
    Measure: "measure",
    Experiment: "experiment",
    AffectedGroup: "affected-group",
    ProblemArea: "problem-area",
    Challenge: "challenge",
}
"""Parts of documents that can be referred to."""

_VALUE_LOST = ("forbidden-tag", "undefined-alias", "recursive-alias")
"""Faults of reading after which a value is not what it was meant to be: the model's complaint would follow from it."""
_MOST_FAULTS = 200
"""How many faults of one document's form are told; after so many it is the wrong sort of file."""


NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a register and where it stands.

    `references` are the ids that it names, those of each sort after the kinds that they may lead to; `names` are the
    kind and id of its parts that can be referred to, in turn.
    """

    document: Document
    kind: str
    file: str
    index: int
    kept: Kept = field(default_factory=lambda: NOTHING)
    cut: tuple[Path, ...] = ()
    references: tuple[tuple[str, ...] | str, ...] = ()
    names: tuple[str, ...] = ()

    def named(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield (kinds, id) for the ids that the document names, each once."""
        kinds: tuple[str, ...] = ()
        for item in self.references:
            if isinstance(item, tuple):
                kinds = item
            else:
                yield kinds, item

    @property
    def whole(self) -> bool:
        """False where only what the rest of a register looks at is left of the document (`pipeline/plain.py`)."""
        return hasattr(self.document, "meta")

    @property
    def key(self) -> str:
        """`mission:dementia`."""
        return f"{self.kind}:{self.document.id}"

    def place(self, path: Path) -> Place:
        """Return the place in the file of a path in the document."""
        return Place(self.file, self.index, original(path, self.kept))


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one file, whatever register it lies in: `blob` is git's id of its bytes (SHA-1).

    `own` are the gaps that its documents have by themselves, None where nobody has looked; they hold from one day
    `since` to another `until`. `sites` has places of faults and gaps as they stand in the text.
    """

    blob: str
    faults: tuple[Fault, ...] = ()
    broken: frozenset[str] = frozenset()
    document_count: int = 0
    entries: tuple[Entry, ...] = ()
    own: tuple[Own, ...] | None = None
    sites: Mapping[Place, Site] = field(default_factory=lambda: NOTHING)
    since: date = date.min
    until: date = date.max


CLEAN = Taken("", own=())
"""What is left of a file of which nothing is to be told, when its documents are in a register."""


def take(file: str, reading: Reading, codelists: Mapping[str, Codes], blob: str = "") -> Taken:
    """Return the documents and faults of what was read from a file."""
    faults, broken, entries = [*reading.faults], {*reading.broken}, []
    unread = {f.place for f in reading.faults if f.rule in _VALUE_LOST}
    for index, one in enumerate(reading.documents):
        checked = check_document(one.data, Place(file, index), codelists)
        if checked.faults:
            faults += _first(checked.faults, Place(file, index), unread)
            broken.update(_ids(one.data))
        del faults[MOST_FAULTS + 1 :]
        if isinstance(checked.document, Document):
            entries.append(_entry(checked.document, file, index, checked.kept, checked.cut))
    if len(faults) > MOST_FAULTS:
        faults[MOST_FAULTS:] = [too_many_faults(file)]
    return Taken(blob, tuple(faults), frozenset(broken), len(reading.documents), tuple(entries))


def unreadable(file: str, error: Unreadable) -> Taken:
    """Return what comes of a file that cannot be read: one fault."""
    return Taken("", (Fault(error.rule, Place(file), error.facts, span=START),))


def _entry(document: Document, file: str, index: int, kept: Kept, cut: tuple[Path, ...]) -> Entry:
    references: dict[tuple[str, ...], dict[str, None]] = {}
    names: list[str] = []
    for _, part in parts(document):
        for ref, value in references_of(part):
            references.setdefault(ref.kinds, {})[value] = None
        name = PART_KINDS.get(type(part))
        if name and (part_id := getattr(part, "id", None)):
            names += [name, part_id]
    named: list[tuple[str, ...] | str] = []
    for kinds, values in references.items():
        named += [kinds, *values]
    kind = str(getattr(document, "kind", ""))
    return Entry(document, kind, file, index, kept or NOTHING, cut, tuple(named), tuple(names))


def _first(faults: tuple[Fault, ...], place: Place, unread: set[Place]) -> Iterable[Fault]:
    """Return the faults of one document to tell, and one that says so where there are too many."""
    found = [fault for fault in faults if fault.place not in unread]
    if len(found) <= _MOST_FAULTS:
        return found
    facts = {"count": len(found), "limit": _MOST_FAULTS}
    return [*found[:_MOST_FAULTS], Fault("too-many-faults", place, facts)]


def _ids(data: object) -> Iterator[str]:
    """Yield every id in the plain data of a document that is not wholly read."""
    todo: list[object] = [data]
    while todo:
        node = todo.pop()
        if isinstance(node, Mapping):
            if isinstance(node.get("id"), str):
                yield node["id"]
            todo += node.values()
        elif isinstance(node, list):
            todo += node
