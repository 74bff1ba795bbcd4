"""Data is data: no text of two registers can be more than text in a comparison, in any format."""

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from brief.naughty import NAUGHTY
from brief.parsed import Page, markdown_of, page_of, read_tokens
from brief.walked import Given, documents
from jsonschema import Draft202012Validator
from markdown_tables import READER, tables
from test_changes_formats import SCHEMA
from test_hostile import unsafe
from workflow_commands import commands

from missionkit.diff.accepted import Note
from missionkit.diff.change import Acceptance, Change, Level
from missionkit.diff.compare import Compared, compare
from missionkit.output.changes import history
from missionkit.output.changes.formats import COMPARISONS, FAILURES
from missionkit.output.changes.in_full import IN_FULL
from missionkit.output.changes.report import Comparison, State
from missionkit.register import load_register
from missionkit.values import Text

DAY = date(2026, 11, 23)
MENTION = re.compile(r"@(?=[\w-])|#(?=\d)|\bGH-(?=\d)")
TAGS = {"<details>", "</details>", "<!-- missionkit-diff -->"}
VALIDATOR = Draft202012Validator(SCHEMA)
OWN = re.compile(r"changes-[a-z]+")
OUR_CODE = re.compile(r"[a-z-]+|[0-9a-f]{12}|\.missionkit/accepted\.yaml|missionkit diff --explain")
STRINGS = [
    pytest.param(word.strip(), id=f"{number}-{re.sub('[^a-z]', '', word.lower())[:16]}")
    for number, word in enumerate(NAUGHTY)
]


@cache
def compared(word: str) -> Compared:
    """What changes where every text of the old register is the word, and of the new one the word and one more."""
    base, head = (load_register(Given(list(documents(one)), one)) for one in (word, f"{word} ny"))
    return compare(base, head, DAY, cosmetic=True)


def comparison_of(word: str) -> Comparison:
    """The comparison of such registers; the first change is accepted, and states, files and notes are the word too."""
    one, told = compared(word), Text(plain=word)
    first, *others = one_of_each(one.changes)
    spot = replace(first.new_spot or first.old_spot, file=word) if first.spot else None  # type: ignore[type-var]
    changes = (replace(first, accepted=Acceptance(told, told, ""), new_spot=spot), *others)
    notes = (Note("accepted-unused", {"fingerprint": word, "reason": told}, f"{word}.yaml", 3),)
    states = State(word, "", ""), State(f"{word}2", "", "")
    return Comparison(*states, (replace(one, changes=changes, notes=notes),), "nb", level=Level.COSMETIC, longest=10**7)


def one_of_each(changes: tuple[Change, ...]) -> list[Change]:
    """The first of the changes that are told alike: in the same words, of the same kind of document or of its parts."""
    first: dict[object, Change] = {}
    for change in changes:
        about = (change.subject.kind, bool(change.subject.part))
        first.setdefault((change.code.name, change.case, *change.facts, *about), change)
    return list(first.values())


@cache
def tame() -> dict[str, str]:
    comparison = comparison_of("ord")
    return {name: write(comparison) for name, write in COMPARISONS.items()}


def test_nearly_every_text_changes() -> None:
    found = compared("ord").changes
    assert len(found) > 100
    told = comparison_of("ord").changes
    assert len(told) > 60
    assert {change.code.name for change in told} == {change.code.name for change in found}
    assert len({change.code.name for change in told}) > 15


@pytest.mark.parametrize("word", STRINGS)
def test_text_is_text_in_every_format(word: str) -> None:
    comparison = comparison_of(word)
    texts = {name: write(comparison) for name, write in COMPARISONS.items()}
    terminal_shows_it(texts["text"])
    annotations_are_ours(comparison, texts["github"])
    comment_has_our_markup_only(comparison, texts["markdown"])
    page_has_our_elements_only(texts["html"])
    VALIDATOR.validate(json.loads(texts["json"]))
    for text in (texts["json"], texts["html"], texts["markdown"]):
        assert commands(text) == []
        assert unsafe(text.replace("\n", "")) == []
    for text in texts.values():
        text.encode()
    full_texts_and_histories_are_text(word, comparison)


def terminal_shows_it(text: str) -> None:
    assert unsafe(text.replace("\n", "")) == []
    assert commands(text) == []


def annotations_are_ours(comparison: Comparison, text: str) -> None:
    expected = sum(min(10, sum(c.level is level for c in comparison.open)) for level in list(Level)[:3])
    assert len(commands(text)) == expected == len(text.splitlines()) - 1
    assert unsafe(text.replace("\n", "")) == []


def comment_has_our_markup_only(comparison: Comparison, text: str) -> None:
    tokens = READER.parse(text)
    for token in tokens:
        if token.type == "html_block":
            left = re.sub(r"<summary>[\w ]+ \(\d+\)</summary>", "", token.content)
            assert {line for line in left.split("\n") if line} <= TAGS
        for child in token.children or ():
            assert child.type != "html_inline" or child.content == "<br>"
            assert child.type != "text" or not MENTION.search(child.content)
            assert child.type != "code_inline" or OUR_CODE.fullmatch(child.content)
    read = read_tokens(tokens)
    assert set(read.tokens) <= {*tame_tokens(), "text_special"}
    assert read.addresses == []
    rows = [row for table in tables(text.replace("<br>", " ")) for row in table[1:]]
    assert [len(row) for row in rows] == [3] * len(comparison.shown)


def page_has_our_elements_only(text: str) -> None:
    page = page_of(text)
    assert names_of(page) <= tame_names()
    assert page.left_open == []
    assert {a for a in page.addresses if not a.startswith("#")} == set()


def names_of(page: Page) -> set[tuple[str, str]]:
    """The elements of a page with their attributes, whatever the changes in it are called."""
    return {(tag, OWN.sub("…", str(values))) for tag, values in page.elements}


@cache
def tame_names() -> set[tuple[str, str]]:
    return names_of(page_of(tame()["html"]))


@cache
def tame_tokens() -> set[str]:
    return set(markdown_of(tame()["markdown"]).tokens)


def full_texts_and_histories_are_text(word: str, comparison: Comparison) -> None:
    first = next((c for c in comparison.changes if c.because), comparison.changes[0])
    terminal_shows_it(IN_FULL["text"](first, comparison))
    json.loads(IN_FULL["json"](first, comparison))
    step = history.Step(word, "0" * 40, "2026-11-23", comparison)
    steps = [step, replace(step, comparison=None, failed=word)]
    terminal_shows_it(history.text(steps, "nb"))
    json.loads(history.json_text(steps, "nb"))
    written = history.markdown(steps, "nb")
    assert len(tables(written.replace("<br>", " "))[0]) == 3
    read = markdown_of(written)
    assert read.addresses == []
    assert [w for w in read.words if MENTION.search(w)] == []
    assert json.loads(FAILURES["json"](word, "nb"))["error"]
    assert commands(FAILURES["markdown"](word, "nb")) == []


@pytest.mark.parametrize("word", ["[/bold]", "a: b # c", '"x"', "${x}", "\u202ex", "- y"])
def test_the_lines_to_accept_are_yaml(word: str, tmp_path: Path) -> None:
    comparison = comparison_of(word)
    change = replace(comparison.open[0], subject=replace(comparison.open[0].subject, id=word))
    lines = IN_FULL["text"](change, comparison)
    (read,) = yaml.safe_load(lines[lines.index("accepted:") :])["accepted"]
    assert read["fingerprint"] == change.fingerprint
    assert read["entity"].replace("\\u202e", "\u202e") == change.subject.key
