"""A comment for a pull request: the verdict, then tables, worst first, within a number of bytes."""

from collections.abc import Iterator
from dataclasses import dataclass

from missionkit.brief.blocks import line
from missionkit.diff.change import Change
from missionkit.diff.words import subject, told
from missionkit.language.catalog import say
from missionkit.output.brief import markdown_cell
from missionkit.output.changes.report import Comparison, acceptance, because

MARKER = "<!-- missionkit-diff -->"
"""The first line of every comment, by which the next run finds it again."""
_FOLDED = ("moved", "info", "cosmetic", "accepted")


@dataclass(frozen=True)
class _Group:
    name: str
    count: int
    rows: tuple[str, ...]

    def lines(self, rows: int, language: str) -> list[str]:
        """Return the group with its first rows, and how many are left out."""
        title, left = f"{say(f'level-{self.name}', language)} ({self.count})", self.count - rows
        table = [_head(language), "|---|---|---|", *self.rows[:rows]] if rows else []
        more = ["", say("diff-left-out", language, count=left)] if left else []
        if self.name in _FOLDED:
            return ["", "<details>", f"<summary>{title}</summary>", "", *table, *more, "", "</details>"]
        return ["", f"### {title}", "", *table, *more]


def markdown(comparison: Comparison) -> str:
    """Return the comment; where it is too long, whole rows are left out, the least grave first, and counted."""
    groups = [_Group(name, len(found), tuple(_rows(found, comparison))) for name, found in comparison.groups()]
    rows = {group.name: len(group.rows) for group in groups}
    over = _size(_written(comparison, groups, rows)) - comparison.longest
    for group in reversed(groups):
        # A note of what is left out takes room too, in the group and once for each language's longest number.
        while over > 0 and rows[group.name]:
            rows[group.name] -= 1
            over -= _size(group.rows[rows[group.name]]) + 1
        if rows[group.name] < group.count:
            over = _size(_written(comparison, groups, rows)) - comparison.longest
            while over > 0 and rows[group.name]:
                rows[group.name] -= 1
                over -= _size(group.rows[rows[group.name]]) + 1
    return _written(comparison, groups, rows)


def failed(words: str, language: str) -> str:
    """Return the comment where no comparison could be made, so that an old one does not stand."""
    return f"{MARKER}\n## {say('diff-failed', language)}\n\n{_cell(words)}\n"


def _written(comparison: Comparison, groups: list[_Group], rows: dict[str, int]) -> str:
    language = comparison.language
    lines = [MARKER, f"## {_cell(comparison.verdict())}", "", _cell(comparison.between())]
    for group in groups:
        lines += group.lines(rows[group.name], language)
    notes = [_note(note.file, note.line, comparison.note(note)) for note in comparison.all_notes()]
    notes += [_cell(comparison.hidden())] if comparison.hidden() else []
    if any(group.name == "breaking" for group in groups):
        notes.append(say("diff-accept", language))
    return "\n".join([*lines, *([""] if notes else []), *(f"- {note}" for note in notes)]) + "\n"


def _note(file: str, number: int, words: str) -> str:
    return f"{_cell(file)}:{number}: {_cell(words)}" if file else _cell(words)


def _head(language: str) -> str:
    return f"| {' | '.join(say(key, language) for key in ('diff-what', 'diff-change', 'diff-where'))} |"


def _rows(changes: list[Change], comparison: Comparison) -> Iterator[str]:
    for change in changes:
        spot = change.spot
        words = [told(change, comparison.language)]
        words += [because(change, comparison)] if change.because else []
        words += [acceptance(change, comparison.language)] if change.accepted else []
        what = f"{_cell(subject(change.subject, comparison.language))}<br>`{change.code.name}`"
        place = _cell(f"{spot.file}:{spot.line}") if spot else ""
        yield f"| {what} | {'<br>'.join(_cell(w) for w in words)} | {place}<br>`{change.fingerprint}` |"


def _cell(words: str) -> str:
    return str(markdown_cell(line(words)))


def _size(text: str) -> int:
    return len(text.encode())
