"""Lists of what a register holds as data: which rows, with which cells, in which order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from missionkit.codelist import Label
from missionkit.deadlines import deadlines
from missionkit.entry import Entry
from missionkit.model.mission import Target
from missionkit.model.walk import references
from missionkit.register import Register
from missionkit.scope import Scope, scopes
from missionkit.values import PartialDate, Text


@dataclass(frozen=True)
class Words:
    """A text and the language of a plain one."""

    text: Text
    own: str


class Change(str):
    """A number that is per cent change from where things stood."""


Cell = str | int | Words | Label | PartialDate | tuple[str, ...] | None


@dataclass(frozen=True)
class Row:
    """One thing of a list: its cells by column, and what it can be chosen by."""

    cells: dict[str, Cell]
    missions: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    status: str | None = None
    owner: str | None = None
    day: date | None = None


@dataclass(frozen=True)
class Filter:
    """Which rows are wanted; an empty field wants all. `until` is the last day of a deadline."""

    mission: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    until: date | None = None

    def wants(self, row: Row) -> bool:
        """Say whether a row is wanted: of each field that is set, one value fits."""
        return (
            (not self.mission or not row.missions.isdisjoint(self.mission))
            and (not self.sector or not row.sectors.isdisjoint(self.sector))
            and (not self.status or row.status in self.status)
            and (not self.owner or row.owner in self.owner)
            and (self.until is None or (row.day is not None and row.day <= self.until))
        )


@dataclass(frozen=True)
class Listing:
    """One sort of list: its rows, what they can be chosen by, its columns, and those left out of tables for people.

    `statuses` names the code list of its status.
    """

    rows: Callable[[Register, date], Iterator[Row]]
    filters: tuple[str, ...]
    columns: tuple[str, ...]
    hidden: tuple[str, ...]
    statuses: str = ""


def _entries(register: Register, kind: str) -> Iterator[Entry]:
    found = [entry for entry in register.entries if entry.kind == kind]
    yield from sorted(found, key=lambda entry: entry.document.id)


def _words(text: Text | None, entry: Entry, register: Register) -> Words | None:
    return Words(text, entry.document.language or register.settings.language) if text else None


def _value(target: Target) -> str | None:
    if target.value is None:
        return None
    return Change(target.value) if target.relative else str(target.value)


def _where(entry: Entry, register: Register) -> str:
    return register.tree.shown(entry.file)


def missions(register: Register, today: date) -> Iterator[Row]:
    """Yield the missions by id."""
    for id_, scope in sorted(scopes(register).items()):
        mission = scope.mission
        cells: dict[str, Cell] = {
            "id": id_,
            "title": _words(mission.title, scope.entry, register),
            "status": Label("mission-status", mission.status),
            "owner": mission.owner,
            "deadline": mission.deadline,
            "sectors": mission.sectors,
            "targets": len(mission.targets),
            "projects": len(scope.projects),
            "file": _where(scope.entry, register),
        }
        yield Row(cells, frozenset((id_,)), frozenset(mission.sectors), mission.status, mission.owner)


def portfolios(register: Register, today: date) -> Iterator[Row]:
    """Yield the portfolios by id; one without a list of projects has all of its mission."""
    for entry in _entries(register, "portfolio"):
        portfolio = register.portfolios[entry.document.id]
        scope = scopes(register).get(portfolio.mission or "")
        count = len(portfolio.projects) if portfolio.projects or scope is None else len(scope.projects)
        cells: dict[str, Cell] = {
            "id": portfolio.id,
            "title": _words(portfolio.title, entry, register),
            "mission": portfolio.mission,
            "owner": portfolio.owner,
            "projects": count,
            "next_review": portfolio.review.next if portfolio.review else None,
            "file": _where(entry, register),
        }
        sectors = frozenset(scope.mission.sectors) if scope else frozenset()
        yield Row(cells, frozenset((portfolio.mission or "",)), sectors, owner=portfolio.owner)


def projects(register: Register, today: date) -> Iterator[Row]:
    """Yield the projects by id, with the missions they belong to by themselves or through a portfolio."""
    homes = _homes(register, lambda scope: (p.id for p in scope.projects))
    for entry in _entries(register, "project"):
        project = register.projects[entry.document.id]
        cells: dict[str, Cell] = {
            "id": project.id,
            "title": _words(project.title, entry, register),
            "status": Label("project-status", project.status) if project.status else None,
            "lead": project.lead,
            "missions": tuple(sorted(homes[project.id])),
            "sectors": project.sectors,
            "start": project.start,
            "end": project.end,
            "targets": len(project.contributes_to),
            "file": _where(entry, register),
        }
        yield Row(cells, frozenset(homes[project.id]), frozenset(project.sectors), project.status, project.lead)


def targets(register: Register, today: date) -> Iterator[Row]:
    """Yield the targets by mission, in the mission's order."""
    for id_, scope in sorted(scopes(register).items()):
        for target in scope.mission.targets:
            owner = target.owner or scope.mission.owner
            cells: dict[str, Cell] = {
                "id": f"{id_}/{target.id}",
                "text": _words(target.text, scope.entry, register),
                "kind": Label("target-kind", target.kind),
                "value": _value(target),
                "unit": _words(target.unit, scope.entry, register),
                "relative": bool(target.relative),
                "deadline": target.deadline or scope.mission.deadline,
                "owner": owner,
                "projects": len(scope.contributors.get(target.id, ())),
                "file": _where(scope.entry, register),
            }
            yield Row(cells, frozenset((id_,)), frozenset(scope.mission.sectors), owner=owner)


