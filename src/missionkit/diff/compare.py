"""Compares two states of a register: pairs, changes, what follows from them, and what people accept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from missionkit.config import ConfigInvalid
from missionkit.diff.accepted import Note, accept
from missionkit.diff.change import Change, Level, Spot, codes
from missionkit.diff.cosmetic import cosmetic_drafts
from missionkit.diff.identity import Match, Matched, document_renames, match_documents, match_keyed
from missionkit.diff.judge import Judge
from missionkit.diff.moves import settled
from missionkit.diff.pair import Draft, Pair, States, keys_of
from missionkit.diff.tables import RENAMES
from missionkit.diff.walk import walk, whole
from missionkit.entry import PART_KINDS, Entry
from missionkit.errors import MissionkitError
from missionkit.finding import Fault, Place
from missionkit.model.base import Entity
from missionkit.model.walk import plan
from missionkit.register import Register
from missionkit.rules.rule import DRAFT, maturity_of
from missionkit.source.tree import CONFIG
from missionkit.suggest import nearest

_MOST_TOLD = 5


class HeadInvalid(MissionkitError):
    """The new state of a register has faults of form, so that a comparison would be wrong."""

    def __init__(self, register: Register, faults: list[Fault]) -> None:
        shown = f" ({_MOST_TOLD} of its {len(faults)} faults are shown)" if len(faults) > _MOST_TOLD else ""
        super().__init__(
            f"{register.root}: the new state cannot all be read, so nothing is compared{shown}; "
            "mend it until `missionkit validate` can read it"
        )
        self.register, self.faults = register, tuple(faults[:_MOST_TOLD])


@dataclass(frozen=True)
class Compared:
    """What changed between two states of one register, worst first, and what one should know about it."""

    base: Register
    head: Register
    changes: tuple[Change, ...]
    notes: tuple[Note, ...] = ()

    @property
    def open(self) -> list[Change]:
        """The changes that nobody has accepted."""
        return [c for c in self.changes if c.accepted is None]


def compare(base: Register, head: Register, today: date, cosmetic: bool = False) -> Compared:
    """Return every change of meaning between two states of a register; raises HeadInvalid and ConfigInvalid."""
    fresh = _new_faults(base, head)
    if fresh:
        raise HeadInvalid(head, fresh)
    _check_levels(head)
    states, matched, direct = edits(base, head, today)
    judge = Judge(states)
    changes = (*direct, *judge.derived(matched, direct))
    if cosmetic:
        changes += tuple(judge.changes(cosmetic_drafts(states, matched.both, direct)))
    located = [_located(c, base, head) for c in sorted(changes, key=lambda c: c.sort_key)]
    found, notes = accept(located, head, today)
    return Compared(base, head, found, (*_about(states, found), *notes))


def edits(base: Register, head: Register, today: date) -> tuple[States, Matched[Entry], list[Change]]:
    """Return both states with what has a new id, the documents in pairs, and the changes that people made."""
    matched = match_documents(base, head)
    states = States(base, head, today, _renames(matched, States(base, head, today)))
    return states, matched, Judge(states).changes(settled([*_direct(states, matched)]))


def _new_faults(base: Register, head: Register) -> list[Fault]:
    """Return the faults of form that the old state had not; those that were there before keep nobody from comparing."""
    known = {_fault_key(fault) for fault in base.faults}
    return [fault for fault in head.faults if _fault_key(fault) not in known]


def _fault_key(fault: Fault) -> tuple[object, ...]:
    facts = tuple(sorted((k, str(v)) for k, v in fault.facts.items()))
    return fault.rule, fault.place.file, fault.place.path, fault.case, facts


def _check_levels(head: Register) -> None:
    """Raise ConfigInvalid if the configuration names a code of change that does not exist."""
    for name in head.settings.config.diff_severity:
        if name not in codes():
            place = Place(CONFIG, 0, ("diff", "severity", name))
            facts = {"value": name, "suggestions": nearest(name, codes())}
            raise ConfigInvalid(head.tree, (Fault("unknown-rule-name", place, facts),))


def _direct(states: States, matched: Matched[Entry]) -> Iterator[Draft]:
    # Two files that are compared have two names, and nothing has moved.
    one_file = len(states.base.files) == len(states.head.files) == 1
    for match in matched.both:
        pair = Pair(states, match.old, match.new, match.old.document, match.new.document)
        if match.renamed:
            yield _renamed(pair, match)
        if match.old.file != match.new.file and not one_file:
            files = {"before": match.old.file, "after": match.new.file}
            yield Draft("document-moved", "", match.old.file, match.new.file, facts=files, pair=pair)
        if match.old.document is not match.new.document:
            yield from walk(pair)
    for entry in matched.gone:
        yield whole(Pair(states, entry, None, entry.document, None))
    for entry in matched.new:
        yield whole(Pair(states, None, entry, None, entry.document))


def _renamed(pair: Pair, match: Match[Entry]) -> Draft:
    before, after = match.old.document.id, match.new.document.id
    percent = int(match.likeness * 100)
    facts = {"before": before, "after": after, "confidence": percent}
    case = "declared" if match.declared else ""
    confidence = None if match.declared else percent
    return Draft(RENAMES[pair.model], "id", before, after, case, facts, pair=pair, confidence=confidence)


def _renames(matched: Matched[Entry], states: States) -> dict[tuple[str, str], str]:
    """Return the new ids of documents and of the parts that references lead to."""
    found = document_renames(matched)
    for match in matched.both:
        if match.old.document is match.new.document:
            continue
        pair = Pair(states, match.old, match.new, match.old.document, match.new.document)
        for one in plan(pair.model):
            kind = PART_KINDS.get(one.part) if one.part and one.many else None
            if kind:
                old, new = (tuple(v) if isinstance(v, tuple) else () for v in pair.values(one.attribute))
                owner = match.old.document.id
                found |= {(kind, f"{owner}/{a}"): b for a, b in _renamed_parts(pair, old, new)}
    return found


def _renamed_parts(pair: Pair, old: tuple[Entity, ...], new: tuple[Entity, ...]) -> Iterator[tuple[str, str]]:
    if old == new:
        return
    for match in match_keyed(old, new, *keys_of(pair, old, new)).both:
        before, after = getattr(old[match.old], "id", None), getattr(new[match.new], "id", None)
        if before and after and before != after:
            yield before, after


def _located(change: Change, base: Register, head: Register) -> Change:
    """Return a change with its lines on both sides."""
    old, new = change.old_spot, change.new_spot
    if change.old is not None:
        old = Spot(base.tree.shown(change.old.file), base.site(change.old).span.line)
    if change.new is not None:
        new = Spot(head.tree.shown(change.new.file), head.site(change.new).span.line)
    return replace(change, old_spot=old, new_spot=new)


def _blob(register: Register, fault: Fault) -> str | None:
    taken = register.taken.get(fault.place.file)
    return taken.blob if taken else None


def _about(states: States, changes: tuple[Change, ...]) -> Iterator[Note]:
    """Yield what one should know: faults of the old state in files that changed, and decisions that nobody recorded."""
    base, head = states.base, states.head
    known = {_fault_key(fault) for fault in head.faults}
    faults = [f for f in base.faults if _fault_key(f) not in known or _blob(base, f) != _blob(head, f)]
    if faults:
        first = faults[0]
        line = (first.span or base.site(first.place).span).line
        yield Note("base-invalid", {"count": len(faults)}, base.tree.shown(first.place.file), line)
    for entry in head.entries:
        lowered = any(c.subject.key == entry.key and c.code.level is Level.BREAKING is not c.level for c in changes)
        if entry.kind == "mission" and lowered and maturity_of(entry, base) == DRAFT:
            yield Note("diff-draft-mission", {"mission": getattr(entry.document, "title", "")})
    decided = {c.subject.key for c in changes if c.code.name == "decision-added"}
    for entry in head.entries:
        if entry.kind != "mission" or entry.key in decided or maturity_of(entry, head) == DRAFT:
            continue
        count = sum(c.subject.key == entry.key and c.code.nature == "material" and not c.follows for c in changes)
        if count:
            yield Note("decision-missing", {"count": count, "mission": getattr(entry.document, "title", "")})
