"""What sections see: a mission with its account, and a writer that turns data into lines of one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from missionkit.assess import MissionAccount
from missionkit.brief.blocks import Line, Span, line
from missionkit.codelist import code_list
from missionkit.finding import Finding
from missionkit.language.catalog import fact, say
from missionkit.language.formats import date_text, money, shown
from missionkit.matrix import sector_label
from missionkit.model import Document
from missionkit.model.base import BudgetLine, Money
from missionkit.model.mission import Target
from missionkit.model.walk import parts, plan, values
from missionkit.register import Register
from missionkit.scope import Scope
from missionkit.values import PartialDate, Text

NBSP = "\u00a0"
_QUOTES = {"en": ("“", "”")}


def _own_languages(register: Register) -> dict[int, str]:
    """Return the languages of texts by the texts' identity, where a document says that it has one of its own."""
    found: dict[int, str] = {}
    for entry in register.entries:
        own = entry.document.language
        for _, part in parts(entry.document) if own else ():
            for field in plan(type(part)):
                held = values(field, part, ()) if field.text else ()
                found |= {id(text): own or "" for _, text in held if isinstance(text, Text)}
    return found


@dataclass(frozen=True)
class Writer:
    """Writes data in the language of a brief; plain texts are in the language of their document.

    `home` is the key of the document that the brief is about (`project:jobbmatch`).
    """

    register: Register
    language: str
    home: str = ""

    def say(self, key: str, **facts: object) -> str:
        """Return fixed words."""
        return say(key, self.language, **facts)

    def text(self, text: Text | None) -> Line:
        """Return a text in the brief's language, marked where it is in another."""
        if text is None:
            return ()
        own = self.register.once(_own_languages).get(id(text), self.register.settings.language)
        words, language = text.pick(self.language, own)
        return (Span(words, language if language != self.language else ""),)

    def unknown(self) -> Line:
        """Return the words for what is not given."""
        return line(Span(self.say("brief-unknown"), style="muted"))

    def name(self, text: Text | None) -> Line:
        """Return a text as a name in a sentence: without the full stop at its end."""
        return line(*(Span(s.text.rstrip(".") or s.text, s.language) for s in self.text(text)))

    def title(self, document: Document) -> Line:
        """Return the title of a document, nothing where it has none."""
        return self.text(getattr(document, "title", None))

    def quoted(self, words: Line) -> Line:
        """Return words in the quotation marks of the brief's language."""
        before, after = _QUOTES.get(self.language, ("«", "»"))
        return line(before, words, after)

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
        return sector_label(code, self.register).text(self.language)

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
        return self.text(getattr(found, attribute)) if found else line(Span(id_, style="code"))

    def date(self, value: PartialDate | date | None) -> str:
        """Return a date with the precision it has."""
        return date_text(value, self.language).replace(" ", NBSP) if value else ""

    def period(self, start: PartialDate | None, end: PartialDate | None) -> str:
        """Return a period: from and to, or the one that is known; nothing where neither is."""
        if start and end:
            first, last = self.date(start), self.date(end)
            if first == last:
                return first
            return f"{first}{NBSP}– {last}" if NBSP in first + last else f"{first}–{last}"
        if end:
            return self.say("brief-until", date=self.date(end))
        return self.say("brief-from", date=self.date(start)) if start else ""

    def number(self, value: Decimal | int) -> str:
        """Return a number."""
        return shown(Decimal(value), self.language)

    def money(self, value: Money | BudgetLine, exact: bool = False) -> str:
        """Return an amount of money."""
        return money(value.amount, value.currency, self.language, exact)

    def sums(self, sums: Mapping[str, Decimal]) -> str:
        """Return sums by currency in words, the largest first: amounts in different currencies are not added."""
        ordered = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
        return fact(tuple(money(amount, currency, self.language) for currency, amount in ordered), self.language)

    def value(self, value: Decimal | None, target: Target) -> Line:
        """Return a measured value of a target with its unit."""
        if value is None:
            return ()
        unit = self.text(target.unit)
        tight = not unit or (self.language == "en" and unit[0].text == "%")
        return line(self.number(value), "" if tight else NBSP, unit)

    def goal(self, target: Target) -> Line:
        """Return the value that a target is to reach; a relative one as per cent change."""
        if target.value is not None and target.relative:
            return line(self.say("brief-change", value=self.number(target.value)))
        return self.value(target.value, target)

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
