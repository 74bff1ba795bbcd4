"""The reference of commands as Markdown, made from the application itself."""

import inspect
import re
from collections.abc import Iterator

import typer.core
import typer.main

import missionkit.cli.app  # noqa: F401 - registers every command, in order
from missionkit.cli.commands.root import app

INTRO = """# The commands of missionkit

`missionkit COMMAND --help` says the same in the terminal. Every command leaves with 0 when it is done, 1 when it found
what `--fail-on` or `--check` asks for, 2 when the job could not be done, and 3 for a bug in missionkit."""


def group() -> typer.core.TyperGroup:
    """The whole command line."""
    made = typer.main.get_command(app)
    assert isinstance(made, typer.core.TyperGroup)
    return made


def page() -> str:
    """Every command that people use, in the order of the help."""
    shown = {n: c for n, c in group().commands.items() if isinstance(c, typer.core.TyperCommand) and not c.hidden}
    lines = [INTRO, "", *(f"- [`{name}`](#{name}): {command.short_help}" for name, command in shown.items())]
    for name, command in shown.items():
        lines += ["", f"## {name}", "", *section(command, name)]
    return "\n".join(lines) + "\n"


def section(command: typer.core.TyperCommand, name: str) -> Iterator[str]:
    """What a command does, takes and shows as examples."""
    words = " ".join(command.collect_usage_pieces(context(command, name)))
    yield from (f"`missionkit {name} {words}`", "", marked(inspect.cleandoc(command.help or "")), "")
    rows = [row(one, command, name) for one in command.get_params(context(command, name))]
    yield from ("| argument or option | default | what it is |", "|---|---|---|", *sorted(rows, key=is_option), "")
    yield from ("```sh", *examples(command), "```")


def is_option(line: str) -> bool:
    return line.startswith("| `-")


def context(command: typer.core.TyperCommand, name: str) -> typer.Context:
    return typer.Context(command, info_name=name, parent=typer.Context(group(), **(group().context_settings or {})))


def row(one: object, command: typer.core.TyperCommand, name: str) -> str:
    """One argument or option, its default and its words."""
    if isinstance(one, typer.core.TyperArgument):
        names, told = one.make_metavar(context(command, name)), one.help or ""
    else:
        assert isinstance(one, typer.core.TyperOption)
        names, told = ", ".join(sorted(one.opts, key=len)), one.help or ""
    default = one.default if isinstance(one.default, str | int) and not isinstance(one.default, bool) else ""
    cells = (f"`{names}`", f"`{default}`" if default != "" else "", marked(told))
    return f"| {' | '.join(cells)} |"


def marked(words: str) -> str:
    """Help text as Markdown: options as code."""
    return re.sub(r"(?<![`\w-])(--[a-z-]+)", r"`\1`", words)


def examples(command: typer.core.TyperCommand) -> list[str]:
    """The lines below «Examples:» at the end of a help."""
    _, _, after = (command.epilog or "").partition("Examples:")
    return [line.strip() for line in after.splitlines() if line.strip()]
