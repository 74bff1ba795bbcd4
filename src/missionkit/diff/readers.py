"""Readers of what takes more than a table: goals, targets, money, risks."""

import re
from collections.abc import Iterator
from decimal import Decimal

from missionkit.diff.figures import measured, number_delta
from missionkit.diff.pair import Draft, Pair, own_language
from missionkit.diff.tables import Names
from missionkit.diff.walk import reads, text_drafts
from missionkit.finding import Amount, Phrase
from missionkit.model import Mission
from missionkit.model.base import Budget, BudgetLine, Money, Risk
from missionkit.model.mission import Baseline, Target
from missionkit.model.walk import FieldPlan, plan
from missionkit.rules.numbers import quantities
from missionkit.rules.statement import in_per_cent
from missionkit.scope import amounts, total
from missionkit.values import Text

_REWORDED = Decimal("0.6")
_TENTH = Decimal("0.1")
_Total = tuple[Decimal, str] | None
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _field(pair: Pair, key: str) -> FieldPlan:
    return next(one for one in plan(pair.model) if one.key == key)


@reads(Mission, fields=("statement",))
def statement(pair: Pair) -> Iterator[Draft]:
    """Tell whether the goal is another or only in other words: other numbers are another goal."""
    old, new = pair.values("statement")
    code = "mission-goal-replaced"
    if isinstance(old, Text) and isinstance(new, Text):
        code = "mission-goal-reworded" if _says_the_same(pair, old, new) else "mission-goal-replaced"
    yield from text_drafts(pair, _field(pair, "statement"), Names(code, "mission-goal-set", "mission-goal-removed"))


def _says_the_same(pair: Pair, old: Text, new: Text) -> bool:
    left, right = own_language(pair.old_entry, pair.states.base), own_language(pair.new_entry, pair.states.head)
    (a, a_language), (b, b_language) = old.pick(right, left), new.pick(right, right)
    if numbers_in(a, a_language) != numbers_in(b, b_language):
        return False
    first, second = set(_bare(a)), set(_bare(b))
    return Decimal(2 * len(first & second)) / (len(first) + len(second) or 1) >= _REWORDED


def numbers_in(text: str, language: str) -> list[tuple[str, Decimal]]:
    """Return the amounts and years that a text names, without their order."""
    amounts = [(q.kind, q.value) for q in quantities(text, language)]
    return sorted(amounts + [("year", Decimal(year)) for year in _YEAR.findall(text)])


def _bare(text: str) -> list[str]:
    return [word.strip(".,;:!?«»\"'()–-") for word in text.casefold().split()]


def direction_of(target: Target) -> str | None:
    """Return which way a target goes: as it says, else from its value, None where nothing tells."""
    if target.direction is not None:
        return target.direction
    if target.value is None:
        return None
    start = Decimal(0) if target.relative else target.baseline.value if target.baseline else None
    if start is None or start == target.value:
        return None
    return "increase" if target.value > start else "decrease"


@reads(Target, fields=("value", "direction"))
def aim(pair: Pair) -> Iterator[Draft]:
    """Tell whether a target aims higher or lower; a value nearer to the start is a weaker one."""
    old, new = pair.both(Target)
    facts = {"before": measured(old.value, old), "after": measured(new.value, new)}
    if {direction_of(old), direction_of(new)} == {"increase", "decrease"}:
        ways = {"before": Phrase(f"direction-{direction_of(old)}"), "after": Phrase(f"direction-{direction_of(new)}")}
        yield Draft("target-direction-flipped", "direction", direction_of(old), direction_of(new), facts=ways)
    if old.value == new.value:
        return
    if old.value is None or new.value is None:
        code = "target-value-set" if old.value is None else "target-value-removed"
        yield Draft(code, "value", old.value, new.value, facts=facts)
        return
    code = _aims(old, new)
    delta = {"delta": _distance(old, new, code)} if _comparable(old, new) else {}
    yield Draft(code, "value", old.value, new.value, facts=facts | delta)


def _comparable(old: Target, new: Target) -> bool:
    return bool(old.relative) == bool(new.relative) and old.unit == new.unit and old.kind == new.kind


def _aims(old: Target, new: Target) -> str:
    way = direction_of(old)
    if not _comparable(old, new) or way != direction_of(new) or way not in ("increase", "decrease"):
        return "target-value-changed"
    assert old.value is not None  # noqa: S101 - asked before
    assert new.value is not None  # noqa: S101 - asked before
    return "target-strengthened" if (new.value > old.value) == (way == "increase") else "target-weakened"


