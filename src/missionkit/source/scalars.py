"""YAML 1.2 core schema: what a plain scalar means."""

import re
from decimal import Decimal
from functools import lru_cache

_CONSTANTS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), Decimal("Infinity")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), Decimal("-Infinity")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), Decimal("NaN")),
}
_NUMBER_START = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?")
_LONGEST = 40


def resolve(text: str) -> object:
    """Return what a plain scalar stands for: None, a bool, an int, an exact Decimal, or the text itself.

    Dates stay text, as do `NO`, `yes`, `12:30` and `1_000`; a number of more than 40 characters stays text too.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return text if text[0] not in _NUMBER_START or len(text) > _LONGEST else _number(text)


@lru_cache(maxsize=8192)
def _number(text: str) -> object:
    """Return the number that a text is, else the text; dates and amounts come again and again."""
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return Decimal(text)
    if _OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if _HEXADECIMAL.fullmatch(text):
        return int(text[2:], 16)
    return text


_CORE = "tag:yaml.org,2002:"
_TAGGED: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "bool": (bool,),
    "int": (int,),
    "float": (int, Decimal),
}


def resolve_tagged(tag: str, text: str) -> tuple[bool, object]:
    """Return (True, value) for a scalar with a tag of the core schema, (False, text) for any other tag.

    A tag that its text does not fit (`!!int x`) is refused too.
    """
    name = tag.removeprefix(_CORE)
    if tag == "!" or name == "str":
        return True, text
    if tag.startswith(_CORE) and name in _TAGGED:
        value = resolve(text)
        if isinstance(value, _TAGGED[name]) and (name == "bool" or not isinstance(value, bool)):
            return True, value
    return False, text


def is_core_collection(tag: str, collection: str) -> bool:
    """Say whether a tag on a list (`seq`) or mapping (`map`) changes nothing."""
    return tag in ("!", _CORE + collection)
