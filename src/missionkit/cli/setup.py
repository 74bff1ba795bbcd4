"""`missionkit git-setup` and `missionkit textconv`: plain `git diff` and `git log -p` made readable."""

import shlex
import shutil
import sys
from pathlib import Path

from missionkit.cli.options import existing
from missionkit.cli.writing import put, write_file
from missionkit.diff.flat import flat
from missionkit.errors import BadValue, PathNotFound
from missionkit.output.safe import safe
from missionkit.source.decode import decode
from missionkit.source.git import Repository
from missionkit.source.tree import Folder, register_roots
from missionkit.source.yaml import read

_DRIVER = "missionkit"
_ATTRIBUTES = (f"*.yaml diff={_DRIVER}", f"*.yml diff={_DRIVER}")
_SETTINGS = {f"diff.{_DRIVER}.textconv": "textconv", f"diff.{_DRIVER}.cachetextconv": "true"}


def run(register: str | None, undo: bool) -> int:
    """Set up the repository of a register, or undo it; says what was written. Raises NoRepository."""
    folder = register_roots(existing(register or "."))[0]
    with Repository.around(folder) as repository:
        if repository.top is None:
            raise BadValue("git-setup", folder.as_posix(), "a bare repository has no files to set up")
        _attributes(Path(Folder(folder).shown(".gitattributes")), undo)
        for key in _SETTINGS:
            repository.configure(key, None if undo else _setting(key))
        if undo:
            repository.forget_textconv(_DRIVER)
    say = "taken out of" if undo else "written to"
    print(f"{say} the local git configuration: {', '.join(_SETTINGS)}", file=sys.stderr)
    if not undo:
        print(
            "git diff and git log -p now show one value a line; everyone who wants it runs this once", file=sys.stderr
        )
    return 0


def _setting(key: str) -> str:
    if not key.endswith(".textconv"):
        return "true"
    command = "missionkit" if shutil.which("missionkit") else Path(sys.argv[0]).absolute().as_posix()
    return f"{shlex.quote(command)} textconv"


def _attributes(file: Path, undo: bool) -> None:
    """Write the lines of attributes to a file, or take them out; all else stays, byte for byte."""
    try:
        before = file.read_bytes().decode() if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise PathNotFound(file.as_posix(), str(error)) from None
    after = _without(before) if undo else _with(before)
    if after == before:
        return
    if after:
        write_file(file.as_posix(), after)
    else:
        file.unlink()
        print(f"removed {file.as_posix()}", file=sys.stderr)


def _with(text: str) -> str:
    """Return a text that ends in the lines of attributes, and in a line end only if it did so before."""
    if {line.strip() for line in text.splitlines()}.issuperset(_ATTRIBUTES):
        return text
    lines = "\n".join(_ATTRIBUTES)
    return f"{text}\n{lines}" if text and not text.endswith("\n") else f"{text}{lines}\n"


def _without(text: str) -> str:
    """Return a text as it was before the lines of attributes were written."""
    lines = "\n".join(_ATTRIBUTES)
    if text.endswith(f"\n{lines}"):
        return text.removesuffix(f"\n{lines}")
    return "".join(line for line in text.splitlines(keepends=True) if line.strip() not in _ATTRIBUTES)


def textconv(file: str) -> int:
    """Print a file one value a line, or as it is where it cannot be read."""
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise PathNotFound(file, (error.strerror or str(error)).lower()) from None
    lines = flat(read(data, file))
    text = lines if lines is not None else decode(data)[0]
    put("".join(f"{safe(line)}\n" for line in text.split("\n")[: -1 if text.endswith("\n") else None]))
    return 0
