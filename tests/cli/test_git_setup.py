"""`git-setup` makes plain git readable, and takes it all out again; `textconv` prints what it is given harmlessly."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND
from diff_repositories import commit, git, new_repository, put

OLD = """\
kind: mission
id: m
title: Ren fjord, æøå
targets:
  - id: a
    text: Halvere
  - {id: b, text: Doble}
"""
NEW = """\
# Samme oppdrag, skrevet på en annen måte.
kind: mission
title: Ren fjord, æøå
id: m
targets:
  - {id: b, text: Doble}
  - id: a
    text: Redusere
"""
MINUS, PLUS = "-  targets[a].text = Halvere", "+  targets[a].text = Redusere"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a register in a folder below its top."""
    made = new_repository(tmp_path / "repository")
    commit(made, {"under/fjord/missionkit.yaml": "language: nb\n", "under/fjord/m.yaml": OLD, "other.yaml": "a: 1\n"})
    return made


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """The command in a folder whose name has a space and Norwegian letters, and which PATH does not name."""
    place = tmp_path / "mine verktøy" / "missionkit"
    place.parent.mkdir()
    shutil.copy(COMMAND, place)
    return place


def set_up(command: Path, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    bare = {**os.environ, "PATH": os.defpath, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run([command, "git-setup", *arguments], cwd=folder, env=bare, capture_output=True, text=True)


def edits(text: str) -> list[str]:
    """The lines of a patch that are taken out or put in."""
    return [line for line in text.splitlines() if re.match(r"[+-](?!\+\+ |-- )", line)]


def test_git_shows_what_changed_one_value_a_line(root: Path, command: Path) -> None:
    done = set_up(command, root / "under/fjord")
    assert done.returncode == 0, done.stderr
    put(root, {"under/fjord/m.yaml": NEW, "other.yaml": "a: 2\n"})
    assert edits(git(root, "diff", "--", "under")) == [MINUS, PLUS]
    assert edits(git(root, "diff", "--", "other.yaml")) == ["-a: 1", "+a: 2"]
    git(root, "add", "under/fjord/m.yaml")
    git(root, "commit", "-q", "-m", "less")
    assert edits(git(root, "show", "HEAD")) == [MINUS, PLUS]
    assert MINUS in git(root, "log", "-p", "--", "under/fjord/m.yaml").splitlines()
    assert "+  title = Ren fjord, æøå" in git(root, "log", "-p").splitlines()


def test_what_is_no_yaml_is_shown_as_text(root: Path, command: Path) -> None:
    set_up(command, root / "under/fjord")
    put(root, {"under/fjord/m.yaml": "kind: mission\n  title: [\x1b[31mx\n\u202e##[stop-commands]y\n"})
    shown = git(root, "diff", "--", "under")
    assert "+  title: [\ufffd[31mx" in shown.splitlines()
    assert "+\\u202e\\x23#[stop-commands]y" in shown.splitlines()
    put(root, {"under/fjord/m.yaml": b"title: bl\xe5b\xe6r\n"})
    assert "+title: bl" in git(root, "diff", "--", "under")


@pytest.mark.parametrize(
    "before",
    [
        None,
        b"*.md text\n",
        b"*.md text",
        b"*.md text\r\n*.png binary\r\n",
        b"# \xc3\xa5\n\n\n",
        b"*.yaml text eol=lf\n",
    ],
    ids=["none", "one line", "no line end", "windows", "empty lines", "yaml too"],
)
def test_undo_leaves_no_trace(before: bytes | None, root: Path, command: Path) -> None:
    attributes, config = root / "under/fjord/.gitattributes", root / ".git/config"
    if before is not None:
        attributes.write_bytes(before)
    settings = config.read_bytes()
    set_up(command, root / "under/fjord")
    assert attributes.read_bytes().startswith(before or b"*.yaml diff=missionkit\n")
    written = attributes.read_bytes()
    assert set_up(command, root / "under/fjord").returncode == 0
    assert attributes.read_bytes() == written, "twice is once"
    put(root, {"under/fjord/m.yaml": NEW})
    commit(root, {})
    assert edits(git(root, "show", "--format=", "HEAD", "--", "under/fjord/m.yaml")) == [MINUS, PLUS]
    assert "textconv" in git(root, "for-each-ref")
    assert set_up(command, root / "under/fjord", "--undo").returncode == 0
    assert (attributes.read_bytes() if attributes.exists() else None) == before
    assert config.read_bytes() == settings
    assert "textconv" not in git(root, "for-each-ref")
    assert "-kind" not in git(root, "show", "--format=", "HEAD", "--", "under/fjord/m.yaml")
    assert set_up(command, root / "under/fjord", "--undo").returncode == 0


def test_lines_written_after_ours_are_kept(root: Path, command: Path) -> None:
    attributes = root / "under/fjord/.gitattributes"
    attributes.write_text("a text")
    set_up(command, root / "under/fjord")
    attributes.write_text(attributes.read_text() + "\nb text\n")
    set_up(command, root / "under/fjord", "--undo")
    assert attributes.read_text() == "a text\nb text\n"


def test_without_a_repository_nothing_is_written(tmp_path: Path, command: Path) -> None:
    (tmp_path / "loose").mkdir()
    done = set_up(command, tmp_path / "loose")
    assert (done.returncode, os.listdir(tmp_path / "loose")) == (2, [])


def test_attributes_that_are_no_text_are_left_alone(root: Path, command: Path) -> None:
    attributes = root / "under/fjord/.gitattributes"
    attributes.write_bytes(b"\xff\xfe")
    assert set_up(command, root / "under/fjord").returncode == 2
    assert attributes.read_bytes() == b"\xff\xfe"


HOSTILE = {
    "escape": 'kind: mission\nid: m\ntitle: "\\e]0;x\\a ::error::y"\n',
    "command": "kind: mission\nid: m\ntitle: '##[stop-commands]x'\n::error::x: '::error::y'\n",
    "direction": "kind: mission\nid: m\n\u202etitle: a\u2028b\n",
    "depth": "a: " + "[" * 5000,
    "bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b, *b]\n",
    "no list of documents": "- - - a\n--- b\n---\n{}\n",
    "null": "a: \x00\n",
    "nothing": "",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_textconv_prints_hostile_files_harmlessly(text: str, tmp_path: Path, run: Callable[..., Any]) -> None:
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    done = run("textconv", "m.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert not [c for c in done.stdout.replace("\n", "") if ord(c) < 32 or c in "\x7f\x9b\u202e\u2028"]
    assert not [line for line in done.stdout.splitlines() if line.lstrip().startswith("::") or "##[" in line]


def test_textconv_of_what_is_not_there_is_2(tmp_path: Path, run: Callable[..., Any]) -> None:
    assert run("textconv", "m.yaml", cwd=tmp_path).returncode == 2
