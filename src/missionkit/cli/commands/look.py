"""Commands that look: list and graph."""

from typing import Annotated

import typer

from missionkit.cli.commands.root import Color, Date, Debug, Lang, Missions, Paths, RegisterOption, app

NAMES = ("list", "graph")
"""The commands of this module in the order of the help."""


@app.command(
    "list",
    short_help="List what a register holds.",
    epilog="Examples:\n\n  missionkit list projects --mission dementia\n\n"
    "  missionkit list deadlines examples --within 6m\n\n"
    "  missionkit list actors --sector helse-og-omsorg --format csv > actors.csv",
)
def list_(
    what: Annotated[str, typer.Argument(help="missions, projects, portfolios, targets, actors, sources or deadlines.")],
    paths: Paths = None,
    register: RegisterOption = None,
    mission: Missions = None,
    sector: Annotated[list[str] | None, typer.Option(help="Code of a sector. Repeatable.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="Code of a status. Repeatable.")] = None,
    owner: Annotated[list[str] | None, typer.Option(help="Id of the actor who owns or leads. Repeatable.")] = None,
    within: Annotated[str | None, typer.Option(help="Deadlines up to then: 90d, 12w, 6m or 1y.")] = None,
    format: Annotated[str, typer.Option("--format", help="text, json or csv.")] = "text",  # noqa: A002
    lang: Lang = None,
    date: Date = None,
    color: Color = "auto",
    debug: Debug = False,
) -> None:
    """List what a register holds, one line each; deadlines have what is overdue first."""
    from missionkit.cli import listing as command

    asked = {"mission": mission, "sector": sector, "status": status, "owner": owner}
    filters = {name: tuple(values) for name, values in asked.items() if values}
    filters |= {"within": (within,)} if within is not None else {}
    options = command.Options(what, tuple(paths or ()), register, filters, format, lang, date, color)
    raise typer.Exit(command.run(options))


@app.command(
    short_help="Draw the layers of missions.",
    epilog="Examples:\n\n  missionkit graph dementia\n\n  missionkit graph -o layers.svg\n\n"
    "  missionkit graph dementia --format dot --lang nb",
)
def graph(
    mission: Annotated[str | None, typer.Argument(help="Id of a mission; the whole register if left out.")] = None,
    register: RegisterOption = None,
    format: Annotated[  # noqa: A002
        str | None, typer.Option("--format", help="mermaid, dot or svg. Default: by the file's name, else mermaid.")
    ] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", help="File to write.")] = None,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Draw the layers from challenges through missions, pathways, portfolios and projects to targets."""
    from missionkit.cli import graph as command

    raise typer.Exit(command.run(command.Options(mission, register, format, output, lang)))
