"""A comparison ready for any format: which states, which registers, and the changes in the groups people read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from missionkit.diff.accepted import Note
from missionkit.diff.change import GROUPS, Change, Level, group_of
from missionkit.diff.compare import Compared
from missionkit.diff.words import message, shortened
from missionkit.language.catalog import say


@dataclass(frozen=True, slots=True)
class State:
    """One side of a comparison: what it was called, its commit, and the day of it; empty for files on disk."""

    name: str
    commit: str = ""
    date: str = ""

    def shown(self, language: str) -> str:
        """Return what people call this state."""
        short = f" ({self.commit[:7]})" if self.commit and not self.commit.startswith(self.name) else ""
        return f"{self.name or say('diff-working-tree', language)}{short}"


@dataclass(frozen=True)
class Comparison:
    """All registers of a run; `level` is the lowest that is shown, `hidden` counts what the options leave out."""

    base: State
    head: State
    compared: tuple[Compared, ...]
    language: str
    merge_base: bool = False
    notes: tuple[Note, ...] = ()
    level: Level = Level.INFO
    colour: bool = False
    longest: int = 60_000
    today: date | None = None

    @cached_property
    def changes(self) -> list[Change]:
        """All changes, worst first."""
        return sorted((c for one in self.compared for c in one.changes), key=lambda c: c.sort_key)

    @cached_property
    def by_fingerprint(self) -> dict[str, Change]:
        """All changes by their fingerprints."""
        return {change.fingerprint: change for change in self.changes}

    @property
    def shown(self) -> list[Change]:
        """The changes of a level that is shown."""
        return [c for c in self.changes if c.level.rank <= self.level.rank]

    @property
    def open(self) -> list[Change]:
        """The changes that nobody has accepted."""
        return [c for c in self.changes if c.accepted is None]

    def counts(self) -> dict[str, int]:
        """Return how many changes each group has, of all levels."""
        groups = [group_of(c) for c in self.changes]
        return {name: groups.count(name) for name in GROUPS}

    def groups(self) -> Iterator[tuple[str, list[Change]]]:
        """Yield each group that has changes to show, with them."""
        for name in GROUPS:
            found = [c for c in self.shown if group_of(c) == name]
            if found:
                yield name, found

    def all_notes(self) -> list[Note]:
        """Return what one should know, of the run and of its registers."""
        return [*self.notes, *(note for one in self.compared for note in one.notes)]

    def verdict(self) -> str:
        """Return the one sentence that counts the changes."""
        counted = {name: count for name, count in self.counts().items() if count}
        if not counted:
            return say("diff-none", self.language)
        words = ", ".join(say(f"count-{name}", self.language, count=count) for name, count in counted.items())
        return say("diff-verdict", self.language, counts=words)

    def between(self) -> str:
        """Return which states are compared."""
        base, head = self.base.shown(self.language), self.head.shown(self.language)
        return say("diff-between", self.language, base=base, head=head)

    def hidden(self) -> str:
        """Return how many changes the options leave out, nothing where none."""
        count = len(self.changes) - len(self.shown)
        return say("diff-hidden", self.language, count=count) if count else ""

    def message(self, change: Change) -> str:
        """Return what a change says."""
        return message(change, self.language)

    def note(self, note: Note) -> str:
        """Return what a note says."""
        facts = {name: shortened(value, self.language) for name, value in note.facts.items()}
        return say(note.key, self.language, **facts)


def causes(change: Change, comparison: Comparison) -> list[Change]:
    """Return the changes that a change follows from."""
    return [comparison.by_fingerprint[f] for f in change.because if f in comparison.by_fingerprint]


_MOST_CAUSES = 3


def because(change: Change, comparison: Comparison) -> str:
    """Return which changes a change follows from, three at most, and how many more there are."""
    language = comparison.language
    found = causes(change, comparison)
    named = list(dict.fromkeys(f"{c.code.name} ({c.subject.id})" for c in found))
    words = say("diff-because", language, causes=", ".join(named[:_MOST_CAUSES]))
    left = len(named) - _MOST_CAUSES
    return f"{words} {say('diff-because-more', language, count=left)}" if left > 0 else words
