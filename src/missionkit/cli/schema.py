"""`missionkit schema`: print or write the JSON Schemas, or tell the fields of documents."""

from pathlib import Path

from missionkit.cli.options import known, language_of
from missionkit.cli.writing import make_folder, put, write_file
from missionkit.errors import BadValue
from missionkit.model import KINDS
from missionkit.output.fields import fields_manual
from missionkit.schema import SCHEMAS, schema_text

FORMATS = ("json", "manual")


def run(name: str | None, output: str | None, form: str, language: str | None) -> None:
    """Print one schema or the manual of fields, list names, or write all to a folder; raises UnknownName, BadValue."""
    chosen = language_of(language)
    if known(form, FORMATS, "format") == "manual":
        if output is not None:
            raise BadValue("--output", output, "only the JSON Schemas are written to a folder")
        kinds = tuple(KINDS) if name is None else (known(name, tuple(KINDS), "kind of document"),)
        put(fields_manual(kinds, chosen))
    elif output is not None:
        make_folder(output)
        for each in SCHEMAS:
            write_file((Path(output) / f"{each}.schema.json").as_posix(), schema_text(each))
    elif name is None:
        put("\n".join(SCHEMAS) + "\n")
    else:
        put(schema_text(known(name, SCHEMAS, "schema", "missionkit schema")))
