"""Money: sums that do not add up, currencies mixed, projects that run on hope."""

from collections.abc import Iterator
from decimal import Decimal

from missionkit.finding import Severity
from missionkit.model import Mission, Portfolio, Project
from missionkit.model.base import Budget
from missionkit.register import Register
from missionkit.rules.rule import Context, Gap, Inside, rule
from missionkit.scope import STOPPED, project_budgets, total

NOT_PAID = ("idea", *STOPPED)


@rule("mixed-currencies", on=Budget, severity=Severity.ERROR)
def mixed_currencies(budget: Budget, inside: Inside) -> Iterator[Gap]:
    """A total and its lines are of one currency: amounts in different currencies cannot be added.

    Lines in several currencies are fine where nothing claims to be their sum.
    """
    lines = {line.currency for line in budget.lines}
    if budget.total and lines - {budget.total.currency}:
        others = tuple(sorted(lines - {budget.total.currency}))
        yield Gap("total", currency=budget.total.currency, others=others)


@rule("lines-not-total", on=Budget, severity=Severity.WARNING, percent="0.5")
def lines_not_total(budget: Budget, inside: Inside) -> Iterator[Gap]:
    """Budget lines add up to the total, within half a per cent."""
    if budget.total is None or not budget.lines or {x.currency for x in budget.lines} != {budget.total.currency}:
        return
    lines = sum((line.amount for line in budget.lines), Decimal(0))
    difference = abs(lines - budget.total.amount)
    if difference * 100 > inside.limit("percent") * abs(budget.total.amount):
        yield Gap("total", total=budget.total.amount, lines=lines, currency=budget.total.currency)


@rule("budget-over-frame", on=Register, severity=Severity.ERROR)
def budget_over_frame(register: Register, context: Context) -> Iterator[Gap]:
    """Projects together cost no more than the frame of their mission or portfolio, in its currency.

    Ideas and projects that were stopped cost nothing here: nobody knows how much of their money is spent. A
    project of several missions may be paid from another frame; if it takes those to break this one, it is a
    warning.
    """
    for entry in register.entries:
        document = entry.document
        if not isinstance(document, Mission | Portfolio):
            continue
        frame = total(document.budget)
        if frame is None:
            continue
        paid = [p for p in _projects(document, context) if p.status not in NOT_PAID]
        spent, own = _cost(paid, frame[1]), _cost([p for p in paid if len(p.missions) < 2], frame[1])
        if spent > frame[0]:
            case, severity = ("", None) if own > frame[0] else ("shared", Severity.WARNING)
            limit, currency = frame
            yield Gap("budget", entry=entry, case=case, severity=severity, frame=limit, sum=spent, currency=currency)


def _cost(projects: list[Project], currency: str) -> Decimal:
    return sum(project_budgets(projects).get(currency, {}).values(), Decimal(0))


def _projects(document: Mission | Portfolio, context: Context) -> tuple[Project, ...]:
    if isinstance(document, Mission):
        return context.scopes[document.id].projects
    listed = tuple(p for id_ in document.projects if (p := context.register.projects.get(id_)))
    scope = context.scopes.get(document.mission or "")
    return listed or (scope.projects if scope else ())


@rule("no-committed-money", on=Project, severity=Severity.WARNING)
def no_committed_money(project: Project, inside: Inside) -> Iterator[Gap]:
    """A running project has money that is committed or spent, not only applied for."""
    lines = project.budget.lines if project.budget else ()
    if project.status == "running" and not any(line.certainty in ("committed", "spent") for line in lines):
        yield Gap("budget", case="applied" if any(line.certainty for line in lines) else "", project=project.id)


@rule("budget-counted-twice", on=Project, severity=Severity.WARNING)
def budget_counted_twice(project: Project, context: Context) -> Iterator[Gap]:
    """A project of several missions counts against the money of one only.

    Told where at least two of its missions have a frame, in the project's currency, that its budget counts against.
    """
    amount = total(project.budget)
    missions = (context.register.missions.get(id_) for id_ in dict.fromkeys(project.missions))
    framed = tuple(m.id for m in missions if amount and m and total(m.budget, amount[1]))
    if len(framed) > 1:
        yield Gap("budget", project=project.id, missions=framed)
