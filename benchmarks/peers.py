"""Programs that check YAML too: how they are got and called, and what they say of planted faults."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from faults import FORM, MEANING, READING, Plant, Planted
from generate import DAY, write
from measure import BIN, MISSIONKIT, Command, WentWrong, environment, tell
from registers import KINDS
from tables import table

CACHE = Path(__file__).parent / ".cache"
AJV_CLI = "5.0.0"
SCHEMAS = Path(__file__).parent.parent / "schemas"
_SCHEMA = SCHEMAS / "project.schema.json"
_QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
_FILE = re.compile(r"projects/\d+/project-\d+\.yaml")
_TRIED = 200
"""How many projects programs are tried on."""
PEERS = ("yamllint", "check-jsonschema", "ajv-cli")


@cache
def ajv() -> tuple[str, ...]:
    """Return how ajv-cli is called; it is installed the first time, into a folder that git ignores."""
    node, npm = (str(BIN / name) if (BIN / name).exists() else shutil.which(name) for name in ("node", "npm"))
    if node is None or npm is None:
        raise WentWrong("ajv-cli needs node and npm")
    home = CACHE / f"ajv-cli-{AJV_CLI}"
    program = home / "node_modules" / "ajv-cli" / "dist" / "index.js"
    if not program.exists():
        tell(f"  installing ajv-cli {AJV_CLI}")
        path = f"{Path(npm).parent}{os.pathsep}{os.environ['PATH']}"
        call = [npm, "install", *_QUIET, "--prefix", str(home), f"ajv-cli@{AJV_CLI}"]
        subprocess.run(call, check=True, env={**os.environ, "PATH": path}, stdout=subprocess.DEVNULL)
    return (node, str(program))


def undated_schema() -> Path:
    """Return the schema of projects with any value where a date belongs.

    ajv-cli reads YAML 1.1 and makes an object of a date without quotes, which no schema of dates takes.
    """
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    schema["$defs"]["PartialDate"] = {}
    CACHE.mkdir(exist_ok=True)
    file = CACHE / "project-without-dates.schema.json"
    file.write_text(json.dumps(schema), encoding="utf-8")
    return file


def program(name: str) -> str:
    """Return the path of a program of the extra `bench`. Raises WentWrong."""
    if not (BIN / name).exists():
        raise WentWrong(f"{name} is missing: install the extra `bench`")
    return str(BIN / name)


def command(name: str, root: Path, once: bool = False) -> Command:
    """Return the command of a peer over a register: yamllint reads all files, the others projects."""
    if name == "yamllint":
        return Command((program(name), "-d", "relaxed", "-f", "parsable", "."), root, once=once)
    if name == "check-jsonschema":
        files = (str(file.relative_to(root)) for file in sorted(root.glob("projects/*/*.yaml")))
        call = (program(name), "--schemafile", str(_SCHEMA), "-o", "json", *files)
        return Command(call, root, once=once)
    how = ("--spec=draft2020", "--strict=false", "--errors=line", "-s", str(undated_schema()))
    return Command((*ajv(), "validate", *how, "-d", "projects/**/*.yaml"), root, once=once)


def said(one: Command) -> str:
    """Return all that a command prints."""
    done = subprocess.run(
        list(one.arguments), cwd=one.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment()
    )
    return done.stdout.decode("utf-8", "replace")


def named(name: str, text: str) -> set[str]:
    """Return the projects in which a program's output names an error."""
    wrong = {"yamllint": "[error]", "ajv-cli": " invalid", "missionkit": "error["}.get(name, "")
    return {file for line in text.splitlines() if wrong in line for file in _FILE.findall(line)}


@dataclass(frozen=True)
class Tried:
    """What was planted, in which projects a program names an error, and whether it reads all of them."""

    key: list[Planted]
    named: set[str]
    whole: bool

    @property
    def rules(self) -> set[str]:
        """The rules of the faults that are named."""
        return {fault.rule for fault in self.key if fault.path in self.named}


def tried(name: str, kinds: Mapping[str, Plant]) -> Tried:
    """Hold a program against 200 projects with planted faults; raises WentWrong where it names any other."""
    with TemporaryDirectory() as folder:
        key = write(Path(folder), _TRIED, faults=0.3, kinds=kinds, in_missions={})
        own = Command((MISSIONKIT, "validate", ".", "--date", DAY, "--format", "concise", "--lang", "en"), Path(folder))
        text = said(own if name == "missionkit" else command(name, Path(folder)))
    found = named(name, text)
    if found - {fault.path for fault in key}:
        raise WentWrong(f"{name} names faults where none are planted")
    return Tried(key, found, _is_whole(name, text))


def _is_whole(name: str, text: str) -> bool:
    """Say whether a program came to the end; of ajv-cli, whether it names every file as valid or invalid."""
    return len({*_FILE.findall(text)}) == _TRIED if name == "ajv-cli" else "Traceback" not in text


def finds() -> str:
    """Return the table of what each program finds; raises WentWrong where one does not read every file to be timed."""
    groups = {"reading": READING, "form": FORM, "meaning": MEANING}
    rows = []
    for name in ("missionkit", *PEERS):
        tries = [tried(name, kinds) for kinds in groups.values()]
        cells = [f"{len(t.named)} of {len(t.key)}{'' if t.whole else ', then it stops'}" for t in tries]
        rows.append((f"`{name}`", *cells))
        if not tried(name, KINDS).whole:
            raise WentWrong(f"{name} does not read all of the files that it is timed on")
    return table(("program", *(f"faults of {group}" for group in groups)), rows)
