"""Without `--date` it is today where the command runs; nothing else depends on the clock or its zone."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from prepared_work import FULL
from runs_of_lines import told

LINES = (
    "validate --format json",
    "assess --format json",
    "list deadlines --format json",
    "brief raskere-i-ny-jobb --format json",
)


def today(zone: str) -> str:
    return datetime.now(ZoneInfo(zone)).date().isoformat()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_today_is_that_of_the_zone(zone: str) -> None:
    """There is never the same day in both zones: they are 21 or 22 hours apart, and one of them is not in UTC's day."""
    try:
        before = today(zone)
    except ZoneInfoNotFoundError:
        pytest.skip("no time zones on this machine: install tzdata")
    found = told(LINES, FULL, {"TZ": zone})
    days = sorted({before, today(zone)})
    possible = [told([f"{line} --date {day}" for line in LINES], FULL) for day in days]
    for line in LINES:
        assert found[line] in [one[f"{line} --date {day}"] for day, one in zip(days, possible, strict=True)]
        assert found[line].code in (0, 1)


def test_the_day_is_seen_at_all() -> None:
    before, after = (told([f"{line} --date {day}" for line in LINES], FULL) for day in ("2026-11-23", "2026-11-24"))
    pairs = zip(before.values(), after.values(), strict=True)
    assert sum(one.printed != other.printed for one, other in pairs) >= 2
