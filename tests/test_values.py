"""Texts, dates, numbers and organisation numbers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from missionkit.values import Number, OrganisationNumber, PartialDate, Text


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2032", date(2032, 1, 1), date(2032, 12, 31), "year"),
        ("2030-Q4", date(2030, 10, 1), date(2030, 12, 31), "quarter"),
        ("2030-Q1", date(2030, 1, 1), date(2030, 3, 31), "quarter"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "month"),
        ("2030-06-30", date(2030, 6, 30), date(2030, 6, 30), "day"),
    ],
)
def test_dates_keep_their_precision(text: str, first: date, last: date, precision: str) -> None:
    parsed = PartialDate.parse(text)
    assert (parsed.first, parsed.last, parsed.precision, str(parsed)) == (first, last, precision, text)


@pytest.mark.parametrize(
    "text", ["2030-13", "2030-02-30", "2030-Q5", "30.06.2030", "2030-6-1", "0999", "", "٢٠٣٠", "20300"]
)
def test_other_dates_are_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the date class and ours both raise it
        PartialDate.parse(text)
    with pytest.raises(ValidationError):
        TypeAdapter(PartialDate).validate_python(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_a_date(day: date) -> None:
    assert PartialDate.parse(day.isoformat()).first == day


def test_a_year_may_be_a_number() -> None:
    assert TypeAdapter(PartialDate).validate_python(2032).last == date(2032, 12, 31)


@pytest.mark.parametrize(
    ("text", "asked", "picked"),
    [
        (Text(nb="hei", en="hi"), "nn", ("hei", "nb")),
        (Text(nn="hei", en="hi"), "nb", ("hei", "nn")),
        (Text(nn="hei"), "en", ("hei", "nn")),
        (Text(plain="hei"), "en", ("hei", "nn")),
    ],
)
def test_texts_fall_back(text: Text, asked: str, picked: tuple[str, str]) -> None:
    assert text.pick(asked, own="nn") == picked


@pytest.mark.parametrize(
    ("value", "number"),
    [(5, "5"), (Decimal("8.10"), "8.10"), ("1250000.50", "1250000.50"), ("-50", "-50")],
)
def test_numbers_are_exact(value: object, number: str) -> None:
    assert str(TypeAdapter(Number).validate_python(value)) == number


@pytest.mark.parametrize(
    "value", [True, 1.5, "10,5", "57 383 633", "1_000", "", None, Decimal("NaN"), Decimal("1e30"), Decimal("1e-30")]
)
def test_other_numbers_are_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Number).validate_python(value)


@pytest.mark.parametrize("number", ["991825827", "991 825 827", "971032146", "983887406", "913552490", "123456785"])
def test_right_organisation_numbers(number: str) -> None:
    assert TypeAdapter(OrganisationNumber).validate_python(number) == number.replace(" ", "")


@pytest.mark.parametrize("number", ["991825828", "99182582", "9918258270", "NO991825827", 991825827])
def test_wrong_organisation_numbers(number: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(OrganisationNumber).validate_python(number)


@pytest.mark.parametrize("digit", "0123456789")
def test_nine_equal_digits_are_no_organisation_number(digit: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(OrganisationNumber).validate_python(digit * 9)
