"""Schedule: dates that do not fit together, things overdue, reviews forgotten, a status that its dates deny."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from missionkit.codelist import Label
from missionkit.entry import Entry
from missionkit.finding import Path, Related, Severity
from missionkit.model import Document, Mission, Portfolio, Project, Source
from missionkit.model.base import Dependency
from missionkit.model.mission import Milestone, Target
from missionkit.register import Register
from missionkit.rules.directed import goal_value
from missionkit.rules.rule import ENDED, MATURITY, Context, Gap, Inside, rule
from missionkit.scope import CLOSED, STOPPED, latest_value, months_between
from missionkit.values import PartialDate

RUNNING = ("running", "paused")
OVER = ("achieved", "closed")


def _is_over(document: Document, register: Register) -> bool:
    """Say whether a document's time is past: an ended mission, a project that will not go on, a portfolio of such."""
    if isinstance(document, Portfolio):
        mission = register.missions.get(document.mission or "")
        return mission is not None and mission.status in OVER
    if isinstance(document, Project):
        return document.status in CLOSED
    return isinstance(document, Mission) and document.status in OVER


def _is_given_up(document: Document) -> bool:
    """Say whether what was planned in a document is no longer meant to happen."""
    if isinstance(document, Project):
        return document.status in STOPPED
    return isinstance(document, Mission) and document.status == "closed"


def _deadline(mission: Mission, context: Context) -> tuple[Related, ...]:
    return (Related(context.scopes[mission.id].entry.place(("deadline",)), "declared-here"),)


@rule("project-after-mission", on=Mission, severity=Severity.WARNING)
def project_after_mission(mission: Mission, context: Context) -> Iterator[Gap]:
    """A project ends no later than its mission; an error where it is the only one that helps a target.

    The last days count: an end of 2030 is 31 December; A project that was stopped is left alone, and helps no
    more, and so is all that belongs to a mission that has ended.
    """
    if MATURITY[mission.status] == ENDED:
        return
    scope = context.scope
    helpers = ([p.id for p in found if p.status not in STOPPED] for found in scope.contributors.values())
    lonely = {ids[0] for ids in helpers if len(ids) == 1}
    for project in scope.projects:
        entry = context.register.entry("project", project.id)
        if entry is None or project.status in STOPPED or not _is_after(project.end, mission.deadline):
            continue
        alone = project.id in lonely
        yield Gap(
            "end",
            entry=entry,
            case="only" if alone else "",
            severity=Severity.ERROR if alone else None,
            related=_deadline(mission, context),
            day=project.end,
            deadline=mission.deadline,
            project=project.id,
            mission=mission.id,
        )


def _is_after(day: PartialDate | None, deadline: PartialDate | None) -> bool:
    return day is not None and deadline is not None and day.last > deadline.last


@rule("project-before-mission", on=Mission, severity=Severity.HINT, years=1)
def project_before_mission(mission: Mission, context: Context) -> Iterator[Gap]:
    """A project that is more than a year older than its mission may be earlier work under a new name.

    The first days count: a start in 2026 is 1 January. A project that says `new_since_mission: false` has said so
    itself and is left alone.
    """
    for project in context.scope.projects:
        entry = context.register.entry("project", project.id)
        if entry is None or project.start is None or mission.start is None or project.new_since_mission is False:
            continue
        if _is_longer(project.start.first, mission.start.first, 12 * context.limit("years")):
            day, start = project.start, mission.start
            yield Gap("start", entry=entry, project=project.id, mission=mission.id, day=day, start=start)


def _is_longer(first: date, last: date, months: Decimal) -> bool:
    """Say whether more than some months lie between two days; from the end of June, six last to the end of December."""
    return first < last and months_between(first + timedelta(days=1), last) >= months


