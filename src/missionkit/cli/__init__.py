"""The command line: one thin module per command, and `main`, which alone chooses exit codes."""

import os
import sys
from collections.abc import Callable

from missionkit import __version__

DONE, FOUND, NOT_DONE, BUG = 0, 1, 2, 3


def main() -> None:
    """Run the command with the program's arguments and leave with its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"missionkit {__version__}")
        sys.exit(DONE)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")
    code = guarded(_run)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _run() -> int:
    from missionkit.cli.app import run

    return run(sys.argv[1:])


def guarded(run: Callable[[], int]) -> int:
    """Return the exit code of a run; errors become a short text and 2, a bug in missionkit becomes 3."""
    from missionkit.errors import MissionkitError

    try:
        return run()
    except MissionkitError as error:
        from missionkit.cli.failure import tell

        return tell(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return NOT_DONE
    except Exception as error:
        if "--debug" in sys.argv:
            raise_for_debugging(error)
        name = type(error).__name__
        print(
            f"missionkit has a bug: {name}. Run the command again with --debug and report what it prints.",
            file=sys.stderr,
        )
        return BUG


def raise_for_debugging(error: Exception) -> None:
    """Print the traceback of an error."""
    import traceback

    traceback.print_exception(error, file=sys.stderr)
