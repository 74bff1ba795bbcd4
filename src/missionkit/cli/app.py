"""The commands and their options; what a command needs is imported when it runs."""

import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from missionkit import __version__
from missionkit.cli import DONE, NOT_DONE

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

_INTERRUPTED = 130
"""What typer returns on Ctrl-C."""

Lang = Annotated[str | None, typer.Option("--lang", help="Language of the output: nb, nn or en.")]
Date = Annotated[str | None, typer.Option("--date", help="The day to judge by (2026-11-23); today if left out.")]
Color = Annotated[str, typer.Option("--color", help="auto, always or never; NO_COLOR is kept.")]
Debug = Annotated[bool, typer.Option("--debug", help="Print the traceback if missionkit has a bug.")]


Paths = Annotated[list[str] | None, typer.Argument(help="Folders or files. Default: the register here.")]
RegisterOption = Annotated[str | None, typer.Option("--register", help="The register's folder.")]
FailOn = Annotated[str, typer.Option("--fail-on", help="error, warning, hint or never: when to leave with 1.")]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", help="text, concise, json, sarif or github; NAME=FILE writes a file. Repeatable."),
]
Missions = Annotated[list[str] | None, typer.Option("--mission", help="Id of a mission. Repeatable.")]


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


@app.command(
    short_help="Check registers and tell every gap and fault.",
    epilog="Examples:\n\n  missionkit validate\n\n  missionkit validate examples --lang nb\n\n"
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
    fail_on: FailOn = "error",
    stdin_filename: Annotated[str | None, typer.Option(help="Name of the text on standard input.")] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings of each rule.")] = False,
    lang: Lang = None,
    date: Date = None,
    color: Color = "auto",
    debug: Debug = False,
) -> None:
    """Check registers and tell every gap and fault, with file, line and column.

    Leaves with 0 if nothing at or above --fail-on was found, 1 if something was, 2 if the check could not be done.
    """
    from missionkit.cli import validate as command

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
    lang: Lang = None,
    date: Date = None,
    color: Color = "auto",
    debug: Debug = False,
) -> None:
    """Hold missions against the five criteria: certain gaps, verdicts of people, and what only people can judge."""
    from missionkit.cli import assess as command

    missions = tuple(mission or ())
    options = command.Options(tuple(paths or ()), register, missions, format, lang, date, color, fail_on)
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


@app.command(
    short_help="Write briefs of documents.",
    epilog="Examples:\n\n  missionkit brief dementia --format html --lang nb -o brief.html\n\n"
    "  missionkit brief examples/dementia --format md\n\n  missionkit brief --all -o briefs --format html",
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
        what, register, format, kind, wanted, output, all_, check, template, eject, show_context, mermaid, lang, date
    )
    raise typer.Exit(command.run(options))


@app.command(
    "rules",
    short_help="List every rule.",
    epilog="Examples:\n\n  missionkit rules\n\n  missionkit rules --format markdown --lang nn",
)
def list_rules(
    format: Annotated[str, typer.Option("--format", help="text, json, markdown or manual.")] = "text",  # noqa: A002
    lang: Lang = None,
    color: Color = "auto",
    debug: Debug = False,
) -> None:
    """List every rule with its family, severity and title."""
    from missionkit.cli import rules as command

    command.list_rules(format, lang, color)


@app.command(
    short_help="Explain a rule.",
    epilog="Examples:\n\n  missionkit explain duplicate-key\n\n  missionkit explain unknown-field --lang nb",
)
def explain(
    rule: Annotated[str, typer.Argument(help="Name of the rule.")],
    format: Annotated[str, typer.Option("--format", help="text, json or markdown.")] = "text",  # noqa: A002
    lang: Lang = None,
    color: Color = "auto",
    debug: Debug = False,
) -> None:
    """Explain a rule: what it looks for, why it matters, how to mend it, an example and its source."""
    from missionkit.cli import rules as command

    command.explain(rule, format, lang, color)


@app.command(
    short_help="Print or write JSON Schemas.",
    epilog="Examples:\n\n  missionkit schema mission\n\n  missionkit schema --output schemas",
)
def schema(
    name: Annotated[str | None, typer.Argument(help="Name of the schema; all names are listed if left out.")] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", help="Folder to write all schemas to.")] = None,
    debug: Debug = False,
) -> None:
    """Print the JSON Schema of a kind of document, of missionkit.yaml or of an output."""
    from missionkit.cli import schema as command

    command.run(name, output)


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code; a usage error is 2, with what was probably meant."""
    try:
        code = app(arguments, standalone_mode=False)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.message)
            return NOT_DONE
        message = getattr(error, "format_message", error.__str__)()
        context = getattr(error, "ctx", None)
        print(f"missionkit: {message}", file=sys.stderr)
        print(f"Try `{context.command_path if context else 'missionkit'} --help`.", file=sys.stderr)
        return NOT_DONE
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as left:
        # typer leaves with 1 when the reader of its help has gone.
        if isinstance(left.__context__, BrokenPipeError):
            return DONE
        raise
    if code == _INTERRUPTED:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else DONE
