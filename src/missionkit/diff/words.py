"""What changes say to people, in nb, nn and en."""

import re

from missionkit.codelist import Label
from missionkit.diff.change import Change, Level, Subject, texts
from missionkit.finding import Finding, Phrase
from missionkit.language.catalog import fact, fill, say
from missionkit.rules.texts import message as finding_message
from missionkit.values import Text

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
    return fill(words, {name: _short(value, language) for name, value in facts.items()}, language)


def _short(value: object, language: str) -> object:
    if isinstance(value, Finding):
        return finding_message(value, language)
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
    name = Label("criterion", str(about.name)) if about.part == "Assessment" else about.name
    return f"{whole} › {say(f'part-{about.part}', language)} {_quoted(fact(name, language), language)}"


def _quoted(words: str, language: str) -> str:
    shown = " ".join(words.split())
    return quoted(shown if len(shown) <= 100 else shown[:100].rsplit(" ", 1)[0] + " …", language)


def quoted(words: str, language: str) -> str:
    """Return words between the quotation marks of a language."""
    return f"“{words}”" if language == "en" else f"«{words}»"


def level_name(level: Level, language: str) -> str:
    """Return what people call a level."""
    return say(f"level-name-{level}", language)
