"""The comment for a pull request stays within its bytes, whatever it has to tell, and says what it leaves out."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_tables import tables
from two_states import comparison_of, write_states

from missionkit.diff.accepted import Note
from missionkit.diff.change import GROUPS, Acceptance, Change, Level
from missionkit.language.catalog import say
from missionkit.output.changes.markdown import MARKER, failed, markdown
from missionkit.output.changes.report import Comparison
from missionkit.values import LANGUAGES, Text

ALPHABET = "æøåÆØÅ–«»👩🏽 |\\`*_<>&@#[]\n\x1b\u202eabc"
WORDS = st.text(ALPHABET, max_size=60).map(lambda word: word * 20)
LEFT = {"nb": r"(\d+) endring(?:er)? til er utelatt", "nn": r"(\d+) endring(?:ar)? til er", "en": r"(\d+) more change"}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    folder = tmp_path_factory.mktemp("states")
    write_states(folder)
    return comparison_of(folder)


def of_many(real: Comparison, counts: dict[str, int], words: str, notes: int = 0) -> Comparison:
    """A comparison with so many changes of each group, all with long texts."""
    moved = next(c for c in real.changes if c.code.moved and c.level is Level.WARNING)
    plain = next(c for c in real.changes if c.code.name == "mission-goal-replaced")
    told = Text(plain=words)
    made: list[Change] = []
    for name, count in counts.items():
        base = moved if name == "moved" else plain
        accepted = Acceptance(told, told, "2027") if name == "accepted" else None
        level = base.level if name in ("moved", "accepted") else Level(name)
        for number in range(count):
            subject = replace(base.subject, id=f"{name}-{number}", title=told, part="Target", name=words)
            facts = {**base.facts, "before": told, "after": told}
            made.append(replace(base, subject=subject, level=level, accepted=accepted, facts=facts))
    (one,) = real.compared
    more = tuple(Note("accepted-unused", {"fingerprint": "0" * 12, "reason": told}, "a.yaml", 1) for _ in range(notes))
    return replace(real, compared=(replace(one, changes=tuple(made), notes=more),))


def assert_sound(comparison: Comparison, text: str) -> None:
    """The verdict is first, rows are whole, what is folded ends, and what is told and left out adds up."""
    assert text.encode().decode() == text
    lines = text.splitlines()
    assert lines[0] == MARKER
    assert lines[1] == f"## {comparison.verdict()}"
    assert lines.count("<details>") == lines.count("</details>") == len(re.findall("(?m)^<summary>.*</summary>$", text))
    rows = [row for table in tables(text.replace("<br>", " ")) for row in table[1:]]
    assert {len(row) for row in rows} <= {3}
    assert all(re.search("[0-9a-f]{12}$", row[2]) for row in rows)
    left = [int(count) for count in re.findall(LEFT[comparison.language], text)]
    assert len(rows) + sum(left) == len(comparison.shown)


COUNTS = st.fixed_dictionaries({name: st.sampled_from([0, 0, 1, 2, 7, 40, 600]) for name in GROUPS})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    counts=COUNTS,
    words=WORDS,
    longest=st.sampled_from([2500, 4000, 9000, 20_000, 60_000]),
    notes=st.sampled_from([0, 1, 50]),
    language=st.sampled_from(LANGUAGES),
)
def test_a_comment_stays_within_its_bytes(
    counts: dict[str, int], words: str, longest: int, notes: int, language: str, real: Comparison
) -> None:
    comparison = replace(of_many(real, counts, words, notes), longest=longest, language=language)
    text = markdown(comparison)
    assert len(text.encode()) <= longest
    assert_sound(comparison, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_thousand_changes_fill_the_comment(language: str, real: Comparison) -> None:
    comparison = replace(
        of_many(real, {"breaking": 10, "warning": 2000, "info": 990}, "Blåbærsyltetøy " * 30), language=language
    )
    text = markdown(comparison)
    assert 55_000 < len(text.encode()) <= 60_000
    assert_sound(comparison, text)
    table = tables(text.replace("<br>", " "))
    assert len(table[0]) == 11, "the gravest come first, and all of them"


@pytest.mark.parametrize("longest", [-5, 0, 1, 50, 200, 400, 700, 1000])
def test_where_there_is_no_room_the_verdict_is_left(longest: int, real: Comparison) -> None:
    comparison = replace(of_many(real, dict.fromkeys(GROUPS, 30), "ærlig " * 90, 20), longest=longest)
    text = markdown(comparison)
    assert_sound(comparison, text)
    assert len(text.encode()) <= max(longest, 400)


def test_every_length_is_kept_and_more_room_tells_no_less(real: Comparison) -> None:
    comparison = of_many(real, {"breaking": 3, "warning": 5, "moved": 2, "info": 9, "accepted": 2}, "å ikke vite ")
    told = []
    for longest in range(1000, 30_000, 271):
        text = markdown(replace(comparison, longest=longest))
        assert len(text.encode()) <= longest
        told.append(sum(len(table) - 1 for table in tables(text.replace("<br>", " "))))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 21)


def test_ten_notes_are_told_and_the_rest_counted(real: Comparison) -> None:
    text = markdown(of_many(real, {"info": 1}, "Grunn", notes=25))
    assert text.count("The acceptance of") == 10
    assert "- There are 15 more notes; `missionkit diff` shows all." in text.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comment_that_could_not_be_made_says_so(language: str) -> None:
    text = failed("no revision 'v9'\n| <b> | @digdir", language)
    assert text.splitlines()[:2] == [MARKER, f"## {say('diff-failed', language)}"]
    assert tables(text) == []
    assert "<b>" not in text
    assert "@digdir" not in text


def test_the_verdict_is_right_whatever_is_left_out(tmp_path: Path, real: Comparison) -> None:
    comparison = replace(of_many(real, {"breaking": 700, "warning": 1}, "x" * 900), longest=3000)
    assert markdown(comparison).splitlines()[1] == "## 700 breaking changes, 1 warning."
