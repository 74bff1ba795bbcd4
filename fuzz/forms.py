"""Writes data as YAML in one of its many forms: block or flow, quotes, anchors, tags, layout."""

import json
import random
import re
from collections.abc import Sequence
from typing import Any


class Plain(str):
    """A scalar to be written as it stands, whatever it means."""

    __slots__ = ()


_SAFE = re.compile(r"[A-Za-zÆØÅæøå][\w ,.()/-]*\w")
_MEANINGS = {"true", "false", "null", "yes", "no"}


class Form:
    """Writes data as YAML in one of its many forms."""

    def __init__(self, chance: random.Random) -> None:
        """Layout, quotes, anchors and order follow from `chance`."""
        self.chance = chance
        self.flow = chance.choice((0.0, 0.0, 0.1, 0.4, 1.0))
        self.odd = chance.choice((0.0, 0.0, 0.02, 0.1))
        self.step = chance.choice((1, 2, 2, 2, 4))
        self.anchors = 0

    def text(self, documents: Sequence[Any]) -> str:
        """Return documents as one text."""
        return "---\n".join(self._block(one, 0).lstrip("\n") + "\n" for one in documents)

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
        text = self._decorated(value) or self._block(value, indent)
        if (
            isinstance(value, str)
            and not isinstance(value, Plain)
            and self.chance.random() < 0.1
            and value.isprintable()
        ):
            return f" {self.chance.choice('|>')}{self.chance.choice(('', '-', '+'))}\n{' ' * indent}{value.strip()}"
        return text if text.startswith("\n") else " " + text

    def _decorated(self, value: Any) -> str:
        """Return a value with an anchor or a tag, or an alias in its place; nothing most of the time."""
        if self.chance.random() >= self.odd:
            return ""
        if self.anchors and self.chance.random() < 0.5:
            return f"*a{self.chance.randint(0, self.anchors)}"
        self.anchors += 1
        mark = self.chance.choice(
            (f"&a{self.anchors}", f"&a{self.anchors}", "!!str", "!!int", "!x", "!", "!!map", "!!seq")
        )
        return f"{mark} {self._flow(value)}"

    def _flow(self, value: Any) -> str:
        if isinstance(value, dict):
            return (
                "{"
                + ", ".join(f"{self._word(k)}: {self._decorated(v) or self._flow(v)}" for k, v in value.items())
                + "}"
            )
        if isinstance(value, list):
            return "[" + ", ".join(self._decorated(one) or self._flow(one) for one in value) + "]"
        return self._word(value)

    def _word(self, value: Any) -> str:
        if isinstance(value, str) and not isinstance(value, Plain):
            plain = _SAFE.fullmatch(value) and value not in _MEANINGS and self.chance.random() < 0.8
            if plain:
                return value
            if value.isprintable() and self.chance.random() < 0.4:
                return "'" + value.replace("'", "''") + "'"
            return json.dumps(value, ensure_ascii=self.chance.random() < 0.5)
        if value is None:
            return self.chance.choice(("~", "null", ""))
        return str(value).lower() if isinstance(value, bool) else str(value)
