"""What is kept of a file as plain lists and back: to go from process to process, and from one run to the next.

A project goes without its words and without what nobody but its own rules looks at, so that a register of 100 000
projects fits in memory. What was left out is missed loudly: reading such a text raises TextLeftOut, reading such a
field AttributeError. Only values of the classes named here come back: nothing that a file says is ever run.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NoReturn

from missionkit.codelist import Label
from missionkit.entry import Entry, Taken
from missionkit.finding import (
    Amount,
    Either,
    Fault,
    Finding,
    Own,
    Phrase,
    Place,
    Related,
    RelatedSpan,
    Severity,
    Site,
    Span,
    Waived,
)
from missionkit.model import KINDS, Project
from missionkit.model.base import Entity, Waiver
from missionkit.model.walk import FieldPlan, parts_below, plan
from missionkit.values import PartialDate, Text

LEFT_OUT = frozenset({"milestones", "decisions", "operating_funding", "links", "tags", "meta", "sources"})
"""Fields of a project that nothing but its own page and its own rules look at."""

_RECORDS = (Taken, Entry, Own, Fault, Place, Site, Span, Related, RelatedSpan, Waived, Finding, Label, Phrase, Amount)
_JSON = frozenset({str, int, bool, float, type(None)})
_SLIM = "-"
"""Stands before the name of a class whose words are left out."""


class TextLeftOut(Exception):
    """A text was read of which only is kept that there is one: a bug in a rule on the register."""


class _LeftOut(Text):
    __slots__ = ()

    def pick(self, language: str, own: str = "nb") -> NoReturn:
        raise TextLeftOut

    def variants(self) -> NoReturn:
        raise TextLeftOut


SOME_TEXT: Text = _LeftOut("…")
"""Says that there is a text, and not which."""


class Unfit(Exception):
    """Plain data are not what `plain` makes: cut short, changed, or of another version."""


def plain(value: Any) -> Any:
    """Return a value as lists, maps and scalars, fit for JSON; its class is one that this module knows."""
    return _plain(value)


def as_text(value: Any) -> str:
    """Return a value as JSON without spaces and in ASCII."""
    return json.dumps(plain(value), separators=(",", ":"))


def read_back(value: Any) -> Any:
    """Return the value that `plain` made; raises Unfit."""
    try:
        return _read(value)
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Unfit from error


@dataclass(frozen=True, slots=True, eq=False)
class _Form:
    """How the fields of a class are written and read: a field without a writer or reader is a plain value."""

    kind: type
    values: Callable[[Any], tuple[Any, ...]]
    ways: tuple[tuple[Any, Callable[[Any], Any] | None], ...]
    ways_back: tuple[tuple[Callable[[Any, Any], None], Any, Callable[[Any], Any] | None], ...]

    def write(self, record: Any) -> list[Any]:
        """Return the fields of a record in order; None for one that is empty."""
        return [
            None if value is None or value is default else (way(value) if way else value)
            for (default, way), value in zip(self.ways, self.values(record), strict=True)
        ]

    def read(self, values: list[Any]) -> Any:
        """Return the record that has these fields."""
        made: Any = object.__new__(self.kind)
        for (fill, default, way), value in zip(self.ways_back, values, strict=True):
            fill(made, default if value is None else (way(value) if way else value))
        return made

    def shared(self, values: list[Any]) -> Any:
        """Return the same, one for all that are alike: parts are frozen, and many projects have the same ones."""
        key = (self, *values)
        try:
            made = _ALIKE.get(key)
        except TypeError:  # it has parts of its own
            return self.read(values)
        return made or _kept(key, self.read(values))


_ALIKE: dict[Any, Any] = {}
"""Parts and tuples that were read lately, by what they were read from."""
_MOST_ALIKE = 10_000


def _kept(key: Any, made: Any) -> Any:
    if len(_ALIKE) >= _MOST_ALIKE:
        _ALIKE.clear()
    _ALIKE[key] = made
    return made


def _same(text: str) -> str:
    """Return one string for all that are alike; raises TypeError for what is none."""
    made: str = _ALIKE.get(text) or _kept(text, str.__str__(text))
    return made


def _several(held: list[str]) -> tuple[str, ...]:
    """Return strings as a tuple, one for all that are alike."""
    key = tuple(held)
    made: tuple[str, ...] = _ALIKE.get(key) or _kept(key, tuple([_same(item) for item in held]))
    return made


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _JSON:
        return value
    if kind is tuple:
        return [_plain(item) for item in value]
    if write := _WRITERS.get(kind):
        return {kind.__name__: write(value)}
    if isinstance(value, Mapping):
        return {"Map": [[_plain(key), _plain(item)] for key, item in value.items()]}
    name = _SLIM + kind.__name__ if kind is Project else kind.__name__
    return {name: _form(name).write(value)}


def _read(value: Any) -> Any:
    if type(value) is list:
        return tuple(_read(item) for item in value)
    if type(value) is dict:
        ((name, held),) = value.items()
        reader = _READERS.get(name)
        return reader(held) if reader else _form(name).read(held)
    return value


_WRITERS: dict[type, Callable[[Any], Any]] = {
    Decimal: str,
    PartialDate: str,
    date: date.isoformat,
    Severity: str,
    frozenset: sorted,
    Either: lambda value: [_plain(item) for item in value],
    list: lambda value: [_plain(item) for item in value],
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "Decimal": Decimal,
    "PartialDate": PartialDate.parse,
    "date": date.fromisoformat,
    "Severity": Severity,
    "frozenset": frozenset,
    "Either": lambda value: Either(_read(item) for item in value),
    "list": lambda value: [_read(item) for item in value],
    "Map": lambda value: {_read(key): _read(item) for key, item in value},
}


@cache
def _kinds() -> dict[str, type]:
    models = frozenset(KINDS.values()).union(*(parts_below(model) for model in KINDS.values()))
    return {kind.__name__: kind for kind in (*_RECORDS, *models, Text)}


_Way = Callable[[Any], Any]
_WAYS: dict[tuple[str, str], tuple[_Way | None, _Way | None]] = {
    ("Taken", "blob"): (None, None),
    ("Taken", "document_count"): (None, None),
    ("Entry", "kind"): (None, _same),
    ("Entry", "file"): (None, _same),
    ("Place", "file"): (None, _same),
    ("Entry", "index"): (None, None),
    ("Entry", "names"): (list, _several),
    ("Entry", "references"): (list, lambda held: tuple([_reference(item) for item in held])),
}
"""How fields are written and read that every file has."""


def _reference(item: Any) -> tuple[str, ...] | str:
    return _same(item) if type(item) is str else _several(item)


_decimal = lru_cache(maxsize=1000)(Decimal)


@cache
def _form(name: str) -> _Form:
    kind: Any = _kinds()[name.removeprefix(_SLIM)]
    slim = name.startswith(_SLIM)
    ways: list[tuple[str, Any, _Way | None, _Way | None]]
    if issubclass(kind, Entity):
        info = kind.__pydantic_fields__
        kept = [f for f in plan(kind) if not (slim and f.attribute in LEFT_OUT)]
        ways = [(f.attribute, _default(info[f.attribute]), *_ways(f, slim)) for f in kept]
    else:
        ways = [(f.name, _given(f), *_WAYS.get((name, f.name), (_plain, _read))) for f in fields(kind)]
    names = [way[0] for way in ways]
    values = attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)
    back = tuple((getattr(kind, n).__set__, default, read) for n, default, _, read in ways)
    return _Form(kind, values, tuple((default, write) for _, default, write, _ in ways), back)


def _default(info: Any) -> Any:
    return None if info.is_required() else info.get_default(call_default_factory=True)


def _given(field: Any) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return None if field.default is MISSING else field.default


def _ways(field: FieldPlan, slim: bool) -> tuple[_Way | None, _Way | None]:
    """Return how a field of a model is written and read, None for as it is."""
    one = _way(field, slim)
    if one is None or not field.many:
        return one or (None, None)
    write, read = one
    if field.holds is str:
        return list, _several
    return lambda held: [write(item) for item in held], lambda held: tuple([read(item) for item in held])


def _way(field: FieldPlan, slim: bool) -> tuple[_Way, _Way] | None:
    if field.holds is PartialDate:
        return str, PartialDate.parse
    if field.holds is Decimal:
        return str, _decimal
    if field.holds is Text and slim:
        return lambda text: True, lambda text: SOME_TEXT
    if field.part is not None:
        # A waiver's words are part of every finding that it covers.
        name = _SLIM + field.part.__name__ if slim and field.part is not Waiver else field.part.__name__
        form = cache(lambda: _form(name))
        return lambda part: form().write(part), lambda values: form().shared(values)
    if field.holds is str:
        return (str, _same) if field.many or field.ref or field.codes else None
    return None if field.holds in (int, bool) else (_plain, _read)
