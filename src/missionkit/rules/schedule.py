"""Schedule: dates that do not fit together, things overdue, reviews forgotten, a status that its dates deny."""

from collections.abc import Iterator
from datetime import date, timedelta

from missionkit.codelist import Label
from missionkit.finding import Related, Severity
from missionkit.model import Mission, Portfolio, Project, Source
from missionkit.model.base import Dependency
from missionkit.model.mission import Milestone, Observation, Target
from missionkit.register import Entry, Register
from missionkit.rules.directed import goal_value
from missionkit.rules.rule import Context, Gap, rule
from missionkit.scope import CLOSED, latest_value, months_between
from missionkit.values import PartialDate

RUNNING = ("running", "paused")


def _missions(project: Project, context: Context) -> Iterator[Mission]:
    found = (context.register.missions.get(id_) for id_ in project.missions)
    return (mission for mission in found if mission)


def _deadline(mission: Mission, context: Context) -> tuple[Related, ...]:
    entry = context.register.entry("mission", mission.id)
    return (Related(entry.place(("deadline",)), "declared-here"),) if entry else ()


@rule("project-after-mission", on=Project, severity=Severity.WARNING)
def project_after_mission(project: Project, context: Context) -> Iterator[Gap]:
    """A project ends before its mission does; an error where it is the only one that helps a target."""
    for mission in _missions(project, context):
        if not (project.end and mission.deadline and project.end.first > mission.deadline.last):
            continue
        alone = any(owners == (project,) for owners in context.scopes[mission.id].contributors.values())
        yield Gap(
            "end",
            case="only" if alone else "",
            severity=Severity.ERROR if alone else None,
            related=_deadline(mission, context),
            day=project.end,
            deadline=mission.deadline,
            project=project.id,
            mission=mission.id,
        )


@rule("project-before-mission", on=Project, severity=Severity.HINT, years=1)
def project_before_mission(project: Project, context: Context) -> Iterator[Gap]:
    """A project much older than its mission may be earlier work under a new name.

    One that says `new_since_mission: false` has said so itself and is left alone.
    """
    for mission in _missions(project, context):
        if project.start is None or mission.start is None or project.new_since_mission is False:
            continue
        if project.start.last < mission.start.first - timedelta(days=int(context.limit("years") * 365)):
            yield Gap("start", project=project.id, mission=mission.id, day=project.start, start=mission.start)


@rule("target-after-mission", on=Mission, severity=Severity.ERROR)
def target_after_mission(mission: Mission, context: Context) -> Iterator[Gap]:
    """No target is due after the mission itself."""
    for index, target in enumerate(mission.targets):
        if target.deadline and mission.deadline and target.deadline.first > mission.deadline.last:
            related = _deadline(mission, context)
            yield Gap("targets", index, "deadline", target=target.id, day=target.deadline, related=related)


@rule("start-after-end", on=Register, severity=Severity.ERROR)
def start_after_end(register: Register, context: Context) -> Iterator[Gap]:
    """Nothing ends before it starts."""
    for entry in register.entries:
        document = entry.document
        end_name = "deadline" if isinstance(document, Mission) else "end"
        yield from _order(entry, (), getattr(document, "start", None), getattr(document, end_name, None), end_name)
        for index, experiment in enumerate(getattr(document, "experiments", ())):
            yield from _order(entry, ("experiments", index), experiment.start, experiment.end, "end")


def _order(
    entry: Entry, path: tuple[str | int, ...], start: PartialDate | None, end: PartialDate | None, name: str
) -> Iterator[Gap]:
    if start and end and end.last < start.first:
        yield Gap(*path, name, entry=entry, start=start, end=end)


@rule("late-milestone", on=Register, severity=Severity.ERROR)
def late_milestone(register: Register, context: Context) -> Iterator[Gap]:
    """A milestone lies within its project or mission."""
    for entry in register.entries:
        document = entry.document
        if not isinstance(document, Mission | Project):
            continue
        end = document.deadline if isinstance(document, Mission) else document.end
        for index, milestone in enumerate(document.milestones):
            day = milestone.forecast or milestone.planned
            if end and day and milestone.actual is None and day.first > end.last:
                yield Gap("milestones", index, entry=entry, milestone=milestone.id, day=day, end=end)


