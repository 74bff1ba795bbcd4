"""Coverage: targets without projects, projects without targets, parts that nothing refers to, missions that overlap."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from missionkit.finding import Severity
from missionkit.model import Mission, Project
from missionkit.model.walk import references
from missionkit.register import Register
from missionkit.rules.directed import goal_value
from missionkit.rules.rule import Context, Gap, by_maturity, rule
from missionkit.scope import STOPPED


@rule("target-without-project", on=Mission, severity=by_maturity(draft=Severity.WARNING, committed=Severity.ERROR))
def target_without_project(mission: Mission, context: Context) -> Iterator[Gap]:
    """Every open target has a project that contributes; without any project at all, that is the gap to tell.

    A project that was stopped helps no more.
    """
    for index, target in enumerate(mission.targets):
        helping = [p for p in context.scope.contributors[target.id] if p.status not in STOPPED]
        if context.scope.projects and not helping and target.achieved is None:
            yield Gap("targets", index, target=target.id)


@rule("project-without-target", on=Project, severity=Severity.WARNING)
def project_without_target(project: Project, context: Context) -> Iterator[Gap]:
    """A project contributes to a target of its missions; told only where these have targets."""
    missions = (context.register.missions.get(id_) for id_ in project.missions)
    if not project.contributes_to and any(m.targets for m in missions if m):
        yield Gap("contributes_to", project=project.id)


@rule("project-without-mission", on=Register, severity=Severity.WARNING)
def project_without_mission(register: Register, context: Context) -> Iterator[Gap]:
    """A project belongs to a mission, by its own word or by a portfolio's."""
    listed = {id_ for p in register.portfolios.values() for id_ in p.projects}
    for entry in register.entries:
        project = entry.document
        if isinstance(project, Project) and not project.missions and project.id not in listed:
            yield Gap("missions", entry=entry, project=project.id)


@rule("contribution-without-how", on=Project, severity=Severity.HINT)
def contribution_without_how(project: Project, context: Context) -> Iterator[Gap]:
    """A contribution says how the project moves the target."""
    for index, contribution in enumerate(project.contributes_to):
        if contribution.how is None:
            yield Gap("contributes_to", index, "how", project=project.id, target=contribution.target)


@rule("contributions-too-small", on=Mission, severity=Severity.HINT)
def contributions_too_small(mission: Mission, context: Context) -> Iterator[Gap]:
    """What projects promise in numbers adds up to the way from baseline to target, where all of them promise.

    Contributions never add up cleanly, so this is a hint.
    """
    for index, target in enumerate(mission.targets):
        goal = goal_value(target)
        baseline = target.baseline.value if target.baseline else None
        projects = context.scope.contributors[target.id]
        amounts = [amount for p in projects for amount in _amounts(p, mission.id, target.id)]
        if goal is None or baseline is None or not amounts or len(amounts) < len(projects):
            continue
        promised, wanted = sum((abs(a) for a in amounts), Decimal(0)), abs(goal - baseline)
        if promised < wanted:
            yield Gap("targets", index, target=target.id, promised=promised, wanted=wanted)


def _amounts(project: Project, mission: str, target: str) -> Iterator[Decimal]:
    for contribution in project.contributes_to:
        if contribution.target in (target, f"{mission}/{target}") and contribution.amount is not None:
            yield contribution.amount


@rule("too-many-targets", on=Mission, severity=Severity.HINT, targets=10)
def too_many_targets(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission has few targets, so that all can remember them."""
    if len(mission.targets) > context.limit("targets"):
        yield Gap("targets", count=len(mission.targets), limit=context.limit("targets"))


@rule("unused-document", on=Register, severity=Severity.HINT)
def unused_document(register: Register, context: Context) -> Iterator[Gap]:
    """Actors and sources are there because something refers to them."""
    used = {(kind, v) for e in register.entries for _, ref, v in references(e.document) for kind in ref.kinds}
    for entry in register.entries:
        if entry.kind in ("actor", "source") and (entry.kind, entry.document.id) not in used:
            yield Gap(entry=entry, case=entry.kind, id=entry.document.id)


@rule("unused-part", on=Mission, severity=Severity.HINT)
def unused_part(mission: Mission, context: Context) -> Iterator[Gap]:
    """A measure with a date says what cannot go on without it; otherwise nobody knows what is late."""
    for index, measure in enumerate(mission.measures):
        if not measure.blocks and measure.needed_by is not None:
            yield Gap("measures", index, "blocks", measure=measure.id)


@rule("overlapping-missions", on=Register, severity=Severity.HINT, share=50)
def overlapping_missions(register: Register, context: Context) -> Iterator[Gap]:
    """Two missions that share most of their projects may be one; only pairs that share any are compared."""
    shared: Counter[tuple[str, str]] = Counter()
    sizes = {id_: len(scope.projects) for id_, scope in context.scopes.items()}
    members: dict[str, list[str]] = {}
    for id_, scope in context.scopes.items():
        for project in scope.projects:
            members.setdefault(project.id, []).append(id_)
    for missions in members.values():
        ordered = sorted(missions)
        shared.update((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :])
    for (first, second), count in sorted(shared.items()):
        smaller = min(sizes[first], sizes[second])
        share = 100 * count / smaller
        entry = register.entry("mission", second)
        if share > context.limit("share") and smaller > 1 and entry:
            yield Gap(entry=entry, mission=second, other=first, count=count, share=round(share))


@rule("illustration-mixed-in", on=Project, severity=Severity.ERROR)
def illustration_mixed_in(project: Project, context: Context) -> Iterator[Gap]:
    """An example stands only among examples: never in a real mission."""
    if not project.illustrative:
        return
    for index, id_ in enumerate(project.missions):
        mission = context.register.missions.get(id_)
        if mission and mission.status != "illustrative":
            yield Gap("missions", index, project=project.id, mission=id_)
