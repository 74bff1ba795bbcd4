"""What the mission is: in short, the challenge, the targets, the five criteria, what is missing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from textwrap import shorten

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
    plain,
)
from missionkit.brief.figures.progress import progress
from missionkit.brief.view import View
from missionkit.finding import Finding, Severity
from missionkit.language.catalog import fact
from missionkit.model.mission import AffectedGroup, Challenge, Cost
from missionkit.rules.texts import message, title
from missionkit.scope import latest_value, total
from missionkit.values import Text


def missing(view: View, key: str) -> Callout:
    """Return the callout that says that a section has nothing to show, and why that matters."""
    return Callout("gap", view.say("brief-missing"), (line(view.say(key)),))


def in_short(view: View) -> Section:
    """The mission in five points: problem, goal, deadline, who, money."""
    mission, write = view.scope.mission, view.write
    challenge = mission.challenges[0] if mission.challenges else None
    deadline = write.date(mission.deadline) or view.say("brief-not-given")
    actors = len(view.scope.actors)
    rows = (
        (view.say("brief-problem"), write.text(challenge.title) if challenge else line(view.say("brief-not-given"))),
        (view.say("brief-goal"), write.text(mission.statement) or line(view.say("brief-not-given"))),
        (view.say("brief-deadline"), line(deadline)),
        (view.say("brief-who"), line(view.say("brief-who-count", count=actors, projects=_projects(view)))),
        (view.say("brief-money"), line(_money(view))),
    )
    return Section("in-short", view.say("section-in-short"), (*_summary(view), Facts(rows)))


def _summary(view: View) -> Iterator[Block]:
    for words in view.write.paragraphs(view.scope.mission.summary):
        yield Paragraph(words)


def _projects(view: View) -> str:
    return view.say("brief-projects", count=len(view.scope.projects))


def _money(view: View) -> str:
    frame = total(view.scope.mission.budget)
    if frame is None:
        return view.say("brief-no-frame")
    from missionkit.language.formats import money

    return money(frame[0], frame[1], view.write.language)


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
    goals += [write.code("sdg-target", code) for code in one.sdg_targets]
    facts: list[tuple[str, Line]] = []
    if goals:
        note = f" ({view.say('brief-inferred')})" if one.inferred else ""
        facts.append((view.say("brief-sdgs"), line(fact(tuple(goals), write.language) + note)))
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
        yield Bullets(tuple(_cost(cost, view) for cost in one.cost_today))
    if one.problem_areas:
        yield Bullets(tuple(write.text(area.title) for area in one.problem_areas))


def _group(group: AffectedGroup, view: View) -> tuple[Line, ...]:
    write = view.write
    number = line(write.number(group.number)) if group.number is not None else unknown(view)
    return (write.text(group.group), number, line(write.date(group.year)), write.source(group.source))


def unknown(view: View) -> Line:
    """Return the words for a cell without a value."""
    return line(Span(view.say("brief-unknown"), style="muted"))


def _cost(cost: Cost, view: View) -> Line:
    amount = line(Span(view.write.money(cost.amount), style="strong"), ": ") if cost.amount else ()
    source = view.write.source(cost.source)
    return line(amount, view.write.text(cost.text), *((" (", source, ")") if source else ()))


def targets(view: View) -> Section:
    """The targets as a table, with progress drawn where there is a baseline to measure from."""
    mission, write = view.scope.mission, view.write
    if not mission.targets:
        return Section("targets", view.say("section-targets"), (missing(view, "brief-no-targets"),))
    keys = ("target", "indicator", "baseline", "latest", "goal-value", "deadline", "owner")
    rows = []
    for target in mission.targets:
        latest = latest_value(target, view.today) if target.observations else None
        value = line(write.text(target.done_when)) if target.kind == "binary" else write.value(target.value, target)
        baseline = target.baseline
        start = write.value(baseline.value, target) if baseline and not target.relative else ()
        if baseline and target.relative and baseline.value is not None:
            start = line(write.number(baseline.value), "\u00a0" if target.unit else "", *write.text(target.unit))
        when = f" ({write.date(baseline.date)})" if baseline and baseline.date else ""
        rows.append(
            (
                write.text(target.text),
                write.text(target.indicator.name) if target.indicator else unknown(view),
                line(start, when) or unknown(view),
                line(write.value(latest[1], target), f" ({write.date(latest[0])})") if latest else unknown(view),
                value or unknown(view),
                line(write.date(target.deadline)) or unknown(view),
                write.actor(target.owner) or unknown(view),
            )
        )
    columns = tuple(view.say(f"brief-{key}") for key in keys)
    table = Table(view.say("brief-targets-caption"), columns, tuple(rows))
    return Section("targets", view.say("section-targets"), (table, *progress(view)))


def criteria(view: View) -> Section:
    """The table of the five criteria as Digdir writes it, with verdicts and open gaps in plain language."""
    columns = (view.say("brief-criterion"), view.say("brief-described"), view.say("brief-state"))
    rows = []
    for number, account in enumerate(view.account.accounts, 1):
        assessment = account.assessment
        name = line(Span(f"{number}. {full_name(account.criterion, view.write.language)}", style="strong"))
        described = view.write.paragraphs(assessment.justification) if assessment else ()
        rows.append((name, joined(described, " ") or unknown(view), line(verdict_words(account, view))))
    blocks: list[Block] = [Table(view.say("brief-criteria-caption"), columns, tuple(rows))]
    for account in view.account.accounts:
        blocks += _open(account, view)
    return Section("criteria", view.say("section-criteria"), tuple(blocks))


def verdict_words(account: Account, view: View) -> str:
    """Return what can be said of a criterion, in words: gaps first, then people's verdict."""
    verdict = ""
    if account.assessment and account.current:
        verdict = view.say("brief-judged", verdict=view.write.code("verdict", account.assessment.verdict))
    if account.result is Result.GAP:
        gaps = view.say("gap-count", count=len(account.gaps))
        return f"{gaps}; {verdict}" if verdict else gaps
    return verdict or view.say("needs-judgement")


