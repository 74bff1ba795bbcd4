"""What scalars mean: the YAML 1.2 core schema, as one table."""

from decimal import Decimal

import pytest

from missionkit.source.scalars import is_core_collection, resolve, resolve_tagged
from missionkit.source.yaml import read

INFINITY = Decimal("Infinity")

PLAIN: list[tuple[str, object]] = [
    ("", None),
    ("~", None),
    ("null", None),
    ("Null", None),
    ("NULL", None),
    ("nULL", "nULL"),
    ("none", "none"),
    ("true", True),
    ("True", True),
    ("TRUE", True),
    ("false", False),
    ("False", False),
    ("FALSE", False),
    ("tRUE", "tRUE"),
    ("NO", "NO"),
    ("no", "no"),
    ("yes", "yes"),
    ("Yes", "Yes"),
    ("on", "on"),
    ("off", "off"),
    ("y", "y"),
    ("0", 0),
    ("-0", 0),
    ("017", 17),
    ("+12", 12),
    ("-12", -12),
    ("0o17", 15),
    ("0o18", "0o18"),
    ("-0o17", "-0o17"),
    ("0x1F", 31),
    ("0xfg", "0xfg"),
    ("0X1F", "0X1F"),
    ("+0x1F", "+0x1F"),
    ("0b101", "0b101"),
    ("1_000", "1_000"),
    ("1,000", "1,000"),
    ("1 000", "1 000"),
    ("12:30:00", "12:30:00"),
    ("190:20:30", "190:20:30"),
    ("12:30", "12:30"),
    ("2030", 2030),
    ("2030-06-30", "2030-06-30"),
    ("2030-13-45", "2030-13-45"),
    ("2001-12-14t21:59:43.10-05:00", "2001-12-14t21:59:43.10-05:00"),
    ("2030-Q4", "2030-Q4"),
    ("8.10", Decimal("8.10")),
    ("3.", Decimal("3")),
    (".5", Decimal("0.5")),
    ("-.5", Decimal("-0.5")),
    ("+1.5", Decimal("1.5")),
    ("1e3", Decimal("1E+3")),
    ("1E-3", Decimal("0.001")),
    ("6.02e+23", Decimal("6.02E+23")),
    (".5e1", Decimal("5")),
    ("1e99999", "1e99999"),
    ("1e", "1e"),
    ("e3", "e3"),
    (".", "."),
    ("-", "-"),
    ("+", "+"),
    ("..5", "..5"),
    ("1.2.3", "1.2.3"),
    ("--1", "--1"),
    (".inf", INFINITY),
    ("+.Inf", INFINITY),
    ("-.INF", -INFINITY),
    (".nan", Decimal("NaN")),
    ("-.nan", "-.nan"),
    (".NAN", Decimal("NaN")),
    ("inf", "inf"),
    ("NaN", "NaN"),
    ("9" * 40, int("9" * 40)),
    ("9" * 41, "9" * 41),
    ("-" + "9" * 5000, "-" + "9" * 5000),
    ("0." + "1" * 60, "0." + "1" * 60),
    ("0x" + "f" * 60, "0x" + "f" * 60),
    ("١٢", "١٢"),
    ("２０３２", "２０３２"),
    ("1½", "1½"),
    ("=", "="),
    ("<<", "<<"),
]


@pytest.mark.parametrize(("text", "meaning"), PLAIN, ids=[text[:20] or "empty" for text, _ in PLAIN])
def test_plain_scalar(text: str, meaning: object) -> None:
    assert repr(resolve(text)) == repr(meaning)


IN_A_FILE = [(text, meaning) for text, meaning in PLAIN if text not in ("-", "1,000")]


@pytest.mark.parametrize(("text", "meaning"), IN_A_FILE, ids=[text[:20] or "empty" for text, _ in IN_A_FILE])
def test_a_plain_scalar_in_a_file_means_the_same_and_quoted_it_is_text(text: str, meaning: object) -> None:
    reading = read(f"plain: {text}\nsingle: '{text}'\ndouble: \"{text}\"\n".encode(), "f.yaml")
    assert repr(reading.documents[0].data) == repr({"plain": meaning, "single": text, "double": text})
    assert reading.faults == []


TAGGED: list[tuple[str, object]] = [
    ("!!str 8.10", "8.10"),
    ("!!str true", "true"),
    ("!!str", ""),
    ("! 8.10", "8.10"),
    ("!<tag:yaml.org,2002:str> 5", "5"),
    ("!!int 5", 5),
    ('!!int "5"', 5),
    ("!!int 0o17", 15),
    ("!!float 1.50", Decimal("1.50")),
    ("!!float 1", 1),
    ("!!bool true", True),
    ("!!null ~", None),
    ("!!null", None),
    ("!!seq [1]", [1]),
    ("!!map {a: 1}", {"a": 1}),
]


@pytest.mark.parametrize(("text", "meaning"), TAGGED, ids=[text for text, _ in TAGGED])
def test_a_tag_of_the_core_schema_is_kept(text: str, meaning: object) -> None:
    reading = read(f"a: {text}\n".encode(), "f.yaml")
    assert repr(reading.documents[0].data) == repr({"a": meaning})
    assert reading.faults == []


REFUSED = [
    "!!int x",
    "!!int 1.5",
    "!!int true",
    "!!float yes",
    "!!float true",
    "!!bool 1",
    "!!bool yes",
    "!!null x",
    "!!seq x",
    "!!map x",
    "!!timestamp 2030-06-30",
    "!!binary aGVp",
    "!!set {a}",
    "!!omap [a: 1]",
    "!local x",
    "!<x> y",
    "!!python/name:os.system ''",
    "!!python/object/apply:os.system [ls]",
]


@pytest.mark.parametrize("text", REFUSED)
def test_any_other_tag_is_refused_where_it_stands(text: str) -> None:
    reading = read(f"a: 1\nb: {text}\n".encode(), "f.yaml")
    assert [(f.rule, f.span.line, f.span.column) for f in reading.faults if f.span] == [("forbidden-tag", 2, 4)]
    assert reading.faults[0].place.path == ("b",)
    assert reading.faults[0].case == ("builds" if "python" in text else "")


def test_tags_are_told_apart_without_a_file() -> None:
    assert resolve_tagged("tag:yaml.org,2002:str", "1") == (True, "1")
    assert resolve_tagged("tag:yaml.org,2002:int", "x") == (False, "x")
    assert resolve_tagged("!mine", "1") == (False, "1")
    assert is_core_collection("tag:yaml.org,2002:seq", "seq")
    assert not is_core_collection("tag:yaml.org,2002:seq", "map")
