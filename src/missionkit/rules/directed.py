"""Criterion 2, a clear direction: targeted, measurable and time-bound."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from missionkit.codelist import Label
from missionkit.finding import Severity
from missionkit.model import Mission
from missionkit.model.mission import Target
from missionkit.rules.rule import ENDED, ONCE_DRAFTED, Context, Gap, by_maturity, rule
from missionkit.rules.statement import (
    disagreements,
    own_sentence,
    read_statement,
    sentences_in,
    sentences_of,
    vague_words,
    word_count,
)
from missionkit.scope import years_between
from missionkit.values import PartialDate


@rule("missing-target", on=Mission, severity=ONCE_DRAFTED)
def missing_target(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission has at least one target."""
    if not mission.targets:
        yield Gap("targets")


@rule("missing-deadline", on=Mission, severity=ONCE_DRAFTED)
def missing_deadline(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission and each of its targets have a deadline; one gap is told where the mission itself lacks it.

    A target of its own without one is taken to be due with the mission, so that is a warning.
    """
    if mission.deadline is None:
        yield Gap("deadline")
        return
    for index, target in enumerate(mission.targets):
        if target.deadline is None:
            place = ("targets", index, "deadline")
            yield Gap(*place, case="target", severity=Severity.WARNING, target=target.id)


@rule("missing-indicator", on=Target, severity=Severity.ERROR)
def missing_indicator(target: Target, context: Context) -> Iterator[Gap]:
    """A quantified target says what is measured: name, definition and unit. A binary one needs `done_when`.

    The address of an indicator in a public list defines it too. A change in per cent needs no other unit.
    """
    if target.kind != "quantified":
        return
    if target.indicator is None:
        yield Gap("indicator", target=target.id)
    elif target.indicator.definition is None and target.indicator.ref is None:
        yield Gap("indicator", "definition", case="definition", target=target.id)
    if target.unit is None and target.indicator is not None and not target.relative:
        yield Gap("unit", case="unit", target=target.id)


@rule("missing-target-value", on=Target, severity=Severity.ERROR)
def missing_target_value(target: Target, context: Context) -> Iterator[Gap]:
    """A quantified target has a value; a binary one says how it is evidently done."""
    if target.kind == "quantified" and target.value is None:
        yield Gap("value", target=target.id)
    elif target.kind == "binary" and target.done_when is None:
        yield Gap("done_when", case="binary", target=target.id)


@rule("missing-baseline", on=Target, severity=by_maturity(draft=Severity.WARNING, committed=Severity.ERROR))
def missing_baseline(target: Target, context: Context) -> Iterator[Gap]:
    """A quantified target says where the indicator stood at the start, and when.

    A change in per cent is complete with the date alone: "55 per cent less than in 1990".
    """
    if target.relative and target.baseline and target.baseline.date:
        return
    if target.kind != "quantified":
        return
    if target.baseline is None or target.baseline.value is None:
        yield Gap("baseline", target=target.id)
    elif target.baseline.date is None:
        yield Gap("baseline", "date", case="date", target=target.id)


@rule("direction-contradiction", on=Target, severity=Severity.ERROR)
def direction_contradiction(target: Target, context: Context) -> Iterator[Gap]:
    """The direction is the one from baseline to target; a relative value shows it by its sign."""
    if target.value is None or target.direction not in ("increase", "decrease"):
        return
    if target.relative:
        start = Decimal(0)
    elif target.baseline and target.baseline.value is not None:
        start = target.baseline.value
    else:
        return
    rises = target.value > start
    if target.value != start and rises != (target.direction == "increase"):
        case, direction = "relative" if target.relative else "", Label("direction", target.direction)
        yield Gap("direction", case=case, target=target.id, direction=direction, start=start, value=target.value)


@rule("trivial-target", on=Target, severity=Severity.WARNING)
def trivial_target(target: Target, context: Context) -> Iterator[Gap]:
    """A target asks for more than there is: it is not its own baseline, and not passed already.

    Targets that should be kept, and targets marked as achieved, are left alone.
    """
    if target.value is None or target.direction == "maintain" or target.achieved is not None:
        return
    baseline = target.baseline.value if target.baseline else None
    if target.value == (0 if target.relative else baseline):
        yield Gap("value", target=target.id)
        return
    goal, rises = goal_value(target), _rises(target)
    past = [o for o in target.observations if o.date.first <= context.today]
    if goal is None or rises is None or not past:
        return
    newest = max(past, key=lambda o: (o.date.last, o.value))
    if newest.value >= goal if rises else newest.value <= goal:
        yield Gap("value", case="passed", target=target.id, value=newest.value, day=newest.date)


def _rises(target: Target) -> bool | None:
    """Say whether values should go up: as from baseline to goal, else by the direction; None if neither tells."""
    goal, baseline = goal_value(target), target.baseline.value if target.baseline else None
    if goal is not None and baseline is not None:
        return None if goal == baseline else goal > baseline
    return {"increase": True, "decrease": False}.get(target.direction or "")


def goal_value(target: Target) -> Decimal | None:
    """Return the value to reach in the target's own unit; of a relative target, counted from its baseline."""
    if target.value is None or not target.relative:
        return target.value
    baseline = target.baseline.value if target.baseline else None
    return None if baseline is None else baseline * (100 + target.value) / 100


@rule("missing-data-source", on=Target, severity=Severity.WARNING)
def missing_data_source(target: Target, context: Context) -> Iterator[Gap]:
    """A quantified target says where its values are found, and how often new ones come."""
    if target.kind != "quantified":
        return
    if target.data_source is None:
        yield Gap("data_source", target=target.id)
    elif target.data_frequency is None:
        yield Gap("data_frequency", case="frequency", target=target.id)


@rule("missing-target-owner", on=Target, severity=Severity.WARNING)
def missing_target_owner(target: Target, context: Context) -> Iterator[Gap]:
    """Someone answers for each target."""
    if target.owner is None:
        yield Gap("owner", target=target.id)


@rule("odd-horizon", on=Mission, severity=Severity.HINT, least=3, most=15)
def odd_horizon(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission lasts long enough to change society and not so long that nobody answers for it.

    From 2025 to 2040 is fifteen years to those who write it, and sixteen from the first day to the last: a year
    more than `most` is let pass. A deadline before the start is told by start-after-end. What has ended is history.
    """
    start, deadline = mission.start, mission.deadline
    if context.maturity == ENDED or start is None or deadline is None or deadline.last < start.first:
        return
    years = years_between(start.first, deadline.last)
    if years < context.limit("least"):
        yield Gap("deadline", case="short", start=start, deadline=deadline, limit=context.limit("least"))
    elif years > context.limit("most") + 1:
        yield Gap("deadline", start=start, deadline=deadline, limit=context.limit("most"))


@rule("missing-milestones", on=Mission, severity=Severity.WARNING, horizon=3, every=3)
def missing_milestones(mission: Mission, context: Context) -> Iterator[Gap]:
    """A quantified target far away has values to reach on the way; without a value of its own, that is the gap.

    Far is counted from the start of the mission, else from the baseline, else from today. One milestone with a
    value is asked for; it is only a hint where even one more would leave stretches longer than `every` years. A
    deadline that has passed has no way left, and is told by missed-target.
    """
    for index, target in enumerate(mission.targets):
        deadline = target.deadline or mission.deadline
        if target.kind != "quantified" or target.value is None or target.achieved:
            continue
        if deadline is None or deadline.last < context.today:
            continue
        years = _years_to(deadline, target, mission, context)
        if years <= context.limit("horizon"):
            continue
        place, count, every = ("targets", index, "milestones"), len(target.milestones), context.limit("every")
        if not target.milestones:
            yield Gap(*place, target=target.id, deadline=deadline)
        elif all(m.value is None for m in target.milestones):
            yield Gap(*place, case="values", target=target.id)
        elif (count + 2) * every < years:
            hint = Severity.HINT
            yield Gap(*place, case="few", severity=hint, target=target.id, deadline=deadline, count=count, limit=every)


def _years_to(deadline: PartialDate, target: Target, mission: Mission, context: Context) -> Decimal:
    start = mission.start or (target.baseline.date if target.baseline else None)
    return years_between(start.first if start else context.today, deadline.last)


@rule("milestone-disorder", on=Mission, severity=Severity.ERROR)
def milestone_disorder(mission: Mission, context: Context) -> Iterator[Gap]:
    """Milestones of a target come one after another, before its deadline, with values that go one way.

    Only what is sure is told: `2027` may be before `2027-06`, or after it. Milestones of a relative target may be
    in per cent, as its value, or in its unit, as its observations.
    """
    for index, target in enumerate(mission.targets):
        place = ("targets", index, "milestones")
        deadline = target.deadline or mission.deadline
        for number, (before, after) in enumerate(pairwise(target.milestones), 1):
            if after.date.last < before.date.first:
                yield Gap(*place, number, "date", target=target.id, day=after.date, before=before.date)
        for number, milestone in enumerate(target.milestones):
            if deadline and milestone.date.first > deadline.last:
                yield Gap(*place, number, "date", case="late", target=target.id, day=milestone.date, deadline=deadline)
        points = [(number, m.value) for number, m in enumerate(target.milestones) if m.value is not None]
        strays = [_strays(points, start, goal) for start, goal in _courses(target)]
        for number, value in min(strays, key=len, default=[]):
            yield Gap(*place, number, "value", case="value", target=target.id, value=value)


def _courses(target: Target) -> Iterator[tuple[Decimal | None, Decimal]]:
    """Yield the (start, goal) that milestones may run between; the start is None where nobody knows it."""
    baseline, goal = target.baseline.value if target.baseline else None, goal_value(target)
    if target.direction == "maintain":
        return
    if target.relative and target.value is not None:
        yield Decimal(0), target.value
    if goal is not None:
        yield baseline, goal


def _strays(points: list[tuple[int, Decimal]], start: Decimal | None, goal: Decimal) -> list[tuple[int, Decimal]]:
    """Return the (number, value) of milestones that turn back or pass the goal; a start not known is the first."""
    last = start if start is not None else points[0][1] if points else goal
    found: list[tuple[int, Decimal]] = []
    if goal == last:
        return found
    rising = goal > last
    for number, value in points:
        beyond, back = (value > goal, value < last) if rising else (value < goal, value > last)
        if beyond or back:
            found.append((number, value))
        last = last if beyond else value
    return found


@rule("vague-quantifier", on=Mission, severity=Severity.WARNING)
def vague_quantifier(mission: Mission, context: Context) -> Iterator[Gap]:
    """Words such as «betydelig» or "better" stand beside a number, in the statement or in a target.

    A target whose value is given as data is precise enough, whatever its text says.
    """
    for path, text, language in own_sentence(mission.statement, "statement", context):
        for word in vague_words(text, language)[:1]:
            yield Gap(*path, word=word)
    for index, target in enumerate(mission.targets):
        if target.value is not None or target.done_when is not None:
            continue
        for path, text, language in own_sentence(target.text, "text", context):
            for word in vague_words(text, language)[:1]:
                yield Gap("targets", index, *path, case="target", word=word, target=target.id)


@rule("compound-statement", on=Mission, severity=Severity.HINT)
def compound_statement(mission: Mission, context: Context) -> Iterator[Gap]:
    """A statement holds one goal; two clauses with a number each, or two whole sentences, are better told apart."""
    for path, text, language in own_sentence(mission.statement, "statement", context):
        sentences = [s for s in sentences_in(text) if word_count(s) >= _A_SENTENCE]
        if read_statement(text, language).compound or len(sentences) > 1:
            yield Gap(*path)


_A_SENTENCE = 6
"""Words from which on a sentence may hold a goal of its own."""


@rule("perceived-goal", on=Mission, severity=Severity.HINT)
def perceived_goal(mission: Mission, context: Context) -> Iterator[Gap]:
    """A goal about what people experience is measured by asking them: some target has an indicator for it."""
    if any(t.indicator for t in mission.targets):
        return
    for path, text, language in own_sentence(mission.statement, "statement", context):
        for word in read_statement(text, language).perception[:1]:
            yield Gap(*path, word=word)


@rule("output-only", on=Mission, severity=Severity.WARNING)
def output_only(mission: Mission, context: Context) -> Iterator[Gap]:
    """At least one target measures what changes for people, not only what is done or made.

    Targets that can be checked, with a value or a state that is done, are judged before all others.
    """
    checkable = [t for t in mission.targets if t.value is not None or t.done_when is not None]
    levels = [t.level for t in checkable or mission.targets]
    if levels and all(level in ("input", "process", "output") for level in levels):
        yield Gap("targets")


@rule("statement-target-mismatch", on=Mission, severity=Severity.ERROR)
def statement_target_mismatch(mission: Mission, context: Context) -> Iterator[Gap]:
    """Years and numbers in the statement are those of the deadline and the targets."""
    for path, text, language in sentences_of(mission.statement, "statement", context):
        for difference in disagreements(text, language, mission):
            yield Gap(*path, case=difference.kind, said=difference.said, data=difference.data)
