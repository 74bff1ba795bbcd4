"""Drawings hold any number of projects and any length of words: no text outside, none on another, none too pale."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brief.conftest import Tab
from brief.making import EU, FULL_BRIEFS, SPARSE_BRIEFS, Asked, brief_in, made, register_of
from missionkit.brief.blocks import Brief, Figure, Shape
from missionkit.brief.figures import draw
from missionkit.brief.figures.draw import ROOM, pages, wrap
from missionkit.output.brief import html

WORDS = (
    "Klimagassutslippsreduksjonsfinansieringsordningsforvaltningsorgan",
    "Arbeidsmarkedskompetanseutviklingstilskuddsordningsforvaltningen",
    "Kort",
    "Fylkeskommunale samhandlingsarenaer for helsefellesskapsutvikling i hele landet, med evaluering",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
)


def register(count: int) -> str:
    """A mission with many projects, targets, pathways, sectors, measures and milestones, all with long names."""
    word = [WORDS[n % len(WORDS)] for n in range(count)]
    few = min(count, 8)
    lines = ["kind: mission", "id: m", f"title: {WORDS[0]}", f"statement: {WORDS[3]}", "status: running"]
    lines += ["start: 2020", "deadline: 2045", "challenges:", f"- {{id: c, title: '{WORDS[3]}'}}", "targets:"]
    for n in range(few):
        values = f"value: {n}, baseline: {{value: 100, date: 2020}}, unit: {WORDS[2]}, direction: decrease"
        seen = f"observations: [{{date: 2026-06, value: {90 - n}}}], milestones: [{{date: 2030, value: 40}}]"
        lines.append(f"- {{id: t{n}, text: '{word[n]} {n}', {values}, {seen}}}")
    lines += ["pathways:", *(f"- {{id: w{n}, title: '{word[n]}'}}" for n in range(few))]
    lines += ["measures:", *(f"- {{id: u{n}, kind: regulatory_change, title: '{word[n]}'}}" for n in range(few))]
    lines += ["experiments:", *(f"- {{id: e{n}, title: '{word[n]}'}}" for n in range(few))]
    lines += ["milestones:", f"- {{id: x, title: '{WORDS[0]}', planned: 2024, forecast: 2044}}"]
    for n in range(count):
        lines += [
            "---",
            "kind: project",
            f"id: p{n}",
            f"title: '{word[n]} {n}'",
            "missions: [m]",
            f"pathway: w{n % few}",
        ]
        lines += [
            f"start: {2020 + n % 9}",
            f"end: {2024 + n % 20}",
            "status: running",
            f"contributes_to: [{{target: t{n % few}}}]",
        ]
        lines += [f"milestones: [{{id: x, title: Steg, planned: {2021 + n % 9}, forecast: {2023 + n % 20}}}]"]
        lines += [
            f"budget: {{lines: [{{amount: {10**9 + n}, currency: NOK, year: {2020 + n % 12}, certainty: applied}}]}}"
        ]
    return "\n".join(lines) + "\n"


def drawn(count: int) -> Brief:
    return brief_in(*register_of(register(count)), "m", "mission", "nb")


def figures(brief: Brief) -> list[Figure]:
    return [b for s in brief.sections for b in s.blocks if isinstance(b, Figure)]


MEASURE = """() => [...document.querySelectorAll('svg')].map(svg => ({
    name: svg.querySelector('title').textContent,
    width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height,
    texts: [...svg.querySelectorAll('text')].map(t => { const b = t.getBBox();
        return [t.textContent, b.x, b.y, b.x + b.width, b.y + b.height]; }),
    flat: [...svg.querySelectorAll('line, rect, polygon, circle')].filter(e => { const b = e.getBBox();
        return !(b.width > 0 || b.height > 0) && !(e.tagName === 'rect' && e.getAttribute('width') === '0'); }).length,
}))"""


def outside(drawing: dict[str, Any]) -> Iterator[str]:
    """Texts that reach outside their drawing."""
    for text, left, top, right, bottom in drawing["texts"]:
        if left < 0 or top < 0 or right > drawing["width"] or bottom > drawing["height"]:
            yield f"{drawing['name']}: {text} reaches {left:.0f},{top:.0f} {right:.0f},{bottom:.0f}"


SLACK = 3.5
"""How much the boxes of two rows may overlap: a text box has room above capitals and below the foot."""


def overlapping(drawing: dict[str, Any]) -> Iterator[str]:
    """Pairs of texts that lie on each other."""
    texts = drawing["texts"]
    for n, (one, left, top, right, bottom) in enumerate(texts):
        for other, left2, top2, right2, bottom2 in texts[n + 1 :]:
            across, down = min(right, right2) - max(left, left2), min(bottom, bottom2) - max(top, top2)
            if across > 1 and down > SLACK:
                yield f"{drawing['name']}: {one!r} lies on {other!r}"


@pytest.mark.parametrize("count", [1, 5, 25, 65])
def test_texts_of_drawings_stay_inside_and_apart(count: int, tab: Tab, tmp_path: Path) -> None:
    drawings = tab.show(html(drawn(count)), tmp_path).evaluate(MEASURE)
    assert len(drawings) >= (4 if count > 1 else 3)
    assert [fault for d in drawings for fault in (*outside(d), *overlapping(d))] == []
    assert [d["name"] for d in drawings if d["flat"]] == [], "every line and shape is really drawn"


@pytest.mark.parametrize(
    "asked", [*FULL_BRIEFS[:3], SPARSE_BRIEFS[0], Asked(EU, "adaptation-to-climate-change", "mission")], ids=str
)
def test_texts_of_real_drawings_stay_inside_and_apart(asked: Asked, tab: Tab, tmp_path: Path) -> None:
    drawings = tab.show(html(made(asked, "nn")), tmp_path).evaluate(MEASURE)
    assert [fault for d in drawings for fault in (*outside(d), *overlapping(d))] == []


def test_drawings_of_many_projects_fit_printed_pages_and_lose_none() -> None:
    found = figures(drawn(65))
    assert all(figure.height < ROOM + 130 for figure in found)
    for kind, rows in (("timeline", 66), ("matrix-targets", 65)):
        parts = [f for f in found if re.fullmatch(rf"{kind}(-\d+)?", f.id)]
        assert len(parts) >= 3
        assert sum(len(f.table.rows) for f in parts) == rows
        assert len({f.id for f in parts}) == len(parts)


def many_by_many(count: int) -> str:
    """A mission with as many targets as projects, each project helping one target."""
    lines = ["kind: mission", "id: m", "title: M", "targets:", *(f"- {{id: t{n}, text: T{n}}}" for n in range(count))]
    for n in range(count):
        lines += ["---", f"{{kind: project, id: p{n}, title: P{n}, missions: [m], contributes_to: [{{target: t{n}}}]}}"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("count", "said"), [(15, False), (16, True)])
def test_drawing_with_fewer_columns_than_its_table_says_so(count: int, said: bool) -> None:
    brief = brief_in(*register_of(many_by_many(count)), "m", "mission", "nb")
    matrix = next(f for f in figures(brief) if f.id == "matrix-targets")
    words = "Figuren viser de 15 første av 16. Tabellen til figuren har alle."
    assert (words in [shape.text for shape in matrix.shapes]) is said
    assert (words in matrix.description) is said
    assert len(matrix.table.rows) == count


def test_rows_are_shared_out_in_order_and_none_is_lost() -> None:
    heights = [30.0, 200.0, 5.0, 90.0, 90.0, 300.0]
    parts = pages(heights, 200)
    assert [heights[part] for part in parts] == [[30], [200], [5, 90, 90], [300]]
    assert pages([10.0], 5) == [slice(0, 1)]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_wrapped_text_loses_no_letter(language: str) -> None:
    for word in WORDS:
        rows = wrap(word, 120, 12, language)
        assert "".join(rows).replace("-", "").replace(" ", "") == word.replace("-", "").replace(" ", "")
    assert wrap(" ".join(WORDS), 120, 12, language, 2)[-1].endswith("…")
    assert len(wrap(" ".join(WORDS), 120, 12, language, 2)) == 2


def test_wrapped_text_keeps_together_what_must_not_break() -> None:
    assert wrap("trengs innen 30.\u00a0juni 2030", 90, 12, "nb") == ["trengs innen", "30.\u00a0juni 2030"]


def luminance(colour: str) -> float:
    """Relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def place(shape: Shape) -> dict[str, str]:
    return dict(shape.attributes)


