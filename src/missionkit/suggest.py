"""Did you mean: the nearest names to one that is not known."""

import difflib
from collections.abc import Iterable

CUTOFF = 0.7
MOST = 3
TOO_MANY = 2000


def nearest(word: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return at most three names like `word`, best first; case, `_` and `-` make no difference.

    Among very many names only those with a like length and the same first letter are looked at.
    """
    wanted = _plain(word)
    if not wanted:
        return ()
    plain = {_plain(name): name for name in names}
    if wanted in plain:
        return (plain[wanted],)
    choices = list(plain)
    if len(choices) > TOO_MANY:
        choices = [c for c in choices if c[:1] == wanted[:1] and abs(len(c) - len(wanted)) <= 3]
    return tuple(plain[c] for c in difflib.get_close_matches(wanted[:100], choices, MOST, CUTOFF))


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-").strip()
