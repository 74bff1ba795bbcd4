"""The project sheet: one project on a page or two."""

from collections.abc import Callable
from datetime import date

from missionkit.brief.blocks import Brief, Bullets, Callout, Facts, Line, Paragraph, Section, Table, joined, line
from missionkit.brief.frame import footer, labels, metadata
from missionkit.brief.view import Writer
from missionkit.codelist import code_list
from missionkit.finding import Finding
from missionkit.language.formats import money
from missionkit.model import Project
from missionkit.rules.texts import advice, message
from missionkit.scope import total

MakeSection = Callable[[Project, Writer, list[Finding]], Section]


def _missing(write: Writer, key: str) -> Callout:
    return Callout("gap", write.say("brief-missing"), (line(write.say(key)),))


def about(project: Project, write: Writer, findings: list[Finding]) -> Section:
    """What the project does, who leads it, when, and what it is for."""
    words = tuple(Paragraph(p) for p in write.paragraphs(project.description))
    budget = total(project.budget)
    rows: list[tuple[str, Line]] = [
        ("lead", write.actor(project.lead)),
        ("partners", joined([write.actor(p) for p in project.partners])),
        ("state", line(write.code("project-status", project.status))),
        ("period", line(write.period(project.start, project.end))),
        ("money", line(money(budget[0], budget[1], write.language)) if budget else ()),
        ("sector", line(", ".join(write.sector(code) for code in project.sectors))),
        ("chain", line(write.code("chain-stage", project.chain_stage))),
        ("origin", line(write.code("origin", project.origin))),
    ]
    shown = tuple((write.say(f"brief-{k}"), v or line(write.say("brief-unknown"))) for k, v in rows)
    return Section("about", write.say("section-about"), (*words, Facts(shown)))


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
        rows.append((write.text(text) or line(one.target), write.text(one.how) or line(write.say("brief-unknown"))))
    columns = (write.say("brief-target"), write.say("brief-how"))
    return Section("contributions", title, (Table(title, columns, tuple(rows)),))


def results(project: Project, write: Writer, findings: list[Finding]) -> Section:
    """What the project makes, whether it is in use, and what was learnt."""
    title = write.say("section-results")
    blocks: list[Table | Paragraph | Callout] = []
    if project.deliverables:
        columns = tuple(write.say(f"brief-{key}") for key in ("deliverable", "planned-date", "done-date", "in-use"))
        rows = tuple(
            (
                write.text(d.title),
                line(write.date(d.planned) or "–"),
                line(write.date(d.done) or "–"),
                line(write.say("brief-unknown" if d.in_use is None else "brief-yes" if d.in_use else "brief-no")),
            )
            for d in project.deliverables
        )
        blocks.append(Table(title, columns, rows))
    blocks += [Paragraph(p) for p in write.paragraphs(project.learning)]
    return Section("results", title, tuple(blocks) or (_missing(write, "brief-no-results"),))


def gaps(project: Project, write: Writer, findings: list[Finding]) -> Section:
    """What is missing in the project."""
    mine = [f for f in findings if f.document == f"project:{project.id}" and f.waiver is None]
    title = write.say("section-gaps")
    if not mine:
        return Section("gaps", title, (Paragraph(line(write.say("brief-gaps-none"))),))
    items = []
    for finding in sorted(mine, key=lambda f: (f.severity.rank, f.sort_key)):
        label = code_list("severity").label(finding.severity, write.language).capitalize()
        words = message(finding, write.language)
        items.append(line(f"{label}: {words[:1].upper()}{words[1:]}. ", advice(finding, write.language)))
    return Section("gaps", title, (Bullets(tuple(items)),))


SECTIONS: dict[str, MakeSection] = {
    "about": about,
    "contributions": contributions,
    "results": results,
    "gaps": gaps,
}
"""The sections of a project sheet in order, by id."""


def brief(project: Project, write: Writer, sections: tuple[Section, ...], today: date) -> Brief:
    """Return the project sheet around its sections."""
    missions = (write.register.missions.get(id_) for id_ in project.missions)
    named = joined([write.text(m.title, m.language) for m in missions if m])
    title = write.text(project.title)
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
            (write.say("mission"), named or line(write.say("brief-not-given"))),
            (write.say("brief-date"), line(write.date(today))),
        ),
        banner=line(write.say("brief-illustrative")) if project.illustrative else (),
        sections=sections,
        footer=footer(write, today),
        about=metadata(write, project.id, "".join(s.text for s in title)),
        labels=labels(write),
    )
