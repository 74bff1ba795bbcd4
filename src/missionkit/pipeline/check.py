"""A register checked from its files: what is known is taken as it is, the rest is judged, and then the whole."""

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from missionkit.config import load_settings
from missionkit.entry import CLEAN, Entry, Taken
from missionkit.finding import Finding, Place, Site
from missionkit.model import Document
from missionkit.pipeline.cache import Cache, Line, Reader, key_of, stamp_of
from missionkit.pipeline.judge import Judge
from missionkit.pipeline.plain import Unfit, as_text, plain, read_back
from missionkit.pipeline.workers import Workers, processes
from missionkit.register import Register
from missionkit.rules.engine import check
from missionkit.source.blob import blob_id
from missionkit.source.tree import Folder, Tree, Unreadable

WORTH_KEEPING = 100
"""Registers with fewer files are checked anew each time: it takes no longer than looking what was found before."""


@dataclass(frozen=True)
class Means:
    """How a register is checked.

    `jobs` is the number of processes, None for as many as are worth it; `cache` the file that keeps what was found,
    None for no such file. From `many` files on nothing stays in memory that only a file's own rules look at.
    `documents` says whether the register is wanted with its documents, or only what is found in it.
    """

    jobs: int | None = None
    cache: Path | None = None
    many: int = 2000
    documents: bool = False


def check_tree(
    tree: Tree, today: date, means: Means, progress: Callable[[int, int], None] = lambda count, total: None
) -> tuple[Register, list[Finding]]:
    """Return the register in a tree and all its findings, in order; raises ConfigInvalid.

    Where its documents are wanted, projects may lack what only their own rules look at (`plain.py`). `progress` is
    called after each file with how many are read, of how many.
    """
    settings = load_settings(tree)
    files = [path for path in tree.files() if not settings.excludes(path)]
    register = Register(tree, settings, files)
    if means.cache and isinstance(tree, Folder) and len(files) >= WORTH_KEEPING:
        found = _Kept(register, tree, today, means).check(Cache(means.cache, key_of(settings)), progress)
    else:
        found = _check_anew(register, today, means, progress)
    return register if means.documents else register.emptied(), found


def _check_anew(register: Register, today: date, means: Means, progress: Callable[[int, int], None]) -> list[Finding]:
    """Fill a register from its files and return its findings."""
    files, judge = register.files, Judge(register.tree, register.settings, today)
    with Workers(judge, processes(len(files), means.jobs)) as workers:
        judged = map(judge.file, files) if len(files) < means.many and not workers.apart else workers.taken(files)
        for count, (file, taken) in enumerate(zip(files, judged, strict=True), 1):
            _enter(taken, file, register)
            progress(count, len(files))
        return check(register, today, _LookUp(register, workers))


class _LookUp:
    """Looks up places of a register, in the processes that judge its files or to keep them for the next run."""

    def __init__(self, register: Register, workers: Workers, keep: bool = False) -> None:
        self._register, self._workers, self._keep = register, workers, keep
        self.places: tuple[Place, ...] = ()

    def __call__(self, places: Iterable[Place]) -> None:
        """Look up what stands at the places, in files that were read; of others the register knows itself."""
        if not (self._workers.apart or self._keep):
            return
        self.places = tuple(dict.fromkeys(places))
        register, tree = self._register, self._register.tree
        wanted: dict[str, set[Place]] = {}
        for place in self.places:
            taken = register.taken.get(place.file)
            if taken and place not in register.sites and place not in taken.sites:
                wanted.setdefault(place.file, set()).add(place)
        if self._workers.apart and isinstance(tree, Folder):
            asked = [(file, blob, frozenset(wanted[file])) for file in wanted if (blob := tree.expected(file))]
            register.sites.update(self._workers.sites(asked))
        elif self._keep:
            register.sites.update({place: register.site(place) for held in wanted.values() for place in held})


def _enter(taken: Taken, file: str, register: Register) -> None:
    register.take(file, taken)
    if taken.blob and isinstance(register.tree, Folder):
        # What is told of the file later is told of the bytes that were judged, wherever that was.
        register.tree.expect(file, taken.blob)
    if not (taken.own or taken.sites):
        register.taken[file] = CLEAN


