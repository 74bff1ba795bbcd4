"""The history of a register: newest version first for people, oldest first for programs, in three languages."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_tables import tables
from two_states import comparison_of, write_states

from missionkit.output.changes.history import HISTORIES, Step
from missionkit.values import LANGUAGES

DAYS = {"nb": "23. november 2026", "nn": "23. november 2026", "en": "23 November 2026"}


def steps(folder: Path, language: str) -> list[Step]:
    """A first version that nothing tells of, one that changes much, one that changes nothing, one that is broken."""
    found = comparison_of(folder, language)
    (one,) = found.compared
    still = replace(found, compared=(replace(one, changes=()),))
    step = Step("v1.1", "1" * 40, "2026-11-23", found)
    third = replace(step, name="v1.2", commit="2" * 40, comparison=still)
    return [step, third, replace(step, name="v|2", commit="3" * 40, comparison=None, failed="the state is broken")]


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("states")
    write_states(folder)
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_histories_are_as_kept(language: str, states: Path, golden: Callable[[str, str], None]) -> None:
    for form, ending in (("text", "txt"), ("markdown", "md")):
        golden(f"diff/history.{language}.{ending}", HISTORIES[form](steps(states, language), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_row_for_each_version_newest_first(language: str, states: Path) -> None:
    text = HISTORIES["markdown"](steps(states, language), language)
    (table,) = tables(text.replace("<br>", " "))
    assert [row[0] for row in table[1:]] == ["v|2", "v1.2", "v1.1"]
    assert {row[1] for row in table[1:]} == {DAYS[language]}
    assert all(row[2] for row in table[1:])


def test_programs_get_all_changes_and_what_failed(states: Path) -> None:
    found = steps(states, "nb")
    data = json.loads(HISTORIES["json"](found, "nb"))
    first, second, third = data["versions"]
    assert [one["version"] for one in data["versions"]] == ["v1.1", "v1.2", "v|2"]
    assert (first["date"], first["error"]) == ("2026-11-23", None)
    assert len(first["changes"]) == len(found[0].comparison.changes if found[0].comparison else ())
    assert (second["changes"], third["changes"], third["error"]) == ([], [], "the state is broken")
