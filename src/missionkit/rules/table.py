"""The table of all rules, in the order of their families."""

from missionkit.errors import UnknownName
from missionkit.finding import Severity
from missionkit.rules import (
    ambitious,
    assessments,
    bold,
    bottom_up,
    coverage,
    cross_cutting,
    delivery,
    directed,
    money,
    privacy,
    references,
    schedule,
    sources,
)
from missionkit.rules.rule import RULES, Rule, declare
from missionkit.suggest import nearest

_MODULES = (
    references,
    bold,
    directed,
    ambitious,
    cross_cutting,
    bottom_up,
    assessments,
    schedule,
    coverage,
    money,
    delivery,
    sources,
    privacy,
)
FAMILIES: tuple[str, ...] = (
    "yaml",
    "schema",
    "configuration",
    *(module.__name__.rpartition(".")[2] for module in _MODULES),
    "waivers",
)
"""Families of rules in the order in which people should meet them."""

declare("yaml")
declare("schema")
declare("configuration")
declare("references")
declare("waivers", Severity.WARNING)


def rules() -> list[Rule]:
    """Return all rules, by family and then by name."""
    return sorted(RULES.values(), key=lambda r: (FAMILIES.index(r.family), r.name))


def selected(names: tuple[str, ...]) -> frozenset[str]:
    """Return the names of the rules meant by names of rules and families; raises UnknownName."""
    found: set[str] = set()
    for name in names:
        family = name.replace("-", "_")
        if name in RULES:
            found.add(name)
        elif family in FAMILIES:
            found |= {r.name for r in RULES.values() if r.family == family}
        else:
            near = nearest(name, (*RULES, *(f.replace("_", "-") for f in FAMILIES)))
            raise UnknownName("rule or family", name, near, listed="missionkit rules")
    return frozenset(found)