def ground(text: Shape, before: list[Shape]) -> str:
    """The colour of the topmost box that a text stands on; drawings lie on white."""
    here = place(text)
    x, y = float(here["x"]), float(here["y"]) - float(here["font-size"]) / 3
    for box in reversed([place(s) for s in before if s.name == "rect"]):
        left, top = float(box["x"]), float(box["y"])
        if box["fill"] != "none" and left <= x <= left + float(box["width"]) and top <= y <= top + float(box["height"]):
            return box["fill"]
    return "#ffffff"


def test_texts_of_drawings_are_dark_enough_on_what_they_stand_on() -> None:
    found = [*figures(drawn(25)), *figures(made(FULL_BRIEFS[0], "nb"))]
    pairs = {
        (place(shape)["fill"], ground(shape, list(figure.shapes[:number])))
        for figure in found
        for number, shape in enumerate(figure.shapes)
        if shape.name == "text"
    }
    assert len(pairs) >= 6
    assert {pair: round(contrast(*pair), 1) for pair in pairs if contrast(*pair) < 4.5} == {}


COLOURS = {name: value for name, value in vars(draw).items() if re.fullmatch(r"#[0-9a-f]{6}", str(value))}


def test_palette_is_dark_enough_for_texts_and_marks() -> None:
    assert contrast("#000000", "#ffffff") == 21
    grounds = [value for name, value in COLOURS.items() if name.startswith("PALE") or name == "PAPER"]
    for name in ("INK", "MUTED", "BLUE", "RED"):
        assert all(contrast(COLOURS[name], pale) >= 4.5 for pale in grounds), name
    assert contrast(COLOURS["AMBER"], COLOURS["PALE_AMBER"]) >= 4.5
    assert contrast(COLOURS["PAPER"], COLOURS["GREEN"]) >= 4.5


def test_colours_are_attributes_of_shapes_and_nothing_else_styles_them() -> None:
    for figure in figures(drawn(5)):
        for shape in figure.shapes:
            assert not {"class", "style", "id", "href", "onload"} & place(shape).keys()
            assert shape.name in ("rect", "line", "circle", "polygon", "text")
