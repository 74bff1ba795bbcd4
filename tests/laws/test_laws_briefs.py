"""Laws of briefs, over registers made by chance: pages are in order, and say the same in each format, each time."""

import json
import random
import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from itertools import pairwise

from brief.parsed import markdown_of
from by_chance import TODAY, checked, files, made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import nodes

from missionkit.brief.blocks import Brief
from missionkit.brief.make import NoMission, make_brief
from missionkit.model import Mission, Portfolio, Project
from missionkit.output.brief import BRIEFS
from missionkit.output.index import index_page

SOME = settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
SEEDS = st.integers(0, 10**6)
LANGUAGES = st.sampled_from(["nb", "nn", "en"])
KINDS: dict[type, tuple[str, ...]] = {Mission: ("mission", "summary"), Portfolio: ("portfolio",), Project: ("project",)}
MOST = 2
"""How many documents of a register get briefs; the first of each kind."""


def briefs(texts: dict[str, str], language: str) -> list[Brief]:
    """Return briefs of some documents of a register."""
    register, findings = checked(texts)
    found: list[Brief] = []
    for held in (register.missions, register.portfolios, register.projects):
        for document in list(held.values())[:MOST]:
            for kind in KINDS[type(document)]:
                with suppress(NoMission):
                    found.append(make_brief(document, register, findings, TODAY, language, kind))
    return found


class Page(HTMLParser):
    """The headings, ids and links of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.named: list[str] = []
        self.words: list[str] = []
        self.tables: list[list[int]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_ = {key: value or "" for key, value in attrs}
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.ids += [given_["id"]] if "id" in given_ else []
        self.named += [given_["href"][1:]] if given_.get("href", "").startswith("#") else []
        for name in ("aria-labelledby", "aria-describedby", "headers", "for", "aria-controls"):
            self.named += given_.get(name, "").split()
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append(0)
        if tag in ("td", "th"):
            self.tables[-1][-1] += int(given_.get("colspan", "1"))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@SOME
@given(SEEDS, LANGUAGES)
def test_headings_nest_and_links_lead_somewhere(seed: int, language: str) -> None:
    found = briefs(files(made(seed)), language)
    pages = [Page(BRIEFS["html"](one)) for one in found]
    pages += (
        [Page(index_page([(one, f"{one.kind}-{one.id}.html") for one in found], "html", language))] if found else []
    )
    for page in pages:
        assert page.headings[0] == 1
        assert page.headings.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(page.headings))
        assert len(page.ids) == len({*page.ids})
        assert {*page.named} - {*page.ids} == set()
        assert all(len({*rows}) == 1 for rows in page.tables)
    for one in found:
        levels = [len(line.split()[0]) for line in BRIEFS["md"](one).splitlines() if re.match("#+ ", line)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


@SOME
@given(SEEDS, SEEDS, LANGUAGES)
def test_files_orders_and_forms_change_no_byte(seed: int, form: int, language: str) -> None:
    documents = made(seed)
    plainly, otherwise = (briefs(files(documents, chance), language) for chance in (None, random.Random(form)))
    assert [BRIEFS[form](one) for one in otherwise for form in BRIEFS] == [
        BRIEFS[form](one) for one in plainly for form in BRIEFS
    ]


@SOME
@given(SEEDS, LANGUAGES)
def test_each_format_says_what_the_brief_says(seed: int, language: str) -> None:
    for one in briefs(files(marked(seed)), language):
        data = json.loads(BRIEFS["json"](one))
        wanted = {mark for text in texts(data) for mark in MARK.findall(text)}
        page, markdown = Page(BRIEFS["html"](one)), markdown_of(BRIEFS["md"](one))
        assert wanted
        assert wanted - {*MARK.findall(" ".join(page.words))} == set()
        assert wanted - {*MARK.findall(" ".join(markdown.words))} == set()


MARK = re.compile(r"Ord\d+x")


def marked(seed: int) -> list[dict[str, object]]:
    """Return documents in which every text has a word of its own, with signs that formats escape."""
    found = made(seed)
    count = 0
    for node in nodes(found):
        for key in node if isinstance(node, dict) else range(len(node)):
            value = node[key]
            if isinstance(value, str) and " " in value:
                count += 1
                node[key] = f"{value} <b>&amp; Ord{count}x | *_`[ $"
    return found


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(one)
