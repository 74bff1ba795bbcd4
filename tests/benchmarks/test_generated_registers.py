"""Generated registers have the faults that were planted, told at the planted lines, and no other errors."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "benchmarks"))
from faults import IN_MISSIONS, IN_PROJECTS, Planted
from generate import DAY, write

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def errors(root: Path, run: Run) -> list[Planted]:
    done = run("validate", root, "--date", DAY, "--format", "json", "--lang", "en", cwd=root)
    found = json.loads(done.stdout)["findings"]
    return sorted(Planted(f["file"], f["line"], f["rule"]) for f in found if f["severity"] == "error")


def test_validate_finds_the_planted_faults_and_no_others(tmp_path: Path, run: Run) -> None:
    key = write(tmp_path, 200, faults=0.25)
    assert errors(tmp_path, run) == sorted(key)
    assert {fault.rule for fault in key} == {*IN_PROJECTS, *IN_MISSIONS}


def test_a_register_without_faults_has_none(tmp_path: Path, run: Run) -> None:
    assert write(tmp_path, 200) == []
    assert errors(tmp_path, run) == []


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    keys = [write(tmp_path / name, 120, faults=0.1, seed=7) for name in "ab"]
    assert keys[0] == keys[1]
    files = [p.relative_to(tmp_path / "a") for p in sorted((tmp_path / "a").rglob("*.yaml"))]
    assert files == [p.relative_to(tmp_path / "b") for p in sorted((tmp_path / "b").rglob("*.yaml"))]
    assert all((tmp_path / "a" / f).read_bytes() == (tmp_path / "b" / f).read_bytes() for f in files)


def test_projects_are_of_a_realistic_size(tmp_path: Path) -> None:
    write(tmp_path, 300)
    lines = [p.read_bytes().count(b"\n") for p in tmp_path.glob("projects/*/*.yaml")]
    size = sum(p.stat().st_size for p in tmp_path.glob("projects/*/*.yaml")) / 300
    assert sum(lines) / 300 == pytest.approx(65, abs=5)
    assert max(lines) > 1.5 * min(lines)
    assert size == pytest.approx(1900, abs=150)
