"""The project sheet: one project on a page or two."""

from collections.abc import Callable
from datetime import date

from missionkit.brief.blocks import (
    Block,
    Brief,
    Bullets,
    Callout,
    Facts,
    Heading,
    Line,
    Paragraph,
    Section,
    Table,
    joined,
    line,
    plain,
)
from missionkit.brief.frame import footer, labels, metadata
from missionkit.brief.sections.gaps import finding_blocks, waived_block
from missionkit.brief.sections.money import lines_table
from missionkit.brief.sections.portfolio import experiment_blocks, involvement_blocks
from missionkit.brief.view import Writer
from missionkit.codelist import code_list
from missionkit.finding import Finding
from missionkit.model import Project
from missionkit.model.project import Benefit, ReadinessLevel
from missionkit.scope import amounts

MakeSection = Callable[[Project, Writer, list[Finding]], Section]


def _missing(write: Writer, key: str) -> Callout:
    return Callout("gap", write.say("brief-missing"), (line(write.say(key)),))


def about(project: Project, write: Writer, findings: list[Finding]) -> Section:
    """What the project does, who leads it, when, and what it is for."""
    words = tuple(Paragraph(p) for p in write.paragraphs(project.description))
    entry = write.register.entry("project", project.id)
    pathway = write.register.find(project.pathway, ("pathway",), entry) if project.pathway and entry else None
    rows: list[tuple[str, Line]] = [
        ("lead", write.actor(project.lead)),
        ("partners", joined([write.actor(p) for p in project.partners])),
        ("state", line(write.code("project-status", project.status))),
        ("phase", line(write.code("phase", project.phase))),
        ("period", line(write.period(project.start, project.end))),
        ("money", line(write.sums(amounts(project.budget)))),
        ("pathway", write.text(getattr(pathway.part, "title", None)) if pathway else ()),
        ("sector", line(", ".join(write.sector(code) for code in project.sectors))),
        ("chain", line(write.code("chain-stage", project.chain_stage))),
        ("trl", _readiness(project.trl, write)),
        ("origin", line(write.code("origin", project.origin))),
    ]
    optional = ("phase", "pathway", "trl")
    shown = tuple((write.say(f"brief-{k}"), v or write.unknown()) for k, v in rows if v or k not in optional)
    return Section("about", write.say("section-about"), (*words, Facts(shown)))


def _readiness(levels: ReadinessLevel | None, write: Writer) -> Line:
    """Return the technology readiness levels in a row: at the start, now with what it means, and the goal."""
    told = []
    for when in ("start", "current", "goal"):
        level: int | None = getattr(levels, when, None)
        if level is not None:
            meaning = write.code("trl", str(level)) if when == "current" and str(level) in code_list("trl") else ""
            said = write.say(f"brief-trl-{when}", level=level)
            told.append(line(said, f" ({meaning})" if meaning else ""))
    return joined(told)


def contributions(project: Project, write: Writer, findings: list[Finding]) -> Section:
    """Which targets the project helps, and how."""
    title = write.say("section-contributions")
    if not project.contributes_to:
        return Section("contributions", title, (_missing(write, "brief-no-contributions"),))
    entry = write.register.entry("project", project.id)
    rows = []
    for one in project.contributes_to:
        found = write.register.find(one.target, ("target",), entry) if entry else None
        text = getattr(found.part, "text", None) if found else None
        rows.append((write.text(text) or line(one.target), write.text(one.how) or write.unknown()))
    columns = (write.say("brief-target"), write.say("brief-how"))
    return Section("contributions", title, (Table(write.say("brief-contributions"), columns, tuple(rows)),))


def results(project: Project, write: Writer, findings: list[Finding]) -> Section:
    """What the project makes, whether it is in use, what has moved, who gains, and what was learnt."""
    blocks: list[Block] = [*_deliverables(project, write), *_milestones(project, write)]
    for experiment in project.experiments:
        blocks += experiment_blocks(experiment, write)
    blocks += involvement_blocks(list(project.user_involvement), write)
    if project.benefits:
        items = tuple(_benefit(one, write) for one in project.benefits)
        blocks += [Heading(line(write.say("brief-benefits"))), Bullets(items)]
    learnt = [Paragraph(p) for p in write.paragraphs(project.learning)]
    blocks += [Heading(line(write.say("brief-learning"))), *learnt] if learnt else []
    return Section("results", write.say("section-results"), tuple(blocks) or (_missing(write, "brief-no-results"),))


