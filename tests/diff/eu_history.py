"""A git history of the example `eu-adaptation`: real events as commits, each with what a person would say of it.

`eu_history.txt` is a list of commits. `== subject` begins one; `@ file > after` and its lines are an edit as in
`pair_cases.py`; `move file file`, `drop file`, and `replace word word` (in every file) are what they say. `on day`
sets the day of the commit, which is else three days after the one before. `revert subject` takes back an earlier
commit. `branch` and `merge` stand around what is done on a branch, and `commit subject` parts two commits there.
`broken` says that the commit cannot be read. All other lines are what a person would say: a code, after `:` the rule
of a gap, and the document.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from pair_cases import Edit

from missionkit.diff.change import codes
from missionkit.diff.compare import Compared

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "eu-adaptation"
START = date(2026, 11, 23)
_STEP = timedelta(days=3)


@dataclass
class Event:
    """One commit: what is done, in order, and what a person would say of it."""

    subject: str
    day: date
    deeds: list[Edit | tuple[str, ...]] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    broken: bool = False


@cache
def events() -> tuple[Event, ...]:
    """Return all events, oldest first."""
    return tuple(_read(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()))


def _read(lines: list[str]) -> Iterator[Event]:
    event = Event("", START)
    for line in lines:
        if line.startswith("== "):
            if event.subject:
                yield event
            event = Event(line.removeprefix("== "), event.day + _STEP)
        elif line:
            _take(line, event)
    yield event


def _take(line: str, event: Event) -> None:
    """Add one line to its event."""
    word, _, rest = line.partition(" ")
    if word == "@":
        name, _, after = rest.partition(" > ")
        event.deeds.append(Edit(name, after, both=False))
    elif line[0] in " +-":
        edit = event.deeds[-1]
        assert isinstance(edit, Edit)
        edit.lines.append(line)
    elif word == "on":
        event.day = date.fromisoformat(rest)
    elif word == "broken":
        event.broken = True
    elif word in _DEEDS:
        event.deeds.append((word, *rest.split()))
    else:
        assert word.partition(":")[0] in codes(), line
        event.wanted.append(line)


@dataclass
class History:
    """The repository, and the commits of the events by their subjects."""

    root: Path
    commits: dict[str, str]

    def git(self, *arguments: str, day: date = START) -> str:
        """Run git without the settings of the machine, on a day."""
        who = {f"GIT_{w}_{k}": v for w in ("AUTHOR", "COMMITTER") for k, v in _who(day).items()}
        clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        command = ["git", "-C", str(self.root), *arguments]
        done = subprocess.run(command, check=True, capture_output=True, env={**clean, **settings, **who})
        return done.stdout.decode()

    def commit(self, subject: str, day: date) -> None:
        """Commit all files."""
        self.git("add", "--all", ".")
        self.git("commit", "-q", "-m", subject, day=day)
        self.commits[subject] = self.git("rev-parse", "HEAD").strip()


def _who(day: date) -> dict[str, str]:
    return {"NAME": "Kari", "EMAIL": "kari@example.org", "DATE": f"{day}T12:00:00+0000"}


def build(root: Path) -> History:
    """Make the repository."""
    shutil.copytree(EXAMPLE, root)
    history = History(root, {})
    history.git("init", "-q", "-b", "main")
    history.commit("Start from the 65 projects", START)
    history.git("tag", "v0.0")
    for number, event in enumerate(events(), 1):
        _happen(event, history)
        history.git("tag", f"v0.{number}")
    return history


def _happen(event: Event, history: History) -> None:
    for deed in event.deeds:
        if isinstance(deed, Edit):
            _edit(deed, history.root)
        else:
            _DEEDS[deed[0]](history, event.day, *deed[1:])
    if history.git("status", "--porcelain"):
        history.commit(event.subject, event.day)
    history.commits[event.subject] = history.git("rev-parse", "HEAD").strip()


def _edit(edit: Edit, root: Path) -> None:
    path = root / edit.file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(edit({edit.file: text})[edit.file], encoding="utf-8", newline="\n")


def _move(history: History, day: date, old: str, new: str) -> None:
    (history.root / new).parent.mkdir(parents=True, exist_ok=True)
    (history.root / old).rename(history.root / new)


def _drop(history: History, day: date, name: str) -> None:
    (history.root / name).unlink()


def _replace(history: History, day: date, old: str, new: str) -> None:
    for path in sorted(history.root.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf"\b{old}\b", new, text), encoding="utf-8", newline="\n")


def _revert(history: History, day: date, *subject: str) -> None:
    history.git("revert", "--no-commit", history.commits[" ".join(subject)])


def _branch(history: History, day: date) -> None:
    history.git("switch", "-q", "-c", "work")


def _commit(history: History, day: date, *subject: str) -> None:
    history.commit(" ".join(subject), day)


def _merge(history: History, day: date) -> None:
    history.commit("On a branch", day)
    history.git("switch", "-q", "main")
    history.git("merge", "-q", "--no-ff", "-m", "Merge", "work", day=day)


_DEEDS: dict[str, Callable[..., None]] = {
    "move": _move,
    "drop": _drop,
    "replace": _replace,
    "revert": _revert,
    "branch": _branch,
    "commit": _commit,
    "merge": _merge,
}


def said(compared: Compared) -> list[str]:
    """Return all changes as the events write them."""
    found = []
    for change in compared.changes:
        rule = f":{change.facts['rule']}" if change.code.name.startswith("finding-") else ""
        found.append(f"{change.code.name}{rule} {change.subject.key}")
    return sorted(found)
