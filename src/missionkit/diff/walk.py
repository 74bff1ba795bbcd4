"""Walks a pair of documents field by field: readers tell what they know, the tables the rest, and nothing is lost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from missionkit.diff.figures import days_delta, measured, number_delta
from missionkit.diff.identity import Matched, match_keyed
from missionkit.diff.pair import Draft, Pair, by_language, item_names, keys_of, name_of, own_language, shown
from missionkit.diff.tables import (
    DATES,
    FIELDS,
    ITEMS,
    LADDERS,
    LISTS,
    OTHER,
    PARTS,
    PROSE,
    RENAMES,
    SOURCE,
    VALUES,
    Ladder,
    Moves,
    Names,
)
from missionkit.finding import Amount, Phrase
from missionkit.model.base import Budget, Dependency, Document, Entity, Money
from missionkit.model.mission import Observation, Target, TargetMilestone
from missionkit.model.walk import FieldPlan, plan
from missionkit.scope import amounts
from missionkit.values import PartialDate, Text

Reader = Callable[[Pair], Iterator[Draft]]
_READERS: dict[type[Entity], list[tuple[frozenset[str], Reader]]] = {}
_ABOUT_ITSELF = ("id", "kind", "renamed_from")
"""Fields that say which document this is; that it has a new id is told of the whole."""

Found = TypeVar("Found", bound=Reader)


def reads(*models: type[Entity], fields: tuple[str, ...]) -> Callable[[Found], Found]:
    """Declare a reader: it is asked where one of the fields differs, and what it tells is not told again."""

    def declare(reader: Found) -> Found:
        for model in models:
            _READERS.setdefault(model, []).append((frozenset(fields), reader))
        return reader

    return declare


def walk(pair: Pair) -> Iterator[Draft]:
    """Yield every change between two states of a document or part, outer before inner."""
    different = {one.key for one in plan(pair.model) if one.part is None and pair.differs(one)}
    drafts: list[Draft] = []
    for fields, reader in _READERS.get(pair.model, ()):
        if fields & different or any(_part_differs(pair, name) for name in fields):
            drafts += reader(pair)
    told = {d.key for d in drafts} | {name for d in drafts for name in d.covers}
    for draft in drafts:
        yield draft if draft.pair else replace(draft, pair=pair)
    for one in plan(pair.model):
        if one.key in told or one.key in _about_itself(pair.model):
            continue
        if one.part is not None:
            yield from _parts(pair, one)
        elif one.key in different:
            yield from (replace(draft, pair=pair) for draft in _by_tables(pair, one))


def _about_itself(model: type[Entity]) -> tuple[str, ...]:
    if issubclass(model, Document):
        return _ABOUT_ITSELF
    return ("id",) if has_id(model) else ()


def _part_differs(pair: Pair, name: str) -> bool:
    one = next((f for f in plan(pair.model) if f.key == name and f.part is not None), None)
    return one is not None and len(set(pair.values(one.attribute))) > 1


@dataclass(frozen=True, slots=True)
class Words:
    """How a text changed, by languages: those whose words are others, are new, are gone, or stayed as they were."""

    changed: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    same: tuple[str, ...]


def words_between(pair: Pair, old: Text, new: Text) -> Words:
    """Return how a text changed."""
    if old.plain is not None and new.plain is not None:
        own = own_language(pair.new_entry, pair.states.head)
        return Words((own,), (), (), ())
    left = by_language(old, own_language(pair.old_entry, pair.states.base))
    right = by_language(new, own_language(pair.new_entry, pair.states.head))
    both = sorted(left.keys() & right.keys())
    return Words(
        tuple(c for c in both if left[c] != right[c]),
        tuple(sorted(right.keys() - left.keys())),
        tuple(sorted(left.keys() - right.keys())),
        tuple(c for c in both if left[c] == right[c]),
    )


def text_drafts(pair: Pair, one: FieldPlan, names: Names) -> Iterator[Draft]:
    """Yield what is told of a text that differs: new words, translations come, gone, or left behind."""
    old, new = pair.values(one.attribute)
    if not isinstance(old, Text) or not isinstance(new, Text):
        yield _named(pair, one, names)
        return
    words = words_between(pair, old, new)
    if words.changed:
        left, right = (_only(text, words.changed) for text in (old, new))
        facts = {"before": left, "after": right, "field": field_name(one)}
        yield Draft(names.changed, one.key, old, new, facts=facts)
        if words.same:
            stale = {"field": field_name(one), "stale": _languages(words.same), "changed": _languages(words.changed)}
            yield Draft("translation-stale", one.key, list(words.same), list(words.same), facts=stale)
    for code, languages in (("translation-added", words.new), ("translation-removed", words.gone)):
        for language in languages:
            before, after = (None, language) if code == "translation-added" else (language, None)
            facts = {"field": field_name(one), "language": _languages((language,))}
            yield Draft(code, one.key, before, after, facts=facts)


def _only(text: Text, languages: tuple[str, ...]) -> Text:
    """Return a text in the languages that changed, so that a message repeats what is new and not what stayed."""
    found = {code: words for code, words in text.variants() if code in languages}
    return Text(**{str(code): words for code, words in found.items()}) if found else text


def _languages(codes: tuple[str, ...]) -> tuple[Phrase, ...]:
    return tuple(Phrase(f"language-{code}") for code in codes)


def field_name(one: FieldPlan) -> Phrase:
    """Return the name of a field as a fact."""
    return Phrase(f"field-{one.key}")


def _by_tables(pair: Pair, one: FieldPlan) -> Iterator[Draft]:
    field = (pair.model, one.attribute)
    old, new = pair.values(one.attribute)
    if one.many:
        yield from _list(pair, one)
    elif field in DATES:
        yield _date(pair, one, DATES[field])
    elif field in LADDERS and isinstance(old, str) and isinstance(new, str):
        yield _step(pair, one, LADDERS[field])
    elif isinstance(old, Text) or isinstance(new, Text):
        yield from text_drafts(pair, one, FIELDS.get(field, PROSE))
    elif one.ref is not None and one.ref.kinds == ("source",):
        yield _named(pair, one, FIELDS.get(field, SOURCE))
    else:
        yield _named(pair, one, FIELDS.get(field, OTHER))


def facts_of(pair: Pair, one: FieldPlan) -> dict[str, object]:
    """Return the facts that every message about a field may use."""
    old, new = pair.values(one.attribute)
    found = {"field": field_name(one), "before": shown(pair, one, old, True), "after": shown(pair, one, new, False)}
    if isinstance(old, Decimal) and isinstance(new, Decimal):
        found["delta"] = number_delta(old, new)
    target = _target_of(pair)
    if target is not None and one.key == "value":
        found |= {n: measured(v, target) for n, v in (("before", old), ("after", new)) if isinstance(v, Decimal)}
    return {name: value for name, value in found.items() if value is not None}


def _target_of(pair: Pair) -> Target | None:
    """Return the target that a measurement or a value on the way belongs to."""
    above = pair.parent.one if pair.parent else None
    return above if isinstance(above, Target) and pair.model in (Observation, TargetMilestone) else None


def _named(pair: Pair, one: FieldPlan, names: Names) -> Draft:
    old, new = (_nothing(v, pair, one) for v in pair.values(one.attribute))
    case = "new" if old is None else "gone" if new is None else ""
    code = names.new if old is None else names.gone if new is None else names.changed
    return Draft(code, one.key, old, new, case, facts_of(pair, one))


def _nothing(value: object, pair: Pair, one: FieldPlan) -> object:
    return None if value is False and pair.meant(one, False, base=True) is None else value


def _date(pair: Pair, one: FieldPlan, names: Moves) -> Draft:
    old, new = pair.values(one.attribute)
    facts = facts_of(pair, one)
    if not isinstance(old, PartialDate) or not isinstance(new, PartialDate):
        return Draft(
            names.new if old is None else names.gone, one.key, old, new, "new" if old is None else "gone", facts
        )
    days = (new.last - old.last).days
    if not days:
        return Draft("field-changed", one.key, old, new, "", facts)
    return Draft(names.later if days > 0 else names.earlier, one.key, old, new, "", facts | {"delta": days_delta(days)})


def _step(pair: Pair, one: FieldPlan, ladder: Ladder) -> Draft:
    old, new = (str(value) for value in pair.values(one.attribute))
    facts = facts_of(pair, one)
    if new in ladder.off:
        code = ladder.stopped if old not in ladder.off else "field-changed"
    elif old in ladder.off:
        code = ladder.resumed
    elif old in ladder.steps and new in ladder.steps:
        code = ladder.up if ladder.steps.index(new) > ladder.steps.index(old) else ladder.down
    else:
        code = "field-changed"
    return Draft(code, one.key, old, new, "", facts)


def _list(pair: Pair, one: FieldPlan) -> Iterator[Draft]:
    """Yield what was added to a list of values and removed from it; order means nothing."""
    names = LISTS.get((pair.model, one.attribute), VALUES)
    old, new = pair.values(one.attribute)
    left = {pair.meant(one, item, True): item for item in _items(old)}
    right = {pair.meant(one, item, False): item for item in _items(new)}
    single = replace(one, many=False)
    for meant in sorted(left.keys() - right.keys(), key=str):
        facts = {"field": field_name(one), "item": shown(pair, single, left[meant], True)}
        yield Draft(names.removed, one.key, meant, None, facts=facts)
    for meant in sorted(right.keys() - left.keys(), key=str):
        facts = {"field": field_name(one), "item": shown(pair, single, right[meant], False)}
        yield Draft(names.added, one.key, None, meant, facts=facts)


def _items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _parts(pair: Pair, one: FieldPlan) -> Iterator[Draft]:
    old, new = pair.values(one.attribute)
    if not one.many:
        if isinstance(old, Entity) and isinstance(new, Entity):
            if old != new:
                yield from walk(pair.child(one.key, "", old, new, (None, None)))
        elif isinstance(old, Entity) or isinstance(new, Entity):
            one_side = pair.child(one.key, "", _entity(old), _entity(new), (None, None))
            yield whole(one_side, field_name(one))
        return
    left, right = _entities(old), _entities(new)
    if left != right:
        yield from _matched_parts(pair, one, left, right)


def _matched_parts(pair: Pair, one: FieldPlan, left: list[Entity], right: list[Entity]) -> Iterator[Draft]:
    rounds = keys_of(pair, left, right)
    matched: Matched[int] = match_keyed(left, right, *rounds)
    gone_names, names = (item_names(keys) for keys in rounds[0])
    for match in matched.both:
        child = pair.child(one.key, names[match.new], left[match.old], right[match.new], (match.old, match.new))
        old_id, new_id = getattr(child.old, "id", None), getattr(child.new, "id", None)
        if has_id(child.model) and old_id != new_id:
            percent = int(match.likeness * 100)
            facts = {"before": old_id, "after": new_id, "confidence": percent}
            code = RENAMES.get(child.model, "part-renamed")
            yield Draft(code, "id", old_id, new_id, "part", facts, pair=child, confidence=percent)
        if child.old != child.new or child.old_entry is not child.new_entry:
            yield from walk(child)
    for index in matched.gone:
        yield whole(pair.child(one.key, gone_names[index], left[index], None, (index, None)), field_name(one))
    for index in matched.new:
        yield whole(pair.child(one.key, names[index], None, right[index], (None, index)), field_name(one))


def whole(pair: Pair, field: Phrase | None = None) -> Draft:
    """Return that a document or part is new or gone."""
    names = PARTS.get(pair.model, ITEMS)
    found = details(pair, pair.one)
    called = _called(pair.one) or found.get("ref")
    facts = {"item": called or Phrase("diff-unnamed")} | ({"field": field} if field is not None else {}) | found
    case = "" if called else "unnamed"
    if pair.old is None:
        return Draft(names.added, "", None, pair.new, case, facts, pair=pair)
    return Draft(names.removed, "", pair.old, None, case, facts, pair=pair)


def _called(entity: Entity) -> object:
    return Amount(entity.amount, entity.currency) if isinstance(entity, Money) else name_of(entity)


def details(pair: Pair, entity: Entity) -> dict[str, object]:
    """Return the plain values of a part that is new or gone, for its message."""
    base = pair.new is None
    found = {}
    for one in plan(type(entity)):
        value = getattr(entity, one.attribute)
        if one.part is None and not one.many and value is not None:
            found[one.key] = shown(pair, one, value, base)
    target = _target_of(pair)
    if target is not None and isinstance(value := getattr(entity, "value", None), Decimal):
        found["value"] = measured(value, target)
    if isinstance(entity, Dependency) and entity.from_ is None:
        found["from"] = getattr(pair.entry.document, "title", pair.entry.document.id)
    if isinstance(entity, Budget):
        frame = tuple(Amount(amount, currency) for currency, amount in sorted(amounts(entity).items()))
        found["before" if base else "after"] = frame or Phrase("diff-nothing")
    return found


def has_id(model: type[Entity]) -> bool:
    """Say whether things of a model are told apart by an id that each must have."""
    info = model.__pydantic_fields__.get("id")
    return info is not None and info.is_required()


def _entity(value: object) -> Entity | None:
    return value if isinstance(value, Entity) else None


def _entities(value: object) -> list[Entity]:
    return [item for item in _items(value) if isinstance(item, Entity)]
