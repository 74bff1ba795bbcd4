"""Which files a comparison must read: those that changed, and those that what changed may bear upon.

Parsing is most of the work, and in a large register a change touches little. Names are found in the bytes, without
parsing: an id stands in a file as it is written. Too many files are read rather than one too few: a comparison of
these files says the same as one of all (`tests/diff/test_nearby.py`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from missionkit.config import load_settings
from missionkit.source.blob import blob_id
from missionkit.source.tree import Tree, Unreadable

_FEW = 200
"""Below so many files all are read: that takes no time worth saving."""
_DECLARED = re.compile(rb"(?m)^(?:- )?[\"']?(id|kind)[\"']?[ \t]*:[ \t]*[\"']?([a-z0-9-]+)")
_TOKEN = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
_ESCAPED = (b"\\x", b"\\u", b"\\U")
"""How a name may be written that is not found as it stands."""
_USED = re.compile(rb"(?m)^[ ]*(?:- )?(?:lead|owner|funder|ref):[ ]+[\"']?([a-z0-9-]+)[\"']?[ ]*\r?$")
"""How a file names an actor so that it surely is a reference."""
_ENOUGH = 8
"""So many files that surely name an actor show that somebody does; the rest need not be read."""
_EVERYWHERE = (b"org_number", b"justification", b"dependencies")
"""Where one of these words stands in a file that is read, all files with it are: rules compare them."""


@dataclass(slots=True)
class _File:
    """What is known of one file without parsing it."""

    data: bytes
    blob: str
    declares: frozenset[bytes]
    kinds: frozenset[bytes]
    odd: bool
    words: frozenset[bytes]
    mentions: frozenset[bytes] = frozenset()
    uses: frozenset[bytes] = frozenset()


def nearby(base: Tree, head: Tree, few: int = _FEW) -> frozenset[str] | None:
    """Return the files to read on both sides, None for all: where they are few, or settings or sources changed.

    Raises ConfigInvalid.
    """
    settings = load_settings(head)
    names = sorted({f for tree in (base, head) for f in tree.files() if not settings.excludes(f)})
    if len(names) < few or load_settings(base) != settings:
        return None
    new = dict(_seen(head, names))
    changed = {name for name in names if not _is_same(base, name, new.get(name))}
    old = dict(_seen(base, sorted(changed)))
    if any(b"source" in f.kinds or f.odd for f in (*old.values(), *(new[n] for n in changed if n in new))):
        return None
    ids = frozenset(i for f in (*old.values(), *new.values()) for i in f.declares)
    _note_mentions((*old.values(), *new.values()), ids)
    return frozenset(_closure(old, new, changed))


def _seen(tree: Tree, names: Iterable[str]) -> Iterator[tuple[str, _File]]:
    for name in names:
        try:
            data = tree.read(name)
        except Unreadable:
            continue
        found = _DECLARED.findall(data)
        declares = frozenset(value for key, value in found if key == b"id")
        words = frozenset(word for word in _EVERYWHERE if word in data)
        odd = not declares or any(mark in data for mark in _ESCAPED)
        yield name, _File(data, blob_id(data), declares, frozenset(v for k, v in found if k == b"kind"), odd, words)


def _is_same(base: Tree, name: str, file: _File | None) -> bool:
    if file is None:
        return False
    blob = base.blob(name)
    if blob is None or len(blob) != len(file.blob):
        try:
            blob = blob_id(base.read(name))
        except Unreadable:
            return False
    return blob == file.blob


def _note_mentions(files: Iterable[_File], ids: frozenset[bytes]) -> None:
    """Note which ids files name, and let go of their bytes."""
    one = {id_: id_ for id_ in ids}
    for file in files:
        file.mentions = frozenset(one[id_] for id_ in ids.intersection(_TOKEN.findall(file.data)))
        file.uses = frozenset(one[id_] for id_ in ids.intersection(_USED.findall(file.data)))
        file.data = b""


def _closure(old: dict[str, _File], new: dict[str, _File], changed: set[str]) -> set[str]:
    """Return the changed files; all of the missions they touch; all that may use what they name no more, or now.

    Of missions that nothing touches too little may be read: what is said of them is the same on both sides.
    """
    every = [*((n, f) for n, f in old.items()), *new.items()]
    about = {i for n, f in every if n in changed for i in f.declares}
    files = changed | {n for n, f in every if f.odd or b"source" in f.kinds or f.mentions & about}
    words = {w for n, f in every if n in files for w in f.words}
    files |= {n for n, f in every if f.words & words}
    # Once more for the missions that share projects with those.
    for _ in range(2):
        files = _whole_missions(files, every)
    others = _no_longer_or_newly_named(old, new, changed)
    mixed = {i for _, f in every if f.kinds != {b"actor"} for i in f.declares}
    for actor in sorted(others & _declared(every, b"actor").keys() - mixed):
        users = sorted((n not in files, n) for n, f in new.items() if n not in changed and actor in f.uses)
        if len(users) >= _ENOUGH:
            files |= {n for _, n in users[:_ENOUGH]}
            others.remove(actor)
    files |= {n for n, f in every if f.mentions & others}
    return _named(files, every, _declared(every))


def _declared(every: list[tuple[str, _File]], kind: bytes = b"") -> dict[bytes, list[str]]:
    """Return the files in which each id is declared, of files with documents of a kind where one is asked for."""
    found: dict[bytes, list[str]] = {}
    for name, file in every:
        for id_ in file.declares if not kind or kind in file.kinds else ():
            found.setdefault(id_, []).append(name)
    return found


def _whole_missions(files: set[str], every: list[tuple[str, _File]]) -> set[str]:
    """Return files with all of the missions that they belong to, by what they name or by the portfolios they are in."""
    projects, missions = _declared(every, b"project"), _declared(every, b"mission").keys()
    own = {id_ for id_, names in projects.items() if not files.isdisjoint(names)}
    found = files | {n for n, f in every if b"portfolio" in f.kinds and f.mentions & own}
    near = {i for n, f in every if n in found for i in f.mentions} & missions
    found |= {n for n, f in every if f.mentions & near}
    listed = {i for n, f in every if n in found and b"portfolio" in f.kinds for i in f.mentions}
    return found | {n for id_ in listed & projects.keys() for n in projects[id_]}


def _no_longer_or_newly_named(old: dict[str, _File], new: dict[str, _File], changed: set[str]) -> set[bytes]:
    """Return the ids that changed files name on one side only: whether others name them too now matters."""
    none: frozenset[bytes] = frozenset()
    found: set[bytes] = set()
    for name in changed:
        before = old[name].mentions if name in old else none
        after = new[name].mentions if name in new else none
        found |= before ^ after
    return found


def _named(files: set[str], every: list[tuple[str, _File]], declared: dict[bytes, list[str]]) -> set[str]:
    """Return the files with all files that they name, and those that these name, to the end."""
    mentions: dict[str, set[bytes]] = {}
    for name, file in every:
        mentions.setdefault(name, set()).update(file.mentions)
    found, todo = set(files), list(files)
    while todo:
        for id_ in mentions.get(todo.pop(), ()):
            fresh = [n for n in declared.get(id_, ()) if n not in found]
            found.update(fresh)
            todo += fresh
    return found
