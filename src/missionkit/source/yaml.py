"""Text to plain data and positions: YAML 1.2 over libyaml's events, with limits, and never a built object.

`events.py` has the parser's events, `builder.py` makes data of them, `reading.py` is what comes of it. Positions are
noted only when asked for.
"""

from collections.abc import Callable
from itertools import pairwise

from missionkit.finding import START, Fault, Place, Span
from missionkit.source.builder import Builder
from missionkit.source.decode import decode
from missionkit.source.events import Events, events_of
from missionkit.source.reading import MOST_BYTES, MOST_DOCUMENTS, Reading, Stop, WithPositions
from missionkit.source.syntax import document_starts, ids_in, syntax_fault, tabs_as_spaces


def read(data: bytes, file: str, positions: bool = False, events: Callable[[str], Events] = events_of) -> Reading:
    """Return the documents in the bytes of a file, with all faults that reading finds.

    After a syntax error reading goes on at the next `---`. Never raises for any input.
    """
    reading = Reading()
    if len(data) > MOST_BYTES:
        facts = {"size": len(data), "limit": MOST_BYTES}
        reading.faults.append(Fault("file-too-large", Place(file), facts, span=START))
        reading.broken += ids_in(data[:MOST_BYTES].decode("utf-8", "replace"))
        return reading
    text, flaws = decode(data)
    reading.faults += [Fault(f.rule, Place(file), f.facts, f.case, f.span) for f in flaws]
    try:
        if any(f.case == "utf16" for f in flaws):
            raise Stop
        _read_all(text, file, positions, events, reading)
    except WithPositions:
        return read(data, file, True, events)
    except Stop:
        reading.broken += ids_in(text)
    if not reading.documents and not reading.faults:
        reading.faults.append(Fault("empty-document", Place(file), case="file", span=START))
    return reading


def _read_all(text: str, file: str, positions: bool, events: Callable[[str], Events], reading: Reading) -> None:
    """Read all documents at once; from the first syntax error on each by itself, so that all errors are told."""
    builder = Builder(text, file, positions, reading, events)
    if builder.run() is None:
        return
    broken, documents, faults = builder.before
    _forget(reading, documents, faults)
    lines = text.split("\n")
    starts = [broken, *(start for start in document_starts(lines) if start > broken), len(lines)]
    for count, (first, last) in enumerate(pairwise(starts)):
        if count >= MOST_DOCUMENTS:
            span = Span(first + 1, 1, first + 1, 2)
            place = Place(file, len(reading.documents))
            reading.faults.append(Fault("too-many-documents", place, {"limit": MOST_DOCUMENTS}, span=span))
            return
        end = "" if last == len(lines) else "\n"
        _read_alone("\n".join(lines[first:last]) + end, first, file, positions, events, reading)


def _read_alone(
    text: str, offset: int, file: str, positions: bool, events: Callable[[str], Events], reading: Reading
) -> None:
    """Read one document, `offset` lines into its file; a tab in its indentation is told, then read as spaces."""
    documents, faults = len(reading.documents), len(reading.faults)
    error = Builder(text, file, positions, reading, events, offset).run()
    if error is None:
        return
    fault = syntax_fault(error, text, Place(file, len(reading.documents)), offset)
    if fault.rule == "tab-indentation":
        _forget(reading, documents, faults)
        spaced, moved = tabs_as_spaces(text)
        error = Builder(spaced, file, positions, reading, events, offset, moved).run()
    reading.faults.append(fault)
    if error is not None:
        reading.broken += ids_in(text)


def _forget(reading: Reading, documents: int, faults: int) -> None:
    """Leave only the first documents and faults: what follows is read again."""
    del reading.documents[documents:]
    del reading.faults[faults:]
