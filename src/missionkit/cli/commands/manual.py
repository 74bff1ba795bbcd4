"""Commands that explain: rules, explain and schema."""

from typing import Annotated

import typer

from missionkit.cli.commands.root import Color, Debug, Lang, app

NAMES = ("rules", "explain", "schema")
"""The commands of this module in the order of the help."""


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
    epilog="Examples:\n\n  missionkit schema mission\n\n  missionkit schema --output schemas\n\n"
    "  missionkit schema mission --format manual --lang nb",
)
def schema(
    name: Annotated[str | None, typer.Argument(help="Name of the schema; all names are listed if left out.")] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", help="Folder to write all schemas to.")] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", help="json, or manual: a table of the fields of documents.")
    ] = "json",
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Print the JSON Schema of a kind of document, of missionkit.yaml or of an output."""
    from missionkit.cli import schema as command

    command.run(name, output, format, lang)