@rule("target-after-mission", on=Mission, severity=Severity.ERROR)
def target_after_mission(mission: Mission, context: Context) -> Iterator[Gap]:
    """No target is due after the mission itself; the last days count: a deadline of 2030 is 31 December."""
    for index, target in enumerate(mission.targets):
        if _is_after(target.deadline, mission.deadline):
            place, day, related = ("targets", index, "deadline"), target.deadline, _deadline(mission, context)
            yield Gap(*place, target=target.id, day=day, deadline=mission.deadline, related=related)


@rule("start-after-end", on=Document, severity=Severity.ERROR)
def start_after_end(document: Document, inside: Inside) -> Iterator[Gap]:
    """Nothing ends before it starts: documents, experiments, public consultations."""
    end_name = "deadline" if isinstance(document, Mission) else "end"
    yield from _order((), getattr(document, "start", None), getattr(document, end_name, None), end_name)
    for index, experiment in enumerate(getattr(document, "experiments", ())):
        yield from _order(("experiments", index), experiment.start, experiment.end, "end")
    for index, measure in enumerate(getattr(document, "measures", ())):
        first, last = measure.consultation_start, measure.consultation_end
        yield from _order(("measures", index), first, last, "consultation_end")


def _order(path: Path, start: PartialDate | None, end: PartialDate | None, name: str) -> Iterator[Gap]:
    if start and end and end.last < start.first:
        yield Gap(*path, name, start=start, end=end)


@rule("late-milestone", on=Document, severity=Severity.ERROR)
def late_milestone(document: Document, inside: Inside) -> Iterator[Gap]:
    """A milestone not yet reached lies within its project or mission; the last days count.

    The milestones of a project that was stopped and of a mission that was closed are left alone.
    """
    if not isinstance(document, Mission | Project) or _is_given_up(document):
        return
    end = document.deadline if isinstance(document, Mission) else document.end
    for index, milestone in enumerate(document.milestones):
        name, day = _expected(milestone)
        if milestone.actual is None and _is_after(day, end):
            yield Gap("milestones", index, name, milestone=milestone.id, day=day, end=end)


def _expected(milestone: Milestone) -> tuple[str, PartialDate | None]:
    """Return the date that counts and the field it stands in: the forecast, else what was planned."""
    return ("forecast", milestone.forecast) if milestone.forecast else ("planned", milestone.planned)


@rule("overdue-milestone", on=Milestone, severity=Severity.WARNING)
def overdue_milestone(milestone: Milestone, inside: Inside) -> Iterator[Gap]:
    """A milestone in the past was reached, or has a new forecast; nobody waits for one of a stopped project."""
    name, day = _expected(milestone)
    if milestone.actual is None and day and inside.clock.passed(day.last) and not _is_given_up(inside.entry.document):
        yield Gap(name, milestone=milestone.id, day=day)


@rule("needed-too-late", on=Register, severity=Severity.WARNING)
def needed_too_late(register: Register, context: Context) -> Iterator[Gap]:
    """A project whose result or data another needs ends before that other starts.

    Dates that may touch are left alone: one project until 2028 and the next from 2028 can be a good plan. So are
    projects that are finished, and those that were stopped (dependency-on-stopped tells).
    """
    for entry in register.entries:
        for index, dependency in enumerate(getattr(entry.document, "dependencies", ())):
            pair = _ends(register, entry, dependency)
            if pair is None:
                continue
            needed, waiting = pair
            if needed.end and waiting.start and needed.end.first > waiting.start.last:
                place, end, start = ("dependencies", index, "to"), needed.end, waiting.start
                yield Gap(*place, entry=entry, needed=needed.id, waiting=waiting.id, end=end, start=start)


def _ends(register: Register, entry: Entry, dependency: Dependency) -> tuple[Project, Project] | None:
    if dependency.kind not in (None, "needs_result", "needs_data"):
        return None
    own = entry.document.id if entry.kind == "project" else ""
    needed = register.projects.get(dependency.to)
    waiting = register.projects.get(dependency.from_ or own)
    if needed is None or waiting is None or needed.status in CLOSED or waiting.status in CLOSED:
        return None
    return needed, waiting