def _open(account: Account, view: View) -> Iterator[Block]:
    shown = (*account.gaps, *account.hints)
    if not shown and account.current and not account.waived:
        return
    yield Heading(line(full_name(account.criterion, view.write.language)))
    yield from finding_blocks(shown, view)
    if account.waived:
        lines = tuple(waiver_line(f, view) for f in account.waived)
        yield Callout("note", view.say("account-waived"), lines)
    if not account.current:
        lines = tuple(line(q) for q in questions(account.criterion, view.write.language))
        yield Callout("note", view.say("account-judgement"), lines)


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, the gravest first."""
    return sorted(findings, key=lambda f: (f.severity.rank, f.sort_key))


_LEVELS = {Severity.ERROR: "brief-must", Severity.WARNING: "brief-should", Severity.HINT: "brief-could"}
_MANY, _LONGEST = 3, 70


def finding_blocks(findings: Iterable[Finding], view: View) -> Iterator[Block]:
    """Yield findings as lists by how grave they are; a gap found in many places is told once, with how many."""
    ordered = by_severity(findings)
    for severity, key in _LEVELS.items():
        rules: dict[str, list[Finding]] = {}
        for finding in ordered:
            if finding.severity is severity:
                rules.setdefault(finding.rule, []).append(finding)
        items: list[Line] = []
        for rule, found in rules.items():
            if len(found) > _MANY:
                items.append(line(view.say("brief-places", title=title(rule, view.write.language), count=len(found))))
            else:
                items += [finding_line(f, view) for f in found]
        if items:
            yield Paragraph(line(Span(view.say(key), style="strong")))
            yield Bullets(tuple(items))


def finding_line(finding: Finding, view: View) -> Line:
    """Return a finding as a sentence in plain language: titles instead of ids, no fields, no file."""
    facts = {name: _titled(name, value, view) for name, value in finding.facts.items()}
    words = message(replace(finding, facts=facts), view.write.language)
    return line(sentence(re.sub(r"`«?([^`»]+)»?`", r"«\1»", words)))


def _titled(name: str, value: object, view: View) -> object:
    """Return the title of what an id in a finding's facts stands for, the fact itself where it is none."""
    kind = _NAMES.get(name)
    if kind is None or not isinstance(value, str):
        return value
    found = view.scope.register.find(value, (kind,), view.scope.entry)
    part = found.part if found else None
    text = getattr(part, "title", None) or getattr(part, "text", None) or getattr(part, "name", None)
    return (
        shorten(plain(view.write.text(text)).rstrip("."), _LONGEST, placeholder=" …")
        if isinstance(text, Text)
        else value
    )