class _Kept:
    """A check of a register of which an earlier run may have kept what it found."""

    def __init__(self, register: Register, tree: Folder, today: date, means: Means) -> None:
        self._register, self._tree, self._today, self._means = register, tree, today, means
        self._judge = Judge(tree, register.settings, today)
        self._stamps = {file: stamp_of(tree.path(file)) for file in register.files}

    def check(self, cache: Cache, progress: Callable[[int, int], None]) -> list[Finding]:
        """Return the findings of the register, of the last run where nothing has changed since; fill it if need be."""
        with cache.opened() as kept:
            state, result = self._state(), kept.result()
            findings = self._known(result, state) if state else None
            if findings is not None and not self._means.documents:
                self._register.document_count = result["documents"]
                return findings
            known, unknown = self._apart(kept)
            with Workers(self._judge, processes(len(unknown), self._means.jobs)) as workers:
                lines = self._lines(kept, known, workers.texts(unknown), progress)
                if findings is not None:
                    deque(lines, maxlen=0)
                    return findings
                self._register.sites.update(one for one in _sites(result).items() if one[0].file in known)
                with cache.anew() as writer:
                    for line in lines:
                        writer.add(line)
                    look_up = _LookUp(self._register, workers, keep=True)
                    found = check(self._register, self._today, look_up)
                    writer.done(self._result(state, found, look_up))
        return found

    def _state(self) -> str | None:
        """Return a digest of the files' stamps and of all else that findings tell, None where these tell nothing."""
        if not all(self._stamps.values()):
            return None
        parts = (self._today.isoformat(), str(self._tree.shown_from), sorted(self._stamps.items()))
        return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def _known(self, result: Any, state: str) -> list[Finding] | None:
        """Return the findings of a run on the same files, None where there are none that can be used."""
        try:
            if result["state"] != state or not isinstance(result["documents"], int):
                return None
            found = read_back(result["findings"])
        except (KeyError, TypeError, ValueError, Unfit):
            return None
        fits = isinstance(found, tuple) and all(isinstance(one, Finding) for one in found)
        return list(found) if fits else None

    def _result(self, state: str | None, found: list[Finding], looked_up: "_LookUp") -> Any:
        count, known = self._register.document_count, self._register.sites
        sites = {place: known[place] for place in looked_up.places if place in known}
        findings = plain(tuple(found))
        return {"state": state if count else None, "documents": count, "findings": findings, "sites": plain(sites)}

    def _apart(self, kept: Reader) -> tuple[set[str], list[str]]:
        """Return which files are as they were, and which are not."""
        files = self._register.files
        known = {line.file for line in kept.lines() if line.file in self._stamps and self._is_true(line)}
        return known, [file for file in files if file not in known]

    def _lines(
        self, kept: Reader, known: set[str], found: Iterator[str], progress: Callable[[int, int], None]
    ) -> Iterator[Line]:
        """Fill the register, and yield for each of its files what is worth keeping."""
        lines = kept.lines()
        for count, file in enumerate(self._register.files, 1):
            line = next((line for line in lines if line.file == file), None) if file in known else None
            taken = _taken(line) if line else None
            if line is None or taken is None:
                text = as_text(self._judge.file(file)) if file in known else next(found)
                taken = read_back(json.loads(text))
                line = Line(file, None, taken.blob, taken.since, taken.until, text.encode("ascii"))
            _enter(taken, file, self._register)
            progress(count, len(self._register.files))
            if taken.blob:
                yield replace(line, stamp=self._stamps[file])

    def _is_true(self, line: Line) -> bool:
        """Say whether a file is still as it was, by its stamp or else by its bytes."""
        if not line.holds(self._today):
            return False
        stamp = self._stamps[line.file]
        if stamp is not None and stamp == line.stamp:
            return True
        try:
            return blob_id(self._tree.read(line.file)) == line.blob
        except Unreadable:
            return False


def _taken(line: Line) -> Taken | None:
    """Return what came of a file as it was kept, None where it is not what it should be."""
    try:
        taken = read_back(line.made())
    except (ValueError, Unfit):
        return None
    fits = isinstance(taken, Taken) and all(isinstance(e, Entry) and e.file == line.file for e in taken.entries)
    return taken if fits and all(isinstance(e.document, Document) for e in taken.entries) else None


def _sites(result: Any) -> Mapping[Place, Site]:
    """Return what the last run looked up, nothing where that is not what it should be."""
    try:
        sites = read_back(result["sites"])
    except (KeyError, TypeError, Unfit):
        return {}
    fits = isinstance(sites, dict) and all(isinstance(one, Place) for one in sites)
    return sites if fits and all(isinstance(one, Site) for one in sites.values()) else {}
