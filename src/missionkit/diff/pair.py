"""A document or part before and after, and values made comparable: what means the same is equal."""

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from missionkit.codelist import Label, label_of
from missionkit.diff.change import Level, Subject
from missionkit.diff.identity import Keys
from missionkit.diff.tables import KEYS, KEYS_MOVED
from missionkit.entry import Entry
from missionkit.finding import Finding, Path, Phrase
from missionkit.model.base import Document, Entity
from missionkit.model.mission import Assessment
from missionkit.model.walk import FieldPlan, plan
from missionkit.register import Register
from missionkit.values import PartialDate, Ref, Text

_THREE_STATES = ("new_since_mission", "in_use")
"""Fields in which false says something else than nothing."""
_TITLES = ("title", "text", "name", "question", "group", "description", "who", "purpose")


AnyEntity = TypeVar("AnyEntity", bound=Entity)


@dataclass(frozen=True)
class States:
    """Both registers, the day to judge by, and what has a new id: documents, and parts as `owner/part`."""

    base: Register
    head: Register
    today: date
    renames: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A change as a reader finds it: its code, the field, both values, and the facts for its message."""

    code: str
    key: str = ""
    before: object = None
    after: object = None
    case: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    level: Level | None = None
    covers: tuple[str, ...] = ()
    pair: "Pair | None" = None
    confidence: int | None = None
    because: tuple[str, ...] = ()
    finding: Finding | None = None


@dataclass(frozen=True)
class Pair:
    """Two states of a document or part. One side is None for what is new or gone.

    `trail` is its data path by ids, empty for a document.
    """

    states: States
    old_entry: Entry | None
    new_entry: Entry | None
    old: Entity | None
    new: Entity | None
    old_path: Path = ()
    new_path: Path = ()
    trail: str = ""
    parent: "Pair | None" = None

    @property
    def model(self) -> type[Entity]:
        """The model of both sides."""
        return type(self.one)

    @property
    def one(self) -> Entity:
        """The new state, the old one of what is gone."""
        found = self.new if self.new is not None else self.old
        assert found is not None  # noqa: S101 - a pair has a side
        return found

    @property
    def entry(self) -> Entry:
        """The document as it is now, as it was for what is gone."""
        found = self.new_entry or self.old_entry
        assert found is not None  # noqa: S101 - a pair has a side
        return found

    def both(self, model: type[AnyEntity]) -> tuple[AnyEntity, AnyEntity]:
        """Return both states as a model; a reader is only asked where both are of it."""
        assert isinstance(self.old, model)  # noqa: S101 - declared so
        assert isinstance(self.new, model)  # noqa: S101 - declared so
        return self.old, self.new

    def values(self, attribute: str) -> tuple[object, object]:
        """Return both values of a field as they stand in the models."""
        return getattr(self.old, attribute, None), getattr(self.new, attribute, None)

    def differs(self, one: FieldPlan) -> bool:
        """Say whether a field means something else than before."""
        old, new = self.values(one.attribute)
        if isinstance(old, Text) and isinstance(new, Text):
            return not same_text(old, new, self)
        return self.meaning(one, old, base=True) != self.meaning(one, new, base=False)

    def meaning(self, one: FieldPlan, value: object, base: bool) -> Hashable:
        """Return what a field's value means, comparable over both sides; lists are sets."""
        if one.many:
            assert isinstance(value, tuple)  # noqa: S101 - lists are tuples
            return frozenset(self.meant(one, item, base) for item in value)
        return self.meant(one, value, base)

    def meant(self, one: FieldPlan, value: object, base: bool) -> Hashable:
        """Return what one value means: a reference by where it leads, a text by its words, no as nothing."""
        if one.ref is not None and isinstance(value, str):
            return self.leads_to(one.ref, value, base)
        if isinstance(value, Text):
            return words_of(value)
        if isinstance(value, str) and one.text:
            return " ".join(value.split())
        if value is False and one.attribute not in _THREE_STATES:
            return None
        if value is None and one.attribute == "language" and issubclass(self.model, Document):
            return self._language(base)
        return value if isinstance(value, Hashable) else written(value)

    def referred(self, attribute: str) -> list[str]:
        """Return where the references of a list lead, of what is new or gone."""
        one = next(f for f in plan(self.model) if f.attribute == attribute)
        return [str(self.meant(one, value, base=self.new is None)) for value in getattr(self.one, attribute)]

    def _language(self, base: bool) -> str | None:
        """Return the language that a document means where it names none; nothing where it never named one."""
        if self.old is None or self.new is None or getattr(self.old, "language", 0) == getattr(self.new, "language", 0):
            return None
        if base:
            return own_language(self.old_entry, self.states.base)
        return own_language(self.new_entry, self.states.head)

    def leads_to(self, ref: Ref, value: str, base: bool) -> str:
        """Return where a reference leads, as `kind:id` or `kind:owner/part`, with the ids of the new state."""
        entry, register = (self.old_entry, self.states.base) if base else (self.new_entry, self.states.head)
        found = register.find(value, ref.kinds, entry) if entry else None
        if found is None:
            return value
        owner, part = found.entry.document.id, getattr(found.part, "id", "")
        renames = self.states.renames if base else {}
        home = renames.get((found.entry.kind, owner), owner)
        if isinstance(found.part, Document):
            return f"{found.kind}:{home}"
        return f"{found.kind}:{home}/{renames.get((found.kind, f'{owner}/{part}'), part)}"

    def child(
        self, key: str, name: str, old: Entity | None, new: Entity | None, at: tuple[int | None, int | None]
    ) -> "Pair":
        """Return the pair of a part below a key; `name` tells items of a list apart, `at` are their positions."""
        trail = f"{self.trail}.{key}" if self.trail else key
        steps = [
            (*path, key) if i is None else (*path, key, i)
            for path, i in zip((self.old_path, self.new_path), at, strict=True)
        ]
        return replace(
            self,
            old=old,
            new=new,
            old_path=steps[0] if old is not None else self.old_path,
            new_path=steps[1] if new is not None else self.new_path,
            trail=f"{trail}[{name}]" if name else trail,
            parent=self,
        )

    def subject(self) -> Subject:
        """Return what a change in this pair is about: the nearest part with a name, and its document."""
        document = self.entry.document
        title = getattr(document, "title", None) or getattr(document, "name", None)
        pair: Pair | None = self
        while pair is not None and pair.parent is not None:
            name = name_of(pair.one)
            if name is not None:
                return Subject(self.entry.kind, document.id, title, pair.model.__name__, name)
            pair = pair.parent
        return Subject(self.entry.kind, document.id, title)


