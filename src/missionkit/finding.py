"""Findings: one gap or fault at one location, and the values it is made of."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

Path = tuple[str | int, ...]
"""Where in the data: keys and list positions from the root of a document."""


class Either(tuple[object, ...]):
    """Facts of which one is meant: `a, b or c` in a sentence, where a plain tuple is `a, b and c`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Fixed words as a fact: a key of the text catalog and what fills its placeholders."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Amount:
    """Money as a fact: written where and as the language puts it."""

    value: Decimal
    currency: str


class Severity(StrEnum):
    """How grave a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a hint."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the data of a register: the file, which document in it (from 0), and the data path."""

    file: str
    document: int = 0
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; lines and columns count from 1 in characters, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 2)
"""The first character of a file, for what concerns the file as a whole."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of; `label` is a key of the text catalog."""

    place: Place
    label: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong or missing, before the rules give it severity, words and a line.

    `case` picks one of the rule's messages, `facts` fill its placeholders. Reading faults know their
    `span`; for all others it is found from the place when it is needed.
    """

    rule: str
    place: Place
    facts: Mapping[str, object] = field(default_factory=dict)
    case: str = ""
    span: Span | None = None
    related: tuple[Related, ...] = ()

    def places(self) -> tuple[Place, ...]:
        """Return where it stands, and the places that are shown with it."""
        return (self.place, *(one.place for one in self.related))


@dataclass(frozen=True, slots=True)
class Own:
    """A gap that a document has by itself, whatever else its register holds; `severity` overrides the rule's own."""

    fault: Fault
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """What a file has at a place: the stretch of text, the data path with ids, the value, and how it is written.

    `value` is None for a list or a map. `document` is the key of the document (`mission:dementia`); `written` is
    None for what is no scalar of one line.
    """

    span: Span
    path: str
    value: object
    document: str
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Waived:
    """Why a finding is accepted: the waiver's reason, end date and who decided."""

    reason: str
    until: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class RelatedSpan:
    """A related place with its line and column."""

    file: str
    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One gap or fault with everything that outputs need, save the words, which depend on the language."""

    rule: str
    family: str
    severity: Severity
    file: str
    span: Span
    path: str
    document: str
    facts: Mapping[str, object]
    case: str = ""
    criterion: str | None = None
    related: tuple[RelatedSpan, ...] = ()
    waiver: Waived | None = None
    fingerprint: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str, str]:
        """The order of every list of findings: by place, then rule, then facts."""
        facts = json.dumps({k: str(v) for k, v in self.facts.items()}, sort_keys=True)
        return (self.file, self.span.line, self.span.column, self.rule, self.path, self.case, facts)


def fingerprint(rule: str, document: str, path: str, value: object, occurrence: int = 0) -> str:
    """Return 12 hexadecimal digits that stay the same when lines move or texts are reworded."""
    parts = [rule, document, path, str(value)[:_ENOUGH]] + ([str(occurrence)] if occurrence else [])
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode(errors="surrogatepass")).hexdigest()[:12]


_ENOUGH = 1000
"""Characters of a value that tell it apart; values may be very long."""
