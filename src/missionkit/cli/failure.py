"""Says on standard error why a job could not be done."""

import errno
import os
import sys
from typing import TYPE_CHECKING

from missionkit.errors import CannotWrite, MissionkitError, because

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


def tell_system(error: Exception) -> int:
    """Print what the system would not do; returns exit code 2."""
    print(f"missionkit: {_refusal(error)}", file=sys.stderr)
    return 2


def _refusal(error: Exception) -> str:
    from missionkit.output.safe import safe

    if isinstance(error, MemoryError):
        return "not enough memory; check fewer files at once, or let the run have more"
    if not isinstance(error, OSError):
        return f"a part of the program cannot be loaded: {safe(str(error))}; install missionkit again"
    if not _is_here():
        return "the folder that the command runs in is gone; go to one that is there"
    if error.filename is None and error.errno in _FULL:
        return str(CannotWrite("standard output", error))
    where = f"{safe(os.fsdecode(error.filename))}: " if isinstance(error.filename, str | bytes) else ""
    return f"{where}{because(error)}; the system does not let the command go on, mend it and run the command again"


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a disk says that takes no more."""


def _is_here() -> bool:
    try:
        return bool(os.getcwd())
    except OSError:
        return False


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
