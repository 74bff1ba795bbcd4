"""Where the files of a register are: folders, files and texts; `git.py` has revisions behind the same door."""

import os
import posixpath
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from missionkit.errors import GitFailed
from missionkit.source.running import ask_git, run_git
from missionkit.source.steady import MOST_KEPT, Versions, steady

CONFIG = "missionkit.yaml"
ENDINGS = (".yaml", ".yml")


_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Unreadable(Exception):
    """A file cannot be read; `rule` and `facts` say why, as a finding will."""

    def __init__(self, rule: str, **facts: object) -> None:
        super().__init__(rule)
        self.rule, self.facts = rule, facts


class Tree(Protocol):
    """The files of one register at one time."""

    name: str

    def files(self) -> Iterator[str]:
        """Yield the paths of all YAML files, relative to the register, with slashes, sorted."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raises Unreadable."""

    def config(self) -> bytes | None:
        """Return the bytes of `missionkit.yaml`, None if there is none; raises Unreadable."""

    def shown(self, path: str) -> str:
        """Return the path as people should see it: from where they stand."""

    def blob(self, path: str) -> str | None:
        """Return git's id of a file's bytes where it is known without reading them."""


class Folder:
    """The YAML files below a folder on disk, save dot-folders, nested registers and what git ignores."""

    def __init__(
        self,
        root: Path,
        shown_from: Path | None = None,
        limit: int = 0,
        submodules: bool = True,
        room: int = MOST_KEPT,
    ) -> None:
        """`limit` is how many bytes of a file are read at most, 0 for all; `room` how many are kept of all files.

        `submodules` says whether git repositories in the folder, which have a history of their own, are read too.
        """
        self.root = root
        self.name = str(root)
        self.shown_from = shown_from or Path.cwd()
        self._limit = limit
        self._root = os.fspath(root)
        self._submodules = submodules
        self._versions = Versions(room)
        self._shown_folders: dict[str, str] = {}
        self.refusal = ""

    def files(self) -> Iterator[str]:
        """Yield the paths of all YAML files, relative to the register, with slashes, sorted."""
        try:
            listed = _git_files(self.root)
        except GitFailed as error:
            listed, self.refusal = (
                [],
                str(error) if self.root.is_dir() and repository_root(self.root.absolute()) else "",
            )
        yield from sorted(_listed(self.root, listed, self._submodules) if listed else _walk(self.root))

    def read(self, path: str) -> bytes:
        """Return the bytes of a regular file inside the register, each time the same; raises Unreadable.

        What came of the first reading is kept, so that all that is said of a file is said of one version of it.
        """
        try:
            return self._versions.first(path, lambda: self._read(path))
        except OSError as error:
            raise Unreadable("unreadable-file", reason=_reason(error)) from error

    def _read(self, path: str) -> bytes:
        full = os.path.join(self._root, path)
        try:
            if self._passes_a_link(path):
                real = Path(full).resolve(strict=True)
                if not real.is_relative_to(self.root.resolve()):
                    raise Unreadable("outside-register", target=os.readlink(full) if os.path.islink(full) else path)
                full = os.fspath(real)
            handle = os.open(full, _FLAGS)
        except (OSError, RuntimeError) as error:
            raise Unreadable("unreadable-file", reason=_reason(error)) from error
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise Unreadable("not-a-regular-file")
        with open(handle, "rb", buffering=0) as file:
            return steady(file, self._limit)

    def _passes_a_link(self, path: str) -> bool:
        while path:
            if os.path.islink(os.path.join(self._root, path)):
                return True
            path = os.path.dirname(path)
        return False

    def path(self, path: str) -> str:
        """Return where a file of the register lies on disk."""
        return os.path.join(self._root, path)

    def expect(self, path: str, blob: str) -> None:
        """Take a file to have the bytes that git calls `blob`, as it was read elsewhere: `read` gives no others."""
        self._versions.expect(path, blob)

    def expected(self, path: str) -> str | None:
        """Return git's name of the bytes that a file is taken to have, None where nobody has said."""
        return self._versions.expected(path)

    def config(self) -> bytes | None:
        """Return the bytes of `missionkit.yaml`, None if there is none; raises Unreadable."""
        return self.read(CONFIG) if os.path.lexists(self.root / CONFIG) else None

    def shown(self, path: str) -> str:
        """Return the path from the working directory, or from the root of the disk where it is outside."""
        folder, _, name = path.rpartition("/")
        if not name:
            return self._shown(path)
        if folder not in self._shown_folders:
            self._shown_folders[folder] = self._shown(folder)
        return posixpath.join(self._shown_folders[folder], name).removeprefix("./")

    def _shown(self, path: str) -> str:
        full = self.root / path if path else self.root
        try:
            return full.absolute().relative_to(self.shown_from.absolute()).as_posix()
        except ValueError:
            return full.as_posix()

    def blob(self, path: str) -> str | None:
        """Return None: the bytes must be read."""
        return None


class OneFile(Folder):
    """A register of one file that lies in no register."""

    def __init__(self, file: Path, limit: int = 0) -> None:
        super().__init__(file.parent, limit=limit)
        self._file = file.name

    def files(self) -> Iterator[str]:
        """Yield the one path."""
        yield self._file

    def config(self) -> bytes | None:
        """Return None: a file by itself has no configuration."""
        return None


