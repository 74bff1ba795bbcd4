"""The portfolio review for a steering group: how it stands, what is out of balance, late, uncertain or blocked."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from missionkit.brief.blocks import Block, Bullets, Callout, Facts, Heading, Line, Paragraph, Section, Table, line
from missionkit.brief.sections.gaps import by_severity, finding_blocks, waived_block
from missionkit.brief.sections.mission import decisions as decisions_table
from missionkit.brief.sections.mission import missing
from missionkit.brief.sections.money import money as money_section
from missionkit.brief.view import View
from missionkit.finding import Severity
from missionkit.model import Document, Project
from missionkit.model.base import Review, ReviewEntry
from missionkit.model.mission import Milestone
from missionkit.rules.delivery import DONE_MEASURE
from missionkit.scope import STOPPED, amounts


def status(view: View) -> Section:
    """How many open gaps there are, in words, how many projects by status, and which reviews are overdue."""
    counts = Counter(p.status or "" for p in view.scope.projects)
    rows = [
        (view.write.code("project-status", code) or view.say("brief-unknown"), line(str(count)))
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    opened = [f for f in view.findings if f.waiver is None]
    errors = sum(1 for f in opened if f.severity is Severity.ERROR)
    warnings = sum(1 for f in opened if f.severity is Severity.WARNING)
    key = "review-red" if errors else "review-yellow" if warnings else "review-green"
    words = view.say(key, errors=view.say("gap-count", count=errors), warnings=view.say("gap-count", count=warnings))
    blocks: list[Block] = [Callout("warning" if errors else "note", view.say("review-state"), (line(words),))]
    if rows:
        blocks += [Heading(line(view.say("review-by", name=view.say("brief-state").lower()))), Facts(tuple(rows))]
    late = [words for words in (_late_review(entry.document, view) for entry in view.scope.entries) if words]
    if late:
        blocks += [Heading(line(view.say("review-late-reviews"))), Bullets(tuple(late))]
    return Section("status", view.say("section-status"), tuple(blocks))


def _late_review(document: Document, view: View) -> Line:
    review: Review | None = getattr(document, "review", None)
    if review is None or review.next is None or review.next.last >= view.today:
        return ()
    return line(view.write.title(document), ": ", view.say("review-late", date=view.write.date(review.next)))


def targets(view: View) -> Section:
    """Targets that no project or only one project helps."""
    if not view.scope.mission.targets:
        return Section("targets", view.say("section-thin-targets"), (missing(view, "brief-no-targets"),))
    rows = []
    for target in view.scope.mission.targets:
        helping = [p for p in view.scope.contributors[target.id] if p.status not in STOPPED]
        if len(helping) <= 1:
            names = view.write.title(helping[0]) if helping else line(view.say("brief-none"))
            rows.append((view.write.text(target.text), line(str(len(helping))), names))
    title = view.say("section-thin-targets")
    if not rows:
        return Section("targets", title, (Paragraph(line(view.say("review-all-covered"))),))
    columns = (view.say("brief-target"), view.say("brief-projects-short"), view.say("brief-met-by"))
    return Section("targets", title, (Table(view.say("review-thin-caption"), columns, tuple(rows), (1,)),))


def balance(view: View) -> Section:
    """How projects and money spread over sectors, stages, facets, leads and pathways; how projects are chosen."""
    blocks: list[Block] = []
    for key, values in _spreads(view).items():
        if not any(values.values()):
            continue
        columns = (view.say(f"brief-{key}"), view.say("brief-projects-short"), view.say("brief-money"))
        rows = tuple(
            (name_, line(str(len(projects))), line(_sum(projects, view) or "–"))
            for name_, projects in sorted(
                ((line(n), p) for n, p in values.items()), key=lambda r: (-len(r[1]), str(r[0]))
            )
        )
        blocks.append(Table(view.say("review-by", name=view.say(f"brief-{key}").lower()), columns, rows, (1, 2)))
    if not blocks:
        blocks.append(Callout("gap", view.say("brief-missing"), (line(view.say("review-no-balance")),)))
    chosen = [words for p in view.scope.portfolios for words in map(view.write.text, p.selection_criteria)]
    if chosen:
        blocks += [Heading(line(view.say("review-chosen"))), Bullets(tuple(dict.fromkeys(chosen)))]
    return Section("balance", view.say("section-balance"), tuple(blocks))


def _spreads(view: View) -> dict[str, dict[str, list[Project]]]:
    write, pathways = view.write, {p.id: p for p in view.scope.mission.pathways}
    spreads: dict[str, dict[str, list[Project]]] = {k: {} for k in ("sector", "chain", "facet", "lead", "pathway")}
    for project in view.scope.projects:
        names: list[tuple[str, Iterable[str]]] = [
            ("sector", [write.sector(code) for code in project.sectors]),
            ("chain", [write.code("chain-stage", project.chain_stage)]),
            ("facet", [write.code("facet", project.facet)]),
            ("lead", ["".join(s.text for s in write.actor(project.lead))]),
        ]
        pathway = pathways.get((project.pathway or "").rpartition("/")[2])
        names.append(("pathway", ["".join(s.text for s in write.text(pathway.title))] if pathway else []))
        for key, found in names:
            for name in found:
                if name:
                    spreads[key].setdefault(name, []).append(project)
    return spreads


def _sum(projects: list[Project], view: View) -> str:
    sums: dict[str, Decimal] = {}
    for project in projects:
        for currency, amount in amounts(project.budget).items():
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    return view.write.sums(sums)


def slipped(view: View) -> Section:
    """Milestones that moved or are overdue."""
    found = [(e.document, m) for e in view.scope.entries for m in getattr(e.document, "milestones", ())]
    rows = tuple(
        (view.write.text(milestone.title), view.write.title(document), line(said))
        for document, milestone in found
        if (said := _slip(milestone, view))
    )
    title = view.say("section-slipped")
    if not rows:
        key = "review-nothing-slipped" if found else "review-no-milestones"
        return Section("timeline", title, (Paragraph(line(view.say(key))),))
    columns = tuple(view.say(f"brief-{key}") for key in ("milestone", "what", "state"))
    return Section("timeline", title, (Table(view.say("review-slipped-caption"), columns, rows),))


def _slip(milestone: Milestone, view: View) -> str:
    newest = milestone.forecast or milestone.planned
    if milestone.actual is None and newest and newest.last < view.today:
        return view.say("review-overdue", date=view.write.date(newest))
    if milestone.planned and milestone.forecast and milestone.planned.last < milestone.forecast.last:
        return view.say(
            "review-moved", planned=view.write.date(milestone.planned), forecast=view.write.date(milestone.forecast)
        )
    return ""


def uncertain_money(view: View) -> Section:
    """Money, and what of it is only applied for in the next twelve months."""
    made = money_section(view)
    if not any(amounts(getattr(entry.document, "budget", None)) for entry in view.scope.entries):
        return made
    soon = {str(view.today.year), str((view.today + timedelta(days=365)).year)}
    waiting = [
        b
        for budget in (getattr(entry.document, "budget", None) for entry in view.scope.entries)
        for b in (budget.lines if budget else ())
        if b.certainty == "applied" and (b.year is None or str(b.year) in soon)
    ]
    words = view.say("review-applied", count=len(waiting)) if waiting else view.say("review-no-applied")
    return Section("money", made.title, (Paragraph(line(words)), *made.blocks))


def blocked(view: View) -> Section:
    """What waits for law or data."""
    items: list[Line] = []
    for measure in view.scope.measures:
        if measure.blocks and measure.status not in DONE_MEASURE:
            state = view.write.code("measure-status", measure.status) or view.say("brief-unknown")
            kind = view.write.code("measure-kind", measure.kind)
            items.append(line(view.write.text(measure.title), f" ({kind}): {state}"))
    blocks: tuple[Block, ...] = (
        (Bullets(tuple(items)),) if items else (Paragraph(line(view.say("review-nothing-blocked"))),)
    )
    return Section("blocked", view.say("section-blocked"), blocks)


def waiting_experiments(view: View) -> Section:
    """Experiments that have ended and wait for a decision."""
    waiting = [
        e
        for e in view.scope.experiments
        if e.decision is None and (e.status in ("completed", "stopped") or (e.end and e.end.last < view.today))
    ]
    items = tuple(
        line(view.write.name(e.title or e.hypothesis) or line(e.id), ". ", view.write.text(e.result)) for e in waiting
    )
    blocks: tuple[Block, ...] = (Bullets(items),) if items else (Paragraph(line(view.say("review-no-experiments"))),)
    return Section("experiments", view.say("section-waiting"), blocks)


def proposals(view: View) -> Section:
    """What the steering group may decide: what the gravest gaps ask for; and what was decided before."""
    grave = [f for f in by_severity(view.findings) if f.waiver is None and f.severity is not Severity.HINT]
    blocks: list[Block] = [Paragraph(line(view.say("review-proposals" if grave else "review-no-proposals")))]
    blocks += finding_blocks(grave, view.write)
    made = [d for portfolio in view.scope.portfolios for d in portfolio.decisions]
    blocks += [decisions_table(made, view)] if made else []
    log = [r for portfolio in view.scope.portfolios for r in portfolio.review_log]
    if log:
        items = tuple(
            line(view.write.date(r.date), *((", ", view.write.text(r.body)) if r.body else ()), ": ", _held(r, view))
            for r in sorted(log, key=lambda r: r.date.text)
        )
        blocks += [Heading(line(view.say("review-log"))), Bullets(items)]
    return Section("decisions", view.say("section-proposals"), tuple(blocks))


def others(view: View) -> Section:
    """What could be better and what is accepted; graver gaps stand under the proposals."""
    hints = [f for f in view.findings if f.waiver is None and f.severity is Severity.HINT]
    intro = Paragraph(line(view.say("review-gaps-intro" if hints else "review-gaps-none")))
    accepted = waived_block((f for f in view.findings if f.waiver), view.write)
    return Section("gaps", view.say("section-gaps"), (intro, *finding_blocks(hints, view.write), *accepted))


def _held(entry: ReviewEntry, view: View) -> Line:
    return view.write.text(entry.text) or view.write.unknown()
