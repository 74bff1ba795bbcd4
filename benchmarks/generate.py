"""Makes registers of any size, the same for the same seed, with planted faults and an answer key.

    python benchmarks/generate.py FOLDER --projects 1000 --faults 0.02 --seed 1

writes a register below FOLDER, and beside its documents `faults.tsv`: path, line and rule of every planted fault.
"""

import argparse
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from documents import ACTORS, SOURCES, actor, assessments, mission, portfolio, project, source
from faults import IN_MISSIONS, IN_PROJECTS, Plant, Planted

DAY = "2026-11-23"
"""The day by which generated registers have no faults but the planted ones."""
IN_PORTFOLIO = 100
IN_FILE = 50
"""How many actors stand in one file."""


def mission_count(projects: int) -> int:
    """Return how many missions a register has: 20, and more where missions would have over 250 projects."""
    return max(20, projects // 250)


def write(
    root: Path,
    projects: int,
    faults: float = 0.0,
    seed: int = 1,
    kinds: Mapping[str, Plant] = IN_PROJECTS,
    in_missions: Mapping[str, Plant] = IN_MISSIONS,
) -> list[Planted]:
    """Write a register and return its answer key; `faults` is the share of projects and missions with a fault.

    Faults in projects are of the `kinds`, in turn; no document has two.
    """
    chance, key = random.Random(seed), list[Planted]()
    for path, text in _texts(projects, chance):
        planted = kinds if path.startswith("projects/") else in_missions if path.startswith("missions/") else {}
        if planted and chance.random() < faults:
            text, fault = _spoilt(path, text, planted, sum(path[:4] == k.path[:4] for k in key))
            key.append(fault)
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
    return key


def _spoilt(path: str, text: str, kinds: Mapping[str, Plant], number: int) -> tuple[str, Planted]:
    rule = [*kinds][number % len(kinds)]
    lines = text.split("\n")
    line = kinds[rule](lines)
    return "\n".join(lines), Planted(path, line, rule)


def _texts(projects: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield the path and text of every file."""
    missions, actors = mission_count(projects), max(ACTORS, projects // 20)
    yield "missionkit.yaml", "language: nb\n"
    for n in range(missions):
        yield f"missions/mission-{n}.yaml", mission(n) + assessments(n)
    for first in range(0, actors, IN_FILE):
        yield f"actors/actors-{first // IN_FILE:03}.yaml", _joined(actor, range(first, min(first + IN_FILE, actors)))
    yield "sources/sources.yaml", _joined(source, range(SOURCES))
    for number in range(projects):
        yield f"projects/{number // 1000:03}/project-{number}.yaml", project(number, missions, chance, actors)
    number = 0
    for home in range(missions):
        own = range(home, projects, missions)
        for first in range(0, len(own), IN_PORTFOLIO):
            text = portfolio(number, home, own[first : first + IN_PORTFOLIO])
            yield f"portfolios/portfolio-{number}.yaml", text
            number += 1


def _joined(text: Callable[[int], str], numbers: range) -> str:
    return "---\n".join(text(n) for n in numbers)


def main() -> None:
    """Write a register as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--projects", type=int, default=1000)
    parser.add_argument("--faults", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    key = write(options.folder, options.projects, options.faults, options.seed)
    rows = "".join(f"{path}\t{line}\t{rule}\n" for path, line, rule in key)
    (options.folder / "faults.tsv").write_text(rows, encoding="utf-8")
    print(f"{options.projects} projects, {len(key)} planted faults")


if __name__ == "__main__":
    main()
