"""Catalogs and the texts of rules and changes say the same things in nb, nn and en."""

import string
from collections.abc import Iterator
from typing import Any

import pytest

from missionkit.codelist import code_list, code_list_names
from missionkit.diff.change import codes
from missionkit.diff.change import texts as texts_of_code
from missionkit.model import KINDS, Entity
from missionkit.model.walk import plan
from missionkit.resources import packaged, packaged_names
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


SUBJECTS = ("", "brief/", "diff/", "fields/", "look/", "reference/", "start/")
LONG = 25
"""Longer texts are sentences, and no sentence is the same in Norwegian and English."""


@pytest.mark.parametrize("subject", SUBJECTS)
def test_catalogs_have_equal_keys_and_placeholders(subject: str) -> None:
    catalogs = {language: dict(leaves(packaged(f"language/{subject}{language}.yaml"))) for language in LANGUAGES}
    for language in ("nn", "en"):
        assert list(catalogs[language]) == list(catalogs["nb"])
        for key, words in catalogs[language].items():
            assert fields(words) == fields(catalogs["nb"][key]), key


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_norwegian_catalogs_are_translated(subject: str, language: str) -> None:
    english = dict(leaves(packaged(f"language/{subject}en.yaml")))
    for key, words in leaves(packaged(f"language/{subject}{language}.yaml")):
        assert len(words) <= LONG or words != english[key], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_in_two_catalogs(language: str) -> None:
    keys = [key for subject in SUBJECTS for key in packaged(f"language/{subject}{language}.yaml")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", sorted(codes()))
def test_every_change_has_all_texts_in_three_languages(name: str) -> None:
    words = texts_of_code(name)
    assert "default" in words["message"]
    assert not fields(words["title"]["nb"] + words["why"]["nb"])
    for text in (words["title"], words["why"], *words["message"].values()):
        assert list(text) == list(LANGUAGES)
        assert all(text[language].strip() for language in LANGUAGES)
        assert len({frozenset(fields(text[language])) for language in LANGUAGES}) == 1, text
        assert len(text["en"]) <= LONG or text["en"] not in (text["nb"], text["nn"]), text


@pytest.mark.parametrize("name", sorted(codes()))
def test_sentences_about_changes_end_and_quote_as_their_language_does(name: str) -> None:
    words = texts_of_code(name)
    for text in (words["why"], *words["message"].values()):
        for language, sentence in text.items():
            opened, closed, foreign = ("“", "”", "«»") if language == "en" else ("«", "»", "“”")
            assert sentence.endswith((".", closed)), sentence
            assert sentence.count(opened) == sentence.count(closed)
            assert not set(sentence) & set(foreign + '"'), sentence


def models() -> dict[str, type[Entity]]:
    """Every model of documents and of their parts, by name."""
    found: dict[str, type[Entity]] = {}
    ahead: list[type[Entity]] = list(KINDS.values())
    while ahead:
        model = ahead.pop()
        found[model.__name__] = model
        ahead += [one.part for one in plan(model) if one.part is not None and one.part.__name__ not in found]
    return found


def test_every_field_and_part_has_a_name_and_no_other() -> None:
    wanted = {f"part-{name}" for name in models()}
    wanted |= {f"field-{one.key}" for model in models().values() for one in plan(model)}
    names = packaged("language/fields/nb.yaml")
    assert set(names) == wanted
    assert all(words[0].isupper() and not words.endswith(".") for words in names.values())


def test_every_change_stands_in_one_family() -> None:
    written = [name for family in packaged_names("diff/codes") for name in packaged(f"diff/codes/{family}.yaml")]
    assert sorted(written) == sorted(codes())


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
