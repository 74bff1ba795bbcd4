"""From events to plain data and positions: one loop without recursion."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from missionkit.finding import Fault, Path, Place, Related, Span
from missionkit.source.events import Events
from missionkit.source.positions import Positions
from missionkit.source.reading import (
    MOST_DEPTH,
    MOST_DOCUMENTS,
    MOST_FAULTS,
    MOST_NODES,
    Read,
    Reading,
    Stop,
    WithPositions,
    too_many_faults,
)
from missionkit.source.scalars import is_core_collection, resolve, resolve_tagged

_AGAIN = "\0again"
"""Ends the key in the data path of the value of a duplicate key while it is built."""
_SPECIAL = frozenset("+-.0123456789~nNtTfF") | {""}
"""How a plain scalar starts that may be something else than text."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Where events stand in their file: `offset` lines come before the text, `moved` says which lines are too long.

    It knows nothing of the builder: positions keep it, and a ring of objects would stay in memory to the end.
    """

    offset: int
    moved: Mapping[int, int]

    def __call__(self, event: Any) -> Span:
        """Return the span of an event in the file; of a collection, its first character."""
        start, end = event.start_mark, event.end_mark
        line, moved = start.line + 1 + self.offset, self.moved.get(start.line, 0)
        if end.line != start.line or end.column <= start.column:
            return Span(line, start.column + 1 - moved, line, start.column + 2 - moved)
        return Span(line, start.column + 1 - moved, line, end.column + 1 - moved)


class Builder:
    """Builds the documents of one text from events, with a stack instead of recursion."""

    def __init__(
        self,
        text: str,
        file: str,
        positions: bool,
        reading: Reading,
        events: Callable[[str], Events],
        offset: int = 0,
        moved: Mapping[int, int] | None = None,
    ) -> None:
        """`offset` is how many lines of the file come before the text, `moved` by how much which lines are too long."""
        self.next_event, self.kinds = events(text)
        self.file, self.reading, self.note = file, reading, positions
        self.span = Spans(offset, moved or {})
        self.before = (0, len(reading.documents), len(reading.faults))
        self.stack: list[_Frame] = []

    @property
    def path(self) -> Path:
        """The data path of the node that comes next; built when asked for, as most nodes need none."""
        return tuple(step for frame in self.stack for step in frame.steps())

    def run(self) -> yaml.MarkedYAMLError | None:
        """Append every document of the text to the reading; returns the parser's error if it stops at one.

        `before` then tells where the last document starts, and how many documents and faults came before it.
        """
        try:
            self._documents()
        except yaml.MarkedYAMLError as error:
            return error.with_traceback(None)
        return None

    def _documents(self) -> None:
        while True:
            event = self.next_event()
            kind = type(event)
            if kind is self.kinds.StreamEndEvent:
                return
            if kind is self.kinds.DocumentStartEvent:
                self.before = (event.start_mark.line, len(self.reading.documents), len(self.reading.faults))
                if len(self.reading.documents) >= MOST_DOCUMENTS:
                    self._fault("too-many-documents", event, {"limit": MOST_DOCUMENTS})
                    raise Stop
                self._document(event)

    def _document(self, start: Any) -> None:
        self.positions = Positions(self.span) if self.note else None
        self.anchors: dict[str, tuple[object, int, int, Path]] = {}
        self.open: set[str] = set()
        self.aliased = 0
        self.stack.clear()
        root = self._tree()
        if root is None and self.positions is not None:
            # An empty document is shown at its `---`: its end may lie behind the last line.
            self.positions.noted_root = self.positions.noted_keys[()] = start
        self.reading.documents.append(Read(root, self.positions))

    def _tree(self) -> object:  # noqa: C901 - every event of every file comes by here; a call for each took a third
        """Return the root node of the document; the loop is flat because depth comes from strangers."""
        stack, next_event, note, nodes, special = self.stack, self.next_event, self.note, 0, _SPECIAL
        scalar, ends = self.kinds.ScalarEvent, (self.kinds.SequenceEndEvent, self.kinds.MappingEndEvent)
        frame: _Frame | None = None
        while True:
            event = next_event()
            kind = type(event)
            nodes += 1
            if kind is scalar:
                text = event.value
                if frame is not None and frame.waiting:
                    if note or text in frame.value:
                        self._key(event, frame)
                    frame.key, frame.waiting = text, False
                    continue
                if note:
                    self._note(event, frame, is_scalar=True)
                usual = text[:1] not in special and event.tag is None and event.anchor is None
                value = text if usual else self._scalar(event)
            elif kind in ends:
                value = self._closed(stack.pop(), nodes)
                frame = stack[-1] if stack else None
            elif kind is self.kinds.DocumentEndEvent:
                return None
            else:
                if frame is not None and frame.waiting:
                    self.complex_key(event)
                if note:
                    self._note(event, frame)
                if kind is not self.kinds.AliasEvent:
                    frame = self._opened(event, kind is self.kinds.SequenceStartEvent, nodes)
                    stack.append(frame)
                    continue
                value, size = self._alias(event)
                nodes += size
            if frame is None:
                self._to_end()
                return value
            if frame.is_list:
                frame.value.append(value)
            else:
                # Of a duplicate key the first value stays.
                if not frame.skip:
                    frame.value[frame.key] = value
                frame.waiting = True

    def _key(self, event: Any, frame: "_Frame") -> None:
        """Note the next key of a mapping, and tell it where the mapping has it already."""
        if self.positions is None:
            # Where the first of two equal keys stands is known only when positions are noted.
            raise WithPositions
        frame.skip = event.value in frame.value
        if frame.skip:
            self._duplicate(event, frame, event.value, self.positions)
        else:
            self._note_key(event, frame, event.value, self.positions)

    def _closed(self, frame: "_Frame", nodes: int) -> object:
        """Return the list or mapping that ends here; `nodes` is how many the document has up to here."""
        if frame.anchor:
            self.open.discard(frame.anchor)
            self.anchors[frame.anchor] = (frame.value, nodes - frame.nodes, frame.height, self.path)
        if self.stack and self.stack[-1].height <= frame.height:
            self.stack[-1].height = frame.height + 1
        return frame.value

    def _to_end(self) -> None:
        while type(self.next_event()) is not self.kinds.DocumentEndEvent:
            pass

    def _opened(self, event: Any, is_list: bool, nodes: int) -> "_Frame":
        if len(self.stack) >= MOST_DEPTH:
            self._fault("nesting-too-deep", event, {"limit": MOST_DEPTH})
            raise Stop
        if event.tag and not is_core_collection(event.tag, "seq" if is_list else "map"):
            self._tag_fault(event)
        if event.anchor:
            self.open.add(event.anchor)
            self.anchors.pop(event.anchor, None)
        return _Frame(is_list, event.anchor, nodes, self.path if self.note else ())

    def _scalar(self, event: Any) -> object:
        text: str = event.value
        if event.tag is None or event.tag == "":
            value = resolve(text) if event.implicit[0] else text
        else:
            known, value = resolve_tagged(event.tag, text)
            if not known:
                self._tag_fault(event)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1, 0, self.path)
        return value

    def _alias(self, event: Any) -> tuple[object, int]:
        """Return what an alias stands for, and how many nodes that has."""
        found = self.anchors.get(event.anchor)
        if found is None:
            rule = "recursive-alias" if event.anchor in self.open else "undefined-alias"
            self._fault(rule, event, {"alias": event.anchor})
            return None, 0
        value, size, height, path = found
        if self.stack:
            self.stack[-1].height = max(self.stack[-1].height, height + 1)
        if len(self.stack) + height > MOST_DEPTH:
            self._fault("nesting-too-deep", event, {"limit": MOST_DEPTH})
            raise Stop
        self.aliased += size
        if self.aliased > MOST_NODES:
            self._fault("alias-expansion", event, {"limit": MOST_NODES})
            raise Stop
        if self.positions is not None:
            self.positions.aliases[self.path] = path
        return value, size

    def _note(self, event: Any, frame: "_Frame | None", is_scalar: bool = False) -> None:
        """Note where a value stands, and an item of a list or the root also as if it were a key."""
        assert self.positions is not None  # noqa: S101 - asked by the caller
        if frame is None:
            self.positions.noted_root = self.positions.noted_keys[()] = event
            path: Path = ()
        else:
            path = frame.path + frame.steps()
            if frame.is_list:
                self.positions.noted_keys[path] = event
        start, end = event.start_mark, event.end_mark
        if is_scalar and (start.line, start.column) != (end.line, end.column):
            # A value that is left out has no place, or one behind the last line.
            self.positions.noted_scalars[path] = event

    def _note_key(self, event: Any, frame: "_Frame", key: str, positions: Positions) -> None:
        """Note where a key stands; the first key of a mapping is also where the mapping itself is shown."""
        noted, path = positions.noted_keys, frame.path
        if not frame.value:
            first, mark = noted.get(path), event.start_mark
            if first is None or (first.start_mark.line, first.start_mark.column) >= (mark.line, mark.column):
                noted[path] = event
                if not path:
                    positions.noted_root = event
        noted[(*path, key)] = event

    def _duplicate(self, event: Any, frame: "_Frame", key: str, positions: Positions) -> None:
        """Report a key that its mapping already has, with the place of the first."""
        place = Place(self.file, len(self.reading.documents), (*self.path, key))
        start = self.span(positions.noted_keys[(*frame.path, key)])
        first = (Related(place, "first-here", start),)
        facts = {"field": key, "first": start.line}
        self._tell(Fault("duplicate-key", place, facts, span=self.span(event), related=first))

    def complex_key(self, event: Any) -> None:
        """Report a key that is no plain word and give up the file."""
        self._fault("complex-key", event, {})
        raise Stop

    def _tag_fault(self, event: Any) -> None:
        tag: str = event.tag
        builds = any(word in tag for word in ("python", "ruby", "java", "perl", "php", "object"))
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        self._fault("forbidden-tag", event, {"tag": shown}, "builds" if builds else "")

    def _fault(self, rule: str, event: Any, facts: dict[str, object], case: str = "") -> None:
        path = tuple(step.removesuffix(_AGAIN) if isinstance(step, str) else step for step in self.path)
        place = Place(self.file, len(self.reading.documents), path)
        self._tell(Fault(rule, place, facts, case, self.span(event)))

    def _tell(self, fault: Fault) -> None:
        """Report a fault; where there are too many, say so and give up the file."""
        self.reading.faults.append(fault)
        if len(self.reading.faults) > MOST_FAULTS:
            self.reading.faults[-1] = too_many_faults(self.file, len(self.reading.documents))
            raise Stop


class _Frame:
    """An open list or mapping; `waiting` says that a mapping's next node is a key, `path` is noted with positions."""

    __slots__ = ("anchor", "height", "is_list", "key", "nodes", "path", "skip", "value", "waiting")

    def __init__(self, is_list: bool, anchor: str | None, nodes: int, path: Path) -> None:
        self.is_list, self.waiting, self.skip = is_list, not is_list, False
        self.value: Any = [] if is_list else {}
        self.anchor, self.nodes, self.height, self.path = anchor, nodes, 1, path
        self.key = ""

    def steps(self) -> Path:
        """Return the step to the node that comes next; none to a key."""
        if self.is_list:
            return (len(self.value),)
        if self.waiting:
            return ()
        return (self.key + _AGAIN if self.skip else self.key,)
