"""Revisions of a git repository as trees of files, read without a checkout and without a write."""

import hashlib
import os
import posixpath
import re
import shlex
import subprocess
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO

from missionkit.errors import WHOLE_FILES, GitFailed, HistoryMissing, NoRepository, RevisionNotFound
from missionkit.source.running import open_git, run_git
from missionkit.source.tree import CONFIG, Unreadable, is_document
from missionkit.suggest import nearest

_LINK, _REGULAR = "120000", "100"
_MOST_LINKS = 8
_CHUNK = 65536
_ALL = "git fetch --unshallow --tags origin '+refs/heads/*:refs/remotes/origin/*'"
"""Brings all branches with their whole history to a shallow clone."""
_REFETCH = "git fetch --refetch --filter=blob:limit=1m"
"""Brings the small files that a partial clone left out."""
_MAIN = ("refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master")


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
        self._listings: dict[str, dict[str, Blob]] = {}

    @classmethod
    def around(cls, folder: Path) -> "Repository":
        """Return the repository that a folder lies in; raises NoRepository and GitFailed."""
        asked = ("--is-inside-work-tree", "--is-shallow-repository")
        try:
            answers = run_git(folder, "rev-parse", *asked).decode().split()
        except GitFailed as error:
            nowhere = error.reason.startswith("not a git repository (or any")
            raise NoRepository(folder.as_posix()) if nowhere else error from None
        inside, shallow = answers
        top = Path(os.fsdecode(run_git(folder, "rev-parse", "--show-toplevel"))[:-1]) if inside == "true" else None
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
        return run_git(self.folder, *arguments)

    def commit(self, revision: str) -> str:
        """Return the id of the commit that a revision names; raises RevisionNotFound."""
        found = self.known(revision)
        if found is None:
            remote = (f"origin/{revision}",) if self.known(f"refs/remotes/origin/{revision}") else ()
            mend = _fetch(revision) if self.shallow and not remote else ""
            raise RevisionNotFound(revision, remote or nearest(revision, self._names()), mend)
        return found

    def known(self, revision: str) -> str | None:
        """Return the id of the commit that a revision names, None if it names none."""
        if revision.startswith(("-", "^")) or "\0" in revision or not revision:
            return None
        # `:/text` takes all that follows as text, and never names anything but a commit.
        peeled = revision if revision.startswith(":/") else f"{revision}^{{commit}}"
        try:
            printed = self.git("rev-parse", "--verify", "--quiet", "--end-of-options", peeled)
        except GitFailed:
            return None
        return printed.decode().split()[-1]

    def merge_base(self, base: str, head: str) -> str | None:
        """Return the newest commit that two commits share, None where there is none; raises HistoryMissing."""
        try:
            return self.git("merge-base", "--end-of-options", base, head).decode().split()[0]
        except GitFailed as error:
            if self.shallow:
                raise HistoryMissing(
                    "what the two revisions have in common is not in this shallow clone", _ALL
                ) from None
            if error.reason:
                raise
            return None

    def main(self) -> str | None:
        """Return the full name of the main branch: the remote's, else main or master here, None without any.

        Raises HistoryMissing where a shallow clone may have left it out.
        """
        try:
            remote = self.git("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD").decode().strip()
        except GitFailed:
            remote = ""
        found = next((name for name in (remote, *_MAIN) if self.known(name)), None)
        if found is None and self.shallow:
            raise HistoryMissing("the main branch is not in this shallow clone", _ALL)
        return found

    def date_of(self, commit: str) -> str:
        """Return the day of a commit, as 2026-11-23."""
        return self.git("rev-list", "--max-count=1", "--format=%cs", commit).decode().split()[-1]

    def ignored(self, folders: Collection[str]) -> set[str]:
        """Return which folders of the working tree git ignores, all named from its top."""
        asked = {os.path.join(self.top or "", folder): folder for folder in folders if folder}
        try:
            printed = self.git("check-ignore", "--", *sorted(asked)) if asked else b""
        except GitFailed:
            return set()
        return {asked[line] for line in os.fsdecode(printed).split("\n")[:-1] if line in asked}

    def versions(self, base: str, head: str, folders: Sequence[str]) -> list[Version]:
        """Return the commits after `base` up to `head` that touch some folders, oldest first, along first parents."""
        form = ("--format=%H%x00%cs%x00%D", "--decorate=short", "--decorate-refs=refs/tags/")
        paths = [f":(top,literal){folder}" if folder else ":(top)" for folder in folders]
        printed = self.git("log", "--first-parent", "--reverse", *form, f"{base}..{head}", "--", *paths)
        found = []
        for line in printed.decode("utf-8", "replace").splitlines():
            commit, day, names = line.split("\0")
            tags = sorted(n.removeprefix("tag: ") for n in names.split(", ") if n.startswith("tag: "))
            found.append(Version(commit, tags[0] if tags else commit[:7], day))
        return found

    def configure(self, key: str, value: str | None) -> None:
        """Set a key of the local configuration; None takes it out. Nothing else is ever written."""
        if value is not None:
            self.git("config", "--local", key, value)
        elif self._configured(key):
            self.git("config", "--local", "--unset-all", key)

    def forget_textconv(self, driver: str) -> None:
        """Throw away what git has kept of the output of a driver."""
        self.git("update-ref", "-d", f"refs/notes/textconv/{driver}")

    def _configured(self, key: str) -> bool:
        try:
            return bool(self.git("config", "--local", "--get-all", key))
        except GitFailed:
            return False

    def listing(self, commit: str) -> dict[str, Blob]:
        """Return every file of a commit by path; raises HistoryMissing where a partial clone lacks them."""
        if commit not in self._listings:
            try:
                printed = self.git("ls-tree", "-r", "-z", "--full-tree", commit)
            except GitFailed as error:
                raise self._lost(commit, error) from None
            self._listings[commit] = dict(_entry(line) for line in printed.split(b"\0")[:-1])
        return self._listings[commit]

    def read(self, blob: str, limit: int) -> bytes:
        """Return the bytes of a blob, `limit` at most; raises HistoryMissing and GitFailed."""
        if self._reader is None:
            self._reader = open_git(self.folder, "cat-file", "--batch")
        reader = self._reader
        assert reader.stdin is not None  # noqa: S101 - a pipe
        assert reader.stdout is not None  # noqa: S101 - a pipe
        try:
            reader.stdin.write(blob.encode() + b"\n")
            reader.stdin.flush()
            header = reader.stdout.readline().split()
            if len(header) == len(("id", "type", "size")):
                return _taken(reader.stdout, int(header[2]), limit)
        except BrokenPipeError:
            pass
        raise self._why(blob)

    def _why(self, blob: str) -> HistoryMissing | GitFailed:
        """Return why an object cannot be read, in git's words."""
        try:
            self.git("cat-file", "blob", blob)
        except GitFailed as error:
            return self._lost(blob, error)
        return GitFailed(f"the object {blob} could not be read; run `git fsck`")

    def _lost(self, name: str, error: GitFailed) -> HistoryMissing | GitFailed:
        try:
            self.git("config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$")
        except GitFailed:
            return GitFailed(f"{error.reason}; the repository is damaged: run `git fsck`")
        return HistoryMissing(f"this clone is partial and lacks the object {name[:12]}", _REFETCH, WHOLE_FILES)

    def _names(self) -> list[str]:
        printed = self.git("for-each-ref", "--format=%(refname:short)")
        return [*printed.decode("utf-8", "replace").split("\n")[:-1], "HEAD"]


