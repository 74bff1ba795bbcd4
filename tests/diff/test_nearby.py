"""A comparison that reads only the files that `nearby` names says the same as one that reads all."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pair_cases import Files, Texts, all_told
from random_edits import two_states

from missionkit.diff.compare import Compared, HeadInvalid, compare
from missionkit.diff.nearby import nearby
from missionkit.diff.words import message
from missionkit.register import load_register

TODAY = date(2026, 11, 23)
EXAMPLES = sorted(p.parent for p in (Path(__file__).parent.parent.parent / "examples").glob("*/missionkit.yaml"))


@cache
def edited(seed: int) -> tuple[Files, Files, frozenset[str] | None]:
    """Return two states that random edits lie between, and the files that bear on them."""
    old, new = two_states(seed)
    return old, new, nearby(Texts(old), Texts(new), few=0)


def said(old: Files, new: Files, only: frozenset[str] | None) -> list[object]:
    """Return all that a comparison says, or the faults that keep it from being made."""
    head = load_register(Texts(new), only=only)
    try:
        compared = compare(load_register(Texts(old), like=head, only=only), head, TODAY)
    except HeadInvalid as error:
        return [str(error), *map(str, error.faults)]
    return [*_changes(compared), *(f"{n.key} {n.facts} {n.file}:{n.line}" for n in compared.notes)]


def _changes(compared: Compared) -> list[object]:
    told = [(c.fingerprint, message(c, "en"), c.old_spot, c.new_spot, c.because, c.level) for c in compared.changes]
    return [*told, *all_told(compared)]


@pytest.mark.parametrize("seed", range(40))
def test_after_random_edits_the_same_is_said(seed: int) -> None:
    old, new, only = edited(seed)
    if only is not None:
        assert said(old, new, only) == said(old, new, None)


def test_in_some_of_them_much_is_left_unread() -> None:
    shares = []
    for seed in range(40):
        old, new, only = edited(seed)
        shares.append(1.0 if only is None else len(only) / len({*old, *new}))
    assert sum(share < 0.5 for share in shares) > 10


def _example(folder: Path) -> Files:
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.yaml"))}


@pytest.mark.parametrize("folder", EXAMPLES, ids=[f.name for f in EXAMPLES])
def test_the_examples_without_one_file_say_the_same(folder: Path) -> None:
    old = _example(folder)
    for name in sorted(old)[:: max(1, len(old) // 8)]:
        new = {file: text for file, text in old.items() if file != name}
        only = nearby(Texts(old), Texts(new), few=0)
        assert only is None or said(old, new, only) == said(old, new, None), name


def _small(*actors: str) -> Files:
    """Return a mission of two projects whose lead is an actor, one file a document."""
    files = {f"{id_}.yaml": f"kind: actor\nid: {id_}\nname: {id_}\nactor_kind: public\n" for id_ in actors}
    files["m.yaml"] = "kind: mission\nid: m\ntitle: M\nstatus: running\n"
    return files | {
        p: f"kind: project\nid: {p[0]}\ntitle: {p}\nmissions: [m]\nlead: one\n" for p in ("p.yaml", "q.yaml")
    }


def test_files_of_few_registers_are_all_read() -> None:
    assert nearby(Texts(_small("one")), Texts(_small("one", "two"))) is None


def test_other_settings_and_sources_are_all_read() -> None:
    old = _small("one")
    for more in ({"missionkit.yaml": "language: nb\n"}, {"s.yaml": "kind: source\nid: s\ntitle: S\n"}):
        assert nearby(Texts(old), Texts(old | more), few=0) is None


def test_an_actor_that_loses_its_last_user_is_told() -> None:
    old = _small("one", "two") | {"far.yaml": "kind: project\nid: far\ntitle: Far\nlead: two\n"}
    new = old | {"far.yaml": "kind: project\nid: far\ntitle: Far\nlead: one\n"}
    only = nearby(Texts(old), Texts(new), few=0)
    assert only is not None
    assert said(old, new, only) == said(old, new, None)
    assert "info finding-opened:unused-document actor:two <- lead-changed" in said(old, new, only)


def _mission(id_: str, projects: int, actor: str = "one", more: str = "") -> Files:
    """Return a mission with a sector, its actor and its projects, one file a document."""
    found = {f"{id_}.yaml": f"kind: mission\nid: {id_}\ntitle: {id_}\nstatus: running\nsectors: [naring]\n"}
    for n in range(projects):
        project = f"{id_}-{n}"
        found[f"{project}.yaml"] = (
            f"kind: project\nid: {project}\ntitle: {project}\nmissions: [{id_}]\nlead: {actor}\n{more}"
        )
    return found


def _portfolio(mission: str, *projects: str) -> Files:
    named = ", ".join(projects)
    text = f"kind: portfolio\nid: of-{mission}\ntitle: Of {mission}\nmission: {mission}\nprojects: [{named}]\n"
    return {f"of-{mission}.yaml": text}


_TWO = _small("one", "two") | _mission("a", 3, "two") | _mission("b", 3) | _mission("c", 3)
_CHANGES: dict[str, tuple[Files, Files]] = {
    "an actor of another mission's project that a portfolio lists": (
        _TWO | _portfolio("b", "a-0", "b-1"),
        {"two.yaml": "kind: actor\nid: two\nname: two\nactor_kind: academia\nsector: naring\n"},
    ),
    "a portfolio takes in a project, so that missions overlap": (
        _TWO | _portfolio("b", "a-0"),
        _portfolio("b", "a-0", "a-1"),
    ),
    "missions overlap that a changed one has nothing to do with": (
        _TWO | _portfolio("b", "a-0", "a-1") | _portfolio("c", "b-0", "b-1"),
        {"c-2.yaml": "kind: project\nid: c-2\ntitle: Other\nmissions: [c]\nlead: one\n"},
    ),
    "a mission goes that was part of a ring": (
        _TWO
        | {"r.yaml": "kind: project\nid: r\ntitle: R\nmissions: [a]\ndependencies:\n  - {to: s}\n  - {to: u}\n"}
        | {"s.yaml": "kind: project\nid: s\ntitle: S\nmissions: [b]\ndependencies:\n  - {to: r}\n"}
        | {"u.yaml": "kind: project\nid: u\ntitle: U\nmissions: [c]\ndependencies:\n  - {to: r}\n  - {to: s}\n"},
        {"u.yaml": "kind: project\nid: u\ntitle: U\nmissions: [c]\ndependencies:\n  - {to: s}\n"},
    ),
    "an edge enters a ring that others close": (
        _TWO
        | {"k.yaml": "kind: project\nid: k\ntitle: K\nmissions: [a]\ndependencies: [{to: y}]\n"}
        | {"x.yaml": "kind: project\nid: x\ntitle: X\nmissions: [b]\ndependencies: [{to: y}]\n"}
        | {"y.yaml": "kind: project\nid: y\ntitle: Y\nmissions: [b]\ndependencies: [{to: z}, {to: x}]\n"}
        | {"z.yaml": "kind: project\nid: z\ntitle: Z\nmissions: [b]\n"},
        {"z.yaml": "kind: project\nid: z\ntitle: Z\nmissions: [b]\ndependencies: [{to: y}]\n"},
    ),
}


@pytest.mark.parametrize("name", _CHANGES)
def test_what_bears_on_a_change_from_afar_is_read(name: str) -> None:
    old, edits = _CHANGES[name]
    new = old | edits
    only = nearby(Texts(old), Texts(new), few=0)
    assert only is not None
    assert said(old, new, only) == said(old, new, None)
