"""How the mission works: pathways and projects, experiments, measures, actors, time, risks, the way in."""

from collections.abc import Iterator

from missionkit.brief.blocks import (
    Block,
    Bullets,
    Facts,
    Heading,
    Line,
    Paragraph,
    Section,
    Span,
    Table,
    joined,
    line,
)
from missionkit.brief.figures.diamond import diamond
from missionkit.brief.figures.grid import matrix_figures
from missionkit.brief.figures.timeline import timeline
from missionkit.brief.sections.mission import missing, unknown
from missionkit.brief.view import View, Writer
from missionkit.entry import Entry
from missionkit.matrix import sectors_by_actors, targets_by_projects
from missionkit.model import Project
from missionkit.model.base import Engagement, Experiment, Measure, Risk
from missionkit.model.mission import Pathway
from missionkit.scope import amounts


def overview(view: View) -> Section:
    """The mission diamond: the layers from challenge to experiments, with support measures beside."""
    return Section("overview", view.say("section-overview"), (diamond(view),))


def pathways(view: View) -> Section:
    """The ways towards the goal, the projects on each, and which targets they help."""
    scope, write = view.scope, view.write
    blocks: list[Block] = []
    for pathway in scope.mission.pathways:
        projects = scope.on_pathway(pathway.id)
        blocks += _pathway(pathway, write)
        blocks.append(_projects(projects, view) if projects else missing(view, "brief-no-project-here"))
    placed = {p.id for pathway in scope.mission.pathways for p in scope.on_pathway(pathway.id)}
    others = tuple(p for p in scope.projects if p.id not in placed)
    if others:
        blocks += [Heading(line(view.say("brief-other-projects")))] if scope.mission.pathways else []
        blocks.append(_projects(others, view))
    if not blocks:
        blocks.append(missing(view, "brief-no-pathways"))
    matrix = matrix_figures(targets_by_projects(scope), view)
    return Section("pathways", view.say("section-pathways"), (*blocks, *matrix))


def _pathway(one: Pathway, write: Writer) -> Iterator[Block]:
    status = write.code("pathway-status", one.status)
    yield Heading(line(write.text(one.title), f" ({status})" if status else ""))
    if one.hypothesis:
        yield Paragraph(write.text(one.hypothesis))
    if one.stop_criteria:
        yield Paragraph(line(f"{write.say('brief-stop')}: ", write.text(one.stop_criteria)))


def _projects(projects: tuple[Project, ...], view: View) -> Table:
    write = view.write
    columns = tuple(view.say(f"brief-{key}") for key in ("project", "lead", "state", "period", "money"))
    rows = tuple(
        (
            write.title(p),
            write.actor(p.lead) or unknown(view),
            line(write.code("project-status", p.status)) or unknown(view),
            line(write.period(p.start, p.end)) or unknown(view),
            line(write.sums(amounts(p.budget))) or unknown(view),
        )
        for p in projects
    )
    return Table(view.say("brief-projects-caption"), columns, rows)


def experiments(view: View) -> Section:
    """What was tested, what happened, what was decided, and what nobody knows yet."""
    blocks: list[Block] = []
    for experiment in view.scope.experiments:
        blocks += experiment_blocks(experiment, view.write)
    if not blocks:
        blocks.append(missing(view, "brief-no-experiments"))
    gaps = view.scope.mission.knowledge_gaps
    if gaps:
        items = (line(view.write.text(g.question), " ", view.write.text(g.why)) for g in gaps)
        blocks += [Heading(line(view.say("brief-knowledge"))), Bullets(tuple(items))]
    return Section("experiments", view.say("section-experiments"), tuple(blocks))


