"""What has changed since an earlier state: a section of briefs, and a page of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from missionkit.brief.blocks import Block, Brief, Callout, Line, Paragraph, Section, Span, Table, line
from missionkit.diff.change import GROUPS, Change, group_of
from missionkit.diff.compare import Compared
from missionkit.diff.words import subject, told
from missionkit.language.catalog import say
from missionkit.language.formats import date_text
from missionkit.model import Document, Portfolio, Project
from missionkit.scope import scopes


@dataclass(frozen=True)
class Since:
    """An earlier state, what it is called, and all that has changed in the register since."""

    name: str
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


def changes_sections(changes: Sequence[Change], language: str) -> tuple[Section, ...]:
    """Return a section for each group of changes that there is."""
    found = []
    for name in GROUPS:
        group = [c for c in changes if group_of(c) == name]
        if group:
            found.append(Section(f"changes-{name}", say(f"level-{name}", language), (_table(group, name, language),)))
    return tuple(found)


def changes_section(changes: Sequence[Change], since: str, language: str) -> Section:
    """Return all changes as one section of a brief; `since` is what the earlier state is called."""
    title = say("diff-since", language, since=since)
    blocks: list[Block] = [
        _table([c for c in changes if group_of(c) == name], name, language)
        for name in GROUPS
        if any(group_of(c) == name for c in changes)
    ]
    if not blocks:
        blocks = [Paragraph(line(say("diff-none", language)))]
    return Section("changes", title, tuple(blocks))


def _table(changes: Sequence[Change], name: str, language: str) -> Table:
    rows = tuple(_row(change, language) for change in changes)
    heads = tuple(say(key, language) for key in ("diff-what", "diff-change", "diff-code"))
    return Table(say(f"count-{name}", language, count=len(rows)), heads, rows)


def _row(change: Change, language: str) -> tuple[Line, ...]:
    words = told(change, language)
    if change.accepted:
        accepted = change.accepted
        key = "diff-accepted-until" if accepted.until else "diff-accepted-by"
        words += " " + say(key, language, reason=accepted.reason, by=accepted.by, until=accepted.until)
    return line(subject(change.subject, language)), line(words), line(Span(change.code.name, style="code"))


def changes_page(
    changes: Sequence[Change],
    verdict: str,
    between: str,
    notes: Sequence[str],
    names: tuple[str, str],
    today: date | None,
    language: str,
) -> Brief:
    """Return a comparison as a page: the verdict above, a table for each group below; `names` are both states."""
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
        sections=(*changes_sections(changes, language), *((about,) if notes else ())),
        footer=(line(say("diff-made", language)),),
        about={
            "@context": "https://schema.org",
            "@type": "CreativeWork",
            "inLanguage": language,
            "name": " → ".join(names),
        },
        labels={key: say(f"brief-{key}", language) for key in ("contents", "skip", "as-table", "source")},
    )
