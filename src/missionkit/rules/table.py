"""The table of all rules, in the order of their families."""

from missionkit.errors import UnknownName
from missionkit.finding import Severity
from missionkit.rules import privacy, references
from missionkit.rules.rule import RULES, Rule, declare
from missionkit.suggest import nearest

_MODULES = (references, privacy)
FAMILIES: tuple[str, ...] = ("yaml", "schema", "configuration", "references", "privacy")
"""Families of rules in the order in which people should meet them."""

declare("yaml")
declare("schema")
declare("configuration")
declare("references", duplicate_id=Severity.ERROR)


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
            raise UnknownName("rule or family", name, nearest(name, (*RULES, *FAMILIES)))
    return frozenset(found)
