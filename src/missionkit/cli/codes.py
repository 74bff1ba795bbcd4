"""`missionkit diff --list-checks` and `--explain`."""

from missionkit.diff.change import codes
from missionkit.errors import UnknownName
from missionkit.output.changes.codes import LISTS, explained
from missionkit.output.changes.report import Comparison
from missionkit.output.changes.text import in_full
from missionkit.suggest import nearest


def about_codes(code: str | None, form: str, language: str) -> str:
    """Return all there is to say of a code, or the list of all; raises UnknownName."""
    if code is not None:
        return explained(codes()[code], language)
    if form not in LISTS:
        raise UnknownName("format", form, nearest(form, LISTS) or tuple(LISTS))
    return LISTS[form](language)


def explained_change(asked: str, comparison: Comparison) -> str:
    """Return all there is to say of the change with a fingerprint; raises UnknownName."""
    found = next((c for c in comparison.changes if c.fingerprint == asked), None)
    if found is None:
        known = [*codes(), *(c.fingerprint for c in comparison.changes)]
        raise UnknownName("code or change", asked, nearest(asked, known))
    return in_full(found, comparison)
