"""A comment for a pull request: the verdict, then tables, worst first, within a number of bytes."""

from collections.abc import Iterator
from dataclasses import dataclass

from missionkit.brief.blocks import line
from missionkit.diff.change import Change
from missionkit.diff.words import acceptance, subject, told
from missionkit.language.catalog import say
from missionkit.output.brief import markdown_cell, markdown_line
from missionkit.output.changes.report import Comparison, because

MARKER = "<!-- missionkit-diff -->"
"""The first line of every comment, by which the next run finds it again."""
_FOLDED = ("moved", "info", "cosmetic", "accepted")


_MOST_NOTES = 10


@dataclass(frozen=True)
class _Group:
    name: str
    rows: tuple[str, ...]

    def lines(self, kept: int, language: str) -> list[str]:
        """Return the group with its first rows, and how many are left out."""
        title, left = f"{say(f'level-{self.name}', language)} ({len(self.rows)})", len(self.rows) - kept
        table = ["", *_head(language), *self.rows[:kept]] if kept else []
        more = ["", say("diff-left-out", language, count=left)] if left else []
        if self.name in _FOLDED:
            return ["", "<details>", f"<summary>{title}</summary>", *table, *more, "", "</details>"]
        return ["", f"### {title}", *table, *more]


def markdown(comparison: Comparison) -> str:
    """Return the comment within its number of bytes: whole rows are left out, the least grave first, and counted.

    Where there is no room for any row, only the verdict is left, whatever its length.
    """
    groups = [_Group(name, tuple(_rows(found, comparison))) for name, found in comparison.groups()]
    whole = _written(comparison, groups, [len(group.rows) for group in groups])
    if _size(whole) <= comparison.longest:
        return whole
    room = comparison.longest - _size(_written(comparison, groups, [0] * len(groups)))
    return _verdict_only(comparison) if room < 0 else _written(comparison, groups, _fitting(groups, room, comparison))


def _fitting(groups: list[_Group], room: int, comparison: Comparison) -> list[int]:
    """Return how many rows of each group there is room for."""
    head = _size("\n".join(["", *_head(comparison.language)])) + 1
    kept = []
    for group in groups:
        count, left = 0, room - head
        while count < len(group.rows) and (left := left - _size(group.rows[count]) - 1) >= 0:
            count, room = count + 1, left
        kept.append(count)
    return kept


def _verdict_only(comparison: Comparison) -> str:
    """Return the shortest comment, which says that all changes are left out."""
    left_out = say("diff-left-out", comparison.language, count=len(comparison.shown))
    return f"{MARKER}\n## {_words(comparison.verdict())}\n\n{left_out}\n"


def failed(words: str, language: str) -> str:
    """Return the comment where no comparison could be made, so that an old one does not stand."""
    return f"{MARKER}\n## {say('diff-failed', language)}\n\n{_words(words)}\n"


def _written(comparison: Comparison, groups: list[_Group], kept: list[int]) -> str:
    language = comparison.language
    lines = [MARKER, f"## {_words(comparison.verdict())}", "", _words(comparison.between())]
    for group, count in zip(groups, kept, strict=True):
        lines += group.lines(count, language)
    found = comparison.all_notes()
    notes = [_note(note.file, note.line, comparison.note(note)) for note in found[:_MOST_NOTES]]
    if len(found) > _MOST_NOTES:
        notes.append(say("diff-more-notes", language, count=len(found) - _MOST_NOTES))
    notes += [_words(comparison.hidden())] if comparison.hidden() else []
    if any(group.name == "breaking" for group in groups):
        notes.append(say("diff-accept", language))
    return "\n".join([*lines, *([""] if notes else []), *(f"- {note}" for note in notes)]) + "\n"


def _note(file: str, number: int, words: str) -> str:
    return f"{_words(file)}:{number}: {_words(words)}" if file else _words(words)


def _head(language: str) -> tuple[str, str]:
    names = (say(key, language) for key in ("diff-what", "diff-change", "diff-where"))
    return f"| {' | '.join(names)} |", "|---|---|---|"


def _rows(changes: list[Change], comparison: Comparison) -> Iterator[str]:
    for change in changes:
        spot = change.spot
        words = [told(change, comparison.language)]
        words += [because(change, comparison)] if change.because else []
        words += [acceptance(change, comparison.language)] if change.accepted else []
        what = f"{_cell(subject(change.subject, comparison.language))}<br>`{change.code.name}`"
        place = _cell(f"{spot.file}:{spot.line}") if spot else ""
        yield f"| {what} | {'<br>'.join(_cell(w) for w in words)} | {place}<br>`{change.fingerprint}` |"


def _words(words: str) -> str:
    """Return words that may start a line, where they start no list."""
    return str(markdown_line(line(words)))


def _cell(words: str) -> str:
    return str(markdown_cell(line(words)))


def _size(text: str) -> int:
    return len(text.encode())
