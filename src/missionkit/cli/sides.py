"""The two states that a command compares: revisions, the working tree, folders or files."""

import os
from dataclasses import dataclass
from pathlib import Path

from missionkit.diff.accepted import Note
from missionkit.errors import BadValue, NoRepository
from missionkit.output.changes.report import State
from missionkit.source.git import Repository, Revision, roots_of
from missionkit.source.tree import Folder, OneFile, Tree, register_roots
from missionkit.source.yaml import MOST_BYTES


@dataclass(frozen=True)
class Sides:
    """Both states: their names, and the trees of each register on both sides."""

    base: State
    head: State
    trees: tuple[tuple[Tree, Tree], ...]
    merge_base: bool = False
    notes: tuple[Note, ...] = ()
    only: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What the command line names: words that are revisions or paths, and whether to compare as they are."""

    words: tuple[str, ...]
    exact: bool = False
    register: str | None = None


def two_paths(words: tuple[str, ...], repository: Repository | None) -> bool:
    """Say whether two folders or two files are named, and no revision."""
    if len(words) != 2 or not all(os.path.exists(w) for w in words):
        return False
    if repository is not None and any(repository.known(w) for w in words):
        return False
    return os.path.isdir(words[0]) == os.path.isdir(words[1])


def of_paths(old: str, new: str) -> Sides:
    """Return two folders or two files as two states."""
    before, after = Path(os.path.abspath(old)), Path(os.path.abspath(new))
    if not before.is_dir():
        trees: tuple[tuple[Tree, Tree], ...] = ((OneFile(before, MOST_BYTES), OneFile(after, MOST_BYTES)),)
        return Sides(State(old), State(new), trees)
    roots = {r.relative_to(after).as_posix() if r.is_relative_to(after) else "." for r in register_roots(after)}
    pairs = sorted((before / r, after / r) for r in roots)
    folders = tuple((Folder(a, limit=MOST_BYTES), Folder(b, limit=MOST_BYTES)) for a, b in pairs)
    return Sides(State(old), State(new), folders)


def of_revisions(asked: Asked, repository: Repository) -> Sides:
    """Return two states of a repository: BASE and HEAD as named, else the main branch and the working tree.

    Raises RevisionNotFound, HistoryMissing, NoMergeBase and BadValue.
    """
    base_name, head_name, exact, paths = _names(asked, repository)
    if head_name is None and repository.top is None:
        head_name = "HEAD"
    head = repository.commit(head_name or "HEAD")
    base = repository.commit(base_name or _default_base(repository))
    notes: tuple[Note, ...] = ()
    common = base if exact else repository.merge_base(base, head)
    if common == head != base and head_name is not None:
        notes = (Note("diff-nothing-new", {"base": base_name or "", "head": head_name}),)
    name = base_name or _default_base(repository)
    state = State(name, common, repository.date_of(common))
    new = State(head_name, head, repository.date_of(head)) if head_name is not None else State("")
    places = tuple(Path(os.path.abspath(p)) for p in paths)
    prefixes = _prefixes(asked, repository, head if head_name is not None else None, common, places)
    trees = tuple(_pair(repository, common, head if head_name is not None else None, p) for p in prefixes)
    return Sides(state, new, trees, common != base, notes, _inside(places, repository, prefixes))


def _inside(places: tuple[Path, ...], repository: Repository, prefixes: list[str]) -> tuple[Path, ...]:
    """Return the places to report on: none if they hold whole registers."""
    if repository.top is None or all(any(_root(repository, p).is_relative_to(a) for a in places) for p in prefixes):
        return ()
    return places


def _root(repository: Repository, prefix: str) -> Path:
    assert repository.top is not None  # noqa: S101 - asked by the caller
    return repository.top / prefix


def _default_base(repository: Repository) -> str:
    return repository.main() or "HEAD"


def _names(asked: Asked, repository: Repository) -> tuple[str | None, str | None, bool, tuple[str, ...]]:
    """Return BASE, HEAD, whether to compare as they are, and the paths."""
    words, exact = asked.words, asked.exact
    if words and ".." in words[0] and not os.path.exists(words[0]):
        before, dots, after = words[0].partition("..." if "..." in words[0] else "..")
        exact = exact or dots == ".."
        return before or "HEAD", after or "HEAD", exact, words[1:]
    revisions: list[str] = []
    for word in words[:2]:
        is_path = os.path.lexists(word)
        if is_path and repository.known(word):
            raise BadValue("BASE", word, f"it is a revision and a path; write ./{word} for the path")
        if is_path:
            break
        repository.commit(word)
        revisions.append(word)
    base, head = [*revisions, None, None][:2]
    return base, head, exact, words[len(revisions) :]


def _prefixes(asked: Asked, repository: Repository, head: str | None, base: str, places: tuple[Path, ...]) -> list[str]:
    """Return the folders of the registers in the repository, with slashes, on either side."""
    wanted = [Path(os.path.abspath(asked.register))] if asked.register else [*places] or [Path.cwd()]
    found: set[str] = set()
    for place in wanted:
        at = _within(repository, place)
        old = set(roots_of(repository.listing(base), at)) - {at}
        if head is not None:
            found |= set(roots_of(repository.listing(head), at))
        else:
            folder = place if place.is_dir() else place.parent
            while not folder.is_dir():
                folder = folder.parent
            found |= {_within(repository, root) for root in register_roots(folder)}
        found |= {root for root in old if not any(_below(root, f) for f in found)}
    return sorted(found)


def _below(root: str, other: str) -> bool:
    return root == other or (other != "" and root.startswith(f"{other}/"))


def _within(repository: Repository, place: Path) -> str:
    if repository.top is None:
        return ""
    try:
        inside = place.resolve().relative_to(repository.top.resolve()).as_posix()
    except ValueError:
        raise NoRepository(str(place)) from None
    return "" if inside == "." else inside


def _pair(repository: Repository, base: str, head: str | None, prefix: str) -> tuple[Tree, Tree]:
    old = Revision(repository, base, base[:7], prefix, MOST_BYTES)
    if head is not None:
        return old, Revision(repository, head, head[:7], prefix, MOST_BYTES)
    return old, Folder(_root(repository, prefix), limit=MOST_BYTES)
