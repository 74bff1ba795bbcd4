"""Privacy: personal data that must not stand in a register, which is published and kept for ever."""

import re
from collections.abc import Iterator

from missionkit.finding import Path, Severity
from missionkit.rules.rule import Gap, Inside, rule
from missionkit.values import Text

# At most 64 characters stand before the @ (RFC 5321); without a bound a long word takes time by its square.
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+")
_PERSONAL_MAILBOX = re.compile(r"[^\W\d_]{2,}[._-][^\W\d_]{2,}@", re.IGNORECASE)
# Norwegian numbers start with 2 to 9; grouped as people write them, with or without +47. Plain runs of eight
# digits are left alone unless a word says that they are a telephone: budgets and case numbers look the same.
_PHONE = re.compile(
    r"(?:(?<![\w.])(?:\+|00)47[ \u00a0]?|\b(?:tlf|telefon|mobil|phone|tel|mob)\b[.:]*[ \u00a0]*)"
    r"[2-9]\d(?:[ \u00a0]?\d){6}(?!\d)"
    r"|(?<![\d,.+-])(?<!\d[ \u00a0])[2-9]\d(?:[ \u00a0]\d{2}){3}(?![ \u00a0]?\d)"
    r"|(?<![\d,.+-])(?<!\d[ \u00a0])[49]\d{2}[ \u00a0]\d{2}[ \u00a0]\d{3}(?![ \u00a0]?\d)",
    re.IGNORECASE,
)
_DIGITS = r"\d[\d \u00a0-]{6,}\d"
"""What every telephone and identity number has in it; most documents have none, which is soon seen."""
_ELEVEN = re.compile(r"(?<!\d)(\d{6})[ \u00a0-]?(\d{5})(?!\d)")
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


@rule("personal-data", on=Text, severity=Severity.WARNING, screen=re.compile(f"@|{_DIGITS}"))
def personal_data(text: str, inside: Inside) -> Iterator[Gap]:
    """No e-mail address or telephone number of a person stands in any text.

    A functional mailbox in an actor's contact or an entry point is what these fields are for; an address of
    the form first.last@ is a person's there too.
    """
    for match in _EMAIL.finditer(text) if "@" in text else ():
        if not _is_contact(inside.path):
            yield Gap(case="email", value=_masked(match[0]))
        elif _PERSONAL_MAILBOX.match(match[0]):
            yield Gap(case="contact-person", value=_masked(match[0]))
    for match in _PHONE.finditer(text):
        yield Gap(case="phone", value=_masked(match[0]))


def _is_contact(path: Path) -> bool:
    return "contact" in path


def _masked(found: str) -> str:
    return found[:2] + "…" + found[-2:]


@rule("national-identity-number", on=Text, severity=Severity.ERROR, screen=re.compile(_DIGITS))
def national_identity_number(text: str, inside: Inside) -> Iterator[Gap]:
    """No Norwegian national identity number stands in any text: 11 digits with both check digits right."""
    for match in _ELEVEN.finditer(text):
        if is_national_identity_number(match[1] + match[2]):
            yield Gap()


def is_national_identity_number(digits: str) -> bool:
    """Say whether 11 digits are a fødselsnummer or D-nummer: a day, a month, two check digits (modulus 11).

    D-nummer add 40 to the day; temporary numbers and those of test persons add 40 or 80 to the month.
    """
    numbers = [int(d) for d in digits]
    day, month = int(digits[:2]) % 40, int(digits[2:4]) % 40
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    first = sum(w * d for w, d in zip(_FIRST, numbers[:10], strict=True)) % 11
    second = sum(w * d for w, d in zip(_SECOND, numbers, strict=True)) % 11
    return first == 0 and second == 0
