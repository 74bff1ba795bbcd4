"""Fuzzes missionkit: `fuzz.py TARGET [CORPUS] [-max_total_time=60 …]` with Atheris, `fuzz.py --mutations N` without.

The targets are read, validate, diff and brief; `all` takes them in turn. What breaks a promise is written to a file, is
to be mended, and stays in `fuzz/found/` for good.
"""

import argparse
import faulthandler
import random
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), *(str(HERE.parent / name) for name in ("src", "tests", "tests/output"))]

TARGETS = ("read", "validate", "diff", "brief")
SECONDS = 60
"""After how long an input is a hang."""
SLOW = 8.0
"""How many seconds of the processor an input of 1 MiB may take."""
MIB = 1024 * 1024


def seeds() -> list[Path]:
    """Return the committed corpus and what was ever found."""
    return sorted(path for name in ("corpus", "found") for path in (HERE / name).iterdir() if path.is_file())


def examples() -> list[Path]:
    """Return the documents of the tests and of the examples: what a corpus is made from."""
    return sorted(p for name in ("tests", "examples") for p in (HERE.parent / name).rglob("*.y*ml"))


def inputs(count: int, seed: int, large: bool) -> Iterator[bytes]:
    """Yield mutated inputs: the same for the same corpus, count and seed."""
    from mutations import Donors, grown, mutated

    known = [path.read_bytes() for path in seeds()]
    donors = Donors(known)
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")
        data = chance.choice(known)
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = mutated(data, chance, donors)
        yield grown(data, chance, MIB) if large else data


def mutate(arguments: argparse.Namespace) -> int:
    """Hold mutated inputs against the promises; returns 1 if one is broken, and writes its input."""
    from promises import PROMISES

    started, broken, slowest = time.monotonic(), 0, 0.0
    names = list(PROMISES) if arguments.target == "all" else [arguments.target]
    for number, data in enumerate(inputs(arguments.mutations, arguments.seed, arguments.large)):
        if number % arguments.of != arguments.part:
            continue
        for name in names if arguments.whole else names[number // arguments.of % len(names) :][:1]:
            faulthandler.dump_traceback_later(SECONDS, exit=True)
            begun = time.process_time()
            reason = _broken(name, data, arguments.whole)
            taken = time.process_time() - begun
            if taken > slowest:
                slowest = taken
            if reason or taken > SLOW:
                broken += 1
                file = Path(arguments.artifacts) / f"{name}-{zlib.crc32(data):08x}"
                file.write_bytes(data)
                print(f"{number} {name}: {reason or f'{taken:.1f} s'} ({file})", flush=True)
    faulthandler.cancel_dump_traceback_later()
    seconds = time.monotonic() - started
    print(f"{arguments.mutations} inputs, {broken} broke a promise; {seconds:.0f} s, the slowest {slowest:.1f} s")
    return int(broken > 0)


def _broken(name: str, data: bytes, whole: bool) -> str:
    """Return how a promise is broken for some bytes, nothing where it is kept."""
    from promises import keep

    try:
        keep(name, data, whole)
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:300]}"
    return ""


def fuzz(target: str, options: list[str]) -> None:
    """Let Atheris look for inputs that break a promise; never returns."""
    import atheris

    with atheris.instrument_imports(include=["missionkit", "yaml"]):
        from promises import keep
    from memory import AFTER
    from mutations import Donors, mutated, paired

    donors = Donors(path.read_bytes() for path in [*seeds(), *examples()])

    def mutator(data: bytes, longest: int, seed: int) -> bytes:
        """Return a mutation of documents, now and then one of Atheris' own."""
        chance = random.Random(seed)
        if chance.random() < 0.2:
            return bytes(atheris.Mutate(data, longest))
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = mutated(bytes(data), chance, donors)
        if target == "diff" and AFTER not in data:
            data = paired(data, chance, donors)
        return data[:longest]

    def one(data: bytes) -> None:
        keep(target, bytes(data), whole=False)

    atheris.Setup([sys.argv[0], *options], one, custom_mutator=mutator)
    atheris.Fuzz()


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=[*TARGETS, "all"], nargs="?", default="all")
    parser.add_argument(
        "--mutations", type=int, default=0, metavar="N", help="hold N mutated inputs against the promises"
    )
    parser.add_argument("--seed", type=int, default=0, help="other inputs for another number")
    parser.add_argument("--large", action="store_true", help="let the inputs grow to 1 MiB")
    parser.add_argument("--whole", action="store_true", help="every target and every format for each input")
    parser.add_argument("--part", type=int, default=0, help="which part of the inputs, of several processes")
    parser.add_argument("--of", type=int, default=1, help="how many processes share the inputs")
    parser.add_argument("--artifacts", default=".", help="the folder for inputs that break a promise")
    arguments, options = parser.parse_known_args()
    if arguments.mutations:
        return mutate(arguments)
    if arguments.target == "all":
        parser.error("name one target for Atheris, or use --mutations")
    fuzz(arguments.target, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
