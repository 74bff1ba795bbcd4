"""What rules say to people, in nb, nn and en, from the files beside the modules."""

from collections.abc import Mapping
from typing import Any

from missionkit.finding import Either, Finding
from missionkit.language.catalog import fill, say
from missionkit.resources import packaged
from missionkit.rules.rule import RULES


def texts(rule: str) -> dict[str, Any]:
    """Return all texts of a rule; raises KeyError for an unknown one."""
    found: dict[str, Any] = packaged(f"rules/{RULES[rule].family}.yaml")[rule]
    return found


def title(rule: str, language: str) -> str:
    """Return the rule's title: the gap in a few words."""
    return str(texts(rule)["title"][language])


def message(finding: Finding, language: str) -> str:
    """Return what a finding says."""
    return fill(_by_case(finding, "message")[language], _short(finding.facts), language)


def advice(finding: Finding, language: str) -> str:
    """Return how to mend a finding: what was probably meant, else the rule's advice."""
    suggestions = finding.facts.get("suggestions")
    if isinstance(suggestions, tuple) and suggestions:
        return say("did-you-mean", language, suggestions=Either(f"`{s}`" for s in suggestions))
    known = finding.facts.get("known")
    words = fill(_by_case(finding, "fix")[language], _short(finding.facts), language)
    if isinstance(known, tuple) and 0 < len(known) <= _MOST_KNOWN:
        words += " " + say("known-values", language, known=tuple(f"`{k}`" for k in known))
    return words


_MOST_KNOWN = 20


def _by_case(finding: Finding, field: str) -> dict[str, str]:
    cases: dict[str, dict[str, str]] = texts(finding.rule)[field]
    return cases.get(finding.case, cases["default"])


_LONGEST = 1_000
"""Characters of a fact that a message tells; a value of a whole file would stand in each of its findings."""


def _short(facts: Mapping[str, object]) -> dict[str, object]:
    return {
        name: f"{value[:_LONGEST]}…" if isinstance(value, str) and len(value) > _LONGEST else value
        for name, value in facts.items()
    }
