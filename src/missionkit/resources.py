"""Data files that ship with the package: code lists, rule texts and catalogs, read as plain strings."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# BaseLoader keeps every scalar as text, so a code such as "8.10" can never turn into a number.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def packaged(path: str) -> dict[str, Any]:
    """Return the mapping in a packaged YAML file; `path` is relative to the package, with slashes.

    Raises FileNotFoundError for a file that is not part of the package.
    """
    text = files("missionkit").joinpath(path).read_bytes()
    data = yaml.load(text, Loader=_LOADER)  # noqa: S506 - BaseLoader builds strings, lists and dicts only
    return dict(data or {})


def packaged_keys(path: str) -> tuple[str, ...]:
    """Return the keys of a packaged YAML file whose mapping stands in block style, without reading what they hold."""
    text = files("missionkit").joinpath(path).read_text(encoding="utf-8")
    return tuple(re.findall(r"^([\w-]+):", text, re.MULTILINE))


def packaged_names(folder: str) -> tuple[str, ...]:
    """Return the names, without ending, of the YAML files in a packaged folder, sorted."""
    found = files("missionkit").joinpath(folder).iterdir()
    return tuple(sorted(f.name.removesuffix(".yaml") for f in found if f.name.endswith(".yaml")))
