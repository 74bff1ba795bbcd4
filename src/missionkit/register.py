"""A register: all documents of one folder or revision, their ids resolved, their places kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from missionkit.config import Settings, load_settings
from missionkit.finding import START, Fault, Path, Place, Related, Span
from missionkit.model import Actor, Document, Mission, Portfolio, Project, Source
from missionkit.model.base import Entity, Experiment, Measure
from missionkit.model.check import Checked, Kept, check_document, original, value_at
from missionkit.model.mission import AffectedGroup, Challenge, Pathway, ProblemArea, Target
from missionkit.model.walk import parts
from missionkit.source.decode import decode, lines
from missionkit.source.git import blob_id
from missionkit.source.tree import CONFIG, Tree, Unreadable
from missionkit.source.yaml import Read, Reading, read
from missionkit.suggest import nearest

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
_MOST_SUGGESTIONS = 500
"""How many unknown ids of one register get suggestions; each look-up goes through all ids."""
_MOST_FAULTS = 200
"""How many faults of one document's form are told; after so many it is the wrong sort of file."""
_MOST_KEPT = 64
"""How many files are kept with positions, each some 20 times its size."""

AnyDocument = TypeVar("AnyDocument", bound=Document)


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a register and where it stands."""

    document: Document
    kind: str
    file: str
    index: int
    kept: Kept = field(default_factory=dict)
    cut: tuple[Path, ...] = ()

    @property
    def key(self) -> str:
        """`mission:dementia`."""
        return f"{self.kind}:{self.document.id}"

    def place(self, path: Path) -> Place:
        """Return the place in the file of a path in the document."""
        return Place(self.file, self.index, original(path, self.kept))


@dataclass(frozen=True, slots=True)
class Found:
    """What a reference leads to: a document, or a part of one."""

    kind: str
    entry: Entry
    path: Path
    part: Entity


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one file, whatever register it lies in: `blob` is git's id of its bytes (SHA-1)."""

    blob: str
    faults: tuple[Fault, ...] = ()
    broken: frozenset[str] = frozenset()
    document_count: int = 0
    documents: tuple[tuple[int, Checked], ...] = ()


