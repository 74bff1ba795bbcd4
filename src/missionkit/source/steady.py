"""One version of each file, however much others write while a run goes on."""

import errno
import os
from collections.abc import Callable
from io import FileIO

from missionkit.source.blob import blob_id

MOST_KEPT = 64 * 1024 * 1024
"""How many bytes of a register's files are kept; of the rest only a digest."""
_TRIES = 3


def changed() -> OSError:
    """Return the error of a file that is not what it was."""
    return OSError(errno.EBUSY, "It changed while it was read")


class Versions:
    """What came of the first reading of each file: all that is said of a file is said of that."""

    def __init__(self, room: int = MOST_KEPT) -> None:
        """`room` is how many bytes are kept in all."""
        self._room = room
        self._data: dict[str, bytes] = {}
        self._digests: dict[str, bytes] = {}
        self._errors: dict[str, Exception] = {}

    def first(self, path: str, read: Callable[[], bytes]) -> bytes:
        """Return what the first reading of a file gave, or raise what it raised.

        Where there was no room to keep it the file is read again; raises OSError if it has changed.
        """
        if path in self._errors:
            raise self._errors[path].with_traceback(None)
        return self._data[path] if path in self._data else self._again(path, read)

    def expect(self, path: str, blob: str) -> None:
        """Hold every reading of a file against the bytes that git calls `blob`; raises ValueError for no such name.

        The bytes themselves are not kept any longer.
        """
        self._digests[path] = bytes.fromhex(blob)
        self._room += len(self._data.pop(path, b""))

    def expected(self, path: str) -> str | None:
        """Return git's name of the bytes that a file is expected to have, None where any are taken."""
        return self._digests[path].hex() if path in self._digests else None

    def _again(self, path: str, read: Callable[[], bytes]) -> bytes:
        try:
            data = read()
        except Exception as error:
            self._errors[path] = error
            raise
        if path in self._digests:
            if self._digests[path] != _digest(data):
                raise changed()
        elif len(data) <= self._room:
            self._room -= len(data)
            self._data[path] = data
        else:
            self._digests[path] = _digest(data)
        return data


def steady(file: FileIO, limit: int) -> bytes:
    """Return the bytes of a file that nobody writes to meanwhile, `limit` and one at most (0: all); raises OSError."""
    for _ in range(_TRIES):
        file.seek(0)
        before, data = os.fstat(file.fileno()), _bytes(file, limit)
        after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            return data
    raise changed()


def _bytes(file: FileIO, limit: int) -> bytes:
    if not limit:
        return file.readall() or b""
    parts, left = [], limit + 1
    while left and (part := file.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _digest(data: bytes) -> bytes:
    return bytes.fromhex(blob_id(data))
