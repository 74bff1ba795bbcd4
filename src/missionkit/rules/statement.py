"""The statement reader: numbers, years and telling words in a sentence of nb, nn or en, held against the data.

It reads like a careful person who only trusts what is plain: a year is a number from 1900 to 2100 without a unit,
«halvere» is 50 per cent, «alle» is 100 per cent. Word lists with their sources stand in `words/`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from missionkit.finding import Path
from missionkit.model import Mission
from missionkit.model.mission import Target
from missionkit.resources import packaged
from missionkit.rules.rule import Context
from missionkit.values import Text

VAGUE_WORDS, PERCEPTION_WORDS, SOLUTION_WORDS = "vague", "perception", "solutions"

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LONG = 6


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a text: `kind` is percent, change, scope or count; `said` is how the text puts it."""

    kind: str
    value: Decimal
    said: str
    start: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says that can be checked."""

    quantities: tuple[Quantity, ...]
    years: tuple[int, ...]
    baseline_years: tuple[int, ...]
    vague: tuple[str, ...]
    perception: tuple[str, ...]
    solutions: tuple[str, ...]
    compound: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that a text says and the data do not: `kind` is year or number."""

    kind: str
    said: str
    data: str


def sentences_of(text: Text | None, field: str, context: Context) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, text, language) for every language of a text; a plain text has its document's language."""
    if text is None:
        return
    own = context.here.document.language or context.register.settings.language
    for language, words in text.variants():
        yield (field, language) if language else (field,), words, language or own


def word_count(text: str) -> int:
    """Return the number of words, numbers among them."""
    return len(re.findall(r"\w+(?:[-'’]\w+)*", text))


def lix(text: str) -> Decimal:
    """Return the readability index LIX: words a sentence, plus the per cent of words of more than six letters."""
    words = _WORD.findall(text)
    sentences = len([s for s in re.split(r"[.!?:\n]+", text) if s.strip()])
    if not words:
        return Decimal(0)
    long = sum(1 for word in words if len(word) > _LONG)
    return Decimal(len(words)) / max(1, sentences) + Decimal(100 * long) / len(words)


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    words = sorted(packaged(f"rules/words/{name}.yaml")[language], key=len, reverse=True)
    return re.compile("|".join(_as_pattern(word) for word in words), re.IGNORECASE)


def _as_pattern(word: str) -> str:
    return r"(?<!\w)" + r"\s+".join(re.escape(w).replace(r"\*", r"\w*") for w in word.split()) + r"(?!\w)"


def words_found(text: str, name: str, language: str) -> list[str]:
    """Return the words of a word list that stand in a text, in order; exceptions of the list are left out."""
    exceptions = set(packaged(f"rules/words/{name}.yaml").get("not", ()))
    found = [m[0] for m in _pattern(name, language).finditer(text)]
    return [word for word in found if word.casefold() not in exceptions]


def names_in(text: str, names: list[str]) -> str | None:
    """Return the first of some names that stands in a text as a whole word."""
    return next((n for n in names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", text, re.IGNORECASE)), None)


def vague_words(text: str, language: str) -> list[str]:
    """Return the vague words of a text that has no number in it; a year is no number here."""
    return [] if _quantities(text, language) else words_found(text, VAGUE_WORDS, language)


_COMPARED = re.compile(
    r"(?:sammenlignet med|samanlikna med|målt mot|compared (?:to|with)|relative to|fra|frå|from|since|siden|sidan)\s+$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w.,/–-])(?:19|20)\d\d(?![\w%]|[.,]\d|[ \u00a0]\d{3}\b)")
_NOT_A_YEAR = re.compile(r"(?:agenda|horizon|horisont|digital|europa?|vision|visjon)\s+$", re.IGNORECASE)


def years_in(text: str) -> tuple[list[int], list[int]]:
    """Return the years of a goal and the years that it is compared with; names such as Agenda 2030 are neither."""
    goals: list[int] = []
    baselines: list[int] = []
    for match in _YEAR.finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        if _NOT_A_YEAR.search(before):
            continue
        (baselines if _COMPARED.search(before) else goals).append(int(match[0]))
    return goals, baselines


_NUMBER = re.compile(r"(?<![\w.,/–-])(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[.,]\d+)?)")
_PERCENT = re.compile(
    r"[ \u00a0]?(?:%|prosent(?:poeng)?\b|pst\b|per\s?cent\b|percent(?:age points?)?\b)", re.IGNORECASE
)
_MONTHS = re.compile(r"\.?\s+(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|des|dec)", re.IGNORECASE)
_ATTACHED = re.compile(r"[-–/]?[^\W\d_]")


def _quantities(text: str, language: str) -> tuple[Quantity, ...]:
    found = [*_written_numbers(text, language), *_number_words(text, language)]
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -len(q.said))):
        if not kept or quantity.start >= kept[-1].start + len(kept[-1].said):
            kept.append(quantity)
    return tuple(kept)


def _written_numbers(text: str, language: str) -> Iterator[Quantity]:
    years = {m.start() for m in _YEAR.finditer(text)}
    for match in _NUMBER.finditer(text):
        rest = text[match.end() :]
        if match.start() in years or _MONTHS.match(rest) or (_ATTACHED.match(rest) and not rest.startswith("-tallet")):
            continue
        value = _decimal(match[1])
        percent = _PERCENT.match(rest)
        scale = _scale(rest, language)
        if percent:
            yield Quantity("percent", value, match[0] + percent[0], match.start())
        elif scale:
            yield Quantity("count", value * scale[1], match[0] + scale[0], match.start())
        else:
            yield Quantity("count", value, match[0], match.start())


