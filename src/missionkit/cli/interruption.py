"""Ctrl-C and signals to end: a run ends at once, but never while it puts a file in place, and without a traceback."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
_OFFSET = 128
"""What shells add to a signal's number to make an exit code: 130 for Ctrl-C, 143 for SIGTERM."""


class _State:
    """Which signal has told the run to end, 0 for none, and how many stretches are open that must not be cut."""

    def __init__(self) -> None:
        self.told = self.held = 0


_state = _State()


def heed() -> None:
    """Take the signals that end a run, save those that the run was started to ignore (`nohup`)."""
    sys.unraisablehook = _unraisable
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _take)


def hold() -> None:
    """From here on let nothing end the run but its own end: all is done."""
    _state.held += 1


@contextmanager
def whole() -> Iterator[None]:
    """Let no signal cut what is done inside; one that comes ends the run after it."""
    _state.held += 1
    try:
        yield
    finally:
        _state.held -= 1
        if _state.told and not _state.held:
            raise KeyboardInterrupt


def end() -> NoReturn:
    """Say that the run was interrupted and leave at once, with nothing waited for that leaving would wait for.

    A process that had just begun when the signal came is known to nobody, and would never be told that all is over.
    """
    with suppress(OSError, ValueError):
        print("interrupted", file=sys.stderr, flush=True)
    os._exit(_code())


def _code() -> int:
    return _OFFSET + (_state.told or signal.SIGINT)


def _take(number: int, frame: FrameType | None) -> None:
    """Interrupt the run; a second signal ends it on the spot, also while it cleans up after the first."""
    again, _state.told = bool(_state.told), _state.told or number
    if _state.held:
        return
    if again:
        os._exit(_code())
    raise KeyboardInterrupt


def _unraisable(about: "sys.UnraisableHookArgs") -> None:
    """End the run when the interruption fell into a call that lets no error out, such as one of the import system.

    What breaks because a run that is to end was cut off in its midst is nothing to tell.
    """
    if isinstance(about.exc_value, KeyboardInterrupt):
        end()
    if not _state.told:
        sys.__unraisablehook__(about)
