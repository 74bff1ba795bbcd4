"""Where the keys and scalars of a document stand in its file."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from missionkit.finding import START, Path, Span


@dataclass(slots=True)
class Positions:
    """Where the keys and scalars of one document stand.

    They are noted as the parser's events, of which `span_of` makes spans: few of them are ever asked for.
    """

    span_of: Callable[[Any], Span]
    noted_keys: dict[Path, Any] = field(default_factory=dict)
    noted_scalars: dict[Path, Any] = field(default_factory=dict)
    aliases: dict[Path, Path] = field(default_factory=dict)
    noted_root: Any = None

    @property
    def keys(self) -> dict[Path, Span]:
        """The spans of all keys and list items by data path."""
        return {path: self.span_of(event) for path, event in self.noted_keys.items()}

    @property
    def scalars(self) -> dict[Path, Span]:
        """The spans of all scalars by data path."""
        return {path: self.span_of(event) for path, event in self.noted_scalars.items()}

    @property
    def root(self) -> Span:
        """The span of the document: of its first key, or of all it has."""
        return self.span_of(self.noted_root) if self.noted_root is not None else START

    def span(self, path: Path) -> Span:
        """Return the span of the key at a path, or of the nearest mapping above that does exist."""
        path = self._real(path)
        while path and path not in self.noted_keys:
            path = path[:-1]
        return self.span_of(self.noted_keys[path]) if path in self.noted_keys else self.root

    def scalar(self, path: Path) -> Span | None:
        """Return the span of the scalar at a path, if there is one."""
        event = self.noted_scalars.get(self._real(path))
        return None if event is None else self.span_of(event)

    def _real(self, path: Path) -> Path:
        for length in range(1, len(path) + 1) if self.aliases else ():
            target = self.aliases.get(path[:length])
            if target is not None:
                return self._real(target + path[length:])
        return path
