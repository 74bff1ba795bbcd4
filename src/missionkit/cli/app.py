"""The application: all commands, and the run that turns usage errors into exit codes."""

import sys

import typer
from typer.exceptions import TyperException

from missionkit.cli import DONE, NOT_DONE
from missionkit.cli.commands import check, compare, look, manual, publish, start
from missionkit.cli.commands.root import app

ORDER = (*start.NAMES, *check.NAMES, *look.NAMES, *compare.NAMES, *publish.NAMES, *manual.NAMES)
"""The commands in the order of the help."""
app.registered_commands.sort(key=lambda c: ORDER.index(c.name or getattr(c.callback, "__name__", "")))

_INTERRUPTED = 130
"""What typer returns on Ctrl-C."""


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code; a usage error is 2, with what was probably meant."""
    try:
        code = app(arguments, standalone_mode=False)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.message)
            return NOT_DONE
        from missionkit.output.safe import safe

        message = getattr(error, "format_message", error.__str__)()
        context = getattr(error, "ctx", None)
        print(f"missionkit: {safe(message)}", file=sys.stderr)
        print(f"Try `{context.command_path if context else 'missionkit'} --help`.", file=sys.stderr)
        return NOT_DONE
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as left:
        # typer leaves with 1 when the reader of its help has gone.
        if isinstance(left.__context__, BrokenPipeError):
            return DONE
        raise
    if code == _INTERRUPTED:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else DONE
