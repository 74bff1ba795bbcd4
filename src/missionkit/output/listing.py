"""Lists as a table, JSON and CSV."""

import csv
import io
from collections.abc import Callable, Sequence

from missionkit.codelist import Label
from missionkit.language.catalog import fact, say
from missionkit.listing import LISTINGS, Cell, Change, Row, Words
from missionkit.output.assessment import cell_safe
from missionkit.output.safe import safe, safe_json, width
from missionkit.values import PartialDate

_GAP = "  "
_NUMERIC = ("targets", "projects", "uses", "days", "value")
_CUT = (
    (("title", "text", "name", "publisher", "unit"), 24),
    (("missions", "mission", "document", "owner", "lead"), 12),
    (("title", "text", "name", "publisher", "unit", "id"), 12),
)
"""Columns that are cut where a table is too wide, and how far, one group after the other; ids come last."""


def text(kind: str, rows: Sequence[Row], language: str, room: int = 0, colour: bool = False) -> str:
    """Return a table of plain aligned columns; with `room` it is cut to so many columns of a terminal."""
    if not rows:
        return say("list-nothing", language) + "\n"
    columns = [c for c in LISTINGS[kind].columns if c not in LISTINGS[kind].hidden]
    table = [[safe(_shown(row.cells[c], language)) for c in columns] for row in rows]
    heads = [say(f"list-{c}", language) for c in columns]
    widths = [max(map(width, [head, *cells])) for head, cells in zip(heads, zip(*table, strict=True), strict=True)]
    if room:
        _cut_to(room, columns, widths)
    lines = [_line(heads, columns, widths), *(_line(cells, columns, widths) for cells in table)]
    if colour:
        lines[0] = f"\x1b[1m{lines[0]}\x1b[0m"
    return "\n".join(lines) + "\n"


def _cut_to(room: int, columns: list[str], widths: list[int]) -> None:
    """Make columns narrower until the table fits, or no column can be cut any more."""
    for names, narrowest in _CUT:
        group = [at for at, column in enumerate(columns) if column in names]
        while group and sum(widths) + len(_GAP) * (len(widths) - 1) > room:
            widest = max(group, key=lambda at: widths[at])
            if widths[widest] <= narrowest:
                break
            widths[widest] -= 1


def _line(cells: list[str], columns: list[str], widths: list[int]) -> str:
    shown = []
    for cell, column, wide in zip(cells, columns, widths, strict=True):
        kept = _cut(cell, wide)
        space = " " * (wide - width(kept))
        shown.append(space + kept if column in _NUMERIC else kept + space)
    return _GAP.join(shown).rstrip()


def _cut(words: str, wide: int) -> str:
    if width(words) <= wide:
        return words
    while words and width(words) > wide - 1:
        words = words[:-1]
    return words.rstrip() + "…"


def _shown(cell: Cell, language: str) -> str:
    """Return a cell as people read it."""
    if isinstance(cell, Label):
        return fact(cell, language)
    if isinstance(cell, Change):
        return say("brief-change", language, value=str(cell).replace("-", "\u2212"))
    plain = _plain(cell, language)
    return ", ".join(plain) if isinstance(plain, list) else "–" if plain is None else str(plain)


def _plain(cell: Cell, language: str) -> str | int | list[str] | None:
    """Return a cell as programs read it: codes, ids and ISO dates; texts in a language."""
    if isinstance(cell, Words):
        return cell.text.pick(language, cell.own)[0]
    if isinstance(cell, Label):
        return cell.code
    if isinstance(cell, PartialDate):
        return cell.text
    return list(cell) if isinstance(cell, tuple) else cell


def json_text(kind: str, rows: Sequence[Row], language: str, room: int = 0, colour: bool = False) -> str:
    """Return the list as JSON, valid against `schemas/list.schema.json`."""
    made = [{column: _plain(cell, language) for column, cell in row.cells.items()} for row in rows]
    return safe_json({"schema_version": 1, "language": language, "list": kind, "rows": made})


def csv_text(kind: str, rows: Sequence[Row], language: str, room: int = 0, colour: bool = False) -> str:
    """Return the list for spreadsheets; a cell never starts a formula, several ids have spaces between."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(LISTINGS[kind].columns)
    for row in rows:
        writer.writerow([_cell(row.cells[column], language) for column in LISTINGS[kind].columns])
    return out.getvalue()


def _cell(cell: Cell, language: str) -> str | int:
    plain = _plain(cell, language)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, int) or plain is None:
        return "" if plain is None else plain
    return cell_safe(safe(" ".join(plain) if isinstance(plain, list) else plain))


LISTS: dict[str, Callable[..., str]] = {"text": text, "json": json_text, "csv": csv_text}
"""How `missionkit list` can write."""