class Register:
    """The documents of one folder or revision.

    `faults` are those of reading and of the models; the rules find the rest. Documents with faults are here
    as far as they could be read.
    """

    def __init__(self, tree: Tree, settings: Settings, files: list[str]) -> None:
        self.tree, self.settings, self.files = tree, settings, files
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []
        self.broken: set[str] = set()
        self.document_count = 0
        self.taken: dict[str, Taken] = {}
        self._documents: dict[tuple[str, str], Entry] = {}
        self._parts: dict[tuple[str, str], list[Found]] = {}
        self._readings: dict[str, Reading] = {}
        self._looked_up = 0
        self._lines: dict[str, list[str]] = {}

    @property
    def root(self) -> str:
        """The register's folder, as people should see it."""
        return self.tree.shown("")

    def take(self, file: str, taken: Taken) -> None:
        """Add the documents and faults of one file."""
        self.taken[file] = taken
        self.faults += taken.faults
        self.broken |= taken.broken
        self.document_count += taken.document_count
        for index, checked in taken.documents:
            self._add(checked, file, index)

    def _add(self, checked: Checked, file: str, index: int) -> None:
        document = checked.document
        assert isinstance(document, Document)  # noqa: S101 - asked by the caller
        entry = Entry(document, _kind(document), file, index, checked.kept, checked.cut)
        first = self._documents.setdefault((entry.kind, document.id), entry)
        if first is not entry:
            related = (Related(first.place(("id",)), "first-here"),)
            facts = {"id": document.id, "kind": entry.kind}
            self.faults.append(Fault("duplicate-id", entry.place(("id",)), facts, related=related))
            return
        self.entries.append(entry)
        for path, part in parts(document):
            name = PART_KINDS.get(type(part))
            part_id = getattr(part, "id", None)
            if name and part_id:
                self._parts.setdefault((name, part_id), []).append(Found(name, entry, path, part))

    @cached_property
    def missions(self) -> dict[str, Mission]:
        """All missions by id, in order of id."""
        return self._all(Mission)

    @cached_property
    def portfolios(self) -> dict[str, Portfolio]:
        """All portfolios by id, in order of id."""
        return self._all(Portfolio)

    @cached_property
    def projects(self) -> dict[str, Project]:
        """All projects by id, in order of id."""
        return self._all(Project)

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """All actors by id, in order of id."""
        return self._all(Actor)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """All sources by id, in order of id."""
        return self._all(Source)

    def _all(self, model: type[AnyDocument]) -> dict[str, AnyDocument]:
        found = [e.document for e in self.entries if isinstance(e.document, model)]
        return {document.id: document for document in sorted(found, key=lambda d: d.id)}

    def entry(self, kind: str, id_: str) -> Entry | None:
        """Return the document of a kind with an id, and its place."""
        return self._documents.get((kind, id_))

    def find(self, reference: str, kinds: Iterable[str], owner: Entry) -> Found | None:
        """Return what a reference in the document `owner` leads to, or None.

        `mission/part` names the document that has the part; a part alone is looked for in the owner itself
        and in the missions that it belongs to.
        """
        holder, slash, part = reference.rpartition("/")
        for kind in kinds:
            if not slash and (entry := self._documents.get((kind, reference))):
                return Found(kind, entry, ("id",), entry.document)
            homes = {holder} if slash else _homes(owner.document)
            for found in self._parts.get((kind, part), ()):
                if found.entry.document.id in homes:
                    return found
        return None

    def known_kinds(self, reference: str) -> tuple[str, ...]:
        """Return the kinds of all documents and parts that have the id, for «that is a project»."""
        part = reference.rpartition("/")[2]
        kinds = {kind for kind, id_ in self._documents if id_ == reference}
        return tuple(sorted(kinds | {kind for kind, id_ in self._parts if id_ == part}))

    def suggest(self, reference: str, kinds: Iterable[str], owner: Entry) -> tuple[str, ...]:
        """Return ids near a reference that leads nowhere, as they would be written in `owner`; for the first 500."""
        self._looked_up += 1
        if self._looked_up > _MOST_SUGGESTIONS:
            return ()
        homes, names = _homes(owner.document), []
        for kind in kinds:
            names += [id_ for k, id_ in self._documents if k == kind]
            for (part_kind, part_id), founds in self._parts.items():
                if part_kind == kind:
                    holders = [f.entry.document.id for f in founds]
                    names += [part_id if h in homes else f"{h}/{part_id}" for h in holders]
        return nearest(reference, names)

    def position(self, place: Place) -> tuple[Span, str, object]:
        """Return the span of a place, its data path with ids, and the value there; the file is read again."""
        one = self._located(place)
        if one is None or one.positions is None:
            return START, path_text(place.path, None), None
        return one.positions.span(place.path), path_text(place.path, one.data), value_at(one.data, place.path)

    def written(self, place: Place) -> str | None:
        """Return the scalar at a place as it is written in the file, without what YAML makes of it."""
        one = self._located(place)
        span = one.positions.scalar(place.path) if one and one.positions else None
        if span is None or span.line != span.end_line:
            return None
        return self.lines(place.file)[span.line - 1][span.column - 1 : span.end_column - 1]

    def document_key(self, place: Place) -> str:
        """Return `mission:dementia` for a place; `file:` and the path where kind and id cannot be read."""
        one = self._located(place)
        data = one.data if one and isinstance(one.data, dict) else {}
        kind, id_ = data.get("kind"), data.get("id")
        known = isinstance(kind, str) and isinstance(id_, str)
        # A file name that is no UTF-8 has surrogates, which no output and no fingerprint takes.
        return f"{kind}:{id_}" if known else f"file:{place.file.encode(errors='replace').decode()}"

    def file_of(self, shown: str) -> str:
        """Return the path in the register of a file as `tree.shown` gives it."""
        return self._shown.get(shown, shown)

    @cached_property
    def _shown(self) -> dict[str, str]:
        return {self.tree.shown(file): file for file in (*self.files, CONFIG)}

    def lines(self, file: str) -> list[str]:
        """Return the lines of a file, decoded as far as possible; none if it cannot be read."""
        if file not in self._lines:
            if len(self._lines) >= _MOST_KEPT:
                self._lines.clear()
            try:
                self._lines[file] = lines(decode(self.tree.read(file))[0])
            except Unreadable:
                self._lines[file] = []
        return self._lines[file]

    def _located(self, place: Place) -> Read | None:
        if place.file not in self._readings:
            try:
                reading = read(self.tree.read(place.file), place.file, positions=True)
            except Unreadable:
                reading = Reading()
            if len(self._readings) >= _MOST_KEPT:
                self._readings.clear()
            self._readings[place.file] = reading
        documents = self._readings[place.file].documents
        return documents[place.document] if place.document < len(documents) else None


