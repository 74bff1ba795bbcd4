"""Numbers and years in a sentence of nb, nn or en: how much is said, and in which words.

Only what is plain is read. Dates, ages, time frames, names (Agenda 2030), references (§ 12), ordinals, versions and
idioms («alt i alt») hold digits or number words and count nothing; they are passed over. Words stand in
`words/numbers.yaml`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from missionkit.resources import packaged


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a text: `said` is how the text puts it, from the character `start` on.

    `kind` is percent, points (of per cent), change (in per cent), scope (per cent of all), times or count. A range and
    a step («fra 20 til 10 prosent») have their last number as `value` and the first as `other`; `plain` is the
    value without its scale (10.5 of 10.5 million).
    """

    kind: str
    value: Decimal
    said: str
    start: int
    plain: Decimal
    other: Decimal | None = None

    @property
    def end(self) -> int:
        """The position after the last character."""
        return self.start + len(self.said)

    @property
    def values(self) -> frozenset[Decimal]:
        """All numbers that it may stand for in data: 10.5 and 10 500 000 of 10.5 million."""
        return frozenset({self.value, self.plain} | ({self.other} if self.other is not None else set()))


@lru_cache(maxsize=4096)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the amounts of a text in order; of two that overlap, the one that starts first and is longer."""
    passed_over = _passed_over(text, language)
    found = (*_shares(text, language), *_amounts(text, language), *_number_words(text, language))
    kept: list[Quantity] = []
    for one in sorted(found, key=lambda q: (q.start, -len(q.said))):
        if one.start not in passed_over and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return tuple(kept)


def covered(text: str, patterns: Iterable[re.Pattern[str]]) -> set[int]:
    """Return the positions of all characters that one of some patterns takes in."""
    return {at for pattern in patterns for match in pattern.finditer(text) for at in range(*match.span())}


@cache
def _words() -> dict[str, Any]:
    return packaged("rules/words/numbers.yaml")


@cache
def table(kind: str, language: str) -> dict[str, Decimal]:
    """Return the number words of a kind (change, percent, scope, count, scale) with their values."""
    return {word: Decimal(value) for word, value in _words()[kind][language].items()}


def any_of(phrases: Iterable[str]) -> str:
    """Return the pattern of any of some phrases, the longest first, as words of their own; a star is any letters."""
    return rf"(?<!\w)(?:{'|'.join(_phrase(p) for p in sorted(phrases, key=len, reverse=True))})(?!\w)"


def _phrase(phrase: str) -> str:
    return r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in phrase.split())


def _value(kind: str, language: str, said: str) -> Decimal | None:
    """Return what a number word stands for; None for letters that only look alike, such as a dotless i."""
    return table(kind, language).get(re.sub(r"\s+", " ", said).lower())


@cache
def _word_pattern(kind: str, language: str) -> re.Pattern[str]:
    return re.compile(any_of(table(kind, language)), re.IGNORECASE)


def _number_words(text: str, language: str) -> Iterator[Quantity]:
    for kind in ("change", "percent", "scope"):
        for match in _word_pattern(kind, language).finditer(text):
            value = _value(kind, language, match[0])
            if value is not None:
                yield Quantity(kind, value, match[0], match.start(), value)


_GAP = r"[ \u00a0\u202f]"
_BEFORE_DIGITS = r"(?<![\w.,/–:§-])"
_DIGITS = (
    rf"(?!0[0-9])(?:[0-9]{{1,3}}(?:{_GAP}[0-9]{{3}})+(?:[.,][0-9]{{1,2}})?"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?"
    r"|[0-9]+(?:[.,][0-9]+)?)(?![.,]?[0-9]|[/:][0-9])"
)
_JOINED = rf"(?:{_GAP}?[–-]{_GAP}?|\s(?:til|to|og|and|eller|or)\s)"
_UNITS = {
    "points": r"(?:prosent|%-)poeng\w*|prosenteining\w*|(?:percentage|per\s?cent|%)[ -]points?",
    "percent": r"%|prosent\b|pst\b\.?|per\s?cent\b|pct\b\.?",
    "times": r"(?:ganger|gonger|times)\b",
}
_UNIT = re.compile(rf"[\s-]?(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _UNITS.items())})", re.IGNORECASE)
_ATTACHED = re.compile(r"[-–/]?[^\W\d]")


@cache
def _numeral(language: str, before: str = _BEFORE_DIGITS) -> str:
    """Return the pattern of a number in digits or as a numeral; `before` says what digits may not follow."""
    return rf"(?:{before}{_DIGITS}|{any_of(table('count', language))})"


@cache
def _amount_pattern(language: str) -> re.Pattern[str]:
    first, second = _numeral(language), _numeral(language, before="")
    return re.compile(rf"(?P<first>{first})(?:{_JOINED}(?P<second>{second}))?", re.IGNORECASE)


def _amounts(text: str, language: str) -> Iterator[Quantity]:
    """Yield numbers in digits and numerals, with the per cent, points, times or millions that follow them."""
    years = {start for _, start, _ in _years(text, language)}
    position = 0
    while match := _amount_pattern(language).search(text, position):
        position = match.end("first")
        one = None if match.start() in years else _amount(text, match, language, years)
        if one:
            yield one
            position = one.end


def _amount(text: str, match: re.Match[str], language: str, years: set[int]) -> Quantity | None:
    if match["second"] and match.start("second") not in years:
        return _with_unit(text, match.start(), match.end(), (match["first"], match["second"]), language)
    return _with_unit(text, match.start(), match.end("first"), (match["first"],), language)


def _with_unit(text: str, start: int, end: int, written: tuple[str, ...], language: str) -> Quantity | None:
    """Return the amount of one number or of two joined ones; None where letters are attached («30-åringer»)."""
    values = [value for value in (_read(one, language) for one in written) if value is not None]
    unit, scale = _UNIT.match(text, end), _scale_pattern(language).match(text, end)
    if len(values) < len(written) or not (unit or scale or not _ATTACHED.match(text, end)):
        return None
    kind = unit.lastgroup if unit and unit.lastgroup else "count"
    factor = _value("scale", language, scale[1]) if scale and not unit else None
    after = unit or scale
    said = text[start : after.end() if after else end]
    exact = [value * (factor or 1) for value in values]
    return Quantity(kind, exact[-1], said, start, values[-1], exact[0] if len(exact) > 1 else None)


def _read(written: str, language: str) -> Decimal | None:
    """Return the value of digits as a language writes them, or of a numeral."""
    if not written[0].isdigit():
        return _value("count", language, written)
    digits = re.sub(_GAP, "", written)
    comma, point = (",", ".") if language == "en" else (".", ",")
    if re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:\{comma}[0-9]{{3}})+(?:\{point}[0-9]+)?", digits) or digits.count(comma) > 1:
        return Decimal(digits.replace(comma, "").replace(point, "."))
    if digits.count(point) > 1:
        return Decimal(digits.replace(point, "").replace(comma, "."))
    return Decimal(digits.replace(",", "."))


@cache
def _scale_pattern(language: str) -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(table("scale", language), key=len, reverse=True))
    return re.compile(rf"{_GAP}?({words})(?!\w)", re.IGNORECASE)


_ONE = ("en", "én", "ein", "éin", "one")
_LARGEST_WHOLE = 100


@cache
def _share_pattern(language: str) -> re.Pattern[str]:
    part = rf"(?:{_numeral(language)}|{any_of(_ONE)})"
    return re.compile(rf"({part})\s+(?:av|of|in|out\s+of)\s+({_numeral(language)})(?!\s*[%\d])", re.IGNORECASE)


def _shares(text: str, language: str) -> Iterator[Quantity]:
    """Yield «ni av ti» and "one in five" as per cent."""
    for match in _share_pattern(language).finditer(text):
        part = Decimal(1) if match[1].lower() in _ONE else _read(match[1], language)
        whole = _read(match[2], language)
        if part and whole and part < whole <= _LARGEST_WHOLE:
            yield Quantity("percent", round(100 * part / whole, 1), match[0], match.start(), part)


_YEAR = re.compile(
    r"(?:(?<![\w.,/–:-])(?:[0-3]?[0-9][./][01]?[0-9][./])?|(?<=[0-9][–-]))((?:19|20)[0-9]{2})"
    rf"(?![\w%°]|[.,/:][0-9]|{_GAP}[0-9]{{3}}(?![0-9])|-(?!nivå|level)[^\W\d])"
)
_TWO_YEARS = re.compile(r"\s?[–-]\s?(?:19|20)[0-9]{2}(?![\w-])")
_LEVEL = re.compile(
    r"[\s-]?(?:nivå|level|baseline|tall|tal)\w*|\s(?:som|as)\s(?:\w+\s)?(?:utgangspunkt|basis|referanse|base|reference)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:(?:compared|relative)\s(?:to|with)|(?:sammenlign|samanlikn|sammenholdt|målt|sett)\w*\s(?:med|mot|opp\smot)"
    r"|i\s(?:forhold|høve)\stil|against|versus|vs\.?|enn|than|fra|frå|from|since|siden|sidan|under|below|mellom|between"
    r"|basisår\w*|referanseår\w*|baseline)"
    r"(?:\s(?:the|a|levels?|nivå\w*|året?|years?|base|baseline|utgangen|slutten|end|start|tall\w*|tal\w*|verdi\w*"
    r"|values?|situasjonen|situation|i|in|of|per|av|ved|at|det|var|was|were))*\s\(?$",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:januar|january|februar|february|mars|march|april|mai|(?-i:May)|juni|june|juli|july|august|september|oktober"
    r"|october|november|desember|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|oct|nov|des|dec)\.?)(?!\w)"
)
_TIME = re.compile(
    r"(?:innen|innan|år|året|før|before|until|since|siden|sidan|year|utgangen\sav|slutten\sav|løpet\sav|end\sof"
    rf"|start\sof|{_MONTH})\s$",
    re.IGNORECASE,
)
_PERHAPS_TIME = re.compile(
    r"(?:[(,;:–]\s?|(?:i|in|by|til|to|mot|og|and|eller|or|etter|after|during|within)\s)$", re.IGNORECASE
)
_FOLLOWING = re.compile(r"\s+([^\W\d_]+)")


def years_in(text: str, language: str) -> tuple[list[int], list[int]]:
    """Return the years of a goal and the years that it is compared with, each once and in order.

    A year is a number from 1900 to 2099 that counts nothing: «2000 kommuner» has none. Of a time span the first year
    is the one compared with. Names and documents that hold a year (Agenda 2030, NOU 2020: 15) have none either.
    """
    goals: dict[int, None] = {}
    baselines: dict[int, None] = {}
    passed_over = covered(text, (_names(), _ACRONYMS, _DOCUMENTS))
    for year, start, compared in _years(text, language):
        if start not in passed_over:
            (baselines if compared else goals)[year] = None
    return list(goals), list(baselines)


def _years(text: str, language: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (year, its position, whether a goal is compared with it)."""
    for match in _YEAR.finditer(text):
        before = text[max(0, match.start() - 80) : match.start()]
        rest = text[match.end() : match.end() + 80]
        compared = bool(_COMPARED.search(before) or _LEVEL.match(rest) or _TWO_YEARS.match(rest))
        if compared or _is_year(match[1], before, rest, language):
            yield int(match[1]), match.start(1), compared


