"""What the mission is: in short, the challenge, the targets, the five criteria, its sources."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from missionkit.assess import Account, Result, full_name, questions
from missionkit.brief.blocks import (
    Block,
    Bullets,
    Callout,
    Facts,
    Heading,
    Line,
    Paragraph,
    Quotation,
    Section,
    Span,
    Table,
    joined,
    line,
)
from missionkit.brief.figures.progress import progress
from missionkit.brief.sections.gaps import finding_blocks, waived_block
from missionkit.brief.view import NBSP, View
from missionkit.language.catalog import fact
from missionkit.model import Source
from missionkit.model.base import Decision
from missionkit.model.mission import AffectedGroup, Challenge, Cost, ProblemArea, Target
from missionkit.model.walk import references
from missionkit.scope import amounts, latest_value


def missing(view: View, key: str) -> Callout:
    """Return the callout that says that a section has nothing to show, and why that matters."""
    return Callout("gap", view.say("brief-missing"), (line(view.say(key)),))


def unknown(view: View) -> Line:
    """Return the words for a cell without a value."""
    return view.write.unknown()


def in_short(view: View) -> Section:
    """The mission in five points: problem, goal, deadline, who, money; the goal is told above, if there is one."""
    mission, write = view.scope.mission, view.write
    challenge = mission.challenges[0] if mission.challenges else None
    who = view.say(
        "brief-who-count",
        count=len(view.scope.actors),
        projects=view.say("brief-projects", count=len(view.scope.projects)),
    )
    rows = (
        (view.say("brief-problem"), write.text(challenge.title) if challenge else unknown(view)),
        *(() if mission.statement else ((view.say("brief-goal"), unknown(view)),)),
        (view.say("brief-deadline"), line(write.date(mission.deadline)) or unknown(view)),
        (view.say("brief-who"), line(who)),
        (view.say("brief-money"), line(_money(view))),
    )
    summary = tuple(Paragraph(words) for words in write.paragraphs(mission.summary))
    return Section("in-short", view.say("section-in-short"), (*summary, Facts(rows)))


def _money(view: View) -> str:
    """Return the mission's frame, else what its projects have, else that nothing is known."""
    frame = amounts(view.scope.mission.budget)
    if frame:
        return view.write.sums(frame)
    sums: dict[str, Decimal] = {}
    for project in view.scope.projects:
        for currency, amount in amounts(project.budget).items():
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    return view.say("brief-project-money", amount=view.write.sums(sums)) if sums else view.say("brief-no-frame")


def challenge(view: View) -> Section:
    """The challenges above the mission: goals, those affected, what it costs today, the parts of the problem."""
    blocks: list[Block] = []
    for one in view.scope.mission.challenges:
        blocks += _challenge(one, view)
    return Section("challenge", view.say("section-challenge"), tuple(blocks) or (missing(view, "brief-no-challenge"),))


def _challenge(one: Challenge, view: View) -> Iterator[Block]:
    write = view.write
    yield Heading(write.text(one.title))
    for words in write.paragraphs(one.description):
        yield Paragraph(words)
    goals = [f"{code} {write.code('sdg-goal', code)}" for code in one.sdg_goals]
    said = [fact(tuple(goals), write.language)] if goals else []
    said += [view.say("brief-sdg-targets", codes=tuple(one.sdg_targets))] if one.sdg_targets else []
    facts: list[tuple[str, Line]] = []
    if said:
        note = f" ({view.say('brief-inferred')})" if one.inferred else ""
        facts.append((view.say("brief-sdgs"), line(", ".join(said) + note)))
    if one.strategy_ref:
        facts.append((view.say("brief-strategy"), write.source(one.strategy_ref)))
    if facts:
        yield Facts(tuple(facts))
    if one.affected_groups:
        columns = tuple(view.say(f"brief-{key}") for key in ("group", "number", "year", "source"))
        rows = tuple(_group(group, view) for group in one.affected_groups)
        yield Table(view.say("brief-affected"), columns, rows, numeric=(1,))
    else:
        yield missing(view, "brief-no-groups")
    if one.cost_today:
        yield Heading(line(view.say("brief-cost")), 4)
        yield Bullets(tuple(_cost(cost, view) for cost in one.cost_today))
    if one.problem_areas:
        yield Heading(line(view.say("brief-problem-areas")), 4)
        yield Bullets(tuple(_area(area, view) for area in one.problem_areas))


