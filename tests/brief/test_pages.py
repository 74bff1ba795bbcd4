"""Pages in a real browser: accessible in light and dark, silent, self-contained, readable at any width."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from brief.conftest import Tab
from brief.making import DEMENTIA, EU, FULL_BRIEFS, LANGUAGES, LIFE_EVENTS, SPARSE_BRIEFS, Asked, page_html

AXE = Axe()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
CONTRAST = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}

EVERY = [(asked, language) for language in LANGUAGES for asked in (*FULL_BRIEFS, None)]
OTHERS: list[tuple[Asked | None, str]] = [
    (SPARSE_BRIEFS[0], "nb"),
    (SPARSE_BRIEFS[2], "nn"),
    (SPARSE_BRIEFS[3], "en"),
    (Asked(DEMENTIA, "dementia", "mission"), "nb"),
    (Asked(LIFE_EVENTS, "alvorlig-sykt-barn", "mission"), "nn"),
    (Asked(EU, "adaptation-to-climate-change", "mission"), "en"),
    (Asked(EU, "adaptation-portfolio", "portfolio"), "en"),
]
PAGES = [*EVERY, *OTHERS]
DARK = [*((asked, language) for asked, language in EVERY if language == "nb"), *OTHERS]
"""Pages whose dark colours are looked at: one language of each, as colours do not follow the language."""


def name(case: object) -> str:
    return "index" if case is None else f"{case.folder.name}-{case.kind}" if isinstance(case, Asked) else str(case)


def violations(page: Page, options: dict[str, Any]) -> list[tuple[str, str]]:
    """What axe finds: the rule, and the first element that breaks it."""
    found: list[dict[str, Any]] = AXE.run(page, options=options).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found]


@pytest.mark.parametrize(("asked", "language"), PAGES, ids=name)
def test_page_is_accessible_silent_and_whole(asked: Asked | None, language: str, tab: Tab, tmp_path: Path) -> None:
    page = tab.show(page_html(asked, language), tmp_path)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert violations(page, RULES) == []
    if (asked, language) in DARK:
        page.emulate_media(color_scheme="dark")
        assert violations(page, CONTRAST) == []
    assert is_in_order(page, language) == []
    assert tab.errors == []
    assert tab.outside == []


def is_in_order(page: Page, language: str) -> Iterator[str] | list[str]:
    """What is wrong with the headings, languages, drawings and ids of a page."""
    return list(_faults(page.evaluate(ABOUT), language))


ABOUT = """() => ({
    language: document.documentElement.lang,
    headings: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => [+h.tagName[1], h.textContent.trim()]),
    drawings: [...document.querySelectorAll('svg')].map(s =>
        [s.querySelector(':scope > title')?.textContent, s.querySelector(':scope > desc')?.textContent,
         s.closest('figure').querySelectorAll('table tbody tr').length]),
    ids: [...document.querySelectorAll('[id]')].map(e => e.id),
    anchors: [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href').slice(1)),
    policy: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content,
    loose: document.querySelectorAll('script, iframe, object, embed, img, form, link').length,
    targets: [...document.querySelectorAll('a, summary')].filter(a => a.getClientRects().length
        && !a.matches('p a, li a, dd a, td a, th a, figcaption a, .skip')
        && a.getBoundingClientRect().height < 24).map(a => a.textContent),
})"""


def _faults(about: dict[str, Any], language: str) -> Iterator[str]:
    levels = [level for level, _ in about["headings"]]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"not one h1, first: {levels}"
    yield from (f"h{b} after h{a}" for a, b in pairwise(levels) if b > a + 1)
    yield from ("an empty heading" for _, text in about["headings"] if not text)
    yield from (f"a drawing without words: {d}" for d in about["drawings"] if not all(d))
    if about["language"] != language:
        yield f"lang is {about['language']}"
    if len(set(about["ids"])) < len(about["ids"]):
        yield f"an id stands twice: {about['ids']}"
    yield from (f"a link to nowhere: {a}" for a in about["anchors"] if a not in about["ids"])
    if "default-src 'none'" not in (about["policy"] or ""):
        yield "no strict content security policy"
    yield from ("an element that loads or runs something" for _ in range(about["loose"]))
    yield from (f"too small to hit: {text}" for text in about["targets"])


def test_control_page_that_violates_is_caught(tab: Tab, tmp_path: Path) -> None:
    text = page_html(SPARSE_BRIEFS[0], "nb").replace('<html lang="nb">', "<html>")
    text = text.replace("</style>", "p { color: #ccc; background: #fff; }</style>").replace("<h1>", "<h3>", 1)
    text = text.replace("</main>", '<img src="https://example.org/x.png"><script>alert(1)</script></main>')
    page = tab.show(text, tmp_path)
    found = {rule for rule, _ in violations(page, RULES)}
    assert {"html-has-lang", "color-contrast", "image-alt", "page-has-heading-one"} <= found
    assert len(is_in_order(page, "nb")) >= 3  # type: ignore[arg-type]
    assert len(tab.errors) >= 2, "the policy refuses the image and the script, and says so"


@pytest.mark.parametrize(("asked", "language"), [*EVERY[:5], *OTHERS], ids=name)
def test_page_fits_narrow_windows_and_large_text(asked: Asked | None, language: str, tab: Tab, tmp_path: Path) -> None:
    page = tab.show(page_html(asked, language), tmp_path)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for width, size in ((320, 100), (1280, 200), (375, 130), (640, 200)):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px, text at {size} %"
        assert page.evaluate(OUTSIDE) == [], f"{width} px, text at {size} %"


OUTSIDE = """() => [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, .skip, thead, svg')
    && e.getClientRects().length && (e.getBoundingClientRect().right > innerWidth + 1
    || e.getBoundingClientRect().left < -1)).map(e => e.outerHTML.slice(0, 120))"""


def test_skip_link_comes_first_and_leads_to_the_content(tab: Tab, tmp_path: Path) -> None:
    page = tab.show(page_html(FULL_BRIEFS[0], "nb"), tmp_path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    assert page.evaluate("document.getElementById(document.activeElement.hash.slice(1)).tagName") == "MAIN"


def test_themes_of_designsystemet_can_colour_the_page(tab: Tab, tmp_path: Path) -> None:
    text = page_html(FULL_BRIEFS[0], "nb")
    tokens = "--ds-color-neutral-text-default: rgb(1, 2, 3); --ds-color-neutral-background-default: rgb(250, 251, 252);"
    page = tab.show(text.replace("<style>", f"<style>:root {{ {tokens} }}"), tmp_path)
    style = "getComputedStyle(document.body)"
    assert page.evaluate(f"[{style}.color, {style}.backgroundColor]") == ["rgb(1, 2, 3)", "rgb(250, 251, 252)"]