def load_register(
    tree: Tree,
    progress: Callable[[int, int], None] = lambda count, total: None,
    like: Register | None = None,
    only: frozenset[str] | None = None,
    settings: Settings | None = None,
) -> Register:
    """Return the register in a tree; raises ConfigInvalid. Faults of documents are in its `faults`.

    `progress` is called after each file with how many are read, of how many. Files that have the same bytes in the
    register `like` are taken from there and their documents are the same objects. `only` names the files to read,
    `settings` stand in for the tree's.
    """
    settings = settings or load_settings(tree)
    files = [path for path in tree.files() if not settings.excludes(path) and (only is None or path in only)]
    register = Register(tree, settings, files)
    known = like.taken if like is not None and like.settings.codelists == settings.codelists else {}
    for count, file in enumerate(files, 1):
        try:
            register.take(file, _take(tree, file, settings, known.get(file)))
        except Unreadable as error:
            register.faults.append(Fault(error.rule, Place(file), error.facts, span=START))
        progress(count, len(files))
    return register


def _take(tree: Tree, file: str, settings: Settings, known: Taken | None) -> Taken:
    """Return what comes of a file, `known` where its bytes are the same; raises Unreadable."""
    if known is not None and tree.blob(file) == known.blob:
        return known
    data = tree.read(file)
    blob = blob_id(data)
    return known if known is not None and known.blob == blob else judge(file, read(data, file), settings, blob)


def judge(file: str, reading: Reading, settings: Settings, blob: str = "") -> Taken:
    """Return the documents and faults of what was read from a file."""
    faults, broken, documents = [*reading.faults], {*reading.broken}, []
    unread = {f.place for f in reading.faults if f.rule in _VALUE_LOST}
    for index, one in enumerate(reading.documents):
        checked = check_document(one.data, Place(file, index), settings.codelists)
        faults += _first(checked.faults, Place(file, index), unread)
        if isinstance(checked.document, Document):
            documents.append((index, checked))
        if checked.faults:
            broken.update(_ids(one.data))
    return Taken(blob, tuple(faults), frozenset(broken), len(reading.documents), tuple(documents))


def _first(faults: tuple[Fault, ...], place: Place, unread: set[Place]) -> list[Fault]:
    """Return the faults of one document to tell, and one that says so where there are too many."""
    found = [fault for fault in faults if fault.place not in unread]
    if len(found) <= _MOST_FAULTS:
        return found
    facts = {"count": len(found), "limit": _MOST_FAULTS}
    return [*found[:_MOST_FAULTS], Fault("too-many-faults", place, facts)]


def path_text(path: Path, data: object) -> str:
    """Return a data path as people read it, list items by id: `targets[halve-burden].baseline`."""
    text = ""
    for step in path:
        if isinstance(data, list) and isinstance(step, int):
            data = data[step] if step < len(data) else None
            name = data.get("id") if isinstance(data, dict) else None
            text += f"[{name if isinstance(name, str) else step}]"
        else:
            data = data.get(step) if isinstance(data, dict) else None
            text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def _kind(document: Document) -> str:
    return str(getattr(document, "kind", ""))


def _homes(document: Document) -> set[str]:
    """Return the ids of the documents whose parts a document may name without their owner."""
    if isinstance(document, Project):
        return {document.id, *document.missions}
    if isinstance(document, Portfolio) and document.mission:
        return {document.id, document.mission}
    return {document.id}


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
