"""Language, day and colour: what the options do, and what is used when they are left out."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_registers import CONFIG, config, error, good

COMMAND = str(Path(sys.executable).parent / "missionkit")
CHECKED = {
    "nb": "Kontrollerte 1 dokument i 1 fil: ",
    "nn": "Kontrollerte 1 dokument i 1 fil: ",
    "en": "Checked 1 document",
}
ERROR = {
    "nb": "feil[unknown-reference] `nobody` finnes",
    "nn": "feil[unknown-reference] `nobody` finst",
    "en": "error[",
}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("default", ["nb", "nn", "en", None])
def test_the_option_wins_over_the_register(
    language: str, default: str | None, write: Callable[..., Path], here: Callable[..., Any]
) -> None:
    root = write(missionkit=config(language=default), e=error("e"))
    done = here("validate", "--lang", language, "--format", "concise", cwd=root)
    assert ERROR[language] in done.stdout
    assert done.stdout.splitlines()[-1].startswith(CHECKED[language])
    without = here("validate", "--format", "concise", cwd=root)
    assert ERROR[default or "en"] in without.stdout


@pytest.mark.parametrize("command", [("rules",), ("explain", "duplicate-key")])
def test_other_commands_speak_three_languages(command: tuple[str, ...], here: Callable[..., Any]) -> None:
    printed = {here(*command, *asked).stdout for asked in (("--lang", "nb"), ("--lang", "nn"), ())}
    assert len(printed) == 3
    wrong = here(*command, "--lang", "norsk")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("missionkit: no language is called 'norsk'")


@pytest.mark.parametrize("command", [("validate",), ("rules",), ("explain", "duplicate-key")])
def test_a_bad_colour_is_told_by_every_command(
    command: tuple[str, ...], write: Callable[..., Path], here: Callable[..., Any]
) -> None:
    done = here(*command, "--color", "purple", cwd=write(a=good("a")))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("missionkit: --color: 'purple' cannot be used; write auto, always or never")


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ((), {}, False),
        (("--color", "auto"), {}, False),
        (("--color", "never"), {}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "always"), {"TERM": "dumb"}, True),
    ],
)
@pytest.mark.parametrize("form", ["text", "concise"])
def test_colours_in_a_pipe(
    form: str,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    coloured: bool,
    write: Callable[..., Path],
    run: Callable[..., Any],
    here: Callable[..., Any],
) -> None:
    start = run if form == "text" else here
    done = start("validate", "--format", form, *arguments, cwd=write(missionkit=CONFIG, e=error("e")), **environment)
    assert ("\x1b[" in done.stdout) == coloured


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_no_colours_in_formats_for_programs(form: str, write: Callable[..., Path], run: Callable[..., Any]) -> None:
    root = write(missionkit=CONFIG, e=error("e"))
    assert "\x1b" not in run("validate", "--format", form, "--color", "always", cwd=root).stdout


def in_terminal(root: Path, *arguments: str, **environment: str) -> str:
    """Return what the command prints to a real terminal."""
    ours, theirs = pty.openpty()
    quiet = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    command = subprocess.Popen(
        [COMMAND, "validate", *arguments], cwd=root, stdout=theirs, stdin=theirs, env={**quiet, **environment}
    )
    os.close(theirs)
    printed = b""
    try:
        while chunk := os.read(ours, 65536):
            printed += chunk
    except OSError:
        """The other end is closed: Linux says so with an error."""
    os.close(ours)
    assert command.wait() == 1
    return printed.decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ((), {"TERM": "xterm-256color"}, True),
        (("--color", "never"), {"TERM": "xterm-256color"}, False),
        ((), {"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        ((), {"TERM": "xterm-256color", "NO_COLOR": ""}, True),
        ((), {"TERM": "dumb"}, False),
        (("--color", "always"), {"TERM": "dumb"}, True),
    ],
    ids=["plain", "never", "NO_COLOR", "empty NO_COLOR", "dumb", "always"],
)
def test_colours_in_a_terminal(
    arguments: tuple[str, ...], environment: dict[str, str], coloured: bool, write: Callable[..., Path]
) -> None:
    printed = in_terminal(write(missionkit=CONFIG, e=error("e")), *arguments, **environment)
    assert "unknown-reference" in printed
    assert ("\x1b[" in printed) == coloured


def test_a_day_is_taken_and_today_is_the_default(write: Callable[..., Path], here: Callable[..., Any]) -> None:
    root = write(missionkit=CONFIG, a=good("a"))
    for arguments in (("--date", "2026-11-23"), ("--date", "1999-01-01"), ("--date", "9999-12-31"), ()):
        assert here("validate", *arguments, cwd=root).returncode == 0
