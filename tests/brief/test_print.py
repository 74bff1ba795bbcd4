"""Briefs on paper: A4, page numbers, no heading alone at the foot of a page, a summary on one page."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from brief.conftest import Tab
from brief.making import DEMENTIA, EU, FULL_BRIEFS, LANGUAGES, LIFE_EVENTS, SPARSE_BRIEFS, Asked, made, page_html
from missionkit.brief.blocks import Brief, Callout, Figure, Heading, Table, plain

FOOT = re.compile(r"\d+\s*/\s*\d+")


def pages_of(pdf: Path) -> list[list[str]]:
    """The rows of text of each page, without the page number; one empty page each where pdftotext is missing."""
    if shutil.which("pdftotext") is None:
        return [[] for _ in re.findall(rb"/Type\s*/Page\b(?!s)", pdf.read_bytes())]
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    rows = [[row.strip() for row in page.split("\n")] for page in done.stdout.decode().split("\f")[:-1]]
    return [[row for row in page if row and not FOOT.fullmatch(row)] for page in rows]


def leading(brief: Brief) -> set[str]:
    """All words of a brief that lead something: headings, captions, titles of drawings and callouts."""
    found = {section.title for section in brief.sections}
    for block in (b for section in brief.sections for b in section.blocks):
        if isinstance(block, Heading):
            found.add(plain(block.line))
        elif isinstance(block, Table):
            found |= {block.caption, "".join(block.columns)}
        elif isinstance(block, Figure | Callout):
            found.add(block.title)
    return {without_spaces(words) for words in found}


def without_spaces(words: str) -> str:
    return "".join(words.replace("\u200b", "").split())


CASES = [
    *((asked, language) for asked in FULL_BRIEFS for language in ("nb", "en")),
    (SPARSE_BRIEFS[0], "nn"),
    (Asked(LIFE_EVENTS, "alvorlig-sykt-barn", "mission"), "nn"),
    (Asked(EU, "adaptation-to-climate-change", "mission"), "en"),
]


@pytest.mark.parametrize(("asked", "language"), CASES, ids=lambda v: v if isinstance(v, str) else f"{v.id}-{v.kind}")
def test_no_heading_stands_alone_at_the_foot_of_a_page(asked: Asked, language: str, tab: Tab, tmp_path: Path) -> None:
    pdf = tmp_path / "brief.pdf"
    tab.show(page_html(asked, language), tmp_path).pdf(path=pdf, format="A4", prefer_css_page_size=True)
    pages = pages_of(pdf)
    assert pages
    if not any(pages):
        pytest.skip(f"{len(pages)} pages counted; no pdftotext to read them (Debian: apt-get install poppler-utils)")
    heads = leading(made(asked, language))
    assert [page[-1] for page in pages[:-1] if without_spaces(page[-1]) in heads] == []
    assert all(len(page) > 1 for page in pages[:-1]), "no page is nearly empty"
    assert tab.errors == []
    assert tab.outside == []


FIRST_PAGES = [
    *(Asked(DEMENTIA, "dementia", "mission"), Asked(EU, "adaptation-to-climate-change", "mission")),
    *(Asked(LIFE_EVENTS, "alvorlig-sykt-barn", "mission"), FULL_BRIEFS[0]),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", FIRST_PAGES, ids=lambda a: a.id)
def test_first_page_is_not_half_empty(asked: Asked, language: str, tab: Tab, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext to see where words stand (Debian: apt-get install poppler-utils)")
    pdf = tmp_path / "brief.pdf"
    tab.show(page_html(asked, language), tmp_path).pdf(path=pdf, format="A4", prefer_css_page_size=True)
    done = subprocess.run(["pdftotext", "-bbox", "-l", "1", pdf, "-"], capture_output=True, check=True)
    lows = [float(y) for y in re.findall(r'yMax="([\d.]+)"', done.stdout.decode())]
    body = [y for y in lows if y < 780]
    assert max(body) > 620, "words reach down to the lower quarter of the page (842 points high)"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", [FULL_BRIEFS[1], SPARSE_BRIEFS[1]], ids=lambda a: a.id)
def test_summary_fits_a_page_or_two(asked: Asked, language: str, tab: Tab, tmp_path: Path) -> None:
    pdf = tmp_path / "brief.pdf"
    tab.show(page_html(asked, language), tmp_path).pdf(path=pdf, format="A4", prefer_css_page_size=True)
    assert len(pages_of(pdf)) <= (1 if asked.id == "rent-hav" else 2)


def test_paper_shows_where_sources_are_and_hides_what_is_for_screens(tab: Tab, tmp_path: Path) -> None:
    page = tab.show(page_html(FULL_BRIEFS[0], "nb"), tmp_path)
    page.emulate_media(media="print", color_scheme="dark")
    hidden = (
        "[...document.querySelectorAll('.skip, .contents, summary')].every(e => getComputedStyle(e).display === 'none')"
    )
    assert page.evaluate(hidden)
    after = "getComputedStyle(document.querySelector('#sources a'), '::after').content"
    assert "https://example.org/" in page.evaluate(after) or "attr(href)" in page.evaluate(after)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)", "black on white, dark mode or not"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
