"""Numbers and dates as nb, nn and en write them, by Babel."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal

from missionkit.values import PartialDate

_QUARTER = {"nb": "{q}. kvartal {y}", "nn": "{q}. kvartal {y}", "en": "Q{q} {y}"}
_LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


@cache
def locale(language: str) -> Locale:
    """Return Babel's locale of a language; English is written the British way."""
    return Locale.parse(_LOCALES[language])


def number(value: Decimal, language: str) -> str:
    """Return an exact number with the language's separators and all its decimals."""
    if not value.is_finite():
        return str(value)
    return str(format_decimal(value, format="#,##0." + "#" * _decimals(value), locale=locale(language)))


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))


def half_up(value: Decimal, decimals: int = 0) -> Decimal:
    """Return a number rounded as people do it: 36,25 is 36,3 (Python rounds it to 36,2)."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@lru_cache(maxsize=4096)
def date_text(value: PartialDate | date, language: str) -> str:
    """Return a date with the precision it has: `31. desember 2030`, `juni 2030`, `4. kvartal 2030`, `2030`."""
    if isinstance(value, date):
        return str(format_date(value, "long", locale=locale(language)))
    if value.precision == "year":
        return value.text
    if value.precision == "quarter":
        return _QUARTER[language].format(q=value.text[-1], y=value.text[:4])
    if value.precision == "month":
        return str(format_date(value.first, "LLLL y", locale=locale(language)))
    return date_text(value.first, language)


_NBSP = "\u00a0"
_MINUS = "\u2212"
_SYMBOLS = {
    "NOK": {"nb": "kr", "nn": "kr"},
    "EUR": {"nb": "€", "nn": "€", "en": "€"},
    "USD": {"en": "$"},
    "GBP": {"en": "£"},
}
_BEFORE = ("€", "$", "£")
_MILLION = Decimal(1_000_000)


def shown(value: Decimal, language: str) -> str:
    """Return a number for reading: with a real minus sign and spaces that do not break."""
    return _typeset(number(value + 0, language))


def _typeset(figure: str) -> str:
    return figure.replace("-", _MINUS).replace(" ", _NBSP)


def sum_text(value: Decimal, language: str) -> str:
    """Return an exact sum of money: no decimals or at least two, `750 000,50`."""
    decimals = _decimals(value)
    pattern = "#,##0.00" + "#" * (decimals - 2) if decimals else "#,##0"
    return _typeset(str(format_decimal(value + 0, format=pattern, locale=locale(language))))


@lru_cache(maxsize=4096)
def rounded(value: Decimal, language: str) -> str:
    """Return a sum in words from a million on, to one decimal: `10,5 millioner`, `92 milliarder`."""
    if abs(value) < _MILLION:
        return sum_text(value, language)
    scale = _MILLION if abs(value) < 1000 * _MILLION else 1000 * _MILLION
    near = half_up(value / scale, 1) * scale
    words = format_compact_decimal(near, format_type="long", locale=locale(language), fraction_digits=1)
    return _typeset(str(words))


def money(amount: Decimal, currency: str, language: str, exact: bool = False) -> str:
    """Return an amount with its currency where the language puts it: `92 milliarder €`, `€92 billion`.

    `exact` writes all digits, as tables do. NOK is `kr` in Norwegian.
    """
    figure = sum_text(amount, language) if exact else rounded(amount, language)
    symbol = _SYMBOLS.get(currency, {}).get(language, currency)
    if language == "en":
        sign, bare = (_MINUS, figure[1:]) if figure.startswith(_MINUS) else ("", figure)
        return f"{sign}{symbol}{bare}" if symbol in _BEFORE else f"{symbol}{_NBSP}{figure}"
    return f"{figure}{_NBSP}{symbol}"


def percent(value: Decimal, language: str) -> str:
    """Return per cent: `50 %` in Norwegian, `50%` in English."""
    return f"{shown(value, language)}{'' if language == 'en' else _NBSP}%"


_PER_CENT = re.compile(r"%|prosent|per\s?cent|pst|pct", re.IGNORECASE)


def is_percent(unit: str) -> bool:
    """Say whether a unit, in any language, is per cent."""
    return bool(_PER_CENT.search(unit))
