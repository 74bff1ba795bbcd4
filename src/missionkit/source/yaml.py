"""Text to plain data and positions: YAML 1.2 over libyaml's events, with limits, and never a built object.

Events come from PyYAML's C loader, or from ruamel.yaml's parser where PyYAML has no C part; both give the same
event classes. One loop builds the data without recursion. Positions are noted only when asked for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml

from missionkit.finding import START, Fault, Path, Place, Related, Span
from missionkit.source.decode import decode
from missionkit.source.scalars import is_core_collection, resolve, resolve_tagged
from missionkit.source.syntax import document_starts, ids_in, syntax_fault, tabs_as_spaces

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 100
MOST_NODES = 10_000
"""How many nodes the aliases of one document may stand for, in all."""
MOST_DOCUMENTS = 5_000
_AGAIN = "\0again"
"""Ends the key in the data path of the value of a duplicate key while it is built."""


@dataclass(slots=True)
class Positions:
    """Where the keys and scalars of one document stand."""

    keys: dict[Path, Span] = field(default_factory=dict)
    scalars: dict[Path, Span] = field(default_factory=dict)
    aliases: dict[Path, Path] = field(default_factory=dict)
    root: Span = START

    def span(self, path: Path) -> Span:
        """Return the span of the key at a path, or of the nearest mapping above that does exist."""
        path = self._real(path)
        while path and path not in self.keys:
            path = path[:-1]
        return self.keys.get(path, self.root)

    def scalar(self, path: Path) -> Span | None:
        """Return the span of the scalar at a path, if there is one."""
        return self.scalars.get(self._real(path))

    def _real(self, path: Path) -> Path:
        for length in range(1, len(path) + 1):
            target = self.aliases.get(path[:length])
            if target is not None:
                return self._real(target + path[length:])
        return path


@dataclass(slots=True)
class Read:
    """One document of a file: its data, and its positions when they were asked for."""

    data: object
    positions: Positions | None = None


@dataclass(slots=True)
class Reading:
    """What came of reading one file: its documents and its faults, and the ids seen in parts that broke."""

    documents: list[Read] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


class _Stop(Exception):
    """A limit was passed: nothing more of this file is read."""


def events_of(text: str) -> Callable[[], Any]:
    """Return a function that gives the next parser event; the last is a StreamEndEvent."""
    loader = getattr(yaml, "CBaseLoader", None)
    if loader is not None:
        return loader(text).get_event  # type: ignore[no-any-return]
    return ruamel_events(text)


def ruamel_events(text: str) -> Callable[[], Any]:
    """Return the same as `events_of`, from ruamel.yaml's parser in Python."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    stream: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(text))

    def following() -> Any:
        try:
            return next(stream)
        except MarkedYAMLError as error:
            marks = error.context_mark, error.problem, error.problem_mark
            raise yaml.MarkedYAMLError(error.context, *marks) from None
        except (ValueError, OverflowError) as error:
            # An escape such as "\UFFFFFFFF" is passed to chr() as it stands.
            raise yaml.MarkedYAMLError(problem=str(error)) from None

    return following


def read(data: bytes, file: str, positions: bool = False, events: Callable[..., Any] = events_of) -> Reading:
    """Return the documents in the bytes of a file, with all faults that reading finds.

    After a syntax error reading goes on at the next `---`. Never raises for any input.
    """
    reading = Reading()
    if len(data) > MOST_BYTES:
        facts = {"size": len(data), "limit": MOST_BYTES}
        reading.faults.append(Fault("file-too-large", Place(file), facts, span=START))
        return reading
    text, flaws = decode(data)
    reading.faults += [Fault(f.rule, Place(file), f.facts, f.case, f.span) for f in flaws]
    if any(f.case == "utf16" for f in flaws):
        return reading
    try:
        _read_all(text, file, positions, events, reading)
    except _Stop:
        return reading
    if not reading.documents and not reading.faults:
        reading.faults.append(Fault("empty-document", Place(file), case="file", span=START))
    return reading


def _read_all(text: str, file: str, positions: bool, events: Callable[..., Any], reading: Reading) -> None:
    """Read all documents at once; from the first syntax error on each by itself, so that all errors are told."""
    builder = _Builder(text, file, positions, reading, events)
    if builder.run() is None:
        return
    broken, documents, faults = builder.before
    _forget(reading, documents, faults)
    lines = text.split("\n")
    starts = [broken, *(start for start in document_starts(lines) if start > broken), len(lines)]
    for count, (first, last) in enumerate(pairwise(starts)):
        if count >= MOST_DOCUMENTS:
            span = Span(first + 1, 1, first + 1, 2)
            place = Place(file, len(reading.documents))
            reading.faults.append(Fault("too-many-documents", place, {"limit": MOST_DOCUMENTS}, span=span))
            return
        end = "" if last == len(lines) else "\n"
        _read_alone("\n".join(lines[first:last]) + end, first, file, positions, events, reading)


