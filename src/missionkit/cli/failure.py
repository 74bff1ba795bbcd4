"""Says on standard error why a job could not be done."""

import sys

from missionkit.errors import MissionkitError


def tell(error: MissionkitError, language: str = "en") -> int:
    """Print the error, with lines and marks where it lies in `missionkit.yaml`; returns exit code 2."""
    from missionkit.output.safe import safe

    faults = getattr(error, "faults", ())
    if not faults:
        print(f"missionkit: {safe(str(error))}", file=sys.stderr)
        return 2
    from missionkit.config import ConfigInvalid, Settings
    from missionkit.output.report import Checked, Report
    from missionkit.output.text import text
    from missionkit.register import Register
    from missionkit.rules.engine import locate

    assert isinstance(error, ConfigInvalid)  # noqa: S101 - the only error with faults
    register = Register(error.tree, Settings(), [])
    findings = locate(register, error.faults)
    blocks = text(Report((Checked(register, tuple(findings)),), language))
    print(blocks.rpartition("\n\n")[0], file=sys.stderr)
    print(f"\nmissionkit: {safe(str(error))}", file=sys.stderr)
    return 2
