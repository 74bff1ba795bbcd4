"""What comes of reading one file, and the limits of reading."""

from dataclasses import dataclass, field

from missionkit.finding import START, Fault, Place
from missionkit.source.positions import Positions

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 100
MOST_NODES = 10_000
"""How many nodes the aliases of one document may stand for, in all."""
MOST_DOCUMENTS = 5_000
MOST_FAULTS = 10_000
"""How many faults of one file are told; a file of 1 MiB has room for hundreds of thousands."""


@dataclass(slots=True)
class Read:
    """One document of a file: its data, and its positions when they were asked for."""

    data: object
    positions: Positions | None = None


@dataclass(slots=True)
class Reading:
    """What came of reading one file: its documents and its faults, and the ids seen in parts that broke."""

    documents: list[Read] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


class WithPositions(Exception):
    """The text must be read with positions, to tell what is wrong with it."""


class Stop(Exception):
    """A limit was passed, or this is no UTF-8 at all: nothing more of this file is read."""


def too_many_faults(file: str, document: int = 0) -> Fault:
    """Return the fault that says that no more faults of a file are told."""
    return Fault("too-many-faults", Place(file, document), {"limit": MOST_FAULTS}, "file", START)
