"""A statement held against the data of its mission: years, amounts, and what cannot be compared."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from missionkit.model import Mission
from missionkit.register import load_register
from missionkit.rules.statement import disagreements
from missionkit.source.tree import OneFile


@pytest.fixture
def mission(tmp_path: Path) -> Callable[[str], Mission]:
    """Read a mission from the YAML of its fields."""

    def load(fields: str) -> Mission:
        path = tmp_path / "m.yaml"
        path.write_text(f"kind: mission\nid: m\ntitle: M\n{fields}\n", encoding="utf-8")
        register = load_register(OneFile(path))
        assert register.faults == []
        return register.missions["m"]

    return load


def target(fields: str, text: str = "Mindre matsvinn", unit: str = "prosent") -> str:
    return f"targets: [{{id: t, text: {text}, unit: {unit}, {fields}}}]"


PEOPLE = target("value: 3000000", "Innbyggere med et bedre liv", "mennesker")
AGREE = [
    ("nb", "innen 2030", "deadline: 2030"),
    ("nb", "innen 2030", target("deadline: 2030-06-30")),
    ("nb", "innen 2030 og 2035", "deadline: 2035\n" + target("milestones: [{date: 2030, value: 1}]")),
    ("nb", "innen 2030 mot 2019", "deadline: 2030\n" + target("baseline: {value: 1, date: 2019}")),
    ("nb", "innen 2030 sammenlignet med 2010", "deadline: 2030"),
    ("nb", "innen 2030", ""),
    ("nb", "i tråd med Agenda 2030 innen 2035", "deadline: 2035"),
    ("nb", "30 prosent mindre matsvinn", target("value: -30, relative: true")),
    ("nb", "30 prosent mindre matsvinn", target("value: 70, baseline: {value: 100}", unit="kg")),
    ("nb", "redusere fra 20 til 10 prosent", target("value: 10, baseline: {value: 20}")),
    ("nb", "fra 20 prosent til 10 prosent matsvinn", target("value: 10, baseline: {value: 20}")),
    ("nb", "5 prosentpoeng mindre matsvinn", target("value: 15, baseline: {value: 20}")),
    ("nb", "en tredel mindre matsvinn", target("value: -33, relative: true")),
    ("nb", "halvere matsvinnet", target("value: -50, relative: true")),
    ("nb", "halvere matsvinnet", target("value: 10, baseline: {value: 20}")),
    ("nb", "doble matsvinnet", target("value: 40, baseline: {value: 20}", unit="kg")),
    ("nb", "alle elever skal fullføre", target("value: 100, direction: increase", "Elever som fullfører")),
    ("nb", "ingen elever skal falle fra", target("value: 0, direction: decrease", "Elever som faller fra", "elever")),
    ("en", "3 million people", target("value: 3000000", "People", "people")),
    ("nb", "over 3 millioner mennesker", PEOPLE),
    ("nb", "3 millioner mennesker", target("value: 3", unit="millioner mennesker")),
    ("nb", "3,5 mrd. kroner", target("value: 3500", unit="mill. kroner")),
    ("nb", "fem leveår", target("value: 76, baseline: {value: 71}", unit="leveår")),
    (
        "nb",
        "10,5 millioner mennesker rammes; 3 millioner mennesker skal få hjelp",
        PEOPLE + "\nchallenges: [{id: c, title: C, affected_groups: [{group: Syke, number: 10500000}]}]",
    ),
    # No data to compare with: no value, another sort of value, or a value of something else.
    ("nb", "halvere matsvinnet", ""),
    ("nb", "halvere matsvinnet", target("value: 80, direction: increase", "Kommuner som sorterer")),
    ("nb", "150 regioner", target("value: -30, relative: true")),
    ("nb", "150 regioner", target("value: 5", "Lengre liv", "år")),
    ("nb", "alle kommuner skal halvere matsvinnet", target("value: -50, relative: true")),
    ("nb", "alle kommuner skal delta", target("value: 80", "Elever som fullfører")),
    (
        "nb",
        "matsvinnet skal halveres",
        "targets: [{id: t, text: Matsvinn}, {id: u, text: Kommuner, unit: kommuner, value: 9, baseline: {value: 8}}]",
    ),
    ("nb", "alle elever skal ha det bra", target("value: 5, direction: decrease", "Elever som mobbes")),
    ("nb", "80 prosent av lærerne", target("value: 70, baseline: {value: 100}", unit="kg")),
    ("nb", "barn under 18 år", target("value: 12", "Venting", "år")),
]


@pytest.mark.parametrize(("language", "text", "fields"), AGREE)
def test_statement_and_data_agree(mission: Callable[[str], Mission], language: str, text: str, fields: str) -> None:
    assert list(disagreements(text, language, mission(fields))) == []


DIFFER: list[tuple[str, str, str, str, str, tuple[str, ...]]] = [
    ("nb", "innen 2032", "deadline: 2030", "year", "2032", ("2030",)),
    ("nb", "innen 2032", target("deadline: 2031"), "year", "2032", ("2031",)),
    ("en", "by 2032", "deadline: 2030\n" + target("deadline: 2029"), "year", "2032", ("2029", "2030")),
    ("nb", "halvere matsvinnet", target("value: -40, relative: true"), "number", "halvere", ("40",)),
    ("nb", "halvere matsvinnet", target("value: 15, baseline: {value: 20}"), "number", "halvere", ("25",)),
    ("nb", "30 prosent mindre", target("value: -40, relative: true"), "number", "30 prosent", ("40",)),
    (
        "nb",
        "30 prosent mindre",
        target("value: 80, baseline: {value: 100}", unit="kg"),
        "number",
        "30 prosent",
        ("20",),
    ),
    ("nb", "90 prosent av elevene", target("value: 80", "Elever"), "number", "90 prosent", ("80",)),
    ("nb", "10 prosentpoeng", target("value: 15, baseline: {value: 20}"), "number", "10 prosentpoeng", ("5",)),
    ("nb", "alt fôr", target("value: 80", "Fôr fra hav"), "number", "alt", ("80",)),
    ("nb", "matsvinnet halveres", target("value: -40, relative: true"), "number", "halveres", ("40",)),
    ("nn", "alle elevar", target("value: 80, direction: increase", "Elevar"), "number", "alle", ("80",)),
    ("nb", "ingen elever", target("value: 5, direction: decrease", "Elever"), "number", "ingen", ("5",)),
    ("nb", "3 millioner mennesker", target("value: 2000000", unit="mennesker"), "number", "3 millioner", ("2000000",)),
    ("nb", "3 mennesker", target("value: 3", unit="millioner mennesker"), "number", "3", ("3000000",)),
    ("en", "at least 150 regions", target("value: 100", "Regions", "regions"), "number", "150", ("100",)),
    (
        "nb",
        "9 millioner mennesker",
        PEOPLE + "\nchallenges: [{id: c, title: C, affected_groups: [{group: Syke, number: 10500000}]}]",
        "number",
        "9 millioner",
        ("3000000",),
    ),
]


@pytest.mark.parametrize(("language", "text", "fields", "kind", "said", "data"), DIFFER)
def test_statement_and_data_disagree(
    mission: Callable[[str], Mission],
    language: str,
    text: str,
    fields: str,
    kind: str,
    said: str,
    data: tuple[str, ...],
) -> None:
    found = list(disagreements(text, language, mission(fields)))
    assert [(f.kind, f.said, tuple(f"{Decimal(d).normalize():f}" for d in f.data)) for f in found] == [
        (kind, said, data)
    ]
