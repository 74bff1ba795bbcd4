"""What the fuzzer kept: its corpus, all that ever broke a promise, and mutations of both, held against the promises."""

import subprocess
import sys
from pathlib import Path

import pytest
from promises import PROMISES, keep
from tame import is_json, is_markdown, is_page, is_text

import fuzz

FUZZ = Path(fuzz.__file__).parent
CORPUS, FOUND = (sorted(path for path in (FUZZ / name).iterdir()) for name in ("corpus", "found"))
WHOLE = 30
"""Of so many files of the corpus one is written in every format; each other in some."""


@pytest.mark.parametrize("number", range(len(CORPUS)), ids=lambda number: CORPUS[number].name)
def test_the_corpus_keeps_the_promises(number: int) -> None:
    for name in PROMISES:
        keep(name, CORPUS[number].read_bytes(), whole=number % WHOLE == 0)


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.name)
def test_what_broke_a_promise_once_keeps_it(file: Path) -> None:
    for name in PROMISES:
        keep(name, file.read_bytes())


def test_the_corpus_is_small() -> None:
    assert 100 <= len(CORPUS) <= 400
    assert sum(path.stat().st_size for path in (*CORPUS, *FOUND)) < 1_000_000


def test_mutations_keep_the_promises(tmp_path: Path) -> None:
    command = [sys.executable, str(FUZZ / "fuzz.py"), "--mutations", "120", "--seed", "7", "--artifacts", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert done.stdout.startswith("120 inputs, 0 broke a promise;")


def test_mutations_are_the_same_for_the_same_seed() -> None:
    first = list(fuzz.inputs(40, 1, large=False))
    assert list(fuzz.inputs(40, 1, large=False)) == first
    assert list(fuzz.inputs(40, 2, large=False)) != first
    assert len({*first}) > 35


@pytest.mark.parametrize("text", ["\x1b[31m", "a\x00", "\u202e", "\udcff", "a\u2028b"], ids=ascii)
def test_a_text_that_a_terminal_obeys_is_noticed(text: str) -> None:
    with pytest.raises(AssertionError):
        is_text(text)


@pytest.mark.parametrize(
    "page",
    [
        "<script>x</script>",
        "<p onclick='x'>x</p>",
        "<p><a href='javascript:x'>x</a></p>",
        "<p><b>x</b></p>",
        "<p>",
        "<svg><image></image></svg>",
        "<!-- x -->",
    ],
)
def test_a_page_with_markup_of_a_stranger_is_noticed(page: str) -> None:
    with pytest.raises(AssertionError):
        is_page(page)


@pytest.mark.parametrize("text", ["<b>x</b>", "![x](https://example.org/)", "[x](ftp://x)", "`x`"])
def test_markdown_of_a_stranger_is_noticed(text: str) -> None:
    with pytest.raises(AssertionError):
        is_markdown(text)


@pytest.mark.parametrize("text", ['{"a": NaN}', "[Infinity]", "{'a': 1}", ""])
def test_what_is_no_json_is_noticed(text: str) -> None:
    with pytest.raises((AssertionError, ValueError)):
        is_json(text)
