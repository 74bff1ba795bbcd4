"""Runs git: without a shell, a prompt, a fetch or a write, and never led astray by the variables of a hook."""

import os
import re
import subprocess
from pathlib import Path

from missionkit.errors import GitFailed

_QUARANTINE = ("GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")
"""Where the objects of a push are while a hook of the receiving side judges it."""
_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
_SET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_STEADY = ("core.fsmonitor=false", "core.quotePath=false", "i18n.logOutputEncoding=UTF-8", "log.follow=false")
_SETTINGS = tuple(part for setting in (*_STEADY, "log.showSignature=false") for part in ("-c", setting))
"""What people may have set that would run programs, or change what git prints."""


def run_git(folder: Path, *arguments: str) -> bytes:
    """Return what a git command prints; raises GitFailed with git's own words."""
    try:
        run = subprocess.run(
            _command(folder, arguments), capture_output=True, env=_environment(), stdin=subprocess.DEVNULL
        )
    except FileNotFoundError:
        raise GitFailed("not found; install git, or compare two folders: missionkit diff OLD NEW") from None
    except OSError as error:
        raise GitFailed((error.strerror or str(error)).lower()) from None
    if run.returncode:
        raise GitFailed(_sentence(run.stderr.decode("utf-8", "replace")))
    return run.stdout


def open_git(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Return a git command that reads from one pipe and answers on another; the caller ends it."""
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(_command(folder, arguments), env=_environment(), stdin=pipe, stdout=pipe, stderr=nowhere)


def _command(folder: Path, arguments: tuple[str, ...]) -> list[str]:
    return ["git", "-C", os.fspath(folder), *_SETTINGS, *arguments]


def _environment() -> dict[str, str]:
    """Return the environment without what points git to another repository than the one around its folder."""
    kept = (*_KEPT, *(_QUARANTINE if _QUARANTINE[0] in os.environ else ()))
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG_") or name in kept
    }
    return clean | _SET


def _sentence(words: str) -> str:
    """Return git's words on one line: what is wrong, and what git says one may do."""
    lines = [re.sub("^(fatal|error|hint): ", "", line.strip()) for line in words.split("\n") if line.strip()]
    first, *more = [line for line in lines if not line.startswith("warning: ")] or [*lines, ""]
    advice = " ".join(more)
    return f"{first}; {advice[:1].lower()}{advice[1:]}" if advice else first
