"""JSON Schemas (draft 2020-12) of documents, of `missionkit.yaml` and of the JSON output, made from the models."""

import json
from functools import cache
from inspect import cleandoc
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from missionkit.brief import blocks
from missionkit.brief.blocks import Brief
from missionkit.codelist import code_list, code_list_names
from missionkit.config import Config
from missionkit.diff.accepted import AcceptedChanges
from missionkit.finding import Severity
from missionkit.model import KINDS
from missionkit.model.base import ActorRef, Entity, Sector
from missionkit.records import AssessmentsReport, CoverageReport, DiffOutput, FindingsReport, ListReport
from missionkit.values import Id, Number, OrganisationNumber, PartialDate, Text, Url

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BASE = "https://missionkit.invalid/schemas/"
"""Names the schemas; `.invalid` says that nothing is fetched from there."""


SCHEMAS: dict[str, type[BaseModel] | type[Entity] | type[Brief] | None] = {
    **KINDS,
    "document": None,
    "missionkit": Config,
    "findings": FindingsReport,
    "assessments": AssessmentsReport,
    "coverage": CoverageReport,
    "list": ListReport,
    "brief": Brief,
    "diff": DiffOutput,
    "accepted": AcceptedChanges,
}
"""Every schema by name; `document` is any kind of document, chosen by `kind`."""


class _OutputGenerator(GenerateJsonSchema):
    """Leaves out titles made from field names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


class _Generator(_OutputGenerator):
    """Leaves out what editors would show as noise: null branches and empty defaults."""

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        made = super().default_schema(schema)
        if made.get("default") in (None, [], ()):
            made.pop("default", None)
        return made


_SHARED: dict[str, tuple[Any, str]] = {
    "Text": (Text, "Write a text, or one text for each of the languages nb, nn and en."),
    "PartialDate": (PartialDate, "Write a date as 2032, 2030-Q4, 2030-06 or 2030-06-30."),
    "Number": (Number, "Write a number with a point for decimals and without spaces or unit, such as 10.5."),
    "Id": (Id, "Write an id with small letters a-z, digits and single hyphens, such as cleaner-air."),
    "Reference": (ActorRef, "Write the id of a document, or document/part for a part of another document."),
    "Url": (Url, "Write a whole web address that starts with https:// or http://."),
    "OrganisationNumber": (OrganisationNumber, 'Write the nine digits in quotation marks, such as "991825827".'),
}
"""Types that many fields have, and what editors say of a wrong value (`errorMessage`, a keyword of editors only)."""


_FEW = 20
"""Lists with at most so many codes are told in full."""


@cache
def _shared() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return for each schema that many fields have, as pydantic writes it, the name and definition that replace it."""
    found = {}
    for name, (kind, says) in _SHARED.items():
        made = TypeAdapter(kind).json_schema(schema_generator=_Generator)
        found[_key(made)] = (name, _explained(made, says))
    for name in code_list_names():
        codes = {"type": "string", "enum": list(code_list(name))}
        found[_key(codes)] = (name, _with_labels(codes, name))
    sector = TypeAdapter(Sector).json_schema(schema_generator=_Generator)
    codes, local = sector["anyOf"]
    found[_key(sector)] = ("Sector", {"anyOf": [_with_labels(codes, "los"), local]})
    return found


def _key(schema: dict[str, Any]) -> str:
    return json.dumps(schema, sort_keys=True)


def _explained(schema: dict[str, Any], says: str) -> dict[str, Any]:
    """Return a schema with what editors say of a wrong value, instead of naming a pattern or one of two types.

    A choice between scalar types becomes one schema with both types, so that the keyword that failed is told.
    """
    branches = schema.get("anyOf")
    if branches is None:
        return schema | {"errorMessage": says}
    if any(branch["type"] == "object" for branch in branches):
        return {
            "anyOf": [
                b | ({"title": "map of nb, nn, en", "errorMessage": says} if b["type"] == "object" else {})
                for b in branches
            ]
        }
    merged = {keyword: value for branch in branches for keyword, value in branch.items()}
    return merged | {"type": sorted((b["type"] for b in branches), reverse=True), "errorMessage": says}


