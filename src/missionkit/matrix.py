"""Coverage matrices of a mission as data: what meets what, and what nothing meets."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from missionkit.codelist import SECTOR_LISTS, Label, label_of
from missionkit.model import Mission, Project
from missionkit.register import Found, Register
from missionkit.scope import Scope
from missionkit.values import Text

HELIX = ("academia", "private", "public", "civil_society")


@dataclass(frozen=True)
class Axis:
    """A row or column: its id, and its name as a text or a code label."""

    id: str
    name: Text | Label


@dataclass(frozen=True)
class Matrix:
    """Rows, columns and the pairs that meet, with how often; `kind` is a name in MATRICES."""

    kind: str
    mission: Mission
    rows: tuple[Axis, ...]
    columns: tuple[Axis, ...]
    cells: dict[tuple[str, str], int]

    def count(self, row: str, column: str) -> int:
        """Return how often a row and a column meet."""
        return self.cells.get((row, column), 0)

    def row_total(self, row: str) -> int:
        """Return how often a row meets any column."""
        return sum(self.count(row, column.id) for column in self.columns)

    @property
    def empty_rows(self) -> tuple[Axis, ...]:
        """The rows that nothing meets."""
        return tuple(row for row in self.rows if not self.row_total(row.id))

    @property
    def empty_columns(self) -> tuple[Axis, ...]:
        """The columns that nothing meets."""
        return tuple(c for c in self.columns if not any(self.count(row.id, c.id) for row in self.rows))


def _projects(projects: Iterable[Project]) -> tuple[Axis, ...]:
    return tuple(Axis(p.id, p.title) for p in projects)


def sector_label(code: str, register: Register) -> Label:
    """Return a sector's label, from the lists of its register too; a code without prefix is of Los."""
    return label_of(code, SECTOR_LISTS[0], register.settings.codelists)


def _sector_key(code: str) -> str:
    return code if ":" in code else f"los:{code}"


def targets_by_projects(scope: Scope) -> Matrix:
    """Return which projects contribute to which targets."""
    rows = tuple(Axis(t.id, t.text) for t in scope.mission.targets)
    cells = {(t, p.id): 1 for t, projects in scope.contributors.items() for p in projects}
    helping = (p for projects in scope.contributors.values() for p in projects)
    projects = {p.id: p for p in (*scope.projects, *helping)}
    return Matrix("targets", scope.mission, rows, _projects(projects.values()), cells)


def sectors_by_projects(scope: Scope) -> Matrix:
    """Return which projects work in which sectors: the mission's, and those of its projects."""
    codes = {_sector_key(c) for c in scope.mission.sectors}
    cells = {}
    for project in scope.projects:
        for code in project.sectors:
            codes.add(_sector_key(code))
            cells[_sector_key(code), project.id] = 1
    rows = tuple(Axis(code, sector_label(code, scope.register)) for code in sorted(codes))
    return Matrix("sectors", scope.mission, rows, _projects(scope.projects), cells)


def sectors_by_actors(scope: Scope) -> Matrix:
    """Return how many actors of each of the four kinds come from each sector."""
    cells: dict[tuple[str, str], int] = {}
    codes = {_sector_key(c) for c in scope.mission.sectors}
    for actor in scope.actors:
        if actor.sector:
            codes.add(_sector_key(actor.sector))
        if actor.sector and actor.actor_kind:
            key = (_sector_key(actor.sector), actor.actor_kind)
            cells[key] = cells.get(key, 0) + 1
    rows = tuple(Axis(code, sector_label(code, scope.register)) for code in sorted(codes))
    return Matrix("actors", scope.mission, rows, tuple(Axis(k, Label("actor-kind", k)) for k in HELIX), cells)


def measures_by_projects(scope: Scope) -> Matrix:
    """Return which projects wait for which support measures."""
    rows, cells = [], {}
    for entry in scope.entries:
        for measure in getattr(entry.document, "measures", ()):
            key = measure.id if entry is scope.entry else f"{entry.document.id}/{measure.id}"
            rows.append(Axis(key, measure.title))
            for blocked in measure.blocks:
                found: Found | None = scope.register.find(blocked, ("project",), entry)
                if found is not None:
                    cells[key, found.entry.document.id] = 1
    return Matrix("measures", scope.mission, tuple(rows), _projects(scope.projects), cells)


MATRICES: dict[str, Callable[[Scope], Matrix]] = {
    "targets": targets_by_projects,
    "sectors": sectors_by_projects,
    "actors": sectors_by_actors,
    "measures": measures_by_projects,
}
"""Every coverage matrix by name."""
