"""The statement reader: what a sentence of nb, nn or en says that can be checked, held against the data.

It reads like a careful person who only trusts what is plain: a year is a number from 1900 to 2099 that counts nothing,
«halvere» is 50 per cent, «alle» is 100 per cent. Numbers are read by `numbers`; word lists stand in `words/`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from missionkit.finding import Path
from missionkit.language.formats import is_percent
from missionkit.model import Mission
from missionkit.model.mission import Target
from missionkit.resources import packaged
from missionkit.rules.akin import kin_of, related, words_in
from missionkit.rules.numbers import Quantity, any_of, covered, quantities, table, years_in
from missionkit.rules.rule import Context
from missionkit.values import Text

VAGUE_WORDS, CHANGE_WORDS, PERCEPTION_WORDS, SOLUTION_WORDS = "vague", "change", "perception", "solutions"


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
    """Something that a text says and the data do not: `kind` is year or number, `data` what the data have instead."""

    kind: str
    said: str
    data: tuple[Decimal | int, ...]


@lru_cache(maxsize=4096)
def read_statement(text: str, language: str) -> Statement:
    """Return what a statement says: quantities, years, telling words, and whether it holds two goals at once."""
    goals, baselines = years_in(text, language)
    return Statement(
        quantities=quantities(text, language),
        years=tuple(goals),
        baseline_years=tuple(baselines),
        vague=tuple(vague_words(text, language)),
        perception=tuple(words_found(text, PERCEPTION_WORDS, language)),
        solutions=tuple(words_found(text, SOLUTION_WORDS, language)),
        compound=_is_compound(text, language),
    )


def sentences_of(text: Text | None, field: str, context: Context) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, text, language) for every language of a text; a plain text has its document's language."""
    if text is None:
        return
    own = context.here.document.language or context.register.settings.language
    for language, words in text.variants():
        yield (field, language) if language else (field,), words[:_LONGEST], language or own


_LONGEST = 5_000
"""Characters of a text that are read; nobody argues longer than that, and hostile files do not count."""


