"""Numbers and money are written and rounded as people of each language do it."""

from decimal import Decimal

import pytest

from missionkit.language.formats import half_up, money, number, rounded

MONEY = [
    ("750000.5", "EUR", "en", "€750,000.50"),
    ("750000.5", "EUR", "nb", "750 000,50 €"),
    ("750000.50", "NOK", "nn", "750 000,50 kr"),
    ("750000", "NOK", "nb", "750 000 kr"),
    ("750000.00", "NOK", "en", "NOK 750,000"),
    ("-750000.5", "EUR", "en", "−€750,000.50"),
    ("0.125", "USD", "en", "$0.125"),
    ("999999.99", "NOK", "nb", "999 999,99 kr"),
    ("36250000", "NOK", "nb", "36,3 millioner kr"),
    ("36250000", "EUR", "en", "€36.3 million"),
    ("36249999.99", "NOK", "nn", "36,2 millionar kr"),
    ("-36250000", "NOK", "nb", "−36,3 millioner kr"),
    ("1000000.5", "NOK", "nb", "1 million kr"),
    ("999960000", "NOK", "nb", "1 milliard kr"),
    ("92250000000", "EUR", "en", "€92.3 billion"),
]


@pytest.mark.parametrize(("amount", "currency", "language", "written"), MONEY)
def test_money_has_no_decimals_or_two_and_is_rounded_half_up(
    amount: str, currency: str, language: str, written: str
) -> None:
    assert money(Decimal(amount), currency, language).replace("\u00a0", " ") == written


def test_exact_money_keeps_every_digit() -> None:
    assert money(Decimal("36250000.5"), "EUR", "en", exact=True) == "€36,250,000.50"
    assert money(Decimal("36250000.1234"), "NOK", "nb", exact=True) == "36\u00a0250\u00a0000,1234\u00a0kr"


def test_numbers_that_are_no_money_keep_the_decimals_they_have() -> None:
    assert number(Decimal("22.5"), "nb") == "22,5"
    assert rounded(Decimal("22.5"), "en") == "22.50"


@pytest.mark.parametrize(("value", "places", "wanted"), [("2.25", 1, "2.3"), ("-2.25", 1, "-2.3"), ("12.5", 0, "13")])
def test_rounding_is_half_up(value: str, places: int, wanted: str) -> None:
    assert str(half_up(Decimal(value), places)) == wanted
