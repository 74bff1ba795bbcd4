"""Small documents for the tests of the command line, each with findings that are known."""

import json
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from missionkit.cli import guarded
from missionkit.cli.app import run
from missionkit.rules.rule import RULES
from missionkit.rules.table import rules

STEADY = {"unknown-reference", "personal-data", "id-not-file-name"}
"""The rules that these tests speak of; all others that can be are off, so that a new rule changes no test."""

GOOD = "kind: actor\nid: {id}\nname: Navn\n"
ERROR = "kind: portfolio\nid: {id}\ntitle: Tittel\nowner: nobody\n"
WARNING = "kind: actor\nid: {id}\nname: Ring 41 23 45 67\n"
HINT = "kind: actor\nid: another-{id}\nname: Navn\n"
SYNTAX = "kind: actor\nid: [{id}\n"


def config(severity: dict[str, str] | None = None, **settings: Any) -> str:
    """The text of a `missionkit.yaml` with some settings, and the other rules off."""
    quiet = {rule.name: "off" for rule in rules() if not rule.fixed and rule.name not in STEADY}
    return json.dumps({"severity": {**quiet, **(severity or {})}, **settings})


CONFIG = config(language="en")


def good(id_: str) -> str:
    """A document without findings, in a file of that name."""
    return GOOD.format(id=id_)


def error(id_: str) -> str:
    """A document with one error: `unknown-reference` on line 4."""
    return ERROR.format(id=id_)


def warning(id_: str) -> str:
    """A document with one warning: `personal-data` on line 3."""
    return WARNING.format(id=id_)


def hint(id_: str) -> str:
    """A document with one hint: `id-not-file-name` on line 2."""
    return HINT.format(id=id_)


def syntax(id_: str) -> str:
    """A document that cannot be parsed: `yaml-syntax`."""
    return SYNTAX.format(id=id_)


def found(printed: str) -> list[tuple[str, str]]:
    """Return (file, rule) for each line of a concise report that tells of a steady rule or one that cannot be off."""
    lines = [line for line in printed.splitlines() if "]" in line and ": " in line]
    told = [(line.partition(":")[0], line.partition("[")[2].partition("]")[0]) for line in lines]
    return [(file, rule) for file, rule in told if rule in STEADY or RULES[rule].fixed]


def run_here(root: Path, *arguments: str) -> CompletedProcess[str]:
    """Run the command in this process, for tables too long for a process each; other tests start real ones."""
    printed, told = StringIO(), StringIO()
    with chdir(root), redirect_stdout(printed), redirect_stderr(told):
        code = guarded(lambda: run(list(arguments)))
    return CompletedProcess(arguments, code, printed.getvalue(), told.getvalue())
