"""Writes the parts of a page that have many pieces, each escaped: lines, rows of tables, drawings.

They are written here and not in templates because Jinja's sandbox looks at every step of a loop, which took most of
the time of a page. Templates of users may still loop over the same rows and shapes themselves.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from missionkit.brief.blocks import Line, Shape, Span
from missionkit.output.safe import BREAKS, HIDDEN, safe

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_OWN_FILE = re.compile(r"[a-z0-9-]+\.(html|md)")
_TAGS = {"strong": "strong", "code": "code"}


def visible(text: str) -> str:
    """Return data as one row of visible characters: no line break, control or direction character."""
    return safe(BREAKS.sub(" ", text))


def safe_url(url: str) -> str:
    """Return an address that may be linked to, or nothing: http, https, mailto, and files beside the brief.

    Characters that nobody can see stand in it as browsers would ask for them: `%E2%80%AE`.
    """
    if not url or any(c.isspace() or c < " " for c in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    own_file = not parts.scheme and not parts.netloc and _OWN_FILE.fullmatch(url) is not None
    if parts.scheme not in ("http", "https", "mailto") and not own_file:
        return ""
    return HIDDEN.sub(lambda match: quote(match[0]), url)


def html_line(words: Line) -> Markup:
    """Return a line as HTML: every text escaped, language and style marked, links only where they are safe."""
    return Markup("".join(_span(span) for span in words))  # noqa: S704 - each span is escaped


def _span(span: Span) -> str:
    text = str(escape(visible(span.text)))
    tag = _TAGS.get(span.style, "span")
    attributes = f' lang="{escape(span.language)}"' if span.language else ""
    attributes += ' class="muted"' if span.style == "muted" else ""
    if tag != "span" or attributes:
        text = f"<{tag}{attributes}>{text}</{tag}>"
    address = safe_url(span.url)
    return f'<a href="{escape(address)}">{text}</a>' if address else text


def html_cells(row: tuple[Line, ...], columns: tuple[str, ...], numeric: tuple[int, ...] = ()) -> Markup:
    """Return the cells of a row of a table: the first names the row, the others say which column they are in."""
    cells = [f'<th scope="row">{html_line(row[0])}</th>'] if row else []
    for number, (cell, column) in enumerate(zip(row[1:], columns[1:], strict=True), 1):
        kind = ' class="number"' if number in numeric else ""
        cells.append(f'<td data-label="{escape(visible(column))}"{kind}>{html_line(cell)}</td>')
    return Markup("".join(cells))  # noqa: S704 - each part is escaped


def drawing(shapes: Iterable[Shape]) -> Markup:
    """Return the shapes of a drawing as elements of SVG, one a row."""
    return Markup("\n".join(_shape(shape) for shape in shapes))  # noqa: S704 - each part is escaped


def _shape(shape: Shape) -> str:
    name = _name(shape.name)
    attributes = "".join(f' {_name(key)}="{escape(value)}"' for key, value in shape.attributes)
    return f"<{name}{attributes}" + (f">{escape(visible(shape.text))}</{name}>" if shape.text else "/>")


def _name(name: str) -> str:
    """Return the name of a tag or attribute, which is ours and never data."""
    return name if _NAME.fullmatch(name) else "x"