def _group(group: AffectedGroup, view: View) -> tuple[Line, ...]:
    write = view.write
    number = line(write.number(group.number)) if group.number is not None else unknown(view)
    year, source = line(write.date(group.year)), write.source(group.source)
    return (write.text(group.group), number, year or unknown(view), source or unknown(view))


def _cost(cost: Cost, view: View) -> Line:
    write = view.write
    amount = line(Span(write.money(cost.amount), style="strong")) if cost.amount else ()
    per = line(" per ", write.text(cost.per)) if cost.per and cost.amount else ()
    about = joined([x for x in (line(write.date(cost.year)), write.source(cost.source)) if x])
    return line(amount, per, ": " if amount else "", write.text(cost.text), *((" (", about, ")") if about else ()))


def _area(area: ProblemArea, view: View) -> Line:
    more = view.write.text(area.description)
    return line(view.write.text(area.title), *((". ", more) if more else ()))


def targets(view: View) -> Section:
    """The targets as a table, notes on what was measured, progress drawn, and why the goal can be reached."""
    return _targets(view, _notes(view))


def targets_in_short(view: View) -> Section:
    """The targets without notes, for a summary of one page."""
    return _targets(view, ())


def _targets(view: View, notes: Iterable[Block]) -> Section:
    mission = view.scope.mission
    if not mission.targets:
        return Section("targets", view.say("section-targets"), (missing(view, "brief-no-targets"),))
    keys = ("target", "indicator", "baseline", "latest", "goal-value", "deadline", "owner")
    columns = tuple(view.say(f"brief-{key}") for key in keys)
    rows = tuple(_target(target, view) for target in mission.targets)
    blocks: list[Block] = [Table(view.say("brief-targets-caption"), columns, rows), *notes, *progress(view)]
    if mission.feasibility:
        blocks.append(Heading(line(view.say("brief-feasibility"))))
        blocks += [Paragraph(words) for words in view.write.paragraphs(mission.feasibility.text)]
    return Section("targets", view.say("section-targets"), tuple(blocks))


def _notes(view: View) -> Iterator[Block]:
    """Yield what one must know to read the measured values, where somebody has written it."""
    write = view.write
    items = tuple(
        line(write.name(target.text), f" ({write.date(seen.date)}): ", write.text(seen.note))
        for target in view.scope.mission.targets
        for seen in sorted(target.observations, key=lambda o: o.date.last)
        if seen.note
    )
    if items:
        yield Heading(line(view.say("brief-notes")))
        yield Bullets(items)


def _target(target: Target, view: View) -> tuple[Line, ...]:
    write, none = view.write, unknown(view)
    if target.kind == "binary":
        done = "brief-achieved" if target.achieved else "brief-not-achieved"
        measured = (line("–"), line("–"), line(view.say(done, date=write.date(target.achieved))))
        goal = write.text(target.done_when)
    else:
        indicator = write.text(target.indicator.name) if target.indicator else none
        measured, goal = (indicator, _baseline(target, view) or none, _latest(target, view) or none), write.goal(target)
    deadline, owner = line(write.date(target.deadline)), write.actor(target.owner)
    return (write.text(target.text), *measured, goal or none, deadline or none, owner or none)


def _baseline(target: Target, view: View) -> Line:
    baseline = target.baseline
    if baseline is None or baseline.value is None:
        return ()
    return _dated(view.write.value(baseline.value, target), view.write.date(baseline.date))


def _latest(target: Target, view: View) -> Line:
    latest = latest_value(target, view.today) if target.observations else None
    days = [o.date for o in target.observations if latest and o.date.last == latest[0]]
    if latest is None or not days:
        return ()
    return _dated(view.write.value(latest[1], target), view.write.date(max(days, key=lambda day: len(day.text))))


def _dated(value: Line, day: str) -> Line:
    return line(value, f" ({day})" if day else "")


def criteria(view: View) -> Section:
    """The table of the five criteria as Digdir writes it, with verdicts and open gaps in plain language."""
    blocks: list[Block] = [_criteria_table(view)]
    for account in view.account.accounts:
        blocks += _open(account, view)
    return Section("criteria", view.say("section-criteria"), tuple(blocks))


