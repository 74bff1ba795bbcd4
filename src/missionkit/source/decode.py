"""From bytes to text: what is no UTF-8 or no text is told with its line, and the rest is still read."""

import re
from dataclasses import dataclass

from missionkit.finding import Span

_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
_LINE = re.compile(r"\r\n|\r|\n")
# What each surrogate-escaped byte means in Windows-1252, which has all letters of Latin-1.
_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One reason why the bytes are not clean text."""

    rule: str
    case: str
    span: Span
    facts: dict[str, object]


def decode(data: bytes) -> tuple[str, list[Flaw]]:
    """Return the text of a file without its byte order mark and with `\\n` at the end of each line, and its flaws.

    Bytes that are no UTF-8 are read as Windows-1252 and characters that YAML forbids as `�`, so that reading can
    go on; UTF-16 is only told. Each flaw is told once a file, at the first place, with how many there are.
    """
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace"), [Flaw("invalid-utf8", "utf16", Span(1, 1, 1, 2), {})]
    flaws = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", errors="surrogateescape")
        bad = re.findall("[\udc80-\udcff]", text)
        place = span_at(text, text.index(bad[0]))
        text, guess = text.translate(_WINDOWS), bad[0].translate(_WINDOWS)
        facts = {"byte": f"0x{data[error.start]:02X}", "offset": error.start, "count": len(bad), "guess": guess}
        flaws.append(Flaw("invalid-utf8", "latin1" if guess.isalpha() else "", place, facts))
    if text.replace("\n", "").isprintable():
        return text, flaws
    if match := _NOT_TEXT.search(text):
        count = len(_NOT_TEXT.findall(text))
        code = f"U+{ord(match[0]):04X}"
        flaws.append(Flaw("control-character", "", span_at(text, match.start()), {"code": code, "count": count}))
        text = _NOT_TEXT.sub("�", text)
    return _OTHER_BREAKS.sub(" ", _LINE.sub("\n", text) if "\r" in text else text), flaws


def span_at(text: str, offset: int) -> Span:
    """Return the line and column of the character at an offset."""
    breaks = [m.end() for m in _LINE.finditer(text, 0, offset)]
    column = offset - (breaks[-1] if breaks else 0) + 1
    return Span(len(breaks) + 1, column, len(breaks) + 1, column + 1)


def lines(text: str) -> list[str]:
    """Return the lines of a text without their ends, broken where an editor breaks them."""
    return _LINE.split(text)
