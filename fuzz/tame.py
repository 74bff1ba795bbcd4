"""What a text may hold that is written for people, programs, terminals and logs, whatever the data say."""

import json
import re
from collections.abc import Iterator
from functools import cache

from brief.parsed import markdown_of, page_of
from memory import HERE, TODAY, Memory
from workflow_commands import commands

from missionkit.brief.make import make_brief
from missionkit.diff.compare import compare
from missionkit.output.brief import BRIEFS
from missionkit.output.changes.formats import COMPARISONS
from missionkit.output.changes.report import Comparison, State
from missionkit.output.index import index_page
from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.source.tree import Folder

KINDS = {"mission": ("mission", "summary"), "portfolio": ("portfolio",), "project": ("project",)}
"""The kinds of briefs by kind of document."""

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""What a terminal obeys instead of showing, and what is no Unicode."""


def is_text(text: str) -> None:
    """Raise if a text holds what a terminal obeys, or what is no Unicode."""
    found = _UNSAFE.search(text.replace("\r\n", "\n"))
    assert found is None, repr(text[max(0, found.start() - 60) : found.end() + 20])


def is_json(text: str) -> None:
    """Raise if a text is no JSON; `NaN` and `Infinity` are none."""

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    json.loads(text, parse_constant=refuse)


_ADDRESS = re.compile(r"https?:|mailto:|#[a-z]|[a-z]+-[a-z0-9-]+\.(html|md)$", re.IGNORECASE)
_FORBIDDEN = {"html_inline", "html_block", "image", "code_inline", "s_open", "em_open"}


@cache
def known() -> dict[str, set[str]]:
    """Return the elements, each with its attributes, that pages are made of when no stranger has a say."""
    found: dict[str, set[str]] = {"code": set()}
    for page in map(page_of, own_pages()):
        for tag, names in [*page.drawn, *((tag, tuple(name for name, _ in pairs)) for tag, pairs in page.elements)]:
            found.setdefault(tag, set()).update(names)
    return found


def own_pages() -> Iterator[str]:
    """Yield pages of a register in which every field is used, and of one in which few are."""
    for folder in ("full", "sparse"):
        register = load_register(Folder(HERE.parent / "tests/brief" / folder))
        findings, made = check(register, TODAY), []
        for one in (*register.missions.values(), *register.portfolios.values(), *register.projects.values()):
            kind = type(one).__name__.lower()
            made += [make_brief(one, register, findings, TODAY, "nb", k) for k in KINDS.get(kind, ())]
        yield from map(BRIEFS["html"], made)
        yield index_page([(one, f"{one.kind}-{one.id}.html") for one in made], "html", "nb")
        for base in (load_register(Memory({})), register):
            states = Comparison(State("a"), State("b"), (compare(base, register, TODAY),), "nb", today=TODAY)
            yield COMPARISONS["html"](states)


def is_page(text: str) -> None:
    """Raise if a page has an element or attribute that ours have not, or leads to what is no address."""
    page = page_of(text)
    assert page.left_open == []
    for tag, names in [*page.drawn, *((tag, tuple(name for name, _ in pairs)) for tag, pairs in page.elements)]:
        assert tag in known(), tag
        assert known()[tag].issuperset(names), (tag, names)
    wrong = [address for address in page.addresses if not _ADDRESS.match(address)]
    assert wrong == [], wrong


def is_markdown(text: str, allowed: set[str] | frozenset[str] = frozenset()) -> None:
    """Raise if a Markdown text has markup that a stranger wrote, or leads to what is no address."""
    found = markdown_of(text)
    assert not (_FORBIDDEN - allowed) & {*found.tokens}, (_FORBIDDEN - allowed) & {*found.tokens}
    wrong = [address for address in found.addresses if not _ADDRESS.match(address)]
    assert wrong == [], wrong


def tame(written: dict[str, str]) -> Iterator[str]:
    """Yield texts by format that hold nothing but text, and no command of a log."""
    for name, text in written.items():
        is_text(text)
        assert commands(text) == []
        if name in ("json", "sarif", "gitlab"):
            is_json(text)
        if name == "html":
            is_page(text)
        if name == "md":
            is_markdown(text)
        yield text
