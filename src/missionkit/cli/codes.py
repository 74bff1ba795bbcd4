"""`missionkit diff --list-checks` and `--explain`."""

import re

from missionkit.cli.options import check_format
from missionkit.diff.change import codes
from missionkit.errors import UnknownName
from missionkit.output.changes.codes import EXPLAINED, LISTS
from missionkit.output.changes.in_full import IN_FULL
from missionkit.output.changes.report import Comparison
from missionkit.suggest import nearest

_FINGERPRINT = re.compile(r"[0-9a-f]{12}")


def is_code(asked: str | None) -> bool:
    """Say whether a code is asked for, and not a fingerprint; raises UnknownName for what can be neither."""
    if asked is None or _FINGERPRINT.fullmatch(asked):
        return False
    if asked not in codes():
        raise UnknownName("code or change", asked, nearest(asked, codes()))
    return True


def about_codes(code: str | None, form: str, language: str) -> str:
    """Return all there is to say of a code, or the list of all; raises UnknownName."""
    check_format(form, LISTS)
    return LISTS[form](language) if code is None else EXPLAINED[form](codes()[code], language)


def explained_change(asked: str, comparison: Comparison, form: str) -> str:
    """Return all there is to say of the change with a fingerprint; raises UnknownName."""
    found = comparison.by_fingerprint.get(asked)
    if found is None:
        raise UnknownName("change", asked, nearest(asked, comparison.by_fingerprint))
    return IN_FULL[form](found, comparison)
