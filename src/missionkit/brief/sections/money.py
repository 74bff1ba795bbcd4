"""Money: by funder, year and certainty, and who pays for running the results."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from missionkit.brief.blocks import Block, Bullets, Heading, Line, Paragraph, Section, Table, line
from missionkit.brief.figures.grid import money_figure
from missionkit.brief.sections.mission import missing
from missionkit.brief.view import View, Writer
from missionkit.model import Document, Project
from missionkit.model.base import Budget, BudgetLine, unchecked

_MANY = 40
"""More budget lines than this are added up: nobody reads hundreds of them in a brief."""


@dataclass(frozen=True)
class _Row:
    """A budget line and the document whose it is."""

    document: Document
    budget: BudgetLine


def money(view: View) -> Section:
    """Money by year, funder and certainty; the frame of a mission may hold its projects' money, so levels are apart."""
    rows = [row for entry in view.scope.entries for row in _rows(entry.document)]
    blocks: list[Block] = []
    if rows:
        levels = _levels(rows)
        blocks += _figures(levels, view)
        if len(levels) > 1:
            blocks.append(Paragraph(line(view.say("brief-levels"))))
        if len(rows) > _MANY:
            blocks += [Paragraph(line(view.say("brief-summed", count=len(rows)))), _summed(rows, view)]
        else:
            blocks.append(lines_table([(row.document, row.budget) for row in rows], view.write))
    else:
        blocks.append(missing(view, "brief-no-money"))
    blocks += _operating(view)
    return Section("money", view.say("section-money"), tuple(blocks))


def _rows(document: Document) -> Iterator[_Row]:
    budget: Budget | None = getattr(document, "budget", None)
    for one in budget.lines if budget else ():
        yield _Row(document, one)
    if budget and budget.total and not budget.lines:
        yield _Row(document, unchecked(BudgetLine, amount=budget.total.amount, currency=budget.total.currency))


def _levels(rows: list[_Row]) -> list[list[_Row]]:
    """Return the lines by level: the mission's, its portfolios', its projects'; a level without lines is left out."""
    kinds: dict[type[Document], list[_Row]] = {}
    for row in rows:
        kinds.setdefault(type(row.document), []).append(row)
    return list(kinds.values())


def _figures(levels: list[list[_Row]], view: View) -> Iterator[Block]:
    """Yield money by year for each currency, of the highest level that says something by year."""
    currencies = dict.fromkeys(row.budget.currency for rows in levels for row in rows)
    for currency in currencies:
        for rows in levels:
            sums: dict[tuple[str, str], Decimal] = {}
            for budget in (row.budget for row in rows if row.budget.currency == currency):
                key = (str(budget.year) if budget.year else "", budget.certainty or "")
                sums[key] = sums.get(key, Decimal(0)) + budget.amount
            figure = money_figure(sums, currency, view)
            if figure:
                yield figure
                break


def lines_table(rows: list[tuple[Document, BudgetLine]], write: Writer) -> Table:
    """Return budget lines as a table, one a row."""
    columns = tuple(write.say(f"brief-{key}") for key in ("what", "funder", "year", "certainty", "amount"))
    made = tuple(_line(document, budget, write) for document, budget in rows)
    return Table(write.say("brief-money-caption"), columns, made, numeric=(4,))


def _line(document: Document, budget: BudgetLine, write: Writer) -> tuple[Line, ...]:
    unknown = write.unknown()
    title, purpose = write.title(document), write.text(budget.purpose)
    on_own_sheet = isinstance(document, Project) and write.home == f"project:{document.id}"
    return (
        purpose if purpose and on_own_sheet else line(title, ": " if purpose else "", purpose),
        write.actor(budget.funder) or unknown,
        line(write.date(budget.year)) or unknown,
        line(write.code("certainty", budget.certainty)) or unknown,
        line(write.money(budget, exact=True)),
    )


def _summed(rows: list[_Row], view: View) -> Table:
    """Return the lines added up by level, funder and certainty; currencies are kept apart."""
    write, sums, counts = view.write, dict[tuple[str, ...], Decimal](), dict[tuple[str, ...], int]()
    names: dict[str, Line] = {}
    for row in rows:
        document, budget = row.document, row.budget
        level = "" if isinstance(document, Project) else document.id
        names[level] = write.title(document) if level else line(view.say("brief-projects-caption"))
        key = (level, budget.funder or "", budget.certainty or "", budget.currency)
        sums[key] = sums.get(key, Decimal(0)) + budget.amount
        counts[key] = counts.get(key, 0) + 1
    columns = tuple(view.say(f"brief-{key}") for key in ("what", "funder", "certainty", "count", "amount"))
    made = tuple(
        (
            names[level],
            write.actor(funder or None) or write.unknown(),
            line(write.code("certainty", certainty)) or write.unknown(),
            line(str(counts[level, funder, certainty, currency])),
            line(write.sums({currency: amount})),
        )
        for (level, funder, certainty, currency), amount in sums.items()
    )
    return Table(view.say("brief-summed-caption"), columns, made, numeric=(3, 4))


def _operating(view: View) -> Iterator[Block]:
    found = [(p, p.operating_funding) for p in view.scope.projects if p.operating_funding]
    if not found:
        return
    items = []
    for project, funding in found:
        until = view.write.date(funding.secured_until)
        said = [view.write.text(funding.source), line(view.say("brief-until", date=until) if until else "")]
        words = line(said[0], " " if said[0] and said[1] else "", said[1])
        items.append(line(view.write.title(project), ": ", words or view.write.unknown()))
    yield Heading(line(view.say("brief-operating")))
    yield Bullets(tuple(items))