@rule("overdue-milestone", on=Milestone, severity=Severity.WARNING)
def overdue_milestone(milestone: Milestone, context: Context) -> Iterator[Gap]:
    """A milestone in the past was reached, or has a new forecast."""
    day = milestone.forecast or milestone.planned
    if milestone.actual is None and day and day.last < context.today:
        yield Gap(milestone=milestone.id, day=day)


@rule("needed-too-late", on=Register, severity=Severity.WARNING)
def needed_too_late(register: Register, context: Context) -> Iterator[Gap]:
    """A project whose result or data another needs ends before that other starts."""
    for entry in register.entries:
        for index, dependency in enumerate(getattr(entry.document, "dependencies", ())):
            pair = _ends(register, entry, dependency)
            if pair is None:
                continue
            needed, waiting = pair
            if needed.end and waiting.start and needed.end.first > waiting.start.last:
                place, end, start = ("dependencies", index), needed.end, waiting.start
                yield Gap(*place, entry=entry, needed=needed.id, waiting=waiting.id, end=end, start=start)


def _ends(register: Register, entry: Entry, dependency: Dependency) -> tuple[Project, Project] | None:
    if dependency.kind not in (None, "needs_result", "needs_data"):
        return None
    needed = register.projects.get(dependency.to)
    waiting = register.projects.get(dependency.from_ or entry.document.id)
    return (needed, waiting) if needed and waiting else None


@rule("stale-review", on=Register, severity=Severity.WARNING, mission=12, portfolio=6, project=4)
def stale_review(register: Register, context: Context) -> Iterator[Gap]:
    """What is under way is gone through regularly: missions yearly, portfolios half-yearly, projects each tertial.

    Told only where a last review is given: a document that plans none has nothing to be late with.
    """
    for entry in register.entries:
        document = entry.document
        if not isinstance(document, Mission | Portfolio | Project) or not _is_under_way(document):
            continue
        last = document.review.last if document.review else None
        months = months_between(last.last, context.today) if last else 0
        limit = context.limit(entry.kind)
        if months >= limit:
            yield Gap("review", "last", entry=entry, day=last, months=months, limit=limit)


def _is_under_way(document: Mission | Portfolio | Project) -> bool:
    return isinstance(document, Portfolio) or document.status in (*RUNNING, "adopted")


@rule("missed-review", on=Register, severity=Severity.WARNING)
def missed_review(register: Register, context: Context) -> Iterator[Gap]:
    """The next review lies ahead."""
    for entry in register.entries:
        review = getattr(entry.document, "review", None)
        if review and review.next and review.next.last < context.today:
            yield Gap("review", "next", entry=entry, day=review.next)


_FREQUENCY = {
    "daily": 0,
    "weekly": 0,
    "monthly": 1,
    "quarterly": 3,
    "tertial": 4,
    "half_yearly": 6,
    "yearly": 12,
    "two_yearly": 24,
    "five_yearly": 60,
}
"""Months between new values; `irregular` promises nothing."""


@rule("overdue-observation", on=Target, severity=Severity.WARNING, months=6)
def overdue_observation(target: Target, context: Context) -> Iterator[Gap]:
    """New values come as often as promised, with some months for them to be published."""
    if target.achieved is not None:
        return
    due, newest = target.next_data_due, max((o.date.last for o in target.observations), default=date.min)
    if due and due.last < context.today and newest < due.first:
        yield Gap("next_data_due", case="due", target=target.id, day=due)
        return
    latest = latest_value(target, context.today)
    if target.data_frequency not in _FREQUENCY or latest is None:
        return
    allowed = _FREQUENCY[target.data_frequency] + int(context.limit("months"))
    if months_between(latest[0], context.today) > allowed:
        yield Gap("observations", target=target.id, day=latest[0], frequency=Label("frequency", target.data_frequency))