def own_sentence(text: Text | None, field: str, context: Context) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, text, language) for a text in its document's own language, else in the first it has.

    Wording is judged where it was written; translations follow it.
    """
    found = list(sentences_of(text, field, context))
    own = context.here.document.language or context.register.settings.language
    yield from sorted(found, key=lambda sentence: sentence[2] != own)[:1]


_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]+(?=\s\W{0,5}[A-ZÆØÅ]|\s*$)|\n\s*\n")
_LONG = 6


def word_count(text: str) -> int:
    """Return the number of words, numbers among them."""
    return len(re.findall(r"\w+(?:(?:[-'’]|(?<=\d)[.,](?=\d))\w+)*", text))


def sentences_in(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def lix(text: str) -> Decimal:
    """Return the readability index LIX: words a sentence, plus the per cent of words of more than six letters.

    Above 50 is hard (C.-H. Björnsson 1968, Läsbarhet). Numbers are no words here, and a point within a sentence
    («f.eks.») does not end it; an empty line does.
    """
    words = _WORD.findall(text)
    sentences = len([s for s in _SENTENCE_END.split(text) if _WORD.search(s)])
    if not words:
        return Decimal(0)
    long = sum(1 for word in words if sum(map(str.isalpha, word)) > _LONG)
    return Decimal(len(words)) / max(1, sentences) + Decimal(100 * long) / len(words)


@cache
def _list(name: str, key: str) -> re.Pattern[str]:
    return re.compile(any_of(packaged(f"rules/words/{name}.yaml")[key]), re.IGNORECASE)


def words_found(text: str, name: str, language: str) -> list[str]:
    """Return the words of a word list that stand in a text, in order, save those in a phrase of its list `not`."""
    passed_over = covered(text, [_list(name, "not")])
    return [match[0] for match in _list(name, language).finditer(text) if match.start() not in passed_over]


def vague_words(text: str, language: str) -> list[str]:
    """Return the vague words of a text that has no amount in it; a year is no amount here.

    «Alle» says whom a change reaches and not how far it goes, so it excuses words such as «redusere», but not «bedre».
    """
    kinds = {quantity.kind for quantity in quantities(text, language)}
    if kinds - {"scope"}:
        return []
    return words_found(text, VAGUE_WORDS, language) or ([] if kinds else words_found(text, CHANGE_WORDS, language))


def names_in(text: str, names: list[str]) -> str | None:
    """Return the first of some names that stands in a text as a whole word, in the genitive too.

    A short name in capitals (NAV, KS) must be in capitals in the text.
    """
    return next((n for n in names if re.search(_name(n), text, re.NOFLAG if n.isupper() else re.IGNORECASE)), None)


def _name(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?:['’]?s|['’])?(?!\w)"


_CLAUSE = re.compile(
    r"[,;]\s+(?:og|and|as well as)\s|\b(?:samtidig som|mens|medan|while|whereas)\b|;|[.!?]\s+(?=[A-ZÆØÅ])",
    re.IGNORECASE,
)
_AND = re.compile(r"\s(?:og|and)\s")
_GOALS = ("percent", "points", "change")


def _is_compound(text: str, language: str) -> bool:
    """Say whether two clauses have an amount each; bare «og» parts two goals only if both are changes or per cent."""
    clauses = [quantities(clause, language) for clause in _CLAUSE.split(text)]
    if sum(1 for found in clauses if found) > 1:
        return True
    first, *others = _AND.split(text)
    parts = [quantities(part, language) for part in (first, *(other.partition(",")[0] for other in others))]
    return sum(1 for found in parts if any(q.kind in _GOALS for q in found)) > 1


def disagreements(text: str, language: str, mission: Mission) -> Iterator[Difference]:
    """Yield the goal years and the amounts of a text that no deadline or target of the mission has.

    An amount is held against targets that the rest of the text does not account for, and only if they are of the
    same sort and about the same thing. Years beside that of a deadline are steps or outlooks. Nothing is said where
    the data have nothing to compare with.
    """
    read = read_statement(text, language)
    deadlines = sorted({d.last.year for d in (mission.deadline, *(t.deadline for t in mission.targets)) if d})
    for year in () if set(read.years) & set(deadlines) else read.years:
        if deadlines and year not in deadlines and year not in _other_years(mission):
            yield Difference("year", str(year), tuple(deadlines))
    said = read.quantities[:_MOST_SAID] if len(mission.targets) <= _MOST_TARGETS else ()
    left = [t for t in mission.targets if not any(_agrees(q, _sayable(q, t, language)) for q in said)]
    for quantity in said:
        if any(_agrees(quantity, _sayable(quantity, t, language)) for t in mission.targets):
            continue
        wanted = _wanted(quantity, text, left, mission, language)
        if wanted and not _agrees(quantity, wanted | _background(mission, language)):
            yield Difference("number", quantity.said, tuple(sorted(wanted)))


_MOST_SAID, _MOST_TARGETS = 50, 200
"""How many amounts of a text are held against the targets, and of how many targets at most: each against each."""


def _wanted(quantity: Quantity, text: str, targets: list[Target], mission: Mission, language: str) -> set[Decimal]:
    """Return what targets about the same thing have where a text has a quantity.

    A change in per cent is also held against the only target of a mission, whatever that is about.
    """
    same = [t for t in targets if _same_thing(quantity, text, t, language)]
    only = len(mission.targets) == 1 and quantity.kind not in _OF_SOMETHING
    return {v for t in (targets if only else same) for v in _comparable(quantity, text, t, language)}


_OF_SOMETHING = ("count", "scope")


def _other_years(mission: Mission) -> set[int]:
    """Return the years besides deadlines that a statement may rightly name."""
    dates = [mission.start, mission.mandate.date if mission.mandate else None]
    dates += [date for m in mission.milestones for date in (m.planned, m.forecast, m.actual)]
    dates += [group.year for challenge in mission.challenges for group in challenge.affected_groups]
    for target in mission.targets:
        dates += [m.date for m in target.milestones] + [o.date for o in target.observations]
        dates += [target.achieved, target.baseline.date if target.baseline else None]
    return {date.last.year for date in dates if date}


def _sayable(quantity: Quantity, target: Target, language: str) -> set[Decimal]:
    """Return the values with which a quantity of its kind would be what a target says."""
    if target.value is None:
        return set()
    value, step, changes = {abs(target.value)}, step_of(target), changes_of(target)
    if quantity.kind == "count":
        return set() if target.relative else {v * _unit_scale(target, language) for v in value | step}
    if quantity.kind == "scope":
        nothing_left = target.value == 0 or (target.relative and target.value == -100)
        return {Decimal(0)} if nothing_left else value if _is_share(target) else set()
    if quantity.kind == "points":
        return (step or value) if _is_share(target) else set()
    if quantity.kind == "times":
        return {1 + change / 100 for change in changes}
    return changes | (value if in_per_cent(target) else set())


def _comparable(quantity: Quantity, text: str, target: Target, language: str) -> set[Decimal]:
    """Return the values of a target that a quantity is held against: none unless they are of the same sort."""
    said = _sayable(quantity, target, language)
    if quantity.kind == "count":
        direct = {abs(target.value) * _unit_scale(target, language)} if target.value is not None else set()
        return set() if in_per_cent(target) else direct
    if quantity.kind == "scope":
        return said if _is_share(target) and _rises(target) == bool(quantity.value) else set()
    if quantity.kind == "percent":
        part_of = re.match(r"\s(?:av|of)\s", text[quantity.end :])
        return said if not part_of or _is_share(target) else set()
    if quantity.kind == "change":
        return changes_of(target)
    return step_of(target) if quantity.kind == "points" and _is_share(target) else set()


def _rises(target: Target) -> bool:
    """Say whether a target wants more; one that does not tell is taken to."""
    if target.direction in ("increase", "decrease"):
        return target.direction == "increase"
    baseline = target.baseline.value if target.baseline else None
    return baseline is None or target.value is None or target.value > baseline


def step_of(target: Target) -> set[Decimal]:
    """Return how far it is from baseline to target, in the target's own unit."""
    baseline = target.baseline.value if target.baseline else None
    return set() if target.relative or target.value is None or baseline is None else {abs(target.value - baseline)}


