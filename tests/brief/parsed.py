"""What a reader's program makes of a brief: the elements of a page, the tokens of a Markdown text."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token

Attributes = tuple[tuple[str, str | None], ...]
VOID = {"meta", "link", "img", "br", "hr", "input", "rect", "line", "circle", "polygon", "base"}


@dataclass
class Page:
    """The elements of a page outside drawings with their attributes, those inside drawings, all addresses, the text."""

    elements: Counter[tuple[str, Attributes]] = field(default_factory=Counter)
    drawn: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    left_open: list[str] = field(default_factory=list)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.inside = Page(), 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.inside += tag == "svg"
        self._note(tag, attributes)
        if tag not in VOID:
            self.page.left_open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._note(tag, attributes)

    def _note(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if self.inside:
            self.page.drawn.add((tag, tuple(sorted(name for name, _ in attributes))))
        else:
            self.page.elements[tag, tuple(sorted(attributes, key=str))] += 1
        self.page.addresses += [v or "" for k, v in attributes if k in ("href", "src", "action", "xlink:href")]

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "svg"
        assert self.page.left_open[-1:] == [tag]
        self.page.left_open.pop()

    def handle_data(self, data: str) -> None:
        self.page.text.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")


def page_of(text: str) -> Page:
    """Return what is in a page; its elements must be closed in order."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    return parser.page


READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""Reads Markdown as GitHub does, as far as CommonMark with tables goes."""


def _flat(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "inline":
            yield from token.children or ()
        else:
            yield token


@dataclass(frozen=True)
class Read:
    """What a reader sees of a Markdown text: the types of its tokens in order, its words, where its links go."""

    tokens: list[str]
    words: list[str]
    addresses: list[str]


def markdown_of(text: str) -> Read:
    """Return what is in a Markdown text; tokens of one type in a row count once."""
    return read_tokens(READER.parse(text))


def read_tokens(parsed: Iterable[Token]) -> Read:
    """Return what is in a Markdown text that has been parsed."""
    tokens = list(_flat(parsed))
    return Read(
        [kind for kind, _ in groupby(token.type for token in tokens)],
        [token.content for token in tokens if token.type == "text"],
        [str(token.attrs["href"]) for token in tokens if token.type == "link_open"],
    )
