"""Delivery: finished but not in use, no money for running it, laws that come too late."""

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from missionkit.entry import Entry
from missionkit.finding import Severity
from missionkit.model import Project
from missionkit.model.base import Measure
from missionkit.model.mission import Pathway, Target
from missionkit.register import Register
from missionkit.rules.rule import Context, Gap, Inside, rule
from missionkit.scope import CLOSED, STOPPED, months_between
from missionkit.values import PartialDate

DONE_MEASURE = ("in_force", "completed", "dropped")

Waiting: TypeAlias = Project | Target | Pathway
"""What a measure can block."""


@rule("deliverable-not-in-use", on=Project, severity=Severity.WARNING, months=12)
def deliverable_not_in_use(project: Project, inside: Inside) -> Iterator[Gap]:
    """What has been finished for a year is in use; «ferdig, men ikke i bruk» is what the auditors found.

    Told only where the deliverable says that it is not in use: one that says nothing may be.
    """
    for index, deliverable in enumerate(project.deliverables):
        done = deliverable.done
        if done and deliverable.in_use is False:
            months = inside.clock.months_since(done.last)
            if months >= inside.limit("months"):
                yield Gap("deliverables", index, "in_use", deliverable=deliverable.id, day=done, months=months)


@rule("missing-operating-funding", on=Project, severity=Severity.WARNING)
def missing_operating_funding(project: Project, inside: Inside) -> Iterator[Gap]:
    """A project that makes something to be used knows who pays for running it after the project has ended.

    Money that has run out, or will when the project ends, runs nothing. An idea is too young to know, and a
    project that was stopped has nothing to run.
    """
    if not project.deliverables or project.status in (*STOPPED, "idea"):
        return
    funding = project.operating_funding
    until = funding.secured_until if funding else None
    if funding is None or (until is None and funding.source is None):
        yield Gap("operating_funding", project=project.id)
    elif until and inside.clock.passed(until.last):
        yield Gap("operating_funding", "secured_until", case="over", project=project.id, day=until)
    elif until and project.end and until.last <= project.end.last:
        yield Gap("operating_funding", "secured_until", case="ends", project=project.id, day=until, end=project.end)


def _measures(register: Register) -> Iterator[tuple[Entry, int, Measure]]:
    for entry in register.entries:
        for index, measure in enumerate(getattr(entry.document, "measures", ())):
            yield entry, index, measure


@rule("late-measure", on=Register, severity=Severity.WARNING)
def late_measure(register: Register, context: Context) -> Iterator[Gap]:
    """A measure is in place before what it blocks starts, and in force when it is needed.

    What is in force or was dropped is late no more. A project that has started did so without the measure, and
    waits for it later on.
    """
    for entry, index, measure in _measures(register):
        place, needed = ("measures", index), measure.needed_by
        if needed is None or _is_done(measure, context.today):
            continue
        if measure.in_force and measure.in_force.first > needed.last:
            day = measure.in_force
            yield Gap(*place, "in_force", entry=entry, case="force", measure=measure.id, day=day, needed=needed)
        for part in _waiting(measure, entry, register):
            if isinstance(part, Project) and _starts_before(part, needed, context.today):
                where, start = (*place, "needed_by"), part.start
                yield Gap(*where, entry=entry, measure=measure.id, project=part.id, needed=needed, start=start)


def _is_done(measure: Measure, today: date) -> bool:
    """Say whether a measure is in force or given up: by its status, else by its date."""
    if measure.status is None:
        return measure.in_force is not None and measure.in_force.last < today
    return measure.status in DONE_MEASURE


def _starts_before(project: Project, day: PartialDate, today: date) -> bool:
    """Say whether a project that has not started yet will do so before a day."""
    start = project.start
    if start is None or project.status not in (None, "idea", "planned"):
        return False
    return start.last < day.first and (project.status is not None or start.last >= today)


def _waiting(measure: Measure, entry: Entry, register: Register) -> list[Waiting]:
    """Return what a measure blocks, but projects that are over and targets that were reached: they wait no more."""
    found = (register.find(blocked, ("project", "target", "pathway"), entry) for blocked in measure.blocks)
    parts = (f.part for f in found if f)
    return [part for part in parts if isinstance(part, Project | Target | Pathway) and not _is_over(part)]


def _is_over(part: Waiting) -> bool:
    if isinstance(part, Project):
        return part.status in CLOSED
    return isinstance(part, Target) and part.achieved is not None


@rule("unready-measure", on=Register, severity=Severity.WARNING, months=12)
def unready_measure(register: Register, context: Context) -> Iterator[Gap]:
    """A measure that something waits for is owned and started a year before it is needed.

    What it blocks gives the day where the measure itself does not; what is reached or over waits for nothing.
    """
    for entry, index, measure in _measures(register):
        waiting = _waiting(measure, entry, register)
        due = _due(measure, waiting)
        if not waiting or _is_done(measure, context.today):
            continue
        if due is None or months_between(context.today, due) >= context.limit("months"):
            continue
        if measure.owner is None:
            yield Gap("measures", index, "owner", entry=entry, case="owner", measure=measure.id, day=due)
        elif measure.status in (None, "not_started"):
            case = "" if measure.status else "unknown"
            yield Gap("measures", index, "status", entry=entry, case=case, measure=measure.id, day=due)


def _due(measure: Measure, waiting: list[Waiting]) -> date | None:
    """Return when a measure must be there: as it says, else when the first thing that waits starts or is due."""
    if measure.needed_by:
        return measure.needed_by.last
    days = [part.start.last for part in waiting if isinstance(part, Project) and part.start]
    days += [part.deadline.last for part in waiting if isinstance(part, Target) and part.deadline]
    return min(days, default=None)
