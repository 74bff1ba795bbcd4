"""What missionkit promises for any bytes: functions that raise where a promise is broken, and return what was written.

A stranger's bytes are the file `hostile.yaml` of a small register. `#### after` on a line of its own divides them into
two states to compare, `#### settings` begins the `missionkit.yaml` of that register.
"""

import zlib
from collections.abc import Iterator
from typing import TypeVar

from junit_form import read_junit, told
from memory import AFTER, HOSTILE, TODAY, loaded, neighbours, tree_of
from tame import KINDS, is_markdown, is_text, tame
from workflow_commands import commands

from missionkit.assess import assess
from missionkit.brief.make import NoMission, make_brief
from missionkit.cli.failure import sentence
from missionkit.diff.compare import HeadInvalid, compare
from missionkit.errors import MissionkitError
from missionkit.finding import Finding, Severity, Span
from missionkit.graph import make_graph
from missionkit.listing import LISTINGS
from missionkit.matrix import MATRICES
from missionkit.model import Document, Project
from missionkit.output.assessment import ASSESSMENTS, Assessed
from missionkit.output.brief import BRIEFS
from missionkit.output.changes.formats import COMPARISONS
from missionkit.output.changes.report import Comparison, State
from missionkit.output.formats import FORMATS
from missionkit.output.graph import GRAPHS
from missionkit.output.index import index_page
from missionkit.output.listing import LISTS
from missionkit.output.matrix import COVERAGE
from missionkit.output.report import Checked, Report
from missionkit.pipeline.check import Means, check_tree
from missionkit.register import Register, load_register
from missionkit.rules.engine import check
from missionkit.scope import scopes
from missionkit.source.decode import decode, lines
from missionkit.source.events import ruamel_events
from missionkit.source.yaml import read as read_yaml

LANGUAGES = ("nb", "nn", "en")
Made = TypeVar("Made")
SMALL = 4096
"""The fall-back parser is slow; it reads inputs of so many bytes."""


def language_of(data: bytes) -> str:
    """Return a language that follows from the bytes."""
    return LANGUAGES[zlib.crc32(data) % len(LANGUAGES)]


def read(data: bytes, whole: bool) -> list[str]:
    """Reading gives the same data with positions and without, and every fault has a place in the text."""
    plain, positioned = read_yaml(data, HOSTILE), read_yaml(data, HOSTILE, positions=True)
    assert positioned.faults == plain.faults
    told = repr([one.data for one in plain.documents])
    assert repr([one.data for one in positioned.documents]) == told
    assert plain.documents or plain.faults
    text = lines(decode(data)[0])
    for fault in plain.faults:
        assert fault.span is not None
        spans = [fault.span, *(one.span for one in fault.related if one.span)]
        assert all(is_inside(span, text) for span in spans), fault
    for one in positioned.documents:
        assert one.positions is not None
        assert all(is_inside(span, text) for span in (*one.positions.keys.values(), *one.positions.scalars.values()))
    if whole or (len(data) < SMALL and zlib.crc32(data) % 4 == 0):
        other = read_yaml(data, HOSTILE, events=ruamel_events)
        assert other.documents or other.faults
    return [told, repr(plain.faults)]


def is_inside(span: Span, text: list[str]) -> bool:
    """Say whether a span begins at a character of the text or right behind a line, and ends behind its beginning."""
    if not 1 <= span.line <= span.end_line <= max(1, len(text)):
        return False
    behind = len(text[span.line - 1]) + 1 if text else 1
    return 1 <= span.column <= behind and (span.line, span.column) <= (span.end_line, span.end_column)


def validate(data: bytes, whole: bool) -> list[str]:
    """All findings can be written in every format, and lie in the files; so do assessments, coverage and lists."""
    language = language_of(data)
    try:
        register, found = check_tree(tree_of(data), TODAY, Means(jobs=1, many=0))
    except MissionkitError as error:
        return [reason(error, language)]
    findings = tuple(found)
    for finding in findings:
        assert is_inside(finding.span, register.lines(finding.file)), finding
    report = Report((Checked(register, findings),), language)
    written = {name: write(report) for name, write in some(FORMATS, data, whole).items()}
    if "junit" in written:
        (suite,) = read_junit(written["junit"])
        assert len([line for case in suite for line in told(case)]) == len(findings)
    if "github" in written:
        is_text(written["github"])
        shown = sum(min(10, report.count(severity)) for severity in Severity)
        assert len(commands(written.pop("github"))) == shown
    return [*tame(written), *others(found, data, whole)]


def others(found: list[Finding], data: bytes, whole: bool) -> Iterator[str]:
    """Write what else is told of a register; read in one piece, it has the same findings as judged file by file."""
    register, language = loaded(data, whole), language_of(data)
    findings = tuple(check(register, TODAY))
    assert list(findings) == found, "judged apart, the files have other findings"
    makers = {"assess": assessments, "coverage": coverage, "list": listings}
    for make in some(makers, data, whole).values():
        yield from make(register, findings, language)


