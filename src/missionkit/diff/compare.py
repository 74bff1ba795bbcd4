"""Compares two states of a register: pairs, changes, what follows from them, and what people accept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from missionkit.config import ConfigInvalid
from missionkit.diff.accepted import Note, accept
from missionkit.diff.change import Change, Level, Spot, Subject, codes
from missionkit.diff.cosmetic import cosmetic_drafts
from missionkit.diff.derived import DERIVED, Ground
from missionkit.diff.flags import flags
from missionkit.diff.identity import Match, Matched, document_renames, match_documents, match_keyed
from missionkit.diff.pair import Draft, Pair, States, keys_of, plain
from missionkit.diff.tables import RENAMES
from missionkit.diff.walk import walk, whole
from missionkit.errors import MissionkitError
from missionkit.finding import Fault, Path, Place
from missionkit.model import Portfolio, Project
from missionkit.model.base import Entity
from missionkit.model.walk import plan
from missionkit.register import PART_KINDS, Entry, Register
from missionkit.rules.engine import check
from missionkit.rules.rule import COMMITTED, DRAFT, maturity_of, missions_of
from missionkit.source.tree import CONFIG
from missionkit.suggest import nearest

_UNDER_WAY = ("execution", "closing", "realisation")
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
    judge = _Judge(states)
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
    return states, matched, _Judge(states).changes(_settled([*_direct(states, matched)]))


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


def _settled(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with a project's leaving one place and joining another as one move.

    Joining of a new project and leaving of a removed one go without saying.
    """
    gone = {d.pair.entry.key for d in drafts if d.code == "project-removed" and d.pair}
    come = {d.pair.entry.key for d in drafts if d.code == "project-added" and d.pair}
    left: dict[str, list[Draft]] = {}
    joined: dict[str, list[Draft]] = {}
    others = []
    for draft in drafts:
        who = _who(draft)
        if draft.code not in ("project-joined", "project-left"):
            others.append(draft)
        elif who not in (gone if draft.code == "project-left" else come):
            (left if draft.code == "project-left" else joined).setdefault(_way(draft, who), []).append(draft)
    for way in sorted(left.keys() | joined.keys()):
        before, after = left.get(way, []), joined.get(way, [])
        both = min(len(before), len(after))
        others += [_moved(a, b) for a, b in zip(before[:both], after[:both], strict=True)]
        others += [*before[both:], *after[both:]]
    return others


def _who(draft: Draft) -> str:
    """Return the project that joins or leaves."""
    assert draft.pair is not None  # noqa: S101 - the walk has set it
    if isinstance(draft.pair.one, Portfolio):
        return str(draft.before or draft.after)
    return draft.pair.entry.key


def _way(draft: Draft, who: str) -> str:
    assert draft.pair is not None  # noqa: S101 - the walk has set it
    return f"{draft.pair.entry.kind} {who}"


def _moved(left: Draft, joined: Draft) -> Draft:
    """Return that a project moved, from a portfolio to another or from a mission to another."""
    assert left.pair is not None  # noqa: S101 - the walk has set it
    assert joined.pair is not None  # noqa: S101 - the walk has set it
    if isinstance(left.pair.one, Project):
        facts = {"before": left.facts["item"], "after": joined.facts["item"]}
        return Draft("project-moved", "missions", left.before, joined.after, "mission", facts, pair=left.pair)
    states, who = left.pair.states, str(left.before).removeprefix("project:")
    new = states.head.entry("project", who)
    old = next((e for e in states.base.entries if e.kind == "project" and _new_id(e, states) == who), None)
    pair = Pair(states, old, new, old.document if old else None, new.document if new else None)
    homes = [d.pair.entry.document for d in (left, joined) if d.pair]
    facts = dict(zip(("before", "after"), (getattr(h, "title", h.id) for h in homes), strict=True))
    return Draft("project-moved", "portfolio", homes[0].id, homes[1].id, "", facts, pair=pair)


def _new_id(entry: Entry, states: States) -> str:
    return states.renames.get((entry.kind, entry.document.id), entry.document.id)