def _read_alone(
    text: str, offset: int, file: str, positions: bool, events: Callable[..., Any], reading: Reading
) -> None:
    """Read one document, `offset` lines into its file; a tab in its indentation is told, then read as spaces."""
    documents, faults = len(reading.documents), len(reading.faults)
    error = _Builder(text, file, positions, reading, events, offset).run()
    if error is None:
        return
    fault = syntax_fault(error, text, Place(file, len(reading.documents)), offset)
    if fault.rule == "tab-indentation":
        _forget(reading, documents, faults)
        spaced, moved = tabs_as_spaces(text)
        error = _Builder(spaced, file, positions, reading, events, offset, moved).run()
    reading.faults.append(fault)
    if error is not None:
        reading.broken += ids_in(text)


def _forget(reading: Reading, documents: int, faults: int) -> None:
    """Leave only the first documents and faults: what follows is read again."""
    del reading.documents[documents:]
    del reading.faults[faults:]


class _Builder:
    """Builds the documents of one text from events, with a stack instead of recursion."""

    def __init__(
        self,
        text: str,
        file: str,
        positions: bool,
        reading: Reading,
        events: Callable[..., Any],
        offset: int = 0,
        moved: Mapping[int, int] | None = None,
    ) -> None:
        """`offset` is how many lines of the file come before the text, `moved` by how much which lines are too long."""
        self.next_event = events(text)
        self.file, self.reading, self.note = file, reading, positions
        self.offset, self.moved = offset, moved or {}
        self.before = (0, len(reading.documents), len(reading.faults))

    def run(self) -> yaml.MarkedYAMLError | None:
        """Append every document of the text to the reading; returns the parser's error if it stops at one.

        `before` then tells where the last document starts, and how many documents and faults came before it.
        """
        try:
            self._documents()
        except yaml.MarkedYAMLError as error:
            return error
        return None

    def _documents(self) -> None:
        while True:
            event = self.next_event()
            name = type(event).__name__
            if name == "StreamEndEvent":
                return
            if name == "DocumentStartEvent":
                self.before = (event.start_mark.line, len(self.reading.documents), len(self.reading.faults))
                if len(self.reading.documents) >= MOST_DOCUMENTS:
                    self._fault("too-many-documents", event, {"limit": MOST_DOCUMENTS})
                    raise _Stop
                self._document()

    def _document(self) -> None:
        self.positions = Positions() if self.note else None
        self.anchors: dict[str, tuple[object, int, Path]] = {}
        self.open: set[str] = set()
        self.nodes = self.aliased = 0
        self.path: Path = ()
        root = self._tree()
        self.reading.documents.append(Read(root, self.positions))

    def _tree(self) -> object:
        """Return the root node of the document; the loop is flat because depth comes from strangers."""
        stack: list[_Frame] = []
        while True:
            event = self.next_event()
            name = type(event).__name__
            self.nodes += 1
            if name in ("SequenceEndEvent", "MappingEndEvent"):
                frame = stack.pop()
                value: object = frame.value
                if frame.anchor:
                    self.open.discard(frame.anchor)
                    self.anchors[frame.anchor] = (value, self.nodes - frame.nodes, frame.path)
                self.path = frame.path
            elif name == "DocumentEndEvent":
                return None
            else:
                if stack and stack[-1].takes_key(event, name, self):
                    continue
                if self.positions is not None:
                    self._note(event, name, stack)
                if name in ("SequenceStartEvent", "MappingStartEvent"):
                    stack.append(self._opened(event, name, len(stack)))
                    continue
                value = self._alias(event) if name == "AliasEvent" else self._scalar(event)
            if not stack:
                self._to_end()
                return value
            stack[-1].add(value)
            self.path = stack[-1].next_path()

    def _to_end(self) -> None:
        while type(self.next_event()).__name__ != "DocumentEndEvent":
            pass

    def _opened(self, event: Any, name: str, depth: int) -> "_Frame":
        if depth >= MOST_DEPTH:
            self._fault("nesting-too-deep", event, {"limit": MOST_DEPTH})
            raise _Stop
        collection = "seq" if name == "SequenceStartEvent" else "map"
        if event.tag and not is_core_collection(event.tag, collection):
            self._tag_fault(event)
        if event.anchor:
            self.open.add(event.anchor)
            self.anchors.pop(event.anchor, None)
        frame = _Frame([] if collection == "seq" else {}, self.path, event.anchor, self.nodes)
        self.path = frame.next_path()
        return frame

    def _scalar(self, event: Any) -> object:
        text: str = event.value
        if event.tag is None or event.tag == "":
            value = resolve(text) if event.implicit[0] else text
        else:
            known, value = resolve_tagged(event.tag, text)
            if not known:
                self._tag_fault(event)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1, self.path)
        return value

    def _alias(self, event: Any) -> object:
        found = self.anchors.get(event.anchor)
        if found is None:
            rule = "recursive-alias" if event.anchor in self.open else "undefined-alias"
            self._fault(rule, event, {"alias": event.anchor})
            return None
        value, size, path = found
        self.nodes += size
        self.aliased += size
        if self.aliased > MOST_NODES:
            self._fault("alias-expansion", event, {"limit": MOST_NODES})
            raise _Stop
        if self.positions is not None:
            self.positions.aliases[self.path] = path
        return value

    def _note(self, event: Any, name: str, stack: "list[_Frame]") -> None:
        assert self.positions is not None  # noqa: S101 - asked by the caller
        span = self.span(event)
        if name == "ScalarEvent":
            self.positions.scalars[self.path] = span
        if not stack:
            self.positions.root = span
        if not stack or isinstance(stack[-1].value, list):
            self.positions.keys[self.path] = span

    def note_key(self, event: Any, frame: "_Frame", key: str) -> None:
        """Note where a key stands; the first key of a mapping is also where the mapping itself is shown."""
        if self.positions is None:
            return
        span = self.span(event)
        first = self.positions.keys.get(frame.path)
        if not frame.value and (first is None or (first.line, first.column) >= (span.line, span.column)):
            if frame.path:
                self.positions.keys[frame.path] = span
            else:
                self.positions.root = self.positions.keys[()] = span
        self.positions.keys[(*frame.path, key)] = span

    def duplicate(self, event: Any, frame: "_Frame", key: str) -> None:
        """Report a key that its mapping already has, with the place of the first."""
        place = Place(self.file, len(self.reading.documents), (*frame.path, key))
        first = (Related(place, "first-here", frame.spans[key]),)
        facts = {"field": key, "first": frame.spans[key].line}
        self.reading.faults.append(Fault("duplicate-key", place, facts, span=self.span(event), related=first))

    def complex_key(self, event: Any) -> None:
        """Report a key that is no plain word and give up the file."""
        self._fault("complex-key", event, {})
        raise _Stop

    def span(self, event: Any) -> Span:
        """Return the span of an event in the file; of a collection, its first character."""
        start, end = event.start_mark, event.end_mark
        line, moved = start.line + 1 + self.offset, self.moved.get(start.line, 0)
        if end.line != start.line or end.column <= start.column:
            return Span(line, start.column + 1 - moved, line, start.column + 2 - moved)
        return Span(line, start.column + 1 - moved, line, end.column + 1 - moved)

    def _tag_fault(self, event: Any) -> None:
        tag: str = event.tag
        builds = any(word in tag for word in ("python", "ruby", "java", "perl", "php", "object"))
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        self._fault("forbidden-tag", event, {"tag": shown}, "builds" if builds else "")

    def _fault(self, rule: str, event: Any, facts: dict[str, object], case: str = "") -> None:
        path = tuple(step.removesuffix(_AGAIN) if isinstance(step, str) else step for step in self.path)
        place = Place(self.file, len(self.reading.documents), path)
        self.reading.faults.append(Fault(rule, place, facts, case, self.span(event)))