def experiment_blocks(one: Experiment, write: Writer) -> Iterator[Block]:
    """Yield an experiment: where it stands, what was believed and tried, what came of it."""
    yield Heading(write.name(one.title or one.hypothesis) or line(one.id))
    told = ("hypothesis", "method", "participants", "setting", "success_criterion", "result", "learning")
    shown = [key for key in told if not (key == "hypothesis" and one.title is None)]
    rows: list[tuple[str, Line]] = [
        ("state", line(write.code("experiment-status", one.status))),
        ("period", line(write.period(one.start, one.end))),
        *(("approach" if key == "method" else key, write.text(getattr(one, key))) for key in shown),
        ("decision", line(write.code("experiment-decision", one.decision))),
        ("money", line(write.money(one.cost) if one.cost else "")),
    ]
    facts = [(write.say(f"brief-{key}"), words) for key, words in rows if words]
    if one.evidence:
        facts.append((write.say("evidence"), joined([write.source(e) for e in one.evidence])))
    if facts:
        yield Facts(tuple(facts))


def measures(view: View) -> Section:
    """Support measures: law, implementation, involvement of end users, and what waits for them."""
    columns = tuple(view.say(f"brief-{key}") for key in ("measure", "kind", "owner", "state", "needed-by", "blocks"))
    rows = tuple(
        _measure(m, view, entry) for entry in view.scope.entries for m in getattr(entry.document, "measures", ())
    )
    blocks: list[Block] = [Table(view.say("brief-measures-caption"), columns, rows)] if rows else []
    if not blocks:
        blocks.append(missing(view, "brief-no-measures"))
    blocks += involvement_blocks(
        [*view.scope.mission.engagement, *(e for p in view.scope.projects for e in p.user_involvement)], view.write
    )
    return Section("measures", view.say("section-measures"), tuple(blocks))


def involvement_blocks(found: list[Engagement], write: Writer) -> Iterator[Block]:
    """Yield who took part, how and when, and what it led to; what two documents tell is told once."""
    if not found:
        return
    items = []
    for one in found:
        about = joined([x for x in (write.name(one.how), line(write.date(one.date))) if x])
        changed = line(f". {write.say('brief-changed')}: ", write.text(one.changed)) if one.changed else ()
        items.append(line(write.name(one.who), *((" (", about, ")") if about else ()), changed))
    yield Heading(line(write.say("brief-involvement")))
    yield Bullets(tuple(dict.fromkeys(items)))


def _measure(one: Measure, view: View, entry: Entry) -> tuple[Line, ...]:
    write = view.write
    blocked = joined([_name(b, view, entry) for b in one.blocks], "; ")
    law = f" ({one.legal_ref})" if one.legal_ref else ""
    return (
        line(write.text(one.title), law, *((". ", write.text(one.description)) if one.description else ())),
        line(write.code("measure-kind", one.kind)),
        write.actor(one.owner) or unknown(view),
        line(write.code("measure-status", one.status)) or unknown(view),
        line(write.date(one.needed_by)) or unknown(view),
        blocked or line(view.say("brief-none")),
    )


_NAMED = ("project", "target", "pathway", "measure", "mission", "experiment")


def _name(reference: str, view: View, entry: Entry) -> Line:
    """Return what people call the thing that a document refers to, the reference itself where it has no name."""
    found = view.scope.register.find(reference, _NAMED, entry)
    names = ("title", "text", "hypothesis")
    text = next((t for name in names if (t := getattr(found and found.part, name, None))), None)
    return view.write.name(text) or line(Span(reference, style="code"))


