"""Briefs are the bytes in tests/golden/briefs, whatever the hash seed, language and time zone of the machine."""

from collections.abc import Callable
from pathlib import Path

import pytest

from brief.making import DEMENTIA, EU, FULL, LIFE_EVENTS, SPARSE, TODAY
from missionkit.cli.app import run as run_here

Golden = Callable[[str, str], None]

GOLDEN = [
    ("dementia.nb.md", DEMENTIA, "dementia"),
    ("dementia.nn.md", DEMENTIA, "dementia"),
    ("dementia.en.md", DEMENTIA, "dementia"),
    ("dementia.nb.html", DEMENTIA, "dementia"),
    ("alvorlig-sykt-barn.nn.md", LIFE_EVENTS, "alvorlig-sykt-barn"),
    ("alvorlig-sykt-barn.nn.html", LIFE_EVENTS, "alvorlig-sykt-barn"),
    ("adaptation.en.html", EU, "adaptation-to-climate-change"),
    ("adaptation-portfolio.en.md", EU, "adaptation-portfolio"),
    ("full.nb.html", FULL, "raskere-i-ny-jobb"),
    ("full-project.en.json", FULL, "jobbmatch"),
    ("full-portfolio.nn.md", FULL, "raskere-portefoljen"),
    ("full-project.nb.md", FULL, "jobbmatch"),
    ("full-summary.en.md", FULL, "raskere-i-ny-jobb"),
    ("sparse.nb.md", SPARSE, "rent-hav"),
]


@pytest.mark.parametrize(("name", "folder", "id_"), GOLDEN, ids=lambda v: v if isinstance(v, str) else "")
def test_brief_is_the_golden_file(name: str, folder: Path, id_: str, golden: Golden, tmp_path: Path) -> None:
    _, language, form = name.split(".")
    kind = ("--kind", "summary") if "summary" in name else ()
    asked = ["brief", id_, *kind, "--register", str(folder), "--lang", language, "--format", form]
    target = tmp_path / "brief"
    assert run_here([*asked, "--date", TODAY.isoformat(), "-o", str(target)]) == 0
    golden(f"briefs/{name}", target.read_bytes().decode("utf-8"))


@pytest.mark.parametrize(("form", "language"), [("html", "nb"), ("md", "en")])
def test_index_is_the_golden_file(form: str, language: str, golden: Golden, tmp_path: Path) -> None:
    asked = ["brief", "--all", "--register", str(FULL), "--lang", language, "--format", form]
    assert run_here([*asked, "--date", TODAY.isoformat(), "-o", str(tmp_path)]) == 0
    golden(f"briefs/index.{language}.{form}", (tmp_path / f"index.{form}").read_bytes().decode("utf-8"))
