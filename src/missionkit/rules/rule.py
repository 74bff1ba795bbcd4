"""What a rule is: a pure function named after its gap, with a severity and the kind of thing it looks at."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from missionkit.entry import Entry
from missionkit.finding import Path, Related, Severity
from missionkit.model import Mission, Portfolio, Project
from missionkit.register import Register
from missionkit.resources import packaged_keys
from missionkit.scope import Scope, months_between, scopes

CRITERIA = {
    "bold": "bold",
    "directed": "directed",
    "ambitious": "ambitious",
    "cross_cutting": "cross-cutting",
    "bottom_up": "bottom-up",
}
"""Families that belong to one of the five criteria, and its name; in the seed's order."""

IDEA, DRAFT, COMMITTED, ENDED = "idea", "draft", "committed", "ended"
MATURITY = {
    **dict.fromkeys(("idea", "draft", "proposed", "illustrative"), DRAFT),
    **dict.fromkeys(("adopted", "running", "paused"), COMMITTED),
    **dict.fromkeys(("achieved", "closed"), ENDED),
}
"""How far a mission with a status has come."""


@dataclass(frozen=True, slots=True)
class ByMaturity:
    """A severity that depends on how far the mission has come."""

    idea: Severity
    draft: Severity
    committed: Severity
    ended: Severity


def by_maturity(draft: Severity, committed: Severity, ended: Severity | None = None) -> ByMaturity:
    """Return severities by maturity; an ended mission is judged like a committed one unless said otherwise."""
    return ByMaturity(draft, draft, committed, committed if ended is None else ended)


ONCE_DRAFTED = ByMaturity(Severity.WARNING, Severity.ERROR, Severity.ERROR, Severity.ERROR)
"""An error from the first draft on; while the mission is an idea, nobody can have written it yet."""


@dataclass(frozen=True, slots=True, init=False)
class Gap:
    """What a rule found: where, counted from the thing it looked at, and the facts for the message."""

    path: Path
    facts: Mapping[str, object]
    case: str
    entry: Entry | None
    related: tuple[Related, ...]
    severity: Severity | None

    def __init__(
        self,
        *path: str | int,
        case: str = "",
        entry: Entry | None = None,
        related: tuple[Related, ...] = (),
        severity: Severity | None = None,
        **facts: object,
    ) -> None:
        """`entry` places the gap in another document, `severity` overrides the rule's own."""
        for name, value in (
            ("path", path),
            ("facts", facts),
            ("case", case),
            ("entry", entry),
            ("related", related),
            ("severity", severity),
        ):
            object.__setattr__(self, name, value)


@dataclass(slots=True)
class Clock:
    """The day that documents are judged on, and from and until when what was asked of it is true."""

    today: date
    since: date = date.min
    until: date = date.max

    def passed(self, day: date) -> bool:
        """Say whether a day is over; one that is not yet will be, and then the answer is another."""
        if day < self.today:
            self.since = max(self.since, day + timedelta(days=1))
            return True
        self.until = min(self.until, day)
        return False

    def months_since(self, day: date) -> int:
        """Return the whole months from a day to today; on another day they may be others."""
        self.since = self.until = self.today
        return months_between(day, self.today)


@dataclass(frozen=True, slots=True)
class Inside:
    """What a rule may know that judges a document by itself, whatever else its register holds.

    Such a rule is run where the file is read, and its gaps are kept as long as the file stays the same; it asks the
    `clock` about days, which notes how long they hold.
    """

    entry: Entry
    path: Path
    limits: Mapping[str, Decimal]
    clock: Clock

    def limit(self, name: str) -> Decimal:
        """Return a threshold of the rule: the register's, else the rule's own."""
        return self.limits[name]


@dataclass(frozen=True)
class Context:
    """What a rule may know that needs the register.

    `errors` has, for late rules, the names of the rules that found open errors by mission and criterion.
    """

    register: Register
    today: date
    limits: Mapping[str, Decimal] = field(default_factory=dict)
    errors: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    entry: Entry | None = None
    path: Path = ()

    def limit(self, name: str) -> Decimal:
        """Return a threshold of the rule: the register's, else the rule's own."""
        return self.limits[name]

    @property
    def here(self) -> Entry:
        """The document that is looked at; a rule on the whole register has none."""
        assert self.entry is not None  # noqa: S101 - only rules on documents ask
        return self.entry

    @property
    def scope(self) -> Scope:
        """The mission that is looked at, with all that belongs to it."""
        return self.scopes[self.here.document.id]

    @property
    def scopes(self) -> dict[str, Scope]:
        """The scope of every mission by id."""
        return scopes(self.register)

    @cached_property
    def maturity(self) -> str:
        """How far the mission of this document has come: draft, committed or ended."""
        return maturity_of(self.entry, self.register) if self.entry else DRAFT


