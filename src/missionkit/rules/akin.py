"""Words that are forms of one another, found without holding each word against each: texts come from strangers."""

import re
from dataclasses import dataclass
from functools import lru_cache

from missionkit.rules.numbers import function_words

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_STEM, _ENDING = 4, 3
_LONGEST_WORD = 60
_MOST_SIGNS = 2_000
"""Characters of a text that are read for what it is about."""


@dataclass(frozen=True, slots=True)
class Kin:
    """Words ready to be looked up by forms of them: themselves, their ends, their stems, and all that they start with.

    Stems and starts come with the length of the word.
    """

    words: frozenset[str]
    ends: frozenset[str]
    stems: frozenset[tuple[str, int]]
    starts: frozenset[tuple[str, int]]


def words_in(text: str) -> list[str]:
    """Return the words of a text in small letters, a very long one cut."""
    return [word[:_LONGEST_WORD] for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=1024)
def kin_of(texts: tuple[str, ...], language: str) -> Kin:
    """Return the words that texts are about, without those that every text of a language has."""
    words = {word for text in texts for word in words_in(text[:_MOST_SIGNS])} - function_words(language)
    return Kin(
        frozenset(words),
        frozenset(word[n:] for word in words for n in range(len(word) - _STEM + 1)),
        frozenset((_stem(word), len(word)) for word in words if len(word) >= _STEM),
        frozenset((word[:n], len(word)) for word in words for n in range(_STEM, len(word) + 1)),
    )


@lru_cache(maxsize=1024)
def related(text: str, kin: Kin, language: str) -> bool:
    """Say whether a text has a word that is a form of one of some words, or of the last part of one, or the reverse."""
    small = function_words(language)
    return any(_akin(word, kin) for word in {*words_in(text)} if word not in small)


def _akin(word: str, kin: Kin) -> bool:
    size = len(word)
    if size > 1 and word in kin.words:
        return True
    if size < _STEM:
        return False
    return (
        word in kin.ends
        or any(word[n:] in kin.words for n in range(1, size - _STEM + 1))
        or any((_stem(word), size + more) in kin.starts for more in range(_ENDING + 1))
        or any((word[: _stem_size(size - less)], size - less) in kin.stems for less in range(_ENDING + 1))
    )


def _stem(word: str) -> str:
    return word[: _stem_size(len(word))]


def _stem_size(size: int) -> int:
    return max(_STEM, size - 2)