@dataclass(frozen=True)
class _Judge:
    """Turns drafts into changes: level, path, places."""

    states: States

    def changes(self, drafts: Iterable[Draft]) -> list[Change]:
        """Return the changes that drafts tell of, each once."""
        found = {}
        for draft in drafts:
            change = self.change(draft)
            if change is not None:
                found[change.fingerprint] = change
        return list(found.values())

    def derived(self, matched: Matched[Entry], direct: list[Change]) -> list[Change]:
        """Return what follows from changes; nothing follows from none."""
        if not direct and not self._settings_differ():
            return []
        states = self.states
        old, new = tuple(check(states.base, states.today)), tuple(check(states.head, states.today))
        ground = Ground(states, matched.both, tuple(direct), old, new)
        for derive in DERIVED:
            ground = replace(ground, changes=(*ground.changes, *self.changes(derive(ground))))
        flagged = [self._flag(draft, change) for draft, change in flags(ground)]
        return [*ground.changes[len(direct) :], *(c for c in flagged if c)]

    def _settings_differ(self) -> bool:
        return self.states.base.settings.config != self.states.head.settings.config

    def _flag(self, draft: Draft, change: Change) -> Change | None:
        code = codes()[draft.code]
        level = self._level(draft, self._maturity(change.old or change.new))
        if level is None:
            return None
        return replace(change, code=code, level=level, case=draft.case, facts=draft.facts, because=draft.because)

    def change(self, draft: Draft) -> Change | None:
        """Return the change that a draft tells of, None where it is switched off or was never read."""
        if draft.finding is not None:
            return self._of_finding(draft)
        pair = draft.pair
        assert pair is not None  # noqa: S101 - only findings have none
        old, new = self._place(pair, draft, base=True), self._place(pair, draft, base=False)
        if pair.old_entry and old and _is_cut(old.path, pair.old_entry.cut):
            return None
        level = self._level(draft, _pair_maturity(pair))
        path = ".".join(word for word in (pair.trail, draft.key if draft.key != "id" else "") if word)
        if level is None:
            return None
        return Change(
            code=codes()[draft.code],
            level=level,
            subject=pair.subject(),
            path=path,
            before=plain(draft.before),
            after=plain(draft.after),
            case=draft.case,
            facts=draft.facts,
            old=old,
            new=new,
            because=draft.because,
            confidence=draft.confidence,
        )

    def _of_finding(self, draft: Draft) -> Change | None:
        finding = draft.finding
        assert finding is not None  # noqa: S101 - asked by the caller
        kind, _, id_ = finding.document.partition(":")
        register = self.states.base if draft.before else self.states.head
        entry = register.entry(kind, id_)
        level = self._level(draft, maturity_of(entry, register) if entry and missions_of(entry) else COMMITTED)
        if level is None:
            return None
        document = entry.document if entry else None
        title = getattr(document, "title", None) or getattr(document, "name", None)
        spot = Spot(finding.file, finding.span.line)
        return Change(
            code=codes()[draft.code],
            level=level,
            subject=Subject(kind, id_, title),
            path=finding.path,
            before=draft.before,
            after=draft.after,
            case=draft.case,
            facts={**draft.facts, "finding": finding},
            because=draft.because,
            old_spot=spot if draft.before else None,
            new_spot=None if draft.before else spot,
        )

    def _level(self, draft: Draft, maturity: str) -> Level | None:
        code = codes()[draft.code]
        set_to = self.states.head.settings.config.diff_severity.get(code.name)
        if set_to is not None:
            return None if set_to == "off" else Level(set_to)
        if draft.code == "project-removed" and draft.pair and not _is_under_way(draft.pair.old):
            return code.draft
        if draft.level is not None:
            lower = draft.level is Level.BREAKING and maturity == DRAFT
            return Level.WARNING if lower else draft.level
        return code.draft if maturity == DRAFT else code.level

    def _maturity(self, place: Place | None) -> str:
        for register in (self.states.base, self.states.head):
            entry = next(
                (e for e in register.entries if place and (e.file, e.index) == (place.file, place.document)), None
            )
            if entry is not None and missions_of(entry):
                return maturity_of(entry, register)
        return COMMITTED

    def _place(self, pair: Pair, draft: Draft, base: bool) -> Place | None:
        entry, path = (pair.old_entry, pair.old_path) if base else (pair.new_entry, pair.new_path)
        entity = pair.old if base else pair.new
        if entry is None or entity is None:
            return None
        return entry.place((*path, draft.key) if _has(entity, draft.key) else path)


def _has(entity: Entity, key: str) -> bool:
    field = next((one for one in plan(type(entity)) if one.key == key), None)
    return field is not None and getattr(entity, field.attribute) not in (None, ())


def _is_under_way(entity: Entity | None) -> bool:
    return isinstance(entity, Project) and (entity.phase in _UNDER_WAY or entity.status in ("running", "completed"))


def _pair_maturity(pair: Pair) -> str:
    """Return how far the mission had come, as it was before the change; documents of no mission count as adopted."""
    states = pair.states
    for entry, register in ((pair.old_entry, states.base), (pair.new_entry, states.head)):
        if entry is not None and missions_of(entry):
            return maturity_of(entry, register)
    return COMMITTED


def _is_cut(path: Path, cuts: tuple[Path, ...]) -> bool:
    return any(path[: len(cut)] == cut or cut[: len(path)] == path != () for cut in cuts)


def _located(change: Change, base: Register, head: Register) -> Change:
    """Return a change with its lines on both sides."""
    old, new = change.old_spot, change.new_spot
    if change.old is not None:
        old = Spot(base.tree.shown(change.old.file), base.position(change.old)[0].line)
    if change.new is not None:
        new = Spot(head.tree.shown(change.new.file), head.position(change.new)[0].line)
    return replace(change, old_spot=old, new_spot=new)


def _about(states: States, changes: tuple[Change, ...]) -> Iterator[Note]:
    """Yield what one should know: an old state with faults, and decisions that nobody recorded."""
    base, head = states.base, states.head
    if base.faults:
        first = base.faults[0]
        line = (first.span or base.position(first.place)[0]).line
        yield Note("base-invalid", {"count": len(base.faults)}, base.tree.shown(first.place.file), line)
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