@rule("stale-review", on=Register, severity=Severity.WARNING, mission=12, portfolio=6, project=4)
def stale_review(register: Register, context: Context) -> Iterator[Gap]:
    """What is under way is gone through regularly: missions yearly, portfolios half-yearly, projects each tertial.

    Told only where a last review is given: a document that plans none has nothing to be late with. One that was
    planned and missed is told by missed-review.
    """
    for entry in register.entries:
        document = entry.document
        if not isinstance(document, Mission | Portfolio | Project) or not _is_under_way(document, register):
            continue
        review = document.review
        if review is None or review.last is None or (review.next and review.next.last < context.today):
            continue
        limit = context.limit(entry.kind)
        if _is_longer(review.last.last, context.today, limit):
            yield Gap("review", "last", entry=entry, day=review.last, limit=limit)


def _is_under_way(document: Mission | Portfolio | Project, register: Register) -> bool:
    if isinstance(document, Portfolio):
        return not _is_over(document, register)
    return document.status in (*RUNNING, "adopted")


@rule("missed-review", on=Register, severity=Severity.WARNING)
def missed_review(register: Register, context: Context) -> Iterator[Gap]:
    """The next review lies ahead, as long as there is something to go through."""
    for entry in register.entries:
        review = getattr(entry.document, "review", None)
        if review and review.next and review.next.last < context.today and not _is_over(entry.document, register):
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


@rule("overdue-observation", on=Mission, severity=Severity.WARNING, months=6)
def overdue_observation(mission: Mission, context: Context) -> Iterator[Gap]:
    """New values come as often as promised, with some months for them to be published.

    Where the next value has a date, that date is the promise. Once a target is reached or its mission over, nobody
    needs to measure.
    """
    for index, target in enumerate(mission.targets if mission.status not in OVER else ()):
        due, newest = target.next_data_due, max((o.date.last for o in target.observations), default=date.min)
        if target.achieved is not None:
            continue
        if due and newest < due.first:
            if due.last < context.today:
                yield Gap("targets", index, "next_data_due", case="due", target=target.id, day=due)
            continue
        latest = latest_value(target, context.today)
        if target.data_frequency not in _FREQUENCY or latest is None:
            continue
        allowed = _FREQUENCY[target.data_frequency] + context.limit("months")
        if _is_longer(latest[0], context.today, allowed):
            frequency = Label("frequency", target.data_frequency)
            yield Gap("targets", index, "observations", target=target.id, day=latest[0], frequency=frequency)


@rule("date-in-future", on=Target, severity=Severity.ERROR)
def date_in_future(target: Target, context: Context) -> Iterator[Gap]:
    """Nobody has measured or reached what has not happened yet: observations, baselines, targets marked as achieved."""
    for index, observation in enumerate(target.observations):
        if observation.date.first > context.today:
            yield Gap("observations", index, "date", target=target.id, day=observation.date)
    baseline = target.baseline
    if baseline and baseline.date and baseline.value is not None and baseline.date.first > context.today:
        yield Gap("baseline", "date", case="baseline", target=target.id, day=baseline.date)
    if target.achieved and target.achieved.first > context.today:
        yield Gap("achieved", case="achieved", target=target.id, day=target.achieved)


@rule("source-read-before-published", on=Source, severity=Severity.ERROR)
def source_read_before_published(source: Source, context: Context) -> Iterator[Gap]:
    """A source was published before it was read, and read before today."""
    if source.year and source.accessed and source.year.first > source.accessed.last:
        yield Gap("year", year=source.year, accessed=source.accessed)
    elif source.accessed and source.accessed.first > context.today:
        yield Gap("accessed", case="future", accessed=source.accessed)


