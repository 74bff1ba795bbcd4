"""Waivers: gaps that are accepted for a time, and waivers that are worth nothing."""

from collections.abc import Iterator, Set
from datetime import date

from missionkit.entry import Entry
from missionkit.finding import Waived
from missionkit.language.catalog import fact
from missionkit.model.base import Waiver
from missionkit.rules.rule import RULES, Gap
from missionkit.suggest import nearest


def is_valid(waiver: Waiver, today: date) -> bool:
    """Say whether a waiver covers anything: it has a reason, an end that is not past, and a rule to waive."""
    rule = RULES.get(waiver.rule)
    return bool(waiver.reason and waiver.until and waiver.until.last >= today and rule and rule.waivable)


def covers(waiver: Waiver, rule: str, path: str) -> bool:
    """Say whether a waiver is for a rule at a data path: the whole document, the place itself, or below it."""
    at = waiver.at
    return waiver.rule == rule and (at is None or path == at or path.startswith((f"{at}.", f"{at}[")))


def waived(waiver: Waiver, language: str) -> Waived:
    """Return what findings tell of their waiver, in the language that its document is written in."""
    return Waived(
        reason=waiver.reason.pick(language)[0] if waiver.reason else "",
        until=fact(waiver.until, language) if waiver.until else "",
        decided_by=waiver.decided_by.pick(language)[0] if waiver.decided_by else "",
    )


def waiver_gaps(entry: Entry, used: Set[int], today: date) -> Iterator[tuple[str, Gap]]:
    """Yield (rule, gap) for each waiver of a document that is unknown, incomplete, expired or not needed."""
    for index, waiver in enumerate(entry.document.waivers):
        name = waiver.rule
        rule = RULES.get(name)
        if rule is None:
            yield "unknown-waiver", Gap("waivers", index, "rule", value=name, suggestions=nearest(name, RULES))
            continue
        if not rule.waivable:
            yield "unknown-waiver", Gap("waivers", index, "rule", case="fixed", value=name)
            continue
        for part in ("reason", "until", "decided_by"):
            if getattr(waiver, part) is None:
                yield "incomplete-waiver", Gap("waivers", index, part, case=part, rule=name)
        if waiver.until and waiver.until.last < today:
            yield "expired-waiver", Gap("waivers", index, "until", rule=name, day=waiver.until)
        elif is_valid(waiver, today) and index not in used:
            yield "unused-waiver", Gap("waivers", index, case="place" if waiver.at else "", rule=name, at=waiver.at)
