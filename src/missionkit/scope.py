"""The scope of a mission: its portfolios, projects, actors, measures and experiments, found once for all rules."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from missionkit.entry import Entry
from missionkit.finding import Path
from missionkit.model import Actor, Mission, Portfolio, Project
from missionkit.model.base import Budget, Entity, Experiment, Measure, Risk
from missionkit.model.mission import Target
from missionkit.register import Register

STOPPED = ("stopped", "cancelled")
CLOSED = ("completed", *STOPPED)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document together with where it stands."""

    entry: Entry
    path: Path
    item: Entity


@dataclass(frozen=True)
class Scope:
    """A mission and all that belongs to it."""

    mission: Mission
    entry: Entry
    register: Register
    portfolios: tuple[Portfolio, ...]
    projects: tuple[Project, ...]
    contributors: dict[str, tuple[Project, ...]] = field(default_factory=dict)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The mission, its portfolios and its projects, with their places."""
        documents: list[tuple[str, str]] = [("portfolio", p.id) for p in self.portfolios]
        documents += [("project", p.id) for p in self.projects]
        found = (self.register.entry(kind, id_) for kind, id_ in documents)
        return (self.entry, *(entry for entry in found if entry))

    def _parts(self, attribute: str) -> Iterator[Part]:
        for entry in self.entries:
            for index, item in enumerate(getattr(entry.document, attribute, ())):
                yield Part(entry, (attribute, index), item)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The support measures of the mission, its portfolios and its projects."""
        return tuple(p.item for p in self._parts("measures") if isinstance(p.item, Measure))

    @cached_property
    def experiments(self) -> tuple[Experiment, ...]:
        """The experiments of the mission, its portfolios and its projects."""
        return tuple(p.item for p in self._parts("experiments") if isinstance(p.item, Experiment))

    @cached_property
    def risks(self) -> tuple[Risk, ...]:
        """The risks of the mission, its portfolios and its projects."""
        return tuple(p.item for p in self._parts("risks") if isinstance(p.item, Risk))

    @property
    def working_actors(self) -> frozenset[str]:
        """Ids of the actors that do something: lead, take part, pay, own a measure or sit in the body."""
        found: set[str | None] = set(self.mission.governance.members if self.mission.governance else ())
        for project in self.projects:
            found |= {project.lead, *project.partners}
        found |= {line.funder for b in self._budgets() for line in b.lines}
        found |= {measure.owner for measure in self.measures}
        found |= {target.owner for target in self.mission.targets}
        return frozenset(id_ for id_ in found if id_)

    def _budgets(self) -> Iterator[Budget]:
        documents: Iterable[Mission | Portfolio | Project] = (self.mission, *self.portfolios, *self.projects)
        for document in documents:
            if document.budget:
                yield document.budget

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """All actors of the mission, by id: named, owning or working."""
        named = {a.ref for a in self.mission.actors} | ({self.mission.owner} if self.mission.owner else set())
        ids = sorted(named | self.working_actors)
        return tuple(self.register.actors[i] for i in ids if i in self.register.actors)

    @cached_property
    def actor_kinds(self) -> frozenset[str]:
        """Which of academia, private, public and civil_society take part."""
        return frozenset(a.actor_kind for a in self.actors if a.actor_kind)

    @cached_property
    def sectors(self) -> frozenset[str]:
        """The sectors of the mission, its projects and its actors, with the prefix of their list."""
        codes = {*self.mission.sectors}
        for project in self.projects:
            codes |= set(project.sectors)
        codes |= {a.sector for a in self.actors if a.sector}
        return frozenset(code if ":" in code else f"los:{code}" for code in codes)

    @property
    def sector_count(self) -> int:
        """How many sectors of one list there are, at most: codes of different lists are not added up."""
        counts: dict[str, int] = defaultdict(int)
        for code in self.sectors:
            counts[code.partition(":")[0]] += 1
        return max(counts.values(), default=0)

    @cached_property
    def disciplines(self) -> frozenset[str]:
        """The fields of research of the mission and its projects."""
        found = set(self.mission.disciplines)
        for project in self.projects:
            found |= set(project.disciplines)
        return frozenset(found)

    def on_pathway(self, pathway: str) -> tuple[Project, ...]:
        """Return the projects that follow a pathway of this mission."""
        return self._by_pathway.get(pathway, ())

    @cached_property
    def _by_pathway(self) -> dict[str, tuple[Project, ...]]:
        found: dict[str, list[Project]] = defaultdict(list)
        for project in self.projects:
            owner, slash, name = (project.pathway or "").rpartition("/")
            if name and (not slash or owner == self.mission.id):
                found[name].append(project)
        return {name: tuple(projects) for name, projects in found.items()}


