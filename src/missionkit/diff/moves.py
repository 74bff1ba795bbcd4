"""Moves of projects: leaving one portfolio or mission and joining another is one change, not two."""

from dataclasses import replace

from missionkit.diff.pair import Draft, Pair, States
from missionkit.entry import Entry
from missionkit.model import Portfolio, Project


def settled(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with a project's leaving one place and joining another as one move.

    Joining of a new project and leaving of a removed one go without saying, as do the projects of a portfolio that is
    itself new or gone, unless they were in another one.
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
            case = "mission" if draft.pair and isinstance(draft.pair.one, Project) else ""
            side = left if draft.code == "project-left" else joined
            side.setdefault(_way(draft, who), []).append(replace(draft, case=case))
    out, into = _with_portfolios(drafts, "portfolio-removed"), _with_portfolios(drafts, "portfolio-added")
    for way in sorted(left.keys() | joined.keys() | out.keys() | into.keys()):
        before, after = left.get(way, []), joined.get(way, [])
        moves = [*zip([*before, *out.get(way, ())], [*after, *into.get(way, ())], strict=False)]
        others += [_moved(a, b) for a, b in moves]
        others += [*before[len(moves) :], *after[len(moves) :]]
    return others


def _with_portfolios(drafts: list[Draft], code: str) -> dict[str, list[Draft]]:
    """Return the projects of the portfolios that are new, or of those that are gone."""
    found: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.code == code and draft.pair and isinstance(draft.pair.one, Portfolio):
            for who in draft.pair.referred("projects"):
                found.setdefault(_way(draft, who), []).append(replace(draft, before=who, after=who))
    return found


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
