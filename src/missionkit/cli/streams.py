"""Standard input, output and error as a run may find them: closed, unbuffered, full, or without a reader."""

import io
import os
import sys

TYPE_CHECKING = False  # typing itself takes longer to import than all the rest
if TYPE_CHECKING:
    from typing import Any


def prepare() -> None:
    """Give the run three streams: output that is written whole, errors whose loss changes nothing, all in UTF-8."""
    _fill_gaps()
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open to the end
    sys.stdout = _text(io.BufferedWriter(_raw(sys.stdout, 1)))
    sys.stderr = _text(io.BufferedWriter(_Unfailing(_raw(sys.stderr, 2))), at_once=True)


def to_nowhere() -> None:
    """Throw away what is still written to standard output, whose reader has gone or whose disk is full."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def _fill_gaps() -> None:
    """Open the null device in place of closed streams, so that no file of the user takes their number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _raw(stream: "Any", number: int) -> io.RawIOBase:
    """Return the innermost part of a stream; it may have no buffer, and then loses what a disk takes only in part."""
    if stream is None:
        return io.FileIO(number, "w", closefd=False)
    inner = stream.detach()
    raw: io.RawIOBase = inner.detach() if isinstance(inner, io.BufferedWriter) else inner
    return raw


def _text(inner: io.BufferedWriter, at_once: bool = False) -> io.TextIOWrapper:
    by_line = at_once or inner.isatty()
    return io.TextIOWrapper(inner, encoding="utf-8", errors="replace", newline="\n", line_buffering=by_line)


class _Unfailing(io.RawIOBase):
    """A stream that throws away what cannot be written: a word on standard error must not change how a run ends."""

    def __init__(self, inner: io.RawIOBase) -> None:
        self._inner = inner

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._inner.fileno()

    def isatty(self) -> bool:
        return self._inner.isatty()

    def write(self, data: "Any") -> int:
        left = memoryview(data).cast("B")
        size = len(left)
        try:
            while left:
                left = left[self._inner.write(left) or len(left) :]
        except OSError:
            """Nobody can be told."""
        return size
