"""Reads the pairs: small edits of one complete register, each with everything that a reviewer wants to be told.

A file in `pairs/` is a list of cases, written as people know changes from git:

    == a target that should sink aims less low
    @ mission.yaml > id: discharge
    -    value: 450
    +    value: 500
    breaking/warning target-weakened mission:clean-fjord targets[discharge].value

`@ file` begins an edit of a file of `world/`; its lines (kept and taken out) stand there once, or are the first such
lines after the one named by `>`. `@@ file` edits both sides alike. `drop kind:id` removes a document, `move file file`
gives a file another name, `only draft` is of drafts alone. The other lines are the changes, all of them:
`level code kind:id path <- codes of its causes`. Two levels are those for an adopted mission and for a draft, where
`-` says that there is no such change. After `finding-opened:` and `finding-closed:` stands the rule.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from missionkit.diff.change import Change
from missionkit.diff.compare import Compared, compare
from missionkit.register import Register, load_register
from missionkit.source.tree import CONFIG, Unreadable, is_document

HERE = Path(__file__).parent
TODAY = date(2026, 11, 23)
DRAFT, ADOPTED = "draft", "adopted"
Files = dict[str, str]


class Texts:
    """A register's files as texts by path."""

    name = "texts"

    def __init__(self, files: Files) -> None:
        self._files = files

    def files(self) -> Iterator[str]:
        yield from sorted(name for name in self._files if is_document(name) and not name.startswith("."))

    def read(self, path: str) -> bytes:
        if path not in self._files:
            raise Unreadable("unreadable-file", reason="No such file or directory")
        return self._files[path].encode(errors="surrogateescape")

    def config(self) -> bytes | None:
        return self.read(CONFIG) if CONFIG in self._files else None

    def shown(self, path: str) -> str:
        return path

    def blob(self, path: str) -> str | None:
        return None


def register_of(files: Files, like: Register | None = None) -> Register:
    return load_register(Texts(files), like=like)


@dataclass
class Edit:
    """One edit of a file; `both` says that it is made on the old side too."""

    file: str
    after: str
    both: bool
    lines: list[str] = field(default_factory=list)

    def __call__(self, files: Files) -> Files:
        old = [line[1:] for line in self.lines if line[0] in " -"]
        new = [line[1:] for line in self.lines if line[0] in " +"]
        lines = files.get(self.file, "").splitlines()
        at = self._place(lines, old)
        made = lines[:at] + new + lines[at + len(old) :]
        left = {name: text for name, text in files.items() if name != self.file}
        return left | ({self.file: "\n".join(made) + "\n"} if made else {})

    def _place(self, lines: list[str], old: list[str]) -> int:
        if not old:
            return len(lines)
        first = [line.lstrip(" -") for line in lines].index(self.after) if self.after else 0
        places = [at for at in range(first, len(lines)) if lines[at : at + len(old)] == old]
        assert places, f"{self.file} has no lines {old}"
        assert self.after or len(places) == 1, f"{self.file} has lines {old} more than once"
        return places[0]


@dataclass
class Case:
    """One pair of registers and what is told of it."""

    name: str
    where: str
    edits: list[Edit] = field(default_factory=list)
    drops: list[str] = field(default_factory=list)
    moves: list[tuple[str, str]] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    only: str = ""

    def sides(self, status: str) -> tuple[Register, Register]:
        """Return both registers, with the mission in a status."""
        old, base = world(status)
        before = old
        for edit in self.edits:
            if edit.both:
                before = edit(before)
        after = before
        for edit in self.edits:
            if not edit.both:
                after = edit(after)
        for key in self.drops:
            after = _without(after, key)
        for source, target in self.moves:
            after = {target if name == source else name: text for name, text in after.items()}
        left = base if before == old else register_of(before, base)
        return left, register_of(after, left)

    def compared(self, status: str) -> Compared:
        return compare(*self.sides(status), TODAY)

    def expected(self, status: str) -> list[str]:
        """Return the wanted lines with the one level for a status."""
        found = []
        for line in self.wanted:
            levels, rest = line.split(" ", 1)
            level = levels.split("/")[-1 if status == DRAFT else 0]
            if level != "-":
                found.append(f"{level} {rest}")
        return sorted(found)


@cache
def world(status: str) -> tuple[Files, Register]:
    files = {p.name: p.read_text(encoding="utf-8") for p in (HERE / "world").iterdir()}
    files["mission.yaml"] = files["mission.yaml"].replace("status: adopted", f"status: {status}")
    return files, register_of(files)


def _without(files: Files, key: str) -> Files:
    kind, _, id_ = key.partition(":")
    names = re.compile(rf"^\{{?kind: {kind}(, |\n)id: {id_}\b", re.MULTILINE)
    found = {}
    for name, text in files.items():
        documents = re.split(r"^---\n", text, flags=re.MULTILINE)
        found[name] = "---\n".join(d for d in documents if not names.search(d))
    assert found != files, f"no {key} to drop"
    return {name: text for name, text in found.items() if text}


def told(change: Change, causes: dict[str, str]) -> str:
    """Return a change as the cases write it, with the codes of its causes."""
    rule = f":{change.facts['rule']}" if change.code.name.startswith("finding-") else ""
    because = sorted({causes[c] for c in change.because})
    words = f"{change.level} {change.code.name}{rule} {change.subject.key} {change.path}".rstrip()
    return f"{words} <- {', '.join(because)}" if because else words


def all_told(compared: Compared) -> list[str]:
    causes = {c.fingerprint: c.code.name for c in compared.changes}
    return sorted(told(c, causes) for c in compared.changes)


_LEVELS = ("breaking", "warning", "info", "cosmetic")


def _read(file: Path) -> Iterator[Case]:
    for text in re.split(r"^== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, *lines = text.splitlines()
        case = Case(name, file.stem)
        for line in lines:
            if line and not line.startswith("#"):
                _take(case, line)
        yield case


def _take(case: Case, line: str) -> None:
    word, _, rest = line.partition(" ")
    if line[0] in " +" or (line[0] == "-" and word.split("/")[0] not in _LEVELS):
        case.edits[-1].lines.append(line)
    elif word in ("@", "@@"):
        name, _, after = rest.partition(" > ")
        case.edits.append(Edit(name, after, word == "@@"))
    elif word in _DIRECTIVES:
        _DIRECTIVES[word](case, rest)
    else:
        assert word.split("/")[0] in _LEVELS, line
        case.wanted.append(line)


def _only(case: Case, rest: str) -> None:
    case.only = rest


_DIRECTIVES: dict[str, Callable[[Case, str], None]] = {
    "drop": lambda case, rest: case.drops.append(rest),
    "move": lambda case, rest: case.moves.append((rest.split()[0], rest.split()[1])),
    "only": _only,
}


def judged() -> list[tuple[Case, str]]:
    """Return every case with the statuses of the mission in which it is looked at."""
    return [(c, s) for c in cases() for s in (ADOPTED, DRAFT) if c.only in ("", s)]


@cache
def cases() -> tuple[Case, ...]:
    return tuple(case for file in sorted((HERE / "pairs").glob("*.txt")) for case in _read(file))
