"""A register: all documents of one folder or revision, their ids resolved, their places kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from missionkit.config import Settings, load_settings
from missionkit.entry import PART_KINDS, Entry, Taken, take, unreadable
from missionkit.finding import Fault, Path, Place, Related, Site
from missionkit.model import KINDS, Actor, Document, Mission, Portfolio, Project, Source
from missionkit.model.base import Entity
from missionkit.model.walk import parts
from missionkit.sites import document_at, site
from missionkit.source.blob import blob_id
from missionkit.source.decode import decode, lines
from missionkit.source.reading import Reading
from missionkit.source.tree import CONFIG, Tree, Unreadable
from missionkit.source.yaml import read
from missionkit.suggest import nearest

_MOST_SUGGESTIONS = 500
"""How many unknown ids of one register get suggestions; each look-up goes through all ids."""
_MOST_KEPT = 64
"""How many files are kept with positions, each some 20 times its size."""

AnyDocument = TypeVar("AnyDocument", bound=Document)
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Found:
    """What a reference leads to: a document, or a part of one."""

    kind: str
    entry: Entry
    path: Path
    part: Entity


class Register:
    """The documents of one folder or revision.

    `faults` are those of reading and of the models; the rules find the rest. Documents with faults are here
    as far as they could be read. `sites` has what was looked up of places.
    """

    def __init__(self, tree: Tree, settings: Settings, files: list[str]) -> None:
        self.tree, self.settings, self.files = tree, settings, files
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []
        self.broken: set[str] = set()
        self.document_count = 0
        self.taken: dict[str, Taken] = {}
        self._documents: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
        self._parts: dict[tuple[str, str], dict[str, Entry]] = {}
        self._homes: tuple[Document | None, dict[str, int]] = (None, {})
        self._inside: dict[tuple[str, str], dict[tuple[str, str], tuple[Path, Entity]]] = {}
        self._readings: dict[str, tuple[Reading, list[str]]] = {}
        self.sites: dict[Place, Site] = {}
        self._looked_up = 0
        self._lines: dict[str, list[str]] = {}
        self._once: dict[object, Any] = {}

    @property
    def root(self) -> str:
        """The register's folder, as people should see it."""
        return self.tree.shown("")

    def emptied(self) -> "Register":
        """Return what stays of this register when nobody looks at its documents any more: their number and faults."""
        self._once.clear()  # what was made of a register leads back to it
        other = Register(self.tree, self.settings, self.files)
        other.document_count, other.faults, other._lines = self.document_count, self.faults, self._lines
        return other

    def once(self, make: Callable[["Register"], Made]) -> Made:
        """Return what a function makes of this register; it is called once."""
        if make not in self._once:
            self._once[make] = make(self)
        made: Made = self._once[make]
        return made

    def take(self, file: str, taken: Taken) -> None:
        """Add the documents and faults of one file."""
        self.taken[file] = taken
        self.faults += taken.faults
        self.broken |= taken.broken
        self.document_count += taken.document_count
        for entry in taken.entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        id_ = entry.document.id
        first = self._documents[entry.kind].setdefault(id_, entry)
        if first is not entry:
            related = (Related(first.place(("id",)), "first-here"),)
            self.faults.append(
                Fault("duplicate-id", entry.place(("id",)), {"id": id_, "kind": entry.kind}, related=related)
            )
            return
        self.entries.append(entry)
        for kind, part_id in zip(entry.names[::2], entry.names[1::2], strict=True):
            self._parts.setdefault((kind, part_id), {}).setdefault(id_, entry)

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
        return self._documents.get(kind, {}).get(id_)

    def knows(self, reference: str, kinds: Iterable[str], owner: Entry) -> bool:
        """Say whether a reference in the document `owner` leads anywhere."""
        return self._holder(reference, kinds, owner) is not None

    def find(self, reference: str, kinds: Iterable[str], owner: Entry) -> Found | None:
        """Return what a reference in the document `owner` leads to, or None.

        `mission/part` names the document that has the part; a part alone is looked for in the owner itself
        and in the missions that it belongs to.
        """
        held = self._holder(reference, kinds, owner)
        if held is None:
            return None
        kind, entry = held
        if kind == entry.kind:
            return Found(kind, entry, ("id",), entry.document)
        path, part = self._parts_in(entry)[kind, reference.rpartition("/")[2]]
        return Found(kind, entry, path, part)

    def _parts_in(self, entry: Entry) -> dict[tuple[str, str], tuple[Path, Entity]]:
        """Return the parts of a document that can be referred to, the first of each kind and id."""
        key = (entry.kind, entry.document.id)
        if key not in self._inside:
            if len(self._inside) >= _MOST_KEPT:
                self._inside.clear()
            held = self._inside[key] = {}
            for path, part in parts(self.whole(entry)):
                if (kind := PART_KINDS.get(type(part))) and (part_id := getattr(part, "id", None)):
                    held.setdefault((kind, part_id), (path, part))
        return self._inside[key]

    def _holder(self, reference: str, kinds: Iterable[str], owner: Entry) -> tuple[str, Entry] | None:
        """Return the kind of what a reference leads to, and the document that it is or that holds it."""
        holder, slash, part = reference.rpartition("/")
        for kind in kinds:
            if not slash and (entry := self.entry(kind, reference)):
                return kind, entry
            held = self._parts.get((kind, part), {})
            home = holder if slash else self._home(held, owner)
            if found := held.get(home):
                return kind, found
        return None

    def _home(self, held: dict[str, Entry], owner: Entry) -> str:
        """Return the first of the homes of a document that is among those who hold something; nothing if none is."""
        if not held:
            return ""
        if self._homes[0] is not owner.document:
            self._homes = owner.document, {home: place for place, home in enumerate(_homes(owner.document))}
        homes = self._homes[1]
        if len(homes) < len(held):
            return next((home for home in homes if home in held), "")
        return min((home for home in held if home in homes), key=homes.__getitem__, default="")

    def known_kinds(self, reference: str) -> tuple[str, ...]:
        """Return the kinds of all documents and parts that have the id, for «that is a project»."""
        part = reference.rpartition("/")[2]
        found = {kind for kind, held in self._documents.items() if reference in held}
        return tuple(sorted(found | {kind for kind in PART_KINDS.values() if (kind, part) in self._parts}))

    def suggest(self, reference: str, kinds: Iterable[str], owner: Entry) -> tuple[str, ...]:
        """Return ids near a reference that leads nowhere, as they would be written in `owner`; for the first 500."""
        self._looked_up += 1
        if self._looked_up > _MOST_SUGGESTIONS:
            return ()
        homes, names = _homes(owner.document), list[str]()
        for kind in kinds:
            names += self._documents.get(kind, ())
            held = [(part, home) for (k, part), found in self._parts.items() if k == kind for home in found]
            names += [part if home in homes else f"{home}/{part}" for part, home in held]
        return nearest(reference, names)

    def site(self, place: Place) -> Site:
        """Return what the file has at a place; the file is read again where nobody has looked before."""
        taken = self.taken.get(place.file)
        known = self.sites.get(place) or (taken.sites.get(place) if taken else None)
        if known:
            return known
        reading, text = self._read(place.file)
        return site(place, document_at(reading, place), text)

    def whole(self, entry: Entry) -> Document:
        """Return a document with all its fields; the file is read again where only a part was kept."""
        if entry.whole:
            return entry.document
        taken = take(entry.file, read(self.tree.read(entry.file), entry.file), self.settings.codelists)
        return next(one.document for one in taken.entries if one.index == entry.index)

    def file_of(self, shown: str) -> str:
        """Return the path in the register of a file as `tree.shown` gives it."""
        return self._shown.get(shown, shown)

    @cached_property
    def _shown(self) -> dict[str, str]:
        return {self.tree.shown(file): file for file in (*self.files, CONFIG)}

    def lines(self, file: str) -> list[str]:
        """Return the lines of a file, decoded as far as possible; none if it cannot be read."""
        if file not in self._lines:
            try:
                _keep(self._lines, file, lines(decode(self.tree.read(file))[0]))
            except Unreadable:
                _keep(self._lines, file, [])
        return self._lines[file]

    def _read(self, file: str) -> tuple[Reading, list[str]]:
        """Return a file with positions and its lines, of the same bytes: it may change, and then not be read again."""
        if file not in self._readings:
            try:
                data = self.tree.read(file)
                _keep(self._readings, file, (read(data, file, positions=True), lines(decode(data)[0])))
            except Unreadable:
                _keep(self._readings, file, (Reading(), []))
            _keep(self._lines, file, self._readings[file][1])
        return self._readings[file]


def _keep(held: dict[str, Made], file: str, made: Made) -> None:
    if len(held) >= _MOST_KEPT:
        held.clear()
    held[file] = made


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
        register.take(file, _take(tree, file, settings, known.get(file)))
        progress(count, len(files))
    return register


def _take(tree: Tree, file: str, settings: Settings, known: Taken | None) -> Taken:
    """Return what comes of a file, `known` where its bytes are the same."""
    if known is not None and tree.blob(file) == known.blob:
        return known
    try:
        data = tree.read(file)
    except Unreadable as error:
        return unreadable(file, error)
    blob = blob_id(data)
    return known if known and known.blob == blob else take(file, read(data, file), settings.codelists, blob)


def _homes(document: Document) -> dict[str, None]:
    """Return the ids of the documents whose parts a document may name without their owner, its own first."""
    if isinstance(document, Project):
        return dict.fromkeys((document.id, *document.missions))
    if isinstance(document, Portfolio) and document.mission:
        return dict.fromkeys((document.id, document.mission))
    return {document.id: None}
