"""Codes of a register's own list are told by their labels wherever a sector is told."""

from pathlib import Path

import pytest
from small_registers import run_here

SETTINGS = "language: nb\ncodelists: {fjord: fjord.yaml}\n"
LIST = "codes:\n  havbruk: {nb: Havbruk, en: Aquaculture}\n  fangst: {}\n"
ACTOR = "---\nkind: actor\nid: laks\nname: Laks AS\nactor_kind: private\nsector: fjord:havbruk\n"
PROJECT = "---\nkind: project\nid: merd\ntitle: Merder\nmissions: [ren-fjord]\nlead: laks\nsectors: [fjord:havbruk]\n"
MISSION = "kind: mission\nid: ren-fjord\ntitle: Ren fjord\nstatus: adopted\nsectors: [{0}]\n"


def register(root: Path, sectors: str, *more: str) -> Path:
    root.mkdir()
    texts = {"missionkit.yaml": SETTINGS, "fjord.yaml": LIST, "m.yaml": MISSION.format(sectors) + "".join(more)}
    for name, text in texts.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(("language", "label"), [("nb", "Havbruk"), ("en", "Aquaculture")])
@pytest.mark.parametrize("form", ["text", "json", "markdown", "csv"])
def test_coverage(form: str, language: str, label: str, tmp_path: Path) -> None:
    root = register(tmp_path / "r", "fjord:havbruk, fjord:fangst, arbeid", PROJECT, ACTOR)
    done = run_here(root, "coverage", "--format", form, "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert label in done.stdout
    assert "fangst" in done.stdout


def test_changes(tmp_path: Path) -> None:
    register(tmp_path / "old", "arbeid")
    register(tmp_path / "new", "arbeid, fjord:havbruk", PROJECT, ACTOR)
    for sides in (("old", "new"), ("new", "old")):
        done = run_here(tmp_path, "diff", *sides, "--lang", "en", "--format", "markdown", "--fail-on", "none")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("Aquaculture") >= 2
