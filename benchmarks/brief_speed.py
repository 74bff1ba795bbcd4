"""Times the brief of the 65-project example against reading and parsing its files, in one process.

.venv/bin/python benchmarks/brief_speed.py
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from missionkit.brief.make import make_brief
from missionkit.output.brief import html, markdown
from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.source.tree import Folder
from missionkit.source.yaml import read

ROOT = Path(__file__).parent.parent / "examples" / "eu-adaptation"
TODAY = date(2026, 11, 23)
ROUNDS = 7


def median(work: Callable[[], object]) -> float:
    """Return the median seconds of some rounds, after one that does not count."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print each stage as a multiple of reading and parsing the files."""
    tree = Folder(ROOT)
    files = list(tree.files())
    register = load_register(tree)
    findings = check(register, TODAY)
    mission = register.missions["adaptation-to-climate-change"]
    brief = make_brief(mission, register, findings, TODAY, "en", "mission")
    stages: dict[str, Callable[[], object]] = {
        "read and parse the files": lambda: [read(tree.read(f), f) for f in files],
        "build the brief": lambda: make_brief(mission, register, findings, TODAY, "en", "mission"),
        "write Markdown": lambda: markdown(brief),
        "write HTML": lambda: html(brief),
    }
    times = {name: median(work) for name, work in stages.items()}
    print("| stage | × parsing |\n|---|---:|")
    for name, seconds in times.items():
        print(f"| {name} | {seconds / times['read and parse the files']:.2f} |")


if __name__ == "__main__":
    main()
