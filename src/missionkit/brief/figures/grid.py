"""Coverage matrices and money by year as drawings."""

from decimal import Decimal

from missionkit.brief.blocks import Figure, Line, Shape, Table, joined, line, plain
from missionkit.brief.figures.draw import (
    AMBER,
    BLUE,
    GREEN,
    INK,
    LINE,
    MID_BLUE,
    MUTED,
    PALE_AMBER,
    PALE_GREY,
    PAPER,
    ROOM,
    box,
    pages,
    rule,
    shape,
    words,
    wrap,
)
from missionkit.brief.view import View
from missionkit.codelist import Label
from missionkit.language.formats import money, rounded
from missionkit.matrix import Axis, Matrix

WIDTH, LABELS, CELL = 720, 300, 26
_WIDEST = 15
_ENOUGH = 2
"""A grid of a single row or column shows nothing that its table does not."""


def axis_name(axis: Axis, view: View) -> Line:
    """Return the name of a row or column of a matrix."""
    if isinstance(axis.name, Label):
        code = axis.name
        return line(view.write.sector(f"{code.list}:{code.code}") if code.list != "actor-kind" else _kind(code, view))
    return view.write.text(axis.name)


def _kind(code: Label, view: View) -> str:
    return view.write.code(code.list, code.code)


def matrix_figures(matrix: Matrix, view: View) -> tuple[Figure, ...]:
    """Return a matrix as grids that fit a page; the longer side runs down, whatever the number of projects."""
    if len(matrix.rows) < _ENOUGH or len(matrix.columns) < _ENOUGH:
        return ()
    turned = len(matrix.columns) > _WIDEST
    down, across = (matrix.columns, matrix.rows) if turned else (matrix.rows, matrix.columns)
    legend = [wrap(f"{n}  {_name(o, view)}", WIDTH - 20, 12, view.write.language, 2) for n, o in _drawn(across)]
    legend += [wrap(words_, WIDTH - 20, 12, view.write.language) for words_ in _left_out(across, view)]
    labels = [wrap(_name(axis, view), LABELS - 16, 12, view.write.language, 2) for axis in down]
    room = ROOM - sum(15 * len(rows) + 3 for rows in legend)
    parts = pages([_height(rows) for rows in labels], room)
    return tuple(
        _grid(matrix, turned, down[part], labels[part], legend, f"-{number}" if number > 1 else "", view)
        for number, part in enumerate(parts, 1)
    )


def _drawn(across: tuple[Axis, ...]) -> list[tuple[int, Axis]]:
    """Return the columns that there is room for, numbered; the table beside the drawing has them all."""
    return list(enumerate(across[:_WIDEST], 1))


def _left_out(across: tuple[Axis, ...], view: View) -> tuple[str, ...]:
    """Return in words that there are more columns than are drawn, if so."""
    if len(across) <= _WIDEST:
        return ()
    return (view.say("matrix-left-out", drawn=_WIDEST, count=len(across)),)


def _name(axis: Axis, view: View) -> str:
    return plain(axis_name(axis, view))


def _height(label: list[str]) -> int:
    return max(CELL, 15 * len(label) + 8)


def _grid(
    matrix: Matrix,
    turned: bool,
    down: tuple[Axis, ...],
    labels: list[list[str]],
    legend: list[list[str]],
    number: str,
    view: View,
) -> Figure:
    """Return the rows `down` of a matrix as a drawing, with its legend below."""
    across = matrix.rows if turned else matrix.columns
    shapes = [words(str(n), LABELS + CELL * (n - 0.5), 18, 12, MUTED, "middle") for n, _ in _drawn(across)]
    y = 26.0
    for axis, label in zip(down, labels, strict=True):
        shapes += [words(text, 4, y + 17 + 15 * n, 12) for n, text in enumerate(label)]
        for n, other in _drawn(across):
            count = matrix.count(other.id, axis.id) if turned else matrix.count(axis.id, other.id)
            shapes += _cell(count, LABELS + CELL * (n - 1), y, _height(label))
        y += _height(label)
    y += 12
    for rows in legend:
        shapes += [words(text, 4, y + 12 + 15 * k, 12, MUTED) for k, text in enumerate(rows)]
        y += 15 * len(rows) + 3
    title = view.say(f"matrix-{matrix.kind}")
    return Figure(
        id=f"matrix-{matrix.kind}{number}",
        title=title,
        description=" ".join((_described(matrix, view), *_left_out(across, view))),
        width=WIDTH,
        height=int(y + 8),
        shapes=tuple(shapes),
        table=_matrix_table(matrix, turned, down, title, view),
    )


