"""A small register in memory, and the place in it for a stranger's file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from missionkit.register import Register, load_register
from missionkit.source.tree import CONFIG, Unreadable

HERE = Path(__file__).parent
HOSTILE = "hostile.yaml"
TODAY = date(2026, 11, 23)
AFTER, SETTINGS = b"\n#### after\n", b"\n#### settings\n"


@dataclass
class Memory:
    """A register whose files are in memory; see `missionkit.source.tree.Tree`."""

    contents: dict[str, bytes]
    name: str = "memory"

    def files(self) -> Iterator[str]:
        """Yield the paths of the documents."""
        yield from sorted(set(self.contents) - {CONFIG})

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raises Unreadable."""
        if path not in self.contents:
            raise Unreadable("unreadable-file", reason="No such file or directory")
        return self.contents[path]

    def config(self) -> bytes | None:
        """Return the settings, if there are any."""
        return self.contents.get(CONFIG)

    def shown(self, path: str) -> str:
        """Return the path as it is."""
        return path

    def blob(self, path: str) -> str | None:
        """Return None: the bytes must be read."""
        return None


@cache
def neighbours() -> dict[str, bytes]:
    """Return the files of the register that the stranger's file lies in."""
    return {path.name: path.read_bytes() for path in sorted((HERE / "register").glob("*.yaml"))}


def tree_of(data: bytes) -> Memory:
    """Return the register with a stranger's file in it, and with the settings that stand in the bytes."""
    text, divider, settings = data.partition(SETTINGS)
    return Memory({**neighbours(), HOSTILE: text} | ({CONFIG: settings} if divider else {}))


@cache
def at_home() -> Register:
    """Return the register without a stranger's file: what has been read once need not be read again."""
    return load_register(Memory(neighbours()))


def loaded(data: bytes, whole: bool) -> Register:
    """Return the register with a stranger's file, its neighbours read anew only if all is asked for."""
    return load_register(tree_of(data), like=None if whole else at_home())
