"""What changes say to people, in nb, nn and en."""

import re

from missionkit.diff.change import Change, Level, Subject, texts
from missionkit.finding import Finding, Phrase
from missionkit.language.catalog import fact, fill, say
from missionkit.rules.texts import message as finding_message
from missionkit.values import Text

_UNQUOTED = re.compile(r"(?<![“«])\{(\w+)\}")
_CLOSING = "”»`)"
_ENDINGS = (".", "?", "!", "…")
_MOST = 400
"""Characters of a text that a message repeats."""


def title(code: str, language: str) -> str:
    """Return the name of a code of change in a few words."""
    return str(texts(code)["title"][language])


def why(code: str, language: str) -> str:
    """Return why a reviewer should look at it."""
    return str(texts(code)["why"][language])


def messages(code: str, language: str) -> list[str]:
    """Return all messages of a code, with their placeholders."""
    return [str(words[language]) for words in texts(code)["message"].values()]


def message(change: Change, language: str) -> str:
    """Return what a change says, as a sentence or more."""
    cases = texts(change.code.name)["message"]
    words = cases.get(change.case, cases["default"])[language]
    facts = {"before": Phrase("diff-nothing"), "after": Phrase("diff-nothing"), **change.facts}
    bare = set(_UNQUOTED.findall(words))
    shown = {n: _name(_short(v, language)) if n in bare else _short(v, language) for n, v in facts.items()}
    told = fill(words, shown, language)
    return told if told.rstrip(_CLOSING).endswith(_ENDINGS) else f"{told}."


def _name(value: object) -> object:
    """Return a text without its full stop, as a name within a sentence."""
    if isinstance(value, tuple):
        return tuple(_name(item) for item in value)
    return value.removesuffix(".") if isinstance(value, str) and not value.endswith("..") else value


def _short(value: object, language: str) -> object:
    if isinstance(value, Finding):
        return finding_message(value, language)
    if isinstance(value, Phrase) and value.key == "diff-named":
        return _short(value.facts["text"], language)
    if isinstance(value, Text | str):
        words = " ".join(fact(value, language).split())
        return words if len(words) <= _MOST else words[:_MOST].rsplit(" ", 1)[0] + " …"
    if isinstance(value, tuple):
        return tuple(_short(item, language) for item in value)
    return value


def told(change: Change, language: str) -> str:
    """Return what a change says for a page: names that stand between backticks are quoted instead."""
    return re.sub(r"`«?([^`»]+)»?`", lambda match: _quoted(match[1], language), message(change, language))


def subject(about: Subject, language: str) -> str:
    """Return what a change is about: the document, and the part of it where it has a name."""
    whole = fact(about.title, language) if about.title else about.id
    if about.name is None:
        return whole
    return f"{whole} › {say(f'part-{about.part}', language)} {_quoted(fact(about.name, language), language)}"


def _quoted(words: str, language: str) -> str:
    shown = " ".join(words.split())
    shown = shown if len(shown) <= 100 else shown[:100].rsplit(" ", 1)[0] + " …"
    return f"“{shown}”" if language == "en" else f"«{shown}»"


def level_name(level: Level, language: str) -> str:
    """Return what people call a level."""
    return say(f"level-name-{level}", language)