def maturity_of(entry: Entry, register: Register) -> str:
    """Return the maturity of a document: a mission's own, else that of the mission furthest on."""
    found = [MATURITY[m.status] for m in (register.missions.get(i) for i in missions_of(entry)) if m]
    return next((m for m in (COMMITTED, ENDED) if m in found), DRAFT)


def missions_of(entry: Entry) -> tuple[str, ...]:
    """Return the ids of the missions that a document belongs to: a mission's own, a project's, a portfolio's."""
    document = entry.document
    if isinstance(document, Project):
        return document.missions
    if isinstance(document, Portfolio):
        return (document.mission,) if document.mission else ()
    return (document.id,) if isinstance(document, Mission) else ()


def stage_of(entry: Entry, register: Register) -> str:
    """Return the maturity of a document, idea where each of its missions is no more than that."""
    known = register.once(_stages)
    if entry.key not in known:
        known[entry.key] = _stage(entry, register)
    return known[entry.key]


def _stages(register: Register) -> dict[str, str]:
    """Return the maturity of documents that somebody has asked for; a project may have very many missions and gaps."""
    return {}


def _stage(entry: Entry, register: Register) -> str:
    missions = [register.missions.get(i) for i in missions_of(entry)]
    is_idea = bool(missions) and all(m is not None and m.status == IDEA for m in missions)
    return IDEA if is_idea else maturity_of(entry, register)


Check = Callable[[Any, Any], Iterator[Gap]]


@dataclass(frozen=True)
class Rule:
    """One rule; `check` is None for faults that reading and the models find themselves.

    `alone` is true for one that judges a document by itself: its function takes `Inside` and not `Context`. `having`
    picks among the types that `on` allows those that the rule has anything to say of; `screen` is what stands in some
    text of every document of which a rule on texts has anything to say.
    """

    name: str
    family: str
    severity: Severity | ByMaturity
    on: type[Any] | None = None
    check: Check | None = None
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    late: bool = False
    alone: bool = False
    having: Callable[[type[Any]], bool] | None = None
    screen: re.Pattern[str] | None = None

    @property
    def criterion(self) -> str | None:
        """The criterion that the rule speaks of, if it is one of the five."""
        return CRITERIA.get(self.family)

    @property
    def fixed(self) -> bool:
        """True for faults that can be neither waived nor silenced: the document cannot be read otherwise."""
        return self.family in FIXED_FAMILIES

    @property
    def waivable(self) -> bool:
        """True if a document may waive the rule: a gap, not a fault of reading nor a verdict over other gaps."""
        return self.check is not None and not self.late

    def level(self, maturity: str) -> Severity:
        """Return the severity for a maturity."""
        if isinstance(self.severity, Severity):
            return self.severity
        level: Severity = getattr(self.severity, maturity)
        return level


FIXED_FAMILIES = ("yaml", "schema", "configuration")
RULES: dict[str, Rule] = {}
"""Every rule by name; filled by the family modules when `missionkit.rules.table` is imported."""


def rule(
    name: str,
    on: type[Any],
    severity: Severity | ByMaturity,
    late: bool = False,
    having: Callable[[type[Any]], bool] | None = None,
    screen: re.Pattern[str] | None = None,
    **thresholds: float | str,
) -> Callable[[Check], Check]:
    """Make a function a rule of the family that its module is named after; a late one runs after all others."""

    def enter(check: Check) -> Check:
        family = check.__module__.rpartition(".")[2]
        limits = {key: Decimal(str(value)) for key, value in thresholds.items()}
        alone = Inside in check.__annotations__.values()
        _enter(Rule(name, family, severity, on, check, limits, late, alone, having, screen))
        return check

    return enter


def declare(family: str, severity: Severity = Severity.ERROR, **others: Severity) -> None:
    """Enter the rules of a family whose faults are found elsewhere; `others` have a severity of their own."""
    for name in packaged_keys(f"rules/{family}.yaml"):
        if name not in RULES:
            _enter(Rule(name, family, others.get(name.replace("-", "_"), severity)))


def _enter(new: Rule) -> None:
    if new.name in RULES:
        raise ValueError(f"two rules are called {new.name}")
    RULES[new.name] = new
