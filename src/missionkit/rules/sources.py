"""Sources: numbers that nothing supports, sources that nobody can find or date."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from missionkit.finding import Path, Severity
from missionkit.model import Mission, Source
from missionkit.model.base import Entity
from missionkit.model.walk import plan
from missionkit.register import Register
from missionkit.rules.numbers import quantities
from missionkit.rules.rule import Context, Gap, rule
from missionkit.rules.statement import changes_of, disagreements, sentences_of, step_of
from missionkit.values import LANGUAGES


@rule("unsupported-number", on=Mission, severity=Severity.HINT)
def unsupported_number(mission: Mission, context: Context) -> Iterator[Gap]:
    """A number in the statement, the summary or an assessment is in a field or in a quote too.

    The fields are those of the mission, its portfolios and its projects; the change from a baseline to a target in
    per cent counts as a field. Only numbers written with digits are held against the data; years, ages and time
    frames are not. A number of the statement that differs from a target is told by statement-target-mismatch.
    """
    known = context.register.once(_quoted).union(_numbers_of(mission), _changes(mission))
    texts = list(_texts(mission, context))
    if not any(True for path, text, language in texts for _ in _unknown(text, language, path, mission, known)):
        return
    known = known.union(*(_numbers_of(entry.document) for entry in context.scope.entries))
    for path, text, language in texts:
        found = _unknown(text, language, path, mission, known)
        yield from (Gap(*path, number=said) for said in islice(found, _MOST))


_MOST = 10
"""Numbers told of one text; whoever mends ten looks at the rest."""


def _changes(mission: Mission) -> set[Decimal]:
    return {number for target in mission.targets for number in changes_of(target) | step_of(target)}


def _unknown(text: str, language: str, path: Path, mission: Mission, known: frozenset[Decimal]) -> Iterator[str]:
    told = {d.said for d in disagreements(text, language, mission)} if path[0] == "statement" else set()
    for number in quantities(text, language):
        if re.fullmatch(r"(19|20)\d\d", number.said):
            continue
        if number.said[0].isdigit() and number.said not in told and not number.values & known:
            yield number.said


def _texts(mission: Mission, context: Context) -> Iterator[tuple[Path, str, str]]:
    yield from sentences_of(mission.statement, "statement", context)
    yield from sentences_of(mission.summary, "summary", context)
    for index, assessment in enumerate(mission.assessments):
        for path, text, language in sentences_of(assessment.justification, "justification", context):
            yield ("assessments", index, *path), text, language


def _numbers_of(document: Entity) -> frozenset[Decimal]:
    return frozenset(_numbers(document))


def _numbers(value: object) -> Iterator[Decimal]:
    """Yield every number in a document; of one that is not whole, those that are left: all that count."""
    if isinstance(value, Decimal):
        yield abs(value)
    elif isinstance(value, Entity):
        for field in plan(type(value)):
            yield from _numbers(getattr(value, field.attribute, None))
    elif isinstance(value, tuple):
        for item in value:
            yield from _numbers(item)


def _quoted(register: Register) -> frozenset[Decimal]:
    quotes = (quote for source in register.sources.values() for quote in source.quotes)
    return frozenset(v for quote in quotes for lang in LANGUAGES for q in quantities(quote, lang) for v in q.values)


@rule("source-without-address", on=Source, severity=Severity.HINT)
def source_without_address(source: Source, context: Context) -> Iterator[Gap]:
    """A source has an address where others can find it."""
    if source.url is None:
        yield Gap("url", source=source.id)


@rule("undated-source", on=Source, severity=Severity.HINT)
def undated_source(source: Source, context: Context) -> Iterator[Gap]:
    """A source says when it was published, or at least when it was read."""
    if source.year is None and source.accessed is None:
        yield Gap("year", source=source.id)