_NAMES = {
    **{name: name for name in ("target", "pathway", "project", "actor", "measure", "mission", "challenge")},
    **dict.fromkeys(("needed", "waiting"), "project"),
    "other": "mission",
}


def sentence(words: str) -> str:
    """Return words as a sentence: a large first letter, a full stop."""
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith((".", "!", "?", "…", ":")) else ".")


def waiver_line(finding: Finding, view: View) -> Line:
    """Return an accepted gap with its reason, until when and who decided."""
    waiver = finding.waiver
    words = plain(finding_line(finding, view))
    if waiver is None:
        return line(words)
    facts = {"reason": waiver.reason, "until": waiver.until, "decided_by": waiver.decided_by}
    return line(words, " ", view.say("brief-waived", **facts))


def gaps(view: View) -> Section:
    """Everything else that is missing: gaps outside the five criteria, and what is accepted."""
    others = tuple(f for f in view.findings if f.criterion is None and f.waiver is None)
    waived = tuple(f for f in view.findings if f.criterion is None and f.waiver)
    blocks: list[Block] = []
    blocks += finding_blocks(others, view)
    if waived:
        lines = tuple(waiver_line(f, view) for f in waived)
        blocks.append(Callout("note", view.say("account-waived"), lines))
    intro = Paragraph(line(view.say("brief-gaps-intro" if others else "brief-gaps-none")))
    return Section("gaps", view.say("section-gaps"), (intro, *blocks))


def sources(view: View) -> Section:
    """Decisions, sources with their words, and how the brief was made."""
    mission, write = view.scope.mission, view.write
    blocks: list[Block] = []
    if mission.decisions:
        columns = tuple(view.say(f"brief-{key}") for key in ("date", "decision", "body", "number-of"))
        rows = tuple(
            (line(write.date(d.date)), write.text(d.text), write.text(d.body), line(d.document_number or ""))
            for d in mission.decisions
        )
        blocks.append(Table(view.say("brief-decisions"), columns, rows))
    for id_ in _used_sources(view):
        source = view.scope.register.sources.get(id_)
        if source is None:
            continue
        about = [write.text(source.publisher, source.language), line(write.date(source.year))]
        if source.accessed:
            about.append(line(view.say("brief-read", date=write.date(source.accessed))))
        head = line(Span("", ""), write.source(id_), ". ", joined([a for a in about if a]), ".")
        own = source.language or write.own
        quotes = tuple(line(Span(q, own if own != write.language else "")) for q in source.quotes)
        blocks.append(Quotation(quotes, head) if quotes else Paragraph(head))
    if not blocks:
        blocks.append(missing(view, "brief-no-sources"))
    return Section("sources", view.say("section-sources"), tuple(blocks))


def _used_sources(view: View) -> list[str]:
    from missionkit.model.walk import references

    found = [
        value
        for entry in view.scope.entries
        for _, ref, value in references(entry.document)
        if ref.kinds == ("source",)
    ]
    return sorted(set(found))