def _with_labels(codes: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a closed set of codes with the labels that editors show beside each."""
    labels = []
    for code in codes["enum"]:
        prefix, colon, bare = code.rpartition(":")
        known = code_list(prefix if colon else name)
        labels.append(" / ".join(dict.fromkeys(known.label(bare, language) for language in ("nb", "en"))))
    return codes | {"enumDescriptions": labels, "errorMessage": _one_of(codes["enum"], name)}


def _one_of(codes: list[str], name: str) -> str:
    numeric = codes[0][:1].isdigit()
    written = [f'"{code}"' if numeric else code for code in codes]
    known = f"one of {', '.join(written)}" if len(codes) <= _FEW else f"a code of the list {name}, such as {written[0]}"
    return f"Write {known}{', in quotation marks' if numeric else ''}."


def _hoisted(node: Any, definitions: dict[str, Any]) -> Any:
    """Return a schema with a reference in place of each shared type, whose definition is added to `definitions`."""
    if isinstance(node, list):
        return [_hoisted(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    own = {keyword: node[keyword] for keyword in ("description", "default") if keyword in node}
    name, definition = _shared().get(_key({k: v for k, v in node.items() if k not in own}), ("", {}))
    if name:
        definitions[name] = definition
        return {"$ref": f"#/$defs/{name}", **own}
    return {keyword: _hoisted(value, definitions) for keyword, value in node.items()}


def make_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a name in SCHEMAS; raises KeyError."""
    model = SCHEMAS[name]
    head = {"$schema": DIALECT, "$id": f"{BASE}{name}.schema.json"}
    if model is None:
        return head | _any_document()
    if model is Brief:
        return head | _brief()
    assert issubclass(model, BaseModel | Entity)  # noqa: S101 - the only other sorts
    made, definitions = _model_schema(model)
    return head | made | {"$defs": dict(sorted(definitions.items()))}


def _model_schema(model: type[BaseModel] | type[Entity]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the schema of a model and the definitions that it needs."""
    is_output = not issubclass(model, Entity)
    made = TypeAdapter(model).json_schema(schema_generator=_OutputGenerator if is_output else _Generator)
    definitions = made.pop("$defs", {})
    made = {"title": made.pop("title", model.__name__), **made}
    if is_output:
        return made, definitions
    shared: dict[str, Any] = {}
    made, definitions = _hoisted(made, shared), _hoisted(definitions, shared)
    return made, definitions | shared


_BRIEF_WORDS = {
    "schema_version": "Version of this form; it changes only when readers must change.",
    "kind": "Kind of brief: mission, summary, portfolio or project.",
    "id": "Id, for links and file names.",
    "language": "Language: of the brief, or of a span that is in another.",
    "title": "The title.",
    "lead": "The sentence below the title.",
    "badges": "Short labels: what each is, and its words.",
    "facts": "Names and values at the top.",
    "banner": "A warning above all else, such as that this is an example.",
    "sections": "The sections in order.",
    "footer": "How the brief was made.",
    "about": "schema.org metadata.",
    "labels": "Fixed words that templates need.",
    "blocks": "What the section is made of.",
    "block": "Which sort of block this is.",
    "line": "The words.",
    "lines": "The words, one line each.",
    "items": "The points.",
    "rows": "The rows.",
    "columns": "Names of the columns.",
    "caption": "What the table shows.",
    "numeric": "Which columns hold numbers, counted from 0.",
    "tone": "gap, note or warning.",
    "paragraphs": "The quoted words.",
    "source": "Whose words they are.",
    "description": "What the drawing shows, in words.",
    "width": "Width of the drawing in its own units.",
    "height": "Height of the drawing in its own units.",
    "shapes": "The elements of the drawing.",
    "table": "The same data as a table.",
    "mermaid": "The drawing as Mermaid, where there is one.",
    "name": "Name of the SVG element.",
    "attributes": "Its presentation attributes.",
    "text": "The words.",
    "style": "strong, muted, code or none.",
    "url": "Where the words link to.",
}


def _brief() -> dict[str, Any]:
    """Return the schema of a brief as a value, made from its dataclasses."""
    made = TypeAdapter(Brief).json_schema(schema_generator=_OutputGenerator, mode="serialization")
    definitions = {name: _described(name, part) for name, part in made.pop("$defs").items()}
    made = _described("Brief", made)
    made["properties"] = {"schema_version": {"const": 1, "type": "integer"}, **made["properties"]}
    made["required"] = ["schema_version", *made["required"]]
    for part in (made, *definitions.values()):
        part["additionalProperties"] = False
        for name, field in part["properties"].items():
            field.setdefault("description", _BRIEF_WORDS.get(name, "Words for templates."))
    return made | {"$defs": dict(sorted(definitions.items()))}


def _described(name: str, part: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a part of a brief with the words of its class, which old versions of pydantic leave out."""
    return {"description": cleandoc(getattr(blocks, name).__doc__), **part}


def _any_document() -> dict[str, Any]:
    """Return a schema that first asks for `kind` and then checks by the schema of that kind only."""
    branches: list[dict[str, Any]] = []
    definitions: dict[str, Any] = {}
    for kind, model in KINDS.items():
        made, needed = _model_schema(model)
        definitions |= needed | {model.__name__: made}
        branches.append(
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {"$ref": f"#/$defs/{model.__name__}"},
            }
        )
    return {
        "title": "Document",
        "description": "Any document of a register, by its kind.",
        "type": "object",
        "properties": {"kind": {"type": "string", "enum": list(KINDS), "description": "The kind of document."}},
        "required": ["kind"],
        "allOf": branches,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text(name: str) -> str:
    """Return a schema as the text of its file in `schemas/`."""
    return json.dumps(make_schema(name), ensure_ascii=False, indent=2) + "\n"


assert [s.value for s in Severity] == ["error", "warning", "hint"]  # noqa: S101 - FindingRecord says the same