def scopes(register: Register) -> dict[str, Scope]:
    """Return the scope of every mission by id; the time grows with the documents, not with their pairs."""
    return register.once(_scopes)


def _scopes(register: Register) -> dict[str, Scope]:
    projects: dict[str, dict[str, Project]] = defaultdict(dict)
    portfolios: dict[str, list[Portfolio]] = defaultdict(list)
    for project in register.projects.values():
        for mission in project.missions:
            projects[mission][project.id] = project
    for portfolio in register.portfolios.values():
        if portfolio.mission:
            portfolios[portfolio.mission].append(portfolio)
            listed = (register.projects.get(id_) for id_ in portfolio.projects)
            projects[portfolio.mission] |= {p.id: p for p in listed if p}
    contributors = _contributors(register)
    found = {}
    for one in register.missions.values():
        entry = register.entry("mission", one.id)
        if entry is None:
            continue
        members = tuple(projects[one.id][id_] for id_ in sorted(projects[one.id]))
        own = {t.id: tuple(contributors.get((one.id, t.id), {}).values()) for t in one.targets}
        found[one.id] = Scope(one, entry, register, tuple(portfolios[one.id]), members, own)
    return found


def _contributors(register: Register) -> dict[tuple[str, str], dict[str, Project]]:
    found: dict[tuple[str, str], dict[str, Project]] = defaultdict(dict)
    for project in register.projects.values():
        for contribution in project.contributes_to:
            owner, slash, target = contribution.target.rpartition("/")
            for mission in (owner,) if slash else project.missions:
                found[mission, target][project.id] = project
    return found


def amounts(budget: Budget | None) -> dict[str, Decimal]:
    """Return what a budget comes to in each currency: its total, else the sums of its lines."""
    if budget is None:
        return {}
    if budget.total:
        return {budget.total.currency: budget.total.amount}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in budget.lines:
        sums[line.currency] += line.amount
    return dict(sums)


def total(budget: Budget | None, currency: str | None = None) -> tuple[Decimal, str] | None:
    """Return a budget's amount and currency, None where it has none, several, or another one than asked for."""
    found = [(amount, code) for code, amount in amounts(budget).items()]
    return found[0] if len(found) == 1 and currency in (None, found[0][1]) else None


def project_budgets(projects: Iterable[Project]) -> dict[str, dict[str, Decimal]]:
    """Return the budgets of projects by currency and project id; currencies are never mixed."""
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for project in projects:
        amount = total(project.budget)
        if amount and amount[0] > 0:
            found[amount[1]][project.id] = amount[0]
    return found


def years_between(first: date, last: date) -> Decimal:
    """Return the time between two days in years of 365.25 days, to two decimals."""
    return round(Decimal((last - first).days) / Decimal("365.25"), 2)


def months_between(first: date, last: date) -> int:
    """Return the whole months between two days."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def latest_value(target: Target, today: date) -> tuple[date, Decimal] | None:
    """Return the day and value of the newest observation up to today, the baseline if there is none."""
    points = [(o.date.last, o.value) for o in target.observations if o.date.first <= today]
    if points:
        return max(points)
    baseline = target.baseline
    return (baseline.date.last, baseline.value) if baseline and baseline.date and baseline.value is not None else None
