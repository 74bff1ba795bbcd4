"""Criterion 5, multiple, bottom-up solutions: several paths, ideas from below, and the will to stop."""

from collections.abc import Iterator

from missionkit.codelist import Label
from missionkit.finding import Severity
from missionkit.model import Mission, Project
from missionkit.register import Register
from missionkit.rules.rule import DRAFT, ONCE_DRAFTED, Context, Gap, Inside, rule
from missionkit.scope import STOPPED, project_budgets, years_between

FROM_BELOW = ("bottom_up", "call", "citizen", "municipal")
LIVING = (None, "proposed", "active", "paused")


@rule("one-path", on=Mission, severity=ONCE_DRAFTED)
def one_path(mission: Mission, context: Context) -> Iterator[Gap]:
    """At least two pathways lead towards the goal, each with a project on it.

    A path that was given up counts, as it was tried; a project cancelled before it began tried nothing. A draft
    without any project has that gap to tell (missing-projects), not this one.
    """
    scope, count = context.scope, len(mission.pathways)
    tried = sum(1 for path in mission.pathways if any(p.status != "cancelled" for p in scope.on_pathway(path.id)))
    if count < 2:
        yield Gap("pathways", case="" if count else "none")
    elif tried < 2 and (scope.projects or context.maturity != DRAFT):
        yield Gap("pathways", case="projects", count=tried, total=count)


@rule("few-paths", on=Mission, severity=Severity.HINT, paths=3)
def few_paths(mission: Mission, context: Context) -> Iterator[Gap]:
    """Three pathways spread the risk; fewer than two is told by one-path."""
    count = len(mission.pathways)
    if 2 <= count < context.limit("paths"):
        yield Gap("pathways", count=count, limit=context.limit("paths"))


@rule("one-technology", on=Mission, severity=Severity.WARNING)
def one_technology(mission: Mission, context: Context) -> Iterator[Gap]:
    """Projects do not all rest on the same technology; capital letters make no difference.

    Told only where each project names a technology: one without may have found another way.
    """
    named = [{t.casefold(): t for t in p.technologies} for p in context.scope.projects]
    if len(named) < 2 or not all(named):
        return
    shared = set(named[0]).intersection(*named[1:])
    if shared:
        yield Gap(technology=named[0][min(shared)], count=len(named))


@rule("empty-pathway", on=Mission, severity=Severity.WARNING)
def empty_pathway(mission: Mission, context: Context) -> Iterator[Gap]:
    """Every living pathway has a project that was not stopped; without any project at all that is the gap to tell."""
    for index, pathway in enumerate(mission.pathways):
        projects = context.scope.on_pathway(pathway.id)
        alive = any(p.status not in STOPPED for p in projects)
        if context.scope.projects and pathway.status in LIVING and not alive:
            yield Gap("pathways", index, case="stopped" if projects else "", pathway=pathway.id)


@rule("missing-hypothesis", on=Mission, severity=Severity.WARNING)
def missing_hypothesis(mission: Mission, context: Context) -> Iterator[Gap]:
    """Every living pathway says why it should work: if we …, then …, because …."""
    for index, pathway in enumerate(mission.pathways):
        if pathway.hypothesis is None and pathway.status in LIVING:
            yield Gap("pathways", index, "hypothesis", pathway=pathway.id)


@rule("dominant-path", on=Mission, severity=Severity.HINT, share=70)
def dominant_path(mission: Mission, context: Context) -> Iterator[Gap]:
    """No pathway holds nearly all the money of the projects; fewer than two in use is told by one-path.

    Told only where every project on a pathway has a budget in the same currency, so that shares can be compared.
    """
    paths = [context.scope.on_pathway(pathway.id) for pathway in mission.pathways]
    placed = {project.id for path in paths for project in path}
    if sum(1 for path in paths if path) < 2:
        return
    for currency, budgets in project_budgets(context.scope.projects).items():
        if not placed <= budgets.keys():
            continue
        for index, pathway in enumerate(mission.pathways):
            held = sum(budgets[p.id] for p in paths[index])
            share = round(100 * held / sum(budgets.values()))
            if share > context.limit("share"):
                yield Gap("pathways", index, pathway=pathway.id, share=share, currency=currency)


@rule("top-down-only", on=Mission, severity=Severity.WARNING)
def top_down_only(mission: Mission, context: Context) -> Iterator[Gap]:
    """Some projects come from below: from a call, from citizens, from municipalities.

    Where no project says where it came from, missing-origin tells so for each.
    """
    origins = [p.origin for p in context.scope.projects if p.origin]
    if origins and not any(origin in FROM_BELOW for origin in origins):
        yield Gap(count=len(origins))


