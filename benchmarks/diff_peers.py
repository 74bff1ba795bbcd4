"""Part `diff-peers`: what `missionkit diff`, git, deepdiff and graphtage say of the same two states of a register.

`states/a` and `states/b` differ in four ways that matter: a target goes from −55 to −45, a project ends 365 days later,
a criterion goes from met to partly, and a project has a new id that nobody declared. Lists and keys stand in another
order too, and a comment is another.
"""

import json
import re
import subprocess
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

import yaml
from measure import MISSIONKIT, tell
from part import Plan, Result
from peers import CACHE
from tables import table

STATES = Path(__file__).parent / "states"
_VERSIONS = ("deepdiff==9.1.0", "graphtage==0.5.0")
REAL = {
    "target −55 → −45": ("-55", "-45"),
    "end 365 days later": ("2028-06-30", "2029-06-30"),
    "criterion met → partly": ("met", "partly"),
    "new id, undeclared": ("varmepumpe", "varmepumper-i-skoler"),
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
    documents = [d for f in sorted((STATES / state).glob("*.yaml")) for d in yaml.safe_load_all(f.read_text("utf-8"))]
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
    told = printed(["git", "diff", "--no-index", "--no-color", str(STATES / "a"), str(STATES / "b")])
    return Told([e for e in told.entries if e[0] in "+-" and e[:3] not in ("+++", "---")])


def missionkit() -> Told:
    """Return the changes that are edits of documents, each with its message and both values."""
    command = [MISSIONKIT, "diff", str(STATES / "a"), str(STATES / "b"), "--format", "json", "--lang", "en"]
    changes = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)["changes"]
    return Told([f"{c['code']} {c['id']} {c['before']} {c['after']}" for c in changes if not c["because"]])


def _environment() -> Path:
    """Return a virtual environment with the peers, made the first time in a folder that git ignores."""
    place = CACHE / f"diff-peers-{'-'.join(_VERSIONS).replace('==', '-')}"
    if not (place / "bin" / "graphtage").exists():
        tell(f"  installing {', '.join(_VERSIONS)}")
        venv.create(place, with_pip=True, clear=True)
        install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", *_VERSIONS, "pyyaml"]
        subprocess.run([str(place / "bin" / "python"), *install], check=True)
    return place / "bin"


def peers(folder: Path) -> dict[str, Told]:
    """Return what the generic tools say of both states, each written as one file in a folder."""
    programs = _environment()
    python, graphtage = str(programs / "python"), [str(programs / "graphtage"), "--no-color", "--no-status"]
    a, b = str(joined(folder, "a")), str(joined(folder, "b"))
    return {
        "deepdiff": printed([python, "-c", DEEPDIFF, a, b]),
        "deepdiff, `ignore_order`": printed([python, "-c", DEEPDIFF, a, b, "x"]),
        "graphtage": printed([*graphtage, a, b]),
        "graphtage, `--ignore-list-order -e`": printed([*graphtage, "--ignore-list-order", "-e", a, b]),
    }


def part(plan: Plan) -> Result:
    """Return what each tool says: how many entries, and which of the real changes one of them names."""
    tell("diff-peers")
    with tempfile.TemporaryDirectory() as folder:
        told = {"`missionkit diff`": missionkit(), "`git diff`": git(), **peers(Path(folder))}
    rows = [
        (name, one.failed or len(one.entries), *("yes" if one.names(real) else "no" for real in REAL))
        for name, one in told.items()
    ]
    return Result({"diff-peers": table(("tool", "entries", *REAL), rows)})