@rule("date-in-future", on=Observation, severity=Severity.ERROR)
def date_in_future(observation: Observation, context: Context) -> Iterator[Gap]:
    """Nobody has measured what has not happened yet."""
    if observation.date.first > context.today:
        yield Gap("date", day=observation.date)


@rule("source-read-before-published", on=Source, severity=Severity.ERROR)
def source_read_before_published(source: Source, context: Context) -> Iterator[Gap]:
    """A source was published before it was read, and read before today."""
    if source.year and source.accessed and source.year.first > source.accessed.last:
        yield Gap("year", year=source.year, accessed=source.accessed)
    elif source.accessed and source.accessed.first > context.today:
        yield Gap("accessed", case="future", accessed=source.accessed)


@rule("missed-target", on=Mission, severity=Severity.WARNING)
def missed_target(mission: Mission, context: Context) -> Iterator[Gap]:
    """A target whose deadline has passed was reached, or someone says what now."""
    for index, target in enumerate(mission.targets):
        deadline = target.deadline or mission.deadline
        if deadline and deadline.last < context.today and not reached(target, context.today):
            yield Gap("targets", index, "deadline", target=target.id, deadline=deadline)


@rule("off-track-target", on=Target, severity=Severity.WARNING)
def off_track_target(target: Target, context: Context) -> Iterator[Gap]:
    """The newest value keeps up with the milestones that have passed."""
    goal, latest = goal_value(target), latest_value(target, context.today)
    baseline = target.baseline.value if target.baseline else None
    past = [(m.date, m.value) for m in target.milestones if m.date.last < context.today and m.value is not None]
    if target.relative or goal is None or baseline is None or latest is None or not past or not target.observations:
        return
    day, wanted = max(past, key=lambda m: m[0].last)
    behind = latest[1] < wanted if goal > baseline else latest[1] > wanted
    if behind and latest[0] >= day.first:
        yield Gap("observations", target=target.id, value=latest[1], wanted=wanted, day=day)


def reached(target: Target, today: date) -> bool:
    """Say whether a target is marked as achieved, or its newest value is at or past the goal."""
    if target.achieved is not None:
        return True
    goal, latest = goal_value(target), latest_value(target, today)
    baseline = target.baseline.value if target.baseline else None
    if goal is None or latest is None or baseline is None or not target.observations:
        return False
    return latest[1] >= goal if goal > baseline else latest[1] <= goal


@rule("status-contradiction", on=Register, severity=Severity.ERROR)
def status_contradiction(register: Register, context: Context) -> Iterator[Gap]:
    """A status is not denied by dates, targets or projects."""
    for entry in register.entries:
        document = entry.document
        if isinstance(document, Project):
            yield from _project_status(document, entry, context)
        elif isinstance(document, Mission):
            yield from _mission_status(document, entry, context)


def _project_status(project: Project, entry: Entry, context: Context) -> Iterator[Gap]:
    status = Label("project-status", project.status or "")
    if project.status == "completed" and project.end and project.end.first > context.today:
        yield Gap("status", entry=entry, case="future-end", status=status, day=project.end)
    if project.status == "running" and project.start and project.start.first > context.today:
        yield Gap("status", entry=entry, case="not-started", status=status, day=project.start)


def _mission_status(mission: Mission, entry: Entry, context: Context) -> Iterator[Gap]:
    status = Label("mission-status", mission.status)
    projects = context.scopes[mission.id].projects
    unmet = tuple(t.id for t in mission.targets if not reached(t, context.today))
    running = tuple(p.id for p in projects if p.status in RUNNING)
    if mission.status == "achieved" and unmet:
        yield Gap("status", entry=entry, case="unmet", status=status, targets=unmet)
    if mission.status == "running" and projects and all(p.status in CLOSED for p in projects):
        yield Gap("status", entry=entry, case="all-closed", status=status, count=len(projects))
    if mission.status == "closed" and running:
        yield Gap("status", entry=entry, case="still-running", status=status, projects=running)