def _decimal(written: str) -> Decimal:
    plain = re.sub(r"[ \u00a0\u202f]", "", written)
    grouped = re.fullmatch(r"\d{1,3}(,\d{3})+", plain)
    return Decimal(plain.replace(",", "") if grouped else plain.replace(",", "."))


@cache
def _table(kind: str, language: str) -> dict[str, Decimal]:
    words: dict[str, Any] = packaged("rules/words/numbers.yaml")[kind][language]
    return {word: Decimal(value) for word, value in words.items()}


def _scale(rest: str, language: str) -> tuple[str, Decimal] | None:
    for word, value in sorted(_table("scale", language).items(), key=lambda item: -len(item[0])):
        if match := re.match(rf"[ \u00a0]{re.escape(word)}(?!\w)", rest, re.IGNORECASE):
            return match[0], value
    return None


@cache
def _number_word_pattern(kind: str, language: str) -> re.Pattern[str]:
    words = sorted(_table(kind, language), key=len, reverse=True)
    return re.compile("|".join(_as_pattern(word) for word in words), re.IGNORECASE)


def _number_words(text: str, language: str) -> Iterator[Quantity]:
    idioms = [i for i in packaged("rules/words/numbers.yaml")["not"] if i in text.casefold()]
    spans = [(m.start(), m.end()) for i in idioms for m in re.finditer(_as_pattern(i), text, re.IGNORECASE)]
    for kind in ("change", "scope", "count"):
        for match in _number_word_pattern(kind, language).finditer(text):
            if any(start <= match.start() < end for start, end in spans):
                continue
            value = _table(kind, language)[re.sub(r"\s+", " ", match[0]).casefold()]
            yield Quantity(kind, value, match[0], match.start())


def numbers_in(text: str, language: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Yield (as said, value, value without its scale) for every number written with digits, save years."""
    for quantity in _written_numbers(text, language):
        digits = _NUMBER.match(quantity.said)
        yield quantity.said, quantity.value, _decimal(digits[1]) if digits else quantity.value


_CLAUSE = re.compile(
    r"[,;.]\s+(?:samtidig som|mens|og|medan|while|whereas|and|as well as)\b|\b(?:samtidig som|while|whereas)\b|;",
    re.IGNORECASE,
)


def read_statement(text: str, language: str) -> Statement:
    """Return what a statement says: quantities, years, telling words, and whether it holds two goals at once."""
    goals, baselines = years_in(text)
    clauses = [_quantities(clause, language) for clause in _CLAUSE.split(text)]
    return Statement(
        quantities=_quantities(text, language),
        years=tuple(goals),
        baseline_years=tuple(baselines),
        vague=tuple(vague_words(text, language)),
        perception=tuple(words_found(text, PERCEPTION_WORDS, language)),
        solutions=tuple(words_found(text, SOLUTION_WORDS, language)),
        compound=sum(1 for found in clauses if found) > 1,
    )


def disagreements(text: str, language: str, mission: Mission) -> Iterator[Difference]:
    """Yield the goal years and the numbers of a text that no deadline or target of the mission has.

    Nothing is said where the data have no deadline, or no value of the same sort, to compare with.
    """
    statement = read_statement(text, language)
    known = _known_years(mission)
    for year in statement.years:
        if known and year not in known:
            yield Difference("year", str(year), ", ".join(str(y) for y in sorted(known)))
    for quantity in statement.quantities:
        values = _comparable(quantity, mission)
        if values and not any(_equal(quantity, value) for value in values):
            shown = ", ".join(f"{value.normalize():f}" for value in sorted(values))
            yield Difference("number", quantity.said, shown)


def _known_years(mission: Mission) -> set[int]:
    dates = [mission.deadline, *(t.deadline for t in mission.targets)]
    known = {d.last.year for d in dates if d}
    if not known:
        return set()
    milestones = [m.date for t in mission.targets for m in t.milestones]
    baselines = [t.baseline.date for t in mission.targets if t.baseline]
    return known | {d.last.year for d in (*milestones, *baselines, mission.start) if d}


def _comparable(quantity: Quantity, mission: Mission) -> set[Decimal]:
    """Return the values that a quantity may stand for: per cent against per cent, counts against counts."""
    values: set[Decimal] = set()
    for target in mission.targets:
        if target.value is None:
            continue
        in_percent = _in_percent(target)
        if quantity.kind == "count" and not in_percent:
            values.add(abs(target.value))
        elif quantity.kind in ("percent", "change"):
            values |= _changes(target) | ({abs(target.value)} if in_percent else set())
        elif quantity.kind == "scope" and in_percent and not target.relative:
            values.add(abs(target.value))
    if quantity.kind == "count" and values:
        values |= {g.number for c in mission.challenges for g in c.affected_groups if g.number is not None}
    return values


def _in_percent(target: Target) -> bool:
    unit = " ".join(text for _, text in target.unit.variants()) if target.unit else ""
    return bool(target.relative) or bool(re.search(r"%|prosent|per\s?cent|pst", unit, re.IGNORECASE))


def _changes(target: Target) -> set[Decimal]:
    """Return the change from baseline to target in per cent, where it can be computed."""
    baseline = target.baseline.value if target.baseline else None
    if target.relative or target.value is None or not baseline:
        return set()
    return {abs(100 * (target.value - baseline) / baseline)}


def _equal(quantity: Quantity, value: Decimal) -> bool:
    return abs(quantity.value - value) <= max(Decimal("0.5"), abs(value) / 100) and (
        quantity.kind in ("percent", "change") or quantity.value == value or quantity.value >= 100
    )
