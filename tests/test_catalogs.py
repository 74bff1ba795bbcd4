"""Catalogs and rule texts say the same things in nb, nn and en."""

import string
from collections.abc import Iterator
from typing import Any

import pytest

from missionkit.codelist import code_list, code_list_names
from missionkit.resources import packaged
from missionkit.rules.rule import RULES
from missionkit.rules.table import FAMILIES, rules
from missionkit.rules.texts import texts
from missionkit.values import LANGUAGES


def fields(words: str) -> set[str]:
    """The placeholders of a text; anything but a plain name is refused."""
    found = {name for _, name, form, convert in string.Formatter().parse(words) if name is not None}
    assert all(name.isidentifier() for name in found), words
    return found


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}")
    else:
        yield path, node


@pytest.mark.parametrize("folder", ["", "brief/", "look/", "start/"])
def test_catalogs_have_equal_keys_and_placeholders(folder: str) -> None:
    catalogs = {language: dict(leaves(packaged(f"language/{folder}{language}.yaml"))) for language in LANGUAGES}
    for language in ("nn", "en"):
        assert catalogs[language].keys() == catalogs["nb"].keys()
        for key, words in catalogs[language].items():
            assert fields(words) == fields(catalogs["nb"][key]), key


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_has_all_texts_in_three_languages(name: str) -> None:
    words = texts(name)
    assert set(words) == {"title", "message", "why", "fix", "example", "source"}
    for text in (words["title"], words["why"], words["source"], *words["message"].values(), *words["fix"].values()):
        assert set(text) == set(LANGUAGES)
        assert all(text[language].strip() for language in LANGUAGES)
        assert len({frozenset(fields(text[language])) for language in LANGUAGES}) == 1, text
    assert "default" in words["message"]
    assert "default" in words["fix"]
    assert words["example"].strip()


def test_no_text_is_left_without_a_rule() -> None:
    written = {name for family in FAMILIES for name in packaged(f"rules/{family}.yaml")}
    assert written == set(RULES)


def test_names_are_kebab_case_and_families_known() -> None:
    for rule in rules():
        assert rule.name == rule.name.lower().replace("_", "-")
        assert rule.family in FAMILIES


@pytest.mark.parametrize("name", code_list_names())
def test_code_lists_tell_source_version_licence_and_labels(name: str) -> None:
    codes = code_list(name)
    assert codes.source
    assert codes.version
    assert codes.licence
    assert set(codes.title) == set(LANGUAGES)
    for code in codes:
        assert all(codes.labels[code].get(language) for language in LANGUAGES), code


def test_sizes_of_the_official_lists() -> None:
    sizes = {"sdg-goal": 17, "sdg-target": 169, "los": 14, "cofog": 10, "ford": 48, "trl": 9, "life-event": 7}
    assert {name: len(list(code_list(name))) for name in sizes} == sizes
