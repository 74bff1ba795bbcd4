"""The timeline: mission, projects and milestones over the years, with today and what has slipped."""

from dataclasses import dataclass
from datetime import date

from missionkit.brief.blocks import Figure, Line, Shape, Table, joined, line, plain
from missionkit.brief.figures.draw import (
    AMBER,
    BLUE,
    GREEN,
    INK,
    LINE,
    MUTED,
    PALE_GREY,
    PAPER,
    RED,
    ROOM,
    bar,
    pages,
    rule,
    shape,
    width_of,
    words,
    wrap,
)
from missionkit.brief.view import View
from missionkit.model.mission import Milestone
from missionkit.scope import CLOSED
from missionkit.values import PartialDate

WIDTH, LABELS, RIGHT, ROW, TOP = 720, 230, 704, 22, 34


@dataclass(frozen=True)
class _Row:
    name: Line
    first: PartialDate | None
    last: PartialDate | None
    milestones: tuple[Milestone, ...]
    colour: str
    status: str


@dataclass(frozen=True)
class _Scale:
    """The years that are drawn, and where a day stands."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Return how far to the right a day is."""
        return LABELS + (RIGHT - LABELS) * (day - self.first).days / max(1, (self.last - self.first).days)


def timeline(view: View) -> tuple[Figure, ...]:
    """Return the timeline as figures that fit a page, none where nothing has a date."""
    rows = _rows(view)
    days = [d for row in rows for d in (row.first and row.first.first, row.last and row.last.last) if d]
    days += [d.last for row in rows for m in row.milestones for d in (m.planned, m.forecast, m.actual) if d]
    if not days:
        return ()
    scale = _Scale(date(min(days).year, 1, 1), date(max(days).year, 12, 31))
    labels = [wrap(plain(row.name), LABELS - 16, 12, view.write.language, 2) for row in rows]
    parts = pages([_height(label) for label in labels], ROOM)
    return tuple(
        _figure(rows[part], labels[part], scale, f"-{number}" if number > 1 else "", view)
        for number, part in enumerate(parts, 1)
    )


def _height(label: list[str]) -> float:
    return max(ROW, 15 * len(label) + 7)


def _figure(rows: list[_Row], labels: list[list[str]], scale: _Scale, number: str, view: View) -> Figure:
    shapes, y = _years(scale), float(TOP)
    for row, label in zip(rows, labels, strict=True):
        shapes += _row(row, label, y, _height(label), scale)
        y += _height(label)
    if scale.first <= view.today <= scale.last:
        x, room = scale.x(view.today), width_of(view.say("figure-today"), 11) / 2
        shapes += [
            rule(x, TOP - 12, x, y, RED, 1.5, stroke_dasharray="4 3"),
            words(view.say("figure-today"), min(x, RIGHT - room), TOP - 18, 11, RED, "middle"),
        ]
    if any(row.milestones for row in rows):
        shapes += _legend(y + 20, view)
        y += 24
    return Figure(
        id=f"timeline{number}",
        title=view.say("figure-timeline"),
        description=view.say("figure-timeline-about", first=scale.first.year, last=scale.last.year),
        width=WIDTH,
        height=int(y + 10),
        shapes=tuple(shapes),
        table=_table(rows, view),
    )


def _rows(view: View) -> list[_Row]:
    mission, write = view.scope.mission, view.write
    status = write.code("mission-status", mission.status)
    rows = [_Row(write.title(mission), mission.start, mission.deadline, mission.milestones, BLUE, status)]
    for p in sorted(view.scope.projects, key=lambda p: (p.start.first if p.start else date.max, p.id)):
        if p.start or p.end or p.milestones:
            colour = MUTED if p.status in CLOSED else GREEN
            status = write.code("project-status", p.status)
            rows.append(_Row(write.title(p), p.start, p.end, p.milestones, colour, status))
    return rows


