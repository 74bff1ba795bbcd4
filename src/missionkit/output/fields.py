"""The reference of fields as Markdown: every kind of document and every part, with names in one language."""

import inspect
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from missionkit.codelist import SECTOR_LISTS, code_list
from missionkit.language.catalog import fill, say
from missionkit.model import KINDS
from missionkit.model.base import Entity
from missionkit.model.walk import FieldPlan, plan
from missionkit.resources import packaged
from missionkit.schema import make_schema

_MOST = 60
"""Codes of a list that are told one by one; of longer ones only how many there are."""


def fields_manual(kinds: tuple[str, ...], language: str) -> str:
    """Return the reference of some kinds of documents, of all the parts they have and of the codes they take."""
    parts = _parts(kinds)
    lines = [f"# {_words('title', language)}", "", _words("intro", language), ""]
    lines += [_words("descriptions", language), "", f"## {_words('kinds', language)}", ""]
    for kind in kinds:
        lines += [*_model(KINDS[kind], kind, language, ()), ""]
    lines += [f"## {_words('parts', language)}", ""]
    for part in sorted(parts, key=lambda one: one.__name__):
        lines += [*_model(part, _owner(part), language, parts[part]), ""]
    lines += [f"## {_words('codes', language)}", ""]
    for name in _lists((*(KINDS[kind] for kind in kinds), *parts)):
        lines += [*_codes(name, language), ""]
    return "\n".join(lines).rstrip() + "\n"


def _words(key: str, language: str, **facts: object) -> str:
    return fill(packaged(f"language/reference/{language}.yaml")[f"reference-{key}"], facts, language)


def _parts(kinds: tuple[str, ...]) -> dict[type[Entity], tuple[type[Entity], ...]]:
    """Return every part of documents of some kinds, with the models that it stands in."""
    found: dict[type[Entity], tuple[type[Entity], ...]] = {}
    ahead: list[type[Entity]] = [KINDS[kind] for kind in kinds]
    for model in ahead:
        for part in dict.fromkeys(one.part for one in plan(model) if one.part is not None):
            if part not in found:
                ahead.append(part)
            found[part] = (*found.get(part, ()), model)
    return found


def _lists(models: tuple[type[Entity], ...]) -> list[str]:
    """Return the names of the code lists that fields of models take codes from, sorted."""
    taken = [one.codes for model in models for one in plan(model) if one.codes is not None]
    return sorted({name for codes in taken for name in (codes.name, *codes.others)})


def _owner(part: type[Entity]) -> str:
    """Return the first kind of document whose schema defines a part."""
    return next(kind for kind in KINDS if part.__name__ in _schema(kind)["$defs"])


@cache
def _schema(kind: str) -> dict[str, Any]:
    return make_schema(kind)


def _model(model: type[Entity], kind: str, language: str, within: tuple[type[Entity], ...]) -> Iterator[str]:
    """Yield the section of one model, whose schema stands in that of a kind."""
    whole = _schema(kind)
    schema = whole if model is KINDS[kind] else whole["$defs"][model.__name__]
    yield from (f"### {_name(model, language)}", "", inspect.cleandoc(model.__doc__ or ""), "")
    if within:
        yield from (_words("of", language, places=", ".join(_link(one, language) for one in within)), "")
    heads = [_words(key, language) for key in ("field", "name", "value", "required", "meaning")]
    yield from (f"| {' | '.join(heads)} |", "|---|---|---|---|---|")
    for one in plan(model):
        info = model.__pydantic_fields__[one.attribute]
        required = _words("yes", language) if info.is_required() else ""
        value = _value(one, schema["properties"][one.key], language)
        cells = (f"`{one.key}`", say(f"field-{one.key}", language), value, required, str(info.description))
        yield f"| {' | '.join(cells)} |"


def _name(model: type[Entity], language: str) -> str:
    return say(f"part-{model.__name__}", language)


def _link(model: type[Entity], language: str) -> str:
    name = _name(model, language)
    return _words("part", language, part=name, anchor=_anchor(name))


def _anchor(heading: str) -> str:
    """Return the anchor that GitHub and GitLab give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _value(field: FieldPlan, schema: dict[str, Any], language: str) -> str:
    """Return what a field takes, in words."""
    value = _one(field, schema.get("items", schema), language)
    return _words("list", language, value=value) if field.many else value


def _one(field: FieldPlan, schema: dict[str, Any], language: str) -> str:
    if field.part is not None:
        return _link(field.part, language)
    if field.ref is not None:
        kinds = [code_list("kind").label(kind, language) for kind in field.ref.kinds]
        return _words("ref", language, kinds=", ".join(kinds))
    if field.codes is not None:
        return _words("code", language, list=field.codes.name)
    if "const" in schema:
        return _words("only", language, value=schema["const"])
    type_ = schema["$ref"].rpartition("/")[2] if "$ref" in schema else schema["type"]
    words: str = packaged(f"language/reference/{language}.yaml")[f"value-{'score' if 'maximum' in schema else type_}"]
    return words


def _codes(name: str, language: str) -> Iterator[str]:
    """Yield the section of a code list; its heading is its name, which is the same in all languages."""
    codes = code_list(name)
    yield from (f"### `{name}`", "")
    source = _words("source", language, source=codes.source, version=codes.version, licence=codes.licence)
    yield from (f"**{codes.title[language]}**. {source}", "")
    if name == SECTOR_LISTS[0]:
        yield from (_words("others", language), "")
    if len(codes.labels) > _MOST:
        yield _words("many", language, count=len(codes.labels))
        return
    yield from (f"| {_words('code-name', language)} | {_words('label', language)} |", "|---|---|")
    for code in codes:
        yield f"| `{code}` | {codes.label(code, language)} |"