def criteria_in_short(view: View) -> Section:
    """The table of the five criteria alone, for a summary of one page."""
    return Section("criteria", view.say("section-criteria"), (_criteria_table(view),))


def _criteria_table(view: View) -> Table:
    columns = (view.say("brief-criterion"), view.say("brief-described"), view.say("brief-state"))
    rows = tuple(
        (
            line(Span(f"{number}. {full_name(account.criterion, view.write.language)}", style="strong")),
            _described(account, view) or unknown(view),
            verdict_words(account, view),
        )
        for number, account in enumerate(view.account.accounts, 1)
    )
    return Table(view.say("brief-criteria-caption"), columns, rows)


def _described(account: Account, view: View) -> Line:
    """Return how people describe that the criterion is met, and what they rest it on."""
    assessment = account.assessment
    if assessment is None:
        return ()
    described = joined(view.write.paragraphs(assessment.justification), " ")
    evidence = joined([view.write.source(id_) for id_ in assessment.evidence], "; ")
    return line(described, *((f" {view.say('evidence')}: ", evidence, ".") if evidence else ()))


def verdict_words(account: Account, view: View) -> Line:
    """Return what can be said of a criterion, in words: gaps first, then people's verdict, whose it is and when."""
    verdict: Line = ()
    if account.assessment and account.current:
        one, write = account.assessment, view.write
        by = joined([x for x in (write.text(one.assessed_by), line(write.date(one.date))) if x])
        said = view.say("brief-judged", verdict=write.code("verdict", one.verdict))
        verdict = line(said, *((" (", by, ")") if by else ()))
    if account.result is Result.GAP:
        gaps = view.say("gap-count", count=account.count).replace(" ", NBSP)
        return line(gaps, *(("; ", verdict) if verdict else ()))
    return verdict or line(view.say("needs-judgement"))


def _open(account: Account, view: View) -> Iterator[Block]:
    shown = (*account.gaps, *account.hints)
    if not shown and account.current and not account.waived:
        return
    yield Heading(line(full_name(account.criterion, view.write.language)))
    yield from finding_blocks(shown, view.write, 4)
    yield from waived_block(account.waived, view.write)
    if not account.current:
        lines = tuple(line(q) for q in questions(account.criterion, view.write.language))
        yield Callout("note", view.say("account-judgement"), lines)


def sources(view: View) -> Section:
    """Decisions, sources with their words, and how the brief was made."""
    made = [d for entry in view.scope.entries for d in getattr(entry.document, "decisions", ())]
    blocks: list[Block] = [decisions(made, view)] if made else []
    found = (view.scope.register.sources.get(id_) for id_ in _used_sources(view))
    blocks += [_source(one, view) for one in found if one]
    if not blocks:
        blocks.append(missing(view, "brief-no-sources"))
    return Section("sources", view.say("section-sources"), tuple(blocks))


def decisions(made: list[Decision], view: View) -> Table:
    """Return a table of decisions, the newest last."""
    write = view.write
    columns = tuple(view.say(f"brief-{key}") for key in ("decision", "date", "body", "number-of"))
    rows = tuple(
        (
            write.text(d.text),
            line(write.date(d.date)) or unknown(view),
            write.text(d.body) or unknown(view),
            line(d.document_number or "–"),
        )
        for d in sorted(made, key=lambda d: (d.date.text if d.date else "9999", d.id))
    )
    return Table(view.say("brief-decisions"), columns, rows)


def _source(source: Source, view: View) -> Block:
    write = view.write
    about = [write.text(source.publisher), line(write.date(source.year))]
    if source.accessed:
        about.append(line(view.say("brief-read", date=write.date(source.accessed))))
    given = joined([a for a in about if a])
    head = line(write.source(source.id), ". ", *((given, ".") if given else ()))
    own = source.language or view.scope.register.settings.language
    quotes = tuple(write.quoted(line(Span(q, own if own != write.language else ""))) for q in source.quotes)
    return Quotation(quotes, head) if quotes else Paragraph(head)


def _used_sources(view: View) -> list[str]:
    found = [
        value
        for entry in view.scope.entries
        for _, ref, value in references(entry.document)
        if ref.kinds == ("source",)
    ]
    return sorted(set(found))
