"""Waivers: gaps that are accepted for a time, and waivers that are worth nothing."""

from collections.abc import Iterator, Sequence, Set
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


class Coverage:
    """The valid waivers of a document by rule and place, so that many waivers and many gaps find each other fast."""

    def __init__(self, waivers: Sequence[Waiver], today: date) -> None:
        self._known: dict[tuple[str, str | None], int] = {}
        for index, waiver in enumerate(waivers):
            if is_valid(waiver, today):
                self._known.setdefault((waiver.rule, waiver.at), index)
        self._lengths = {len(at) for _, at in self._known if at is not None}

    def of(self, rule: str, path: str) -> int | None:
        """Return the waiver for a rule at a data path: of the place itself or the nearest around it, else of all."""
        for end in range(len(path), -1, -1):
            if end in self._lengths and path[end : end + 1] in ("", ".", "["):
                index = self._known.get((rule, path[:end]))
                if index is not None:
                    return index
        return self._known.get((rule, None))


def waived(waiver: Waiver, language: str) -> Waived:
    """Return what findings tell of their waiver, in the language that its document is written in."""
    return Waived(
        reason=waiver.reason.pick(language)[0][:_LONGEST] if waiver.reason else "",
        until=fact(waiver.until, language) if waiver.until else "",
        decided_by=waiver.decided_by.pick(language)[0][:_LONGEST] if waiver.decided_by else "",
    )


_LONGEST = 1_000
"""Characters of a reason that each finding tells; one waiver may cover thousands."""


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
