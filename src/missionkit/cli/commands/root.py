"""The command line itself, and the options that several commands have."""

from typing import Annotated

import typer

from missionkit import __version__

app = typer.Typer(
    name="missionkit",
    help="Write, check, compare and publish missions kept as YAML in git.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    no_args_is_help=True,
    epilog="Examples:\n\n  missionkit validate\n\n  missionkit explain unknown-reference --lang nb",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

Lang = Annotated[str | None, typer.Option("--lang", help="Language of the output: nb, nn or en.")]
Date = Annotated[str | None, typer.Option("--date", help="The day to judge by (2026-11-23); today if left out.")]
Color = Annotated[str, typer.Option("--color", help="auto, always or never; NO_COLOR is kept.")]
Debug = Annotated[bool, typer.Option("--debug", help="Print the traceback if missionkit has a bug.")]


Paths = Annotated[list[str] | None, typer.Argument(help="Folders or files. Default: the register here.")]
RegisterOption = Annotated[str | None, typer.Option("--register", help="The register's folder.")]
FailOn = Annotated[str, typer.Option("--fail-on", help="error, warning, hint or never: when to leave with 1.")]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        help="text, concise, json, sarif, github, gitlab, junit or markdown; NAME=FILE writes a file. Repeatable.",
    ),
]
Missions = Annotated[list[str] | None, typer.Option("--mission", help="Id of a mission. Repeatable.")]
Jobs = Annotated[
    int | None, typer.Option("--jobs", min=1, help="Read files in so many processes. Default: by their number.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every file; keep nothing.")]


def _version(asked: bool) -> None:
    if asked:
        print(f"missionkit {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Write, check, compare and publish missions kept as YAML in git."""
