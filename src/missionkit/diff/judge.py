"""Turns drafts into changes: their level, path and places; and what follows from them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from missionkit.diff.change import Change, Level, Spot, Subject, codes
from missionkit.diff.derived import DERIVED, Ground
from missionkit.diff.flags import flags
from missionkit.diff.identity import Matched
from missionkit.diff.pair import Draft, Pair, States, plain
from missionkit.entry import Entry
from missionkit.finding import Path, Place
from missionkit.model import Project
from missionkit.model.base import Entity
from missionkit.model.walk import plan
from missionkit.rules.engine import check
from missionkit.rules.rule import COMMITTED, DRAFT, maturity_of, missions_of

_UNDER_WAY = ("execution", "closing", "realisation")


@dataclass(frozen=True)
class Judge:
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
