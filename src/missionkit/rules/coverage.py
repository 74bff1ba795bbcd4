"""Coverage: targets without projects, projects without targets, parts that nothing refers to, missions that overlap."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from missionkit.entry import Entry
from missionkit.finding import Related, Severity
from missionkit.model import Mission, Portfolio, Project
from missionkit.model.mission import Target
from missionkit.register import Register
from missionkit.rules.delivery import DONE_MEASURE
from missionkit.rules.directed import goal_value
from missionkit.rules.rule import ENDED, MATURITY, Context, Gap, Inside, by_maturity, rule
from missionkit.scope import STOPPED


@rule("target-without-project", on=Mission, severity=by_maturity(draft=Severity.WARNING, committed=Severity.ERROR))
def target_without_project(mission: Mission, context: Context) -> Iterator[Gap]:
    """Every open target has a project that contributes; without any project at all, that is the gap to tell.

    A project that was stopped helps no more.
    """
    for index, target in enumerate(mission.targets):
        if context.scope.projects and target.achieved is None and not _helping(target, context):
            yield Gap("targets", index, target=target.id)


def _helping(target: Target, context: Context) -> list[Project]:
    return [p for p in context.scope.contributors[target.id] if p.status not in STOPPED]


@rule("project-without-target", on=Register, severity=Severity.WARNING)
def project_without_target(register: Register, context: Context) -> Iterator[Gap]:
    """A project contributes to a target of its missions; told only where these have targets.

    A project is in a mission by its own word or by a portfolio's; one that was stopped is left alone.
    """
    members = {p.id for scope in context.scopes.values() if scope.mission.targets for p in scope.projects}
    for entry in register.entries:
        project = entry.document
        if not isinstance(project, Project) or project.id not in members or project.status in STOPPED:
            continue
        if not project.contributes_to:
            yield Gap("contributes_to", entry=entry, project=project.id)


@rule("project-without-mission", on=Register, severity=Severity.WARNING)
def project_without_mission(register: Register, context: Context) -> Iterator[Gap]:
    """A project belongs to a mission, by its own word or by the word of a mission's portfolio."""
    listed = {id_ for p in register.portfolios.values() if p.mission for id_ in p.projects}
    for entry in register.entries:
        project = entry.document
        if isinstance(project, Project) and not project.missions and project.id not in listed:
            yield Gap("missions", entry=entry, project=project.id)


@rule("contribution-without-how", on=Project, severity=Severity.HINT)
def contribution_without_how(project: Project, inside: Inside) -> Iterator[Gap]:
    """A contribution says how the project moves the target; an illustrative project only shows that it could."""
    for index, contribution in enumerate(project.contributes_to):
        if contribution.how is None and not project.illustrative:
            yield Gap("contributes_to", index, "how", project=project.id, target=contribution.target)


@rule("contributions-too-small", on=Mission, severity=Severity.HINT)
def contributions_too_small(mission: Mission, context: Context) -> Iterator[Gap]:
    """What projects promise in numbers adds up to the way from baseline to target, where all of them promise.

    Contributions never add up cleanly, so this is a hint. Projects that were stopped promise nothing any more.
    """
    for index, target in enumerate(mission.targets):
        promises = [_promised(p, mission.id, target.id) for p in _helping(target, context)]
        wanted = _way(target)
        if wanted is None or target.achieved is not None or not promises or None in promises:
            continue
        promised = sum((p for p in promises if p), Decimal(0))
        if promised < wanted:
            yield Gap("targets", index, target=target.id, promised=promised, wanted=wanted)


def _promised(project: Project, mission: str, target: str) -> Decimal | None:
    """Return how far a project says it moves a target, whatever the sign; None where it does not say."""
    names = {f"{mission}/{target}", *((target,) if mission in project.missions else ())}
    amounts = [c.amount for c in project.contributes_to if c.target in names]
    return None if None in amounts else sum((abs(a) for a in amounts if a), Decimal(0))


def _way(target: Target) -> Decimal | None:
    """Return the way from baseline to target; a relative target's promises may be in per cent or in its unit."""
    goal, baseline = goal_value(target), target.baseline.value if target.baseline else None
    if goal is None or baseline is None or target.value is None:
        return None
    way = abs(goal - baseline)
    return min(way, abs(target.value)) if target.relative else way


