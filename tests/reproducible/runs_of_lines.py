"""Runs many command lines in one surrounding: each in a process of its own, forked from one that has read the code.

Run as a program: reads a list of lines from standard input, and writes what each left and printed as JSON.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from missionkit.cli import guarded, main

COMMAND = str(Path(sys.executable).parent / "missionkit")
NOTED = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LANG", "LANGUAGE", "TZ", "CI", "GITHUB_ACTIONS", "TERM")
"""Variables that a machine may have and that must not reach the runs by chance."""


_WARMING = (
    "validate faulty --format sarif",
    "diff v1.0 v2.0 --format html",
    "brief raskere-i-ny-jobb --register full --format html",
    "schema --format manual",
)
"""Lines that make a process read most of the code and of the packaged texts."""


class Told(NamedTuple):
    """What one run left and printed."""

    code: int
    printed: str
    said: str


def clean_environment() -> dict[str, str]:
    """Return the variables of this machine without those that change, or must not change, how programs write."""
    prefixes = ("LC_", "GIT_", "PYTHON")
    kept = {k: v for k, v in os.environ.items() if k not in NOTED and not k.startswith(prefixes)}
    path = os.pathsep.join(p for p in sys.path if p)
    steady = {"PYTHONPATH": path, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return {**kept, **steady, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def told(
    lines: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None, umask: int = 0o022
) -> dict[str, Told]:
    """Return what each line leaves and prints in a folder, in a surrounding."""
    done = subprocess.run(
        [sys.executable, __file__],
        cwd=folder,
        env={**clean_environment(), **(environment or {})},
        input=json.dumps(list(lines)).encode(),
        capture_output=True,
        timeout=300,
        umask=umask,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return {line: Told(*values) for line, values in json.loads(done.stdout).items()}


def _run(line: str, streams: tuple[int, int]) -> int:
    """Run one line in a process of its own, and return the code that it leaves with."""
    child = os.fork()
    if not child:
        code = 70
        with suppress(BaseException):
            text = Path("full/missions/raskere-i-ny-jobb.yaml")
            os.dup2(os.open(text if text.exists() else os.devnull, os.O_RDONLY), 0)
            for number, stream in enumerate(streams, 1):
                os.dup2(stream, number)
            # As Python reads them from a shell: by the locale.
            sys.argv = [COMMAND, *(os.fsdecode(word.encode()) for word in shlex.split(line))]
            sys.orig_argv = [sys.executable, *sys.argv]
            try:
                main()
            except SystemExit as left:
                code = int(left.code or 0)
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _preload() -> None:
    """Read the code and the packaged texts that the runs need, so that each run need not."""
    from missionkit.cli.app import run

    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        for line in _WARMING:
            guarded(partial(run, shlex.split(line)))


def _all(lines: Sequence[str]) -> dict[str, tuple[int, str, str]]:
    _preload()
    found = {}
    for line in lines:
        with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as said:
            code = _run(line, (printed.fileno(), said.fileno()))
            texts = []
            for stream in (printed, said):
                stream.seek(0)
                texts.append(stream.read().decode("utf-8", "surrogateescape"))
            found[line] = (code, texts[0], texts[1])
    return found


if __name__ == "__main__":
    answer = json.dumps(_all(json.loads(sys.stdin.buffer.read())))
    sys.stdout.buffer.write(answer.encode())