def _years(scale: _Scale) -> list[Shape]:
    first, last = scale.first.year, scale.last.year
    span = last - first + 1
    step = 1 if span <= 10 else 2 if span <= 20 else 5 if span <= 50 else span // 8
    shapes = []
    for year in range(first, last + 1, step):
        x = scale.x(date(year, 1, 1))
        shapes += [rule(x, TOP - 10, x, TOP, LINE), words(str(year), x + 3, TOP - 3, 11, MUTED)]
    return shapes


def _row(row: _Row, label: list[str], y: float, height: float, scale: _Scale) -> list[Shape]:
    middle = y + height / 2
    shapes = [rule(0, y, RIGHT, y, PALE_GREY)]
    shapes += [words(text, 4, y + 14 + 15 * n, 12) for n, text in enumerate(label)]
    start = row.first.first if row.first else row.last and scale.first
    end = row.last.last if row.last else row.first and scale.last
    if start and end:
        shapes.append(bar(scale.x(start), middle - 5, max(3.0, scale.x(end) - scale.x(start)), 10, row.colour))
    for milestone in row.milestones:
        shapes += _milestone(milestone, middle, scale)
    return shapes


def _milestone(milestone: Milestone, y: float, scale: _Scale) -> list[Shape]:
    """Return a diamond at the newest date; where it slipped, a line from the date first planned."""
    newest = milestone.actual or milestone.forecast or milestone.planned
    if newest is None:
        return []
    x, shapes = scale.x(newest.last), []
    if milestone.planned and milestone.planned.last < newest.last:
        planned = scale.x(milestone.planned.last)
        shapes += [rule(planned, y, x, y, PAPER, 4), rule(planned, y, x, y, AMBER, 2), _ring(planned, y)]
    return [*shapes, _diamond(x, y, bool(milestone.actual))]


def _ring(x: float, y: float) -> Shape:
    return shape("circle", cx=x, cy=y, r=4, fill=PAPER, stroke=AMBER, stroke_width=2)


def _diamond(x: float, y: float, full: bool) -> Shape:
    points = f"{x - 6:.1f},{y:.1f} {x:.1f},{y - 6:.1f} {x + 6:.1f},{y:.1f} {x:.1f},{y + 6:.1f}"
    return shape("polygon", points=points, fill=INK if full else PAPER, stroke=INK)


def _legend(y: float, view: View) -> list[Shape]:
    """Return what the marks of milestones mean."""
    shapes, x = [], 4.0
    for key in ("expected", "reached", "first-planned"):
        text = view.say(f"figure-{key}")
        mark = _ring(x + 6, y - 4) if key == "first-planned" else _diamond(x + 6, y - 4, key == "reached")
        shapes += [mark, words(text, x + 18, y, 12, MUTED)]
        x += 40 + width_of(text, 12)
    return shapes


def _table(rows: list[_Row], view: View) -> Table:
    keys = ("what", "start", "end", "state", "milestones")
    made = []
    for row in rows:
        start, end = line(view.write.date(row.first) or "–"), line(view.write.date(row.last) or "–")
        made.append((row.name, start, end, line(row.status or "–"), _milestones(row.milestones, view) or line("–")))
    return Table(view.say("figure-timeline"), tuple(view.say(f"brief-{k}") for k in keys), tuple(made))


def _milestones(milestones: tuple[Milestone, ...], view: View) -> Line:
    """Return milestones in a row, each with its newest date, the date first planned and whether it is reached."""
    told: list[Line] = []
    for milestone in milestones:
        newest = milestone.actual or milestone.forecast or milestone.planned
        about = [view.write.date(newest)] if newest else []
        if milestone.planned and newest and milestone.planned.last < newest.last:
            about.append(view.say("brief-planned", date=view.write.date(milestone.planned)))
        if milestone.actual:
            about.append(view.say("brief-done"))
        told.append(line(view.write.text(milestone.title), f" ({'; '.join(about)})" if about else ""))
    return joined(told, "; ")
