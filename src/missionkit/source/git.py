"""Revisions of a git repository as trees of files, read without a checkout and without a write."""

import hashlib
import os
import posixpath
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO

from missionkit.errors import GitFailed, HistoryMissing, NoMergeBase, NoRepository, RevisionNotFound
from missionkit.source.tree import CONFIG, Unreadable, is_document
from missionkit.suggest import nearest

_LINK, _REGULAR = "120000", "100"
_MOST_LINKS = 8
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Version:
    """A commit as people speak of it: its tag or the start of its id, and its day."""

    commit: str
    name: str
    date: str


@dataclass(frozen=True, slots=True)
class Blob:
    """One file of a revision: its mode and the id of its bytes."""

    mode: str
    id: str


def blob_id(data: bytes) -> str:
    """Return the id that git gives to bytes in a repository of SHA-1, as nearly all are."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


class Repository:
    """A git repository; use it in a `with`, as one `git cat-file --batch` stays open for all reading."""

    def __init__(self, folder: Path, top: Path | None, shallow: bool) -> None:
        """`top` is the folder of the working tree, None for a bare repository."""
        self.folder, self.top, self.shallow = folder, top, shallow
        self._reader: subprocess.Popen[bytes] | None = None

    @classmethod
    def around(cls, folder: Path) -> "Repository":
        """Return the repository that a folder lies in; raises NoRepository and GitFailed."""
        asked = ("--is-inside-work-tree", "--is-shallow-repository")
        try:
            answers = _git(folder, "rev-parse", *asked).decode().split()
        except GitFailed as error:
            raise NoRepository(str(folder)) if "not a git repository" in str(error) else error from None
        inside, shallow = answers
        top = Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel"))[:-1]) if inside == "true" else None
        return cls(folder, top, shallow == "true")

    def __enter__(self) -> "Repository":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._reader is not None:
            self._reader.kill()
            self._reader.communicate()
            self._reader = None

    def git(self, *arguments: str) -> bytes:
        """Return what a git command prints; raises GitFailed."""
        return _git(self.folder, *arguments)

    def commit(self, revision: str) -> str:
        """Return the id of the commit that a revision names; raises RevisionNotFound."""
        found = self.known(revision)
        if found is None:
            mend = self._fetch(revision) if self.shallow else ""
            raise RevisionNotFound(revision, nearest(revision, self._names()), mend)
        return found

    def known(self, revision: str) -> str | None:
        """Return the id of the commit that a revision names, None if it names none."""
        if revision.startswith("-") or "\0" in revision or not revision:
            return None
        try:
            printed = self.git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except GitFailed:
            return None
        return printed.decode().split()[-1]

    def merge_base(self, base: str, head: str) -> str:
        """Return the newest commit that two commits share; raises HistoryMissing and NoMergeBase."""
        try:
            return self.git("merge-base", "--end-of-options", base, head).decode().split()[0]
        except GitFailed as error:
            if self.shallow:
                what = "the common ancestor of the two revisions is not in this shallow clone"
                raise HistoryMissing(what, "git fetch --unshallow") from None
            if error.reason:
                raise
            raise NoMergeBase(base[:12], head[:12]) from None

    def main(self) -> str | None:
        """Return the name of the main branch: the remote's, else main or master here, None without any."""
        names = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
        return next(
            (name for name in names if self.known(f"refs/remotes/{name}") or self.known(f"refs/heads/{name}")), None
        )

    def date_of(self, commit: str) -> str:
        """Return the day of a commit, as 2026-11-23."""
        return self.git("show", "--no-patch", "--format=%cs", "--end-of-options", commit).decode().strip()

    def versions(self, base: str, head: str, folders: Sequence[str]) -> list[Version]:
        """Return the commits after `base` up to `head` that touch some folders, oldest first, along first parents."""
        form = "--format=%H%x00%cs%x00%D"
        paths = [f":(top,literal){folder}" if folder else ":(top)" for folder in folders]
        printed = self.git("log", "--first-parent", "--reverse", form, f"{base}..{head}", "--", *paths)
        found = []
        for line in printed.decode("utf-8", "replace").splitlines():
            commit, day, names = line.split("\0")
            tags = sorted(n.removeprefix("tag: ") for n in names.split(", ") if n.startswith("tag: "))
            found.append(Version(commit, tags[0] if tags else commit[:7], day))
        return found

    def configure(self, key: str, value: str | None) -> None:
        """Set a key of the local configuration; None takes it out. The one thing that is ever written."""
        if value is not None:
            self.git("config", "--local", key, value)
        elif self._configured(key):
            self.git("config", "--local", "--unset-all", key)

    def _configured(self, key: str) -> bool:
        try:
            return bool(self.git("config", "--local", "--get-all", key))
        except GitFailed:
            return False

    def listing(self, commit: str) -> dict[str, Blob]:
        """Return every file of a commit by path; raises HistoryMissing where a partial clone lacks them."""
        found = {}
        try:
            printed = self.git("ls-tree", "-r", "-z", "--full-tree", commit)
        except GitFailed as error:
            raise HistoryMissing(
                f"the files of {commit[:12]} are not in this clone ({error.reason})", _REFETCH
            ) from None
        for line in printed.split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, id_ = about.decode().split(" ")
            found[os.fsdecode(path)] = Blob(mode, id_)
        return found

    def read(self, blob: str, limit: int) -> bytes:
        """Return the bytes of a blob, `limit` at most; raises HistoryMissing."""
        if self._reader is None:
            self._reader = _open(self.folder, "cat-file", "--batch")
        reader = self._reader
        assert reader.stdin is not None  # noqa: S101 - a pipe
        assert reader.stdout is not None  # noqa: S101 - a pipe
        reader.stdin.write(blob.encode() + b"\n")
        reader.stdin.flush()
        header = reader.stdout.readline().split()
        if len(header) != 3:
            raise HistoryMissing(f"the object {blob[:12]} is not in this clone", _REFETCH)
        return _taken(reader.stdout, int(header[2]), limit)

    def _names(self) -> list[str]:
        printed = self.git("for-each-ref", "--format=%(refname:short)")
        return [*printed.decode("utf-8", "replace").split("\n")[:-1], "HEAD"]

    def _fetch(self, revision: str) -> str:
        remote, slash, branch = revision.partition("/")
        if slash and remote == "origin":
            return f"this clone is shallow: run `git fetch origin {branch}`"
        return "this clone is shallow: run `git fetch --unshallow`"


