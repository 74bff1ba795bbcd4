"""Delivery: finished but not in use, no money for running it, laws that come too late."""

from collections.abc import Iterator
from datetime import date

from missionkit.finding import Severity
from missionkit.model import Project
from missionkit.model.base import Measure
from missionkit.model.mission import Target
from missionkit.register import Entry, Register
from missionkit.rules.rule import Context, Gap, rule
from missionkit.scope import months_between

DONE_MEASURE = ("in_force", "completed", "dropped")


@rule("deliverable-not-in-use", on=Project, severity=Severity.WARNING, months=12)
def deliverable_not_in_use(project: Project, context: Context) -> Iterator[Gap]:
    """What has been finished for a year is in use; «ferdig, men ikke i bruk» is what the auditors found."""
    for index, deliverable in enumerate(project.deliverables):
        done = deliverable.done
        if done and deliverable.in_use is False:
            months = months_between(done.last, context.today)
            if months > context.limit("months"):
                yield Gap("deliverables", index, "in_use", deliverable=deliverable.id, day=done, months=months)


@rule("missing-operating-funding", on=Project, severity=Severity.WARNING)
def missing_operating_funding(project: Project, context: Context) -> Iterator[Gap]:
    """A project that makes something to be used knows who pays for running it after the project has ended."""
    if not project.deliverables or project.status in ("stopped", "cancelled", "idea"):
        return
    funding = project.operating_funding
    if funding is None or (funding.secured_until is None and funding.source is None):
        yield Gap("operating_funding", project=project.id)
    elif project.end and funding.secured_until and funding.secured_until.last <= project.end.last:
        day = funding.secured_until
        yield Gap("operating_funding", "secured_until", case="ends", project=project.id, day=day, end=project.end)


def _measures(register: Register) -> Iterator[tuple[Entry, int, Measure]]:
    for entry in register.entries:
        for index, measure in enumerate(getattr(entry.document, "measures", ())):
            yield entry, index, measure


@rule("late-measure", on=Register, severity=Severity.WARNING)
def late_measure(register: Register, context: Context) -> Iterator[Gap]:
    """A measure is in place before what it blocks starts, and in force when it is needed."""
    for entry, index, measure in _measures(register):
        place, needed = ("measures", index), measure.needed_by
        if needed is None:
            continue
        if measure.in_force and measure.in_force.first > needed.last:
            day = measure.in_force
            yield Gap(*place, "in_force", entry=entry, case="force", measure=measure.id, day=day, needed=needed)
        for project in _blocked_projects(measure, entry, register):
            if project.start and needed.first > project.start.last:
                yield Gap(*place, "needed_by", entry=entry, measure=measure.id, project=project.id, day=needed)


def _blocked_projects(measure: Measure, entry: Entry, register: Register) -> Iterator[Project]:
    for blocked in measure.blocks:
        found = register.find(blocked, ("project",), entry)
        if found and isinstance(found.part, Project):
            yield found.part


@rule("unready-measure", on=Register, severity=Severity.WARNING, months=12)
def unready_measure(register: Register, context: Context) -> Iterator[Gap]:
    """A measure that something waits for is owned and started a year before it is needed."""
    for entry, index, measure in _measures(register):
        if not measure.blocks or measure.status in DONE_MEASURE:
            continue
        due = _due(measure, entry, register)
        if due is None or months_between(context.today, due) >= context.limit("months"):
            continue
        if measure.owner is None:
            yield Gap("measures", index, "owner", entry=entry, case="owner", measure=measure.id, day=due)
        elif measure.status in (None, "not_started"):
            yield Gap("measures", index, "status", entry=entry, measure=measure.id, day=due)


def _due(measure: Measure, entry: Entry, register: Register) -> date | None:
    """Return when a measure must be there: as it says, else when the first thing it blocks starts or is due."""
    if measure.needed_by:
        return measure.needed_by.last
    days = [p.start.last for p in _blocked_projects(measure, entry, register) if p.start]
    for blocked in measure.blocks:
        found = register.find(blocked, ("target",), entry)
        if found and isinstance(found.part, Target) and found.part.deadline:
            days.append(found.part.deadline.last)
    return min(days, default=None)