@rule("missing-origin", on=Register, severity=Severity.HINT)
def missing_origin(register: Register, context: Context) -> Iterator[Gap]:
    """A project says where its idea came from; told of those in a mission, by their own word or a portfolio's.

    The idea of an illustrative project came from whoever wrote the example.
    """
    listed = {id_ for p in register.portfolios.values() for id_ in p.projects}
    for entry in register.entries:
        project = entry.document
        if not isinstance(project, Project) or project.origin is not None or project.illustrative:
            continue
        if project.missions or project.id in listed:
            yield Gap("origin", entry=entry, project=project.id)


@rule("target-on-one-project", on=Mission, severity=Severity.WARNING)
def target_on_one_project(mission: Mission, context: Context) -> Iterator[Gap]:
    """A target does not hang on a single project; one without any is told by target-without-project.

    A mission that has only one project hears that from project-in-disguise.
    """
    if len(context.scope.projects) < 2:
        return
    for index, target in enumerate(mission.targets):
        contributors = [p for p in context.scope.contributors[target.id] if p.status not in STOPPED]
        if len(contributors) == 1 and target.achieved is None:
            yield Gap("targets", index, target=target.id, project=contributors[0].id)


@rule("nothing-stopped", on=Mission, severity=Severity.HINT, years=3, projects=6)
def nothing_stopped(mission: Mission, context: Context) -> Iterator[Gap]:
    """A portfolio some years old has stopped or changed something, or else nothing was an experiment.

    Its age counts from the portfolio's start, else from the mission's, else from the first project's.
    """
    scope = context.scope
    if len(scope.projects) < context.limit("projects"):
        return
    starts = [p.start for p in scope.portfolios if p.start] or [s for s in [mission.start] if s]
    starts = starts or [p.start for p in scope.projects if p.start]
    if not starts:
        return
    age = years_between(min(s.first for s in starts), context.today)
    changed = any(p.status in STOPPED for p in scope.projects)
    changed = changed or any(e.decision in ("adapt", "stop") for e in scope.experiments)
    changed = changed or any(p.status == "stopped" for p in mission.pathways)
    if age > context.limit("years") and not changed:
        yield Gap(count=len(scope.projects), years=int(age))


@rule("stopped-without-learning", on=Project, severity=Severity.WARNING)
def stopped_without_learning(project: Project, inside: Inside) -> Iterator[Gap]:
    """A project that was stopped says what others can learn from it; it may say so in its experiments."""
    told = project.learning is not None or any(e.learning for e in project.experiments)
    if project.status in STOPPED and not told:
        yield Gap("learning", project=project.id, status=Label("project-status", project.status))


@rule("missing-entry-point", on=Mission, severity=Severity.HINT)
def missing_entry_point(mission: Mission, context: Context) -> Iterator[Gap]:
    """A running mission shows others the way in, and some door is still open."""
    if mission.status != "running":
        return
    points = (*mission.entry_points, *(e for p in context.scope.portfolios for e in p.entry_points))
    if not points:
        yield Gap("entry_points")
    elif all(e.deadline and e.deadline.last < context.today for e in points):
        yield Gap("entry_points", case="closed")


@rule("one-facet", on=Mission, severity=Severity.HINT, projects=3)
def one_facet(mission: Mission, context: Context) -> Iterator[Gap]:
    """Projects are not all of one innovation facet; told from three projects with a facet on."""
    facets = [p.facet for p in context.scope.projects if p.facet]
    if len(facets) >= context.limit("projects") and len(set(facets)) == 1:
        yield Gap(facet=Label("facet", facets[0]), count=len(facets))


@rule("piecemeal-portfolio", on=Mission, severity=Severity.HINT, projects=10)
def piecemeal_portfolio(mission: Mission, context: Context) -> Iterator[Gap]:
    """Many projects are tied together: one helps several targets, depends on something or shares a measure."""
    scope = context.scope
    if len(scope.projects) <= context.limit("projects"):
        return
    tied = any(len(p.contributes_to) > 1 or p.dependencies for p in scope.projects)
    tied = tied or any(len(m.blocks) > 1 for m in scope.measures)
    tied = tied or bool(mission.dependencies) or any(p.dependencies for p in scope.portfolios)
    if not tied:
        yield Gap(count=len(scope.projects))
