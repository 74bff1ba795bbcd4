"""The command line: one thin module per command, and `main`, which alone chooses exit codes."""

import gc
import os
import sys
from collections.abc import Callable

from missionkit import __version__
from missionkit.cli.streams import prepare, to_nowhere

DONE, FOUND, NOT_DONE, BUG = 0, 1, 2, 3


def main() -> None:
    """Run the command with the program's arguments and leave with its exit code."""
    _read_names_as_utf8()
    # A run keeps nearly all it makes to its end, and looking for what is not took a third of the time.
    gc.disable()
    prepare()
    sys.exit(guarded(_version) if sys.argv[1:] in (["--version"], ["-V"]) else _heedful())


def _heedful() -> int:
    """Return the exit code of a run that ends well also when it is interrupted."""
    from missionkit.cli.interruption import end, heed, hold

    try:
        heed()
        code = guarded(_run)
        hold()
        return code
    except KeyboardInterrupt:
        end()


def _read_names_as_utf8() -> None:
    """Start again in Python's UTF-8 mode where the locale would make other words of file names and arguments."""
    if sys.getfilesystemencoding() != "utf-8" and "utf8" not in sys._xoptions and sys.executable:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - no shell


def _version() -> int:
    print(f"missionkit {__version__}")
    return DONE


def _run() -> int:
    from missionkit.cli.app import run

    return run(sys.argv[1:])


def guarded(run: Callable[[], int]) -> int:
    """Return the exit code of a run; errors become a short text and 2, a bug in missionkit becomes 3."""
    from missionkit.errors import MissionkitError

    try:
        code = run()
        sys.stdout.flush()
        return code
    except MissionkitError as error:
        from missionkit.cli.failure import tell

        return tell(error)
    except BrokenPipeError:
        to_nowhere()
        return DONE
    except KeyboardInterrupt:
        from missionkit.cli.interruption import end

        end()
    except Exception as error:
        return _unforeseen(error)


def _unforeseen(error: Exception) -> int:
    """Say what the system would not do, or that missionkit has a bug; returns the exit code."""
    if "--debug" in sys.argv:
        raise_for_debugging(error)
    if isinstance(error, OSError | MemoryError) or type(error) is ImportError:
        from missionkit.cli.failure import tell_system

        to_nowhere()
        return tell_system(error)
    if "--debug" not in sys.argv:
        name = type(error).__name__
        says = f"missionkit has a bug: {name}. Run the command again with --debug and report what it prints."
        print(says, file=sys.stderr)
    return BUG


def raise_for_debugging(error: Exception) -> None:
    """Print the traceback of an error."""
    import traceback

    traceback.print_exception(error, file=sys.stderr)
