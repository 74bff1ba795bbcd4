"""Numbers and dates as nb, nn and en write them, by Babel."""

from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

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
