"""What a part of the benchmarks is given, and what it gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from registers import Registers

_LARGE = 100_000
_ROUNDS_OF_LARGE = 2


@dataclass(frozen=True)
class Plan:
    """The sizes of registers to measure, smallest first, how many rounds, and where registers come from."""

    sizes: tuple[int, ...]
    rounds: int
    registers: Registers

    def rounds_at(self, size: int) -> int:
        """Return how many rounds a register of a size gets: the largest take minutes each."""
        return min(self.rounds, _ROUNDS_OF_LARGE) if size >= _LARGE else self.rounds

    def up_to(self, size: int) -> int:
        """Return the largest of the sizes that is no larger than this."""
        return max((s for s in self.sizes if s <= size), default=self.sizes[0])


@dataclass(frozen=True)
class Result:
    """The tables of a part by the name of their place in the README, and its figures by name."""

    tables: Mapping[str, str]
    figures: Mapping[str, float] = field(default_factory=dict)


Part = Callable[[Plan], Result]
