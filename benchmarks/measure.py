"""Runs commands in turn and says what they took, one against another in the same round."""

import atexit
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

METER = Path(__file__).parent / "meter.py"
BIN = Path(sys.executable).parent
MISSIONKIT = str(BIN / "missionkit")
BARE = "bare interpreter"
_OFTEN, _SELDOM = 0.02, 0.25
"""Seconds between two looks at the memory of all processes."""


class WentWrong(Exception):
    """A command left with a code that it should not leave with."""


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds on the wall and of processors, peak MiB of the largest process and of all."""

    wall: float
    processor: float
    largest: float
    together: float


@dataclass(frozen=True)
class Command:
    """A command, the folder it runs in, what is done before each run, and the codes it may leave with.

    `once` is for commands so slow that one round must do.
    """

    arguments: Sequence[str]
    folder: Path
    before: Callable[[], object] | None = None
    codes: frozenset[int] = frozenset({0, 1})
    once: bool = False


@dataclass(frozen=True)
class Runs:
    """What each command took in each round, and how much memory."""

    costs: Mapping[str, Sequence[Cost]]
    memory: Mapping[str, Cost]

    def ratio(self, name: str, base: str, of: str = "wall") -> float:
        """Return the median over the rounds of what a command took as a multiple of another in the same round."""
        pairs = zip(self.costs[name], self.costs[base], strict=False)
        quotients: list[float] = [getattr(a, of) / max(getattr(b, of), 1e-6) for a, b in pairs]
        return statistics.median(quotients)

    def median(self, name: str) -> float:
        """Return the median seconds on the wall."""
        return statistics.median(cost.wall for cost in self.costs[name])


def bare() -> Command:
    """Return an interpreter that does nothing: the floor of any command in Python."""
    return Command((sys.executable, "-c", "pass"), Path.cwd(), codes=frozenset({0}))


def run(command: Command, pause: float = 0.0) -> Cost:
    """Run a command once; with a pause its memory is looked at that often. Raises WentWrong."""
    if command.before:
        command.before()
    with TemporaryDirectory() as folder:
        errors = Path(folder) / "errors"
        call = [sys.executable, "-IS", str(METER), str(pause), str(errors), *command.arguments]
        said = subprocess.run(call, cwd=command.folder, stdout=subprocess.PIPE, check=True, env=environment()).stdout
        took = json.loads(said)
        if took.pop("code") not in command.codes:
            raise WentWrong(f"{command.arguments[:4]}: {errors.read_text('utf-8', 'replace')[-500:]}")
    return Cost(**took)


def in_turn(commands: Mapping[str, Command], rounds: int) -> Runs:
    """Run the commands one after the other, over and over (A B C A B C), after a round that only looks at memory."""
    memory = {name: run(command, _OFTEN) for name, command in commands.items() if not command.once}
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(rounds):
        for name, command in commands.items():
            if turn == 0 or not command.once:
                costs[name].append(run(command, _SELDOM if command.once else 0.0))
        tell(f"  round {turn + 1} of {rounds}")
    return Runs(costs, {name: memory.get(name, costs[name][0]) for name in commands})


_CACHES = TemporaryDirectory(prefix="missionkit-bench-cache-")
atexit.register(_CACHES.cleanup)


def environment() -> dict[str, str]:
    """Return the environment of every run: ours, with a cache folder that is empty at first and of this run only."""
    return {**os.environ, "MISSIONKIT_CACHE_DIR": _CACHES.name}


def tell(text: str) -> None:
    """Say how far the benchmarks have come."""
    print(text, file=sys.stderr, flush=True)
