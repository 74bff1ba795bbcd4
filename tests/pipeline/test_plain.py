"""What goes from process to process and from run to run: the same documents, alike parts once, nothing wrong let in."""

import gc
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from missionkit.config import load_settings
from missionkit.entry import Taken
from missionkit.model import Project
from missionkit.pipeline.check import Means, check_tree
from missionkit.pipeline.judge import Judge
from missionkit.pipeline.plain import Unfit, as_text, plain, read_back
from missionkit.source.tree import Folder

FULL = Path(__file__).parents[1] / "brief/full"
TODAY = date(2026, 11, 23)


def taken_from(folder: Path) -> list[Taken]:
    tree = Folder(folder)
    judge = Judge(tree, load_settings(tree), TODAY)
    return [judge.file(file) for file in tree.files()]


def test_what_is_no_project_comes_back_whole() -> None:
    whole = [one for one in taken_from(FULL) if not any(isinstance(e.document, Project) for e in one.entries)]
    assert sum(one.document_count for one in whole) > 10
    assert [read_back(json.loads(as_text(one))) for one in whole] == whole


def test_parts_that_are_alike_are_one_object(tmp_path: Path) -> None:
    text = (
        "kind: project\nid: {}\nlanguage: nb\ntitle: Prøve\nlead: etat\nsectors: [helse, arbeid]\n"
        "risks: [{{id: penger, description: Penger, likelihood: {}, consequence: 4}}]\n"
        "budget: {{lines: [{{amount: 1500000, currency: NOK, year: 2027}}]}}\n"
    )
    for id_, likelihood in (("en", 2), ("to", 2), ("tre", 3)):
        (tmp_path / f"{id_}.yaml").write_text(text.format(id_, likelihood), encoding="utf-8")
    one, other, third = (read_back(plain(taken)).entries[0].document for taken in taken_from(tmp_path))
    assert one.risks[0] is other.risks[0]
    assert one.risks[0] != third.risks[0]
    assert one.sectors is other.sectors is third.sectors
    assert one.lead is other.lead
    assert one.budget.lines[0] is third.budget.lines[0]


def projects_alive() -> list[Project]:
    return [one for one in gc.get_objects() if isinstance(one, Project)]


def test_no_document_outlives_a_check() -> None:
    gc.collect()
    before = projects_alive()  # of other tests in this process; held, so that none of them makes room for a new one
    gc.disable()  # as in a run
    try:
        register, found = check_tree(Folder(FULL), TODAY, Means(jobs=1))
        known = {id(one) for one in before}
        left = [one for one in projects_alive() if id(one) not in known]
    finally:
        gc.enable()
    assert found
    assert register.document_count > 10
    assert (left, register.entries) == ([], [])


def leaves(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each list or map that holds scalars, and the key of one."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(item, list | dict):
            yield from leaves(item)
        else:
            yield value, key


PLAIN = [as_text(one) for one in taken_from(FULL)]
VALUES: list[Any] = [None, True, 0, -1, 1.5, "", "x", "9" * 50, [], ["x"], {}, {"Text": 1}, {"x": []}]


@given(text=st.sampled_from(PLAIN), where=st.integers(0), wrong=st.sampled_from(VALUES))
def test_whatever_stands_in_plain_data_is_read_or_is_unfit(text: str, where: int, wrong: Any) -> None:
    value = json.loads(text)
    spots = list(leaves(value))
    holder, key = spots[where % len(spots)]
    holder[key] = wrong
    with suppress(Unfit):
        assert isinstance(read_back(value), Taken)
