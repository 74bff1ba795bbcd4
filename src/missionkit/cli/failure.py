"""Says on standard error why a job could not be done."""

import sys
from typing import TYPE_CHECKING

from missionkit.errors import MissionkitError

if TYPE_CHECKING:
    from missionkit.output.report import Report


def tell(error: MissionkitError, language: str | None = None) -> int:
    """Print the error, with lines and marks where it lies in files; returns exit code 2."""
    from missionkit.output.safe import safe

    report = _report(error, language)
    if report is not None:
        from missionkit.output.text import text

        print(text(report).rpartition("\n\n")[0], end="\n\n", file=sys.stderr)
    print(f"missionkit: {safe(str(error))}{_state(report)}", file=sys.stderr)
    return 2


def _state(report: "Report | None") -> str:
    """Return that the lines shown are not those on disk but of a revision, if so."""
    from missionkit.source.git import Revision

    tree = report.checked[0].register.tree if report else None
    return f" (the lines shown are those of revision {tree.name})" if isinstance(tree, Revision) else ""


def sentence(error: MissionkitError, language: str | None = None) -> str:
    """Return the error in one piece of text, with the places in files that it lies in."""
    report = _report(error, language)
    if report is None:
        return str(error)
    places = (f"{f.file}:{f.span.line}: {report.message(f)}" for f in report.findings)
    return f"{error} ({'; '.join(places)})"


def _report(error: MissionkitError, language: str | None) -> "Report | None":
    """Return the faults in files that an error speaks of, None where it speaks of none."""
    if not hasattr(error, "faults"):
        return None
    from missionkit.config import ConfigInvalid, Settings
    from missionkit.diff.compare import HeadInvalid
    from missionkit.output.report import Checked, Report
    from missionkit.register import Register
    from missionkit.rules.engine import locate

    assert isinstance(error, HeadInvalid | ConfigInvalid)  # noqa: S101 - no other error has faults
    register = error.register if isinstance(error, HeadInvalid) else Register(error.tree, Settings(), [])
    told = language or register.settings.config.language or "en"
    return Report((Checked(register, tuple(locate(register, error.faults))),), told)
