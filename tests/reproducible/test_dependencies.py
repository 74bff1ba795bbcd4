"""The package declares what its code imports and nothing else, and what it brings along may be used freely."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED = {"pydantic_core": "pydantic"}
"""Modules of packages that another, which is declared, asks for in one version only."""

UNUSED = {"rich"}
"""Declared because the project was founded on it and typer needs it, and imported by nothing of ours."""

PERMISSIVE = re.compile(r"\b(MIT|BSD|Apache|ISC|PSF|0BSD)\b|Python Software Foundation")
WEAK = {"pyphen": "MPL"}
"""Packages under more than one licence, and the one chosen: it binds who changes their own files only."""


def name_of(requirement: str) -> str:
    """Return the name of a package as all its spellings are compared."""
    return re.sub(r"[-_.]+", "-", Requirement(requirement).name).lower()


def imported() -> set[str]:
    """Return the outermost modules that the code imports, at any depth, without those of Python and our own."""
    found: set[str] = set()
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"missionkit"}


def test_every_import_is_declared_and_every_declaration_imported() -> None:
    declared = {name_of(requirement) for requirement in PROJECT["dependencies"]}
    known = packages_distributions()
    packages = {
        module: {name_of(one) for one in ([PINNED[module]] if module in PINNED else known[module])}
        for module in imported()
    }
    assert {module for module, names in packages.items() if not names & declared} == set()
    assert declared - set().union(*packages.values()) == UNUSED


def needed(names: set[str]) -> Iterator[str]:
    """Yield packages and all that they need here when the command runs."""
    done: set[str] = set()
    while names - done:
        name = min(names - done)
        done.add(name)
        yield name
        for requirement in distribution(name).requires or ():
            marker = Requirement(requirement).marker
            if marker is None or marker.evaluate({"extra": ""}):
                names = names | {name_of(requirement)}


def licence(name: str) -> str:
    """Return what a package says of its licence."""
    told = distribution(name).metadata
    classifiers = [c for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    return " ".join(
        [*told.get_all("License-Expression", ()), *(t[:100] for t in told.get_all("License", ())), *classifiers]
    )


def test_all_that_is_installed_along_may_be_used_freely() -> None:
    everything = list(needed({name_of(requirement) for requirement in PROJECT["dependencies"]}))
    assert len(everything) > len(PROJECT["dependencies"])
    wrong = {
        name: licence(name)
        for name in everything
        if not PERMISSIVE.search(licence(name)) and WEAK.get(name, "\0") not in licence(name)
    }
    assert wrong == {}
    assert all("MIT" not in licence(name) for name in WEAK), "the exception is needed no more"


def test_versions_of_python_are_those_that_ci_runs() -> None:
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    matrix = re.findall(r'"(3\.\d+)"', re.findall(r"python: \[(.*)\]", workflow)[0])
    told = [c.rpartition(" :: ")[2] for c in PROJECT["classifiers"] if "Python :: 3." in c]
    assert told == matrix
    assert PROJECT["requires-python"] == f">={matrix[0]}"
