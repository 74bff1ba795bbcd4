"""Numbers, dates and money of changes as facts that people understand."""

from decimal import Decimal

from missionkit.finding import Phrase
from missionkit.model.mission import Target
from missionkit.rules.statement import in_per_cent

_DAYS_A_YEAR = 365.25


def days_delta(days: int) -> Phrase:
    """Return how much later or earlier, as a fact; from two years on in whole years too, if they are whole."""
    way, years = "later" if days > 0 else "earlier", round(abs(days) / _DAYS_A_YEAR)
    facts = {"count": abs(days), "value": days}
    if years > 1 and abs(abs(days) - years * _DAYS_A_YEAR) < 1:
        return Phrase(f"years-{way}", facts | {"years": Decimal(years)})
    return Phrase(f"days-{way}", facts)


def number_delta(old: Decimal, new: Decimal) -> Phrase:
    """Return how much more or less, in per cent of the old value where it has any, as a fact."""
    if not old:
        return Phrase("more-by" if new > old else "less-by", {"amount": abs(new - old)})
    share = round(abs((new - old) / old) * 100, 1)
    return Phrase("percent-more" if new > old else "percent-less", {"percent": share.normalize() + 0})


def measured(value: Decimal | None, target: Target) -> object:
    """Return a value of a target with its unit as a fact; a relative one is per cent."""
    if value is None:
        return Phrase("diff-nothing")
    if in_per_cent(target):
        return Phrase("value-percent", {"value": value})
    return Phrase("value-unit", {"value": value, "unit": target.unit}) if target.unit else value
