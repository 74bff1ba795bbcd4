"""How the mission works: pathways and projects, experiments, measures, actors, time, money, risks, the way in."""

from collections.abc import Iterator
from decimal import Decimal

from missionkit.brief.blocks import (
    Block,
    Bullets,
    Callout,
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
from missionkit.brief.figures.grid import matrix_figure, money_figure
from missionkit.brief.figures.timeline import timeline
from missionkit.brief.sections.mission import missing, unknown
from missionkit.brief.view import View
from missionkit.matrix import sectors_by_actors, targets_by_projects
from missionkit.model import Project
from missionkit.model.base import BudgetLine, Experiment, Measure, Risk
from missionkit.scope import total


def overview(view: View) -> Section:
    """The mission diamond: the layers from challenge to experiments, with support measures beside."""
    return Section("overview", view.say("section-overview"), (diamond(view),))


def pathways(view: View) -> Section:
    """The ways towards the goal, the projects on each, and which targets they help."""
    scope, write = view.scope, view.write
    blocks: list[Block] = []
    for pathway in scope.mission.pathways:
        projects = scope.on_pathway(pathway.id)
        blocks.append(Heading(write.text(pathway.title)))
        if pathway.hypothesis:
            blocks.append(Paragraph(write.text(pathway.hypothesis)))
        if projects:
            blocks.append(_projects(projects, view))
        else:
            blocks.append(Callout("gap", view.say("brief-missing"), (line(view.say("brief-no-project-here")),)))
    others = tuple(p for p in scope.projects if not any(p in scope.on_pathway(w.id) for w in scope.mission.pathways))
    if others:
        blocks += [Heading(line(view.say("brief-other-projects")))] if scope.mission.pathways else []
        blocks.append(_projects(others, view))
    if not blocks:
        blocks.append(missing(view, "brief-no-pathways"))
    matrix = matrix_figure(targets_by_projects(scope), view)
    return Section("pathways", view.say("section-pathways"), (*blocks, *((matrix,) if matrix else ())))


def _projects(projects: tuple[Project, ...], view: View) -> Table:
    write = view.write
    columns = tuple(view.say(f"brief-{key}") for key in ("project", "lead", "state", "period", "money"))
    rows = tuple(
        (
            write.text(p.title, p.language),
            write.actor(p.lead) or unknown(view),
            line(write.code("project-status", p.status)) or unknown(view),
            line(write.period(p.start, p.end)) or unknown(view),
            line(_budget(p, view)) or unknown(view),
        )
        for p in projects
    )
    return Table(view.say("brief-projects-caption"), columns, rows)


def _budget(project: Project, view: View) -> str:
    amount = total(project.budget)
    from missionkit.language.formats import money

    return money(amount[0], amount[1], view.write.language) if amount else ""


def experiments(view: View) -> Section:
    """What was tested, what happened, and what was decided."""
    found = view.scope.experiments
    if not found:
        return Section("experiments", view.say("section-experiments"), (missing(view, "brief-no-experiments"),))
    blocks: list[Block] = []
    for experiment in found:
        blocks += _experiment(experiment, view)
    return Section("experiments", view.say("section-experiments"), tuple(blocks))


def _experiment(one: Experiment, view: View) -> Iterator[Block]:
    write = view.write
    yield Heading(write.text(one.title or one.hypothesis) or line(one.id))
    rows = [
        (view.say(f"brief-{'approach' if key == 'method' else key}"), write.text(getattr(one, key)))
        for key in ("hypothesis", "method", "participants", "setting", "success_criterion", "result", "learning")
        if getattr(one, key) is not None and not (key == "hypothesis" and one.title is None)
    ]
    if one.status:
        rows.append((view.say("brief-state"), line(write.code("experiment-status", one.status))))
    if one.decision:
        rows.append((view.say("brief-decision"), line(write.code("experiment-decision", one.decision))))
    if one.evidence:
        rows.append((view.say("evidence"), joined([write.source(e) for e in one.evidence])))
    yield Facts(tuple(rows))


def measures(view: View) -> Section:
    """Support measures: law, implementation, involvement of end users, and what waits for them."""
    found = view.scope.measures
    if not found:
        return Section("measures", view.say("section-measures"), (missing(view, "brief-no-measures"),))
    columns = tuple(view.say(f"brief-{key}") for key in ("measure", "kind", "owner", "state", "needed-by", "blocks"))
    rows = tuple(_measure(m, view) for m in found)
    return Section(
        "measures", view.say("section-measures"), (Table(view.say("brief-measures-caption"), columns, rows),)
    )


def _measure(one: Measure, view: View) -> tuple[Line, ...]:
    write = view.write
    blocked = joined([_name(b, view) for b in one.blocks])
    return (
        write.text(one.title),
        line(write.code("measure-kind", one.kind)),
        write.actor(one.owner) or unknown(view),
        line(write.code("measure-status", one.status)) or unknown(view),
        line(write.date(one.needed_by)) or unknown(view),
        blocked or line(view.say("brief-none")),
    )


def _name(reference: str, view: View) -> Line:
    found = view.scope.register.find(reference, ("project", "target", "pathway", "mission"), view.scope.entry)
    title = getattr(found.part, "title", None) or getattr(found.part, "text", None) if found else None
    return view.write.text(title) if title else line(Span(reference, style="code"))


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
            role = view.say("brief-owner") if actor.id == mission.owner else ""
            role = write.code("actor-role", part.role) if part and part.role else role
            rows.append(
                (
                    write.text(actor.name, actor.language),
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
    matrix = matrix_figure(sectors_by_actors(scope), view)
    return Section("actors", view.say("section-actors"), (*blocks, *((matrix,) if matrix else ())))


def schedule(view: View) -> Section:
    """Milestones and the timeline, with what has slipped."""
    drawn = timeline(view)
    blocks: tuple[Block, ...] = (drawn,) if drawn else (missing(view, "brief-no-dates"),)
    return Section("timeline", view.say("section-timeline"), blocks)


def money(view: View) -> Section:
    """Money by funder, year and certainty, and who pays for running the results."""
    lines_ = list(_lines(view))
    blocks: list[Block] = []
    currencies = sorted({budget.currency for _, budget in lines_})
    for currency in currencies:
        sums: dict[tuple[str, str], Decimal] = {}
        for _, budget in lines_:
            if budget.currency == currency:
                key = (str(budget.year) if budget.year else "", budget.certainty or "")
                sums[key] = sums.get(key, Decimal(0)) + budget.amount
        figure = money_figure(sums, currency, view)
        blocks += [figure] if figure else []
    if lines_:
        columns = tuple(view.say(f"brief-{key}") for key in ("what", "funder", "year", "certainty", "amount"))
        rows = tuple(_money_row(name, budget, view) for name, budget in lines_)
        blocks.append(Table(view.say("brief-money-caption"), columns, rows, numeric=(4,)))
    else:
        blocks.append(missing(view, "brief-no-money"))
    running = [(p, p.operating_funding) for p in view.scope.projects if p.operating_funding]
    if running:
        items = tuple(
            line(view.write.text(p.title), ": ", view.write.text(f.source) if f else (), " ", _until(p, view))
            for p, f in running
        )
        blocks += [Heading(line(view.say("brief-operating"))), Bullets(items)]
    return Section("money", view.say("section-money"), tuple(blocks))


def _until(project: Project, view: View) -> str:
    funding = project.operating_funding
    if funding is None or funding.secured_until is None:
        return ""
    return view.say("brief-until", date=view.write.date(funding.secured_until))


def _lines(view: View) -> Iterator[tuple[Line, BudgetLine]]:
    for entry in view.scope.entries:
        budget = getattr(entry.document, "budget", None)
        title = view.write.text(getattr(entry.document, "title", None), entry.document.language)
        for one in budget.lines if budget else ():
            yield title, one
        if budget and budget.total and not budget.lines:
            yield title, BudgetLine.model_construct(amount=budget.total.amount, currency=budget.total.currency)


def _money_row(name: Line, budget: BudgetLine, view: View) -> tuple[Line, ...]:
    write = view.write
    return (
        line(name, *((": ", write.text(budget.purpose)) if budget.purpose else ())),
        write.actor(budget.funder) or unknown(view),
        line(write.date(budget.year)) or unknown(view),
        line(write.code("certainty", budget.certainty)) or unknown(view),
        line(write.money(budget, exact=True)),
    )


def risks(view: View) -> Section:
    """Risks, the gravest first, and what depends on what."""
    blocks: list[Block] = []
    if view.scope.risks:
        columns = tuple(
            view.say(f"brief-{key}") for key in ("risk", "likelihood", "consequence", "owner", "mitigation")
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
    owner, mitigation = write.actor(one.owner) or unknown(view), write.text(one.mitigation) or unknown(view)
    return (write.text(one.description), *scores, owner, mitigation)


def _dependencies(view: View) -> Iterator[Line]:
    for entry in view.scope.entries:
        for dependency in getattr(entry.document, "dependencies", ()):
            start = (
                _name(dependency.from_, view)
                if dependency.from_
                else view.write.text(getattr(entry.document, "title", None), entry.document.language)
            )
            kind = view.write.code("dependency-kind", dependency.kind) or view.say("brief-needs")
            note = line(". ", view.write.text(dependency.note)) if dependency.note else ()
            yield line(
                Span(view.say("brief-dependency", kind=kind), style="strong"),
                " ",
                start,
                " → ",
                _name(dependency.to, view),
                note,
            )


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
