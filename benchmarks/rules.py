"""Ranks the rules by cost and tells how each grows from one size of register to ten times that size.

    .venv/bin/python benchmarks/rules.py [--projects 1000]

A rule that grows in step with its data has a growth of about 10; one well above compares things in pairs.
"""

import argparse
import gc
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generate import write

from missionkit.entry import Entry
from missionkit.finding import Path as DataPath
from missionkit.model.base import Entity
from missionkit.model.walk import parts
from missionkit.register import Register, load_register
from missionkit.rules.rule import Context, Rule
from missionkit.rules.table import rules
from missionkit.scope import scopes
from missionkit.source.tree import Folder

TODAY = date(2026, 11, 23)
FACTOR = 10


def cost(rule: Rule, register: Register, things: list[tuple[Entry, DataPath, Entity]]) -> float:
    """Return the seconds that a rule takes on a whole register; late rules and faults of reading take none."""
    context = Context(register, TODAY, rule.thresholds)
    if rule.check is None or rule.on is None:
        return 0.0
    start = time.perf_counter()
    if rule.on is Register:
        list(rule.check(register, context))
    else:
        for entry, path, part in things:
            if isinstance(part, rule.on):
                list(rule.check(part, replace(context, entry=entry, path=path)))
    return time.perf_counter() - start


def measure(projects: int) -> dict[str, float]:
    """Return the seconds of each rule on a generated register."""
    folder = Path(tempfile.mkdtemp(prefix="missionkit-rules-"))
    try:
        write(folder, projects, 0.0, 1)
        register = load_register(Folder(folder))
    finally:
        shutil.rmtree(folder)
    scopes(register)
    gc.collect()
    gc.freeze()
    things = [(entry, path, part) for entry in register.entries for path, part in parts(entry.document)]
    return {rule.name: cost(rule, register, things) for rule in rules() if rule.check}


def main() -> None:
    """Print the twenty slowest rules as a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", type=int, default=1000)
    options = parser.parse_args()
    small, large = measure(options.projects), measure(options.projects * FACTOR)
    print(
        f"| rule | µs a project at {options.projects * FACTOR} | growth for {FACTOR} times the data |\n|---|---:|---:|"
    )
    for name, seconds in sorted(large.items(), key=lambda item: -item[1])[:20]:
        each = 1_000_000 * seconds / (options.projects * FACTOR)
        print(f"| `{name}` | {each:.1f} | {seconds / max(small[name], 1e-6):.1f} |")
    print(
        f"| all {len(large)} rules | {1_000_000 * sum(large.values()) / (options.projects * FACTOR):.0f} | "
        f"{sum(large.values()) / sum(small.values()):.1f} |"
    )


if __name__ == "__main__":
    main()