@rule("missed-target", on=Mission, severity=Severity.WARNING)
def missed_target(mission: Mission, context: Context) -> Iterator[Gap]:
    """A target whose deadline has passed was reached, or someone says what now.

    A mission that was closed has said so; one called achieved without being so is told by status-contradiction.
    """
    for index, target in enumerate(mission.targets if mission.status not in OVER else ()):
        deadline = target.deadline or mission.deadline
        if deadline and deadline.last < context.today and not reached(target, context.today):
            yield Gap("targets", index, "deadline", target=target.id, deadline=deadline)


@rule("off-track-target", on=Mission, severity=Severity.WARNING)
def off_track_target(mission: Mission, context: Context) -> Iterator[Gap]:
    """The newest value keeps up with the milestones that have passed.

    A value from before the year, month or day of the milestone says nothing about it. Relative targets are left
    alone: their milestones are per cent, their values are not. After the deadline, missed-target tells.
    """
    for index, target in enumerate(mission.targets if mission.status not in OVER else ()):
        deadline = target.deadline or mission.deadline
        if target.achieved is not None or target.relative or (deadline and deadline.last < context.today):
            continue
        rising, latest = _rising(target), latest_value(target, context.today)
        past = [(m.date, m.value) for m in target.milestones if m.date.last < context.today and m.value is not None]
        if rising is None or latest is None or not past or not target.observations:
            continue
        day, wanted = max(past, key=lambda m: m[0].last)
        behind = latest[1] < wanted if rising else latest[1] > wanted
        if behind and latest[0] >= day.first:
            place = ("targets", index, "observations")
            yield Gap(*place, target=target.id, value=latest[1], wanted=wanted, day=day)


def reached(target: Target, today: date) -> bool:
    """Say whether a target is marked as achieved, or its newest value is at or past the goal.

    A value that cannot be compared, because a level is to be kept or the way to the goal is not known, is not held
    against the target.
    """
    if target.achieved is not None:
        return True
    goal, latest = goal_value(target), latest_value(target, today)
    if goal is None or latest is None or not target.observations:
        return False
    rising = _rising(target)
    return rising is None or (latest[1] >= goal if rising else latest[1] <= goal)


def _rising(target: Target) -> bool | None:
    """Say whether values should rise to the goal: by the baseline, else by the direction; None if nobody can tell."""
    goal, baseline = goal_value(target), target.baseline.value if target.baseline else None
    if goal is None or target.direction == "maintain":
        return None
    if baseline is not None and baseline != goal:
        return goal > baseline
    return {"increase": True, "decrease": False}.get(target.direction or "")


@rule("status-contradiction", on=Register, severity=Severity.ERROR)
def status_contradiction(register: Register, context: Context) -> Iterator[Gap]:
    """A status is not denied by dates, targets or projects.

    A running project past its end is only late, and a warning. A project that also serves an open mission may go on
    when another is closed.
    """
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
    if project.status == "running" and project.end and project.end.last < context.today:
        severity = Severity.WARNING
        yield Gap("status", entry=entry, case="past-end", status=status, day=project.end, severity=severity)


def _mission_status(mission: Mission, entry: Entry, context: Context) -> Iterator[Gap]:
    status, projects = Label("mission-status", mission.status), context.scopes[mission.id].projects
    if mission.status == "achieved":
        unmet = tuple(t.id for t in mission.targets if not reached(t, context.today))
        if unmet:
            yield Gap("status", entry=entry, case="unmet", status=status, targets=unmet)
    elif mission.status == "running":
        if mission.start and mission.start.first > context.today:
            yield Gap("status", entry=entry, case="not-started", status=status, day=mission.start)
        if projects and all(p.status in CLOSED for p in projects):
            yield Gap("status", entry=entry, case="all-closed", status=status, count=len(projects))
    elif mission.status == "closed":
        left = [p for p in projects if p.status in RUNNING and not _serves_another(p, context.register)]
        if left:
            yield Gap("status", entry=entry, case="still-running", status=status, projects=tuple(p.id for p in left))


def _serves_another(project: Project, register: Register) -> bool:
    missions = (register.missions.get(id_) for id_ in project.missions)
    return any(mission.status not in OVER for mission in missions if mission)
