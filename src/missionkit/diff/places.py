"""Data paths of findings by names: a position in a list means nothing, and what has a new id is called by that."""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from missionkit.diff.change import Change
from missionkit.diff.pair import Pair, States, item_names, key_of
from missionkit.diff.tables import RENAMES
from missionkit.finding import Finding
from missionkit.model.base import Entity
from missionkit.model.walk import FieldPlan, plan
from missionkit.register import Register

_STEP = re.compile(r"(?P<key>[^.\[\]]+)(?:\[(?P<item>[^\]]*)\])?")
_RENAMED = {*RENAMES.values(), "part-renamed"}
Renamed = Mapping[str, list[tuple[str, str]]]
"""By document, the paths of parts that have new ids, before and after, outer first."""


@dataclass(frozen=True, slots=True)
class Names:
    """Gives the findings of one side their paths by names."""

    states: States
    base: bool
    renamed: Renamed
    _lists: dict[tuple[int, str], "_Items"] = field(default_factory=dict)

    @property
    def register(self) -> Register:
        """The register of the side."""
        return self.states.base if self.base else self.states.head

    def named(self, finding: Finding) -> Finding:
        """Return a finding with its path by names."""
        kind, _, id_ = finding.document.partition(":")
        entry = self.register.entry(kind, id_)
        if entry is None or entry.kept:
            return finding  # positions in a list that lost items are those of the file
        sides = (entry, None, entry.document, None) if self.base else (None, entry, None, entry.document)
        path = self._by_names(finding.path, Pair(self.states, *sides))
        home = f"{kind}:{self.states.renames.get((kind, id_), id_)}" if self.base else finding.document
        for before, after in self.renamed.get(home, ()) if self.base else ():
            path = after + path.removeprefix(before) if path.startswith(before) else path
        return replace(finding, path=path)

    def _by_names(self, path: str, pair: Pair) -> str:
        """Return a path with `milestones[0]` by what tells the item apart: `milestones[2028]`."""
        entity: Entity | None = pair.one
        steps = []
        for step in _STEP.finditer(path):
            one = _field(entity, step["key"])
            items = self._items(pair, entity, one) if entity is not None and one is not None else _Items((), ())
            item = step["item"]
            at = items.position(item) if item is not None else 0 if items.held else None
            named = item if item is None or at is None else items.names[at]
            steps.append(step["key"] if named is None else f"{step['key']}[{named}]")
            found = items.held[at] if at is not None else None
            entity = found if isinstance(found, Entity) else None
        return ".".join(steps)

    def _items(self, pair: Pair, entity: Entity, one: FieldPlan) -> "_Items":
        """Return what a field of a part holds, with names; looked up once, as a list may have many findings."""
        key = (id(entity), one.attribute)
        if key not in self._lists:
            held = _held(entity, one)
            self._lists[key] = _Items(held, tuple(item_names([_key(pair, one, v, self.base) for v in held])))
        return self._lists[key]


class _Items:
    """The items of a list, their names in a data path, and where the first of each id stands."""

    def __init__(self, held: tuple[object, ...], names: tuple[str, ...]) -> None:
        self.held, self.names = held, names
        self._by_id = {getattr(one, "id", None): at for at, one in reversed([*enumerate(held)])}

    def position(self, item: str) -> int | None:
        """Return the position of an item by its id, else by its number; None where there is none."""
        if item in self._by_id:
            return self._by_id[item]
        return int(item) if item.isdecimal() and int(item) < len(self.held) else None


def renamed_parts(changes: Iterable[Change]) -> Renamed:
    """Return the parts of documents that have new ids."""
    found: dict[str, list[tuple[str, str]]] = {}
    for change in sorted(changes, key=lambda c: len(c.path)):
        if change.code.name in _RENAMED and change.path:
            before = f"{change.path[: change.path.rindex('[')]}[{change.before}]"
            found.setdefault(change.subject.key, []).append((before, change.path))
    return found


def _field(entity: Entity | None, key: str) -> FieldPlan | None:
    return next((f for f in plan(type(entity)) if f.key == key), None) if entity is not None else None


def _held(entity: Entity | None, one: FieldPlan) -> tuple[object, ...]:
    value = getattr(entity, one.attribute)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _key(pair: Pair, one: FieldPlan, value: object, base: bool) -> Hashable:
    return key_of(pair, value, base) if isinstance(value, Entity) else (pair.meant(one, value, base),)
