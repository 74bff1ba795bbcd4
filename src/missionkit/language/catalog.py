"""Catalogs of fixed words, and how facts are put into them."""

import string
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from missionkit.codelist import Label
from missionkit.finding import Amount, Either, Phrase
from missionkit.resources import packaged
from missionkit.values import PartialDate, Text

_FORMATTER = string.Formatter()
_AND = {"nb": "og", "nn": "og", "en": "and"}
_OR = {"nb": "eller", "nn": "eller", "en": "or"}


def say(key: str, language: str, /, **facts: object) -> str:
    """Return the words of a catalog entry; one with `one` and `other` is chosen by the fact `count`.

    Raises KeyError for an unknown key.
    """
    entry: Any = catalog(language)[key]
    if isinstance(entry, dict):
        entry = entry["one" if facts.get("count") == 1 else "other"]
    return fill(str(entry), facts, language)


@cache
def catalog(language: str) -> dict[str, Any]:
    """Return all fixed words of a language: of commands, briefs, lists, comparisons, and the names of fields."""
    parts = (packaged(f"language/{folder}{language}.yaml") for folder in ("", "brief/", "look/", "diff/", "fields/"))
    return {key: words for part in parts for key, words in part.items()}


def fill(words: str, facts: Mapping[str, object], language: str) -> str:
    """Return the words with `{name}` replaced by facts; only plain names are looked up, never attributes."""
    if "{" not in words:
        return words
    found = []
    for before, name, _, _ in _FORMATTER.parse(words):
        found.append(before)
        if name is not None:
            found.append(fact(facts.get(name, ""), language))
    return "".join(found)


def fact(value: object, language: str) -> str:
    """Return a fact as people of a language write it: numbers, dates and lists too."""
    if isinstance(value, tuple | list):
        word = (_OR if isinstance(value, Either) else _AND)[language]
        return join([fact(v, language) for v in value], word)
    if isinstance(value, Phrase):
        return say(value.key, language, **value.facts)
    if isinstance(value, Label):
        return value.text(language)
    if isinstance(value, Text):
        return value.pick(language)[0]
    if isinstance(value, Decimal | PartialDate | date | Amount):
        from missionkit.language.formats import date_text, money, shown

        if isinstance(value, Amount):
            return money(value.value, value.currency, language)
        return shown(value, language) if isinstance(value, Decimal) else date_text(value, language)
    return str(value)


def join(words: list[str], last: str) -> str:
    """Return a list in a sentence, `a, b og c`, with the word that stands before the last."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)
