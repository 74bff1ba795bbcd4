"""What sections see: a mission with its account, and a writer that turns data into lines of one language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from missionkit.assess import MissionAccount
from missionkit.brief.blocks import Line, Span, line
from missionkit.codelist import Label, code_list
from missionkit.finding import Finding
from missionkit.language.catalog import fact, say
from missionkit.language.formats import date_text, money, shown
from missionkit.model import Document
from missionkit.model.base import BudgetLine, Money
from missionkit.model.mission import Target
from missionkit.register import Register
from missionkit.scope import Scope
from missionkit.values import PartialDate, Text

NBSP = "\u00a0"


@dataclass(frozen=True)
class Writer:
    """Writes data in the language of a brief; `own` is the language of plain texts."""

    register: Register
    language: str
    own: str

    def say(self, key: str, **facts: object) -> str:
        """Return fixed words."""
        return say(key, self.language, **facts)

    def text(self, text: Text | None, own: str | None = None, style: str = "") -> Line:
        """Return a text in the brief's language, marked where it is in another."""
        if text is None:
            return ()
        words, language = text.pick(self.language, own or self.own)
        return (Span(words, language if language != self.language else "", style),)

    def paragraphs(self, text: Text | None) -> tuple[Line, ...]:
        """Return a text as lines, one for each of its paragraphs."""
        return tuple(
            (Span(part.strip(), span.language),)
            for span in self.text(text)
            for part in span.text.split("\n")
            if part.strip()
        )

    def code(self, name: str, code: str | None) -> str:
        """Return a code's label, nothing for None."""
        return code_list(name).label(code, self.language) if code else ""

    def sector(self, code: str) -> str:
        """Return a sector's label; a code of a local list is looked up there."""
        prefix, _, rest = code.rpartition(":")
        local = self.register.settings.codelists.get(prefix or "los")
        if local is not None and rest in local:
            return local.label(rest, self.language)
        return fact(Label(prefix or "los", rest), self.language)

    def actor(self, id_: str | None) -> Line:
        """Return an actor's name, its id where the register does not have it."""
        return self._named("actors", "name", id_)

    def project(self, id_: str | None) -> Line:
        """Return a project's title."""
        return self._named("projects", "title", id_)

    def source(self, id_: str | None) -> Line:
        """Return a source's title, linked to its address."""
        found = self.register.sources.get(id_ or "")
        spans = self._named("sources", "title", id_)
        return tuple(Span(s.text, s.language, s.style, found.url or "") for s in spans) if found else spans

    def _named(self, group: str, attribute: str, id_: str | None) -> Line:
        if id_ is None:
            return ()
        found: Document | None = getattr(self.register, group).get(id_)
        return self.text(getattr(found, attribute), found.language) if found else line(Span(id_, style="code"))

    def date(self, value: PartialDate | date | None) -> str:
        """Return a date with the precision it has."""
        return date_text(value, self.language).replace(" ", NBSP) if value else ""

    def period(self, start: PartialDate | None, end: PartialDate | None) -> str:
        """Return a period: from and to, or the one that is known; nothing where neither is."""
        if start and end:
            return f"{self.date(start)}–{self.date(end)}"
        if end:
            return self.say("brief-until", date=self.date(end))
        return self.say("brief-from", date=self.date(start)) if start else ""

    def number(self, value: Decimal | int) -> str:
        """Return a number."""
        return shown(Decimal(value), self.language)

    def money(self, value: Money | BudgetLine, exact: bool = False) -> str:
        """Return an amount of money."""
        return money(value.amount, value.currency, self.language, exact)

    def value(self, value: Decimal | None, target: Target) -> Line:
        """Return a value of a target with its unit; a relative one as per cent change."""
        if value is None:
            return ()
        if target.relative:
            return line(self.say("brief-change", value=self.number(value)))
        return line(self.number(value), NBSP if target.unit else "", *self.text(target.unit))

    def labels(self, name: str, codes: Iterable[str]) -> str:
        """Return labels of codes in a row."""
        return fact(tuple(self.code(name, code) for code in codes), self.language)


@dataclass(frozen=True)
class View:
    """A mission seen for a brief, on a day."""

    scope: Scope
    account: MissionAccount
    findings: tuple[Finding, ...]
    today: date
    write: Writer

    def say(self, key: str, **facts: object) -> str:
        """Return fixed words in the brief's language."""
        return self.write.say(key, **facts)
