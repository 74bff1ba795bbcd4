"""Laws of comparing, over registers made by chance from one in which every field of every model is used."""

import json
import os
import subprocess
import sys
from collections import Counter
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mirrors import unlike
from pair_cases import TODAY, all_told, cases, register_of
from varied import Data, another, built, documents, removable, shuffled, spots, without_rules

from missionkit.diff.compare import Compared, compare
from missionkit.register import Register

FEW = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
SEEDS = st.integers(0, 10**6)


@cache
def whole() -> Register:
    made = built(documents())
    assert made.faults == []
    return made


def edited(numbers: list[int]) -> list[Data]:
    """Return the documents after some edits that the models allow: a number picks a place, and what is done there."""
    made = documents()
    for number in numbers:
        found = list(spots(made))
        spot = found[number // 3 % len(found)]
        value = another(spot)
        if value is not None and number % 3:
            spot.holder[spot.key] = value
        elif removable(spot) and not _named_elsewhere(spot.holder[spot.key], made):
            del spot.holder[spot.key]
    return made


def _named_elsewhere(value: object, made: list[Data]) -> bool:
    """Say whether something taken out has an id that others name; what is named must stay."""
    return isinstance(value, dict | list) and '"id"' in str(value).replace("'", '"')


EDITS = st.lists(st.integers(0, 10**6), min_size=1, max_size=4)


@FEW
@given(SEEDS)
def test_the_same_in_another_form_is_no_change(seed: int) -> None:
    compared = compare(whole(), _register(shuffled(documents(), seed)), TODAY)
    assert [line for line in all_told(compared) if not line.startswith("info document-moved")] == []


def _register(files: dict[str, str]) -> Register:
    made = register_of(files)
    assert made.faults == []
    return made


def test_a_register_is_the_same_as_itself() -> None:
    assert compare(whole(), built(documents()), TODAY).changes == ()
    assert compare(whole(), whole(), TODAY).changes == ()


@FEW
@given(EDITS, EDITS)
def test_the_way_back_is_the_mirror(before: list[int], after: list[int]) -> None:
    old, new = built(edited(before), whole()), built(edited(after), whole())
    assert unlike(compare(old, new, TODAY), compare(new, old, TODAY)) == (Counter(), Counter())


@FEW
@given(EDITS, SEEDS)
def test_form_hides_no_change_and_adds_none(numbers: list[int], seed: int) -> None:
    made = edited(numbers)
    plainly = compare(whole(), built(made, whole()), TODAY)
    otherwise = compare(whole(), _register(shuffled(made, seed)), TODAY)
    assert _without_moves(otherwise) == _without_moves(plainly)


def _without_moves(compared: Compared) -> list[tuple[str, str]]:
    """Return what is told with fingerprints, save that documents moved to other files."""
    return sorted((c.fingerprint, c.code.name) for c in compared.changes if c.code.name != "document-moved")


@FEW
@given(EDITS)
def test_fingerprints_tell_changes_apart(numbers: list[int]) -> None:
    found = [c.fingerprint for c in compare(whole(), built(edited(numbers), whole()), TODAY).changes]
    assert len({*found}) == len(found)


def _every_spot() -> list[tuple[str, int]]:
    """Return one place for each field of each model, for its value and for an item of its list: document and number."""
    seen: dict[tuple[str, str, bool], tuple[str, int]] = {}
    for document in documents():
        for number, spot in enumerate(spots([document])):
            seen.setdefault((spot.model.__name__, spot.one.key, spot.inside), (json.dumps(document), number))
    return list(seen.values())


def test_no_change_of_any_field_of_any_model_is_passed_over() -> None:
    passed, alone = [], {json.dumps(d): without_rules([d]) for d in documents()}
    for document, number in _every_spot():
        spot = list(spots([json.loads(document)]))[number]
        value = another(spot)
        if value is not None:
            spot.holder[spot.key] = value
        elif removable(spot):
            del spot.holder[spot.key]
        else:
            continue
        new = without_rules([spot.document])
        if new.faults or all(c.follows for c in compare(alone[document], new, TODAY).changes):
            passed.append(f"{spot.model.__name__}.{spot.one.key}")
    assert passed == []


def test_the_same_changes_in_the_same_order_whatever_the_hash_seed() -> None:
    script = (
        "from pair_cases import *\n"
        "for case in cases()[::9]:\n"
        "    for change in case.compared(case.only or ADOPTED).changes:\n"
        "        print(change.fingerprint, change.code.name, change.path, *change.because, change.facts)\n"
    )
    found = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=environment)
        found.add(done.stdout)
    assert len(found) == 1
    assert found.pop().count(b"\n") > 40


def test_fingerprints_stay_when_lines_move_and_texts_are_said_otherwise() -> None:
    case = next(c for c in cases() if c.name == "the title is another")
    old, new = case.sides("adopted")
    wanted = {c.fingerprint for c in compare(old, new, TODAY).changes}
    files = {name: f"# moved\n\n{new.tree.read(name).decode()}" for name in new.files}
    files["missionkit.yaml"] = "language: en\n"
    for title in ("title: A living fjord", "title: {en: A living fjord}", "title: >-\n  A living\n  fjord"):
        mission = files["mission.yaml"].replace("title: A living fjord", title)
        assert {
            c.fingerprint for c in compare(old, _register(files | {"mission.yaml": mission}), TODAY).changes
        } == wanted


def test_a_whole_register_that_is_gone_or_new_is_told() -> None:
    nothing = built([])
    gone, new = compare(whole(), nothing, TODAY).changes, compare(nothing, whole(), TODAY).changes
    assert sum(c.subject.part == "" and c.path == "" and not c.follows for c in gone) == len(documents())
    assert sum(c.subject.part == "" and c.path == "" and not c.follows for c in new) == len(documents())
