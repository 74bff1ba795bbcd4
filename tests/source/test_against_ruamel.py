"""libyaml's events against those of ruamel.yaml's parser, through the same builder: equal data, equal faults."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from missionkit.finding import Path, Span
from missionkit.source.events import ruamel_events
from missionkit.source.reading import Reading
from missionkit.source.yaml import read

from .test_bad_input import INPUTS
from .test_yaml_reading import POSITIONS, READS, plain

CORPUS: dict[str, bytes] = {
    **{f"reads: {name}": text.encode() for name, (text, _) in READS.items()},
    **{f"position: {name}": text.encode() for name, (text, _, _) in POSITIONS.items()},
    **{f"bad: {name}": data for name, (data, _) in INPUTS.items() if "5 001" not in name},
}
del CORPUS["reads: tab after a value"]  # see DIFFERENT


def both(data: bytes) -> tuple[Reading, Reading]:
    return read(data, "f.yaml", positions=True), read(data, "f.yaml", positions=True, events=ruamel_events)


def shown(reading: Reading) -> tuple[list[str], list[tuple[str, int]], list[str]]:
    """Return what must be equal: data with their types, rules and lines of faults, ids of what broke."""
    faults = [(f.rule, f.span.line) for f in reading.faults if f.span]
    return [repr(d.data) for d in reading.documents], faults, reading.broken


def places(reading: Reading) -> list[tuple[dict[Path, Span], dict[Path, Path], Span]]:
    """Return where keys stand; scalars are left out because the parsers put empty ones in different columns."""
    found = [d.positions for d in reading.documents if d.positions]
    return [(p.keys, p.aliases, p.root) for p in found]


@pytest.mark.parametrize("name", CORPUS)
def test_both_parsers_read_the_corpus_alike(name: str) -> None:
    libyaml, ruamel = both(CORPUS[name])
    assert shown(libyaml) == shown(ruamel)
    assert places(libyaml) == places(ruamel)


DIFFERENT: dict[str, tuple[str, object, object]] = {
    # why: (text, what libyaml's events give, what ruamel.yaml's give); a text is the rule of a fault
    "ruamel takes no tab before a comment": ("a: 1\t# x\n", {"a": 1}, "yaml-syntax"),
    "ruamel takes no tab before a block scalar": ("a:\t|\n  x\n", {"a": "x\n"}, "yaml-syntax"),
    "ruamel takes no tab after ---": ("---\tx\n", "x", "yaml-syntax"),
    "ruamel takes a line of spaces and a tab for indentation": (
        "a: 1\n \t\nb: 2\n",
        {"a": 1, "b": 2},
        "tab-indentation",
    ),
    "ruamel takes a tab before the second line of a plain text": ("- x\n \ty\n", ["x y"], "tab-indentation"),
    "libyaml takes a tab as content for indentation": ("a: |-\n \tx\n", "tab-indentation", {"a": "\tx"}),
    "libyaml wants --- after ...": ("a: 1\n...\nb: 2\n", "yaml-syntax", {"a": 1}),
    "libyaml wants indented folded text at the root": ("--- >\nx\n", "yaml-syntax", "x\n"),
    "libyaml takes no empty key": ("a: 1\n: 2\n", "yaml-syntax", {"a": 1, "": 2}),
    "libyaml takes no word that starts with a colon in flow": ("[:x]\n", "yaml-syntax", [":x"]),
    "libyaml takes no colon before a comma in flow": ("{a:, b: 1}\n", "yaml-syntax", {"a:": None, "b": 1}),
    "libyaml ends an anchor at a colon": ("a: &b:c d\n", {"a": ":c d"}, {"a": "d"}),
    "libyaml takes only ASCII anchors": ("a: &å b\n", "yaml-syntax", {"a": "b"}),
    "libyaml takes no other directives": ("%FOO bar\n---\na: 1\n", "yaml-syntax", {"a": 1}),
    "ruamel takes no comment right after an empty folded text": ("a: >\n  \n   \n # c\n", {"a": ""}, "yaml-syntax"),
    "ruamel takes halves of surrogate pairs": (r'a: "\ud800"', "yaml-syntax", {"a": "\ud800"}),
    "both refuse an escape beyond U+10FFFF": (r'a: "\UFFFFFFFF"', "yaml-syntax", "yaml-syntax"),
    "both refuse other versions": ("%YAML 2.0\n---\na: 1\n", "yaml-syntax", "yaml-syntax"),
    "both refuse a later 1.x": ("%YAML 1.3\n---\na: 1\n", "yaml-syntax", "yaml-syntax"),
}


@pytest.mark.parametrize("why", DIFFERENT)
def test_where_the_parsers_differ(why: str) -> None:
    text, *expected = DIFFERENT[why]
    for reading, wanted in zip(both(text.encode()), expected, strict=True):
        rules: list[object] = [f.rule for f in reading.faults]
        assert wanted in (rules or [plain(d.data) for d in reading.documents])


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\u2028\u2029\ufffe\uffff"),
    max_size=12,
)
LINES = st.lists(
    st.sampled_from(["", "en", " to", "tre: fire", "# fem", "- seks", "'sju'", '"åtte"', "ni 😀 "]), max_size=6
)
TEXTS = (
    WORDS
    | LINES.map("\n".join)
    | st.sampled_from(["~", "yes", "017", "8.10", "2030-02-31", "a: b", "&a", "*a", "!", "%", "@", "`"])
)
SCALARS = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS.filter(lambda t: len(t) < 60), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    documents=st.lists(DATA, min_size=1, max_size=3),
    style=st.sampled_from([None, "'", '"', "|", ">"]),
    flow=st.sampled_from([None, True, False]),
    plain_unicode=st.booleans(),
    width=st.sampled_from([20, 80, 1000]),
    indent=st.integers(2, 6),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_both_parsers_read_any_written_yaml_alike(
    documents: list[object],
    style: str | None,
    flow: bool | None,
    plain_unicode: bool,
    width: int,
    indent: int,
    end: str,
) -> None:
    text = yaml.safe_dump_all(
        documents, default_style=style, default_flow_style=flow, allow_unicode=plain_unicode, width=width, indent=indent
    )
    libyaml, ruamel = both(text.replace("\n", end).encode())
    assert shown(libyaml) == shown(ruamel)
    assert places(libyaml) == places(ruamel)
    assert len(libyaml.documents) == len(documents)
