"""Criterion 3, ambitious but realistic research and innovation: the whole chain, experiments, risk and pace."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from missionkit.finding import Severity
from missionkit.model import Mission, Project
from missionkit.model.base import Experiment
from missionkit.model.mission import Target
from missionkit.model.project import ReadinessLevel
from missionkit.rules.directed import goal_value
from missionkit.rules.rule import COMMITTED, Context, Gap, rule
from missionkit.scope import latest_value, years_between

ENDED_EXPERIMENT = ("completed", "stopped")


@rule("missing-knowledge-gap", on=Mission, severity=Severity.WARNING)
def missing_knowledge_gap(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission knows what nobody knows yet; without a knowledge gap it needs no research."""
    if not mission.knowledge_gaps:
        yield Gap("knowledge_gaps")


@rule("thin-chain", on=Mission, severity=Severity.WARNING, stages=2)
def thin_chain(mission: Mission, context: Context) -> Iterator[Gap]:
    """Projects cover several stages of the innovation chain; one stage is an error once committed.

    A mission without projects has that gap to tell (project-in-disguise), not this one.
    """
    projects = context.scope.projects
    stages = {p.chain_stage for p in projects if p.chain_stage}
    if projects and len(stages) < context.limit("stages"):
        severity = Severity.ERROR if stages and context.maturity == COMMITTED else None
        yield Gap(case="" if stages else "none", count=len(stages), limit=context.limit("stages"), severity=severity)


@rule("missing-implementation", on=Mission, severity=Severity.WARNING)
def missing_implementation(mission: Mission, context: Context) -> Iterator[Gap]:
    """Something is put to use: a project at the stage of implementation, or an implementation measure."""
    scope = context.scope
    in_projects = any(p.chain_stage == "implementation" or p.phase == "realisation" for p in scope.projects)
    if scope.projects and not in_projects and not any(m.kind == "implementation" for m in scope.measures):
        yield Gap("measures")


@rule("technology-only", on=Mission, severity=Severity.WARNING)
def technology_only(mission: Mission, context: Context) -> Iterator[Gap]:
    """Not every project is technology: behaviour, organisation, law and services change society too.

    Judged only where every project says what kind of solution it works on.
    """
    scope = context.scope
    kinds = [set(p.solution_kinds) for p in scope.projects]
    other_measures = any(m.kind in ("regulatory_change", "organisation", "competence") for m in scope.measures)
    if kinds and all(k == {"technology"} for k in kinds) and not other_measures:
        yield Gap(count=len(kinds))


@rule("missing-experiment", on=Mission, severity=Severity.WARNING)
def missing_experiment(mission: Mission, context: Context) -> Iterator[Gap]:
    """At least one hypothesis is tested, in the mission, its portfolios or its projects.

    What a single experiment lacks besides its hypothesis is told by open-ended-experiment.
    """
    experiments = context.scope.experiments
    if not experiments:
        yield Gap("experiments")
    elif not any(e.hypothesis for e in experiments):
        yield Gap("experiments", case="hypothesis")


@rule("open-ended-experiment", on=Experiment, severity=Severity.WARNING)
def open_ended_experiment(experiment: Experiment, context: Context) -> Iterator[Gap]:
    """An experiment has an end and a criterion of success; one that has ended needs no end date."""
    if experiment.success_criterion is None:
        yield Gap("success_criterion", experiment=experiment.id)
    if experiment.end is None and experiment.status not in ENDED_EXPERIMENT:
        yield Gap("end", case="end", experiment=experiment.id)


@rule("experiment-without-learning", on=Experiment, severity=Severity.WARNING)
def experiment_without_learning(experiment: Experiment, context: Context) -> Iterator[Gap]:
    """An experiment that has ended has a result, and a decision on it."""
    over = experiment.end is not None and experiment.end.last < context.today
    if experiment.status in ENDED_EXPERIMENT or (over and experiment.status is None):
        if experiment.result is None:
            yield Gap("result", experiment=experiment.id)
        elif experiment.decision is None:
            yield Gap("decision", case="decision", experiment=experiment.id)


