"""`missionkit schema`: print or write the JSON Schemas."""

from pathlib import Path

from missionkit.cli.writing import put, write_file
from missionkit.errors import PathNotFound, UnknownName
from missionkit.schema import SCHEMAS, schema_text
from missionkit.suggest import nearest


def run(name: str | None, output: str | None) -> None:
    """Print one schema, list their names, or write all to a folder; raises UnknownName."""
    if output is not None:
        folder = Path(output)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PathNotFound(output, (error.strerror or str(error)).lower()) from None
        for each in SCHEMAS:
            write_file(str(folder / f"{each}.schema.json"), schema_text(each))
    elif name is None:
        put("\n".join(SCHEMAS) + "\n")
    elif name in SCHEMAS:
        put(schema_text(name))
    else:
        raise UnknownName("schema", name, nearest(name, SCHEMAS) or tuple(SCHEMAS))
