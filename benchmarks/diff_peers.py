"""Shows the same two states of a small register to `missionkit diff`, git, deepdiff and graphtage.

    .venv/bin/python benchmarks/diff_peers.py

`peers/a` and `peers/b` differ in four ways that matter: a target goes from −55 to −45, a project ends 365 days later,
a criterion goes from met to partly, and a project has a new id that nobody declared. Lists and keys stand in another
order too, and a comment is another. The peers are installed in a virtual environment that is thrown away.
"""

import json
import re
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

import yaml

PEERS = Path(__file__).parent / "peers"
MISSIONKIT = str(Path(sys.executable).parent / "missionkit")
REAL = {
    "target": ("-55", "-45"),
    "end date": ("2028-06-30", "2029-06-30"),
    "criterion": ("met", "partly"),
    "new id": ("varmepumpe", "varmepumper-i-skoler"),
}
"""What really changed: the value before and the one after."""
DEEPDIFF = """
import json, sys, yaml
from deepdiff import DeepDiff
old, new = (yaml.safe_load(open(name)) for name in sys.argv[1:3])
print(DeepDiff(old, new, ignore_order=len(sys.argv) > 3, verbose_level=2).pretty())
"""


@dataclass
class Told:
    """What a tool says: entries, of one line or more, or why it says nothing."""

    entries: list[str]
    failed: str = ""

    def names(self, real: str) -> bool:
        """Say whether one entry has the value before and the one after."""
        return any({*REAL[real]} <= {*re.findall(r"-?\w[\w-]*", entry)} for entry in self.entries)


def joined(folder: Path, state: str) -> Path:
    """Write all documents of a state as one, as the peers compare two files; dates are quoted, as graphtage needs."""
    documents = [d for f in sorted((PEERS / state).glob("*.yaml")) for d in yaml.safe_load_all(f.read_text("utf-8"))]
    whole = {"missions": documents[:1], "projects": documents[1:]}
    path = folder / f"{state}.yaml"
    path.write_text(yaml.safe_dump(json.loads(json.dumps(whole, default=str)), allow_unicode=True), encoding="utf-8")
    return path


def printed(command: list[str]) -> Told:
    """Return the lines that a command prints, or its last words if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    if not lines:
        return Told([], (done.stderr.strip().splitlines() or ["nothing is printed"])[-1])
    return Told(lines)


def git() -> Told:
    """Return the lines that git marks."""
    told = printed(["git", "diff", "--no-index", "--no-color", str(PEERS / "a"), str(PEERS / "b")])
    return Told([e for e in told.entries if e[0] in "+-" and e[:3] not in ("+++", "---")])


def missionkit() -> Told:
    """Return the changes that are edits of documents, each with its message and both values."""
    command = [MISSIONKIT, "diff", str(PEERS / "a"), str(PEERS / "b"), "--format", "json", "--lang", "en"]
    changes = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)["changes"]
    return Told([f"{c['code']} {c['id']} {c['before']} {c['after']}" for c in changes if not c["because"]])


def peers(folder: Path) -> dict[str, Told]:
    """Return what the peers say that can be installed."""
    place = folder / "venv"
    venv.create(place, with_pip=True)
    python = str(place / "bin" / "python")
    a, b = str(joined(folder, "a")), str(joined(folder, "b"))
    runs = {
        "deepdiff": ("deepdiff", [python, "-c", DEEPDIFF, a, b]),
        "deepdiff, ignore_order": ("deepdiff", [python, "-c", DEEPDIFF, a, b, "x"]),
        "graphtage": ("graphtage", [str(place / "bin" / "graphtage"), "--no-color", "--no-status", a, b]),
        "graphtage, edits without order": (
            "graphtage",
            [str(place / "bin" / "graphtage"), "--no-color", "--no-status", "--ignore-list-order", "-e", a, b],
        ),
    }
    found = {}
    for name, (package, command) in runs.items():
        install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", package, "pyyaml"]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        found[name] = printed(command) if done.returncode == 0 else Told([], "could not be installed")
    return found


def main() -> None:
    """Print the table as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        told = {"missionkit diff": missionkit(), "git diff": git(), **peers(Path(folder))}
    print(f"| tool | entries | {' | '.join(REAL)} |\n|---|---:|{'---|' * len(REAL)}")
    for name, one in told.items():
        cells = [one.failed] if one.failed else [str(len(one.entries))]
        cells += ["yes" if one.names(real) else "no" for real in REAL]
        print(f"| {name} | {' | '.join(cells)} |")
    if "-v" in sys.argv:
        for name, one in told.items():
            print(f"\n{name}:\n  " + "\n  ".join(one.entries))


if __name__ == "__main__":
    main()
