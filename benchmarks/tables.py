"""Tables of Markdown, and their places in the README."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

README = Path(__file__).parent / "README.md"
_PLACE = "<!-- {name} -->\n{text}\n<!-- end -->"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table of Markdown, columns of numbers set to the right."""
    cells = [[shown(cell) for cell in row] for row in rows]
    columns = zip(*cells, strict=True)
    rules = ["---:" if all(re.fullmatch(r"[–\d. ]+", cell) for cell in column) else "---" for column in columns]
    return "\n".join(f"| {' | '.join(line)} |" for line in [heads, rules, *cells])


def shown(cell: object) -> str:
    """Return a number with three figures, large ones whole with thin groups, and anything else as it is."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return "–" if cell is None else str(cell)
    if abs(cell) >= 100 or isinstance(cell, int) or not cell:
        return f"{cell:,.0f}".replace(",", " ")
    return f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}" if abs(cell) >= 0.1 else f"{cell:.3f}"


def fill(text: str, tables: Mapping[str, str]) -> str:
    """Return the README's text with tables put in their places; raises KeyError where it has none for one."""
    for name, new in tables.items():
        pattern = re.compile(rf"<!-- {re.escape(name)} -->\n.*?\n?<!-- end -->", re.DOTALL)
        if not pattern.search(text):
            raise KeyError(f"the README has no place for {name}")
        filled = _PLACE.format(name=name, text=new)
        text = filled.join(pattern.split(text, maxsplit=1))
    return text
