"""Which document or part of the old state is which of the new: by id, else as declared, else by likeness."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from missionkit.entry import Entry
from missionkit.model.base import Entity
from missionkit.model.walk import parts, plan, values
from missionkit.register import Register
from missionkit.values import Text

LIKE_ENOUGH = Decimal("0.6")
"""From what likeness on two things may be the same one under another name."""
_TOO_CLOSE = Decimal("0.05")
"""Two candidates nearer to each other than this are a tie, and a tie is no match."""
_MOST = 400
"""How many unmatched things of a side are compared with all of the other side."""
_WORDS_COUNT = Decimal("0.7")

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Match(Generic[Thing]):
    """The same thing before and after; `likeness` is 1 unless it was found by likeness, `declared` is set by people."""

    old: Thing
    new: Thing
    likeness: Decimal = Decimal(1)
    renamed: bool = False
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Matched(Generic[Thing]):
    """What is on both sides, what is gone and what is new."""

    both: tuple[Match[Thing], ...]
    gone: tuple[Thing, ...]
    new: tuple[Thing, ...]


def match_documents(base: Register, head: Register) -> Matched[Entry]:
    """Return the documents of two registers as pairs; file names do not matter."""
    old = {(e.kind, e.document.id): e for e in base.entries}
    new = {(e.kind, e.document.id): e for e in head.entries}
    both = [Match(old[key], new[key]) for key in old if key in new]
    gone = {key: entry for key, entry in old.items() if key not in new}
    come = {key: entry for key, entry in new.items() if key not in old}
    for match in [*_declared(gone, come)]:
        both.append(match)
        del gone[match.old.kind, match.old.document.id], come[match.new.kind, match.new.document.id]
    for kind in sorted({kind for kind, _ in gone}):
        left = [e for (k, _), e in gone.items() if k == kind]
        right = [e for (k, _), e in come.items() if k == kind]
        for a, b, likeness in alike([e.document for e in left], [e.document for e in right]):
            both.append(Match(left[a], right[b], likeness, renamed=True))
            del gone[kind, left[a].document.id], come[kind, right[b].document.id]
    return Matched(tuple(both), tuple(gone.values()), tuple(come.values()))


def _declared(gone: dict[tuple[str, str], Entry], come: dict[tuple[str, str], Entry]) -> Iterable[Match[Entry]]:
    """Yield what says its old id in `renamed_from`, on either side; one old id is taken once."""
    taken: set[tuple[str, str]] = set()
    for (kind, id_), entry in come.items():
        old = entry.document.renamed_from
        if old and (kind, old) in gone and (kind, old) not in taken:
            taken.add((kind, old))
            yield Match(gone[kind, old], entry, renamed=True, declared=True)
        elif not old:
            back = next((k for k, e in gone.items() if k[0] == kind and e.document.renamed_from == id_), None)
            if back and back not in taken:
                taken.add(back)
                yield Match(gone[back], entry, renamed=True, declared=True)


Keys = tuple[Sequence[Hashable], Sequence[Hashable]]
"""What tells the items of the old and of the new list apart; None tells nothing."""


def match_keyed(old: Sequence[Entity], new: Sequence[Entity], *rounds: Keys) -> Matched[int]:
    """Return the positions of two lists as pairs: those of equal keys, round by round, then those that are alike."""
    both: list[Match[int]] = []
    gone, come = list(range(len(old))), list(range(len(new)))
    for old_keys, new_keys in rounds:
        both += _equal_keys(old, new, [(i, old_keys[i]) for i in gone], [(i, new_keys[i]) for i in come])
        left, right = {m.old for m in both}, {m.new for m in both}
        gone, come = [i for i in gone if i not in left], [i for i in come if i not in right]
    likely = [
        Match(gone[a], come[b], x, renamed=True) for a, b, x in alike([old[i] for i in gone], [new[i] for i in come])
    ]
    left, right = {m.old for m in likely}, {m.new for m in likely}
    return Matched(
        tuple(sorted([*both, *likely], key=lambda m: m.new)),
        tuple(i for i in gone if i not in left),
        tuple(i for i in come if i not in right),
    )


def _equal_keys(
    old: Sequence[Entity],
    new: Sequence[Entity],
    old_keys: Sequence[tuple[int, Hashable]],
    new_keys: Sequence[tuple[int, Hashable]],
) -> Iterable[Match[int]]:
    """Yield the pairs of equal keys in turn."""
    places: dict[Hashable, list[int]] = {}
    for index, key in new_keys:
        if key is not None:
            places.setdefault(key, []).append(index)
    for index, key in _equal_first(old, new, old_keys, places):
        if places.get(key):
            yield Match(index, _nearest_place(old[index], new, places[key]))


def _equal_first(
    old: Sequence[Entity],
    new: Sequence[Entity],
    keys: Sequence[tuple[int, Hashable]],
    places: dict[Hashable, list[int]],
) -> list[tuple[int, Hashable]]:
    """Return the old items with those first that have an equal new one, so that twins are not crossed."""
    order = [(0 if any(new[p] == old[i] for p in places.get(k, ())) else 1, i, k) for i, k in keys]
    return [(i, k) for _, i, k in sorted(order, key=lambda o: (o[0], o[1]))]


def _nearest_place(item: Entity, new: Sequence[Entity], places: list[int]) -> int:
    best = next((p for p in places if new[p] == item), places[0])
    places.remove(best)
    return best


def alike(old: Sequence[Entity], new: Sequence[Entity]) -> list[tuple[int, int, Decimal]]:
    """Return the pairs of positions that are each other's clear best match, with their likeness from 0.6 to 1."""
    if not old or not new or len(old) > _MOST or len(new) > _MOST:
        return []
    left, right = [_features(e) for e in old], [_features(e) for e in new]
    scores = [[_likeness(a, b) for b in right] for a in left]
    found = []
    for a, row in enumerate(scores):
        b = max(range(len(row)), key=row.__getitem__)
        column = [scores[i][b] for i in range(len(left))]
        if row[b] >= LIKE_ENOUGH and _clear(row, b) and _clear(column, a):
            found.append((a, b, row[b]))
    return found