def _is_year(digits: str, before: str, rest: str, language: str) -> bool:
    """Say whether four digits are a year: after «innen» always, before a noun or with two noughts hardly."""
    following = _FOLLOWING.match(rest)
    counts = bool(following and following[1].islower() and following[1] not in function_words(language))
    even = digits.endswith("00")
    if _TIME.search(before) or not (counts or even):
        return True
    return not (counts and even) and bool(_PERHAPS_TIME.search(before))


_NO_UNIT = rf"(?!{_GAP}?(?:%|prosent|pst|per\s?cent|pct|mill|mrd|bill|bn|tusen|thousand))"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th|\.)?"
_DATES = re.compile(
    rf"(?<!\w){_DAY}\s{_MONTH}|(?<!\w)(?-i:(?=[JFMASOND])){_MONTH}\s{_DAY}(?!\w){_NO_UNIT}"
    r"|(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"(?:Meld\.\s?St\.|St\.\s?meld\.|Prop\.|Ot\.\s?prp\.|St\.\s?prp\.|Innst\.|Dok(?:ument|\.)|NOU|COM|SWD)"
    r"[^()\n]{0,16}?(?:\([^)]{0,40}\)|(?:19|20)[0-9]{2}:\s?[0-9]+|[0-9]+(?:\s[SL]\b)?(?:\s\([^)]{0,40}\))?)"
)
_ACRONYMS = re.compile(
    rf"(?<!\w)(?!NOK|EUR|USD|GBP|SEK|DKK)[A-ZÆØÅ]{{2,}}[ -][0-9]+(?:[.:–-][0-9]+)*(?!\w|,[0-9]){_NO_UNIT}"
)
_ORDINALS = re.compile(
    rf"(?<![\w.,])[0-9]{{1,3}}\.\s(?=[a-zæøå])|(?<![\w.,])[0-9]{{1,2}}\.0(?![\d,.]){_NO_UNIT}|(?m:^\s*[0-9]{{1,2}}[.)]\s)"
)


