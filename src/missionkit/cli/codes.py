"""`missionkit diff --list-checks` and `--explain`."""

import re

from missionkit.cli.options import known
from missionkit.diff.change import codes
from missionkit.output.changes.codes import EXPLAINED, LISTS
from missionkit.output.changes.in_full import IN_FULL
from missionkit.output.changes.report import Comparison

_FINGERPRINT = re.compile(r"[0-9a-f]{12}")


def is_code(asked: str | None) -> bool:
    """Say whether a code is asked for, and not a fingerprint; raises UnknownName for what can be neither."""
    if asked is None or _FINGERPRINT.fullmatch(asked):
        return False
    known(asked, codes(), "code or change", "missionkit diff --list-checks")
    return True


def about_codes(code: str | None, form: str, language: str) -> str:
    """Return all there is to say of a code, or the list of all; raises UnknownName."""
    known(form, LISTS, "format")
    return LISTS[form](language) if code is None else EXPLAINED[form](codes()[code], language)


def explained_change(asked: str, comparison: Comparison, form: str) -> str:
    """Return all there is to say of the change with a fingerprint; raises UnknownName."""
    found = comparison.by_fingerprint[known(asked, comparison.by_fingerprint, "change")]
    return IN_FULL[form](found, comparison)
