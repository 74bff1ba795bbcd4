"""Coverage matrices as text, JSON, Markdown and CSV."""

import csv
import io
from collections.abc import Callable
from typing import Any

from missionkit.codelist import Label
from missionkit.language.catalog import fact, say
from missionkit.matrix import Axis, Matrix
from missionkit.output.assessment import cell_safe
from missionkit.output.safe import markdown_safe, safe, safe_json

_HEADS = {"targets": "target", "sectors": "sector", "actors": "sector", "measures": "measure"}
_WIDEST = 48


def name(axis: Axis, language: str, own: str) -> str:
    """Return a row's or column's name in a language."""
    if isinstance(axis.name, Label):
        return fact(axis.name, language)
    return safe(axis.name.pick(language, own)[0])


def _own(matrix: Matrix) -> str:
    return matrix.mission.language or "nb"


def _title(matrix: Matrix, language: str) -> str:
    mission = safe(matrix.mission.title.pick(language, _own(matrix))[0])
    return f"{mission}: {say(f'matrix-{matrix.kind}', language)}"


def _closing(matrix: Matrix, language: str) -> str:
    if not matrix.rows:
        return say("matrix-nothing", language)
    names = tuple(f"«{name(row, language, _own(matrix))}»" for row in matrix.empty_rows)
    return say("matrix-empty-rows", language, names=names) if names else say("matrix-covered", language)


def text(matrices: list[Matrix], language: str) -> str:
    """Return each matrix with numbered columns and a key to the numbers, so that long names fit."""
    return "\n\n".join("\n".join(_text(matrix, language)) for matrix in matrices) + "\n"


def _text(matrix: Matrix, language: str) -> list[str]:
    own = _own(matrix)
    lines = [_title(matrix, language), ""]
    if matrix.rows:
        heads = [str(number) for number, _ in enumerate(matrix.columns, 1)]
        names = [_short(name(row, language, own)) for row in matrix.rows]
        first = max(map(len, names))
        lines.append(" ".join([" " * first, *(f"{head:>3}" for head in heads)]))
        for row, label in zip(matrix.rows, names, strict=True):
            cells = (_mark(matrix.count(row.id, column.id)) for column in matrix.columns)
            lines.append(" ".join([label.ljust(first), *(f"{cell:>3}" for cell in cells)]))
        lines.append("")
        lines += [f"{n:>3} {name(column, language, own)}" for n, column in enumerate(matrix.columns, 1)]
        lines.append("")
    return [*lines, _closing(matrix, language)]


def _short(words: str) -> str:
    return words if len(words) <= _WIDEST else words[: _WIDEST - 1] + "…"


def _mark(count: int) -> str:
    return str(count) if count else "·"


def markdown(matrices: list[Matrix], language: str) -> str:
    """Return each matrix as a table."""
    blocks = []
    for matrix in matrices:
        own = _own(matrix)
        heads = [say(_HEADS[matrix.kind], language), *(name(c, language, own) for c in matrix.columns)]
        lines = [f"## {markdown_safe(_title(matrix, language))}", ""]
        if matrix.rows:
            lines.append(f"| {' | '.join(markdown_safe(h) for h in heads)} | {say('total', language)} |")
            lines.append("|---" + "|---:" * (len(heads)) + "|")
            for row in matrix.rows:
                cells = [str(matrix.count(row.id, c.id) or "") for c in matrix.columns]
                label = markdown_safe(name(row, language, own))
                lines.append(f"| {' | '.join([label, *cells, str(matrix.row_total(row.id))])} |")
            lines.append("")
        blocks.append("\n".join([*lines, markdown_safe(_closing(matrix, language))]))
    return "\n\n".join(blocks) + "\n"


def csv_text(matrices: list[Matrix], language: str) -> str:
    """Return one row for each row and column that could meet: mission, matrix, row, column, count."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("mission", "matrix", "row", "row_name", "column", "column_name", "count"))
    for matrix in matrices:
        own = _own(matrix)
        for row in matrix.rows:
            for column in matrix.columns:
                names = (name(row, language, own), name(column, language, own))
                cells = (matrix.mission.id, matrix.kind, row.id, names[0], column.id, names[1])
                writer.writerow([*(cell_safe(c) for c in cells), matrix.count(row.id, column.id)])
    return out.getvalue()


def json_text(matrices: list[Matrix], language: str) -> str:
    """Return the matrices as JSON, valid against `schemas/coverage.schema.json`."""
    data = {"schema_version": 1, "language": language, "matrices": [_data(m, language) for m in matrices]}
    return safe_json(data)


def _data(matrix: Matrix, language: str) -> dict[str, Any]:
    own = _own(matrix)
    return {
        "mission": matrix.mission.id,
        "kind": matrix.kind,
        "rows": [{"id": r.id, "name": name(r, language, own), "total": matrix.row_total(r.id)} for r in matrix.rows],
        "columns": [{"id": c.id, "name": name(c, language, own)} for c in matrix.columns],
        "cells": [
            {"row": row.id, "column": column.id, "count": matrix.count(row.id, column.id)}
            for row in matrix.rows
            for column in matrix.columns
            if matrix.count(row.id, column.id)
        ],
        "empty_rows": [row.id for row in matrix.empty_rows],
        "empty_columns": [column.id for column in matrix.empty_columns],
    }


COVERAGE: dict[str, Callable[[list[Matrix], str], str]] = {
    "text": text,
    "json": json_text,
    "markdown": markdown,
    "csv": csv_text,
}
"""How `missionkit coverage` can write."""
