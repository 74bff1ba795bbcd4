"""Text to plain data and positions, through `read`."""

import pytest

from missionkit.source.reading import Reading
from missionkit.source.yaml import read

READS: dict[str, tuple[str, list[object]]] = {
    "block mapping": ("a: 1\nb: x y\n", [{"a": 1, "b": "x y"}]),
    "nested block": ("a:\n  b:\n    c: 1\n  d: 2\n", [{"a": {"b": {"c": 1}, "d": 2}}]),
    "block list": ("- 1\n- x\n-\n- ~\n", [[1, "x", None, None]]),
    "list at the key's own indent": ("a:\n- 1\n- 2\nb: 3\n", [{"a": [1, 2], "b": 3}]),
    "compact mapping in a list": ("- a: 1\n  b: 2\n- c: 3\n", [[{"a": 1, "b": 2}, {"c": 3}]]),
    "compact list in a list": ("- - 1\n  - 2\n- - 3\n", [[[1, 2], [3]]]),
    "flow list": ("[1, 'x', [], {}]\n", [[1, "x", [], {}]]),
    "flow mapping": ('{a: 1, "b": [x, y], c, d: }\n', [{"a": 1, "b": ["x", "y"], "c": None, "d": None}]),
    "flow over lines": ("a: [\n  1,\n  2, # two\n]\n", [{"a": [1, 2]}]),
    "JSON": ('{"a": {"b": [1, 2.5, true, null, "x"]}}', [{"a": {"b": [1, "2.5", True, None, "x"]}}]),
    "single pair in a flow list": ("[a: 1, b]\n", [[{"a": 1}, "b"]]),
    "address in a flow list": ("links: [https://example.org/x]\n", [{"links": ["https://example.org/x"]}]),
    "address in a flow mapping": ("{url: https://example.org/x?a=1#b}\n", [{"url": "https://example.org/x?a=1#b"}]),
    "colon in a plain word": ("a: b:c\ntime: 12:30\n", [{"a": "b:c", "time": "12:30"}]),
    "hash in a plain word": ("a: b#c # comment\n", [{"a": "b#c"}]),
    "literal": ("a: |\n  one\n    two\n\n  three\n", [{"a": "one\n  two\n\nthree\n"}]),
    "literal, stripped": ("a: |-\n  one\n\n", [{"a": "one"}]),
    "literal, kept": ("a: |+\n  one\n\nb: 1\n", [{"a": "one\n\n", "b": 1}]),
    "literal with indent": ("a: |1\n  one\n two\n", [{"a": " one\ntwo\n"}]),
    "literal without end of line": ("a: |\n  one", [{"a": "one"}]),
    "literal with --- inside": ("a: |\n  ---\n  b\n", [{"a": "---\nb\n"}]),
    "folded": ("a: >\n  one\n  two\n\n  three\n   more\n  four\n", [{"a": "one two\nthree\n more\nfour\n"}]),
    "folded, stripped": ("a: >-\n  one\n  two\nb: 1\n", [{"a": "one two", "b": 1}]),
    "plain over lines": ("a: one\n  two\n\n  three\n", [{"a": "one two\nthree"}]),
    "single quoted over lines": ("a: 'one\n  two\n\n  it''s'\n", [{"a": "one two\nit's"}]),
    "double quoted over lines": ('a: "one\\\n  \\ two\n  three"\n', [{"a": "one two three"}]),
    "escapes": (r'a: "\t\u00e5\x41\U0001F600\"\\\n"' + "\n", [{"a": '\tåA😀"\\\n'}]),
    "no escapes in single quotes": (r"a: '\n'" + "\n", [{"a": "\\n"}]),
    "anchor and alias": ("a: &x [1, 2]\nb: *x\n", [{"a": [1, 2], "b": [1, 2]}]),
    "anchor on a scalar": ("a: &x yes\nb: *x\n", [{"a": "yes", "b": "yes"}]),
    "anchor used twice over": ("- &x 1\n- *x\n- &x 2\n- *x\n", [[1, 1, 2, 2]]),
    "alias in a nested alias": ("a: &x [1]\nb: &y [*x, *x]\nc: *y\n", [{"a": [1], "b": [[1], [1]], "c": [[1], [1]]}]),
    "comments everywhere": ("# one\na: # two\n  # three\n  b: 1 # four\n# five\n", [{"a": {"b": 1}}]),
    "two documents": ("a: 1\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
    "documents with ends": ("---\na: 1\n...\n---\nb: 2\n...\n", [{"a": 1}, {"b": 2}]),
    "content on the --- line": ("--- {a: 1}\n--- x\n", [{"a": 1}, "x"]),
    "empty document between": ("a: 1\n---\n---\nb: 2\n", [{"a": 1}, None, {"b": 2}]),
    "version directive": ("%YAML 1.2\n---\na: yes\n", [{"a": "yes"}]),
    "tag directive": ("%TAG !y! tag:yaml.org,2002:\n---\na: !y!str 1\n", [{"a": "1"}]),
    "byte order mark": ("\ufeffa: 1\n", [{"a": 1}]),
    "CRLF": ("a: 1\r\nb: |\r\n  x\r\n  y\r\nc:\r\n- 1\r\n", [{"a": 1, "b": "x\ny\n", "c": [1]}]),
    "CR alone": ("a: 1\rb: 2\r", [{"a": 1, "b": 2}]),
    "no newline at the end": ("a: 1", [{"a": 1}]),
    "<< is an ordinary key": ("a: &x {b: 1}\nc:\n  <<: *x\n", [{"a": {"b": 1}, "c": {"<<": {"b": 1}}}]),
    "keys are text": ("1: a\ntrue: b\n~: c\n2.50: d\n", [{"1": "a", "true": "b", "~": "c", "2.50": "d"}]),
    "explicit key": ("? a\n: 1\n? b\n", [{"a": 1, "b": None}]),
    "empty values": ("a:\nb: ''\nc: {}\nd: []\ne: ~\n", [{"a": None, "b": "", "c": {}, "d": [], "e": None}]),
    "keys of all scripts": ("målgruppe: å\n目标: 1\n😀: 2\n", [{"målgruppe": "å", "目标": 1, "😀": 2}]),
    "quoted keys": ("\"a b\": 1\n'c: d': 2\n", [{"a b": 1, "c: d": 2}]),
    "spaces at the end of lines": ("a: x  \nb:   \n  - 1   \n   \n", [{"a": "x", "b": [1]}]),
    "tab after a value": ("a: 1\t# x\nb: [1,\t2]\n", [{"a": 1, "b": [1, 2]}]),
    "other line separators are spaces": ("a: x\u2028y\u0085z\n", [{"a": "x y z"}]),
    "scalar at the root": ("just text\n", ["just text"]),
}


def plain(data: object) -> object:
    """Return the data with decimals as text, so that what is equal is also of one type."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return data if data is None or isinstance(data, bool | int | str) else str(data)


@pytest.mark.parametrize("name", READS)
def test_reads(name: str) -> None:
    text, documents = READS[name]
    reading = read(text.encode(), "f.yaml")
    assert reading.faults == []
    assert [plain(d.data) for d in reading.documents] == documents


@pytest.mark.parametrize("name", READS)
def test_positions_change_nothing_else(name: str) -> None:
    without, also = (read(READS[name][0].encode(), "f.yaml", positions=p) for p in (False, True))
    assert repr([d.data for d in also.documents]) == repr([d.data for d in without.documents])
    assert also.faults == without.faults
    assert all(d.positions is None for d in without.documents)
    assert all(d.positions is not None for d in also.documents)


def test_an_explicit_document_end_does_not_hide_what_follows() -> None:
    reading = read(b"a: 1\n...\n# comment\n...\n---\nb: 2\n", "f.yaml")
    assert [d.data for d in reading.documents] == [{"a": 1}, {"b": 2}]


def test_a_document_after_an_end_mark_needs_its_own_start() -> None:
    # YAML would allow it; libyaml does not.
    reading = read(b"a: 1\n...\nb: 2\n---\nc: 3\n", "f.yaml")
    assert [d.data for d in reading.documents] == [{"a": 1}, {"c": 3}]
    assert [(f.rule, f.case, f.span and f.span.line) for f in reading.faults] == [
        ("yaml-syntax", "expected-document", 3)
    ]


def where(text: str, *path: str | int, document: int = 0) -> tuple[int, int, int]:
    """Return line, column and end column of a path, as a finding would show it."""
    positions = read(text.encode(), "f.yaml", positions=True).documents[document].positions
    assert positions is not None
    span = positions.span(path)
    assert span.line == span.end_line
    return span.line, span.column, span.end_column


POSITIONS: dict[str, tuple[str, tuple[str | int, ...], tuple[int, int, int]]] = {
    "key": ("a: 1\nlong: 2\n", ("long",), (2, 1, 5)),
    "nested key": ("a:\n  b:\n    c: 1\n", ("a", "b", "c"), (3, 5, 6)),
    "quoted key": ('a: 1\n"b c": 2\n', ("b c",), (2, 1, 6)),
    "missing field: its mapping": ("a:\n  b: 1\n", ("a", "x"), (1, 1, 2)),
    "missing field of the root": ("# c\n\nkind: x\n", ("x",), (3, 1, 5)),
    "missing field deep down": ("a: {b: {c: 1}}\n", ("a", "b", "x", "y"), (1, 5, 6)),
    "list item": ("a:\n  - x\n  - yy\n", ("a", 1), (3, 5, 7)),
    "quoted list item": ("a: ['x', \"yy\"]\n", ("a", 1), (1, 10, 14)),
    "mapping in a list: its first key": ("a:\n  - id: x\n    b: 1\n", ("a", 0), (2, 5, 7)),
    "missing field in a list item": ("a:\n  - id: x\n  - id: y\n", ("a", 1, "title"), (3, 5, 7)),
    "key in a list item": ("a:\n  - id: x\n    b: 1\n", ("a", 0, "b"), (3, 5, 6)),
    "list in a list": ("- - 1\n  - 2\n", (0, 1), (2, 5, 6)),
    "flow mapping in a flow list": ("a: [{b: 1}, {c: 2}]\n", ("a", 1), (1, 13, 14)),
    "key in nested flow": ("a: [{b: 1}, {c: {d: [1, x]}}]\n", ("a", 1, "c", "d"), (1, 18, 19)),
    "item in nested flow": ("a: [{b: 1}, {c: {d: [1, x]}}]\n", ("a", 1, "c", "d", 1), (1, 25, 26)),
    "flow over lines": ("a: [\n  {b: 1,\n   c: 2}]\n", ("a", 0, "c"), (3, 4, 5)),
    "behind an alias": ("a: &x\n  b: 1\nc: *x\n", ("c", "b"), (2, 3, 4)),
    "the alias itself": ("a: &x\n  b: 1\nc: *x\n", ("c",), (1, 1, 2)),
    "behind two aliases": ("a: &x {b: 1}\nc: &y [*x]\nd: *y\n", ("d", 0, "b"), (1, 8, 9)),
    "missing behind an alias": ("a: &x {b: 1}\nc: [*x]\n", ("c", 0, "z"), (1, 1, 2)),
    "anchored item": ("a:\n  - &x v\n", ("a", 0), (2, 5, 9)),
    "scalar over lines": ("a:\n  - one\n    two\n", ("a", 0), (2, 5, 6)),
    "empty item": ("a:\n  -\n  - 1\n", ("a", 0), (2, 4, 5)),
    "CRLF": ("a: 1\r\nb:\r\n  - c: 1\r\n", ("b", 0, "c"), (3, 5, 6)),
    "CR alone": ("a: 1\rb:\r  c: 1\r", ("b", "c"), (3, 3, 4)),
    "byte order mark": ("\ufeffa: 1\nb: 2\n", ("a",), (1, 1, 2)),
    "after å on the line": ("{åå: å, b: 1}\n", ("b",), (1, 9, 10)),
    "after characters beyond U+FFFF": ("{😀: 😀😀, b: 1}\n", ("b",), (1, 9, 10)),
    "key of characters beyond U+FFFF": ("😀😀: 1\n", ("😀😀",), (1, 1, 3)),
    "after a line separator": ("a: x\u2028y\nb: 1\n", ("b",), (2, 1, 2)),
    "after a literal": ("a: |\n  x\n\n  y\nb: 1\n", ("b",), (5, 1, 2)),
    "root of a block mapping": ("# c\nkind: x\n", (), (2, 1, 5)),
    "root of a flow mapping": ("\n {a: 1}\n", (), (2, 2, 3)),
    "root list": ("\n- 1\n", (), (2, 1, 2)),
    "root scalar": ("\n\nwords\n", (), (3, 1, 6)),
    "root after ---": ("--- {a: 1}\n", (), (1, 5, 6)),
    "empty root": ("# c\n---\n\n", (), (2, 1, 4)),
}


@pytest.mark.parametrize("name", POSITIONS)
def test_position(name: str) -> None:
    text, path, expected = POSITIONS[name]
    assert where(text, *path) == expected


def test_positions_after_a_document_marker_count_from_the_top_of_the_file() -> None:
    text = "a: 1\n---\n# c\nb:\n  - c: 1\n...\n---\nd: 1\n"
    assert where(text, "b", 0, "c", document=1) == (5, 5, 6)
    assert where(text, "d", document=2) == (8, 1, 2)


def test_positions_after_a_document_that_broke_count_from_the_top_of_the_file() -> None:
    text = "a: [\n---\nb: 1\n---\nc: }\n---\nd:\n  e: 1\n"
    reading = read(text.encode(), "f.yaml", positions=True)
    assert [d.data for d in reading.documents] == [{"b": 1}, {"d": {"e": 1}}]
    assert where(text, "b", document=0) == (3, 1, 2)
    assert where(text, "d", "e", document=1) == (8, 3, 4)


def test_a_scalar_is_found_as_it_is_written() -> None:
    positions = read(b"a: [8.10, 'x']\nb: &n 017\nc: *n\n", "f.yaml", positions=True).documents[0].positions
    assert positions is not None
    spans = [positions.scalar(path) for path in (("a", 0), ("a", 1), ("c",), ("a",))]
    assert [s and (s.line, s.column, s.end_column) for s in spans] == [(1, 5, 9), (1, 11, 14), (2, 4, 10), None]


def faults(data: str) -> list[tuple[str, int, int]]:
    reading: Reading = read(data.encode(), "f.yaml")
    return [(f.rule, f.span.line, f.span.column) for f in reading.faults if f.span]


def test_a_duplicate_key_is_told_at_both_places_and_the_first_value_stays() -> None:
    reading = read(b"a: 1\nb: 2\na: 3\na: {c: 4}\n", "f.yaml")
    assert [(f.rule, f.span and f.span.line, f.facts["first"]) for f in reading.faults] == [
        ("duplicate-key", 3, 1),
        ("duplicate-key", 4, 1),
    ]
    assert [f.related[0].span and f.related[0].span.line for f in reading.faults] == [1, 1]
    assert reading.documents[0].data == {"a": 1, "b": 2}


def test_a_fault_in_the_value_of_a_duplicate_key_names_the_key() -> None:
    reading = read(b"a: 1\na: {b: !x 2}\n", "f.yaml")
    assert [(f.rule, f.place.path) for f in reading.faults] == [
        ("duplicate-key", ("a",)),
        ("forbidden-tag", ("a", "b")),
    ]


def test_a_tab_is_told_once_a_document_and_the_rest_is_still_read() -> None:
    text = "a: 1\na: 2\nb:\n\tc: 1\n\td: 2\n---\ne:\n  f: 1\n\tg: 1\n---\nh: 1\n"
    reading = read(text.encode(), "f.yaml")
    assert sorted(faults(text)) == [("duplicate-key", 2, 1), ("tab-indentation", 4, 1), ("tab-indentation", 9, 1)]
    assert [d.data for d in reading.documents] == [{"a": 1, "b": {"c": 1, "d": 2}}, {"e": {"f": 1, "g": 1}}, {"h": 1}]


def test_positions_on_a_line_with_a_tab_are_those_of_the_file() -> None:
    assert where("a:\n\tbb: 1\n\tc: 2\n", "a", "c") == (3, 2, 3)
    assert where("a:\n\t- b: 1\n", "a", 0, "b") == (2, 4, 5)


def test_documents_on_both_sides_of_a_broken_one_are_read_and_its_ids_are_kept() -> None:
    text = (
        "id: a\n---\nkind: actor\nid: lost\nparts:\n  - id: also-lost\n  x: [\n---\nid: b\n...\n%YAML 1.2\n---\nid: c\n"
    )
    reading = read(text.encode(), "f.yaml")
    assert [d.data for d in reading.documents] == [{"id": "a"}, {"id": "b"}, {"id": "c"}]
    assert [f.rule for f in reading.faults] == ["yaml-syntax"]
    assert reading.broken == ["lost", "also-lost"]
