"""Numbers and dates as nb, nn and en write them, by Babel."""

from datetime import date
from decimal import Decimal
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
    decimals = max(0, -int(value.normalize().as_tuple().exponent))
    return str(format_decimal(value, format="#,##0." + "#" * decimals, locale=locale(language)))


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
    return number(value + 0, language).replace("-", _MINUS).replace(" ", _NBSP)


def rounded(value: Decimal, language: str) -> str:
    """Return a number in words from a million on, to one decimal: `10,5 millioner`, `92 milliarder`."""
    if abs(value) < _MILLION:
        return shown(value, language)
    exact = round(value / _MILLION, 1) if abs(value) < 1000 * _MILLION else round(value / (1000 * _MILLION), 1)
    scale = _MILLION if abs(value) < 1000 * _MILLION else 1000 * _MILLION
    words = format_compact_decimal(exact * scale, format_type="long", locale=locale(language), fraction_digits=1)
    return str(words).replace("-", _MINUS).replace(" ", _NBSP)


def money(amount: Decimal, currency: str, language: str, exact: bool = False) -> str:
    """Return an amount with its currency where the language puts it: `92 milliarder €`, `€92 billion`.

    `exact` writes all digits, as tables do. NOK is `kr` in Norwegian.
    """
    figure = shown(amount, language) if exact else rounded(amount, language)
    symbol = _SYMBOLS.get(currency, {}).get(language, currency)
    if language == "en":
        sign, bare = (_MINUS, figure[1:]) if figure.startswith(_MINUS) else ("", figure)
        return f"{sign}{symbol}{bare}" if symbol in _BEFORE else f"{symbol}{_NBSP}{figure}"
    return f"{figure}{_NBSP}{symbol}"


def percent(value: Decimal, language: str) -> str:
    """Return per cent: `50 %` in Norwegian, `50%` in English."""
    return f"{shown(value, language)}{'' if language == 'en' else _NBSP}%"
