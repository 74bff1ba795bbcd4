"""Commands that start: init and new."""

from typing import Annotated

import typer

from missionkit.cli.commands.root import Debug, Lang, RegisterOption, app

NAMES = ("init", "new")
"""The commands of this module in the order of the help."""


@app.command(
    short_help="Start a register.",
    epilog="Examples:\n\n  missionkit init\n\n"
    "  missionkit init air --name 'Cleaner air' --sectors arbeid,naring\n\n"
    "  missionkit init familie --life-event alvorlig-sykt-barn --ci gitlab --yes",
)
def init(
    folder: Annotated[str, typer.Argument(help="Folder to make the register in. Default: this folder.")] = ".",
    name: Annotated[str | None, typer.Option(help="Name of the mission.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of the register: nb, nn or en.")] = None,
    life_event: Annotated[str | None, typer.Option(help="Code of the life event that the mission is about.")] = None,
    sectors: Annotated[str | None, typer.Option(help="Codes of the sectors that take part, with commas.")] = None,
    ci: Annotated[
        str | None, typer.Option(help="Check each change on github, gitlab or none. Default: github.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing; take what is left out as it is.")] = False,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Lay out a register: a mission, portfolio, project, actor and source with explanations, and what editors need.

    At a terminal, what the options leave out is asked for. Nothing is overwritten.
    """
    from missionkit.cli import init as command

    options = command.Options(folder, name, language, life_event, sectors, ci, yes, lang)
    raise typer.Exit(command.run(options))


@app.command(
    short_help="Add a document to a register.",
    epilog="Examples:\n\n  missionkit new project --title 'Bike lanes' --mission cleaner-air\n\n"
    "  missionkit new actor vegvesenet --title 'Statens vegvesen'\n\n"
    "  missionkit new source --title 'White paper' -o sources/white-paper.yaml",
)
def new(
    kind: Annotated[str, typer.Argument(help="mission, portfolio, project, actor or source.")],
    id_: Annotated[str | None, typer.Argument(metavar="[ID]", help="Its id; made from the title if left out.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title or name.")] = None,
    mission: Annotated[str | None, typer.Option(help="Id of the mission that a portfolio or project serves.")] = None,
    portfolio: Annotated[str | None, typer.Option(help="Id of the portfolio that a project goes into.")] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", help="File to write.")] = None,
    register: RegisterOption = None,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Write a document with explanations of its fields, beside the others of its kind. Nothing is overwritten."""
    from missionkit.cli import new as command

    options = command.Options(kind, id_, title, mission, portfolio, output, register, lang)
    raise typer.Exit(command.run(options))
