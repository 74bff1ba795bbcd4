"""Runs the benchmarks and writes their tables into README.md beside this file.

    .venv/bin/pip install -e '.[bench]' && .venv/bin/python benchmarks/run.py

takes hours at the largest sizes. `--only peers startup` runs some parts, `--sizes 100,1000` smaller registers, and
`--check` runs every part once on a small register, to see that it works, and writes nothing.
"""

import argparse
from collections.abc import Mapping

import against_peers
import briefs
import diff_peers
import diffs
import growth
import inside
import machine
import startup
import targets
from measure import tell
from part import Part, Plan
from registers import registers
from tables import README, fill

PARTS: Mapping[str, Part] = {
    "peers": against_peers.part,
    "growth": growth.part,
    "startup": startup.part,
    "inside": inside.part,
    "briefs": briefs.part,
    "diffs": diffs.part,
    "diff-peers": diff_peers.part,
    "targets": targets.part,
    "machine": machine.part,
}
SIZES = "100,1000,10000,100000"


def main() -> None:
    """Run the parts that are asked for and write what they found."""
    options = _options()
    sizes = (100,) if options.check else tuple(sorted(int(size) for size in options.sizes.split(",")))
    with registers() as made:
        plan = Plan(sizes, 1 if options.check else options.rounds, made)
        for name in options.only or PARTS:
            result = PARTS[name](plan)
            filled = fill(README.read_text("utf-8"), result.tables)
            if options.check:
                tell(f"{name}: works")
            else:
                targets.remember(result.figures)
                README.write_text(filled, encoding="utf-8", newline="\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="NAME", help=", ".join(PARTS))
    parser.add_argument("--sizes", default=SIZES, help=f"projects, with commas; {SIZES} if left out")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="see that every part works; time and write nothing")
    return parser.parse_args()


if __name__ == "__main__":
    main()
