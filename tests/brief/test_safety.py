"""Data is data: no text of a register can be more than text in a brief, whatever it is written to.

Every text of a register is a naughty string; the brief is compared with that of the same register whose texts are
harmless words in as many lines.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from brief.conftest import Tab
from brief.making import TODAY, brief_in
from brief.naughty import NAUGHTY
from brief.parsed import Page, Read, markdown_of, page_of
from brief.walked import Given, broken, documents
from missionkit.brief.blocks import Brief
from missionkit.output.brief import html, json_text, markdown
from missionkit.output.index import index_page
from missionkit.output.safe import safe
from missionkit.register import Register, load_register
from missionkit.rules.engine import check
from missionkit.rules.rule import RULES

Documents = Callable[[str], Any]

BRIEFS = (("m", "mission"), ("f", "portfolio"), ("p", "project"), ("n", "mission"), ("q", "project"))
HARMLESS = "ord"
SCHEMES = re.compile(r"(https?:|mailto:|#[a-z])", re.IGNORECASE)
OWN_PAGES = re.compile(r"[a-z]+-[a-z0-9-]+\.(html|md)")
MENTION = re.compile(r"@(?=[\w-])|#(?=\d)|\bGH-(?=\d)")
COMMAND = re.compile(r"^\s*::|\x1b|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]", re.MULTILINE)


class Texts(NamedTuple):
    """All briefs of a register in one language, in each format, with the index; as JSON the first three."""

    html: str
    md: str
    json: str


def names(id_: str) -> str:
    return f"mission-{id_}.html"


def written(register: Register, which: tuple[tuple[str, str], ...]) -> Texts:
    findings = tuple(check(register, TODAY))
    briefs: list[Brief] = [brief_in(register, findings, id_, kind, "nb") for id_, kind in which]
    index = [(brief, names(brief.id)) for brief in briefs]
    return Texts(
        "".join([*(html(brief) for brief in briefs), index_page(index, "html", "nb")]),
        "\n".join([*(markdown(brief, None, True) for brief in briefs), index_page(index, "md", "nb")]),
        "\x00".join(json_text(brief) for brief in briefs[:3]),
    )


@cache
def briefs_of(word: str) -> Texts:
    """The briefs of the register in which every text is the word."""
    return written(load_register(Given(list(documents(word)), word)), BRIEFS)


def harmless(word: str) -> str:
    """Harmless words in as many lines as the word has."""
    return "\n".join(HARMLESS for line in word.split("\n") if line.strip())


STRINGS = [
    pytest.param(word.strip(), id=f"{number}-{re.sub('[^a-z]', '', word.lower())[:16]}")
    for number, word in enumerate(NAUGHTY)
]


def test_register_has_no_faults_and_gaps_enough() -> None:
    register = load_register(Given(list(documents(HARMLESS)), HARMLESS))
    findings = check(register, TODAY)
    assert [f for f in findings if RULES[f.rule].family == "schema"] == []
    assert len(findings) > 50
    assert any(f.waiver for f in findings)


def test_there_are_naughty_strings_enough() -> None:
    assert len(set(NAUGHTY)) >= 120


@cache
def tame_page(word: str) -> Page:
    """The page of harmless words."""
    return page_of(briefs_of(word).html)


@cache
def tame_markdown(word: str) -> Read:
    """The Markdown text of harmless words."""
    return markdown_of(briefs_of(word).md)


@pytest.mark.parametrize("word", STRINGS)
def test_text_is_text_in_every_format(word: str) -> None:
    texts = written(load_register(Given(list(documents(word)), word)), BRIEFS)
    page_has_the_same_elements(word, page_of(texts.html), tame_page(harmless(word)))
    markdown_has_the_same_tokens(markdown_of(texts.md), tame_markdown(harmless(word)))
    json_is_valid_and_has_the_text(word, texts.json)
    mermaid_is_a_chart_of_quoted_labels(texts.md)
    for text in texts:
        assert COMMAND.search(text.replace("\x00", "")) is None


def page_has_the_same_elements(word: str, page: Page, tame: Page) -> None:
    assert page.elements - tame.elements == {}
    assert tame.elements - page.elements == {}
    assert page.drawn == tame.drawn
    assert page.left_open == []
    assert [a for a in page.addresses if not SCHEMES.match(a) and not OWN_PAGES.fullmatch(a)] == []
    if word.isascii() and word.isprintable():
        assert safe(word) in "".join(page.text)


FORBIDDEN = {"html_inline", "html_block", "image", "code_inline", "s_open", "em_open"}


def markdown_has_the_same_tokens(read: Read, tame: Read) -> None:
    assert read.tokens == tame.tokens
    assert not FORBIDDEN & set(read.tokens)
    assert read.addresses == tame.addresses
    assert [w for w in read.words if MENTION.search(w)] == []


def json_is_valid_and_has_the_text(word: str, texts: str) -> None:
    said = json.dumps([json.loads(one) for one in texts.split("\x00")])
    assert json.dumps(word.split("\n")[0])[1:-1] in said


def mermaid_is_a_chart_of_quoted_labels(text: str) -> None:
    charts = re.findall(r"```mermaid\n(.*?)\n```", text, re.DOTALL)
    assert len(charts) == 2
    for chart in charts:
        lines = chart.split("\n")
        assert lines[0] == "flowchart TD"
        assert all(re.fullmatch(r'  l\d\["[^"\[\]{}`<>\r]*"\]|  l\d --> l\d', line) for line in lines[1:])


@pytest.mark.parametrize("word", STRINGS)
def test_faults_of_data_are_told_as_text(word: str) -> None:
    texts = faults_of(word)
    known = {name for name, _ in tame_page(HARMLESS).elements}
    assert {name for name, _ in page_of(texts.html).elements} <= known
    read, allowed = markdown_of(texts.md), set(tame_markdown(HARMLESS).tokens)
    assert set(read.tokens) <= allowed
    assert not FORBIDDEN & allowed
    assert read.addresses == tame_faults().addresses
    assert COMMAND.search(texts.md + texts.html) is None
    assert [json.loads(one)["kind"] for one in texts.json.split("\x00")] == ["mission", "project"]


@cache
def tame_faults() -> Read:
    """The Markdown text of harmless words that are faults."""
    return markdown_of(faults_of(HARMLESS).md)


@cache
def faults_of(word: str) -> Texts:
    """The briefs of a register in which the other values are the word too."""
    return written(load_register(Given(broken(word), word)), (("o", "mission"), ("r", "project")))


def test_page_runs_no_script_and_shows_the_strings_as_text(tab: Tab, tmp_path: Path) -> None:
    register = load_register(Given([d for n, w in enumerate(NAUGHTY) for d in one_mission(n, w)], HARMLESS))
    findings = tuple(check(register, TODAY))
    pages = [html(brief_in(register, findings, f"m{n}", "mission", "nb")) for n in range(0, len(NAUGHTY), PER_PAGE)]
    for number, text in enumerate(pages):
        page = tab.show(text, tmp_path)
        assert page.evaluate("window.caught") is None
        assert page.evaluate("document.querySelectorAll('script, iframe, object, img, form, link, base').length") == 0
        shown = page.evaluate("document.body.innerText")
        for word in NAUGHTY[number * PER_PAGE : (number + 1) * PER_PAGE]:
            if word.isascii() and word.isprintable():
                assert " ".join(safe(word).split()) in " ".join(shown.split())
    assert tab.errors == []
    assert tab.outside == []


PER_PAGE = 30


def one_mission(number: int, word: str) -> Iterator[dict[str, Any]]:
    """A mission for every thirtieth string, and a project named by each."""
    home = f"m{number - number % PER_PAGE}"
    if number % PER_PAGE == 0:
        yield {"kind": "mission", "id": home, "title": word, "statement": word}
    yield {"kind": "project", "id": f"p{number}", "title": word, "missions": [home], "start": "2025", "end": "2026"}
