"""Criterion 3, ambitious but realistic research and innovation: the whole chain, experiments, risk and pace."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from missionkit.codelist import Label
from missionkit.finding import Severity
from missionkit.model import Mission, Project
from missionkit.model.base import Experiment, Measure
from missionkit.model.mission import Target
from missionkit.model.project import ReadinessLevel
from missionkit.rules.directed import goal_value
from missionkit.rules.rule import COMMITTED, Context, Gap, Inside, rule
from missionkit.scope import STOPPED, years_between
from missionkit.values import PartialDate

ENDED_EXPERIMENT = ("completed", "stopped")
CHAIN = ("basic", "applied", "development", "implementation")


def _living(context: Context) -> tuple[Project, ...]:
    """Return the mission's projects but those stopped or cancelled, which carry nothing any more."""
    return tuple(p for p in context.scope.projects if p.status not in STOPPED)


def _kept(context: Context) -> tuple[Measure, ...]:
    return tuple(m for m in context.scope.measures if m.status != "dropped")


@rule("missing-knowledge-gap", on=Mission, severity=Severity.WARNING)
def missing_knowledge_gap(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission knows what nobody knows yet; without a knowledge gap it needs no research."""
    if not mission.knowledge_gaps:
        yield Gap("knowledge_gaps")


@rule("thin-chain", on=Mission, severity=Severity.WARNING, stages=2)
def thin_chain(mission: Mission, context: Context) -> Iterator[Gap]:
    """Projects cover several stages of the innovation chain; one stage is an error once committed.

    It is an error only where every project tells its stage: one that does not may well be at another. Projects
    that were stopped cover nothing. A mission without projects has that gap to tell (missing-projects).
    """
    projects, limit = _living(context), context.limit("stages")
    found = {p.chain_stage for p in projects}
    stages = tuple(Label("chain-stage", stage) for stage in CHAIN if stage in found)
    if projects and len(stages) < limit:
        sure = len(stages) == 1 and None not in found and context.maturity == COMMITTED
        severity = Severity.ERROR if sure else None
        yield Gap(case="" if stages else "none", stages=stages, limit=limit, severity=severity)


@rule("missing-implementation", on=Mission, severity=Severity.WARNING)
def missing_implementation(mission: Mission, context: Context) -> Iterator[Gap]:
    """Something is put to use: a project that implements or realises, a measure for it, or a thing already in use.

    Projects that were stopped and measures that were dropped put nothing to use. A mission without projects has
    that gap to tell, and where no project gives its stage, that is what is missing.
    """
    projects = _living(context)
    in_projects = any(p.chain_stage == "implementation" or p.phase == "realisation" for p in projects)
    in_use = any(d.in_use for p in projects for d in p.deliverables)
    measures = any(m.kind == "implementation" or m.status == "in_force" for m in _kept(context))
    staged = any(p.chain_stage or p.phase for p in projects)
    if staged and not (in_projects or in_use or measures):
        yield Gap("measures")


@rule("technology-only", on=Mission, severity=Severity.WARNING)
def technology_only(mission: Mission, context: Context) -> Iterator[Gap]:
    """Not every project is technology: behaviour, organisation, law and services change society too.

    Judged only where every project that was not stopped says what kind of solution it works on.
    """
    kinds = [set(p.solution_kinds) for p in _living(context)]
    other_measures = any(m.kind in ("regulatory_change", "organisation", "competence") for m in _kept(context))
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
def open_ended_experiment(experiment: Experiment, inside: Inside) -> Iterator[Gap]:
    """An experiment has an end and a criterion of success; one that has ended or been decided on needs no end date."""
    if experiment.success_criterion is None:
        yield Gap("success_criterion", experiment=experiment.id)
    over = experiment.status in ENDED_EXPERIMENT or experiment.decision is not None
    if experiment.end is None and not over:
        yield Gap("end", case="end", experiment=experiment.id)


@rule("experiment-without-learning", on=Experiment, severity=Severity.WARNING)
def experiment_without_learning(experiment: Experiment, inside: Inside) -> Iterator[Gap]:
    """An experiment that has ended has a result, and a decision on it.

    One whose last day has passed while its status says that it is planned or running has a result, or a new end.
    """
    end = experiment.end
    over = end is not None and inside.clock.passed(end.last)
    if experiment.status in ENDED_EXPERIMENT or (over and experiment.status is None):
        if experiment.result is None:
            yield Gap("result", experiment=experiment.id)
        elif experiment.decision is None:
            yield Gap("decision", case="decision", experiment=experiment.id)
    elif over and experiment.result is None:
        yield Gap("end", case="overdue", experiment=experiment.id, day=end)


@rule("invalid-readiness-level", on=ReadinessLevel, severity=Severity.ERROR)
def invalid_readiness_level(level: ReadinessLevel, inside: Inside) -> Iterator[Gap]:
    """Technology readiness levels run from 1 to 9; the one now and the goal are not below the one at the start.

    A project that has come further than its goal has a goal too low: good news, so only a warning.
    """
    steps = {name: value for name in ("start", "current", "goal") if (value := getattr(level, name)) is not None}
    outside = {name: value for name, value in steps.items() if not 1 <= value <= 9}
    for name, value in outside.items():
        yield Gap(name, value=value)
    if outside:
        return
    low = [name for name, value in steps.items() if value < steps.get("start", value)]
    for name in low:
        yield Gap(name, case="order", value=steps[name], start=steps["start"])
    current, goal = steps.get("current"), steps.get("goal")
    if not low and current is not None and goal is not None and goal < current:
        yield Gap("goal", case="passed", severity=Severity.WARNING, value=goal, current=current)


@rule("narrow-readiness", on=Mission, severity=Severity.HINT, projects=4, levels=2)
def narrow_readiness(mission: Mission, context: Context) -> Iterator[Gap]:
    """Technology projects stand at different levels of readiness, where there are enough of them to tell."""
    levels = [p.trl.current or p.trl.start for p in _living(context) if p.trl]
    known = [level for level in levels if level]
    if known and len(known) >= context.limit("projects") and max(known) - min(known) < context.limit("levels"):
        low, high = min(known), max(known)
        yield Gap(case="same" if low == high else "", low=low, high=high, count=len(known))


@rule("readiness-of-service", on=Project, severity=Severity.HINT)
def readiness_of_service(project: Project, inside: Inside) -> Iterator[Gap]:
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

    Needs at least two measured values, the baseline among them, and one that went the right way. The time left
    counts from the newest value: what has happened since nobody knows yet. A target that was reached or should
    be kept asks for no pace, and one whose deadline has passed is told by missed-target.
    """
    for index, target in enumerate(mission.targets):
        pace = _pace(target, target.deadline or mission.deadline, context.today)
        if pace and pace[0] > context.limit("factor") * pace[1]:
            needed, best = _rounded(pace[0]), _rounded(pace[1])
            yield Gap("targets", index, "value", target=target.id, needed=needed, best=best)


def _pace(target: Target, deadline: PartialDate | None, today: date) -> tuple[Decimal, Decimal] | None:
    """Return the change each year that the target needs from now on, and the best there has been."""
    goal, points = goal_value(target), _points(target, today)
    if goal is None or deadline is None or deadline.last < today or len(points) < 2:
        return None
    if target.achieved is not None or target.direction == "maintain":
        return None
    baseline = target.baseline.value if target.baseline else None
    way = 1 if goal > (points[0][1] if baseline is None else baseline) else -1
    last, newest = points[-1]
    remaining, left = way * (goal - newest), years_between(last, deadline.last)
    best = max(way * change for change in _yearly(points))
    return (remaining / left, best) if remaining > 0 and left > 0 and best > 0 else None


def _points(target: Target, today: date) -> list[tuple[date, Decimal]]:
    """Return the baseline and the values measured up to today, oldest first."""
    points = [(o.date.last, o.value) for o in target.observations if o.date.first <= today]
    baseline = target.baseline
    if points and baseline and baseline.date and baseline.value is not None:
        points.append((baseline.date.last, baseline.value))
    return sorted(points)


def _yearly(points: list[tuple[date, Decimal]]) -> Iterator[Decimal]:
    for (first, before), (last, after) in pairwise(points):
        years = years_between(first, last)
        yield (after - before) / years if years > 0 else Decimal(0)


def _rounded(value: Decimal) -> Decimal:
    """Return a number with three digits that count, for people to compare."""
    return Decimal(f"{value:.3g}")


@rule("research-without-academia", on=Project, severity=Severity.HINT)
def research_without_academia(project: Project, context: Context) -> Iterator[Gap]:
    """Research has someone from academia in it; told only where the kinds of all who take part are known."""
    if project.chain_stage not in ("basic", "applied"):
        return
    actors = [context.register.actors.get(id_) for id_ in (project.lead, *project.partners) if id_]
    kinds = {actor.actor_kind if actor else None for actor in actors}
    if kinds and not kinds & {"academia", None}:
        yield Gap("partners", project=project.id)


@rule("missing-risk", on=Mission, severity=Severity.WARNING)
def missing_risk(mission: Mission, context: Context) -> Iterator[Gap]:
    """An ambitious mission takes risks, and knows them: at least one in the mission, its portfolios or its projects."""
    if not context.scope.risks:
        yield Gap("risks")
