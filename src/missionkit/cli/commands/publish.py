"""Commands that publish: brief."""

from typing import Annotated

import typer

from missionkit.cli.commands.root import Color, Date, Debug, Lang, RegisterOption, app

NAMES = ("brief",)
"""The commands of this module in the order of the help."""


@app.command(
    short_help="Write briefs of documents.",
    epilog="Examples:\n\n  missionkit brief dementia --format html --lang nb -o brief.html\n\n"
    "  missionkit brief dementia --since v1.0\n\n  missionkit brief --all -o briefs --format html",
)
def brief(
    what: Annotated[str | None, typer.Argument(help="Id of a mission, portfolio or project, or its file.")] = None,
    register: RegisterOption = None,
    format: Annotated[str, typer.Option("--format", help="html, md or json.")] = "md",  # noqa: A002
    kind: Annotated[str | None, typer.Option("--kind", help="mission, summary, portfolio or project.")] = None,
    sections: Annotated[str | None, typer.Option(help="Ids of sections, with commas; all if left out.")] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", help="File to write; a folder with --all.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Write every brief of the register, with an index.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; leave with 1 if a file is stale.")] = False,
    template: Annotated[str | None, typer.Option(help="Folder with templates of your own.")] = None,
    eject: Annotated[str | None, typer.Option(help="Write our templates to a folder, to change them.")] = None,
    show_context: Annotated[bool, typer.Option("--show-context", help="Print what templates are given.")] = False,
    since: Annotated[str | None, typer.Option(help="Add what has changed since this revision.")] = None,
    mermaid: Annotated[bool, typer.Option("--mermaid", help="Draw the layers with Mermaid in Markdown.")] = False,
    lang: Lang = None,
    date: Date = None,
    color: Color = "auto",
    debug: Debug = False,
) -> None:
    """Write the brief of a mission, portfolio or project as HTML, Markdown or JSON."""
    from missionkit.cli import brief as command

    wanted = tuple(s.strip() for s in sections.split(",")) if sections else ()
    options = command.Options(
        what=what,
        register=register,
        form=format,
        kind=kind,
        sections=wanted,
        output=output,
        all=all_,
        check=check,
        template=template,
        eject=eject,
        show_context=show_context,
        mermaid=mermaid,
        since=since,
        language=lang,
        date=date,
    )
    raise typer.Exit(command.run(options))
