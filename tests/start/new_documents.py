"""What the tests of new registers and documents share."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from missionkit.finding import Finding, Severity
from missionkit.model import KINDS
from missionkit.register import Register, load_register
from missionkit.rules.engine import check
from missionkit.source.tree import Folder
from missionkit.values import LANGUAGES

HOSTILE = (
    "Plain",
    ": #\"'&*!|>%@`",
    "- [x] {y}, ?",
    "[/] [bold]x[/bold]",
    "a\nb\n\n c",
    "emoji 👩‍👩‍👧 and ÆØÅ",
    "back\\slash \\n \\u0041",
    "{{ 7*7 }}{% raw %}",
    "no",
    "08",
    "2032-13-01",
    "\x07\x1b[31m\x85\u2028\u202e\ufeff\u00a0x",
    "null",
    "---",
    "\tx",
)
"""Titles that a careless writer of YAML would break, or be broken by."""


def read(root: Path) -> Register:
    """Return the register in a folder."""
    return load_register(Folder(root))


def findings(root: Path) -> list[Finding]:
    """Return what is found in a register on the day of the tests."""
    return list(check(read(root), date(2026, 11, 23)))


def errors(root: Path) -> list[tuple[str, str]]:
    """Return (rule, file) of the errors in a register."""
    return [(f.rule, f.file) for f in findings(root) if f.severity is Severity.ERROR]


def in_use(text: str) -> str:
    """Return a new document with every field in use: the sign before field names and list items taken away."""
    return re.sub(r"(?m)^#(?=[ ]*(- )?[a-z_]+:)(?! [A-Za-z])", "", text)


def filled(text: str) -> Any:
    """Return the data of a new document with every field in use."""
    return yaml.safe_load(in_use(text))


__all__ = ["HOSTILE", "KINDS", "LANGUAGES", "errors", "filled", "findings", "in_use", "read"]
