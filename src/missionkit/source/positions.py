"""Where the keys and scalars of a document stand in its file."""

from dataclasses import dataclass, field

from missionkit.finding import START, Path, Span


@dataclass(slots=True)
class Positions:
    """Where the keys and scalars of one document stand."""

    keys: dict[Path, Span] = field(default_factory=dict)
    scalars: dict[Path, Span] = field(default_factory=dict)
    aliases: dict[Path, Path] = field(default_factory=dict)
    root: Span = START

    def span(self, path: Path) -> Span:
        """Return the span of the key at a path, or of the nearest mapping above that does exist."""
        path = self._real(path)
        while path and path not in self.keys:
            path = path[:-1]
        return self.keys.get(path, self.root)

    def scalar(self, path: Path) -> Span | None:
        """Return the span of the scalar at a path, if there is one."""
        return self.scalars.get(self._real(path))

    def _real(self, path: Path) -> Path:
        for length in range(1, len(path) + 1):
            target = self.aliases.get(path[:length])
            if target is not None:
                return self._real(target + path[length:])
        return path
