"""Part `briefs`: building and writing the brief of the 65-project example against parsing its files, in one process.

`python benchmarks/briefs.py ROUNDS` prints the median seconds of each stage as JSON.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from measure import environment, tell
from part import Plan, Result
from tables import table

from missionkit.brief.make import make_brief
from missionkit.output.brief import html, markdown
from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.source.tree import Folder
from missionkit.source.yaml import read

ROOT = Path(__file__).parent.parent / "examples" / "eu-adaptation"
TODAY = date(2026, 11, 23)
_PARSE = "read and parse the files"


def part(plan: Plan) -> Result:
    """Return each stage as a multiple of reading and parsing the files."""
    tell("briefs")
    call = [sys.executable, __file__, str(plan.rounds)]
    done = subprocess.run(call, stdout=subprocess.PIPE, check=True, env=environment())
    seconds: dict[str, float] = json.loads(done.stdout)
    rows = [(name, each / seconds[_PARSE]) for name, each in seconds.items() if name != _PARSE]
    return Result({"briefs": table(("stage", "× parsing its files"), rows)})


def median(work: Callable[[], object], rounds: int) -> float:
    """Return the median seconds of some rounds, after one that does not count."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print the median seconds of each stage."""
    tree = Folder(ROOT)
    files = list(tree.files())
    register = load_register(tree)
    findings = check(register, TODAY)
    mission = register.missions["adaptation-to-climate-change"]
    brief = make_brief(mission, register, findings, TODAY, "en", "mission")
    stages: dict[str, Callable[[], object]] = {
        _PARSE: lambda: [read(tree.read(f), f) for f in files],
        "build the brief": lambda: make_brief(mission, register, findings, TODAY, "en", "mission"),
        "write Markdown": lambda: markdown(brief),
        "write HTML": lambda: html(brief),
    }
    print(json.dumps({name: median(work, int(sys.argv[1])) for name, work in stages.items()}))


if __name__ == "__main__":
    main()