@rule("invalid-readiness-level", on=ReadinessLevel, severity=Severity.ERROR)
def invalid_readiness_level(level: ReadinessLevel, context: Context) -> Iterator[Gap]:
    """Technology readiness levels run from 1 to 9, and never fall from start over current to goal."""
    steps = [(name, value) for name in ("start", "current", "goal") if (value := getattr(level, name)) is not None]
    for name, value in steps:
        if not 1 <= value <= 9:
            yield Gap(name, value=value)
            return
    for (before, low), (after, high) in pairwise(steps):
        if high < low:
            yield Gap(after, case="order", field=after, value=high, other=before, other_value=low)


@rule("narrow-readiness", on=Mission, severity=Severity.HINT, projects=4, levels=2)
def narrow_readiness(mission: Mission, context: Context) -> Iterator[Gap]:
    """Technology projects stand at different levels of readiness, where there are enough of them to tell."""
    levels = [p.trl.current or p.trl.start for p in context.scope.projects if p.trl]
    known = [level for level in levels if level]
    if len(known) >= context.limit("projects") and max(known) - min(known) < context.limit("levels"):
        yield Gap(low=min(known), high=max(known), count=len(known))


@rule("readiness-of-service", on=Project, severity=Severity.HINT)
def readiness_of_service(project: Project, context: Context) -> Iterator[Gap]:
    """Technology readiness measures technology; a service or an organisation has none."""
    if project.trl and project.solution_kinds and "technology" not in project.solution_kinds:
        yield Gap("trl", project=project.id)


@rule("missing-feasibility", on=Mission, severity=Severity.WARNING)
def missing_feasibility(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission says why its goal can be reached in time, and what that rests on."""
    if mission.feasibility is None:
        yield Gap("feasibility")
    elif not mission.feasibility.sources:
        yield Gap("feasibility", "sources", case="sources")


@rule("steep-pace", on=Mission, severity=Severity.HINT, factor=2)
def steep_pace(mission: Mission, context: Context) -> Iterator[Gap]:
    """What remains does not ask for far more each year than the best year so far has given.

    Needs at least two measured values, the baseline among them, and one that went the right way.
    """
    for index, target in enumerate(mission.targets):
        deadline = target.deadline or mission.deadline
        goal = goal_value(target)
        latest = latest_value(target, context.today)
        if goal is None or deadline is None or latest is None or not target.observations:
            continue
        left = years_between(max(latest[0], context.today), deadline.last)
        best = _best_pace(target, rising=goal > latest[1])
        if left <= 0 or best is None or best <= 0:
            continue
        needed = abs(goal - latest[1]) / left
        if needed > context.limit("factor") * best:
            yield Gap("targets", index, "value", target=target.id, needed=round(needed, 2), best=round(best, 2))


def _best_pace(target: Target, rising: bool) -> Decimal | None:
    points = [(o.date.last, o.value) for o in target.observations]
    baseline = target.baseline
    if baseline and baseline.date and baseline.value is not None:
        points.append((baseline.date.last, baseline.value))
    best: Decimal | None = None
    for (first, low), (last, high) in pairwise(sorted(points)):
        years = years_between(first, last)
        if years > 0:
            change = (high - low) / years if rising else (low - high) / years
            best = change if best is None else max(best, change)
    return best


@rule("research-without-academia", on=Project, severity=Severity.HINT)
def research_without_academia(project: Project, context: Context) -> Iterator[Gap]:
    """Research has someone from academia in it; told only where the kinds of those taking part are known."""
    if project.chain_stage not in ("basic", "applied"):
        return
    actors = [context.register.actors.get(id_) for id_ in (project.lead or "", *project.partners)]
    kinds = {a.actor_kind for a in actors if a and a.actor_kind}
    if kinds and "academia" not in kinds:
        yield Gap("partners", project=project.id)


@rule("missing-risk", on=Mission, severity=Severity.WARNING)
def missing_risk(mission: Mission, context: Context) -> Iterator[Gap]:
    """An ambitious mission takes risks, and knows them: at least one in the mission or its projects."""
    if not context.scope.risks:
        yield Gap("risks")
