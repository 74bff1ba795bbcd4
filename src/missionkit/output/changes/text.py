"""Text for people: the verdict first, then each change with its place, its words and what it follows from."""

from collections.abc import Iterator

from missionkit.diff.change import Change, Level
from missionkit.diff.words import acceptance, level_name, subject
from missionkit.language.catalog import say
from missionkit.output.changes.report import Comparison, because
from missionkit.output.safe import safe, safe_file

_COLOURS = {Level.BREAKING: "1;31", Level.WARNING: "1;33", Level.INFO: "1;36", Level.COSMETIC: "2"}


def text(comparison: Comparison) -> str:
    """Return the verdict, the changes by group, and notes."""
    lines = [_paint(comparison.verdict(), "1", comparison), safe(comparison.between())]
    for name, changes in comparison.groups():
        lines += ["", _paint(say(f"level-{name}", comparison.language), "1;4", comparison)]
        for change in changes:
            lines += ["", *block(change, comparison)]
    notes = [_note(note.file, note.line, comparison.note(note)) for note in comparison.all_notes()]
    if comparison.hidden():
        notes.append(comparison.hidden())
    if any(c.level is Level.BREAKING for c in comparison.open):
        notes.append(say("diff-accept", comparison.language))
    return "\n".join([*lines, *([""] if notes else []), *notes]) + "\n"


def _note(file: str, line: int, words: str) -> str:
    return f"{safe_file(file)}:{line}: {safe(words)}" if file else safe(words)


def _paint(words: str, code: str, comparison: Comparison) -> str:
    return f"\x1b[{code}m{words}\x1b[0m" if comparison.colour else words


def block(change: Change, comparison: Comparison) -> Iterator[str]:
    """Yield the lines of one change: its place, its words, why it is accepted, what it follows from."""
    language = comparison.language
    spot = change.spot
    place = f"{safe_file(spot.file)}:{spot.line}: " if spot else ""
    kind = _paint(f"{level_name(change.level, language)}[{change.code.name}]", _COLOURS[change.level], comparison)
    number = _paint(change.fingerprint, "2", comparison)
    yield f"{_paint(place, '1', comparison)}{kind} {safe(subject(change.subject, language))} ({number})"
    yield f"    {safe(comparison.message(change))}"
    if change.accepted:
        yield f"    {safe(acceptance(change, language))}"
    if change.because:
        yield f"    {safe(because(change, comparison))}"
