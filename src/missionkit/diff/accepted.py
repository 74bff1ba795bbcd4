"""Accepted changes: what people have said is meant, in `.missionkit/accepted.yaml`, with a reason and an end."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from pydantic import Field

from missionkit.config import ConfigInvalid
from missionkit.diff.change import Acceptance, Change
from missionkit.finding import Fault, Place
from missionkit.model.base import Entity, entity
from missionkit.model.check import check_model
from missionkit.register import Register
from missionkit.source.tree import Tree, Unreadable
from missionkit.source.yaml import read
from missionkit.values import Many, PartialDate, Text, Words

ACCEPTED = ".missionkit/accepted.yaml"


@entity
class AcceptedChange(Entity):
    """One change that is meant."""

    fingerprint: Words = Field(description="The change's 12 digits, as `missionkit diff` shows them; quoted.")
    code: Words | None = Field(None, description="The change's code, for the reader.")
    entity: Words | None = Field(None, description="What changed (`mission:dementia`), for the reader.")
    reason: Text = Field(description="Why the change is meant.")
    by: Text = Field(description="The role or body that accepts it; not a private person.")
    until: PartialDate | None = Field(None, description="Last day of the acceptance.")


@entity
class AcceptedChanges(Entity):
    """The changes that a register accepts."""

    accepted: Annotated[Many[AcceptedChange], Field(description="The changes that are meant.")] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about a comparison: a key of the text catalog, its facts, and where it stands."""

    key: str
    facts: dict[str, object]
    file: str = ""
    line: int = 0


def accept(changes: Iterable[Change], register: Register, today: date) -> tuple[tuple[Change, ...], list[Note]]:
    """Return the changes with what is accepted marked, and notes on acceptances that are unused or out of date.

    Raises ConfigInvalid where the file cannot be used.
    """
    entries = _entries(register.tree)
    valid, notes, made = {}, [], []
    for index, one in enumerate(entries):
        if one.until and one.until.last < today:
            notes.append(_note("accepted-expired", one, index, register))
        else:
            valid[one.fingerprint] = one
    used = set()
    for change in changes:
        found = valid.get(change.fingerprint)
        if found is None:
            made.append(change)
            continue
        used.add(change.fingerprint)
        until = str(found.until) if found.until else ""
        made.append(replace(change, accepted=Acceptance(found.reason, found.by, until)))
    for index, one in enumerate(entries):
        if one.fingerprint in valid and one.fingerprint not in used:
            notes.append(_note("accepted-unused", one, index, register))
    return tuple(made), notes


def _note(key: str, one: AcceptedChange, index: int, register: Register) -> Note:
    span = register.site(Place(ACCEPTED, 0, ("accepted", index))).span
    facts = {"fingerprint": one.fingerprint, "reason": one.reason, "until": one.until or ""}
    return Note(key, facts, register.tree.shown(ACCEPTED), span.line)


def _entries(tree: Tree) -> tuple[AcceptedChange, ...]:
    try:
        reading = read(tree.read(ACCEPTED), ACCEPTED)
    except Unreadable as error:
        if "No such file" in str(error.facts.get("reason", "")):
            return ()
        raise ConfigInvalid(tree, (Fault(error.rule, Place(ACCEPTED), error.facts),), ACCEPTED) from None
    plain = reading.documents[0].data if reading.documents else None
    faults = tuple(f for f in reading.faults if f.rule != "empty-document")
    if faults:
        raise ConfigInvalid(tree, faults, ACCEPTED)
    if plain is None:
        return ()
    if not isinstance(plain, dict):
        raise ConfigInvalid(tree, (Fault("not-a-mapping", Place(ACCEPTED)),), ACCEPTED)
    checked = check_model(AcceptedChanges, plain, Place(ACCEPTED), {})
    if checked.faults or not isinstance(checked.document, AcceptedChanges):
        raise ConfigInvalid(tree, checked.faults, ACCEPTED)
    return checked.document.accepted
