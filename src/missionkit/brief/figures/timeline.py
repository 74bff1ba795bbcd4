"""The timeline: mission, projects and milestones over the years, with today and what has slipped."""

from dataclasses import dataclass
from datetime import date

from missionkit.brief.blocks import Figure, Line, Shape, Table, line, plain
from missionkit.brief.figures.draw import (
    AMBER,
    BLUE,
    GREEN,
    INK,
    LINE,
    MUTED,
    PALE_GREY,
    RED,
    bar,
    rule,
    shape,
    words,
    wrap,
)
from missionkit.brief.view import View
from missionkit.model.mission import Milestone
from missionkit.scope import CLOSED

WIDTH, LABELS, RIGHT, ROW, TOP = 720, 230, 704, 22, 34


@dataclass(frozen=True)
class _Row:
    name: Line
    first: date | None
    last: date | None
    milestones: tuple[Milestone, ...]
    colour: str
    status: str


def timeline(view: View) -> Figure | None:
    """Return the timeline, or None where nothing has a date."""
    rows = _rows(view)
    days = [d for row in rows for d in (row.first, row.last) if d]
    days += [d.last for row in rows for m in row.milestones for d in (m.planned, m.forecast, m.actual) if d]
    if not days:
        return None
    first, last = date(min(days).year, 1, 1), date(max(*days, min(days)).year, 12, 31)
    scale = (RIGHT - LABELS) / max(1, (last - first).days)
    shapes, y = _years(first, last, scale), float(TOP)
    for row in rows:
        label = wrap(plain(row.name), LABELS - 16, 12, view.write.language, 2)
        height = max(ROW, 15 * len(label) + 7)
        shapes += _row(row, label, y, height, first, last, scale)
        y += height
    if first <= view.today <= last:
        x = LABELS + (view.today - first).days * scale
        shapes += [
            rule(x, TOP - 12, x, y, RED, 1.5, stroke_dasharray="4 3"),
            words(view.say("figure-today"), x, TOP - 16, 11, RED, "middle"),
        ]
    return Figure(
        id="timeline",
        title=view.say("figure-timeline"),
        description=view.say("figure-timeline-about", first=first.year, last=last.year),
        width=WIDTH,
        height=int(y + 10),
        shapes=tuple(shapes),
        table=_table(rows, view),
    )


def _rows(view: View) -> list[_Row]:
    mission, write = view.scope.mission, view.write
    status = write.code("mission-status", mission.status)
    start = mission.start.first if mission.start else None
    end = mission.deadline.last if mission.deadline else None
    rows = [_Row(write.text(mission.title), start, end, mission.milestones, BLUE, status)]
    for p in sorted(view.scope.projects, key=lambda p: (p.start.first if p.start else date.max, p.id)):
        if not (p.start or p.end or p.milestones):
            continue
        colour = MUTED if p.status in CLOSED else GREEN
        first, last = p.start.first if p.start else None, p.end.last if p.end else None
        rows.append(
            _Row(write.text(p.title), first, last, p.milestones, colour, write.code("project-status", p.status))
        )
    return rows


def _years(first: date, last: date, scale: float) -> list[Shape]:
    span = last.year - first.year + 1
    step = 1 if span <= 12 else 2 if span <= 24 else 5
    shapes = []
    for year in range(first.year, last.year + 1, step):
        x = LABELS + (date(year, 1, 1) - first).days * scale
        shapes += [rule(x, TOP - 8, x, TOP, LINE), words(str(year), x + 2, TOP - 2, 11, MUTED)]
    return shapes


def _row(row: _Row, label: list[str], y: float, height: float, first: date, last: date, scale: float) -> list[Shape]:
    middle = y + height / 2
    shapes = [rule(0, y, RIGHT, y, PALE_GREY)]
    shapes += [words(text, 4, y + 14 + 15 * n, 12) for n, text in enumerate(label)]
    start, end = row.first or (row.last and first), row.last or (row.first and last)
    if start and end:
        x1, x2 = (LABELS + (d - first).days * scale for d in (start, end))
        shapes.append(bar(x1, middle - 5, max(3.0, x2 - x1), 10, row.colour))
    for milestone in row.milestones:
        shapes += _milestone(milestone, middle, first, scale)
    return shapes


def _milestone(milestone: Milestone, y: float, first: date, scale: float) -> list[Shape]:
    """Return a diamond at the newest date; where it slipped, a line from the date first planned."""
    newest = milestone.actual or milestone.forecast or milestone.planned
    if newest is None:
        return []
    x = LABELS + (newest.last - first).days * scale
    shapes = []
    if milestone.planned and milestone.planned.last < newest.last:
        planned = LABELS + (milestone.planned.last - first).days * scale
        shapes += [rule(planned, y, x, y, AMBER, 2), shape("circle", cx=planned, cy=y, r=3, fill=AMBER)]
    points = f"{x - 6:.1f},{y:.1f} {x:.1f},{y - 6:.1f} {x + 6:.1f},{y:.1f} {x:.1f},{y + 6:.1f}"
    return [*shapes, shape("polygon", points=points, fill=INK if milestone.actual else "#ffffff", stroke=INK)]


def _table(rows: list[_Row], view: View) -> Table:
    keys = ("what", "start", "end", "state", "milestones")
    made = []
    for row in rows:
        start = line(view.write.date(row.first) if row.first else "–")
        end = line(view.write.date(row.last) if row.last else "–")
        made.append((row.name, start, end, line(row.status or "–"), _milestones(row.milestones, view) or line("–")))
    return Table(view.say("figure-timeline"), tuple(view.say(f"brief-{k}") for k in keys), tuple(made))


def _milestones(milestones: tuple[Milestone, ...], view: View) -> Line:
    spans: list[Line] = []
    for milestone in milestones:
        newest = milestone.actual or milestone.forecast or milestone.planned
        said = f" ({view.write.date(newest)}" if newest else " ("
        if milestone.planned and newest and milestone.planned.last < newest.last:
            said += "; " + view.say("brief-planned", date=view.write.date(milestone.planned))
        if milestone.actual:
            said += "; " + view.say("brief-done")
        spans.append(line(view.write.text(milestone.title), f"{said})"))
    return tuple(span for n, one in enumerate(spans) for span in (*(line("; ") if n else ()), *one))
