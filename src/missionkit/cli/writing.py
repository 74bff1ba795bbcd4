"""Writing files whole or not at all, and progress on standard error."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from missionkit.cli.interruption import whole
from missionkit.cli.streams import to_nowhere
from missionkit.errors import BadValue, CannotWrite, LeadsOut
from missionkit.output.safe import safe_file

_OFTEN = 200
_WORTH_IT = 1000
_AT_ONCE = 1_000_000
"""Characters of a report that are encoded at a time."""


def put(text: str) -> None:
    """Write to standard output; a reader that has gone is no fault. Raises CannotWrite."""
    try:
        for start in range(0, len(text), _AT_ONCE):
            sys.stdout.write(text[start : start + _AT_ONCE])
        sys.stdout.flush()
    except BrokenPipeError:
        to_nowhere()
    except OSError as error:
        to_nowhere()
        raise CannotWrite("standard output", error) from None


def deliver(text: str, output: str | None) -> None:
    """Write to the file that is asked for, to standard output where none is or it is `-`; raises CannotWrite."""
    if output and output != "-":
        write_file(output, text)
    else:
        put(text)


def write_file(name: str, content: str) -> None:
    """Write a file so that it is there whole or not at all, and say so; raises CannotWrite and BadValue."""
    if not name:
        raise BadValue("--output", name, "name a file")
    target = Path(name)
    try:
        if target.exists() and not target.is_file():
            target.write_text(content, encoding="utf-8", newline="\n")
        else:
            _replace(target, content)
    except OSError as error:
        raise CannotWrite(name, error) from None
    print(f"wrote {safe_file(name)}", file=sys.stderr)


def make_folder(name: str) -> None:
    """Make a folder and those above it, where they are missing; raises CannotWrite."""
    try:
        Path(name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(name, error) from None


def write_new(files: Mapping[str, str], folder: Path) -> None:
    """Write files that are not there yet in a folder, all of them or none, and say so.

    Raises CannotWrite, and LeadsOut where a link would lead out of the folder.
    """
    for name in files:
        # Unlike `resolve`, `realpath` takes a link that leads to itself.
        if not Path(os.path.realpath(Path(name).parent)).is_relative_to(os.path.realpath(folder)):
            raise LeadsOut(name, str(folder))
    with whole():
        _write_all(files)
    for name in files:
        print(f"wrote {safe_file(name)}", file=sys.stderr)


def _write_all(files: Mapping[str, str]) -> None:
    made: list[Path] = []
    try:
        for name, content in files.items():
            folders = [p for p in Path(name).parents if not p.exists()]
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            made += reversed(folders)
            _create(Path(name), content)
            made.append(Path(name))
    except OSError as error:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise CannotWrite(name, error) from None


def _create(target: Path, content: str) -> None:
    """Write a file that must not be there; where the disk knows no links, what is cut short is taken away again."""
    with _beside(target, content, 0o666 & ~_umask()) as temporary:
        try:
            os.link(temporary, target)
        except FileExistsError:
            raise
        except OSError:
            _write_exclusively(target, content)


def _write_exclusively(target: Path, content: str) -> None:
    with open(target, "x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            target.unlink()
            raise


def _replace(target: Path, content: str) -> None:
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    with whole(), _beside(target, content, mode) as temporary:
        os.replace(temporary, target)


@contextmanager
def _beside(target: Path, content: str, mode: int) -> Iterator[str]:
    """Write a temporary file in the target's folder, and take it away if it is still there at the end."""
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
        os.chmod(temporary, mode)
        yield temporary
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def progress(language: str) -> Callable[[int, int], None]:
    """Return what is called after each file: on a terminal it shows how far reading has come."""
    from missionkit.language.catalog import say

    def show(count: int, total: int) -> None:
        if total < _WORTH_IT or not sys.stderr.isatty() or (count % _OFTEN and count < total):
            return
        words = say("reading", language, count=count, total=total)
        end = "\r" + " " * len(words) + "\r" if count == total else ""
        print(f"\r{words}{end}", end="", file=sys.stderr, flush=True)

    return show
