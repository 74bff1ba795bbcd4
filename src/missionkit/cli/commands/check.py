"""Commands that judge: validate, assess and coverage."""

from typing import Annotated

import typer

from missionkit.cli.commands.root import (
    Color,
    Date,
    Debug,
    FailOn,
    Formats,
    Jobs,
    Lang,
    Missions,
    NoCache,
    Paths,
    RegisterOption,
    app,
)

NAMES = ("validate", "assess", "coverage")
"""The commands of this module in the order of the help."""


@app.command(
    short_help="Check registers and tell every gap and fault.",
    epilog="Examples:\n\n  missionkit validate\n\n  missionkit validate examples --lang nb\n\n"
    "  missionkit validate --since origin/main\n\n"
    "  missionkit validate --format github --format sarif=findings.sarif\n\n"
    "  missionkit validate - --stdin-filename mission.yaml < mission.yaml",
)
def validate(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Folders or files; - for standard input. Default: the register here.")
    ] = None,
    register: RegisterOption = None,
    format: Formats = None,  # noqa: A002 - the option's name
    select: Annotated[list[str] | None, typer.Option(help="Only these rules or families: a,b. Repeatable.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Not these rules or families: a,b. Repeatable.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Report only what lies in these paths.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Report only what is new since this revision, and count the rest.")
    ] = None,
    fail_on: FailOn = "error",
    stdin_filename: Annotated[str | None, typer.Option(help="Name of the text on standard input.")] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings of each rule.")] = False,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    lang: Lang = None,
    date: Date = None,
    color: Color = "auto",
    debug: Debug = False,
) -> None:
    """Check registers and tell every gap and fault, with file, line and column.

    Leaves with 0 if nothing at or above --fail-on was found, 1 if something was, 2 if the check could not be done.
    """
    from missionkit.cli import validate as command
    from missionkit.cli.speed import Speed

    options = command.Options(
        paths=tuple(paths or ()),
        register=register,
        formats=tuple(format or ()),
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        only=tuple(only or ()),
        fail_on=fail_on,
        stdin_filename=stdin_filename,
        statistics=statistics,
        since=since,
        speed=Speed(jobs, not no_cache),
        language=lang,
        date=date,
        color=color,
    )
    raise typer.Exit(command.run(options))


@app.command(
    short_help="Hold missions against the five criteria.",
    epilog="Examples:\n\n  missionkit assess examples\n\n  missionkit assess --mission dementia --lang nb\n\n"
    "  missionkit assess --format csv > criteria.csv",
)
def assess(
    paths: Paths = None,
    register: RegisterOption = None,
    mission: Missions = None,
    format: Annotated[str, typer.Option("--format", help="text, json, markdown or csv.")] = "text",  # noqa: A002
    fail_on: FailOn = "error",
    jobs: Jobs = None,
    no_cache: NoCache = False,
    lang: Lang = None,
    date: Date = None,
    color: Color = "auto",
    debug: Debug = False,
) -> None:
    """Hold missions against the five criteria: certain gaps, verdicts of people, and what only people can judge."""
    from missionkit.cli import assess as command
    from missionkit.cli.speed import Speed

    options = command.Options(
        paths=tuple(paths or ()),
        register=register,
        missions=tuple(mission or ()),
        form=format,
        language=lang,
        date=date,
        color=color,
        fail_on=fail_on,
        speed=Speed(jobs, not no_cache),
    )
    raise typer.Exit(command.run(options))


@app.command(
    short_help="Show which projects meet which targets.",
    epilog="Examples:\n\n  missionkit coverage examples/dementia\n\n"
    "  missionkit coverage --matrix targets --format markdown",
)
def coverage(
    paths: Paths = None,
    register: RegisterOption = None,
    mission: Missions = None,
    matrix: Annotated[list[str] | None, typer.Option(help="targets, sectors, actors or measures. Repeatable.")] = None,
    format: Annotated[str, typer.Option("--format", help="text, json, markdown or csv.")] = "text",  # noqa: A002
    lang: Lang = None,
    date: Date = None,
    color: Color = "auto",
    debug: Debug = False,
) -> None:
    """Show which projects meet which targets, sectors and measures, and which nothing meets."""
    from missionkit.cli import assess as command

    missions, matrices = tuple(mission or ()), tuple(matrix or ())
    options = command.Options(tuple(paths or ()), register, missions, format, lang, date, matrices=matrices)
    raise typer.Exit(command.coverage(options))
