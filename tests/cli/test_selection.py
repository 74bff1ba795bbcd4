"""`--select`, `--ignore` and `--only` decide what is shown; what cannot be read is always told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_registers import CONFIG, error, found, good, hint, run_here, syntax, warning

ALL = {
    "a": ("a.yaml", "unknown-reference"),
    "b": ("b.yaml", "personal-data"),
    "c": ("c.yaml", "id-not-file-name"),
    "d": ("d.yaml", "wrong-type"),
    "s": ("s.yaml", "yaml-syntax"),
}


@pytest.fixture
def root(write: Callable[..., Path]) -> Path:
    """A register with one finding of each of five kinds."""
    wrong = "kind: actor\nid: d\nname: Navn\nrole_only: yes\n"
    return write(
        missionkit=CONFIG, a=error("a"), b=warning("b"), c=hint("c"), d=wrong, s=syntax("s"), good=good("good")
    )


CASES = {
    "all": ((), "abcds"),
    "a rule": (("--select", "unknown-reference"), "as"),
    "two rules": (("--select", "unknown-reference", "--select", "personal-data"), "abs"),
    "two rules in one option": (("--select", "unknown-reference,personal-data"), "abs"),
    "a family": (("--select", "references"), "acs"),
    "a family and a rule": (("--select", "references, personal-data"), "abcs"),
    "reading": (("--select", "yaml"), "s"),
    "form": (("--select", "schema"), "ds"),
    "not a rule": (("--ignore", "unknown-reference"), "bcds"),
    "not a family": (("--ignore", "references"), "bds"),
    "not two": (("--ignore", "references,privacy"), "ds"),
    "not reading": (("--ignore", "yaml"), "abcds"),
    "not what cannot be read": (("--ignore", "yaml-syntax"), "abcds"),
    "a family without one": (("--select", "references", "--ignore", "id-not-file-name"), "as"),
    "only a file": (("--only", "a.yaml"), "a"),
    "only two files": (("--only", "a.yaml", "--only", "b.yaml"), "ab"),
    "only a folder": (("--only", "."), "abcds"),
    "only a file without findings": (("--only", "good.yaml"), ""),
    "only and select": (("--only", "a.yaml", "--select", "privacy"), ""),
}


@pytest.mark.parametrize(("arguments", "shown"), CASES.values(), ids=CASES)
def test_what_is_shown(arguments: tuple[str, ...], shown: str, root: Path) -> None:
    done = run_here(root, "validate", "--format", "concise", *arguments)
    expected = [ALL[letter] for letter in shown]
    assert found(done.stdout) == expected
    assert done.returncode == int(bool({"a", "d", "s"} & set(shown)))
    hidden = len(ALL) - len(expected)
    summary = done.stdout.splitlines()[-1]
    assert ("not shown because of your options" in summary) == bool(hidden)
    if hidden > 1:
        assert f"{hidden} findings are not shown" in summary


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("unknown-refrence", "no rule or family is called 'unknown-refrence'; did you mean 'unknown-reference'"),
        ("Unknown_Reference", "no rule or family is called 'Unknown_Reference'; did you mean 'unknown-reference'?"),
        ("referances", "no rule or family is called 'referances'; did you mean 'references'?"),
        ("privacy,privaci", "no rule or family is called 'privaci'; did you mean 'privacy'?"),
        ("qqqq", "no rule or family is called 'qqqq'"),
        ("", "no rule or family is called ''"),
    ],
)
def test_misspelt_names_are_told(name: str, says: str, root: Path) -> None:
    done = run_here(root, "validate", "--select", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"missionkit: {says}")


def test_a_misspelt_name_to_ignore_is_told_too(root: Path, run: Callable[..., Any]) -> None:
    done = run("validate", "--ignore", "privacy,privaci", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")


def test_references_to_files_that_are_not_shown_resolve(write: Callable[..., Path], run: Callable[..., Any]) -> None:
    portfolio = "kind: portfolio\nid: p\ntitle: T\nowner: digdir\n"
    root = write(missionkit=CONFIG, actors__digdir=good("digdir"), portfolios__p=portfolio, other=error("other"))
    for asked in (("portfolios/p.yaml",), ("portfolios",), ("--only", "portfolios"), ("--register", ".", "portfolios")):
        done = run("validate", *asked, "--format", "concise", cwd=root)
        assert (done.returncode, found(done.stdout)) == (0, [])
        assert "1 finding is not shown" in done.stdout


def test_statistics_count_what_is_shown(root: Path, run: Callable[..., Any]) -> None:
    done = run("validate", "--statistics", "--format", "concise", "--ignore", "privacy", cwd=root)
    lines = done.stdout.splitlines()
    rules = sorted(rule for _, rule in ALL.values() if rule != "personal-data")
    assert lines[-2] == ""
    assert lines[-6:-2] == [f"     1  {rule}" for rule in rules]
    assert run("validate", "--statistics", "good.yaml", cwd=root).stdout.count("\n") == 1
