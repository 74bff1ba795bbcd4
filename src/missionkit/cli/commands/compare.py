"""Commands that compare: diff, git-setup and textconv."""

from typing import Annotated

import typer

from missionkit.cli.commands.root import Color, Date, Debug, Lang, RegisterOption, app

NAMES = ("diff", "git-setup", "textconv")
"""The commands of this module in the order of the help."""


@app.command(
    short_help="Tell what a change means: two revisions, or two folders.",
    epilog="Examples:\n\n  missionkit diff\n\n  missionkit diff main\n\n  missionkit diff v1.0 v2.0 --lang nb\n\n"
    "  missionkit diff old-folder new-folder\n\n  missionkit diff origin/main HEAD --format markdown -o comment.md",
)
def diff(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[BASE [HEAD]] [PATHS]",
            help="Revisions, and the paths to look at; or two folders or files. Default: the main branch and "
            "the files as they are now.",
            show_default=False,
        ),
    ] = None,
    register: RegisterOption = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Compare with BASE itself, not with what BASE and HEAD share.")
    ] = False,
    format: Annotated[str, typer.Option("--format", help="text, markdown, json, github or html.")] = "text",  # noqa: A002
    output: Annotated[str | None, typer.Option("--output", "-o", help="File to write; - for standard output.")] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="breaking, warning, info or none: when to leave with 1.")
    ] = "breaking",
    level: Annotated[
        str, typer.Option("--level", help="The lowest level to show: breaking, warning or info.")
    ] = "info",
    cosmetic: Annotated[bool, typer.Option("--cosmetic", help="Show changes of form too: order, layout.")] = False,
    list_checks: Annotated[
        bool, typer.Option("--list-checks", help="List every code of change and leave; --format manual tells all.")
    ] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", help="Explain a code, or the change with a fingerprint.")
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="A table of changes by version, as steering documents have it.")
    ] = False,
    max_length: Annotated[int, typer.Option(help="Bytes that Markdown may take.")] = 60_000,
    lang: Lang = None,
    date: Date = None,
    color: Color = "auto",
    debug: Debug = False,
) -> None:
    """Tell what a change means: goals weakened, deadlines moved, money cut, sectors lost.

    Compares the newest common revision of BASE and HEAD with HEAD, as a pull request does. Leaves with 1 if a change
    at or above --fail-on is not accepted, 2 if the states could not be compared.
    """
    from missionkit.cli import diff as command

    options = command.Options(
        words=tuple(what or ()),
        register=register,
        exact=exact,
        form=format,
        output=output,
        fail_on=fail_on,
        level=level,
        cosmetic=cosmetic,
        longest=max_length,
        list_checks=list_checks,
        explain=explain,
        history=history,
        language=lang,
        date=date,
        color=color,
    )
    raise typer.Exit(command.run(options))


@app.command(
    "git-setup",
    short_help="Make plain `git diff` and `git log -p` readable here.",
    epilog="Examples:\n\n  missionkit git-setup\n\n  missionkit git-setup --undo",
)
def git_setup(
    register: RegisterOption = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take it out again.")] = False,
    debug: Debug = False,
) -> None:
    """Make plain `git diff` and `git log -p` show one value a line, list items by their ids.

    Writes .gitattributes in the register's folder and two keys of the local git configuration.
    """
    from missionkit.cli import setup as command

    raise typer.Exit(command.run(register, undo))


@app.command(
    short_help="Print a file one value a line, for git.",
    epilog="Examples:\n\n  missionkit textconv missions/dementia.yaml\n\n  missionkit textconv missionkit.yaml",
    hidden=True,
)
def textconv(
    file: Annotated[str, typer.Argument(help="The file.")],
    debug: Debug = False,
) -> None:
    """Print a file one value a line, list items by their ids; `git-setup` tells git to call it."""
    from missionkit.cli import setup as command

    raise typer.Exit(command.textconv(file))
