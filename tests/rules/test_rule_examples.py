"""Every rule finds its gap in the bad examples, at the marked lines, and in none of the good ones.

`tests/rules/<rule>/bad*.yaml` marks each line that must be reported with `# <- rule-name`. It is judged on
2026-11-23, or on the day in a comment `# today: 2028-01-01`. A sub-folder `bad-x/` or `good-x/` is a register of
several files, with its own `missionkit.yaml` if need be. Other rules may find what they like in these files.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.rules.rule import RULES
from missionkit.rules.table import rules
from missionkit.source.tree import Folder, OneFile

HERE = Path(__file__).parent
BY_RULE = [r.name for r in rules() if r.check or r.family == "waivers"]
CASES = sorted(p for name in BY_RULE for p in (HERE / name).glob("*"))
MARK = re.compile(r"# <- ([a-z-]+)")
TODAY = re.compile(r"# today: (\d{4}-\d{2}-\d{2})")


def files_of(path: Path) -> list[Path]:
    return sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def marked(path: Path, rule: str) -> list[tuple[str, int]]:
    """The (file, line) of every mark for a rule."""
    return sorted(
        (file.name, number)
        for file in files_of(path)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        for name in MARK.findall(line)
        if name == rule
    )


def found(path: Path, rule: str) -> list[tuple[str, int]]:
    """The (file, line) of every open finding of a rule; a file that cannot be read fails the test."""
    day = TODAY.search("".join(file.read_text(encoding="utf-8") for file in files_of(path)))
    tree = Folder(path) if path.is_dir() else OneFile(path)
    findings = check(load_register(tree), date.fromisoformat(day[1] if day else "2026-11-23"))
    assert not [f for f in findings if RULES[f.rule].fixed], "the example itself is broken"
    return sorted((Path(f.file).name, f.span.line) for f in findings if f.rule == rule and not f.waiver)


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_rule_reports_exactly_the_marked_lines(path: Path) -> None:
    expected = marked(path, path.parent.name)
    assert bool(expected) == path.name.startswith("bad"), "bad examples mark lines, good ones do not"
    assert found(path, path.parent.name) == expected


@pytest.mark.parametrize("name", BY_RULE)
def test_every_rule_has_good_and_bad_examples(name: str) -> None:
    names = [p.name for p in (HERE / name).glob("*")]
    assert [n for n in names if n.startswith("bad")]
    assert [n for n in names if n.startswith("good")]
