"""Checking from plain data finds what checking the whole documents finds; test_workers.py has several processes."""

import re
from datetime import date
from pathlib import Path

import pytest

from missionkit.assess import assess
from missionkit.output.assessment import ASSESSMENTS, Assessed
from missionkit.pipeline.check import Means, check_tree
from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.source.tree import Folder, OneFile, Tree

ROOT = Path(__file__).parents[2]
REGISTERS = sorted(
    [path.parent for path in (ROOT / "examples").glob("*/missionkit.yaml")]
    + [path.parent for path in (ROOT / "tests/missions").glob("*/missionkit.yaml")]
    + [ROOT / "tests/diff/world", ROOT / "tests/brief/full"]
)
RULES = sorted(p for folder in (ROOT / "tests/rules").iterdir() if folder.is_dir() for p in folder.glob("[bg][ao]*"))
TODAY = re.compile(r"# today: (\d{4}-\d{2}-\d{2})")


def the_same(tree: Tree, today: date) -> None:
    whole = load_register(tree)
    register, found = check_tree(tree, today, Means(jobs=1, many=0))
    assert found == check(whole, today)
    assert (register.document_count, register.files) == (whole.document_count, whole.files)


@pytest.mark.parametrize("path", REGISTERS, ids=lambda p: p.name)
def test_registers_are_checked_the_same_from_plain_data(path: Path) -> None:
    the_same(Folder(path), date(2026, 11, 23))


@pytest.mark.parametrize("form", ASSESSMENTS)
@pytest.mark.parametrize("path", REGISTERS, ids=lambda p: p.name)
def test_missions_are_assessed_the_same_from_plain_data(path: Path, form: str) -> None:
    whole, today = load_register(Folder(path)), date(2026, 11, 23)
    register, found = check_tree(Folder(path), today, Means(jobs=1, many=0, documents=True))
    assert not any(entry.whole for entry in register.entries if entry.kind == "project")
    one, other = assess(register, found), assess(whole, check(whole, today))
    assert ASSESSMENTS[form](Assessed(tuple(one), "en", True)) == ASSESSMENTS[form](Assessed(tuple(other), "en", True))


@pytest.mark.parametrize("folder", sorted({p.parent for p in RULES}), ids=lambda p: p.name)
def test_rules_find_the_same_from_plain_data(folder: Path) -> None:
    for path in sorted(folder.glob("[bg][ao]*")):
        files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        day = TODAY.search("".join(file.read_text(encoding="utf-8") for file in files))
        tree = Folder(path) if path.is_dir() else OneFile(path)
        the_same(tree, date.fromisoformat(day[1] if day else "2026-11-23"))


def test_what_stands_in_a_project_can_be_referred_to(tmp_path: Path) -> None:
    project = "kind: project\nid: {0}\nlanguage: nb\ntitle: {0}\nexperiments:\n  - {{id: e-{0}}}\ndependencies:\n"
    for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
        lines = f"  - {{to: {other}/e-{other}}}\n  - {{from: {one}/e-{one}, to: {other}}}\n"
        (tmp_path / f"{one}.yaml").write_text(project.format(one) + lines, encoding="utf-8")
    the_same(Folder(tmp_path), date(2026, 11, 23))
