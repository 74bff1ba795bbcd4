"""How fast a register is checked: in how many processes, and where what was found is kept for the next run."""

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from missionkit.pipeline.check import Means
from missionkit.source.tree import Tree

PLACE = "MISSIONKIT_CACHE_DIR"
"""The environment variable that names another folder than the user's own."""


@dataclass(frozen=True)
class Speed:
    """What the command line asked for: the number of processes, None for what is worth it, and a cache or none."""

    jobs: int | None = None
    cache: bool = True

    def means(self, tree: Tree, documents: bool = False) -> Means:
        """Return how the register in a tree is checked, and whether it is wanted with its documents."""
        return Means(self.jobs, cache_file(tree.name) if self.cache else None, documents=documents)


def cache_file(register: str) -> Path | None:
    """Return the file for the register in a folder; None where the user has no folder for such things."""
    folder = _folder()
    if folder is None:
        return None
    full = os.path.abspath(register)
    mark = hashlib.sha256(full.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return folder / f"{mark}.cache"


def _folder() -> Path | None:
    if named := os.environ.get(PLACE):
        return Path(named)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local, "missionkit", "cache") if local else None
    if (home := os.environ.get("XDG_CACHE_HOME")) and os.path.isabs(home):
        return Path(home, "missionkit")
    below = "Library/Caches/missionkit" if sys.platform == "darwin" else ".cache/missionkit"
    return Path(os.environ["HOME"], below) if os.path.isabs(os.environ.get("HOME", "")) else None
