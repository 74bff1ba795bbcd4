"""Looking words up by their forms finds the same as holding each word against each, as people would define it."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from missionkit.rules.akin import kin_of, related

WORDS = st.text("abc", min_size=1, max_size=9)


def akin(one: str, other: str) -> bool:
    """Say whether two words are forms of the same word, or one is the last part of the other."""
    short, long = sorted((one, other), key=len)
    if one == other:
        return len(one) > 1
    stem = short[: max(4, len(short) - 2)]
    return len(short) >= 4 and (long.endswith(short) or (long.startswith(stem) and len(long) - len(short) <= 3))


@settings(max_examples=500, deadline=None, derandomize=True)
@given(WORDS, st.lists(WORDS, min_size=1, max_size=4))
@example("utslippene", ["utslipp"])
@example("klimautslipp", ["utslipp"])
@example("abab", ["ababccc", "c"])
def test_words_are_related_where_one_of_them_is_akin(word: str, others: list[str]) -> None:
    assert related(word, kin_of((" ".join(others),), "nb"), "nb") is any(akin(word, other) for other in others)