def actors(register: Register, today: date) -> Iterator[Row]:
    """Yield the actors by id, with the missions that they take part in."""
    homes = _homes(register, lambda scope: (a.id for a in scope.actors))
    for entry in _entries(register, "actor"):
        actor = register.actors[entry.document.id]
        cells: dict[str, Cell] = {
            "id": actor.id,
            "name": _words(actor.name, entry, register),
            "kind": Label("actor-kind", actor.actor_kind) if actor.actor_kind else None,
            "sector": actor.sector,
            "level": Label("admin-level", actor.level) if actor.level else None,
            "missions": tuple(sorted(homes[actor.id])),
            "file": _where(entry, register),
        }
        yield Row(cells, frozenset(homes[actor.id]), frozenset((actor.sector or "",)))


def sources(register: Register, today: date) -> Iterator[Row]:
    """Yield the sources by id, with how many times documents refer to them."""
    uses: dict[str, int] = defaultdict(int)
    for entry in register.entries:
        for id_ in _cited(entry):
            uses[id_] += 1
    homes = _homes(register, lambda scope: (id_ for entry in scope.entries for id_ in _cited(entry)))
    for entry in _entries(register, "source"):
        source = register.sources[entry.document.id]
        cells: dict[str, Cell] = {
            "id": source.id,
            "title": _words(source.title, entry, register),
            "publisher": _words(source.publisher, entry, register),
            "year": source.year,
            "uses": uses[source.id],
            "url": source.url,
            "file": _where(entry, register),
        }
        yield Row(cells, frozenset(homes[source.id]))


def _cited(entry: Entry) -> Iterator[str]:
    return (id_ for _, ref, id_ in references(entry.document) if ref.kinds == ("source",))


def _homes(register: Register, ids: Callable[[Scope], Iterable[str]]) -> dict[str, set[str]]:
    """Return the missions of each id that a function finds in the scope of a mission."""
    found: dict[str, set[str]] = defaultdict(set)
    for mission, scope in scopes(register).items():
        for id_ in ids(scope):
            found[id_].add(mission)
    return found


def dates(register: Register, today: date) -> Iterator[Row]:
    """Yield what is due, the first first; what has passed and is not done is due still."""
    homes = _homes(register, lambda scope: (entry.key for entry in scope.entries))
    found = [(one, entry) for entry in register.entries for one in deadlines(entry.document, today)]
    found.sort(key=lambda pair: (pair[0].date.last, pair[0].kind, pair[1].key, pair[0].id))
    for one, entry in found:
        sectors = getattr(entry.document, "sectors", ())
        cells: dict[str, Cell] = {
            "date": one.date,
            "days": (one.date.last - today).days,
            "kind": Label("deadline-kind", one.kind),
            "title": _words(one.title, entry, register),
            "document": entry.key,
            "part": one.id or None,
            "owner": one.owner,
            "file": _where(entry, register),
        }
        yield Row(cells, frozenset(homes[entry.key]), frozenset(sectors), owner=one.owner, day=one.date.last)


_ALL = ("mission", "sector", "owner")

LISTINGS: dict[str, Listing] = {
    "missions": Listing(
        missions,
        (*_ALL, "status"),
        ("id", "title", "status", "owner", "deadline", "sectors", "targets", "projects", "file"),
        ("sectors", "file"),
        "mission-status",
    ),
    "projects": Listing(
        projects,
        (*_ALL, "status"),
        ("id", "title", "status", "lead", "missions", "sectors", "start", "end", "targets", "file"),
        ("sectors", "targets", "file"),
        "project-status",
    ),
    "portfolios": Listing(
        portfolios, _ALL, ("id", "title", "mission", "owner", "projects", "next_review", "file"), ("file",)
    ),
    "targets": Listing(
        targets,
        _ALL,
        ("id", "text", "kind", "value", "unit", "relative", "deadline", "owner", "projects", "file"),
        ("kind", "relative", "file"),
    ),
    "actors": Listing(
        actors,
        ("mission", "sector"),
        ("id", "name", "kind", "sector", "level", "missions", "file"),
        ("missions", "file"),
    ),
    "sources": Listing(
        sources, ("mission",), ("id", "title", "publisher", "year", "uses", "url", "file"), ("url", "file")
    ),
    "deadlines": Listing(
        dates,
        (*_ALL, "within"),
        ("date", "days", "kind", "title", "document", "part", "owner", "file"),
        ("part", "file"),
    ),
}
"""Every list by name."""
