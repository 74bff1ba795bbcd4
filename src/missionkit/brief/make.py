"""Makes briefs: the kinds there are, their sections in order, and what stands above and below them."""

from collections.abc import Callable, Iterable
from datetime import date

from missionkit.assess import MissionAccount, assess
from missionkit.brief.blocks import Brief, Line, Section, line
from missionkit.brief.frame import footer, labels, metadata
from missionkit.brief.sections import mission as about
from missionkit.brief.sections import portfolio as work
from missionkit.brief.sections import project as sheet
from missionkit.brief.sections import review
from missionkit.brief.view import View, Writer
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
    "money": work.money,
    "risks": work.risks,
    "contribute": work.entry_points,
    "gaps": about.gaps,
    "sources": about.sources,
}
"""The sections of a mission brief in order, by id."""

SUMMARY = {name: MISSION[name] for name in ("in-short", "targets", "criteria")}
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
    "gaps": about.gaps,
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
) -> Brief:
    """Return the brief of a mission, portfolio or project of a register, in a language.

    `kind` is one of KINDS and fits the document; `sections` are ids, all in their order when left out.
    """
    wanted = sections or section_ids(kind)
    found = list(findings)
    if isinstance(document, Project):
        writer = Writer(register, language, document.language or register.settings.language)
        made = tuple(sheet.SECTIONS[name](document, writer, found) for name in wanted)
        return sheet.brief(document, writer, made, today)
    mission = _mission(document, register)
    account = next(a for a in assess(register, found) if a.mission.id == mission.id)
    view = _view(account, register, found, today, language)
    table = {"mission": MISSION, "summary": SUMMARY, "portfolio": REVIEW}[kind]
    made = tuple(table[name](view) for name in wanted)
    if isinstance(document, Portfolio):
        return _portfolio_brief(document, view, made)
    return _mission_brief(view, made, kind)


def _mission(document: Document, register: Register) -> Mission:
    if isinstance(document, Mission):
        return document
    assert isinstance(document, Portfolio)  # noqa: S101 - the caller chooses the kind by the document
    return register.missions[document.mission or ""]


def _view(account: MissionAccount, register: Register, found: list[Finding], today: date, language: str) -> View:
    scope = scopes(register)[account.mission.id]
    keys = {entry.key for entry in scope.entries}
    own = account.mission.language or register.settings.language
    mine = tuple(f for f in found if f.document in keys)
    return View(scope, account, mine, today, Writer(register, language, own))


def _mission_brief(view: View, sections: tuple[Section, ...], kind: str) -> Brief:
    mission, write = view.scope.mission, view.write
    facts: list[tuple[str, Line]] = [
        (view.say("brief-owner"), write.actor(mission.owner) or line(view.say("brief-not-given"))),
        (view.say("brief-period"), line(write.period(mission.start, mission.deadline) or view.say("brief-not-given"))),
        (view.say("brief-date"), line(write.date(view.today))),
    ]
    banner = line(view.say("brief-illustrative")) if mission.status == "illustrative" else ()
    return Brief(
        kind=kind,
        id=mission.id,
        language=write.language,
        title=write.text(mission.title),
        lead=write.text(mission.statement),
        badges=(("kind", view.say(f"brief-kind-{kind}")), ("status", write.code("mission-status", mission.status))),
        facts=tuple(facts),
        banner=banner,
        sections=sections,
        footer=footer(write, view.today),
        about=metadata(write, mission.id, "".join(s.text for s in write.text(mission.title))),
        labels=labels(write),
    )


def _portfolio_brief(document: Portfolio, view: View, sections: tuple[Section, ...]) -> Brief:
    write = view.write
    facts: tuple[tuple[str, Line], ...] = (
        (view.say("mission"), write.text(view.scope.mission.title)),
        (view.say("brief-owner"), write.actor(document.owner) or line(view.say("brief-not-given"))),
        (view.say("brief-date"), line(write.date(view.today))),
    )
    return Brief(
        kind="portfolio",
        id=document.id,
        language=write.language,
        title=write.text(document.title, document.language),
        lead=write.text(document.description, document.language),
        badges=(("kind", view.say("brief-kind-portfolio")),),
        facts=facts,
        banner=line(view.say("brief-illustrative")) if document.illustrative else (),
        sections=sections,
        footer=footer(write, view.today),
        about=metadata(write, document.id, "".join(s.text for s in write.text(document.title))),
        labels=labels(write),
    )
