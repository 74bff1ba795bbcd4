"""What a brief is made of: a page of sections, sections of blocks, blocks of lines, lines of spans."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of words; `language` is set where it is not the brief's, `style` is strong, muted or code."""

    text: str
    language: str = ""
    style: str = ""
    url: str = ""


Line = tuple[Span, ...]
"""Words in a row."""


def line(*words: str | Span | Line) -> Line:
    """Return a line of words, spans and other lines."""
    spans: list[Span] = []
    for word in words:
        if isinstance(word, Span):
            spans.append(word)
        elif isinstance(word, str):
            spans.append(Span(word))
        else:
            spans.extend(word)
    return tuple(span for span in spans if span.text)


def plain(words: Line) -> str:
    """Return the words of a line without style."""
    return "".join(span.text for span in words)


def joined(lines: Iterable[Line], between: str = ", ") -> Line:
    """Return lines in a row with something between them."""
    spans: list[Span] = []
    for one in lines:
        spans += [Span(between), *one] if spans else one
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line
    block: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section, of level 3 or 4."""

    line: Line
    level: int = 3
    block: str = "heading"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points."""

    items: tuple[Line, ...]
    block: str = "bullets"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one a row."""

    rows: tuple[tuple[str, Line], ...]
    block: str = "facts"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the first cell of each row names the row; `numeric` columns are set to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[int, ...] = ()
    block: str = "table"


@dataclass(frozen=True, slots=True)
class Callout:
    """Words set apart: `tone` is gap (something is missing), note or warning."""

    tone: str
    title: str
    lines: tuple[Line, ...]
    block: str = "callout"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Someone's own words, and whose they are."""

    paragraphs: tuple[Line, ...]
    source: Line = ()
    block: str = "quotation"


@dataclass(frozen=True, slots=True)
class Shape:
    """One element of a drawing: `name` is its SVG tag, `attributes` its presentation attributes, in order."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with title and description, and the same data as a table; `mermaid` draws it in Markdown."""

    id: str
    title: str
    description: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    table: Table
    mermaid: str = ""
    block: str = "figure"


Block = Paragraph | Heading | Bullets | Facts | Table | Callout | Quotation | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a brief with a title; the id names it in `--sections` and in links."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief: what it is about, and its sections."""

    kind: str
    id: str
    language: str
    title: Line
    lead: Line
    badges: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, Line], ...]
    banner: Line
    sections: tuple[Section, ...]
    footer: tuple[Line, ...]
    about: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