class OneText:
    """A register of one text, such as what came on standard input."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self._data = name, data

    def files(self) -> Iterator[str]:
        """Yield the one path."""
        yield self.name

    def read(self, path: str) -> bytes:
        """Return the text's bytes."""
        return self._data

    def config(self) -> bytes | None:
        """Return None: a text by itself has no configuration."""
        return None

    def shown(self, path: str) -> str:
        """Return the name it was given."""
        return path

    def blob(self, path: str) -> str | None:
        """Return None: the bytes must be read."""
        return None


class Overlay:
    """A folder in which one file has other content: what an editor has not saved yet."""

    def __init__(self, folder: Folder, path: str, data: bytes) -> None:
        self.name, self._folder, self._path, self._data = folder.name, folder, path, data

    def files(self) -> Iterator[str]:
        """Yield the folder's paths and the one laid over."""
        yield from sorted({*self._folder.files(), self._path})

    def read(self, path: str) -> bytes:
        """Return the new content of the one file, and the folder's of all others."""
        return self._data if path == self._path else self._folder.read(path)

    def config(self) -> bytes | None:
        """Return the folder's configuration."""
        return self._folder.config()

    def shown(self, path: str) -> str:
        """Return the path as the folder shows it."""
        return self._folder.shown(path)

    def blob(self, path: str) -> str | None:
        """Return None: the bytes must be read."""
        return None


def register_roots(path: Path) -> list[Path]:
    """Return the roots of the registers at or below a folder, else the one above it, else the folder itself."""
    own = next((p for p in (path, *path.parents) if os.path.isfile(p / CONFIG)), None)
    below = [p.parent for p in _configs(path) if p.parent != own]
    if own is not None:
        return [own, *below] if own == path else [own]
    if not below:
        return [path]
    loose = any(True for _ in _walk(path))
    return ([path] if loose else []) + below


def repository_root(path: Path) -> Path | None:
    """Return the folder of the git repository that a folder lies in, or None."""
    return next((p for p in (path, *path.parents) if os.path.exists(p / ".git")), None)


def _configs(root: Path) -> list[Path]:
    return sorted(Path(folder) / CONFIG for folder, _, names in _folders(root) if CONFIG in names)


def _folders(root: Path, closed: list[str] | None = None) -> Iterator[tuple[str, list[str], list[str]]]:
    """Walk a folder save its dot-folders; those that may not be looked into are added to `closed`."""

    def note(error: OSError) -> None:
        if closed is not None and not isinstance(error, FileNotFoundError):
            closed.append(os.path.relpath(error.filename, root))

    for folder, below, names in os.walk(root, onerror=note):
        below[:] = sorted(b for b in below if not b.startswith("."))
        # A link to a folder is not gone into; as a name it is told if it ends like a document's.
        yield folder, below, names + [b for b in below if os.path.islink(os.path.join(folder, b))]


def _walk(root: Path) -> Iterator[str]:
    """Yield the YAML files below a folder, but not those of registers nested in it, and folders that are closed."""
    closed: list[str] = []
    for folder, below, names in _folders(root, closed):
        if folder != str(root) and CONFIG in names:
            below.clear()
            continue
        relative = Path(folder).relative_to(root)
        yield from ((relative / name).as_posix() for name in names if is_document(name))
    yield from closed


def is_document(name: str) -> bool:
    """Say whether a file of this name holds documents."""
    return name.endswith(ENDINGS) and not name.startswith(".") and name != CONFIG


def _git_files(root: Path) -> list[str]:
    """Return what git tracks or would add below a folder, and folders that it could not look into.

    Nothing where git ignores it all; raises GitFailed.
    """
    listed, warnings = ask_git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    # A file in conflict is listed once for each of its versions (`--deduplicate` is younger than git 2.31).
    found = dict.fromkeys(os.fsdecode(listed).split("\0")[:-1])
    return [*found, *(_closed(root) if warnings else ())]


def _closed(root: Path) -> list[str]:
    """Return the folders that may not be looked into and that git does not ignore."""
    found: list[str] = []
    for _ in _folders(root, found):
        """Only what cannot be walked counts."""
    return [path for path in found if not _is_ignored(root, path)]


def _is_ignored(root: Path, path: str) -> bool:
    try:
        return bool(run_git(root, "check-ignore", "--", path))
    except GitFailed:
        return False


def _listed(root: Path, listed: list[str], submodules: bool) -> Iterator[str]:
    """Yield the documents among git's paths; a repository nested in this one is walked if it is asked for."""
    nested = {posixpath.dirname(path) for path in listed if posixpath.basename(path) == CONFIG} - {""}
    base = os.fspath(root)
    for path in listed:
        parts = path.rstrip("/").split("/")
        if any(part.startswith(".") for part in parts) or (nested and not nested.isdisjoint(_above(parts))):
            continue
        mode = _mode(os.path.join(base, path))
        if mode is not None and stat.S_ISDIR(mode):
            full = root / path
            if not os.access(full, os.R_OK | os.X_OK):
                yield path
            elif submodules and not os.path.isfile(full / CONFIG):
                yield from (f"{path.rstrip('/')}/{below}" for below in _walk(full))
        elif mode is not None and is_document(parts[-1]):
            yield path


def _above(parts: list[str]) -> Iterator[str]:
    """Yield the folders above a path."""
    return ("/".join(parts[:length]) for length in range(1, len(parts)))


def _mode(path: str) -> int | None:
    """Return what sort of file there is, None for none; 0 where a folder above is closed, as reading it will tell."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return 0


def _reason(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
