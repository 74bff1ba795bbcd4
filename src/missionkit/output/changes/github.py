"""GitHub annotations of a comparison: workflow commands, worst first, ten of each kind at most."""

from collections.abc import Iterator

from missionkit.diff.change import Change, Level
from missionkit.diff.words import subject
from missionkit.language.catalog import say
from missionkit.output.changes.report import Comparison
from missionkit.output.github import MOST, command_data, command_property
from missionkit.output.safe import safe

_COMMANDS = {Level.BREAKING: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def github(comparison: Comparison) -> str:
    """Return the annotations, then the verdict as plain text."""
    lines: list[str] = []
    for level, command in _COMMANDS.items():
        lines += _annotations([c for c in comparison.open if c.level is level], command, comparison)
    return "\n".join([*lines, command_data(comparison.verdict())]) + "\n"


def _annotations(changes: list[Change], command: str, comparison: Comparison) -> Iterator[str]:
    for number, change in enumerate(changes[:MOST], 1):
        words = f"{safe(subject(change.subject, comparison.language))}\n{safe(comparison.message(change))}"
        if number == MOST and len(changes) > MOST:
            words += "\n" + say("more-annotations", comparison.language, count=len(changes) - MOST)
        place = {"title": change.code.name}
        if change.new_spot:
            place |= {"file": safe(change.new_spot.file), "line": str(change.new_spot.line)}
        written = ",".join(f"{key}={command_property(value)}" for key, value in place.items())
        yield f"::{command} {written}::{command_data(words)}"
