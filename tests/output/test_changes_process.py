"""A comparison as a process: it prints what its formats make, colours on request, and ends well in a broken pipe."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from two_states import DAY, comparison_of, write_states

from missionkit.output.changes.formats import COMPARISONS

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("states")
    write_states(folder)
    return folder


def printed(run: Callable[..., Any], folder: Path, form: str, *more: str, **environment: str) -> str:
    asked = ("--format", form, "--lang", "nn", "--date", DAY.isoformat(), *more)
    done = run("diff", "before", "after", *asked, cwd=folder, **environment)
    assert (done.returncode, done.stderr) == (1, "")
    return str(done.stdout)


@pytest.mark.parametrize("form", COMPARISONS)
def test_the_command_writes_what_its_formats_make(form: str, states: Path, run: Callable[..., Any]) -> None:
    assert printed(run, states, form, "--cosmetic") == COMPARISONS[form](comparison_of(states, "nn"))


def test_colours_come_on_request_only_and_change_no_word(states: Path, run: Callable[..., Any]) -> None:
    plain = printed(run, states, "text")
    assert not ESCAPE.search(plain)
    coloured = printed(run, states, "text", "--color", "always", NO_COLOR="1")
    assert len(ESCAPE.findall(coloured)) > 100
    assert ESCAPE.sub("", coloured) == plain
    assert printed(run, states, "text", "--color", "never", FORCE_COLOR="1") == plain


def test_files_get_no_colours(states: Path, tmp_path: Path, run: Callable[..., Any]) -> None:
    file = tmp_path / "changes.txt"
    run("diff", "before", "after", "--color", "always", "-o", file, "--date", DAY.isoformat(), cwd=states)
    assert file.read_text(encoding="utf-8").startswith("6 brudd, ")
    assert not ESCAPE.search(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("form", COMPARISONS)
def test_a_reader_that_has_gone_is_no_fault(form: str, states: Path, run: Callable[..., Any]) -> None:
    command = run("--version").args[0]
    told = f"{command} diff before after --format {form}; echo code $? >&2"
    done = subprocess.run(["sh", "-c", f"({told}) | true"], cwd=states, capture_output=True, text=True, timeout=60)
    assert done.stderr == "code 1\n"
