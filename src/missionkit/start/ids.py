"""Ids made from names, and ids that are still free."""

import re
import unicodedata
from collections.abc import Container

from missionkit.values import ID

LONGEST = 60
"""How long an id made from a name gets; a written one may be longer."""

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ŋ": "n", "ŧ": "t"})


def made_id(name: str) -> str:
    """Return an id like a name, written as Norwegian web addresses are; nothing if that leaves no letter."""
    composed = unicodedata.normalize("NFC", name).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", composed) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", bare)
    found = ""
    for word in words:
        longer = f"{found}-{word}" if found else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        found = longer
    return found


def is_id(words: str) -> bool:
    """Say whether words have the form of an id."""
    return len(words) <= 100 and ID.fullmatch(words) is not None


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return an id, with the first number behind it that makes it different from those taken."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted[:90]}-{number}"
    return found
