"""The JSON Schemas: as kept in `schemas/`, valid, described, and no stricter than the models."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from accepted_values import accepted, entities
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from missionkit.codelist import code_list
from missionkit.finding import Place
from missionkit.model import KINDS
from missionkit.model.base import Entity
from missionkit.model.check import check_document
from missionkit.model.walk import FieldPlan, plan
from missionkit.schema import BASE, DIALECT, SCHEMAS, make_schema, schema_text
from missionkit.values import Id, Number, OrganisationNumber, PartialDate, Text, Url, Words

schema_of = cache(make_schema)
FOLDER = Path(__file__).parent.parent.parent / "schemas"


@pytest.mark.parametrize("name", SCHEMAS)
def test_files_are_what_the_models_make(name: str) -> None:
    """After a change of the models: `missionkit schema -o schemas`."""
    assert (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8") == schema_text(name)


def test_no_other_file_lies_among_them() -> None:
    assert sorted(p.name for p in FOLDER.iterdir()) == sorted(f"{name}.schema.json" for name in SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_valid_schema_with_a_name(name: str) -> None:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert schema["$id"] == f"{BASE}{name}.schema.json"
    assert schema["title"]
    assert schema["description"]


def nodes(node: Any, path: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every mapping in a schema with its path."""
    if isinstance(node, dict):
        yield path, node
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from nodes(value, f"{path}/{key}")


def resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with what its reference leads to."""
    name = node.get("$ref", "").removeprefix("#/$defs/")
    return {**schema["$defs"][name], **node} if name else node


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_is_described(name: str) -> None:
    schema = schema_of(name)
    for path, node in nodes(schema):
        for key, value in node.get("properties", {}).items():
            if "/if" in path or {"nb", "nn", "en"} == set(node["properties"]):
                continue
            description = resolved(value, schema).get("description", "")
            assert description.endswith((".", "?", "…", ".)")) or ":" in description, f"{path}/{key}: {description!r}"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_reference_leads_somewhere_and_no_definition_is_left_over(name: str) -> None:
    schema = schema_of(name)
    used = {node["$ref"] for _, node in nodes(schema) if "$ref" in node}
    assert used == {f"#/$defs/{name}" for name in schema.get("$defs", {})}


@pytest.mark.parametrize("name", SCHEMAS)
def test_shared_types_are_defined_once(name: str) -> None:
    """A definition that stands inline too, or a long one that stands twice, is noise in the file."""
    schema = schema_of(name)
    long = [json.dumps(node) for path, node in nodes(schema) if "/$defs/" not in path and len(json.dumps(node)) > 400]
    assert len(long) == len(set(long))
    for _, node in nodes({key: value for key, value in schema.items() if key != "$defs"}):
        assert "enum" not in node or len(node["enum"]) < 20


CODED = [
    ("mission", "mission-status", "mission-status"),
    ("mission", "sdg-target", "sdg-target"),
    ("mission", "ford", "ford"),
    ("mission", "life-event", "life-event"),
    ("project", "phase", "phase"),
    ("actor", "actor-kind", "actor-kind"),
    ("document", "currency", "currency"),
    ("missionkit", "rule-level", "rule-level"),
]


@pytest.mark.parametrize(("name", "definition", "codes"), CODED)
def test_enums_come_from_code_lists_with_labels(name: str, definition: str, codes: str) -> None:
    made = schema_of(name)["$defs"][definition]
    known = code_list(codes)
    assert made["enum"] == list(known)
    assert len(made["enumDescriptions"]) == len(made["enum"])
    for code, label in zip(made["enum"], made["enumDescriptions"], strict=True):
        assert label.startswith(known.label(code, "nb"))


def test_sectors_take_los_cofog_and_local_lists() -> None:
    shipped, local = schema_of("mission")["$defs"]["Sector"]["anyOf"]
    assert [c for c in shipped["enum"] if ":" not in c] == list(code_list("los"))
    assert {f"cofog:{code}" for code in code_list("cofog")} < set(shipped["enum"])
    assert len(shipped["enumDescriptions"]) == len(shipped["enum"])
    Draft202012Validator(local).validate("fylke:oslo")
    assert not Draft202012Validator(local).is_valid("cofog:99")


# What the models take and the schemas do not, with the reason.
DIFFERENCES = {
    "an empty key": "`targets:` is an empty list to missionkit; an editor asks to fill it in or to delete it",
    "an empty language": "the same for `nn:` in a text",
    "an upper-case scheme": "`HTTPS://` is no different, but nobody writes it; the pattern stays readable",
    "spaces in an organisation number": "missionkit takes any; an editor asks for 991825827 or 991 825 827",
}


def difference(value: Any) -> str:
    """Return which known difference a value is an example of, or nothing."""
    if value is None:
        return "an empty key"
    if isinstance(value, dict) and None in value.values():
        return "an empty language"
    if isinstance(value, str) and value.startswith("HTTPS:"):
        return "an upper-case scheme"
    if value in ("99 18 25 827", "991\u00a0825\u00a0827"):
        return "spaces in an organisation number"
    return ""


@cache
def validator(model: type[Entity], key: str) -> Draft202012Validator:
    """Return what checks by the schema of one property of a model."""
    homes = ("document", "missionkit", "accepted")
    found = (schema_of(name) for name in homes)
    schema = next(s for s in found if model.__name__ in (s["title"], *s["$defs"]))
    own = schema if schema["title"] == model.__name__ else schema["$defs"][model.__name__]
    return Draft202012Validator({**own["properties"][key], "$defs": schema["$defs"]})


def test_fields_take_no_more_than_their_schemas() -> None:
    seen = set()
    for model in entities().values():
        for field in plan(model):
            check = validator(model, field.key)
            for value in accepted(model, field.attribute):
                if not check.is_valid(value):
                    assert difference(value), (model.__name__, field.key, value)
                    seen.add(difference(value))
    assert seen == set(DIFFERENCES)


def values_of(model: type[Entity], field: FieldPlan) -> st.SearchStrategy[Any]:
    """Values for a field that the model and the schema take."""
    if field.part:
        part = documents_of(field.part)
        return st.lists(part, max_size=2) if field.many else part
    known = [value for value in accepted(model, field.attribute) if not difference(value)]
    return st.sampled_from(known)


@cache
def documents_of(model: type[Entity]) -> st.SearchStrategy[dict[str, Any]]:
    """Documents, or parts of one, with all that is required and some of the rest."""
    needed = {f.key for f in plan(model) if model.__pydantic_fields__[f.attribute].is_required()}
    fields = {field.key: values_of(model, field) for field in plan(model)}
    rest = {key: value for key, value in fields.items() if key not in needed}
    return st.fixed_dictionaries({key: fields[key] for key in sorted(needed)}, optional=rest)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
@pytest.mark.parametrize("kind", KINDS)
def test_documents_that_the_model_takes_the_schema_takes(kind: str, data: st.DataObject) -> None:
    document = data.draw(documents_of(KINDS[kind]))
    assert check_document(document, Place("x.yaml"), {}).faults == ()
    for name in (kind, "document"):
        assert whole(name).is_valid(document)


@cache
def whole(name: str) -> Draft202012Validator:
    """Return what checks by a whole schema."""
    return Draft202012Validator(schema_of(name))


TYPES: dict[str, tuple[Any, Any]] = {
    "Text": (Text, st.text() | st.dictionaries(st.sampled_from(["nb", "nn", "en", "de"]), st.text())),
    "PartialDate": (
        PartialDate,
        st.integers(-1, 12000) | st.dates().map(str) | st.from_regex(r"[12]\d{3}(-[Q0-9-]{0,6})?"),
    ),
    "Number": (Number, st.integers() | st.decimals(allow_nan=False, places=3) | st.from_regex(r"[-+]?[0-9.e]{1,9}")),
    "Id": (Id, st.text("abz09-_ ", max_size=120)),
    "Url": (Url, st.from_regex(r"https?://\S*", fullmatch=True)),
    "OrganisationNumber": (OrganisationNumber, st.from_regex(r"[0-9]{9}|[0-9]{3} [0-9]{3} [0-9]{3}", fullmatch=True)),
    "Words": (Words, st.text()),
}


@settings(max_examples=200, deadline=None)
@given(st.data())
@pytest.mark.parametrize("name", TYPES)
def test_values_that_a_type_takes_its_schema_takes(name: str, data: st.DataObject) -> None:
    kind, values = TYPES[name]
    value = data.draw(values)
    definition = schema_of("document")["$defs"].get(name, {"type": "string", "minLength": 1})
    try:
        TypeAdapter(kind).validate_python(value)
    except ValueError:
        return
    assert Draft202012Validator(definition).is_valid(value)