class _Frame:
    """An open list or mapping."""

    __slots__ = ("anchor", "key", "nodes", "path", "skip", "spans", "value", "waiting")

    def __init__(self, value: Any, path: Path, anchor: str | None, nodes: int) -> None:
        self.value, self.path, self.anchor, self.nodes = value, path, anchor, nodes
        self.key, self.waiting, self.skip = "", True, False
        self.spans: dict[str, Span] = {}

    def takes_key(self, event: Any, name: str, builder: _Builder) -> bool:
        """Take the event as the next key if this is a mapping that waits for one."""
        if not self.waiting or isinstance(self.value, list):
            return False
        if name != "ScalarEvent":
            builder.complex_key(event)
        key: str = event.value
        self.skip = key in self.value
        if self.skip:
            builder.duplicate(event, self, key)
        else:
            builder.note_key(event, self, key)
            self.spans[key] = builder.span(event)
        self.key, self.waiting = key, False
        builder.path = (*self.path, key + _AGAIN if self.skip else key)
        return True

    def add(self, value: object) -> None:
        """Put the value of the last key, or the next item; of a duplicate key the first value stays."""
        if isinstance(self.value, list):
            self.value.append(value)
            return
        if not self.skip:
            self.value[self.key] = value
        self.waiting = True

    def next_path(self) -> Path:
        """Return the path of the item that comes next."""
        return (*self.path, len(self.value)) if isinstance(self.value, list) else self.path
