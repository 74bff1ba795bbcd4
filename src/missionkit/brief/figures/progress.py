"""Progress of targets: from baseline to goal, with the newest value, milestones and the pace that is needed."""

from collections.abc import Iterator
from decimal import Decimal

from missionkit.brief.blocks import Block, Figure, Line, Shape, Table, line, plain
from missionkit.brief.figures.draw import (
    BLUE,
    BOLD,
    GREEN,
    INK,
    LINE,
    MUTED,
    PALE_BLUE,
    ROOM,
    bar,
    moved,
    pages,
    rule,
    shape,
    words,
    wrap,
)
from missionkit.brief.view import View
from missionkit.language.formats import half_up
from missionkit.model.mission import Target
from missionkit.rules.directed import goal_value
from missionkit.scope import latest_value, years_between

WIDTH, LEFT, RIGHT = 720, 20, 700


def progress(view: View) -> Iterator[Block]:
    """Yield the targets that have both a baseline and a value to reach, as figures that fit a page."""
    drawable = [t for t in view.scope.mission.targets if _ends(t) is not None]
    rows = [_rows(target, view) for target in drawable]
    parts = pages([height for _, height in rows], ROOM) if rows else []
    for number, part in enumerate(parts, 1):
        yield _figure(drawable[part], rows[part], f"-{number}" if number > 1 else "", view)


def _figure(targets: list[Target], rows: list[tuple[list[Shape], float]], number: str, view: View) -> Figure:
    shapes: list[Shape] = []
    y = 16.0
    for drawn, height in rows:
        shapes += [moved(one, y) for one in drawn]
        y += height
    return Figure(
        id=f"progress{number}",
        title=view.say("figure-progress"),
        description=view.say("figure-progress-about", count=len(targets)),
        width=WIDTH,
        height=int(y),
        shapes=tuple(shapes),
        table=_table(targets, view),
    )


def _ends(target: Target) -> tuple[Decimal, Decimal] | None:
    goal = goal_value(target)
    start = target.baseline.value if target.baseline else None
    return None if goal is None or start is None or goal == start else (start, goal)


def share(value: Decimal, start: Decimal, goal: Decimal) -> Decimal:
    """Return how far a value has come from start to goal, in per cent; below 0 where it went the wrong way."""
    return 100 * (value - start) / (goal - start)


def _rows(target: Target, view: View) -> tuple[list[Shape], float]:
    """Return the shapes of one target, drawn from y = 0, and their height."""
    ends = _ends(target)
    assert ends is not None  # noqa: S101 - only drawable targets come here
    start, goal = ends
    title = wrap(plain(view.write.text(target.text)), RIGHT - LEFT, 14 * BOLD, view.write.language, 3)
    made = [words(row, LEFT, 14 + n * 19, 14, weight="600") for n, row in enumerate(title)]
    y = 14 + 19 * len(title)
    made.append(bar(LEFT, y, RIGHT - LEFT, 18, PALE_BLUE))
    latest = latest_value(target, view.today) if target.observations else None
    if latest:
        reached = _within(share(latest[1], start, goal))
        made.append(bar(LEFT, y, float((RIGHT - LEFT) * reached / 100), 18, GREEN if reached >= 100 else BLUE))
    for milestone in target.milestones:
        if milestone.value is not None:
            x = LEFT + float((RIGHT - LEFT) * _within(share(milestone.value, start, goal)) / 100)
            made.append(rule(x, y - 3, x, y + 21, INK, 1.5))
    made.append(shape("rect", x=LEFT, y=y, width=RIGHT - LEFT, height=18, fill="none", stroke=LINE))
    below = y + 36
    made.append(words(_labelled("brief-baseline", start, target, view), LEFT, below, 12, MUTED))
    made.append(words(_labelled("brief-goal-value", goal, target, view), RIGHT, below, 12, MUTED, "end"))
    note = plain(pace(target, view))
    made += [words(row, LEFT, below + 17 * n, 12) for n, row in enumerate(wrap(note, 680, 12, view.write.language), 1)]
    height = below + 17 * len(wrap(note, 680, 12, view.write.language)) + 26
    return made, height


def _within(share_: Decimal) -> Decimal:
    return max(Decimal(0), min(Decimal(100), share_))


def _labelled(key: str, value: Decimal, target: Target, view: View) -> str:
    return f"{view.say(key)}: {plain(view.write.value(value, target))}"


def pace(target: Target, view: View) -> Line:
    """Return in words how far a target has come and what each remaining year must give."""
    ends = _ends(target)
    latest = latest_value(target, view.today) if target.observations else None
    deadline = target.deadline or view.scope.mission.deadline
    if ends is None or latest is None:
        return line(view.say("figure-no-observation"))
    come = half_up(share(latest[1], *ends))
    key = "figure-wrong-way" if come < 0 else "figure-come"
    said = view.say(key, share=view.write.number(abs(come)), day=view.write.date(latest[0]))
    if come >= 100 or deadline is None or deadline.last <= view.today:
        return line(said)
    years = years_between(max(latest[0], view.today), deadline.last)
    needed = abs(ends[1] - latest[1]) / years if years > 0 else Decimal(0)
    return line(said, " ", view.say("figure-needed", pace=_difference(half_up(needed, 1), target, view)))


def _difference(value: Decimal, target: Target, view: View) -> str:
    """Return how much a value changes, with its unit: per cent change by percentage points."""
    if target.unit and target.unit.pick(view.write.language)[0] == "%":
        return view.say("figure-points", count=value, value=view.write.number(value))
    return plain(view.write.value(value, target))


def _table(targets: list[Target], view: View) -> Table:
    keys = ("target", "baseline", "latest", "goal-value", "progress")
    rows = []
    for target in targets:
        ends = _ends(target)
        assert ends is not None  # noqa: S101 - only drawable targets come here
        latest = latest_value(target, view.today) if target.observations else None
        come = view.say("figure-share", share=view.write.number(half_up(share(latest[1], *ends)))) if latest else "–"
        rows.append(
            (
                view.write.text(target.text),
                line(view.write.number(ends[0])),
                line(view.write.number(latest[1]) if latest else "–"),
                line(view.write.number(ends[1])),
                line(come),
            )
        )
    return Table(view.say("figure-progress"), tuple(view.say(f"brief-{k}") for k in keys), tuple(rows), (1, 2, 3, 4))