def changes_of(target: Target) -> set[Decimal]:
    """Return the change from baseline to target in per cent, given or computed; none without a baseline."""
    baseline = target.baseline.value if target.baseline else None
    if target.value is None:
        return set()
    if target.relative:
        return {abs(target.value)}
    return {round(abs(100 * (target.value - baseline) / baseline), 1)} if baseline else set()


def in_per_cent(target: Target) -> bool:
    """Say whether the values of a target are per cent: a change from the baseline, or a unit that says so."""
    unit = " ".join(text for _, text in target.unit.variants()) if target.unit else ""
    return bool(target.relative) or is_percent(unit)


def _is_share(target: Target) -> bool:
    return in_per_cent(target) and not target.relative


def _unit_scale(target: Target, language: str) -> Decimal:
    """Return what the values of a target are counted in: a million where its unit is «millioner kroner»."""
    for own, unit in target.unit.variants() if target.unit else ():
        scale = table("scale", own or language)
        for word in (*re.findall(r"[^\W\d_]+\.?", unit.lower()), "tusen" if re.match(r"1[ .,]?000\b", unit) else ""):
            if factor := scale.get(word) or scale.get(word.rstrip(".")):
                return factor
    return Decimal(1)


def _background(mission: Mission, language: str) -> set[Decimal]:
    """Return the numbers besides target values that a statement may rightly name."""
    found = {g.number for c in mission.challenges for g in c.affected_groups if g.number is not None}
    found |= {cost.amount.amount for c in mission.challenges for cost in c.cost_today if cost.amount}
    for target in mission.targets:
        values = [m.value for m in target.milestones] + [o.value for o in target.observations]
        values.append(target.baseline.value if target.baseline else None)
        found |= {abs(v) * _unit_scale(target, language) for v in values if v is not None}
    return found


_NEAR, _NEAR_SIGNS = 5, 200


def _same_thing(quantity: Quantity, text: str, target: Target, language: str) -> bool:
    """Say whether what a text counts is in the unit, the text or the indicator of a target.

    What is counted is among the next words; what changes («matsvinnet halveres») may stand anywhere.
    """
    near = " ".join(words_in(text[quantity.end :][:_NEAR_SIGNS])[:_NEAR])
    texts = (target.unit, target.text, target.indicator.name if target.indicator else None)
    about = kin_of(tuple(words for t in texts if t for _, words in t.variants()), language)
    return related(near if quantity.kind in _OF_SOMETHING else text, about, language)


def _agrees(quantity: Quantity, values: set[Decimal]) -> bool:
    """Say whether a quantity is one of some values: exactly, or within one per cent where it is rounded."""
    said = {quantity.value} if quantity.other is None else {quantity.value, quantity.other}
    rough = quantity.kind not in ("count", "times")
    least = Decimal("0.5") if rough else Decimal(0)
    return any(
        abs(one - value) <= (max(least, abs(value) / 100) if rough or one >= _ROUNDED else 0)
        for one in said
        for value in values
    )


_ROUNDED = 100