def _distance(old: Target, new: Target, code: str) -> Phrase:
    """Return how much weaker or stronger: in percentage points for per cent, else in per cent of the old value."""
    assert old.value is not None  # noqa: S101 - asked before
    assert new.value is not None  # noqa: S101 - asked before
    if not in_per_cent(old):
        return number_delta(old.value, new.value)
    way = {"target-weakened": "weaker", "target-strengthened": "stronger"}.get(code, "apart")
    points = abs(new.value - old.value)
    return Phrase(f"points-{way}", {"count": 1 if points == 1 else 2, "points": points.normalize() + 0})


@reads(Baseline, fields=("value",))
def baseline(pair: Pair) -> Iterator[Draft]:
    """Tell what a new baseline does to the progress shown: one further back makes it look better."""
    old, new = pair.both(Baseline)
    assert pair.parent is not None  # noqa: S101 - a baseline stands in a target
    before, after = pair.parent.both(Target)
    facts: dict[str, object] = {"before": measured(old.value, before), "after": measured(new.value, after)}
    if old.value is None or new.value is None:
        code = "target-baseline-set" if old.value is None else "target-baseline-removed"
        yield Draft(code, "value", old.value, new.value, facts=facts)
        return
    code, way = "target-baseline-changed", direction_of(after)
    if before.value == after.value and _comparable(before, after) and way in ("increase", "decrease"):
        code = "baseline-eased" if (new.value > old.value) == (way == "decrease") else "baseline-tightened"
    yield Draft(code, "value", old.value, new.value, facts=facts | {"delta": number_delta(old.value, new.value)})


@reads(Budget, fields=("total", "lines"))
def budget(pair: Pair) -> Iterator[Draft]:
    """Tell how the whole frame changed: more than a tenth less is a cut, as a share of the larger amount.

    Of money in several currencies without a total only the lines are told.
    """
    old, new = pair.both(Budget)
    before, after = total(old), total(new)
    if before == after or any(len(amounts(one)) > 1 for one in (old, new)):
        return
    key, covers = ("total", ("total",)) if old.total and new.total else ("", ())
    facts: dict[str, object] = {"before": _amount(before), "after": _amount(after)}
    code, delta = _budget_code(before, after)
    yield Draft(code, key, _plain_amount(before), _plain_amount(after), facts=facts | delta, covers=covers)


def _budget_code(before: _Total, after: _Total) -> tuple[str, dict[str, object]]:
    if before is None or after is None:
        return "budget-set" if before is None else "budget-removed", {}
    if before[1] != after[1]:
        return "budget-currency-changed", {}
    delta: dict[str, object] = {"delta": number_delta(before[0], after[0])}
    if abs(after[0] - before[0]) <= _TENTH * max(abs(before[0]), abs(after[0])):
        return "budget-changed", delta
    return "budget-cut" if after[0] < before[0] else "budget-increased", delta


def _amount(amount: tuple[Decimal, str] | None) -> object:
    return Amount(*amount) if amount else Phrase("diff-nothing")


def _plain_amount(amount: tuple[Decimal, str] | None) -> object:
    return None if amount is None else {"amount": amount[0], "currency": amount[1]}


@reads(Money, fields=("amount", "currency"))
def money(pair: Pair) -> Iterator[Draft]:
    """Tell that an amount of money is another."""
    old, new = pair.both(Money)
    before, after = (old.amount, old.currency), (new.amount, new.currency)
    facts: dict[str, object] = {"before": _amount(before), "after": _amount(after)}
    yield Draft(
        "amount-changed", "", _plain_amount(before), _plain_amount(after), facts=facts, covers=("amount", "currency")
    )


@reads(BudgetLine, fields=("amount",))
def budget_line(pair: Pair) -> Iterator[Draft]:
    """Tell that a line of a budget has another amount."""
    old, new = pair.both(BudgetLine)
    facts: dict[str, object] = {
        "before": Amount(old.amount, old.currency),
        "after": Amount(new.amount, new.currency),
        "delta": number_delta(old.amount, new.amount),
    }
    yield Draft("budget-line-changed", "amount", old.amount, new.amount, facts=facts)


@reads(Risk, fields=("likelihood", "consequence"))
def risk(pair: Pair) -> Iterator[Draft]:
    """Tell whether a risk is graver: likelihood times consequence."""
    old, new = pair.both(Risk)
    scores = [(r.likelihood or 0) * (r.consequence or 0) for r in (old, new)]
    if not all(scores) or scores[0] == scores[1]:
        return
    facts = {"before": Decimal(scores[0]), "after": Decimal(scores[1])}
    key = "likelihood" if old.likelihood != new.likelihood else "consequence"
    code = "risk-raised" if scores[1] > scores[0] else "risk-lowered"
    yield Draft(code, key, scores[0], scores[1], facts=facts, covers=("likelihood", "consequence"))
