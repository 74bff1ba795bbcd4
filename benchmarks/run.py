"""Times missionkit against yamllint on the same generated files, in turn, and says where the time goes.

    .venv/bin/pip install -e '.[bench]' && .venv/bin/python benchmarks/run.py

Machines are shared and noisy, so only ratios from one run are worth quoting.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generate import write

BIN = Path(sys.executable).parent
DAY = "2026-11-23"


def seconds(command: list[str]) -> float:
    """Return the wall time of a whole process; its exit code may be 0 or 1."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    assert done.returncode in (0, 1), command
    return time.perf_counter() - start


def interleaved(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """Return the median time of each command, run one after the other in every round."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(seconds(command))
    return {name: statistics.median(found) for name, found in times.items()}


def stages(folder: Path) -> dict[str, float]:
    """Return the seconds of each stage of one run in this process."""
    from missionkit.config import load_settings
    from missionkit.output.report import Checked, Report
    from missionkit.output.text import text
    from missionkit.register import Register
    from missionkit.rules.engine import check
    from missionkit.source.tree import Folder
    from missionkit.source.yaml import read

    tree, found = Folder(folder), {}

    def timed(name: str, work: Callable[[], object]) -> object:
        start = time.perf_counter()
        result = work()
        found[name] = time.perf_counter() - start
        return result

    settings = load_settings(tree)
    files = timed("walk", lambda: [f for f in tree.files() if not settings.excludes(f)])
    assert isinstance(files, list)
    data = timed("read files", lambda: {f: tree.read(f) for f in files})
    assert isinstance(data, dict)
    readings = timed("parse YAML", lambda: {f: read(data[f], f) for f in files})
    assert isinstance(readings, dict)
    register = Register(tree, settings, files)

    def make_models() -> None:
        for file in files:
            register.take(file, readings[file])

    timed("models", make_models)
    findings = timed("rules and positions", lambda: check(register, date.fromisoformat(DAY)))
    assert isinstance(findings, list)
    timed("write text", lambda: text(Report((Checked(register, tuple(findings)),), "nb")))
    return found


def main() -> None:
    """Print the table of ratios and the table of stages as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="missionkit-bench-"))
    try:
        write(folder, options.projects, 0.02, 1)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "missionkit --version": [str(BIN / "missionkit"), "--version"],
            "missionkit validate": [str(BIN / "missionkit"), "validate", str(folder), "--date", DAY],
            "yamllint": [str(BIN / "yamllint"), str(folder)],
        }
        times = interleaved(commands, options.rounds)
        print(f"{options.projects} projects, {options.rounds} rounds, medians\n")
        print("| command | seconds | × validate |\n|---|---:|---:|")
        for name, value in times.items():
            print(f"| `{name}` | {value:.2f} | {value / times['missionkit validate']:.2f} |")
        spent = stages(folder)
        print("\n| stage of validate | share |\n|---|---:|")
        for name, value in spent.items():
            print(f"| {name} | {100 * value / sum(spent.values()):.0f} % |")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
