"""Whole documents: a short valid mission passes model and schema, and broken ones fail both."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from missionkit.finding import Place
from missionkit.model.check import check_document
from missionkit.schema import make_schema
from missionkit.source.yaml import read

EXAMPLES = Path(__file__).parent.parent.parent / "examples"

MISSION = """\
kind: mission
id: demens
title: Halvere byrden av demens
statement: {nb: Byrden av demens skal halveres innen 2032., nn: Byrda av demens skal halverast innan 2032.}
status: draft
deadline: 2032
sectors: [helse-og-omsorg, "cofog:07"]
disciplines: ["3.1"]
targets:
  - id: halve-byrden
    text: Byrden er halvert
    value: -50
    relative: true
    direction: decrease
    deadline: 2032-Q4
"""

BROKEN = {
    "unknown field": ("status:", "statuss:"),
    "missing field": ("title: Halvere byrden av demens\n", ""),
    "missing field of a part": ("    text: Byrden er halvert\n", ""),
    "empty text": ("Halvere byrden av demens", '""'),
    "text is a number": ("Halvere byrden av demens", "2032"),
    "text is a list": ("Halvere byrden av demens", "[a, b]"),
    "unknown language": ("nn: Byrda", "de: Byrda"),
    "no language": (
        "{nb: Byrden av demens skal halveres innen 2032., nn: Byrda av demens skal halverast innan 2032.}",
        "{}",
    ),
    "unknown code": ("status: draft", "status: vedtatt"),
    "unknown code in a list": ("helse-og-omsorg", "helse"),
    "unknown code of another list": ("cofog:07", "cofog:77"),
    "unquoted code": ('["3.1"]', "[3.1]"),
    "unquoted code that lost a digit": ('["3.1"]', "[2.10]"),
    "list is a scalar": ('["3.1"]', '"3.1"'),
    "date as in Norway": ("deadline: 2032\n", "deadline: 31.12.2032\n"),
    "month 13": ("2032-Q4", "2032-13"),
    "quarter 5": ("2032-Q4", "2032-Q5"),
    "year of five digits": ("deadline: 2032\n", "deadline: 20320\n"),
    "date is true": ("2032-Q4", "true"),
    "number with a comma": ("-50", '"-50,5"'),
    "number with a unit": ("-50", "50 %"),
    "number is true": ("-50", "true"),
    "flag is a word": ("relative: true", "relative: yes"),
    "flag is a number": ("relative: true", "relative: 1"),
    "id with capitals": ("id: demens", "id: Demens"),
    "id with two hyphens": ("id: demens", "id: de--mens"),
    "id is a number": ("id: demens", "id: 12"),
    "unknown direction": ("decrease", "ned"),
    "part is a scalar": ("  - id: halve-byrden\n", "  - halve\n  - id: halve-byrden\n"),
    "unknown kind": ("kind: mission", "kind: misson"),
    "no kind": ("kind: mission\n", ""),
}


def data_of(text: str) -> Any:
    """Return the plain data of a text with one document, with floats as JSON has them."""
    reading = read(text.encode(), "x.yaml")
    assert reading.faults == []
    return as_json(reading.documents[0].data)


def as_json(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: as_json(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_json(item) for item in node]
    return float(node) if isinstance(node, Decimal) else node


@cache
def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(make_schema(name))


def model_takes(text: str) -> bool:
    """Say whether the model of a document finds nothing wrong."""
    data = read(text.encode(), "x.yaml").documents[0].data
    return not check_document(data, Place("x.yaml"), {}).faults


def test_a_mission_of_15_lines_passes_model_and_schemas() -> None:
    assert MISSION.count("\n") == 15
    assert model_takes(MISSION)
    for name in ("mission", "document"):
        assert list(schema(name).iter_errors(data_of(MISSION))) == []


@pytest.mark.parametrize("kind", ["mission", "portfolio", "project", "actor", "source"])
def test_the_shortest_document_of_each_kind_passes(kind: str) -> None:
    text = f"kind: {kind}\nid: a\n{'name' if kind == 'actor' else 'title'}: Navn\n"
    assert model_takes(text)
    for name in (kind, "document"):
        assert schema(name).is_valid(data_of(text))


@pytest.mark.parametrize(("old", "new"), BROKEN.values(), ids=BROKEN)
def test_broken_documents_fail_model_and_schemas(old: str, new: str) -> None:
    assert MISSION.count(old) == 1
    text = MISSION.replace(old, new)
    assert not model_takes(text)
    for name in ("mission", "document"):
        assert not schema(name).is_valid(data_of(text))


def test_a_document_of_one_kind_fails_the_schema_of_another() -> None:
    assert not schema("project").is_valid(data_of(MISSION))


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda p: p.relative_to(EXAMPLES).as_posix())
def test_examples_pass_the_schemas(path: Path) -> None:
    name = "missionkit" if path.name == "missionkit.yaml" else "document"
    for document in read(path.read_bytes(), path.name).documents:
        errors = [(list(e.absolute_path), e.message) for e in schema(name).iter_errors(as_json(document.data))]
        assert errors == []
