"""`--since`: only what is new is told, the rest is counted; briefs say what has changed."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from diff_repositories import CONFIG, commit, git, new_repository, put
from small_registers import error, good, run_here, syntax, warning

from missionkit.output.formats import FORMATS

EN = ("--date", "2026-11-23", "--lang", "en")


def told(root: Path, *arguments: str) -> tuple[int, list[tuple[str, str]], dict[str, Any]]:
    """Return the exit code, file and rule of every finding, and the summary, of `validate --since main`."""
    done = run_here(root, "validate", "--since", "main", "--format", "json", *EN, *arguments)
    assert done.returncode < 2, done.stderr
    report = json.loads(done.stdout)
    return done.returncode, [(f["file"], f["rule"]) for f in report["findings"]], report["summary"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository whose main branch has an error and a warning."""
    made = new_repository(tmp_path / "r")
    commit(made, {"missionkit.yaml": CONFIG, "a.yaml": error("a"), "b.yaml": warning("b")})
    git(made, "checkout", "-q", "-b", "work")
    return made


def test_old_findings_are_counted_and_fail_nothing(root: Path) -> None:
    code, found, summary = told(root)
    assert (code, found, summary["known"], summary["hidden"]) == (0, [], 2, 0)
    assert summary["text"].endswith("no findings. Only what is new since main is told: 2 findings were there before.")


def test_a_new_error_is_told_alone_and_fails(root: Path) -> None:
    put(root, {"c.yaml": error("c"), "d.yaml": warning("d")})
    code, found, summary = told(root)
    assert (code, found, summary["known"]) == (1, [("c.yaml", "unknown-reference"), ("d.yaml", "personal-data")], 2)
    put(root, {"c.yaml": None})
    assert told(root)[:2] == (0, [("d.yaml", "personal-data")])


@pytest.mark.parametrize(
    "edit",
    [
        {"a.yaml": "# one\n\n" + error("a")},
        {"a.yaml": None, "moved/z.yaml": error("a")},
        {"a.yaml": None, "new.yaml": error("new") + "renamed_from: a\n"},
        {"a.yaml": None, "all.yaml": good("x") + "---\n" + error("a")},
    ],
    ids=["lines", "file", "id", "into another file"],
)
def test_what_has_moved_is_not_new(edit: dict[str, str | bytes | None], root: Path) -> None:
    put(root, edit)
    assert [rule for _, rule in told(root)[1] if rule != "id-not-file-name"] == []


BUDGET = "kind: project\nid: p\ntitle: P\nbudget:\n  lines:\n"
LINE = "    - {{amount: {0}, currency: NOK, funder: {1}}}\n"


def test_an_item_put_before_others_makes_nothing_new(root: Path) -> None:
    commit(root, {"p.yaml": BUDGET + LINE.format(1, "nobody") + LINE.format(2, "noone")})
    git(root, "branch", "-f", "main", "HEAD")
    put(root, {"p.yaml": BUDGET + LINE.format(9, "stranger") + LINE.format(1, "nobody") + LINE.format(2, "noone")})
    assert len(told(root)[1]) == 1


def test_a_fault_of_another_file_is_new(root: Path) -> None:
    commit(root, {"old.yaml": syntax("x")})
    git(root, "branch", "-f", "main", "HEAD")
    put(root, {"old.yaml": good("old"), "new.yaml": syntax("y")})
    assert told(root)[:2] == (1, [("new.yaml", "yaml-syntax")])


def test_errors_in_the_old_state_and_a_useless_old_configuration_stop_nothing(root: Path) -> None:
    commit(root, {"old.yaml": syntax("x"), "missionkit.yaml": "nonsense: 1\n"})
    git(root, "branch", "-f", "main", "HEAD")
    put(root, {"missionkit.yaml": CONFIG, "c.yaml": error("c")})
    assert told(root)[:2] == (1, [("c.yaml", "unknown-reference")])


WAIVER = "waivers:\n  - {{rule: unknown-reference, reason: R, until: {0}, decided_by: B}}\n"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (WAIVER.format("2027-01-01"), "", {"unknown-reference"}),
        (WAIVER.format("2027-01-01"), WAIVER.format("2026-01-01"), {"unknown-reference"}),
        (WAIVER.format("2026-01-01"), WAIVER.format("2026-01-01"), set()),
        ("", WAIVER.format("2027-01-01"), set()),
    ],
    ids=["taken out", "made to end", "ended by time alone", "put in"],
)
def test_waivers(before: str, after: str, expected: set[str], root: Path) -> None:
    commit(root, {"a.yaml": error("a") + before})
    git(root, "branch", "-f", "main", "HEAD")
    put(root, {"a.yaml": error("a") + after})
    assert {rule for _, rule in told(root)[1]} == expected


def test_paths_and_options_narrow_and_are_counted_apart(root: Path) -> None:
    put(root, {"c.yaml": error("c"), "sub/d.yaml": error("d")})
    code, found, summary = told(root, "sub")
    assert (code, found, summary["known"], summary["hidden"]) == (1, [("sub/d.yaml", "unknown-reference")], 0, 3)
    assert told(root, "--only", "c.yaml")[1] == [("c.yaml", "unknown-reference")]
    code, found, summary = told(root, "--select", "personal-data")
    assert (code, found, summary["known"], summary["hidden"]) == (0, [], 1, 3)
    assert "nothing was there before" in told(root, "sub")[2]["text"]


def test_every_register_is_held_against_itself(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    commit(root, {"a/missionkit.yaml": CONFIG, "b/missionkit.yaml": CONFIG, "a/x.yaml": error("x")})
    put(root, {"b/x.yaml": error("x")})
    assert told(root)[:2] == (1, [("b/x.yaml", "unknown-reference")])


def test_a_register_that_git_does_not_know_is_all_new(root: Path) -> None:
    put(root, {"new/missionkit.yaml": CONFIG, "new/n.yaml": error("n")})
    assert told(root, "new")[:2] == (1, [("new/n.yaml", "unknown-reference")])


def test_a_file_alone_is_held_against_itself_alone(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    mission = "kind: mission\nid: m\ntitle: T\nowner: digdir\n"
    commit(root, {"m.yaml": mission, "others.yaml": good("digdir")})
    assert told(root, "m.yaml")[:2] == (0, [])


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_the_new_only(form: str, root: Path) -> None:
    put(root, {"c.yaml": error("c")})
    done = run_here(root, "validate", "--since", "main", "--format", form, *EN)
    assert done.returncode == 1
    assert "c.yaml" in done.stdout
    assert "a.yaml" not in done.stdout
    if form in ("text", "concise", "github", "markdown", "json"):
        assert "2 findings were there before" in done.stdout


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "Bare det som er nytt siden main, vises: 2 funn var der fra før."),
        ("nn", "Berre det som er nytt sidan main, blir vist: 2 funn var der frå før."),
    ],
)
def test_the_count_is_told_in_the_language(language: str, words: str, root: Path) -> None:
    done = run_here(root, "validate", "--since", "main", "--lang", language)
    assert done.stdout.strip().endswith(words)


def test_what_cannot_be_done_is_2(root: Path, tmp_path: Path) -> None:
    assert run_here(root, "validate", "--since", "v9").returncode == 2
    assert run_here(root, "validate", "--since", "--upload-pack=x").returncode == 2
    put(tmp_path / "loose", {"a.yaml": good("a")})
    assert run_here(tmp_path / "loose", "validate", "--since", "main").returncode == 2
    assert os.listdir(tmp_path / "loose") == ["a.yaml"]
