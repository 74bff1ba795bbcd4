"""What a file has at a place of its data: the stretch of text, the path with ids, the value."""

from collections.abc import Iterable

from missionkit.finding import START, Path, Place, Site
from missionkit.model.check import value_at
from missionkit.source.decode import decode, lines
from missionkit.source.reading import Read, Reading
from missionkit.source.yaml import read


def document_at(reading: Reading, place: Place) -> Read | None:
    """Return the document that a place speaks of, None where it could not be read."""
    return reading.documents[place.document] if place.document < len(reading.documents) else None


def sites_in(file: str, data: bytes, places: Iterable[Place]) -> dict[Place, Site]:
    """Return what stands at places of a file with these bytes."""
    reading, text = read(data, file, positions=True), lines(decode(data)[0])
    return {place: site(place, document_at(reading, place), text) for place in places}


def site(place: Place, one: Read | None, text: list[str]) -> Site:
    """Return what stands at a place of a document that was read with positions, `text` the lines of the same bytes."""
    document = _document_key(place, one)
    if one is None or one.positions is None:
        return Site(START, path_text(place.path, None), None, document)
    span = one.positions.scalar(place.path)
    written = None
    if span is not None and span.line == span.end_line:
        written = text[span.line - 1][span.column - 1 : span.end_column - 1]
    value = value_at(one.data, place.path)
    scalar = None if isinstance(value, list | dict) else value
    return Site(one.positions.span(place.path), path_text(place.path, one.data), scalar, document, written)


def _document_key(place: Place, one: Read | None) -> str:
    """Return `mission:dementia` for a place; `file:` and the path where kind and id cannot be read."""
    data = one.data if one and isinstance(one.data, dict) else {}
    kind, id_ = data.get("kind"), data.get("id")
    known = isinstance(kind, str) and isinstance(id_, str)
    # A file name that is no UTF-8 has surrogates, which no output and no fingerprint takes.
    return (
        f"{_short(str(kind))}:{_short(str(id_))}" if known else f"file:{place.file.encode(errors='replace').decode()}"
    )


def path_text(path: Path, data: object) -> str:
    """Return a data path as people read it, list items by id: `targets[halve-burden].baseline`."""
    text = ""
    for step in path:
        if isinstance(data, list) and isinstance(step, int):
            data = data[step] if step < len(data) else None
            name = data.get("id") if isinstance(data, dict) else None
            text += f"[{_short(name) if isinstance(name, str) else step}]"
        else:
            data = data.get(step) if isinstance(data, dict) else None
            text += f"[{step}]" if isinstance(step, int) else f".{_short(step)}" if text else _short(step)
    return text


_LONGEST = 100
"""Characters of a name in a path or a key, as many as an id may have: it stands in each fault below it."""


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
