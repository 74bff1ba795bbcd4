"""What has changed since an earlier state: a section of briefs, and a page of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from missionkit.brief.blocks import Block, Brief, Callout, Line, Paragraph, Section, Table, line
from missionkit.diff.change import GROUPS, Change, group_of
from missionkit.diff.compare import Compared
from missionkit.diff.words import acceptance, subject, title, told
from missionkit.language.catalog import say
from missionkit.language.formats import date_text
from missionkit.model import Document, Portfolio, Project
from missionkit.rules.texts import title as rule_title
from missionkit.scope import scopes


@dataclass(frozen=True)
class Since:
    """An earlier state, what it is called and of what day it is, and all that has changed in the register since."""

    revision: str
    day: date
    compared: Compared

    def of(self, document: Document) -> list[Change]:
        """Return the changes of a document; of a mission or portfolio with those of all that belongs to it."""
        keys = {f"{type(document).__name__.lower()}:{document.id}"}
        mission = document.mission if isinstance(document, Portfolio) else document.id
        if not isinstance(document, Project):
            for register in (self.compared.base, self.compared.head):
                scope = scopes(register).get(mission or "")
                keys |= {entry.key for entry in scope.entries} if scope else set()
        return [c for c in self.compared.changes if c.subject.key in keys]


@dataclass(frozen=True)
class Told:
    """Changes to tell, worst first, and those that they may follow from."""

    changes: Sequence[Change]
    among: Sequence[Change]
    language: str

    def groups(self) -> Iterator[tuple[str, list[Change]]]:
        """Yield each group of changes that there is."""
        for name in GROUPS:
            found = [c for c in self.changes if group_of(c) == name]
            if found:
                yield name, found

    def table(self, caption: str, changes: Sequence[Change]) -> Table:
        """Return changes as a table."""
        heads = tuple(say(key, self.language) for key in ("diff-what", "diff-change", "diff-kind"))
        return Table(caption, heads, tuple(self._row(change) for change in changes))

    def _row(self, change: Change) -> tuple[Line, ...]:
        accepted = acceptance(change, self.language)
        words = (
            told(self._named_by_title(change), self.language),
            self._causes(change),
            accepted[:1].upper() + accepted[1:],
        )
        said = " ".join(one for one in words if one)
        return line(subject(change.subject, self.language)), line(said), line(title(change.code.name, self.language))

    def _named_by_title(self, change: Change) -> Change:
        """Return a change whose rule, if it tells of a gap, is called by its title."""
        if not change.code.name.startswith("finding-"):
            return change
        return replace(change, facts={**change.facts, "rule": rule_title(str(change.facts["rule"]), self.language)})

    def _causes(self, change: Change) -> str:
        """Return what a change follows from, three causes at most; nothing where it follows from none, or from all."""
        found = [self._named[f] for f in change.because if f in self._named]
        names = list(dict.fromkeys(f"{title(c.code.name, self.language)} ({_whole(c, self.language)})" for c in found))
        if not names or len(names) > _TOO_MANY_CAUSES:
            return ""
        left = len(names) - _MOST_CAUSES
        more = f" {say('diff-because-more', self.language, count=left)}" if left > 0 else ""
        return say("diff-after", self.language, causes=f"{', '.join(names[:_MOST_CAUSES])}{more}")

    @cached_property
    def _named(self) -> dict[str, Change]:
        return {change.fingerprint: change for change in self.among}


_MOST_CAUSES, _TOO_MANY_CAUSES = 3, 12
"""Causes that are named, and how many say nothing."""


def _whole(change: Change, language: str) -> str:
    """Return the document that a change is about, without the part."""
    return subject(replace(change.subject, name=None), language)


def changes_sections(found: Told) -> tuple[Section, ...]:
    """Return a section for each group of changes that there is."""
    made = []
    for name, changes in found.groups():
        level = say(f"level-{name}", found.language)
        heading = say("diff-section-title", found.language, level=level, count=len(changes))
        table = found.table(say(f"about-{name}", found.language), changes)
        made.append(Section(f"changes-{name}", heading, (table,)))
    return tuple(made)


def changes_section(since: Since, document: Document, language: str) -> Section:
    """Return all changes that concern a document as one section of a brief."""
    found = Told(since.of(document), since.compared.changes, language)
    state = say("diff-since-state", language, revision=since.revision, date=since.day)
    blocks: list[Block] = [
        found.table(say(f"count-{name}", language, count=len(changes)), changes) for name, changes in found.groups()
    ]
    return Section(
        "changes",
        say("diff-since", language, since=state),
        tuple(blocks or [Paragraph(line(say("diff-none", language)))]),
    )


def changes_page(
    found: Told, verdict: str, between: str, notes: Sequence[str], names: tuple[str, str], today: date | None
) -> Brief:
    """Return a comparison as a page: the verdict above, a table for each group below; `names` are both states."""
    language = found.language
    about = Section(
        "notes",
        say("diff-notes", language),
        (Callout("note", say("diff-notes", language), tuple(line(words) for words in notes)),),
    )
    facts: list[tuple[str, Line]] = [(say("diff-states", language), line(between))]
    if today is not None:
        facts.append((say("diff-date", language), line(date_text(today, language))))
    return Brief(
        kind="changes",
        id="changes",
        language=language,
        title=line(say("diff-title", language)),
        lead=line(verdict),
        badges=(("kind", say("diff-page", language)),),
        facts=tuple(facts),
        banner=(),
        sections=(*changes_sections(found), *((about,) if notes else ())),
        footer=(line(say("diff-made", language)),),
        about={
            "@context": "https://schema.org",
            "@type": "CreativeWork",
            "inLanguage": language,
            "name": " → ".join(names),
        },
        labels={key: say(f"brief-{key}", language) for key in ("contents", "skip", "as-table", "source")},
    )
