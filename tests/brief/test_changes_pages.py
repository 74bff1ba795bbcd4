"""Pages of comparisons, as kept in tests/golden/diff, in a real browser: accessible, silent, narrow, on paper."""

from pathlib import Path

import pytest

from brief.conftest import Tab
from brief.making import LANGUAGES, ROOT
from brief.test_pages import CONTRAST, OUTSIDE, RULES, is_in_order, violations
from brief.test_print import pages_of


def kept(language: str) -> str:
    return (ROOT / f"tests/golden/diff/{language}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_accessible_silent_and_whole(language: str, tab: Tab, tmp_path: Path) -> None:
    page = tab.show(kept(language), tmp_path)
    assert violations(page, RULES) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, CONTRAST) == []
    assert is_in_order(page, language) == []
    assert tab.errors == []
    assert tab.outside == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_fits_narrow_windows_and_large_text(language: str, tab: Tab, tmp_path: Path) -> None:
    page = tab.show(kept(language), tmp_path)
    for width, size in ((320, 100), (375, 130), (1280, 200)):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px, text at {size} %"
        assert page.evaluate(OUTSIDE) == [], f"{width} px, text at {size} %"


def test_headings_and_captions_say_different_things(tab: Tab, tmp_path: Path) -> None:
    page = tab.show(kept("nb"), tmp_path)
    heads = page.evaluate("[...document.querySelectorAll('main h2')].map(h => h.textContent)")
    captions = page.evaluate("[...document.querySelectorAll('caption')].map(c => c.textContent)")
    assert heads[:2] == ["Brudd (6)", "Advarsler (22)"]
    assert captions[0] == "Noe som er vedtatt eller krevd, blir svekket, utsatt eller tatt bort."
    assert len(set(captions)) == len(captions) == len(heads) - 1


def test_no_row_speaks_in_codes(tab: Tab, tmp_path: Path) -> None:
    page = tab.show(kept("nb"), tmp_path)
    assert page.evaluate("document.querySelectorAll('code').length") == 0
    assert "`" not in page.evaluate("document.body.innerText")
    assert "target-weakened" not in page.evaluate("document.body.innerText")


def test_no_heading_stands_alone_at_the_foot_of_a_page(tab: Tab, tmp_path: Path) -> None:
    pdf = tmp_path / "changes.pdf"
    page = tab.show(kept("nb"), tmp_path)
    heads = page.evaluate("[...document.querySelectorAll('h2, caption, thead tr')].map(h => h.innerText)")
    page.pdf(path=pdf, format="A4", prefer_css_page_size=True)
    pages = pages_of(pdf)
    if not any(pages):
        pytest.skip("no pdftotext to read pages (Debian: apt-get install poppler-utils)")
    lead = {"".join(words.split()) for words in heads}
    assert [rows[-1] for rows in pages[:-1] if "".join(rows[-1].split()) in lead] == []
    assert all(len(rows) > 3 for rows in pages[:-1])
