"""Runs git: without a shell, a prompt, a fetch or a write, and never led astray by the variables of a hook."""

import os
import re
import subprocess
from pathlib import Path

from missionkit.errors import GitFailed, GitTooOld, because

_QUARANTINE = ("GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")
"""Where the objects of a push are while a hook of the receiving side judges it."""
_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
_SET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_STEADY = ("core.fsmonitor=false", "core.quotePath=false", "i18n.logOutputEncoding=UTF-8", "log.follow=false")
_SETTINGS = tuple(part for setting in (*_STEADY, "log.showSignature=false") for part in ("-c", setting))
"""What people may have set that would run programs, or change what git prints."""

_OLDEST = (2, 30)
"""`git rev-parse` knows `--end-of-options` since 2.30."""
_VERSION = re.compile(r"git version (\d{1,9})\.(\d{1,9})")


def run_git(folder: Path, *arguments: str) -> bytes:
    """Return what a git command prints; raises GitFailed with git's own words."""
    return ask_git(folder, *arguments)[0]


def ask_git(folder: Path, *arguments: str) -> tuple[bytes, bytes]:
    """Return what a git command prints, and of what it warns; raises GitFailed with git's own words."""
    try:
        run = subprocess.run(
            _command(folder, arguments), capture_output=True, env=_environment(), stdin=subprocess.DEVNULL
        )
    except FileNotFoundError:
        raise GitFailed("not found; install git, or compare two folders: missionkit diff OLD NEW") from None
    except OSError as error:
        raise GitFailed(because(error)) from None
    if run.returncode < 0:
        raise GitFailed(f"`git {arguments[0]}` was ended by signal {-run.returncode}")
    if run.returncode:
        raise GitFailed(_sentence(run.stderr.decode("utf-8", "replace")))
    return run.stdout, run.stderr


def ask_for_age(folder: Path) -> None:
    """Raise GitTooOld unless git knows the options that keep names from being read as options."""
    answer = run_git(folder, "version").decode("utf-8", "replace").strip()
    found = _VERSION.match(answer)
    if found is None or (int(found[1]), int(found[2])) < _OLDEST:
        raise GitTooOld(answer[:80], ".".join(map(str, _OLDEST)))


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