def _cell(count: int, x: float, y: float, height: float) -> list[Shape]:
    mark, fill, ink = (str(count), GREEN, PAPER) if count else ("–", PALE_AMBER, AMBER)
    middle = y + height / 2 + 4
    return [box(x + 1, y + 1, CELL - 2, height - 2, fill), words(mark, x + CELL / 2, middle, 12, ink, "middle", "600")]


def _described(matrix: Matrix, view: View) -> str:
    names = tuple(plain(view.write.quoted(axis_name(row, view))) for row in matrix.empty_rows)
    return view.say("matrix-empty-rows", names=names) if names else view.say("matrix-covered")


def _matrix_table(matrix: Matrix, turned: bool, down: tuple[Axis, ...], title: str, view: View) -> Table:
    """Return which columns each row meets, in words: a grid of dots tells a screen reader little."""
    across = matrix.rows if turned else matrix.columns
    rows = []
    for axis in down:
        met = [o for o in across if (matrix.count(o.id, axis.id) if turned else matrix.count(axis.id, o.id))]
        names = joined([axis_name(o, view) for o in met], "; ")
        rows.append((axis_name(axis, view), line(str(len(met))), names or line(view.say("brief-none"))))
    columns = (view.say("brief-what"), view.say("brief-count"), view.say("brief-met-by"))
    return Table(title, columns, tuple(rows), (1,))


_LOOKS = {
    "spent": {"fill": BLUE},
    "committed": {"fill": MID_BLUE},
    "applied": {"fill": PAPER, "stroke_dasharray": "4 3"},
    "": {"fill": PALE_GREY, "stroke_dasharray": "1 2"},
}
"""How money looks by certainty: darker where it is surer, dashed where it is not there; unknown comes last."""


def _segment(certainty: str, x: float, y: float, width: float, height: float) -> Shape:
    return shape("rect", x=x, y=y, width=width, height=height, stroke=INK, **_LOOKS[certainty])


def money_figure(sums: dict[tuple[str, str], Decimal], currency: str, view: View) -> Figure | None:
    """Return money by year as stacked bars by certainty; `sums` is keyed by year and certainty."""
    years = sorted({year for year, _ in sums if year})
    if not years:
        return None
    most = max(sum((sums.get((year, c), Decimal(0)) for c in _LOOKS), Decimal(0)) for year in years)
    if most <= 0:
        return None
    shapes, y = [], 10.0
    for year in years:
        x = 90.0
        shapes.append(words(year, 4, y + 17, 12, weight="600"))
        whole = Decimal(0)
        for certainty in _LOOKS:
            amount = sums.get((year, certainty), Decimal(0))
            width = float(430 * amount / most)
            if amount > 0:
                shapes.append(_segment(certainty, x, y + 4, width, 18))
            x, whole = x + width, whole + amount
        shapes.append(words(money(whole, currency, view.write.language), x + 8, y + 18, 12))
        y += 28
    y += 6
    for n, certainty in enumerate(_LOOKS):
        shapes += [
            _segment(certainty, 90 + n * 150, y, 14, 14),
            words(_certainty(certainty, view), 110 + n * 150, y + 12, 12, MUTED),
        ]
    shapes.append(rule(90, 8, 90, y - 4, LINE))
    title = view.say("figure-money", currency=currency)
    return Figure(
        id=f"money-{currency.lower()}",
        title=title,
        description=view.say("figure-money-about"),
        width=WIDTH,
        height=int(y + 26),
        shapes=tuple(shapes),
        table=_money_table(sums, years, title, view),
    )


def _money_table(sums: dict[tuple[str, str], Decimal], years: list[str], title: str, view: View) -> Table:
    """Return the sums behind the bars: a row for each year, a column for each certainty."""
    rows = []
    for year in years:
        amounts = [sums.get((year, c), Decimal(0)) for c in _LOOKS]
        cells = [line(rounded(a, view.write.language) if a else "–") for a in amounts]
        rows.append((line(year), *cells))
    columns = (view.say("brief-year"), *(_certainty(c, view) for c in _LOOKS))
    return Table(title, columns, tuple(rows), (1, 2, 3, 4))


def _certainty(certainty: str, view: View) -> str:
    return view.write.code("certainty", certainty) or view.say("brief-unknown")