def name_of(entity: Entity) -> Text | Label | str | None:
    """Return what people call a part: its title, text or name, else its id; None for parts without any."""
    for attribute in _TITLES:
        found = getattr(entity, attribute, None)
        if isinstance(found, Text):
            return found
    if isinstance(entity, Assessment):
        return Label("criterion", entity.criterion)
    for attribute in ("criterion", "rule", "id"):
        found = getattr(entity, attribute, None)
        if isinstance(found, str):
            return found
    return None


def key_of(pair: Pair, entity: Entity, base: bool) -> tuple[Hashable, ...]:
    """Return what tells a part of a list apart from others of its kind: its id, else the fields of the table."""
    id_ = getattr(entity, "id", None)
    return (id_,) if isinstance(id_, str) else _meant(pair, entity, KEYS.get(type(entity), ()), base)


def keys_of(pair: Pair, old: Sequence[Entity], new: Sequence[Entity]) -> tuple[Keys, ...]:
    """Return by what the items of two lists are matched, round by round."""
    return (
        ([key_of(pair, one, True) for one in old], [key_of(pair, one, False) for one in new]),
        ([_moved_key(pair, one, True) for one in old], [_moved_key(pair, one, False) for one in new]),
    )


def _moved_key(pair: Pair, entity: Entity, base: bool) -> tuple[Hashable, ...] | None:
    found = _meant(pair, entity, KEYS_MOVED.get(type(entity), ()), base)
    return found if any(part is not None for part in found) else None


