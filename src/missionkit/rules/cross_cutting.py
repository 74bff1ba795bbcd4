"""Criterion 4, across disciplines, sectors and actors: not only names, but work, money and a body that coordinates."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from missionkit.codelist import SECTOR_LISTS, Label
from missionkit.finding import Severity
from missionkit.model import Mission, Portfolio, Project
from missionkit.rules.rule import ONCE_DRAFTED, Context, Gap, rule
from missionkit.scope import project_budgets

HELIX = ("academia", "private", "public", "civil_society")
SOCIAL_FIELDS = ("5", "6")


@rule("one-sector", on=Mission, severity=ONCE_DRAFTED, sectors=2)
def one_sector(mission: Mission, context: Context) -> Iterator[Gap]:
    """Mission, projects and actors together span two sectors at least; codes of one list are counted."""
    count = context.scope.sector_count
    if count < context.limit("sectors"):
        yield Gap("sectors", case="" if count else "none", count=count, limit=context.limit("sectors"))


@rule("few-sectors", on=Mission, severity=Severity.HINT, sectors=3)
def few_sectors(mission: Mission, context: Context) -> Iterator[Gap]:
    """Three sectors are common in practice; fewer than two is told by one-sector."""
    count = context.scope.sector_count
    if 2 <= count < context.limit("sectors"):
        yield Gap("sectors", count=count, limit=context.limit("sectors"))


@rule("one-actor-kind", on=Mission, severity=ONCE_DRAFTED)
def one_actor_kind(mission: Mission, context: Context) -> Iterator[Gap]:
    """At least two of academia, private, public sector and civil society take part."""
    kinds = _kinds(context)
    if len(kinds) < 2:
        yield Gap("actors", case="" if kinds else "none", kinds=_labels(kinds))


@rule("incomplete-helix", on=Mission, severity=Severity.HINT)
def incomplete_helix(mission: Mission, context: Context) -> Iterator[Gap]:
    """All four kinds of actors take part: a hint if one is missing, a warning if two are."""
    kinds = _kinds(context)
    missing = [kind for kind in HELIX if kind not in kinds]
    if len(kinds) >= 2 and missing:
        severity = Severity.WARNING if len(missing) > 1 else None
        yield Gap("actors", missing=_labels(missing), severity=severity)


def _kinds(context: Context) -> list[str]:
    """Return which of the four kinds take part; kinds that a register adds are not among them."""
    return [kind for kind in HELIX if kind in context.scope.actor_kinds]


def _labels(kinds: list[str]) -> tuple[Label, ...]:
    return tuple(Label("actor-kind", kind) for kind in kinds)


@rule("missing-end-users", on=Mission, severity=Severity.WARNING)
def missing_end_users(mission: Mission, context: Context) -> Iterator[Gap]:
    """End users take part: as an actor, in a support measure, in a project, or through an affected group."""
    scope = context.scope
    as_actor = any(a.role == "end_user" for a in mission.actors)
    as_measure = any(m.kind == "end_user_involvement" for m in scope.measures)
    in_project = any(p.user_involvement for p in scope.projects)
    if not (as_actor or as_measure or in_project or any(e.affected_groups for e in mission.engagement)):
        yield Gap("actors")


@rule("one-discipline", on=Mission, severity=Severity.WARNING)
def one_discipline(mission: Mission, context: Context) -> Iterator[Gap]:
    """At least two major fields of research are needed."""
    majors = {code.split(".")[0] for code in context.scope.disciplines}
    if not majors:
        yield Gap("disciplines", case="none")
    elif len(majors) == 1:
        yield Gap("disciplines", field=Label("ford", min(majors)))


@rule("missing-social-sciences", on=Mission, severity=Severity.HINT)
def missing_social_sciences(mission: Mission, context: Context) -> Iterator[Gap]:
    """People change, not only technology: social sciences or humanities are among the disciplines."""
    majors = {code.split(".")[0] for code in context.scope.disciplines}
    if len(majors) >= 2 and not majors & set(SOCIAL_FIELDS):
        yield Gap("disciplines")


@rule("discipline-on-paper", on=Mission, severity=Severity.HINT)
def discipline_on_paper(mission: Mission, context: Context) -> Iterator[Gap]:
    """A discipline of the mission is used by a project; told only where projects name disciplines."""
    used = {code for p in context.scope.projects for code in p.disciplines}
    for index, code in enumerate(mission.disciplines):
        kin = any(code == u or u.startswith(f"{code}.") or code.startswith(f"{u}.") for u in used)
        if used and not kin:
            yield Gap("disciplines", index, discipline=Label("ford", code))


@rule("idle-actor", on=Mission, severity=Severity.WARNING)
def idle_actor(mission: Mission, context: Context) -> Iterator[Gap]:
    """An actor of the mission does something in it: in a project, a measure, a target, the body or another task.

    Only partners and leads are asked; owners, funders, end users, regulators and others have their part by their role.
    An actor that is a role (teachers) and no organisation takes part through those who hold it. Before there are
    projects nobody can be idle.
    """
    if not context.scope.projects:
        return
    working = context.scope.working_actors | _with_a_task(mission, context)
    for index, actor in enumerate(mission.actors):
        asked = actor.role in (None, "partner", "lead") and actor.ref != mission.owner
        if asked and actor.ref not in working and not _is_role(actor.ref, context):
            yield Gap("actors", index, actor=actor.ref)


def _is_role(actor: str, context: Context) -> bool:
    found = context.register.actors.get(actor)
    return bool(found and found.role_only)


def _with_a_task(mission: Mission, context: Context) -> set[str]:
    """Return the ids of those who look into a knowledge gap, or own a portfolio, a risk or a benefit."""
    scope = context.scope
    owners = {portfolio.owner for portfolio in scope.portfolios} | {risk.owner for risk in scope.risks}
    owners |= {benefit.owner for project in scope.projects for benefit in project.benefits}
    return {id_ for id_ in owners if id_} | {id_ for gap in mission.knowledge_gaps for id_ in gap.worked_on_by}


@rule("missing-contribution", on=Mission, severity=Severity.HINT)
def missing_contribution(mission: Mission, context: Context) -> Iterator[Gap]:
    """An actor has said what it brings; for owners and funders that is a warning.

    End users are asked to take part, not to contribute, and suppliers are paid. Money in a budget is a contribution,
    unless it is only applied for. A role (teachers) cannot commit anything.
    """
    payers = _payers(mission, context)
    for index, actor in enumerate(mission.actors):
        said = actor.contribution is not None or actor.contribution_kinds or actor.ref in payers
        if said or actor.role in ("end_user", "supplier") or _is_role(actor.ref, context):
            continue
        severity = Severity.WARNING if actor.role in ("owner", "funder") else None
        yield Gap("actors", index, "contribution", actor=actor.ref, severity=severity)


def _payers(mission: Mission, context: Context) -> set[str]:
    """Return the ids of those whose money stands in a budget of the mission, and is not only applied for."""
    documents: tuple[Mission | Portfolio | Project, ...] = (mission, *context.scope.portfolios, *context.scope.projects)
    lines = (line for document in documents if document.budget for line in document.budget.lines)
    return {line.funder for line in lines if line.funder and line.certainty != "applied"}


@rule("one-lead", on=Mission, severity=Severity.WARNING, share=60, projects=3)
def one_lead(mission: Mission, context: Context) -> Iterator[Gap]:
    """No actor leads nearly all projects; told from three led projects on."""
    leads = Counter(p.lead for p in context.scope.projects if p.lead)
    if not leads or leads.total() < context.limit("projects"):
        return
    lead, count = max(leads.items(), key=lambda item: (item[1], item[0]))
    share = round(100 * count / leads.total())
    if share > context.limit("share"):
        yield Gap(actor=lead, share=share, count=count, total=leads.total())


@rule("sector-concentration", on=Mission, severity=Severity.WARNING, share=60, projects=5)
def sector_concentration(mission: Mission, context: Context) -> Iterator[Gap]:
    """No sector holds most of the projects, or of the money, for itself.

    A project of several sectors reaches across them already, and is held by none.
    """
    projects = [p for p in context.scope.projects if p.sectors]
    alone = Counter(p.sectors[0] for p in projects if len(set(p.sectors)) == 1)
    if len(projects) < context.limit("projects") or not alone:
        return
    code, count = max(alone.items(), key=lambda item: (item[1], item[0]))
    share = round(100 * count / len(projects))
    if share > context.limit("share"):
        yield Gap(sector=_sector(code), share=share, count=count, total=len(projects))
        return
    yield from _money_in_one_sector(projects, context)


def _money_in_one_sector(projects: list[Project], context: Context) -> Iterator[Gap]:
    single = {p.id: p.sectors[0] for p in projects if len(set(p.sectors)) == 1}
    for currency, budgets in project_budgets(projects).items():
        money: dict[str, Decimal] = {}
        for project, amount in budgets.items():
            if project in single:
                money[single[project]] = money.get(single[project], Decimal(0)) + amount
        if len(budgets) < context.limit("projects") or not money:
            continue
        code = max(money, key=lambda c: (money[c], c))
        share = round(100 * money[code] / sum(budgets.values()))
        if share > context.limit("share"):
            yield Gap(case="budget", sector=_sector(code), share=share, currency=currency)


def _sector(code: str) -> Label | str:
    """Return what to call a sector; one of a register's own lists has no label here."""
    prefix, colon, rest = code.partition(":")
    if not colon:
        return Label(SECTOR_LISTS[0], code)
    return Label(prefix, rest) if prefix in SECTOR_LISTS else code


