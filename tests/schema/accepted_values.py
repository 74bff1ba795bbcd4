"""Values to try on every field, and which of them the models take."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from missionkit.codelist import CodeList
from missionkit.config import Config
from missionkit.model import KINDS
from missionkit.model.base import Entity
from missionkit.model.walk import plan

POOL: tuple[Any, ...] = (
    *(None, True, False, 0, 1, 5, 7, -3, 999, 1000, 2032, 9999, 10000),
    *(Decimal("1.5"), Decimal("8.10"), Decimal("1E+3"), Decimal("-0.000000001"), Decimal("NaN"), Decimal("1E+18")),
    *("", " ", "x", "X y", " padded ", "åæø 🎯", "a\nb", "x" * 5000),
    *("2032", "2030-Q4", "2030-06", "2030-06-30", "2030-02-30", "2030-13", "2030-Q5", "31.12.2032", "0999"),
    *("12.5", "-3", "+4", "1 000", "1,5", "1e3", ".5", "5."),
    *("small-id", "owner/part", "owner/", "Not An Id", "a--b", "a" * 100, "a" * 101),
    *("https://example.org/å?x=1#y", "http://x", "https://x y", "ftp://x", "HTTPS://EXAMPLE.ORG", "https://x<y"),
    *("991825827", "991 825 827", "99 18 25 827", "991\u00a0825\u00a0827", "991825828", 991825827),
    *(*KINDS, "off", "error", "cofog:07", "los:helse-og-omsorg", "fylke:oslo", "cofog:99"),
    *([], [None], ["x"], ["small-id"], ["2032"], ["owner/part"], [1], [[]], ["helse-og-omsorg"]),
    *({}, {"nb": "x"}, {"nb": "x", "nn": "y", "en": "z"}, {"nb": "x", "nn": None}, {"nb": None}, {"nb": ""}),
    *({"de": "x"}, {"nb": 1}, {"a": 1}, {"a": "off"}, {"a": {"b": 1}}, {"a": {"b": Decimal("1.5")}}),
)


def entities() -> dict[str, type[Entity]]:
    """Every model that a document or a configuration is made of, by name."""
    found: dict[str, type[Entity]] = {}
    todo: list[type[Entity]] = [*KINDS.values(), Config]
    while todo:
        model = todo.pop()
        if model.__name__ not in found:
            found[model.__name__] = model
            todo += [field.part for field in plan(model) if field.part]
    return dict(sorted(found.items()))


def candidates(model: type[Entity], attribute: str) -> Iterator[Any]:
    """Yield the values to try on a field: the pool, and every code of its list."""
    yield from POOL
    for mark in marks(model.__pydantic_fields__[attribute].rebuild_annotation()):
        if isinstance(mark, CodeList):
            for code in mark.codes():
                yield from (code, [code])


def marks(annotation: Any) -> Iterator[Any]:
    """Yield everything an annotation is marked with, at any depth."""
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from marks(inner)
    if hasattr(annotation, "__origin__") and annotation.__origin__ is not annotation:
        yield from marks(annotation.__origin__)


@cache
def accepted(model: type[Entity], attribute: str) -> tuple[Any, ...]:
    """Return the values that a field of a model takes."""
    adapter: TypeAdapter[Any] = TypeAdapter(model.__pydantic_fields__[attribute].rebuild_annotation())
    return tuple(value for value in candidates(model, attribute) if takes(adapter, value))


def takes(adapter: TypeAdapter[Any], value: Any) -> bool:
    """Say whether a type takes a value."""
    try:
        adapter.validate_python(value, context={"codelists": {}})
    except ValidationError:
        return False
    return True
