"""The command line: one thin module per command, and `main`, which alone chooses exit codes."""

import errno
import gc
import os
import sys
from collections.abc import Callable

from missionkit import __version__

DONE, FOUND, NOT_DONE, BUG = 0, 1, 2, 3


def main() -> None:
    """Run the command with the program's arguments and leave with its exit code."""
    _read_names_as_utf8()
    # A run keeps nearly all it makes to its end, and looking for what is not took a third of the time.
    gc.disable()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open to the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    code = guarded(_version if sys.argv[1:] in (["--version"], ["-V"]) else _run)
    try:
        sys.stdout.flush()
    except OSError:
        to_nowhere()
    sys.exit(code)


def _read_names_as_utf8() -> None:
    """Start again in Python's UTF-8 mode where the locale would make other words of file names and arguments."""
    if sys.getfilesystemencoding() != "utf-8" and "utf8" not in sys._xoptions and sys.executable:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - no shell


def to_nowhere() -> None:
    """Throw away what is still written to standard output, whose reader has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _version() -> int:
    print(f"missionkit {__version__}", flush=True)
    return DONE


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
        to_nowhere()
        return DONE
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return NOT_DONE
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            to_nowhere()
            print(f"missionkit: standard output: {os.strerror(error.errno).lower()}", file=sys.stderr)
            return NOT_DONE
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
