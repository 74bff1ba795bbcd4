"""Makes briefs: the kinds there are, their sections in order, and what stands above and below them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from missionkit.assess import assess
from missionkit.brief.blocks import Brief, Line, Section, joined, line, plain
from missionkit.brief.frame import footer, labels, metadata
from missionkit.brief.order import in_order
from missionkit.brief.sections import gaps as lacking
from missionkit.brief.sections import mission as about
from missionkit.brief.sections import money as funds
from missionkit.brief.sections import portfolio as work
from missionkit.brief.sections import project as sheet
from missionkit.brief.sections import review
from missionkit.brief.sections.changes import Since, changes_section
from missionkit.brief.view import View, Writer
from missionkit.errors import MissionkitError
from missionkit.finding import Finding
from missionkit.model import Document, Mission, Portfolio, Project
from missionkit.register import Register
from missionkit.scope import scopes

MakeSection = Callable[[View], Section]

MISSION: dict[str, MakeSection] = {
    "in-short": about.in_short,
    "overview": work.overview,
    "challenge": about.challenge,
    "targets": about.targets,
    "criteria": about.criteria,
    "pathways": work.pathways,
    "experiments": work.experiments,
    "measures": work.measures,
    "actors": work.actors,
    "timeline": work.schedule,
    "money": funds.money,
    "risks": work.risks,
    "contribute": work.entry_points,
    "gaps": lacking.gaps,
    "sources": about.sources,
}
"""The sections of a mission brief in order, by id."""

SUMMARY: dict[str, MakeSection] = {
    "in-short": about.in_short,
    "targets": about.targets_in_short,
    "criteria": about.criteria_in_short,
}
"""The sections of the one-page summary."""

REVIEW: dict[str, MakeSection] = {
    "status": review.status,
    "targets": review.targets,
    "balance": review.balance,
    "timeline": review.slipped,
    "money": review.uncertain_money,
    "blocked": review.blocked,
    "experiments": review.waiting_experiments,
    "decisions": review.proposals,
    "pathways": work.pathways,
    "gaps": review.others,
}
"""The sections of a portfolio review in order, by id."""

KINDS = ("mission", "summary", "portfolio", "project")
"""The kinds of briefs."""


def section_ids(kind: str) -> tuple[str, ...]:
    """Return the ids of the sections of a kind of brief, in order."""
    table: dict[str, tuple[str, ...]] = {
        "mission": tuple(MISSION),
        "summary": tuple(SUMMARY),
        "portfolio": tuple(REVIEW),
        "project": tuple(sheet.SECTIONS),
    }
    return table[kind]


def make_brief(
    document: Document,
    register: Register,
    findings: Iterable[Finding],
    today: date,
    language: str,
    kind: str,
    sections: tuple[str, ...] = (),
    since: Since | None = None,
) -> Brief:
    """Return the brief of a mission, portfolio or project of a register, in a language.

    `kind` is one of KINDS and fits the document; `sections` are ids, all in their order when left out;
    `since` adds what has changed, first in a review and last elsewhere.
    """
    wanted = tuple(dict.fromkeys(sections)) or section_ids(kind)
    found = in_order(findings, register)
    write = Writer(register, language, f"{type(document).__name__.lower()}:{document.id}")
    news = (changes_section(since, document, language),) if since else ()
    if isinstance(document, Project):
        made = tuple(sheet.SECTIONS[name](document, write, found) for name in wanted)
        return sheet.brief(document, write, (*made, *news), today)
    view = _view(document, register, found, today, write)
    table = {"mission": MISSION, "summary": SUMMARY, "portfolio": REVIEW}[kind]
    made = tuple(table[name](view) for name in wanted)
    if isinstance(document, Portfolio):
        return _portfolio_brief(document, view, (*news, *made))
    return _mission_brief(view, (*made, *news), kind)


class NoMission(MissionkitError):
    """A portfolio serves no mission of its register."""

    def __init__(self, portfolio: Portfolio) -> None:
        named = f"mission {portfolio.mission!r} is not in this register" if portfolio.mission else "it names no mission"
        super().__init__(f"no brief of portfolio {portfolio.id!r}: {named}")


def _view(document: Document, register: Register, found: list[Finding], today: date, write: Writer) -> View:
    """Return the mission as it is seen for a document: the whole of it, or the projects that a portfolio lists."""
    mission = document.mission if isinstance(document, Portfolio) else document.id
    scope = scopes(register).get(mission or "")
    if scope is None:
        assert isinstance(document, Portfolio)  # noqa: S101 - a mission has a scope
        raise NoMission(document)
    account = next(a for a in assess(register, found) if a.mission.id == scope.mission.id)
    if isinstance(document, Portfolio):
        projects = tuple(p for p in scope.projects if p.id in document.projects) or scope.projects
        scope = replace(scope, portfolios=(document,), projects=projects)
    keys = {entry.key for entry in scope.entries}
    return View(scope, account, tuple(f for f in found if f.document in keys), today, write)


def _mission_brief(view: View, sections: tuple[Section, ...], kind: str) -> Brief:
    mission, write = view.scope.mission, view.write
    facts: list[tuple[str, Line]] = [
        (view.say("brief-owner"), write.actor(mission.owner) or write.unknown()),
        (view.say("brief-period"), line(write.period(mission.start, mission.deadline)) or write.unknown()),
        *_mandate(mission, write),
        (view.say("brief-date"), line(write.date(view.today))),
    ]
    banner = line(view.say("brief-illustrative")) if mission.status == "illustrative" else ()
    return Brief(
        kind=kind,
        id=mission.id,
        language=write.language,
        title=write.title(mission),
        lead=write.text(mission.statement),
        badges=(("kind", view.say(f"brief-kind-{kind}")), ("status", write.code("mission-status", mission.status))),
        facts=tuple(facts),
        banner=banner,
        sections=sections,
        footer=footer(write, view.today),
        about=metadata(write, mission.id, plain(write.title(mission))),
        labels=labels(write),
    )


def _mandate(mission: Mission, write: Writer) -> list[tuple[str, Line]]:
    """Return who decided on the mission and when, if that is given."""
    mandate = mission.mandate
    if mandate is None:
        return []
    said = (write.text(mandate.body), line(write.date(mandate.date)), write.source(mandate.document))
    words = joined([one for one in said if one])
    return [(write.say("brief-mandate"), words)] if words else []


def _portfolio_brief(document: Portfolio, view: View, sections: tuple[Section, ...]) -> Brief:
    write = view.write
    facts: tuple[tuple[str, Line], ...] = (
        (view.say("mission"), write.title(view.scope.mission)),
        (view.say("brief-owner"), write.actor(document.owner) or write.unknown()),
        (view.say("brief-date"), line(write.date(view.today))),
    )
    return Brief(
        kind="portfolio",
        id=document.id,
        language=write.language,
        title=write.title(document),
        lead=write.text(document.description),
        badges=(("kind", view.say("brief-kind-portfolio")),),
        facts=facts,
        banner=line(view.say("brief-illustrative")) if document.illustrative else (),
        sections=sections,
        footer=footer(write, view.today),
        about=metadata(write, document.id, plain(write.title(document))),
        labels=labels(write),
    )