def _meant(pair: Pair, entity: Entity, names: tuple[str, ...], base: bool) -> tuple[Hashable, ...]:
    found = {one.attribute: one for one in plan(type(entity))}
    return tuple(pair.meant(found[name], getattr(entity, name), base) for name in names)


def item_names(keys: Iterable[Hashable]) -> list[str]:
    """Return the names of a list's items in a data path, from what tells them apart; twins get `#2` and so on."""
    seen: Counter[str] = Counter()
    found = []
    for key in keys:
        name = _item_name(key)
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return found


def _item_name(key: Hashable) -> str:
    parts = [part for part in (key if isinstance(key, tuple) else (key,)) if part is not None]
    words = [str(part[0][1] if isinstance(part, tuple) and part else part) for part in parts]
    return "/".join(" ".join(word.split())[:60] for word in words) or "-"


def words_of(text: Text) -> tuple[tuple[str | None, str], ...]:
    """Return a text's words by language, without regard to how they are broken into lines."""
    return tuple((code, " ".join(words.split())) for code, words in text.variants())


def by_language(text: Text, own: str) -> dict[str, str]:
    """Return a text's words by language; a plain text is in the language of its document."""
    return {code or own: words for code, words in words_of(text)}


def own_language(entry: Entry | None, register: Register) -> str:
    """Return the language of plain texts in a document."""
    return (entry.document.language if entry else None) or register.settings.language


def same_text(old: Text, new: Text, pair: Pair) -> bool:
    """Say whether two texts have the same words; plain ones are compared as they are, whatever their language."""
    if old.plain is not None and new.plain is not None:
        return words_of(old) == words_of(new)
    states = pair.states
    left = by_language(old, own_language(pair.old_entry, states.base))
    return left == by_language(new, own_language(pair.new_entry, states.head))


def plain(value: object) -> object:
    """Return a value as programs take it: numbers, texts, lists."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Text):
        found = words_of(value)
        return found[0][1] if len(found) == 1 else {str(code): words for code, words in found}
    if isinstance(value, Label):
        return value.code
    if isinstance(value, Phrase):
        held = value.facts.get("value", value.facts.get("text"))
        return plain(held) if held is not None else value.key
    if isinstance(value, Entity):
        return {
            k: plain(getattr(value, k)) for k in type(value).__pydantic_fields__ if getattr(value, k) not in (None, ())
        }
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    return value if isinstance(value, int | float) else str(value)


def written(value: object) -> str:
    """Return a value of any shape in one line, the same whatever the order of its keys."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False)


def shown(pair: Pair, one: FieldPlan, value: object, base: bool) -> object:
    """Return a field's value as a fact for people: a code by its label, a reference by its name, yes and no."""
    if value is None or value == ():
        return None
    if one.many and isinstance(value, tuple):
        return tuple(shown(pair, replace(one, many=False), item, base) for item in value)
    if isinstance(value, bool):
        return Phrase("diff-yes" if value else "diff-no", {"value": value})
    if one.ref is not None and isinstance(value, str):
        return _referred(pair, one.ref, value, base)
    if one.codes is not None and isinstance(value, str):
        register = pair.states.base if base else pair.states.head
        return label_of(value, one.codes.name, register.settings.codelists)
    if isinstance(value, Text | Decimal | PartialDate | str):
        return value
    return written(value)


def _referred(pair: Pair, ref: Ref, value: str, base: bool) -> object:
    entry, register = (pair.old_entry, pair.states.base) if base else (pair.new_entry, pair.states.head)
    found = register.find(value, ref.kinds, entry) if entry else None
    name = name_of(found.part) if found else None
    return Phrase("diff-named", {"text": name, "value": value}) if isinstance(name, Text) else value
