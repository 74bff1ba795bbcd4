"""Times `missionkit diff` of 20 changed files in a large register against git, a cold validate, and bare parsing.

.venv/bin/python benchmarks/diff_speed.py --documents 1000 --documents 10000
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import write

COMMAND = str(Path(sys.executable).parent / "missionkit")
CHANGED = 20
NOT_PROJECTS = 201
"""The actors and the source that every register has."""
PARSE = """
import sys
from pathlib import Path
from missionkit.source.yaml import read
for name in sys.argv[1:]:
    read(Path(name).read_bytes(), name)
"""


def git(root: Path, *arguments: str) -> None:
    """Run git in a folder."""
    who = ["-c", "user.name=Kari", "-c", "user.email=kari@example.org", "-c", "gc.auto=0"]
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, stdout=subprocess.DEVNULL)


def make(root: Path, documents: int) -> list[str]:
    """Write a register as two commits and return the files that differ: deadlines, budgets, leads and titles."""
    projects = documents - NOT_PROJECTS
    projects -= projects // 50
    write(root, projects, 0.0, 1)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "--all", ".")
    git(root, "commit", "-q", "-m", "before")
    edits = [("end: 2028-12-31", "end: 2029-12-31"), ("lead: actor-", "lead: actor-1"), ("title: ", "title: Ny ")]
    changed = sorted(random.Random(1).sample(sorted(root.glob("projects/*/*.yaml")), CHANGED))
    for number, file in enumerate(changed):
        old, new = edits[number % len(edits)]
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8", newline="\n")
    git(root, "commit", "-q", "-a", "-m", "after")
    return [str(file.relative_to(root)) for file in changed]


def timed(command: list[str], root: Path) -> tuple[float, float]:
    """Return the seconds that a command takes and the most memory it used, in MB."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        assert child.stderr
        errors = child.stderr.read().decode()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in (0, 1), errors
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def measure(documents: int, rounds: int) -> None:
    """Print one row for each command, as shares of `missionkit diff`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        changed = make(root, documents)
        commands = {
            "missionkit diff": [COMMAND, "diff", "HEAD~1", "HEAD", "--exact"],
            "git diff --stat": ["git", "diff", "--stat", "HEAD~1", "HEAD"],
            "missionkit validate, cold": [COMMAND, "validate", "."],
            "parse the changed files": [sys.executable, "-c", PARSE, *changed],
        }
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                runs[name].append(timed(command, root))
    seconds = {name: statistics.median(s for s, _ in found) for name, found in runs.items()}
    memory = {name: statistics.median(m for _, m in found) for name, found in runs.items()}
    own = "missionkit diff"
    for name in commands:
        ratio, share = seconds[own] / seconds[name], memory[own] / memory[name]
        print(f"| {documents} | {name} | {ratio:.2f} | {share:.2f} |", flush=True)


def main() -> None:
    """Print the table for each number of documents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, action="append")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print("| documents | other command | time of diff ÷ other | memory of diff ÷ other |\n|---:|---|---:|---:|")
    for documents in options.documents or [1000, 10000]:
        measure(documents, options.rounds)


if __name__ == "__main__":
    main()