def _benefit(one: Benefit, write: Writer) -> Line:
    about = joined([x for x in (write.actor(one.owner), line(write.date(one.by))) if x])
    return line(write.name(one.text), *((" (", about, ")") if about else ()), ".")


def _deliverables(project: Project, write: Writer) -> list[Table]:
    columns = tuple(write.say(f"brief-{key}") for key in ("deliverable", "planned-date", "done-date", "in-use"))
    rows = tuple(
        (
            write.text(d.title),
            line(write.date(d.planned) or "–"),
            line(write.date(d.done) or "–"),
            line(write.say("brief-yes" if d.in_use else "brief-no")) if d.in_use is not None else write.unknown(),
        )
        for d in project.deliverables
    )
    return [Table(write.say("brief-deliverables"), columns, rows)] if rows else []


def _milestones(project: Project, write: Writer) -> list[Table]:
    columns = tuple(write.say(f"brief-{key}") for key in ("milestone", "planned-date", "forecast-date", "done-date"))
    rows = tuple(
        (write.text(m.title), *(line(write.date(day) or "–") for day in (m.planned, m.forecast, m.actual)))
        for m in project.milestones
    )
    return [Table(write.say("brief-milestones"), columns, rows)] if rows else []


def money(project: Project, write: Writer, findings: list[Finding]) -> Section:
    """The project's budget lines, and who pays for running its results."""
    budget, funding = project.budget, project.operating_funding
    blocks: list[Block] = []
    if budget and budget.lines:
        blocks.append(lines_table([(project, one) for one in budget.lines], write))
    elif budget and budget.total:
        blocks.append(Facts(((write.say("brief-money"), line(write.money(budget.total, exact=True))),)))
    else:
        blocks.append(_missing(write, "brief-no-project-budget"))
    if funding:
        until = line(write.say("brief-until", date=write.date(funding.secured_until)) if funding.secured_until else "")
        words = joined([x for x in (write.text(funding.source), until) if x], " ")
        blocks += [Heading(line(write.say("brief-operating"))), Paragraph(words or write.unknown())]
    return Section("money", write.say("section-money"), tuple(blocks))


def gaps(project: Project, write: Writer, findings: list[Finding]) -> Section:
    """What is missing in the project, and what is accepted."""
    mine = [f for f in findings if f.document == f"project:{project.id}"]
    opened = [f for f in mine if f.waiver is None]
    blocks: list[Block] = [] if opened else [Paragraph(line(write.say("brief-no-open-gaps")))]
    blocks += [*finding_blocks(opened, write), *waived_block((f for f in mine if f.waiver), write)]
    return Section("gaps", write.say("section-gaps"), tuple(blocks))


SECTIONS: dict[str, MakeSection] = {
    "about": about,
    "contributions": contributions,
    "results": results,
    "money": money,
    "gaps": gaps,
}
"""The sections of a project sheet in order, by id."""


def brief(project: Project, write: Writer, sections: tuple[Section, ...], today: date) -> Brief:
    """Return the project sheet around its sections."""
    missions = (write.register.missions.get(id_) for id_ in project.missions)
    named = joined([write.title(m) for m in missions if m])
    title = write.title(project)
    status = write.code("project-status", project.status)
    badges = (("kind", write.say("brief-kind-project")), *((("status", status),) if status else ()))
    return Brief(
        kind="project",
        id=project.id,
        language=write.language,
        title=title,
        lead=(),
        badges=badges,
        facts=(
            (write.say("mission"), named or write.unknown()),
            (write.say("brief-date"), line(write.date(today))),
        ),
        banner=line(write.say("brief-illustrative")) if project.illustrative else (),
        sections=sections,
        footer=footer(write, today),
        about=metadata(write, project.id, plain(title)),
        labels=labels(write),
    )
