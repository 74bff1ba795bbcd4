"""Changes of form only: order, layout and comments; told on request."""

from collections.abc import Iterable, Iterator

from missionkit.diff.change import Change
from missionkit.diff.identity import Match
from missionkit.diff.pair import Draft, Pair, States
from missionkit.entry import Entry
from missionkit.model.base import Entity
from missionkit.model.walk import plan
from missionkit.source.shape import shape


def cosmetic_drafts(states: States, pairs: Iterable[Match[Entry]], changes: Iterable[Change]) -> Iterator[Draft]:
    """Yield lists in another order, and files whose layout or comments alone are others."""
    touched = {c.new.file for c in changes if c.new} | {c.old.file for c in changes if c.old}
    told: set[str] = set()
    for match in pairs:
        if match.old.document is match.new.document and match.old.file == match.new.file:
            continue
        pair = Pair(states, match.old, match.new, match.old.document, match.new.document)
        moved = list(_reordered(pair))
        yield from moved
        file = match.new.file
        if moved:
            told.add(file)
        if file not in touched | told and match.old.file == file:
            told.add(file)
            yield from _layout(pair, file)


def _reordered(pair: Pair) -> Iterator[Draft]:
    """Yield lists of a document whose items are the same in another order."""
    for one in plan(pair.model):
        old, new = pair.values(one.attribute)
        if not one.many or not isinstance(old, tuple) or not isinstance(new, tuple) or old == new:
            continue
        left, right = [_name(item) for item in old], [_name(item) for item in new]
        if left != right and sorted(left) == sorted(right):
            yield Draft("reordered", one.key, left, right, facts={"field": one.key}, pair=pair)


def _name(item: object) -> str:
    id_ = getattr(item, "id", None) if isinstance(item, Entity) else None
    return id_ if isinstance(id_, str) else str(item)


def _layout(pair: Pair, file: str) -> Iterator[Draft]:
    old, new = pair.states.base.lines(file), pair.states.head.lines(file)
    if old != new:
        same = shape(old) == shape(new)
        yield Draft("comment-changed" if same else "reformatted", facts={"file": file}, pair=pair)
