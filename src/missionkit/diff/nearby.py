"""Which files a comparison must read: those that changed, and those that what changed may bear upon.

Parsing is most of the work, and in a large register a change touches little. Names are found in the bytes, without
parsing: an id stands in a file as it is written. Too many files are read rather than one too few: a comparison of
these files says the same as one of all (`tests/diff/test_nearby.py`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from missionkit.config import load_settings
from missionkit.source.git import blob_id
from missionkit.source.tree import Tree, Unreadable

_FEW = 200
"""Below so many files all are read: that takes no time worth saving."""
_DECLARED = re.compile(rb"(?m)^(?:- )?[\"']?(id|kind)[\"']?[ \t]*:[ \t]*[\"']?([a-z0-9-]+)")
_TOKEN = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
_ESCAPED = (b"\\x", b"\\u", b"\\U")
"""How a name may be written that is not found as it stands."""
_EVERYWHERE: Mapping[bytes, bytes] = {b"org_number": b"org_number", b"justification": b"justification"}
"""Where one of these words stands in a changed file, all files with the other are read: rules compare them."""


@dataclass(slots=True)
class _File:
    """What is known of one file without parsing it."""

    blob: str
    declares: frozenset[bytes] = frozenset()
    kinds: frozenset[bytes] = frozenset()
    odd: bool = False
    words: frozenset[bytes] = frozenset()
    mentions: frozenset[bytes] = field(default_factory=frozenset)


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
    _read_mentions(head, new, ids)
    _read_mentions(base, old, ids)
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
        yield name, _File(blob_id(data), declares, frozenset(v for k, v in found if k == b"kind"), odd, words)


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


def _read_mentions(tree: Tree, files: dict[str, _File], ids: frozenset[bytes]) -> None:
    one = {id_: id_ for id_ in ids}
    for name, file in files.items():
        found = ids.intersection(_TOKEN.findall(tree.read(name)))
        file.mentions = frozenset(one[id_] for id_ in found)


def _closure(old: dict[str, _File], new: dict[str, _File], changed: set[str]) -> set[str]:
    """Return the changed files; all of the missions they touch, with all that names them; and all that these name."""
    every = [*((n, f) for n, f in old.items()), *new.items()]
    touched = [f for n, f in every if n in changed]
    about = {i for f in touched for i in f.declares} | _no_longer_or_newly_named(old, new, changed)
    words = {_EVERYWHERE[w] for f in touched for w in f.words}
    files = changed | {n for n, f in every if f.odd or b"source" in f.kinds or f.mentions & about or f.words & words}
    missions = {i for f in new.values() if b"mission" in f.kinds for i in f.declares}
    missions |= {i for f in old.values() if b"mission" in f.kinds for i in f.declares}
    for _ in range(2):
        near = {i for n, f in every if n in files for i in f.mentions} & missions
        files |= {n for n, f in every if f.mentions & near}
    declared: dict[bytes, list[str]] = {}
    for name, file in every:
        for id_ in file.declares:
            declared.setdefault(id_, []).append(name)
    return _named(files, every, declared)


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
