"""What is due when: every date of a document that somebody must keep."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from missionkit.model import Document, Mission, Portfolio, Project
from missionkit.model.base import EntryPoint, Measure
from missionkit.model.mission import Milestone, Target
from missionkit.scope import CLOSED
from missionkit.values import PartialDate, Text

ENDED = ("achieved", "closed")
"""A mission with such a status waits for nothing."""
SETTLED = ("adopted", "in_force", "completed", "dropped")
"""A support measure with such a status is in place, or never will be."""


@dataclass(frozen=True)
class Deadline:
    """A date to keep; `kind` is a code of the list `deadline-kind`, `id` the part of the document that has it."""

    kind: str
    date: PartialDate
    title: Text | None
    id: str = ""
    owner: str | None = None


def deadlines(document: Document, today: date) -> Iterator[Deadline]:
    """Yield what is due in a document: what is not done, also where the date has passed, and what is still open."""
    if not isinstance(document, Mission | Portfolio | Project) or _is_over(document):
        return
    owner = document.lead if isinstance(document, Project) else document.owner
    if isinstance(document, Mission):
        yield from _of_mission(document, today)
    if isinstance(document, Project) and document.end:
        yield Deadline("project-end", document.end, document.title, owner=owner)
    if document.review and document.review.next:
        yield Deadline("review", document.review.next, document.title, owner=owner)
    if not isinstance(document, Portfolio):
        yield from _milestones(document.milestones, owner)
    if not isinstance(document, Project):
        yield from _entry_points(document.entry_points, owner, today)
    yield from _measures(document.measures, owner, today)


def _is_over(document: Document) -> bool:
    return getattr(document, "status", None) in (CLOSED if isinstance(document, Project) else ENDED)


def _of_mission(mission: Mission, today: date) -> Iterator[Deadline]:
    if mission.deadline:
        yield Deadline("mission", mission.deadline, mission.title, owner=mission.owner)
    for target in mission.targets:
        if not target.achieved:
            yield from _of_target(target, target.owner or mission.owner, today)


def _of_target(target: Target, owner: str | None, today: date) -> Iterator[Deadline]:
    if target.deadline:
        yield Deadline("target", target.deadline, target.text, target.id, owner)
    for one in target.milestones:
        if one.date.last >= today:
            yield Deadline("target-milestone", one.date, one.text or target.text, target.id, owner)


def _milestones(milestones: Iterable[Milestone], owner: str | None) -> Iterator[Deadline]:
    for one in milestones:
        due = one.forecast or one.planned
        if due and not one.actual:
            yield Deadline("milestone", due, one.title, one.id, owner)


def _entry_points(points: Iterable[EntryPoint], owner: str | None, today: date) -> Iterator[Deadline]:
    for one in points:
        if one.deadline and one.deadline.last >= today:
            yield Deadline("entry-point", one.deadline, one.title, owner=owner)


def _measures(measures: Iterable[Measure], owner: str | None, today: date) -> Iterator[Deadline]:
    for one in measures:
        who = one.owner or owner
        if one.needed_by and one.status not in SETTLED:
            yield Deadline("measure", one.needed_by, one.title, one.id, who)
        if one.consultation_end and one.consultation_end.last >= today:
            yield Deadline("consultation", one.consultation_end, one.title, one.id, who)
