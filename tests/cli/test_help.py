"""`--help`, `--version`, `rules`, `explain` and `schema`."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer.core
import typer.main

from missionkit import __version__
from missionkit.cli.app import run as run_here
from missionkit.cli.commands.root import app
from missionkit.rules.rule import RULES
from missionkit.rules.table import rules
from missionkit.rules.texts import texts
from missionkit.schema import SCHEMAS, schema_text

COMMANDS = sorted(
    str(command.name or command.callback.__name__) for command in app.registered_commands if command.callback
)


def examples(text: str) -> list[str]:
    """The lines below «Examples:» in a help text."""
    _, _, after = text.partition("Examples:")
    return [line.strip() for line in after.splitlines() if line.strip()]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_examples(command: str, run: Callable[..., Any], here: Callable[..., Any]) -> None:
    done = run(*command.split(), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    short = here(*command.split(), "-h")
    assert (short.returncode, examples(short.stdout), short.stderr) == (0, examples(done.stdout), "")
    assert len(examples(done.stdout)) >= 2
    for line in examples(done.stdout):
        assert line.startswith(f"missionkit {command}".strip())
    assert "..." not in done.stdout.replace("ARGS]...", "").replace("paths]...", "").replace("paths...", "")


def test_every_example_line_parses(here: Callable[..., Any]) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    lines = [line for command in ("", *COMMANDS) for line in examples(here(*command.split(), "--help").stdout)]
    for line in lines:
        name, *arguments = shlex.split(line.partition("<")[0])[1:]
        group.commands[name].make_context(name, arguments)


@pytest.mark.parametrize("arguments", [("--version",), ("-V",), ("--version", "validate")])
def test_version(arguments: tuple[str, ...], run: Callable[..., Any]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"missionkit {__version__}\n", "")


def test_without_arguments_help_is_shown_and_nothing_was_done(run: Callable[..., Any]) -> None:
    done = run()
    assert done.returncode == 2
    assert done.stdout.startswith("Usage: missionkit ")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_rules_lists_every_rule_in_every_format(language: str, here: Callable[..., Any]) -> None:
    names = [rule.name for rule in rules()]
    plain = here("rules", "--lang", language).stdout
    assert re.findall(r"(?m)^  ([a-z0-9-]+)  ", plain) == names
    data = json.loads(here("rules", "--format", "json", "--lang", language).stdout)
    assert [rule["name"] for rule in data] == names
    assert [rule["title"] for rule in data] == [texts(name)["title"][language] for name in names]
    table = here("rules", "--format", "markdown", "--lang", language).stdout
    assert re.findall(r"(?m)^\| `([a-z0-9-]+)` \|", table) == names
    assert {line.count("|") for line in table.splitlines()} == {5}


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_rule_is_explained(form: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in RULES:
        assert run_here(["explain", name, "--format", form, "--lang", language]) == 0
        printed = capsys.readouterr().out
        words = texts(name)
        needed = [name, words["title"][language], words["source"][language]]
        if form == "json":
            printed = "\n".join(str(value) for value in json.loads(printed).values())
        for part in needed:
            assert part in printed
        assert words["example"].splitlines()[0] in printed


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("duplicate-kye", "did you mean 'duplicate-key'"),
        ("DUPLICATE_KEY", "did you mean 'duplicate-key'"),
        ("references", "no rule is called 'references'"),
        ("-x", "No such option: -x"),
    ],
)
def test_an_unknown_rule_is_2(name: str, says: str, here: Callable[..., Any]) -> None:
    done = here("explain", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


@pytest.mark.parametrize("command", [("rules",), ("explain", "duplicate-key")])
def test_an_unknown_format_is_2(command: tuple[str, ...], run: Callable[..., Any]) -> None:
    done = run(*command, "--format", "jsn")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "missionkit: no format is called 'jsn'; did you mean 'json'?\n"


def test_schema_lists_and_prints(run: Callable[..., Any]) -> None:
    assert run("schema").stdout.split() == list(SCHEMAS)
    assert run("schema", "mission").stdout == schema_text("mission")
    wrong = run("schema", "misson")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("missionkit: no schema is called 'misson'; did you mean 'mission'")


def test_schema_writes_a_folder_and_says_so(run: Callable[..., Any], tmp_path: Path) -> None:
    done = run("schema", "-o", "a/b", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [f"wrote a/b/{name}.schema.json" for name in SCHEMAS]
    assert {p.name: p.read_text(encoding="utf-8") for p in (tmp_path / "a/b").iterdir()} == {
        f"{name}.schema.json": schema_text(name) for name in SCHEMAS
    }


def test_schema_to_a_place_that_is_no_folder_is_2(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in ("file", "file/below"):
        done = run("schema", "-o", place, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"missionkit: {place}: ")
