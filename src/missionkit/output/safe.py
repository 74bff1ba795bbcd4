"""Makes text from strangers harmless for a terminal or a log: no escape, no hidden direction, no new line."""

import re

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def safe(text: str) -> str:
    """Return the text with control and direction characters shown as `\\x1b` or `\\u202e`."""
    return _UNSAFE.sub(lambda m: repr(m[0])[1:-1] if m[0] > "\x9f" or m[0] < " " else f"\\x{ord(m[0]):02x}", text)