def some(table: dict[str, Made], data: bytes, whole: bool) -> dict[str, Made]:
    """Return the table whole, or two of its entries that follow from the bytes: writing takes most of the time."""
    names, number = list(table), zlib.crc32(data)
    return (
        table
        if whole
        else {name: table[name] for name in (names[number % len(names)], names[number // 64 % len(names)])}
    )


def assessments(register: Register, findings: tuple[Finding, ...], language: str) -> Iterator[str]:
    """Write what the five criteria come to."""
    assessed = Assessed(tuple(assess(register, findings)), language, full=True)
    yield from tame({name: write(assessed) for name, write in ASSESSMENTS.items()})


def coverage(register: Register, findings: tuple[Finding, ...], language: str) -> Iterator[str]:
    """Write what covers what."""
    made = [make(scope) for scope in scopes(register).values() for make in MATRICES.values()]
    yield from tame({name: write(made, language) for name, write in COVERAGE.items()})


def listings(register: Register, findings: tuple[Finding, ...], language: str) -> Iterator[str]:
    """Write what there is."""
    for name, listing in LISTINGS.items():
        rows = list(listing.rows(register, TODAY))
        yield from tame({form: write(name, rows, language) for form, write in LISTS.items()})


def diff(data: bytes, whole: bool) -> list[str]:
    """Any two states can be compared, both ways, in every format; a state is the same as itself."""
    before, divider, after = data.partition(AFTER)
    if not divider:
        before, after = neighbours()["mission.yaml"].replace(b"id: m\n", b"id: h\n", 1), data
    language = language_of(data)
    try:
        old = loaded(before, whole)
        new = load_register(tree_of(after), like=old)
        written = [*compared(old, new, data, whole), *compared(new, old, data, whole)]
        if whole or zlib.crc32(data) % 4 == 1:
            assert compare(new, load_register(tree_of(after)), TODAY, cosmetic=True).changes == ()
    except MissionkitError as error:
        return [reason(error, language)]
    return written


def compared(old: Register, new: Register, data: bytes, whole: bool) -> Iterator[str]:
    """Write the comparison of two states."""
    language = language_of(data)
    try:
        found = compare(old, new, TODAY, cosmetic=True)
    except HeadInvalid as error:
        yield reason(error, language)
        return
    comparison = Comparison(State("before"), State("after"), (found,), language, today=TODAY)
    written = {name: write(comparison) for name, write in some(COMPARISONS, data, whole).items()}
    if "github" in written:
        is_text(written["github"])
        assert len(commands(written.pop("github"))) <= len(comparison.changes) + len(comparison.all_notes()) + 1
    if "markdown" in written:
        is_markdown(written["markdown"], {"html_inline", "html_block", "code_inline"})
    yield from tame(written)


def brief(data: bytes, whole: bool) -> list[str]:
    """Every document of the stranger's file has its briefs, in which its texts are only text."""
    language = language_of(data)
    try:
        register = loaded(data, whole)
        findings = tuple(check(register, TODAY))
    except MissionkitError as error:
        return [reason(error, language)]
    written, pages = [], []
    for document, kind in asked(register):
        try:
            made = make_brief(document, register, findings, TODAY, language, kind)
        except NoMission as error:
            written.append(reason(error, language))
            continue
        wanted = some(BRIEFS, data, whole)
        written += tame({form: write(made, None, True) for form, write in wanted.items()})
        pages.append((made, f"{kind}-{made.id}.html"))
    if pages:
        written += tame({form: index_page(pages, form, language) for form in ("html", "md")})
    drawn = make_graph(register)
    return [*written, *tame({name: write(drawn, language) for name, write in GRAPHS.items()})]


MOST_BRIEFS = 4
"""How many briefs one input asks for; a file may hold thousands of documents."""


def asked(register: Register) -> list[tuple[Document, str]]:
    """Return the documents of the stranger's file that have briefs, with the kinds, and one that leads there."""
    own = [entry.document for entry in register.entries if entry.file == HOSTILE]
    found = [(one, kind) for one in own for kind in KINDS.get(type(one).__name__.lower(), ())]
    linked = next((one for one in register.projects.values() if one not in own), None)
    return [*found[:MOST_BRIEFS], *([(linked, "project")] if isinstance(linked, Project) else [])]


def reason(error: MissionkitError, language: str) -> str:
    """Return why a job could not be done, as it is told; it must be told."""
    words = sentence(error, language)
    assert words
    return words


PROMISES = {"read": read, "validate": validate, "diff": diff, "brief": brief}
"""What is promised for any bytes, by the name of the target."""


def keep(name: str, data: bytes, whole: bool = True) -> None:
    """Raise if a promise is not kept for some bytes; `whole` asks for every format, and twice for the same texts."""
    written = PROMISES[name](data, whole)
    for text in written:
        text.encode("utf-8")
    if whole or zlib.crc32(data) % 8 == 0:
        assert PROMISES[name](data, whole) == written, "the same input gives another output"
