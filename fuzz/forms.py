"""Writes data as YAML in one of its many forms: block or flow, quotes, anchors, tags, layout."""

import json
import random
import re
from collections.abc import Sequence
from typing import Any


class Plain(str):
    """A scalar to be written as it stands, whatever it means."""

    __slots__ = ()


class Form:
    """Writes data as YAML in one of its many forms; a faithful one means the same data, any other may not."""

    def __init__(self, chance: random.Random, faithful: bool = False) -> None:
        """Layout, quotes, anchors and order follow from `chance`."""
        self.chance, self.faithful = chance, faithful
        self.flow = chance.choice((0.0, 0.0, 0.1, 0.4, 1.0))
        self.odd = chance.choice((0.0, 0.0, 0.02, 0.1))
        self.step = chance.choice((1, 2, 2, 2, 4))
        self.anchors: list[Any] = []

    def text(self, documents: Sequence[Any]) -> str:
        """Return documents as one text."""
        return "---\n".join(self._document(one) for one in documents)

    def _document(self, value: Any) -> str:
        self.anchors = []
        return self._block(value, 0).lstrip("\n") + "\n"

    def _block(self, value: Any, indent: int) -> str:
        if not isinstance(value, dict | list) or not value or self.chance.random() < self.flow or indent > 60:
            return self._flow(value)
        start = "\n" + " " * indent
        if isinstance(value, dict):
            rows = [f"{self._word(key)}:{self._after(one, indent + self.step)}" for key, one in value.items()]
        else:
            rows = [f"-{self._after(one, indent + self.step)}" for one in value]
        return start + start.join(rows)

    def _after(self, value: Any, indent: int) -> str:
        text = self._decorated(value) or self._lines(value, indent) or self._block(value, indent)
        return text if text.startswith("\n") else " " + text

    def _lines(self, value: Any, indent: int) -> str:
        """Return a text as a block of lines, some times; nothing where it cannot be one."""
        if not isinstance(value, str) or isinstance(value, Plain) or self.chance.random() > 0.1:
            return ""
        if not value.isprintable() or not value or (self.faithful and value != value.strip()):
            return ""
        end = "-" if self.faithful else self.chance.choice(("", "-", "+"))
        return f"{self.chance.choice('|>')}{end}\n{' ' * indent}{value.strip()}"

    def _decorated(self, value: Any) -> str:
        """Return a value with an anchor or a tag, or an alias in its place; nothing most of the time."""
        if self.chance.random() >= self.odd:
            return ""
        if self.faithful:
            return self._same(value)
        if self.anchors and self.chance.random() < 0.5:
            return f"*a{self.chance.randint(0, len(self.anchors))}"
        self.anchors.append(value)
        own = f"&a{len(self.anchors)}"
        return f"{self.chance.choice((own, own, '!!str', '!!int', '!x', '!', '!!map', '!!seq'))} {self._flow(value)}"

    def _same(self, value: Any) -> str:
        """Return a value with an anchor or a tag that fits, or as an alias of an equal one."""
        for number, known in enumerate(self.anchors):
            if known == value and type(known) is type(value):
                return f"*a{number}"
        tag = _TAGS.get(type(value))
        if tag and self.chance.random() < 0.5:
            return f"{tag} {self._flow(value)}"
        text = self._flow(value)
        self.anchors.append(value)
        return f"&a{len(self.anchors) - 1} {text}"

    def _flow(self, value: Any) -> str:
        if isinstance(value, dict):
            pairs = (f"{self._word(key)}: {self._decorated(one) or self._flow(one)}" for key, one in value.items())
            return "{" + ", ".join(pairs) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self._decorated(one) or self._flow(one) for one in value) + "]"
        return self._word(value)

    def _word(self, value: Any) -> str:
        if isinstance(value, str) and not isinstance(value, Plain):
            return self._quoted(value)
        if value is None:
            return self.chance.choice(("~", "null") if self.faithful else ("~", "null", ""))
        return str(value).lower() if isinstance(value, bool) else str(value)

    def _quoted(self, value: str) -> str:
        if _SAFE.fullmatch(value) and value.lower() not in _MEANINGS and self.chance.random() < 0.8:
            return value
        if value.isprintable() and self.chance.random() < 0.4:
            return "'" + value.replace("'", "''") + "'"
        # YAML knows no pairs of surrogates, so what lies beyond the first plane is never escaped.
        escaped = not self.faithful or max(value, default="") < "\U00010000"
        return json.dumps(value, ensure_ascii=escaped and (not value.isprintable() or self.chance.random() < 0.5))


_SAFE = re.compile(r"[A-Za-zÆØÅæøå][\w .()/-]*\w")
_MEANINGS = {"true", "false", "null", "yes", "no"}
_TAGS: dict[type, str] = {str: "!", int: "!!int", bool: "!!bool", list: "!!seq", dict: "!!map"}
"""Tags that change nothing; `!` says that a plain word is a text."""
