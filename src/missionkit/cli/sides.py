"""The two states that a command compares: revisions, the working tree, folders or files."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from missionkit.diff.accepted import Note
from missionkit.errors import BadValue, NoCommit, NoMergeBase, OtherRepository, PathNotFound
from missionkit.output.changes.report import State
from missionkit.source.git import Repository, Revision, roots_of
from missionkit.source.tree import ENDINGS, Folder, OneFile, Tree, register_roots
from missionkit.source.yaml import MOST_BYTES


@dataclass(frozen=True)
class Sides:
    """Both states: their names, the trees of each register on both sides, and the places to report on."""

    base: State
    head: State
    trees: tuple[tuple[Tree, Tree], ...]
    merge_base: bool = False
    notes: tuple[Note, ...] = ()
    only: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """What the command line names: words that are revisions or paths, and whether to compare as they are."""

    words: tuple[str, ...]
    exact: bool = False
    register: str | None = None


def two_paths(words: tuple[str, ...], repository: Repository | None) -> bool:
    """Say whether two folders or two files are named, and no revision; raises BadValue for one of each."""
    if len(words) != 2 or not all(os.path.exists(w) for w in words):
        return False
    if repository is not None and any(repository.known(w) for w in words):
        return False
    if os.path.isdir(words[0]) != os.path.isdir(words[1]):
        say = "a folder and a file cannot be compared; name two folders or two files, or a revision and the paths"
        raise BadValue("BASE", " ".join(words), f"{say}: missionkit diff HEAD {words[0]} {words[1]}")
    return True


def of_paths(old: str, new: str) -> Sides:
    """Return two folders or two files as two states."""
    before, after = Path(os.path.abspath(old)), Path(os.path.abspath(new))
    if not before.is_dir():
        trees: tuple[tuple[Tree, Tree], ...] = ((OneFile(before, MOST_BYTES), OneFile(after, MOST_BYTES)),)
        return Sides(State(old), State(new), trees)
    roots = sorted(_roots_below(before) | _roots_below(after))
    folders = tuple((Folder(before / r, limit=MOST_BYTES), Folder(after / r, limit=MOST_BYTES)) for r in roots)
    return Sides(State(old), State(new), folders)


def _roots_below(folder: Path) -> set[str]:
    """Return the folders of the registers in a folder, relative to it; one inside a register is taken as one."""
    roots = {_relative(root, folder) for root in register_roots(folder)}
    return {"" if root is None else root for root in roots}


def of_revisions(asked: Asked, repository: Repository) -> Sides:
    """Return two states of a repository: BASE and HEAD as named, else the main branch and the working tree.

    Raises RevisionNotFound, HistoryMissing, NoMergeBase, NoCommit, OtherRepository, PathNotFound and BadValue.
    """
    named = _named(asked, repository)
    new = State(named.head, repository.commit(named.head)) if named.head else State("")
    base_name, base, notes = _base(named, repository)
    head = new.commit or repository.known("HEAD")
    common = base
    if not named.exact and head is not None:
        shared = repository.merge_base(base, head)
        if shared is None:
            raise NoMergeBase(base_name, named.head or "HEAD")
        common = shared
    if common == head != base and named.base:
        notes = (*notes, Note("diff-nothing-new", {"base": base_name, "head": named.head or "HEAD"}))
    old = State(base_name, common, repository.date_of(common))
    if new.commit:
        new = State(new.name, new.commit, repository.date_of(new.commit))
    places = tuple(Path(os.path.abspath(p)) for p in named.paths)
    layout = _Layout(repository, common, new.commit or None)
    roots = layout.roots(Path(os.path.abspath(asked.register)) if asked.register else None, places)
    trees = tuple(layout.pair(root, roots) for root in roots)
    return Sides(old, new, trees, common != base, notes, layout.only(named.paths, roots))


@dataclass(frozen=True)
class _Named:
    """What the words of the command line are: revisions, whether to compare them as they are, and paths."""

    base: str = ""
    head: str = ""
    exact: bool = False
    paths: tuple[str, ...] = ()


def _named(asked: Asked, repository: Repository) -> _Named:
    words = asked.words
    if words and ".." in words[0] and not os.path.lexists(words[0]) and not repository.known(words[0]):
        before, dots, after = words[0].partition("..." if "..." in words[0] else "..")
        if not before.endswith("/") and not after.startswith("/"):
            return _Named(before or "HEAD", after or "HEAD", asked.exact or dots == "..", words[1:])
    revisions: list[str] = []
    for word in words[:2]:
        on_disk = repository.top is not None and os.path.lexists(word)
        commit = repository.known(word)
        if commit and on_disk:
            raise BadValue(
                "BASE", word, f"it is a revision and a path; write {word}^0 for the revision, ./{word} for the path"
            )
        if on_disk or (commit is None and _was_path(word, revisions, repository)):
            break
        if commit is None and (word.startswith((".", "/", os.sep)) or word.endswith((*ENDINGS, "/", os.sep))):
            raise PathNotFound(word, "no such file or folder, neither before nor after")
        repository.commit(word)
        revisions.append(word)
    base, head = [*revisions, "", ""][:2]
    if not head and repository.top is None:
        head = "HEAD"
    return _Named(base, head, asked.exact, words[len(revisions) :])


def _was_path(word: str, revisions: list[str], repository: Repository) -> bool:
    """Say whether a word that is nothing now is a file or folder of a revision: what the change removes."""
    place = Path(os.path.abspath(word))
    commits = {repository.known(name) for name in (*revisions, repository.main() or "HEAD", "HEAD")} - {None}
    try:
        inside = _Layout(repository, "").inside(place)
    except (OtherRepository, ValueError):
        return False
    return any(p == inside or p.startswith(f"{inside}/") for c in commits if c for p in repository.listing(c))


def _base(named: _Named, repository: Repository) -> tuple[str, str, tuple[Note, ...]]:
    """Return the name and the commit of BASE, and what to say of it; raises RevisionNotFound and NoCommit."""
    if named.base:
        return named.base, repository.commit(named.base), ()
    main = repository.main()
    if main is not None:
        return main.removeprefix("refs/remotes/").removeprefix("refs/heads/"), repository.commit(main), ()
    last = repository.known("HEAD")
    if last is None:
        raise NoCommit(repository.folder.as_posix())
    return "HEAD", last, (Note("diff-no-main", {}),)


@dataclass(frozen=True)
class _Layout:
    """Where the registers of a repository are, in two commits; without `head` the new one is the working tree."""

    repository: Repository
    base: str
    head: str | None = None

    @property
    def top(self) -> Path:
        """The folder that paths in the repository start from; of a bare one where the command runs."""
        return self.repository.top or Path.cwd()

    def inside(self, place: Path) -> str:
        """Return a place as git names it: from the top, with slashes; raises OtherRepository."""
        real = place.resolve() if place.is_dir() else place.parent.resolve() / place.name
        found = _relative(real, self.top.resolve())
        if found is None:
            raise OtherRepository(place.as_posix(), self.top.as_posix())
        return found

    def roots(self, register: Path | None, places: tuple[Path, ...]) -> list[str]:
        """Return the folders of the registers, as the new state has them, and of those it has no more."""
        if register is not None:
            return [self.inside(register) if self.repository.top else ""]
        found: set[str] = set()
        for place in places or (Path.cwd(),):
            found |= set(_joined(self._roots_in(self.base, place), self._new_roots(place)))
        return sorted(found)

    def _roots_in(self, commit: str, place: Path) -> set[str]:
        """Return the registers at, below or around a place in a commit."""
        listing, at = self.repository.listing(commit), self.inside(place)
        if at not in listing:
            return set(roots_of(listing, at))
        folder = at.rpartition("/")[0]
        return _around(folder, set(roots_of(listing, folder)))

    def _new_roots(self, place: Path) -> set[str]:
        if self.head is not None:
            return self._roots_in(self.head, place)
        folder = next(p for p in (place, *place.parents) if p.is_dir())
        found = {_relative(root.resolve(), self.top.resolve()) or "" for root in register_roots(folder)}
        own = {root for root in found if not self._is_foreign(root)}
        if not own:
            raise OtherRepository(place.as_posix(), self.top.as_posix())
        own -= {root for root in self.repository.ignored(own) if root != self.inside(folder)}
        return own if folder == place else _around(self.inside(folder), own)

    def _is_foreign(self, root: str) -> bool:
        """Say whether a folder lies in a repository within this one, such as a submodule."""
        steps = root.split("/") if root else []
        return any((self.top / "/".join(steps[:n]) / ".git").exists() for n in range(1, len(steps) + 1))

    def only(self, words: tuple[str, ...], roots: list[str]) -> dict[str, Path]:
        """Return the places to report on, by how they are called: none if they hold whole registers."""
        found = {word: self.top / self.inside(Path(os.path.abspath(word))) for word in words}
        whole = all(any((self.top / root).is_relative_to(place) for place in found.values()) for root in roots)
        return {} if whole else found

    def pair(self, root: str, roots: list[str]) -> tuple[Tree, Tree]:
        """Return the trees of a register before and after; both are cut into registers as the new state is."""
        cuts = {*roots, *self._new_roots(self.top / root)}
        old = Revision(self.repository, self.base, root, MOST_BYTES, cuts)
        if self.head is not None:
            return old, Revision(self.repository, self.head, root, MOST_BYTES)
        return old, Folder(self.top / root, limit=MOST_BYTES, submodules=False)


def _joined(old: set[str], new: set[str]) -> list[str]:
    """Return the registers of the new state, and those of the old one that lie in none of them."""
    return sorted(new | {root for root in old if not any(_is_below(root, other) for other in new)})


def _around(folder: str, roots: set[str]) -> set[str]:
    """Return the register that a folder lies in, the folder itself where it lies in none."""
    return {max((root for root in roots if _is_below(folder, root)), key=len, default=folder)}


def _is_below(root: str, other: str) -> bool:
    return root == other or not other or root.startswith(f"{other}/")


def _relative(place: Path, top: Path) -> str | None:
    """Return a path from a folder, with slashes, empty for the folder itself; None if it is outside."""
    if not place.is_relative_to(top):
        return None
    found = place.relative_to(top).as_posix()
    return "" if found == "." else found
