"""Walks through documents: their parts, references and texts, each with its data path."""

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from missionkit.codelist import CodeList
from missionkit.finding import Path
from missionkit.model.base import Entity
from missionkit.values import Ref, Text, read_words


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """What a field of a model holds: parts, references, texts, or a plain value; `holds` is its class."""

    key: str
    attribute: str
    many: bool
    part: type[Entity] | None
    ref: Ref | None
    text: bool
    codes: CodeList | None = None
    holds: type | None = None


@cache
def plan(model: type[Entity]) -> tuple[FieldPlan, ...]:
    """Return the plan of each field of a model, in the order of the model."""
    return tuple(
        _plan_field(info.alias or name, name, info.annotation, tuple(info.metadata))
        for name, info in model.__pydantic_fields__.items()
    )


def _plan_field(key: str, attribute: str, annotation: object, metadata: tuple[object, ...]) -> FieldPlan:
    marks, many = list(metadata), False
    while True:
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is typing.Annotated:
            annotation, marks = arguments[0], marks + list(arguments[1:])
        elif origin in (typing.Union, types.UnionType):
            annotation = next(a for a in arguments if a is not type(None))
        elif origin is tuple:
            annotation, many = arguments[0], True
        else:
            break
    cls = annotation if isinstance(annotation, type) else None
    return FieldPlan(
        key=key,
        attribute=attribute,
        many=many,
        part=cls if cls and issubclass(cls, Entity) else None,
        ref=next((m for m in marks if isinstance(m, Ref)), None),
        text=cls is Text or any(getattr(m, "func", None) is read_words for m in marks),
        codes=next((m for m in marks if isinstance(m, CodeList)), None),
        holds=cls,
    )


@cache
def field_names(model: type[Entity]) -> tuple[str, ...]:
    """Return the keys that a model takes in YAML."""
    return tuple(f.key for f in plan(model))


def model_at(model: type[Entity], path: Path) -> type[Entity] | None:
    """Return the model of the part at a data path of a document, or None outside all models."""
    current: type[Entity] | None = model
    for step in path:
        if isinstance(step, int) or current is None:
            continue
        current = next((f.part for f in plan(current) if f.key == step), None)
    return current


def values(field: FieldPlan, entity: Entity, path: Path) -> Iterator[tuple[Path, typing.Any]]:
    """Yield (path, value) for what a field holds: each item of a list, or the one value; nothing for None."""
    held = getattr(entity, field.attribute)
    if held is None:
        return
    if not field.many:
        yield (*path, field.key), held
        return
    for index, item in enumerate(held):
        yield (*path, field.key, index), item


def parts(entity: Entity, path: Path = ()) -> Iterator[tuple[Path, Entity]]:
    """Yield (path, part) for an entity and every part below it, outer before inner."""
    yield path, entity
    for field in _fields(type(entity)).parts:
        held = getattr(entity, field.attribute)
        if not held:
            continue
        if field.many:
            for index, item in enumerate(held):
                yield from parts(item, (*path, field.key, index))
        else:
            yield from parts(held, (*path, field.key))


@cache
def parts_below(model: type[Entity]) -> frozenset[type[Entity]]:
    """Return the models of all parts that an entity may have, at any depth."""
    own = {f.part for f in _fields(model).parts if f.part is not None}
    return frozenset(own).union(*(parts_below(part) for part in own))


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of a model that hold parts, references and texts: every walk asks for them again and again."""

    parts: tuple[FieldPlan, ...]
    references: tuple[FieldPlan, ...]
    texts: tuple[FieldPlan, ...]


@cache
def _fields(model: type[Entity]) -> _Fields:
    fields = plan(model)
    return _Fields(
        tuple(f for f in fields if f.part is not None),
        tuple(f for f in fields if f.ref is not None),
        tuple(f for f in fields if f.text),
    )


def references_of(part: Entity) -> Iterator[tuple[Ref, str]]:
    """Yield (allowed kinds, id) for every reference in the fields of one part, not in the parts below it."""
    for field in _fields(type(part)).references:
        held = getattr(part, field.attribute)
        if held is not None and field.ref is not None:
            for value in held if field.many else (held,):
                yield field.ref, value


def references(entity: Entity) -> Iterator[tuple[Path, Ref, str]]:
    """Yield (path, allowed kinds, id) for every reference in a document."""
    for path, part in parts(entity):
        for field in _fields(type(part)).references:
            if field.ref is not None:
                for place, value in values(field, part, path):
                    yield place, field.ref, value


def texts_of(part: Entity, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield (path, text) for all free text in the fields of one part, each language by itself."""
    for field in _fields(type(part)).texts:
        for place, value in values(field, part, path):
            if not isinstance(value, Text):
                yield place, value
            elif value.plain is not None:
                yield place, value.plain
            else:
                yield from (((*place, str(code)), text) for code, text in value.variants())


def texts(entity: Entity) -> Iterator[tuple[Path, str]]:
    """Yield (path, text) for all free text of a document, each language by itself."""
    for path, part in parts(entity):
        yield from texts_of(part, path)
