"""What is missing, told in plain language: titles instead of ids, the names of criteria and rules, no file or field."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from textwrap import shorten

from missionkit.assess import full_name
from missionkit.brief.blocks import Block, Bullets, Callout, Heading, Line, Paragraph, Section, line, plain
from missionkit.brief.view import View, Writer
from missionkit.codelist import code_list
from missionkit.entry import Entry
from missionkit.finding import Finding, Severity
from missionkit.model import Mission
from missionkit.rules.rule import RULES
from missionkit.rules.texts import message, title
from missionkit.rules.waivers import waived
from missionkit.values import PartialDate, Text

_LEVELS = {Severity.ERROR: "brief-must", Severity.WARNING: "brief-should", Severity.HINT: "brief-could"}
_MANY, _LONGEST = 3, 70


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, the gravest first, otherwise in the order they have."""
    return sorted(findings, key=lambda f: f.severity.rank)


def finding_blocks(findings: Iterable[Finding], write: Writer, level: int = 3) -> Iterator[Block]:
    """Yield findings as lists by how grave they are; a gap found in many places is told once, with how many."""
    ordered = by_severity(findings)
    for severity, key in _LEVELS.items():
        rules: dict[str, list[Finding]] = {}
        for finding in ordered:
            if finding.severity is severity:
                rules.setdefault(finding.rule, []).append(finding)
        items: list[Line] = []
        for rule, found in rules.items():
            if len(found) > _MANY:
                items.append(line(write.say("brief-places", title=title(rule, write.language), count=len(found))))
            elif names := _subjects(found, write):
                items.append(line(write.say("brief-each", title=title(rule, write.language), names=names)))
            else:
                items += [line(finding_words(f, write)) for f in found]
        if items:
            yield Heading(line(write.say(key)), level)
            yield Bullets(tuple(items))


def _subjects(findings: list[Finding], write: Writer) -> tuple[str, ...]:
    """Return what findings of one rule are about, if they say what its title says of several things, and no more."""
    said = {(finding.case, *finding.facts) for finding in findings}
    case, *keys = said.pop()
    if said or case or len(findings) == 1 or len(keys) != 1 or keys[0] not in _NAMES:
        return ()
    named = (_named(keys[0], f.facts[keys[0]], write, _entry(f, write)) for f in findings)
    return tuple(plain(write.quoted(line(_unquoted(str(name).strip("`"))))) for name in named)


def finding_words(finding: Finding, write: Writer) -> str:
    """Return a finding as a sentence in plain language; what it is about comes first where it does not say so."""
    entry = _entry(finding, write)
    facts = {name: _named(name, value, write, entry) for name, value in finding.facts.items()}
    words = message(replace(finding, facts=facts), write.language)
    told = sentence(_CODE.sub(lambda match: plain(write.quoted(line(_unquoted(match[1])))), words))
    known = entry is None or isinstance(entry.document, Mission) or entry.key == write.home
    about = "" if known or entry is None else _short(write.title(entry.document))
    return f"{about}: {told}" if about and about not in told else told


_CODE = re.compile("`([^`]+)`")
_INNER = str.maketrans("«»“”", "‘’‘’")


def _unquoted(words: str) -> str:
    """Return words to stand in quotation marks: without marks around them, and with single ones within."""
    inner = words[1:-1] if words[:1] == "«" and words.find("»") == len(words) - 1 else words
    return inner.translate(_INNER)


def _entry(finding: Finding, write: Writer) -> Entry | None:
    kind, _, id_ = finding.document.partition(":")
    return write.register.entry(kind, id_)


_NAMES = {
    **{
        name: name
        for name in (
            "target",
            "pathway",
            "project",
            "portfolio",
            "actor",
            "source",
            "measure",
            "experiment",
            "mission",
            "challenge",
        )
    },
    "needed": "project",
    "waiting": "project",
    "other": "mission",
    "targets": "target",
    "projects": "project",
    "missions": "mission",
}
"""Facts that hold ids, and of what."""

_PARTS = {"milestone": "milestones", "deliverable": "deliverables"}
"""Facts that hold ids of parts which nothing refers to, and where they stand in their document."""


def _named(name: str, value: object, write: Writer, entry: Entry | None) -> object:
    """Return what people call the thing that an id or code in a finding's facts stands for, else the fact itself."""
    if isinstance(value, tuple):
        return type(value)(_named(name, one, write, entry) for one in value)
    if isinstance(value, PartialDate | date):
        return write.date(value)
    if not isinstance(value, str):
        return value
    bare = value.strip("`")
    if name in ("code", "criteria") and bare in code_list("criterion"):
        return value.replace(bare, full_name(bare, write.language))
    if name == "rules" and bare in RULES:
        return value.replace(bare, title(bare, write.language))
    found = _part(name, bare, write, entry)
    words = next((t for k in ("title", "text", "name", "hypothesis") if (t := getattr(found, k, None))), None)
    return value.replace(bare, _short(write.text(words))) if isinstance(words, Text) else value


def _part(name: str, id_: str, write: Writer, entry: Entry | None) -> object:
    if entry is None:
        return None
    if name in _PARTS:
        return next((p for p in getattr(entry.document, _PARTS[name], ()) if p.id == id_), None)
    kind = _NAMES.get(name)
    found = write.register.find(id_, (kind,), entry) if kind else None
    return found.part if found else None


def _short(words: Line) -> str:
    return shorten(plain(words).rstrip("."), _LONGEST, placeholder=" …")


def sentence(words: str) -> str:
    """Return words as a sentence: a large first letter, a full stop."""
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith((".", "!", "?", "…", ":")) else ".")


def waiver_line(finding: Finding, write: Writer) -> Line:
    """Return an accepted gap with its reason, until when and who decided, in the brief's language."""
    words, entry, told = finding_words(finding, write), _entry(finding, write), finding.waiver
    if told is None:
        return line(words)
    own = (entry.document.language if entry else None) or write.register.settings.language
    waiver = next((w for w in (entry.document.waivers if entry else ()) if waived(w, own) == told), None)
    if waiver is None:
        facts = {"reason": told.reason, "until": told.until, "decided_by": told.decided_by}
    else:
        facts = {
            "reason": plain(write.text(waiver.reason)),
            "until": write.date(waiver.until),
            "decided_by": plain(write.text(waiver.decided_by)),
        }
    return line(words, " ", write.say("brief-waived", **facts))


def waived_block(findings: Iterable[Finding], write: Writer) -> Iterator[Block]:
    """Yield the accepted gaps set apart, if there are any."""
    lines = tuple(waiver_line(f, write) for f in findings)
    if lines:
        yield Callout("note", write.say("account-waived"), lines)


def gaps(view: View) -> Section:
    """Everything else that is missing: gaps outside the five criteria, and what is accepted."""
    accounts = view.account.accounts
    told = {f.fingerprint for a in accounts for f in (*a.gaps, *a.hints, *a.waived)}
    others = tuple(f for f in view.findings if f.fingerprint not in told)
    opened = tuple(f for f in others if f.waiver is None)
    intro = Paragraph(line(view.say("brief-gaps-intro" if opened else "brief-gaps-none")))
    blocks = (*finding_blocks(opened, view.write), *waived_block((f for f in others if f.waiver), view.write))
    return Section("gaps", view.say("section-gaps"), (intro, *blocks))