@cache
def _names() -> re.Pattern[str]:
    names = any_of(_words()["names"])
    return re.compile(rf"(?:{names})(?:{_GAP}?[0-9]+(?:[.:–-][0-9]+)*)(?!\w){_NO_UNIT}", re.IGNORECASE)


@cache
def _times(language: str) -> re.Pattern[str]:
    """Return the pattern of ages and time frames: «mellom 13 og 20 år», "people over 65", «de neste ti årene»."""
    one, last = _numeral(language), _numeral(language, before="")
    some = rf"{one}(?:{_JOINED}{last})?"
    years = r"(?:år(?:ene|a)?|years?|tiår|decades?)(?!\w)(?!\s(?:leng|long|me[ri]|more|tidl|earl|fle|add|e[kx]tra))"
    age = (
        r"under|over|mellom|between|below|above|fylt\w*|fyller|alder(?:en)?|aged?|ages"
        r"|(?:older|younger)\sthan|(?:eldre|yngre)\senn"
    )
    who = r"people|those|adults|persons|personer|folk|menn|kvinner|barn|unge|ungdom|children|elever|elevar|dei|de"
    frame = r"innen|innan|løpet\sav|within|over|in|during|tidslinje\spå|timeline\sof"
    near = r"(?:de\s|dei\s|the\s)?(?:neste|next|kommende|komande|coming|første|fyrste|first|siste|last|past)"
    return re.compile(
        rf"(?<!\w)(?:{age})\s{some}\s{years}|(?<!\w)age\s(?:of\s)?{some}(?!\w)"
        rf"|(?<!\w)(?:{who})\s(?:{age})\s{some}(?!\w){_NO_UNIT}|{one}{_JOINED}{last}\s{years}"
        rf"|{one}[\s-](?:år\sgam\w+|year-olds?|years?\sold|years\sof\sage|år\ssiden|år\ssidan|years?\sago)"
        rf"|(?<!\w)(?:(?:{frame})\s(?:{near}\s)?|{near}\s){some}\s{years}",
        re.IGNORECASE,
    )


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile(any_of(_words()["not"]), re.IGNORECASE)


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the small words of a language that name nothing."""
    return frozenset(_words()["function-words"][language])


def _passed_over(text: str, language: str) -> set[int]:
    return covered(text, (_idioms(), _DATES, _DOCUMENTS, _ACRONYMS, _ORDINALS, _names(), _times(language)))
