"""What a change is: a code, how grave it is, what was before and what is after, and where on both sides."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from missionkit.codelist import Label
from missionkit.finding import Place
from missionkit.resources import packaged, packaged_names
from missionkit.values import Text


class Level(StrEnum):
    """How grave a change is, worst first."""

    BREAKING = "breaking"
    WARNING = "warning"
    INFO = "info"
    COSMETIC = "cosmetic"

    @property
    def rank(self) -> int:
        """0 for breaking, 3 for cosmetic."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Code:
    """One sort of change.

    `level` is for missions that are adopted, `draft` for those that are not yet. `nature` is material (needs a
    decision), progress or editorial. `mirror` is the code of the change back, empty where there is none. `moved` says
    that it stands among what was moved and renamed.
    """

    name: str
    family: str
    level: Level
    draft: Level
    nature: str
    mirror: str
    moved: bool


@cache
def codes() -> dict[str, Code]:
    """Return every code by name, family by family."""
    return {
        name: Code(
            name,
            family,
            Level(one["level"]),
            Level(one.get("draft", one["level"])),
            one["nature"],
            one.get("mirror", ""),
            one.get("moved") == "true",
        )
        for family in packaged_names("diff/codes")
        for name, one in _family(family).items()
    }


def texts(code: str) -> dict[str, Any]:
    """Return the title, messages and reason of a code in all languages; raises KeyError for an unknown one."""
    found: dict[str, Any] = _family(codes()[code].family)[code]
    return found


def _family(name: str) -> dict[str, Any]:
    return packaged(f"diff/codes/{name}.yaml")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That a change is meant: why, who says so, and until when."""

    reason: Text
    by: Text
    until: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a change is about: a document, or a part of one; `part` is the name of the part's model."""

    kind: str
    id: str
    title: Text | None
    part: str = ""
    name: Text | Label | str | None = None

    @property
    def key(self) -> str:
        """`mission:dementia`."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Spot:
    """A line in a file, as people should see it."""

    file: str
    line: int


@dataclass(frozen=True)
class Change:
    """One change of meaning.

    `before` and `after` are plain values for programs; `facts` fill the message, with a `delta` in human terms.
    `because` has the fingerprints of the changes that this one follows from.
    """

    code: Code
    level: Level
    subject: Subject
    path: str
    before: object = None
    after: object = None
    case: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    old: Place | None = None
    new: Place | None = None
    because: tuple[str, ...] = ()
    confidence: int | None = None
    accepted: Acceptance | None = None
    old_spot: Spot | None = None
    new_spot: Spot | None = None

    @cached_property
    def fingerprint(self) -> str:
        """12 hexadecimal digits of what changed, without its words, lines or files."""
        about = [self.code.name, self.subject.kind, self.subject.id, self.path, self.before, self.after]
        written = json.dumps(about, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(written.encode(errors="surrogatepass")).hexdigest()[:12]

    @property
    def follows(self) -> bool:
        """Whether it follows from other changes and is not itself an edit of a document."""
        return self.code.family in ("derived", "flags")

    @property
    def sort_key(self) -> tuple[int, bool, str, str, str, str]:
        """The order of every list of changes: worst first, what follows from others last, then by place and code."""
        place = (self.subject.key, self.path, self.code.name, self.fingerprint)
        return (self.level.rank, self.follows, *place)

    @property
    def spot(self) -> Spot | None:
        """Where to look: the line as it is now, else as it was."""
        return self.new_spot or self.old_spot


GROUPS = ("breaking", "warning", "moved", "info", "cosmetic", "accepted")
"""The groups of changes in the order in which they are read."""


def group_of(change: Change) -> str:
    """Return the group that a change is read in."""
    if change.accepted is not None:
        return "accepted"
    if change.code.moved and change.level is not Level.BREAKING:
        return "moved"
    return change.level.value
