"""What several commands share: language, day, colour, and which register is meant."""

import os
import re
import sys
from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

from missionkit.errors import BadValue, PathNotFound, UnknownName, because
from missionkit.finding import Severity
from missionkit.suggest import nearest
from missionkit.values import FALLBACK


def language_of(asked: str | None, default: str | None = None) -> str:
    """Return the output language: asked for, else the register's, else English; raises UnknownName."""
    return (known(asked, FALLBACK, "language") if asked is not None else default) or "en"


def day_of(asked: str | None) -> date:
    """Return the day to judge by; raises BadValue unless it is an ISO date."""
    if asked is None:
        return date.today()
    try:
        if len(asked) != len("2026-11-23"):
            raise ValueError(asked)
        return date.fromisoformat(asked)
    except ValueError:
        raise BadValue("--date", asked, "write a day as 2026-11-23") from None


_PERIOD = re.compile(r"([1-9]\d{0,4})([dwmy])", re.ASCII)
_MONTHS = {"m": 1, "y": 12}


def last_day(asked: str, today: date) -> date:
    """Return the last day of a period that starts today: 90d, 12w, 6m or 1y; raises BadValue."""
    match = _PERIOD.fullmatch(asked)
    if match is None:
        raise BadValue("--within", asked, "write a number of days, weeks, months or years: 90d, 12w, 6m, 1y")
    count, unit = int(match[1]), match[2]
    try:
        if unit not in _MONTHS:
            return today + timedelta(days=count * (7 if unit == "w" else 1))
        month = today.month - 1 + count * _MONTHS[unit]
        year, month = today.year + month // 12, month % 12 + 1
        return date(year, month, min(today.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return date.max


THRESHOLDS = ("error", "warning", "hint", "never")


def fail_limit(asked: str) -> int:
    """Return the highest rank of severity that makes a command leave with 1; raises BadValue."""
    if asked not in THRESHOLDS:
        raise BadValue("--fail-on", asked, f"write {', '.join(THRESHOLDS)}")
    return -1 if asked == "never" else Severity(asked).rank


def colour_of(asked: str) -> bool:
    """Say whether standard output gets colours; raises BadValue."""
    if asked not in ("auto", "always", "never"):
        raise BadValue("--color", asked, "write auto, always or never")
    if asked != "auto":
        return asked == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def existing(path: str) -> Path:
    """Return a path of the command line as an absolute path; raises PathNotFound."""
    full = Path(os.path.abspath(path))
    try:
        full.stat()
    except OSError as error:
        raise PathNotFound(path, because(error)) from None
    except ValueError as error:
        raise PathNotFound(path, str(error)) from None
    return full


def known(name: str, names: Collection[str], what: str, listed: str = "") -> str:
    """Return a name that is known; raises UnknownName. `listed` is the command that lists all names."""
    if name not in names:
        raise UnknownName(what, name, nearest(name, names), tuple(names), listed)
    return name
