"""The command as a process under a real fault, and what holds however a run ends."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from conftest import COMMAND
from diff_repositories import CONFIG, actor, commit, mission, new_repository, project

FILES: dict[str, str | bytes | None] = {
    "missionkit.yaml": CONFIG,
    "m.yaml": mission("m"),
    "p.yaml": project("p"),
    "digdir.yaml": actor(),
}
READERS = ("validate", "assess", "coverage", "list missions", "graph", "diff HEAD", "brief m")
"""A command of each sort that reads a register and writes to standard output."""
WRITERS = {
    "validate": "validate --format json={0}/o",
    "graph": "graph -o {0}/o",
    "diff": "diff HEAD -o {0}/o",
    "brief": "brief m -o {0}/o",
    "all briefs": "brief --all -o {0}/o",
    "templates": "brief --eject {0}/o",
    "schemas": "schema -o {0}/o",
    "init": "init {0}/o --yes --name Navn --ci none",
}
"""A command of each sort that writes a file or a folder `o` into a folder."""
SIGNS_OF_A_CRASH = ("Traceback", "has a bug", "Exception ignored", "Error:")


def repository(root: Path) -> Path:
    """Make a small register in a git repository with one commit, in which nothing has changed since."""
    commit(new_repository(root), dict(FILES))
    return root


def ended(line: str, folder: Path, preparation: Callable[[], None] | None = None, **environment: str) -> "Ended":
    """Run a line of a shell in which `missionkit` is the command; no crash whatever its exit code."""
    path = f"{COMMAND.parent}{os.pathsep}{environment.get('PATH', os.environ['PATH'])}"
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={**os.environ, **environment, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        preexec_fn=preparation,
        timeout=120,
    )
    told = CompletedProcess(line, done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "replace"))
    return no_crash(told)


Ended = CompletedProcess[str]


def no_crash(done: Ended) -> Ended:
    """Return what came of a run after looking for signs of a crash in it."""
    for sign in SIGNS_OF_A_CRASH:
        assert sign not in done.stderr, done.stderr
    assert "Traceback" not in done.stdout
    assert done.returncode in (0, 1, 2, 130, 143), (done.returncode, done.stderr)
    return done


def all_below(folder: Path) -> list[str]:
    """Return everything in a folder, hidden files too, so that what is left behind is seen."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if ".git/" not in f"{p}/")


def unprivileged() -> str | None:
    """Return what to write before a command so that permissions bind it, None where they cannot be made to."""
    if os.geteuid() != 0:
        return ""
    caps = "dac_override,-dac_read_search"
    drop = f"setpriv --bounding-set=-{caps} --inh-caps=-all"
    if shutil.which("setpriv") is None or subprocess.run([*drop.split(), "true"], capture_output=True).returncode:
        return None
    return f"{drop} "