@rule("one-level", on=Mission, severity=Severity.HINT)
def one_level(mission: Mission, context: Context) -> Iterator[Gap]:
    """Public actors come from more than one administrative level."""
    levels = [a.level for a in context.scope.actors if a.actor_kind == "public" and a.level]
    if len(levels) > 1 and len(set(levels)) == 1:
        yield Gap("actors", level=Label("admin-level", levels[0]), count=len(levels))


@rule("same-kind-projects", on=Mission, severity=Severity.HINT, share=50)
def same_kind_projects(mission: Mission, context: Context) -> Iterator[Gap]:
    """Projects themselves bring different kinds of actors together; told where two projects or more can be judged.

    A project cannot be judged as long as an actor whose kind is unknown could be of another kind.
    """
    actors = context.register.actors
    judged = same = 0
    for project in context.scope.projects:
        found = [actors.get(id_) for id_ in (project.lead, *project.partners) if id_]
        kinds = {a.actor_kind if a else None for a in found}
        mixed = len(kinds - {None}) > 1
        judged += mixed or (bool(kinds) and None not in kinds)
        same += len(kinds) == 1 and None not in kinds
    if judged > 1 and 100 * same / judged > context.limit("share"):
        yield Gap(count=same, total=judged)


@rule("missing-coordination", on=Mission, severity=Severity.WARNING)
def missing_coordination(mission: Mission, context: Context) -> Iterator[Gap]:
    """A body coordinates: it has a name, members from two sectors, and meets at a known rhythm.

    Sectors are counted only where those of all members are known.
    """
    governance = mission.governance
    if governance is None or governance.body is None:
        yield Gap("governance")
        return
    actors = [context.register.actors.get(member) for member in governance.members]
    sectors = {a.sector for a in actors if a and a.sector}
    if not governance.members:
        yield Gap("governance", "members", case="members")
    elif len(sectors) < 2 and all(a and a.sector for a in actors):
        yield Gap("governance", "members", case="sectors", count=len(sectors))
    if governance.meets is None:
        yield Gap("governance", "meets", case="rhythm")