@rule("too-many-targets", on=Mission, severity=Severity.HINT, targets=10)
def too_many_targets(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission has few targets, so that all can remember them."""
    if len(mission.targets) > context.limit("targets"):
        yield Gap("targets", count=len(mission.targets), limit=context.limit("targets"))


@rule("unused-document", on=Register, severity=Severity.HINT)
def unused_document(register: Register, context: Context) -> Iterator[Gap]:
    """Actors and sources are there because something refers to them."""
    used = {(kind, id_) for entry in register.entries for kinds, id_ in entry.named() for kind in kinds}
    for entry in register.entries:
        if entry.kind in ("actor", "source") and (entry.kind, entry.document.id) not in used:
            yield Gap(entry=entry, case=entry.kind, id=entry.document.id)


@rule("unused-part", on=Mission, severity=Severity.HINT)
def unused_part(mission: Mission, context: Context) -> Iterator[Gap]:
    """A measure with a date says what cannot go on without it; otherwise nobody knows what is late.

    A measure that a dependency names has its purpose, and one that is in place, or dropped, is late for nothing.
    """
    needed = {d.to.rpartition("/")[2] for e in context.scope.entries for d in getattr(e.document, "dependencies", ())}
    for index, measure in enumerate(mission.measures):
        waits = measure.needed_by is not None and measure.status not in DONE_MEASURE
        if waits and not measure.blocks and measure.id not in needed:
            yield Gap("measures", index, "blocks", measure=measure.id)


@rule("overlapping-missions", on=Register, severity=Severity.HINT, share=50)
def overlapping_missions(register: Register, context: Context) -> Iterator[Gap]:
    """Two missions that share most of their projects may be one; only pairs that share any are compared.

    A mission that has ended may well have left its projects to the next.
    """
    living = {id_: s for id_, s in context.scopes.items() if MATURITY[s.mission.status] != ENDED}
    shared: Counter[tuple[str, str]] = Counter()
    members: dict[str, list[str]] = {}
    for id_, scope in living.items():
        for project in scope.projects:
            members.setdefault(project.id, []).append(id_)
    for missions in members.values():
        ordered = sorted(missions)
        shared.update((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :])
    for (first, second), count in sorted(shared.items()):
        smaller = min(len(living[first].projects), len(living[second].projects))
        share = Decimal(100 * count) / smaller
        if share > context.limit("share") and smaller > 1:
            related = (Related(living[first].entry.place(("id",)), "declared-here"),)
            entry, percent = living[second].entry, round(share)
            yield Gap(entry=entry, related=related, mission=second, other=first, count=count, share=percent)


@rule("illustration-mixed-in", on=Register, severity=Severity.ERROR)
def illustration_mixed_in(register: Register, context: Context) -> Iterator[Gap]:
    """An example stands only among examples: never in a real mission, nor in a real portfolio."""
    for entry in register.entries:
        document = entry.document
        if isinstance(document, Project) and document.illustrative:
            for index, id_ in enumerate(document.missions):
                if _is_real(id_, register):
                    yield Gap("missions", index, entry=entry, project=document.id, mission=id_)
        elif isinstance(document, Portfolio):
            yield from _mixed_portfolio(document, entry, register)


def _mixed_portfolio(portfolio: Portfolio, entry: Entry, register: Register) -> Iterator[Gap]:
    mission = portfolio.mission or ""
    if portfolio.illustrative and _is_real(mission, register):
        yield Gap("mission", entry=entry, case="portfolio", portfolio=portfolio.id, mission=mission)
    if portfolio.illustrative or not _is_real(mission, register):
        return
    for index, id_ in enumerate(portfolio.projects):
        project = register.projects.get(id_)
        if project and project.illustrative and mission not in project.missions:
            yield Gap("projects", index, entry=entry, case="listed", project=id_, portfolio=portfolio.id)


def _is_real(id_: str, register: Register) -> bool:
    mission = register.missions.get(id_)
    return mission is not None and mission.status != "illustrative"
