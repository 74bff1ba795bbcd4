"""Which registers and files a run checks: paths, nested registers, a file in a register, standard input."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_registers import CONFIG, error, found, good, run_here, syntax

PORTFOLIO = "kind: portfolio\nid: p\ntitle: T\nowner: {0}\n"


@pytest.fixture
def root(write: Callable[..., Path]) -> Path:
    """A folder with two registers and a file that lies in none."""
    return write(
        lone=error("lone"),
        one__missionkit=CONFIG,
        one__digdir=good("digdir"),
        one__sub__p=PORTFOLIO.format("digdir"),
        one__sub__e=error("e"),
        two__missionkit=CONFIG,
        two__p=PORTFOLIO.format("digdir"),
        two__inner__missionkit=CONFIG,
        two__inner__p=PORTFOLIO.format("ingen"),
    )


REFERENCE = "unknown-reference"
CASES: dict[str, tuple[tuple[str, ...], list[str], str]] = {
    "several registers below one folder": (
        (".",),
        ["lone.yaml", "one/sub/e.yaml", "two/inner/p.yaml", "two/p.yaml"],
        " in 4 registers",
    ),
    "one register": (("one",), ["one/sub/e.yaml"], ""),
    "a register with one inside": (("two",), ["two/inner/p.yaml", "two/p.yaml"], " in 2 registers"),
    "two registers": (("two/inner", "one"), ["one/sub/e.yaml", "two/inner/p.yaml"], " in 2 registers"),
    "a folder in a register": (("one/sub",), ["one/sub/e.yaml"], ""),
    "a file in a register": (("one/sub/p.yaml",), [], ""),
    "files in two registers": (("one/sub/e.yaml", "two/p.yaml"), ["one/sub/e.yaml", "two/p.yaml"], " in 2 registers"),
    "a file and its folder": (("one/sub/e.yaml", "one/sub"), ["one/sub/e.yaml"], ""),
    "a file twice": (("one/sub/e.yaml", "one/../one/sub/e.yaml"), ["one/sub/e.yaml"], ""),
    "a file in no register": (("lone.yaml",), ["lone.yaml"], ""),
    "a register by name": (("--register", "one"), ["one/sub/e.yaml"], ""),
    "a register by name and a file": (("--register", "one", "one/sub/p.yaml"), [], ""),
    "the configuration itself": (("one/missionkit.yaml",), [], ""),
}


@pytest.mark.parametrize(("arguments", "files", "registers"), CASES.values(), ids=CASES)
def test_what_is_checked(arguments: tuple[str, ...], files: list[str], registers: str, root: Path) -> None:
    done = run_here(root, "validate", *arguments, "--format", "concise")
    told = found(done.stdout)
    assert sorted(told) == [(file, REFERENCE) for file in files]
    assert done.returncode == int(bool(files))
    summary = done.stdout.splitlines()[-1]
    assert registers in summary
    assert (" registers" in summary) == bool(registers)


@pytest.mark.parametrize("below", ["one", "one/sub"])
def test_the_register_is_found_from_where_one_stands(below: str, root: Path, run: Callable[..., Any]) -> None:
    done = run("validate", "--format", "concise", cwd=root / below)
    assert found(done.stdout) == [("e.yaml" if below == "one/sub" else "sub/e.yaml", REFERENCE)]


def test_paths_are_absolute_where_they_lie_outside(root: Path, run: Callable[..., Any]) -> None:
    done = run("validate", "../one", "--format", "concise", cwd=root / "two")
    assert found(done.stdout) == [((root / "one/sub/e.yaml").as_posix(), REFERENCE)]


def test_a_path_in_no_part_of_the_register_is_told(root: Path, run: Callable[..., Any]) -> None:
    done = run("validate", "--register", "one", "two/p.yaml", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "0 documents checked" in done.stderr


STDIN: dict[str, tuple[str, tuple[str, ...], list[tuple[str, str]]]] = {
    "alone": (PORTFOLIO.format("digdir"), (), [("stdin.yaml", REFERENCE)]),
    "named, in no register": (
        PORTFOLIO.format("digdir"),
        ("--stdin-filename", "p.yaml"),
        [("p.yaml", REFERENCE)],
    ),
    "named, folder does not exist": (
        PORTFOLIO.format("digdir"),
        ("--stdin-filename", "no/such/p.yaml"),
        [("no/such/p.yaml", REFERENCE)],
    ),
    "a new file in a register": (
        PORTFOLIO.format("digdir").replace("id: p", "id: new"),
        ("--stdin-filename", "one/sub/new.yaml"),
        [],
    ),
    "instead of a file in a register": (
        PORTFOLIO.format("nobody"),
        ("--stdin-filename", "one/sub/p.yaml"),
        [("one/sub/p.yaml", REFERENCE)],
    ),
    "syntax error": (syntax("a"), ("--stdin-filename", "one/sub/p.yaml"), [("one/sub/p.yaml", "yaml-syntax")]),
    "empty": ("", ("--stdin-filename", "one/sub/p.yaml"), [("one/sub/p.yaml", "empty-document")]),
    "selected": (PORTFOLIO.format("nobody"), ("--stdin-filename", "p.yaml", "--select", "privacy"), []),
    "yml": (PORTFOLIO.format("nobody"), ("--stdin-filename", "p.yml"), [("p.yml", REFERENCE)]),
}


@pytest.mark.parametrize(("text", "arguments", "expected"), STDIN.values(), ids=STDIN)
def test_standard_input(
    text: str, arguments: tuple[str, ...], expected: list[tuple[str, str]], root: Path, run: Callable[..., Any]
) -> None:
    done = run("validate", "-", "--format", "concise", *arguments, cwd=root, stdin=text.encode())
    told = [one for one in found(done.stdout) if one[1] != "id-not-file-name"]
    assert told == expected
    assert (done.returncode, done.stderr) == (int(bool(expected)), "")


def test_standard_input_is_shown_in_the_frame(root: Path, run: Callable[..., Any]) -> None:
    text = PORTFOLIO.format("en-annen").encode()
    done = run("validate", "-", "--stdin-filename", "one/sub/p.yaml", cwd=root, stdin=text)
    assert "4 | owner: en-annen" in done.stdout
    assert "owner: digdir" in (root / "one/sub/p.yaml").read_text()


def test_what_git_ignores_is_not_checked(root: Path, run: Callable[..., Any]) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    (root / ".gitignore").write_text("one/sub/e.yaml\n")
    assert run("validate", "one", cwd=root).returncode == 0
    done = run("validate", "one/sub/e.yaml", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
