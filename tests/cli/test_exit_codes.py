"""Exit codes, the same for every format: 0 nothing, 1 findings at or above the limit, 2 not done."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_registers import CONFIG, error, found, good, hint, run_here, syntax, warning

from missionkit.output.formats import FORMATS

DOCUMENTS = {"good": good, "hint": hint, "warning": warning, "error": error}
LIMITS = ("error", "warning", "hint", "never")
EXPECTED = {
    # worst finding: exit code with --fail-on error, warning, hint, never
    "good": (0, 0, 0, 0),
    "hint": (0, 0, 1, 0),
    "warning": (0, 1, 1, 0),
    "error": (1, 1, 1, 0),
}
CASES = [(worst, limit, code) for worst, codes in EXPECTED.items() for limit, code in zip(LIMITS, codes, strict=True)]


@pytest.mark.parametrize(("worst", "limit", "code"), CASES, ids=[f"{w}-{limit}" for w, limit, _ in CASES])
def test_fail_on(worst: str, limit: str, code: int, write: Callable[..., Path], run: Callable[..., Any]) -> None:
    root = write(missionkit=CONFIG, good=good("good"), a=DOCUMENTS[worst]("a"))
    done = run("validate", "--fail-on", limit, cwd=root)
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("warning",), 0),
        (("error",), 1),
        (("error", "--fail-on", "never"), 0),
        (("empty",), 2),
    ],
    ids=["warning", "error", "never", "empty"],
)
def test_every_format_has_the_same_exit_code(
    name: str, arguments: tuple[str, ...], code: int, write: Callable[..., Path], here: Callable[..., Any]
) -> None:
    root = write(warning__a=warning("a"), error__a=error("a"))
    (root / "empty").mkdir()
    done = here("validate", *arguments, "--format", name, cwd=root)
    assert done.returncode == code
    assert bool(done.stdout) == (code < 2)
    assert bool(done.stderr) == (code == 2)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere",), "missionkit: nowhere: no such file or directory"),
        (("a.yaml/b",), "missionkit: a.yaml/b: not a directory"),
        (("--register", "nowhere"), "missionkit: nowhere: no such file or directory"),
        (("--only", "nowhere"), "missionkit: nowhere: no such file or directory"),
        (("empty",), "missionkit: 0 documents checked: no .yaml or .yml file below empty"),
        (("empty", "empty/deeper"), "missionkit: 0 documents checked: no .yaml or .yml file below empty, empty/deeper"),
        (("a.yaml", "notes.md"), "missionkit: 0 documents checked: no .yaml or .yml file below notes.md"),
        (("--fail-on", "errors"), "missionkit: --fail-on: 'errors' cannot be used; write error, warning, hint, never"),
        (("--format", "srif"), "missionkit: no format is called 'srif'; did you mean 'sarif'?"),
        (("--format", "text="), "missionkit: --format: 'text=' cannot be used; write text or text=FILE"),
        (("--lang", "no"), "missionkit: no language is called 'no'"),
        (("--date", "2026-02-30"), "missionkit: --date: '2026-02-30' cannot be used; write a day as 2026-11-23"),
        (("--date", "20261123"), "missionkit: --date: '20261123' cannot be used; write a day as 2026-11-23"),
        (("--date", "2026-W48"), "missionkit: --date: '2026-W48' cannot be used; write a day as 2026-11-23"),
        (("--color", "sometimes"), "missionkit: --color: 'sometimes' cannot be used; write auto, always or never"),
        (("--foramt", "text"), "missionkit: No such option: --foramt"),
        (("--date",), "missionkit: Option '--date' requires an argument."),
        (("-", "a.yaml"), "missionkit: PATHS: '-' cannot be used; standard input is checked alone"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_2_and_says_why(
    arguments: tuple[str, ...], says: str, write: Callable[..., Path]
) -> None:
    root = write(missionkit=CONFIG, a=good("a"))
    (root / "empty/deeper").mkdir(parents=True)
    (root / "notes.md").write_text("# Notes\n")
    done = run_here(root, "validate", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(says)
    assert "Traceback" not in done.stderr


def test_standard_input_needs_a_name_of_yaml(run: Callable[..., Any]) -> None:
    done = run("validate", "-", "--stdin-filename", "a.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("missionkit: --stdin-filename: 'a.txt' cannot be used; the name ends in .yaml")


@pytest.mark.parametrize(("day", "code"), [("2026-11-23", 0), ("2027-03-31", 0), ("2027-04-01", 1)])
def test_a_waived_error_is_0_until_its_last_day(day: str, code: int, write: Callable[..., Path]) -> None:
    waiver = "{rule: unknown-reference, reason: Ikke bestemt., until: 2027-03-31, decided_by: Styringsgruppen}"
    root = write(missionkit=CONFIG, e=f"{error('e')}waivers: [{waiver}]\n")
    done = run_here(root, "validate", "--date", day, "--format", "concise")
    assert done.returncode == code
    assert found(done.stdout) == [("e.yaml", "unknown-reference")]
    assert ("1 finding is waived." in done.stdout) == (code == 0)


def test_a_file_that_is_excluded_is_not_called_good(write: Callable[..., Path], run: Callable[..., Any]) -> None:
    root = write(missionkit="exclude: [drafts/]\n", a=good("a"), drafts__b=error("b"))
    assert run("validate", cwd=root).returncode == 0
    done = run("validate", "drafts/b.yaml", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "0 documents checked" in done.stderr


def test_a_file_with_a_syntax_error_only_is_1_and_not_2(write: Callable[..., Path], run: Callable[..., Any]) -> None:
    done = run("validate", cwd=write(a=syntax("a")))
    assert done.returncode == 1
    assert re.search(r"error\[yaml-syntax\]", done.stdout)


@pytest.mark.parametrize("arguments", [(), ("validat",), ("explain",), ("explain", "nonsense"), ("schema", "nonsense")])
def test_wrong_commands_are_2(arguments: tuple[str, ...], run: Callable[..., Any]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