def _fetch(revision: str) -> str:
    """Return the command that brings a revision to a shallow clone."""
    remote, slash, branch = revision.partition("/")
    if not slash or remote != "origin":
        return _ALL
    name = re.split(r"[~^@:]", branch)[0]
    return f"git fetch --unshallow origin {shlex.quote(f'+refs/heads/{name}:refs/remotes/origin/{name}')}"


def _entry(line: bytes) -> tuple[str, Blob]:
    about, _, path = line.partition(b"\t")
    mode, _, id_ = about.decode().split(" ")
    return os.fsdecode(path), Blob(mode, id_)


def _taken(stream: IO[bytes], size: int, limit: int) -> bytes:
    """Return the first bytes of an object, and pass over the rest of it and its line end."""
    data = stream.read(min(size, limit))
    left = size - len(data) + 1
    while left > 0:
        passed = len(stream.read(min(left, _CHUNK)))
        if not passed:
            raise BrokenPipeError
        left -= passed
    return data


class Revision:
    """The files below a folder of a commit; a tree like a folder on disk."""

    def __init__(
        self, repository: Repository, commit: str, prefix: str, limit: int, roots: Collection[str] | None = None
    ) -> None:
        """`prefix` is the register's folder in the repository, with slashes, empty for its top.

        `roots` are the folders of all registers there; where they are not given, each `missionkit.yaml` makes one.
        """
        self.repository, self.commit, self.name = repository, commit, commit[:7]
        self.prefix, self._limit, self._roots = prefix, limit, roots

    @cached_property
    def _files(self) -> dict[str, Blob]:
        start = f"{self.prefix}/" if self.prefix else ""
        listed = self.repository.listing(self.commit)
        return {path[len(start) :]: blob for path, blob in listed.items() if path.startswith(start)}

    def files(self) -> Iterator[str]:
        """Yield the paths of all YAML files, relative to the register, with slashes, sorted."""
        nested = self._nested()
        for path in sorted(self._files):
            if _is_hidden(path) or not is_document(posixpath.basename(path)):
                continue
            blob = self._files[path]
            if (blob.mode.startswith(_REGULAR) or blob.mode == _LINK) and not nested & _parents(path):
                yield path

    def _nested(self) -> set[str]:
        """Return the folders of the registers below this one, relative to it."""
        if self._roots is None:
            return {posixpath.dirname(p) for p in self._files if posixpath.basename(p) == CONFIG} - {""}
        start = f"{self.prefix}/" if self.prefix else ""
        return {root[len(start) :] for root in self._roots if root.startswith(start)} - {""}

    def blob(self, path: str) -> str | None:
        """Return the id of a file's bytes, None for what is no plain file."""
        found = self._files.get(path)
        return found.id if found and found.mode.startswith(_REGULAR) else None

    def read(self, path: str) -> bytes:
        """Return the bytes of a file, through links that stay in the register; raises Unreadable."""
        done, todo, links = "", path.split("/"), 0
        while todo:
            step = posixpath.normpath(posixpath.join(done, todo.pop(0)))
            if step == ".." or step.startswith("../"):
                raise Unreadable("outside-register", target=path)
            found = self._files.get(step)
            if found is None or found.mode != _LINK:
                done = step
                continue
            links += 1
            if links > _MOST_LINKS:
                raise Unreadable("unreadable-file", reason="Too many levels of symbolic links")
            target = os.fsdecode(self.repository.read(found.id, self._limit))
            if target.startswith("/"):
                raise Unreadable("outside-register", target=target)
            todo = [*target.split("/"), *todo]
        return self._bytes(done)

    def _bytes(self, path: str) -> bytes:
        found = self._files.get(path)
        if found is None or not found.mode.startswith(_REGULAR):
            raise Unreadable("unreadable-file", reason="No such file or directory")
        return self.repository.read(found.id, self._limit + 1)

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
    configs = {c for c in configs if not _is_hidden(c)}
    own = next((p for p in _upward(at) if p in configs), None)
    below = sorted(c for c in configs if c != own and (not at or c.startswith(f"{at}/")))
    if own is not None:
        return [own, *below] if own == at else [own]
    start = f"{at}/" if at else ""
    documents = (p for p in listing if p.startswith(start) and is_document(posixpath.basename(p)))
    loose = any(not _is_hidden(p) and not any(p.startswith(f"{b}/") for b in below) for p in documents)
    return [at, *below] if loose or not below else below


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _upward(path: str) -> Iterator[str]:
    while path:
        yield path
        path = posixpath.dirname(path)
    yield ""


def _parents(path: str) -> set[str]:
    return set(_upward(posixpath.dirname(path))) - {""}