def actors(view: View) -> Section:
    """Who takes part, by kind and sector, with roles and contributions, and who coordinates."""
    scope, write, mission = view.scope, view.write, view.scope.mission
    parts = {a.ref: a for a in mission.actors}
    blocks: list[Block] = []
    if scope.actors:
        columns = tuple(view.say(f"brief-{key}") for key in ("actor", "kind", "sector", "role", "contribution"))
        rows = []
        for actor in sorted(scope.actors, key=lambda a: (a.actor_kind or "~", a.id)):
            part = parts.get(actor.id)
            role = write.code("actor-role", "owner") if actor.id == mission.owner else ""
            role = write.code("actor-role", part.role) if part and part.role else role
            rows.append(
                (
                    write.text(actor.name),
                    line(write.code("actor-kind", actor.actor_kind)) or unknown(view),
                    line(write.sector(actor.sector)) if actor.sector else unknown(view),
                    line(role) or line("–"),
                    (write.text(part.contribution) if part else ()) or line("–"),
                )
            )
        blocks.append(Table(view.say("brief-actors-caption"), columns, tuple(rows)))
    else:
        blocks.append(missing(view, "brief-no-actors"))
    governance = mission.governance
    if governance and governance.body:
        members = joined([write.actor(m) for m in governance.members])
        facts = [(view.say("brief-body"), write.text(governance.body))]
        facts += [(view.say("brief-members"), members)] if members else []
        facts += [(view.say("brief-meets"), write.text(governance.meets))] if governance.meets else []
        blocks.append(Facts(tuple(facts)))
    else:
        blocks.append(missing(view, "brief-no-body"))
    matrix = matrix_figures(sectors_by_actors(scope), view)
    return Section("actors", view.say("section-actors"), (*blocks, *matrix))


def schedule(view: View) -> Section:
    """Milestones and the timeline, with what has slipped."""
    return Section("timeline", view.say("section-timeline"), timeline(view) or (missing(view, "brief-no-dates"),))


def risks(view: View) -> Section:
    """Risks, the gravest first, and what depends on what."""
    blocks: list[Block] = []
    if view.scope.risks:
        columns = tuple(
            view.say(f"brief-{key}") for key in ("risk", "likelihood", "consequence", "state", "owner", "mitigation")
        )
        rows = tuple(_risk(r, view) for r in sorted(view.scope.risks, key=lambda r: (-_weight(r), r.id)))
        blocks.append(Table(view.say("brief-risks-caption"), columns, rows, numeric=(1, 2)))
    else:
        blocks.append(missing(view, "brief-no-risks"))
    needs = tuple(_dependencies(view))
    if needs:
        blocks += [Heading(line(view.say("brief-dependencies"))), Bullets(needs)]
    return Section("risks", view.say("section-risks"), tuple(blocks))


def _weight(risk: Risk) -> int:
    return (risk.likelihood or 0) * (risk.consequence or 0)


def _risk(one: Risk, view: View) -> tuple[Line, ...]:
    write = view.write
    scores = (line(str(s)) if s else unknown(view) for s in (one.likelihood, one.consequence))
    rest = (line(write.code("risk-status", one.status)), write.actor(one.owner), write.text(one.mitigation))
    sign = line(f" {view.say('brief-trigger')}: ", write.text(one.trigger)) if one.trigger else ()
    return (line(write.text(one.description), sign), *scores, *(words or unknown(view) for words in rest))


def _dependencies(view: View) -> Iterator[Line]:
    write = view.write
    for entry in view.scope.entries:
        for one in getattr(entry.document, "dependencies", ()):
            start = _name(one.from_, view, entry) if one.from_ else write.title(entry.document)
            kind = f" ({write.code('dependency-kind', one.kind)})" if one.kind else ""
            needed = write.quoted(_name(one.to, view, entry))
            note = line(" ", write.text(one.note)) if one.note else ()
            yield line(write.quoted(start), f" {view.say('brief-depends')} ", needed, kind, ".", note)


def entry_points(view: View) -> Section:
    """How others can contribute."""
    found = [*view.scope.mission.entry_points, *(e for p in view.scope.portfolios for e in p.entry_points)]
    if not found:
        return Section("contribute", view.say("section-contribute"), (missing(view, "brief-no-entry"),))
    items = []
    for one in found:
        title = tuple(Span(s.text, s.language, s.style, one.url or "") for s in view.write.text(one.title))
        contact = line(". ", view.write.text(one.contact)) if one.contact else ()
        when = line(". ", view.say("brief-deadline"), ": ", view.write.date(one.deadline)) if one.deadline else ()
        items.append(line(title, contact, when))
    return Section("contribute", view.say("section-contribute"), (Bullets(tuple(items)),))