def _clear(scores: Sequence[Decimal], best: int) -> bool:
    return all(scores[best] - score > _TOO_CLOSE for i, score in enumerate(scores) if i != best)


_Features = tuple[Counter[str], Counter[tuple[str, str]]]


def _features(entity: Entity) -> _Features:
    """Return the words of an entity's texts, and its other values by the names of their fields."""
    words: Counter[str] = Counter()
    others: Counter[tuple[str, str]] = Counter()
    for path, part in parts(entity):
        names = ".".join(step for step in path if isinstance(step, str))
        for one in plan(type(part)):
            if one.part is not None or one.key in ("id", "renamed_from", "kind", "waivers"):
                continue
            for _, value in values(one, part, ()):
                if isinstance(value, Text):
                    words.update(w for _, text in value.variants() for w in text.casefold().split())
                elif value != type(part).__pydantic_fields__[one.attribute].default:
                    others[f"{names}.{one.key}", str(value)] += 1
    return words, others


def _likeness(a: _Features, b: _Features) -> Decimal:
    """Return how alike two things are, from 0 to 1, the same either way; words weigh more than other values."""
    words, others = _shared(a[0], b[0]), _shared(a[1], b[1])
    if words is None or others is None:
        return (words if words is not None else others) or Decimal(0)
    return _WORDS_COUNT * words + (1 - _WORDS_COUNT) * others


def _shared(a: Counter[Thing], b: Counter[Thing]) -> Decimal | None:
    whole = a.total() + b.total()
    return Decimal(2 * (a & b).total()) / whole if whole else None


def document_renames(matched: Matched[Entry]) -> dict[tuple[str, str], str]:
    """Return the new id of every document that has one, by kind and old id."""
    return {(m.old.kind, m.old.document.id): m.new.document.id for m in matched.both if m.renamed}
