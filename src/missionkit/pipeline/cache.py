"""What earlier runs found in the files of one register: one file of plain text, worth nothing but time.

The first line names what the rest depends on: versions, settings. Then comes a line for each file of the register, in
order: a checksum, the path, its time of change and size, git's id of its bytes, the days it holds for, and what came of
it (`plain.py`). The last line has the findings of the whole register on one day; where it starts stands at the end.

A line that is cut short, changed or unknown is passed over. The file is replaced whole, so runs beside each other never
see half of one, and the last one wins.
"""

import hashlib
import json
import os
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import missionkit
from missionkit.config import Settings

Stamp = tuple[int, int]
"""When a file was changed, in nanoseconds since 1970, and its size in bytes."""

_FRESH = 2_000_000_000
"""Nanoseconds within which a file may be changed again without its time telling."""
_FOOTER = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One file as an earlier run left it; `stamp` is None where the file was too fresh for its time to tell."""

    file: str
    stamp: Stamp | None
    blob: str
    since: date
    until: date
    text: bytes

    def holds(self, today: date) -> bool:
        """Say whether what was found is true on a day."""
        return self.since <= today <= self.until

    def made(self) -> Any:
        """Return what came of the file as plain data; raises ValueError."""
        return _loaded(self.text)

    def written(self) -> bytes:
        """Return the line as it stands in the file."""
        stamp = self.stamp or ("", "")
        fields = (json.dumps(self.file), *stamp, self.blob, self.since, self.until)
        return _sealed("\t".join(str(field) for field in fields).encode("ascii") + b"\t" + self.text)


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of a regular file, None for a link and for one that was changed a moment ago."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    is_plain = (found.st_mode & 0o170000) == 0o100000
    return (found.st_mtime_ns, found.st_size) if is_plain and time.time_ns() - found.st_mtime_ns > _FRESH else None


def key_of(settings: Settings) -> str:
    """Return a digest of all that findings depend on besides the files and the day: settings, versions, the rules."""
    found = hashlib.sha256(repr((missionkit.__version__, sys.version, settings)).encode("utf-8", "surrogatepass"))
    package = Path(missionkit.__file__).parent
    for path in sorted(p for p in package.rglob("*") if p.suffix in (".py", ".yaml")):
        found.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


class Cache:
    """The cache of one register for one set of settings."""

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._head = json.dumps({"missionkit": missionkit.__version__, "key": key}).encode("ascii") + b"\n"

    @contextmanager
    def opened(self) -> Iterator["Reader"]:
        """Open the cache as it is now; a run beside this one may replace it, but not change it."""
        try:
            file: BinaryIO = open(self._path, "rb")  # noqa: SIM115 - closed below
        except OSError:
            file = BytesIO()
        with file:
            yield Reader(file, self._head)

    @contextmanager
    def anew(self) -> Iterator["Writer"]:
        """Write the cache anew; what is not `done` is thrown away."""
        writer = Writer(self._path, self._head)
        try:
            yield writer
        finally:
            writer.drop()


class Reader:
    """A cache that can be read again and again."""

    def __init__(self, file: BinaryIO, head: bytes) -> None:
        self._file, self._head = file, head

    def lines(self) -> Iterator[Line]:
        """Yield the files of the last run, in their order; none where there is no cache or it is of no use."""
        self._file.seek(0)
        if self._file.readline() == self._head:
            yield from (line for raw in self._file if (line := _line(raw)))

    def result(self) -> Any:
        """Return what was kept of the whole register as plain data, None where there is nothing."""
        self._file.seek(0)
        if self._file.readline() != self._head:
            return None
        with suppress(OSError, ValueError):
            self._file.seek(-_FOOTER, os.SEEK_END)
            self._file.seek(int(self._file.read(_FOOTER)))
            text = _opened(self._file.readline())
            return _loaded(text) if text else None
        return None


class Writer:
    """A cache that is being written; it takes the place of the old one when it is done.

    Where it cannot be written, nothing is: a run without a cache is only slower.
    """

    def __init__(self, path: Path, head: bytes) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, self._temporary = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
            self._file = open(handle, "wb")  # noqa: SIM115 - closed by `done` and `drop`
        self._write(head)

    def add(self, line: Line) -> None:
        """Write what came of one file."""
        self._write(line.written())

    def done(self, result: Any) -> None:
        """Write what is kept of the whole register, and put the cache in its place."""
        if self._file is None:
            return
        start = self._file.tell()
        self._write(_sealed(json.dumps(result, separators=(",", ":")).encode("ascii")))
        self._write(b"%0*d\n" % (_FOOTER - 1, start))
        if self._file is not None:
            try:
                self._file.close()
                os.replace(self._temporary, self._path)
                self._file = None
            except OSError:
                self.drop()

    def drop(self) -> None:
        """Throw away what was written and is not done."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            with suppress(OSError):
                os.unlink(self._temporary)
            self._file = None

    def _write(self, text: bytes) -> None:
        if self._file is not None:
            try:
                self._file.write(text)
            except OSError:
                self.drop()


def _loaded(text: bytes) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError from error


def _sealed(text: bytes) -> bytes:
    return b"%08x\t%s\n" % (zlib.crc32(text), text)


def _opened(raw: bytes) -> bytes | None:
    """Return the text of a line, None where it is not as it was written."""
    seal, tab, text = raw.rstrip(b"\n").partition(b"\t")
    return text if tab and seal == b"%08x" % zlib.crc32(text) else None


def _line(raw: bytes) -> Line | None:
    fields = (_opened(raw) or b"").split(b"\t", 6)
    if len(fields) < 7:
        return None
    file, changed, size, blob, since, until, text = fields
    try:
        stamp = (int(changed), int(size)) if changed else None
        days = date.fromisoformat(since.decode()), date.fromisoformat(until.decode())
        return Line(json.loads(file), stamp, blob.decode(), *days, text)
    except ValueError:
        return None
