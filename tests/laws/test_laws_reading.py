"""Laws of reading, over data made by chance and the documents of the examples, written in many forms of YAML."""

import random
from pathlib import Path

import pytest
from forms import Form
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from missionkit.finding import Path as DataPath
from missionkit.finding import Span
from missionkit.source.decode import decode, lines
from missionkit.source.yaml import read

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "examples").rglob("*.yaml"), *(ROOT / "tests/rules").rglob("*.yaml")])
SOME = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufffe\uffff"),
    max_size=12,
)
ODD = st.sampled_from(
    (
        *(
            "",
            " ",
            "~",
            "null",
            "yes",
            "NO",
            "1",
            "017",
            "1e3",
            ".inf",
            "2030-02-31",
            "a: b",
            "- a",
            "#a",
            "a #b",
            "&a",
        ),
        *("&a", "*a", "!a", "%", "@", "`", "|", ">", "'", '"', "{", "[a]", "? a", ": a", "---", "...", "<<", "=", "\t"),
        *("a\nb", "a\n\n b\n", "x" * 2000, "\x85", "\u00a0", "\ufeff", "😀", "a\r\nb", "\\n", "''"),
    )
)
TEXTS = WORDS | ODD
KEYS = TEXTS.filter(lambda text: len(text) < 100)
SCALARS = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=15,
)
SEEDS = st.integers(0, 10**6)


@SOME
@given(st.lists(DATA, min_size=1, max_size=3), SEEDS)
def test_data_written_in_any_form_are_read_back(documents: list[object], seed: int) -> None:
    text = Form(random.Random(seed), faithful=True).text(documents)
    reading = read(text.encode(), "f.yaml")
    assert reading.faults == []
    assert [one.data for one in reading.documents] == documents


@SOME
@given(st.sampled_from(FILES), SEEDS)
def test_documents_written_in_another_form_are_the_same(file: Path, seed: int) -> None:
    documents = [one.data for one in read(file.read_bytes(), "f.yaml").documents]
    again = read(Form(random.Random(seed), faithful=True).text(documents).encode(), "f.yaml")
    assert again.faults == []
    assert [one.data for one in again.documents] == documents


@SOME
@given(st.lists(DATA, min_size=1, max_size=3), SEEDS)
@example(["a"], 0)
@example([{"a": None}, None, [None]], 1)
def test_positions_point_at_what_stands_there(documents: list[object], seed: int) -> None:
    points_at_what_stands_there(Form(random.Random(seed), faithful=True).text(documents).encode())


@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_positions_in_the_examples_point_at_what_stands_there(end: bytes) -> None:
    for file in FILES:
        points_at_what_stands_there(file.read_bytes().replace(b"\n", end))


def points_at_what_stands_there(data: bytes) -> None:
    """Raise if a key or a scalar that stands on one line is not what its span holds."""
    text = lines(decode(data)[0])
    for one in read(data, "f.yaml", positions=True).documents:
        assert one.positions is not None
        for path, span in one.positions.scalars.items():
            if span.line == span.end_line and _lone(text, span):
                assert repr(_held(text, span)) == repr([_value(one.data, path)]), (path, span)
        for path, span in one.positions.keys.items():
            if path and isinstance(path[-1], str) and span.line == span.end_line:
                (key,) = _held(text, span)
                assert (key if isinstance(key, str) else _written(text, span)) == path[-1], (path, span)


def _written(text: list[str], span: Span) -> str:
    return text[span.line - 1][span.column - 1 : span.end_column - 1]


def _lone(text: list[str], span: Span) -> bool:
    """Say whether a scalar can be read by itself: not the empty one, nor the head of a block of lines."""
    return _written(text, span)[:1] not in ("", "|", ">", " ", ",", "]", "}")


def _held(text: list[str], span: Span) -> list[object]:
    return [one.data for one in read(_written(text, span).encode(), "span.yaml").documents]


def _value(data: object, path: DataPath) -> object:
    for step in path:
        assert isinstance(data, dict | list)
        data = data[step]  # type: ignore[index]
    return data
