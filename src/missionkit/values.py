"""What documents are made of: text in several languages, dates as precise as people have them, numbers, ids."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Language = Literal["nb", "nn", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
FALLBACK: dict[str, tuple[Language, ...]] = {
    "nb": ("nb", "nn", "en"),
    "nn": ("nn", "nb", "en"),
    "en": ("en", "nb", "nn"),
}

Item = TypeVar("Item")
Many = Annotated[tuple[Item, ...], BeforeValidator(lambda v: () if v is None else v)]
"""A list in YAML, a tuple here; an empty key (`targets:`) is an empty list."""


def plain(parse: Callable[[Any], Any], schema: JsonSchemaValue) -> tuple[BeforeValidator, WithJsonSchema]:
    """Return the annotations of a scalar type: how it is read and how editors check it."""
    return BeforeValidator(parse), WithJsonSchema(schema)


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people: one string, or one for each of the languages nb, nn and en."""

    plain: str | None = None
    nb: str | None = None
    nn: str | None = None
    en: str | None = None

    def pick(self, language: str, own: str = "nb") -> tuple[str, str]:
        """Return the text and its language, nearest to `language`; `own` is the language of a plain string."""
        if self.plain is not None:
            return self.plain, own
        for code in FALLBACK[language]:
            found: str | None = getattr(self, code)
            if found is not None:
                return found, code
        return "", language

    def variants(self) -> tuple[tuple[str | None, str], ...]:
        """Return (language, text) for each text there is; the language of a plain string is None."""
        pairs = ((None, self.plain), ("nb", self.nb), ("nn", self.nn), ("en", self.en))
        return tuple((code, text) for code, text in pairs if text is not None)

    def __str__(self) -> str:
        return self.pick("nb")[0]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        word = core_schema.nullable_schema(core_schema.str_schema(strip_whitespace=True, min_length=1))
        fields = {str(code): core_schema.typed_dict_field(word, required=False) for code in LANGUAGES}
        languages = core_schema.typed_dict_schema(fields, extra_behavior="forbid", total=False)
        return core_schema.no_info_wrap_validator_function(
            cls._read, languages, serialization=core_schema.plain_serializer_function_ser_schema(cls._write)
        )

    @classmethod
    def _read(cls, value: object, read_languages: Callable[[object], dict[str, str | None]]) -> "Text":
        if isinstance(value, str):
            if not (words := value.strip()):
                raise PydanticCustomError("empty_text", "empty text")
            return cls(words)
        if isinstance(value, Text):
            return value
        if not isinstance(value, dict):
            raise PydanticCustomError("text_type", "not a text")
        texts = cls(**read_languages(value))
        if not texts.variants():
            raise PydanticCustomError("empty_text", "empty text")
        return texts

    def _write(self) -> str | dict[str, str]:
        return self.plain if self.plain is not None else {str(c): t for c, t in self.variants()}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        word = {"type": "string", "minLength": 1}
        return {
            "anyOf": [
                word,
                {
                    "type": "object",
                    "properties": dict.fromkeys(LANGUAGES, word),
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        }


_DATE = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_LOOKS_LIKE_DATE = re.compile(r"\d{4}-(\d{1,2})(-\d{1,2})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[-/ ]?[qQkK]\.?\s?\d")
DATE_PATTERN = r"^[1-9]\d{3}(-Q[1-4]|-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with the precision people have: a year, a quarter, a month or a day (ISO 8601)."""

    text: str
    first: date
    last: date

    @staticmethod
    @lru_cache(maxsize=4096)
    def parse(text: str) -> "PartialDate":
        """Return the date that `2032`, `2030-Q4`, `2030-06` or `2030-06-30` means; the same object for the same text.

        Raises ValueError for anything else and for days that do not exist.
        """
        match = _DATE.fullmatch(text)
        if not match or text[0] == "0":
            raise ValueError(text)
        year, quarter, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # noqa: S101 - the pattern demands it
        if day is not None and month is not None:
            exact = date(year, month, day)
            return PartialDate(text, exact, exact)
        months = (month, month) if month else (3 * quarter - 2, 3 * quarter) if quarter else (1, 12)
        last_day = calendar.monthrange(year, months[1])[1]
        return PartialDate(text, date(year, months[0], 1), date(year, months[1], last_day))

    @property
    def precision(self) -> str:
        """`year`, `quarter`, `month` or `day`."""
        return {4: "year", 10: "day"}.get(len(self.text), "quarter" if "Q" in self.text else "month")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls._read, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def _read(cls, value: object) -> "PartialDate":
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise PydanticCustomError("date_type", "not a date")
        text = str(value)
        try:
            return cls.parse(text)
        except ValueError:
            exists = not _LOOKS_LIKE_DATE.fullmatch(text)
            raise PydanticCustomError("date_type" if exists else "date_invalid", "not a date") from None

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        year = {"type": "integer", "minimum": 1000, "maximum": 9999}
        return {"anyOf": [year, {"type": "string", "pattern": DATE_PATTERN}]}


_DECIMAL_TEXT = re.compile(r"[-+]?\d+(\.\d+)?", re.ASCII)
_LARGEST = Decimal(10) ** 18
_FINEST = -9


def read_number(value: object) -> Decimal:
    """Return a number as an exact decimal; it may be quoted (`"1250000.50"`), but never a float.

    Raises PydanticCustomError `number_type` for other things, `number_range` for |value| ≥ 10^18 or more
    than nine decimals.
    """
    if isinstance(value, str) and _DECIMAL_TEXT.fullmatch(value):
        value = Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number_type", "not a number")
    number = Decimal(value)
    if not number.is_finite():
        raise PydanticCustomError("number_type", "not a number")
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < _FINEST or exponent > 18 or abs(number) >= _LARGEST:
        raise PydanticCustomError("number_range", "number out of range")
    return number


_NUMBER_SCHEMA: JsonSchemaValue = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[-+]?\d+(\.\d+)?$"}]}
Number = Annotated[Decimal, *plain(read_number, _NUMBER_SCHEMA)]


def read_whole(value: object) -> int:
    """Return a whole number; raises PydanticCustomError `whole_type` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise PydanticCustomError("whole_type", "not a whole number")
    return value


def read_score(value: object) -> int:
    """Return a whole number from 1 to 5; raises PydanticCustomError `whole_type` or `score_range`."""
    score = read_whole(value)
    if not 1 <= score <= 5:
        raise PydanticCustomError("score_range", "not from 1 to 5")
    return score


Score = Annotated[int, *plain(read_score, {"type": "integer", "minimum": 1, "maximum": 5})]
Whole = Annotated[int, *plain(read_whole, {"type": "integer"})]


def read_flag(value: object) -> bool:
    """Return true or false; raises PydanticCustomError `flag_type` for anything else (`yes` is text in YAML 1.2)."""
    if not isinstance(value, bool):
        raise PydanticCustomError("flag_type", "not true or false")
    return value


Flag = Annotated[bool, *plain(read_flag, {"type": "boolean"})]

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_id(value: object) -> str:
    """Return an id; raises PydanticCustomError `id_type` or `id_form`."""
    if not isinstance(value, str):
        raise PydanticCustomError("id_type", "not an id")
    if not ID.fullmatch(value) or len(value) > 100:
        raise PydanticCustomError("id_form", "not an id")
    return value


Id = Annotated[str, *plain(read_id, {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 100})]


def read_words(value: object) -> str:
    """Return a short text in no particular language, such as a name; raises `words_type` or `empty_text`."""
    if not isinstance(value, str):
        raise PydanticCustomError("words_type", "not a text")
    if not value.strip():
        raise PydanticCustomError("empty_text", "empty text")
    return value.strip()


Words = Annotated[str, *plain(read_words, {"type": "string", "minLength": 1})]

_URL = re.compile(r"https?://[^\s<>\"'`{}|\\^]+", re.IGNORECASE)


def read_url(value: object) -> str:
    """Return a web address; raises PydanticCustomError `url_form` for anything but http and https."""
    if not isinstance(value, str) or not _URL.fullmatch(value):
        raise PydanticCustomError("url_form", "not a web address")
    return value


Url = Annotated[str, *plain(read_url, {"type": "string", "pattern": r"^https?://\S+$"})]

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2, 1)


def read_organisation_number(value: object) -> str:
    """Return nine digits whose check digit is right (modulus 11, Brønnøysundregistrene).

    Spaces are taken away. Raises `org_number_type` for an unquoted number, `org_number_form` and
    `org_number_check` otherwise; nine equal digits pass modulus 11 and are refused too.
    """
    if not isinstance(value, str):
        raise PydanticCustomError("org_number_type", "not quoted")
    digits = re.sub(r"[ \u00a0]", "", value)
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise PydanticCustomError("org_number_form", "not nine digits")
    if len(set(digits)) == 1 or sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11:
        raise PydanticCustomError("org_number_check", "wrong check digit")
    return digits


OrganisationNumber = Annotated[
    str, *plain(read_organisation_number, {"type": "string", "pattern": "^[0-9]{3} ?[0-9]{3} ?[0-9]{3}$"})
]


_MOST_REMEMBERED = 10_000


def remembering(read: Callable[[object], str]) -> Callable[[object], str]:
    """Return a reader that reads each text once, and gives the same object for the same text from then on."""
    seen: dict[str, str] = {}

    def look(value: object) -> str:
        if type(value) is str and (known := seen.get(value)) is not None:
            return known
        found = read(value)
        if type(value) is str:
            if len(seen) >= _MOST_REMEMBERED:
                seen.clear()
            seen[value] = found
        return found

    return look


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that holds the id of a document or of a part of one; `kinds` are those allowed.

    A part is written `owner/part` (`dementia/halve-burden`), or `part` alone where the owner is plain.
    """

    kinds: tuple[str, ...]

    def __init__(self, *kinds: str) -> None:
        object.__setattr__(self, "kinds", kinds)

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            remembering(self._read), serialization=core_schema.to_string_ser_schema()
        )

    def _read(self, value: object) -> str:
        if not isinstance(value, str):
            raise PydanticCustomError("id_type", "not an id")
        owner, slash, part = value.partition("/")
        if not ID.fullmatch(owner) or (slash and not ID.fullmatch(part)):
            raise PydanticCustomError("id_form", "not an id")
        return value

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        one = "[a-z0-9]+(-[a-z0-9]+)*"
        return {"type": "string", "pattern": f"^{one}(/{one})?$"}
