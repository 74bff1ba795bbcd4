"""Makes text from strangers harmless for a terminal or a log: no escape, no hidden direction, no line, no command."""

import json
import re
import unicodedata

_OLD_COMMAND = "##["
"""Starts a command of GitHub's runner wherever it stands in a line (`##[stop-commands]` silences all later ones)."""
_HIDDEN = "\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
HIDDEN = re.compile(f"[{_HIDDEN}]")
"""Characters that JSON may hold as they are, but that a terminal obeys or hides."""
_UNSAFE = re.compile(f"[\x00-\x1f{_HIDDEN}\ud800-\udfff]" r"|#(?=#\[)|(?<!\S):(?=:)")


def safe(text: str, start: int = 0, end: int | None = None) -> str:
    """Return a stretch of a text, with control and direction characters shown as `\\x1b` or `\\u202e`.

    What GitHub's runner would obey is shown so too: the first sign of `##[`, and of `::` where a line, once
    wrapped, may start with it; also where the stretch ends within it.
    """
    end = len(text) if end is None else end
    shown, done = [], start
    # Two more characters say whether a command begins; the rest of a line may be a million.
    for match in _UNSAFE.finditer(text, start, end + 2):
        if match.start() >= end:
            break
        shown += [text[done : match.start()], _escaped(match[0])]
        done = match.end()
    return "".join([*shown, text[done:end]])


def _escaped(character: str) -> str:
    if character > "\x9f" or character < " ":
        return repr(character)[1:-1]
    return f"\\x{ord(character):02x}"


def safe_file(name: str) -> str:
    """Return a file name to start a line with; one that looks like a command (`::error::`) gets `./` in front."""
    return safe(f"./{name}" if name.lstrip().startswith("::") else name)


def safe_json(data: object) -> str:
    """Return data as JSON text in UTF-8 that holds no command of a log and nothing hidden, all as JSON escapes.

    What is no Unicode becomes `?`.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2).replace(_OLD_COMMAND, "#\\u0023[")
    text = HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text.encode("utf-8", "replace").decode() + "\n"


BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
"""What ends a line or leaves a gap in it."""
_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_[]#|~!{}<>$"} | {"@": "@\u200b", "&": "&amp;"})
_REFERENCE = re.compile(r"(\\#|\bGH-)(?=\d)")
"""What GitHub links to an issue, even where the number sign is escaped."""


def markdown_safe(words: str) -> str:
    """Return data as Markdown that means just these words: no link, cell, mention, issue, formula or markup."""
    return _REFERENCE.sub("\\1\u200b", safe(BREAKS.sub(" ", words)).translate(_MARKDOWN))


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
