"""Part `peers`: a full check against other programs on the same files, in turn, and what each of them finds."""

import sys
import time
from pathlib import Path

import peers
from measure import BARE, Command, Runs, bare, in_turn, run, tell
from missionkit_commands import cold, warm
from part import Plan, Result
from registers import Made, Toggle
from tables import shown, table

_SLOW = ("yamllint", "check-jsonschema")
_MANY, _LARGE = 10_000, 100_000
OWN = "missionkit, 1 process"
PARSE = """
import gc, os, sys
gc.disable()
from missionkit.source.yaml import read
for folder, below, names in os.walk("."):
    below[:] = [b for b in below if not b.startswith(".")]
    for name in names:
        if name.endswith(".yaml"):
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                read(file.read(), path)
"""
"""Reads and parses every file with missionkit's own loader, without positions, in one process."""


def part(plan: Plan) -> Result:
    """Return the table of each size, and what each program finds of planted faults."""
    found, tables, figures = peers.finds(), list[str](), dict[str, float]()
    for size in plan.sizes:
        tell(f"peers: {size} projects")
        runs = in_turn(_commands(plan.registers.of(size), size), plan.rounds_at(size))
        tables.append(f"**{shown(size)} projects**\n\n{table(_HEADS, (_row(name, runs) for name in runs.costs))}")
        figures |= _figures(runs, size)
    return Result({"finds": found, "peers": "\n\n".join(tables)}, figures)


def _commands(made: Made, size: int) -> dict[str, Command]:
    root = made.root
    found = {BARE: bare(), "parse only": Command((sys.executable, "-c", PARSE), root), OWN: cold(root, 1)}
    found["missionkit, 2 processes"] = cold(root, 2)
    found["missionkit, nothing changed"] = warm(root, lambda: _settled(root))
    found["missionkit, one file changed"] = warm(root, Toggle(root))
    wanted = ("ajv-cli",) if size >= _LARGE else peers.PEERS
    return found | {name: peers.command(name, root, once=name in _SLOW and size >= _MANY) for name in wanted}


def _settled(root: Path) -> None:
    """Have the cache know every file by its time, which tells nothing of files that were changed a moment ago."""
    time.sleep(_FRESH)
    run(warm(root))


_FRESH = 2.5
"""Seconds after which the time of a file tells whether it was changed; a little more than the cache waits."""
_HEADS = ("command", "wall", "processor", "largest process, MiB", "all processes, MiB")


def _row(name: str, runs: Runs) -> tuple[object, ...]:
    memory = runs.memory[name]
    times = (runs.ratio(name, OWN), runs.ratio(name, OWN, "processor"))
    return (name, *times, round(memory.largest), round(memory.together))


def _figures(runs: Runs, size: int) -> dict[str, float]:
    """Return every command against every other that was run before it, and the peak memory of each."""
    found = {f"memory of {name} at {size}": runs.memory[name].largest for name in runs.costs}
    for name in runs.costs:
        for base in runs.costs:
            if name != base:
                found[f"{name} / {base} at {size}"] = runs.ratio(name, base)
    return found