_REFETCH = "git fetch --refetch --filter=blob:limit=1m"


def _taken(stream: IO[bytes], size: int, limit: int) -> bytes:
    """Return the first bytes of an object, and pass over the rest of it and its line end."""
    data = stream.read(min(size, limit))
    left = size - len(data) + 1
    while left > 0:
        left -= len(stream.read(min(left, _CHUNK))) or left
    return data


class Revision:
    """The files below a folder of a commit; a tree like a folder on disk."""

    def __init__(self, repository: Repository, commit: str, name: str, prefix: str, limit: int) -> None:
        """`prefix` is the register's folder in the repository, with slashes, empty for its top."""
        self.repository, self.commit, self.name = repository, commit, name
        self.prefix, self._limit = prefix, limit

    @cached_property
    def _files(self) -> dict[str, Blob]:
        start = f"{self.prefix}/" if self.prefix else ""
        listed = self.repository.listing(self.commit)
        return {path[len(start) :]: blob for path, blob in listed.items() if path.startswith(start)}

    def files(self) -> Iterator[str]:
        """Yield the paths of all YAML files, relative to the register, with slashes, sorted."""
        nested = {posixpath.dirname(p) for p in self._files if posixpath.basename(p) == CONFIG} - {""}
        for path in sorted(self._files):
            parts = PurePosixPath(path).parts
            if any(part.startswith(".") for part in parts) or not is_document(parts[-1]):
                continue
            blob = self._files[path]
            if (blob.mode.startswith(_REGULAR) or blob.mode == _LINK) and not nested & _parents(path):
                yield path

    def blob(self, path: str) -> str | None:
        """Return the id of a file's bytes, None for what is no plain file."""
        found = self._files.get(path)
        return found.id if found and found.mode.startswith(_REGULAR) else None

    def read(self, path: str) -> bytes:
        """Return the bytes of a file, through links that stay in the register; raises Unreadable."""
        for _ in range(_MOST_LINKS):
            found = self._files.get(path)
            if found is None:
                raise Unreadable("unreadable-file", reason="No such file or directory")
            data = self.repository.read(found.id, self._limit + 1)
            if found.mode != _LINK:
                return data
            target = os.fsdecode(data)
            path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            if target.startswith("/") or path.startswith("../"):
                raise Unreadable("outside-register", target=target)
        raise Unreadable("unreadable-file", reason="Too many levels of symbolic links")

    def config(self) -> bytes | None:
        """Return the bytes of `missionkit.yaml`, None if there is none; raises Unreadable."""
        return self.read(CONFIG) if CONFIG in self._files else None

    def shown(self, path: str) -> str:
        """Return the path from the working directory, or from the top of a bare repository."""
        inside = posixpath.join(self.prefix, path) if path else self.prefix
        top = self.repository.top
        if top is None:
            return inside or "."
        full = top / inside
        try:
            return full.relative_to(Path.cwd()).as_posix()
        except ValueError:
            return full.as_posix()


def roots_of(listing: dict[str, Blob], at: str) -> list[str]:
    """Return the folders of the registers at or below a folder of a commit, as `register_roots` does on disk."""
    configs = {posixpath.dirname(p) for p in listing if posixpath.basename(p) == CONFIG}
    configs = {c for c in configs if not any(part.startswith(".") for part in c.split("/"))}
    own = next((p for p in _upward(at) if p in configs), None)
    below = sorted(c for c in configs if c != own and (not at or c == at or c.startswith(f"{at}/")))
    if own is not None:
        return [own, *below] if own == at else [own]
    return below or [at]


def _upward(path: str) -> Iterator[str]:
    while path:
        yield path
        path = posixpath.dirname(path)
    yield ""


def _parents(path: str) -> set[str]:
    return set(_upward(posixpath.dirname(path))) - {""}


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def _command(folder: Path, arguments: tuple[str, ...]) -> list[str]:
    return ["git", "-C", os.fspath(folder), "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", *arguments]


def _open(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(_command(folder, arguments), env=_environment(), stdin=pipe, stdout=pipe, stderr=nowhere)


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        run = subprocess.run(
            _command(folder, arguments), capture_output=True, env=_environment(), stdin=subprocess.DEVNULL
        )
    except FileNotFoundError:
        raise GitFailed("not found; install git, or compare two folders: missionkit diff OLD NEW") from None
    except OSError as error:
        raise GitFailed((error.strerror or str(error)).lower()) from None
    if run.returncode:
        words = run.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise GitFailed(words.removeprefix("fatal: ").removeprefix("error: "))
    return run.stdout
