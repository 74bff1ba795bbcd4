"""Red flags: changes that may be right and still should make a reviewer ask."""

from collections.abc import Iterator

from missionkit.diff.change import Change
from missionkit.diff.derived import Ground
from missionkit.diff.identity import Match
from missionkit.diff.pair import Draft
from missionkit.diff.readers import numbers_in
from missionkit.entry import Entry
from missionkit.scope import scopes
from missionkit.values import PartialDate, Text

_LATER = ("mission-horizon-extended", "target-deadline-slipped", "deadline-slipped", "milestone-slipped")
_PROSE = ("mission-goal-replaced", "mission-goal-reworded", "target-reworded", "text-changed", "retitled")


def _as(change: Change, code: str, **facts: object) -> Draft:
    """Return a flag on the same thing as a change, which is its cause."""
    return Draft(
        code,
        before=change.before,
        after=change.after,
        facts={**change.facts, **facts},
        because=(change.fingerprint,),
    )


def flags(ground: Ground) -> Iterator[tuple[Draft, Change]]:
    """Yield every red flag with the change that it stands on."""
    for change in ground.changes:
        if change.follows:
            continue
        for draft in _of(change, ground):
            yield draft, change


def _of(change: Change, ground: Ground) -> Iterator[Draft]:
    code = change.code.name
    if code in _LATER and _day(change.before) < ground.states.today.isoformat():
        yield _as(change, "deadline-moved-late")
    if code == "criterion-progressed" and change.before != "not_assessed" and not _has_new_evidence(change, ground):
        yield _as(change, "verdict-raised-without-evidence")
    if code == "target-removed":
        yield from _dropped(change, ground)
    if code == "source-replaced" and _rank(change.before, ground, base=True) > _rank(change.after, ground, base=False):
        yield _as(change, "weaker-source")
    if code in _PROSE and _only_in_prose(change, ground):
        yield _as(change, "number-changed-in-prose")


def _day(before: object) -> str:
    return PartialDate.parse(str(before)).last.isoformat()


def _has_new_evidence(change: Change, ground: Ground) -> bool:
    part = change.path.rpartition(".")[0]
    return any(
        c.subject.key == change.subject.key and c.code.name == "evidence-added" and c.path.startswith(part)
        for c in ground.changes
    )


def _dropped(change: Change, ground: Ground) -> Iterator[Draft]:
    """Yield a flag on a target that is removed together with the last project that worked for it."""
    home = next((m for m in ground.pairs if m.new.key == change.subject.key), None)
    scope = scopes(ground.states.base).get(home.old.document.id) if home else None
    target = change.path[len("targets[") : -1]
    workers = scope.contributors.get(target, ()) if scope else ()
    gone = {
        c.subject.id: c.fingerprint for c in ground.changes if c.code.name in ("project-removed", "project-stopped")
    }
    if workers and all(p.id in gone for p in workers):
        because = (change.fingerprint, *(gone[p.id] for p in workers))
        yield Draft(
            "target-dropped-with-last-project",
            before=change.before,
            facts={**change.facts, "projects": tuple(p.title for p in workers)},
            because=tuple(sorted(because)),
        )


def _rank(source: object, ground: Ground, base: bool) -> int:
    register = ground.states.base if base else ground.states.head
    found = register.sources.get(str(source))
    return {"primary": 2, "secondary": 1}.get((found.reliability or "") if found else "", 0)


def _only_in_prose(change: Change, ground: Ground) -> bool:
    """Say whether numbers differ in a text, while no number or date of the document does."""
    before, after = change.facts.get("before"), change.facts.get("after")
    if not isinstance(before, Text) or not isinstance(after, Text):
        return False
    match: Match[Entry] | None = next((m for m in ground.pairs if m.new.key == change.subject.key), None)
    own = ground.states.head.settings.language if match is None else match.new.document.language
    language = own or ground.states.head.settings.language
    (a, a_language), (b, b_language) = before.pick(language, language), after.pick(language, language)
    if numbers_in(a, a_language) == numbers_in(b, b_language):
        return False
    return not any(c.subject.key == change.subject.key and _has_figures(c) for c in ground.changes)


def _has_figures(change: Change) -> bool:
    return (
        change.code.name not in _PROSE
        and not change.follows
        and any(
            isinstance(value, int | float | dict) or (isinstance(value, str) and value[:4].isdigit())
            for value in (change.before, change.after)
        )
    )
