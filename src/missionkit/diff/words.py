"""What changes say to people, in nb, nn and en."""

import re

from missionkit.diff.change import Change, Level, Subject, texts
from missionkit.finding import Finding, Phrase
from missionkit.language.catalog import fact, fill, say
from missionkit.rules.texts import message as finding_message
from missionkit.values import PartialDate, Text

_UNQUOTED = re.compile(r"(?<![“«])\{(\w+)\}")
_CLOSING = "”»`)"
_ENDINGS = (".", "?", "!", "…")
_MOST, _MOST_OF_NAME = 400, 100
"""Characters of a text, and of a name, that a message repeats."""


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
    short = {name: shortened(value, language) for name, value in facts.items()}
    told = fill(words, {n: _name(v) if n in bare else v for n, v in short.items()}, language)
    return told if told.rstrip(_CLOSING).endswith(_ENDINGS) else f"{told}."


def _name(value: object) -> object:
    """Return a text without its full stop, as a name within a sentence."""
    if isinstance(value, tuple):
        return type(value)(_name(item) for item in value)
    return value.removesuffix(".") if isinstance(value, str) and not value.endswith("..") else value


def shortened(value: object, language: str) -> object:
    """Return a fact with its texts in one row, cut where they are long."""
    if isinstance(value, Finding):
        return _row(finding_message(value, language), 2 * _MOST)
    if isinstance(value, Phrase) and value.key == "diff-named":
        return shortened(value.facts["text"], language)
    if isinstance(value, Text | str):
        return _row(fact(value, language), _MOST)
    if isinstance(value, tuple):
        return type(value)(shortened(item, language) for item in value)
    return value


def _row(words: str, most: int) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= most else shown[:most].rsplit(" ", 1)[0] + " …"


def acceptance(change: Change, language: str) -> str:
    """Return why a change is accepted, by whom and until when; nothing where it is not."""
    accepted = change.accepted
    if accepted is None:
        return ""
    key = "diff-accepted-until" if accepted.until else "diff-accepted-by"
    facts = {"reason": accepted.reason, "by": accepted.by}
    until = PartialDate.parse(accepted.until) if accepted.until else ""
    return say(key, language, until=until, **{name: shortened(words, language) for name, words in facts.items()})


def told(change: Change, language: str) -> str:
    """Return what a change says for a page: names that stand between backticks are quoted instead."""
    return re.sub(r"`«?([^`»]+)»?`", lambda match: _quoted(match[1], language), message(change, language))


def subject(about: Subject, language: str) -> str:
    """Return what a change is about: the document, and the part of it where it has a name."""
    whole = _row(fact(about.title, language), _MOST_OF_NAME) if about.title else about.id
    if about.name is None:
        return whole
    return f"{whole} › {say(f'part-{about.part}', language)} {_quoted(fact(about.name, language), language)}"


def _quoted(words: str, language: str) -> str:
    shown = _row(words, _MOST_OF_NAME)
    return f"“{shown}”" if language == "en" else f"«{shown}»"


def level_name(level: Level, language: str) -> str:
    """Return what people call a level."""
    return say(f"level-name-{level}", language)
