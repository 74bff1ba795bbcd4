"""Shapes, colours and wrapped text: what all figures are drawn with."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache

import pyphen

from missionkit.brief.blocks import Shape

INK, MUTED, LINE, PAPER = "#1f2a37", "#4b5563", "#9aa5b1", "#ffffff"
BLUE, MID_BLUE, PALE_BLUE, GREEN, PALE_GREEN = "#0b5394", "#86b6e0", "#e3eef9", "#1b6b3a", "#e2f2e7"
AMBER, PALE_AMBER, RED, PALE_GREY = "#8a5300", "#fdf1dc", "#a61b1b", "#f1f4f7"
FONT = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
ROOM = 820
"""How high the rows of a drawing may be together: more does not fit a printed page (A4) with its heading."""
BOLD = 1.12
"""How much wider bold text is."""
CHARACTER = 0.56
"""Width of an average character as a part of the font size; on the safe side for sans-serif fonts."""


def _shown(value: float | int | Decimal) -> str:
    """Return a coordinate to one decimal, without an empty one."""
    rounded = round(float(value), 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def shape(name: str, text: str = "", **attributes: str | float | int) -> Shape:
    """Return a shape; `_` in attribute names stands for `-`, a leading one is dropped."""
    pairs = tuple(
        (key.strip("_").replace("_", "-"), value if isinstance(value, str) else _shown(value))
        for key, value in attributes.items()
    )
    return Shape(name, pairs, text)


def box(x: float, y: float, width: float, height: float, fill: str = PAPER, stroke: str = LINE, **more: str) -> Shape:
    """Return a rectangle."""
    return shape("rect", x=x, y=y, width=width, height=height, rx=4, fill=fill, stroke=stroke, **more)


def bar(x: float, y: float, width: float, height: float, fill: str) -> Shape:
    """Return a filled rectangle without an edge."""
    return shape("rect", x=x, y=y, width=max(0.0, width), height=height, fill=fill)


def rule(x1: float, y1: float, x2: float, y2: float, stroke: str = LINE, width: float = 1, **more: str) -> Shape:
    """Return a straight line."""
    return shape("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, **more)


def words(
    text: str, x: float, y: float, size: float = 12, fill: str = INK, anchor: str = "start", weight: str = "400"
) -> Shape:
    """Return one row of text whose foot stands at y."""
    return shape(
        "text",
        text,
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        text_anchor=anchor,
        font_weight=weight,
        font_family=FONT,
    )


def paragraph(
    rows: Iterable[str], x: float, y: float, size: float = 12, anchor: str = "start", **more: str
) -> list[Shape]:
    """Return rows of text below each other, the first with its foot at y."""
    return [words(row, x, y + n * size * 1.3, size, anchor=anchor, **more) for n, row in enumerate(rows)]


@cache
def _hyphenator(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang={"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}[language])


_NARROW = frozenset("ijlftrI.,:;'!|()[] ")
_WIDE = frozenset("mwMWÆæ@%–—…")


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is, on the safe side for common sans-serif fonts."""
    return size * sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(c: str) -> float:
    """Return how wide a character is as a part of the font size."""
    return 0.36 if c in _NARROW else 1.0 if c in _WIDE else 0.79 if c.isupper() else CHARACTER + 0.04


_SPACES = re.compile("[^\\S\u00a0]+")
"""Where a row may end: at any space but one that must not break (`30. juni`)."""


def wrap(text: str, width: float, size: float, language: str, most: int = 0) -> list[str]:
    """Return a text in rows that fit a width; long words are hyphenated, past `most` rows it ends in «…»."""
    rows, row = [], ""
    for part in (part for word in _SPACES.split(text.strip()) for part in _parts(word, width, size, language)):
        longer = f"{row} {part}" if row else part
        if row and width_of(longer, size) > width:
            rows.append(row)
            longer = part
        row = longer
    rows.append(row)
    if most and len(rows) > most:
        last = rows[most - 1]
        while last and width_of(f"{last}…", size) > width:
            last = last[:-1]
        rows = [*rows[: most - 1], last.rstrip(" -") + "…"]
    return rows


def _parts(word: str, width: float, size: float, language: str) -> list[str]:
    """Return a word in parts with hyphens, each narrow enough for a row."""
    if width_of(word, size) <= width:
        return [word]
    parts, part = [], ""
    for syllable in _syllables(word, width, size, language):
        if part and width_of(f"{part}{syllable}-", size) > width:
            parts.append(f"{part}-")
            part = ""
        part += syllable
    return [*parts, part]


def _syllables(word: str, width: float, size: float, language: str) -> list[str]:
    """Return where a word may be broken; what no dictionary can break is cut into single characters."""
    found = _hyphenator(language).inserted(word, "\x00").split("\x00")
    return [piece for one in found for piece in ([one] if width_of(f"{one}-", size) <= width else list(one))]


def pages(heights: list[float], room: float) -> list[slice]:
    """Return which rows stand together, so that no drawing is higher than a printed page has room for."""
    found, start, used = [], 0, 0.0
    for number, height in enumerate(heights):
        if number > start and used + height > room:
            found.append(slice(start, number))
            start, used = number, 0.0
        used += height
    return [*found, slice(start, len(heights))]


def moved(one: Shape, down: float) -> Shape:
    """Return a shape moved down."""
    places = ("y", "y1", "y2", "cy")
    pairs = tuple((key, _shown(float(value) + down) if key in places else value) for key, value in one.attributes)
    return Shape(one.name, pairs, one.text)
