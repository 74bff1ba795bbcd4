"""Generated registers as git repositories, made once a run: two commits, between which twenty projects change."""

import random
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from faults import FORM, MEANING, Planted
from generate import write
from measure import tell

CHANGED = 20
FAULTS = 0.02
KINDS = {name: plant for name, plant in (FORM | MEANING).items() if name != "duplicate-id"}
"""Faults that every program goes on after: ajv-cli stops at the first file that is no YAML, or two documents."""
_EDITS = (
    (re.compile(r"^end: \d+", re.MULTILINE), "end: 2031"),
    (re.compile(r"^lead: actor-\d+", re.MULTILINE), "lead: actor-7"),
    (re.compile(r"^title: ", re.MULTILINE), "title: Ny "),
)


@dataclass(frozen=True)
class Made:
    """A register on disk: how many projects, its answer key, and the files that the second commit changes."""

    root: Path
    projects: int
    key: tuple[Planted, ...]
    changed: tuple[str, ...]


class Registers:
    """Registers by size, made when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._made = folder, dict[int, Made]()

    def of(self, projects: int) -> Made:
        """Return the register with so many projects."""
        if projects not in self._made:
            tell(f"  making a register of {projects} projects")
            self._made[projects] = _make(self._folder / str(projects), projects)
        return self._made[projects]


@contextmanager
def registers() -> Iterator[Registers]:
    """Give registers in a folder that is thrown away afterwards."""
    with TemporaryDirectory(prefix="missionkit-bench-") as folder:
        yield Registers(Path(folder))


def _make(root: Path, projects: int) -> Made:
    key = write(root, projects, FAULTS, kinds=KINDS)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "--all", ".")
    git(root, "commit", "-q", "-m", "before")
    spoilt = {fault.path for fault in key}
    files = [p for p in sorted(root.glob("projects/*/*.yaml")) if p.relative_to(root).as_posix() not in spoilt]
    changed = sorted(random.Random(1).sample(files, CHANGED))
    for number, file in enumerate(changed):
        old, new = _EDITS[number % len(_EDITS)]
        file.write_text(old.sub(new, file.read_text(encoding="utf-8"), count=1), encoding="utf-8", newline="\n")
    git(root, "commit", "-q", "-a", "-m", "after")
    git(root, "repack", "-a", "-d", "-q")
    return Made(root, projects, tuple(key), tuple(file.relative_to(root).as_posix() for file in changed))


def git(root: Path, *arguments: str) -> None:
    """Run git in a folder."""
    who = ["-c", "user.name=Kari", "-c", "user.email=kari@example.org", "-c", "gc.auto=0"]
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, stdout=subprocess.DEVNULL)


class Toggle:
    """Changes one project, another each time, and changes it back the next time round: one file is new."""

    def __init__(self, root: Path) -> None:
        self._files, self._turn = sorted(root.glob("projects/*/*.yaml"))[:50], 0

    def __call__(self) -> None:
        """Change the next project."""
        file = self._files[self._turn % len(self._files)]
        text = file.read_text(encoding="utf-8")
        near, far = "mitigation: Følges opp av", "mitigation: Følges opp av hele"
        file.write_text(
            text.replace(far, near) if far in text else text.replace(near, far), encoding="utf-8", newline="\n"
        )
        self._turn += 1
