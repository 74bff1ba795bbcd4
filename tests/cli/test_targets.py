"""`--format NAME=FILE` writes a file whole or not at all and says so; the rest goes to standard output."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_registers import CONFIG, error

from missionkit.output.formats import FORMATS


@pytest.fixture
def root(write: Callable[..., Path]) -> Path:
    return write(missionkit=CONFIG, e=error("e"))


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_gets_what_standard_output_gets(name: str, root: Path, here: Callable[..., Any]) -> None:
    done = here("validate", "--format", name, "--format", f"{name}=out.txt", cwd=root)
    assert (done.returncode, done.stderr) == (1, "wrote out.txt\n")
    assert (root / "out.txt").read_text(encoding="utf-8") == done.stdout != ""
    assert sorted(p.name for p in root.iterdir()) == ["e.yaml", "missionkit.yaml", "out.txt"]


def test_standard_output_gets_nothing_that_was_not_asked_for(root: Path, run: Callable[..., Any]) -> None:
    assert run("validate", "--format", "text=out.txt", cwd=root).stdout == ""


def test_several_formats_at_once(root: Path, run: Callable[..., Any]) -> None:
    asked = ["--format=github", "--format=json=a.json", "--format=sarif=b.sarif", "--format=concise"]
    done = run("validate", *asked, cwd=root)
    assert (done.returncode, done.stderr) == (1, "wrote a.json\nwrote b.sarif\n")
    first, *rest = done.stdout.splitlines()
    assert first.startswith("::error title=unknown-reference,file=e.yaml,line=4,")
    assert any(line.startswith("e.yaml:4:1: error[unknown-reference]") for line in rest)
    assert json.loads((root / "a.json").read_text(encoding="utf-8"))["summary"]["errors"] == 1
    assert json.loads((root / "b.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_a_file_with_an_equals_sign_in_its_name(root: Path, run: Callable[..., Any]) -> None:
    assert run("validate", "--format", "json=a=b.json", cwd=root).stderr == "wrote a=b.json\n"
    assert (root / "a=b.json").exists()


def test_colours_never_reach_a_file(root: Path, run: Callable[..., Any]) -> None:
    done = run("validate", "--format", "text=a.txt", "--format", "text", "--color", "always", cwd=root)
    assert "\x1b[" in done.stdout
    assert "\x1b" not in (root / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["no/such/folder/a.json", "folder", "e.yaml/a.json"])
def test_a_target_that_cannot_be_written_is_2(target: str, root: Path, run: Callable[..., Any]) -> None:
    (root / "folder").mkdir()
    before = sorted(root.rglob("*"))
    done = run("validate", "--format", f"json={target}", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"missionkit: {target}: ")
    assert "Traceback" not in done.stderr
    assert sorted(root.rglob("*")) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
def test_a_full_disk_is_2(root: Path, run: Callable[..., Any]) -> None:
    done = run("validate", "--format", "json=/dev/full", cwd=root)
    assert done.returncode == 2
    assert done.stderr.startswith("missionkit: /dev/full: no space left on device")


def test_a_device_is_written_and_not_replaced(root: Path, run: Callable[..., Any]) -> None:
    done = run("validate", "--format", "concise=/dev/stdout", cwd=root)
    assert "e.yaml:4:1: error[unknown-reference]" in done.stdout
    assert run("validate", "--format", "json=/dev/null", cwd=root).returncode == 1
    assert not Path("/dev/null").is_file()


def test_an_older_file_is_replaced_and_keeps_its_mode(root: Path, run: Callable[..., Any]) -> None:
    old = root / "a.json"
    old.write_text("old")
    old.chmod(0o640)
    (root / "same").hardlink_to(old)
    assert run("validate", "--format", "json=a.json", cwd=root).returncode == 1
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert json.loads(old.read_text(encoding="utf-8"))["schema_version"] == 1
    assert (root / "same").read_text() == "old"


def test_a_new_file_has_the_usual_mode(root: Path, run: Callable[..., Any]) -> None:
    run("validate", "--format", "json=a.json", cwd=root)
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((root / "a.json").stat().st_mode) == 0o666 & ~mask


def test_nothing_is_written_when_the_job_cannot_be_done(root: Path, run: Callable[..., Any]) -> None:
    done = run("validate", "--format", "json=a.json", "--select", "nonsense", cwd=root)
    assert done.returncode == 2
    assert not (root / "a.json").exists()
