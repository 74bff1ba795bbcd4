"""Part `machine`: what the figures were measured on, and with which versions."""

import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version

import peers
from part import Plan, Result
from tables import table

_PACKAGES = ("missionkit", "PyYAML", "pydantic", "yamllint", "check-jsonschema")


def part(plan: Plan) -> Result:
    """Return what the machine is and the versions of all that is measured."""
    node = subprocess.run([peers.ajv()[0], "--version"], capture_output=True, text=True, check=True).stdout.strip()
    rows = [
        ("machine", f"{os.cpu_count()} processors, {platform.system()}"),
        ("Python", platform.python_version()),
        *((package, _version(package)) for package in _PACKAGES),
        ("ajv-cli", f"{peers.AJV_CLI}, node {node.removeprefix('v')}"),
        ("rounds", str(plan.rounds)),
    ]
    return Result({"machine": table(("what", "which"), rows)})


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not there"
