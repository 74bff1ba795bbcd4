"""What stops a run: every error takes facts and writes its own sentence."""

import errno
from collections.abc import Sequence


class MissionkitError(Exception):
    """The job could not be done; the command ends with exit code 2."""


def also(suggestions: Sequence[str]) -> str:
    """Return the ending «; did you mean …?» for close matches, or nothing."""
    return f"; did you mean {' or '.join(repr(s) for s in suggestions)}?" if suggestions else ""


def because(error: OSError) -> str:
    """Return the system's own words for an error, as part of a sentence."""
    return (error.strerror or str(error)).lower()


class PathNotFound(MissionkitError):
    """A path given on the command line does not exist or cannot be read."""

    def __init__(self, path: str, reason: str = "no such file or folder") -> None:
        super().__init__(f"{path}: {reason}")


_ROOM = "make room and run the command again"
_OTHER = "name another place"
_MEND = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.EACCES: "name a place where you may write",
    errno.EPERM: "name a place where you may write",
    errno.EROFS: "name a place where you may write",
    errno.EISDIR: "name a file",
    errno.ENOENT: "make the folder first",
}
"""What helps where the system will not write."""


class CannotWrite(MissionkitError):
    """A file or folder that is asked for cannot be written, or standard output cannot."""

    def __init__(self, name: str, error: OSError) -> None:
        super().__init__(f"{name}: {because(error)}; {_MEND.get(error.errno or 0, _OTHER)}")


class LeadsOut(MissionkitError):
    """A file would be written outside the folder meant, as a link on the way leads out of it."""

    def __init__(self, name: str, folder: str) -> None:
        super().__init__(f"{name}: a link on the way leads out of {folder}; take the link away, or name another place")


class NoAnswer(MissionkitError):
    """Nobody answers a question at the terminal."""

    def __init__(self) -> None:
        super().__init__("no answer; give the answers as options, which `--help` lists")


class NothingToCheck(MissionkitError):
    """No YAML document was found below the given paths."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(
            f"0 documents checked: no .yaml or .yml file below {', '.join(paths)}; "
            "name a folder with mission files, or look at `exclude` in missionkit.yaml"
        )


class UnknownName(MissionkitError):
    """A rule, family, format or language was named that does not exist.

    Where nothing is near, the names that are `known` are told if they are few, else the command that lists them.
    """

    def __init__(
        self, what: str, name: str, suggestions: Sequence[str] = (), known: Sequence[str] = (), listed: str = ""
    ) -> None:
        few = f"; choose from {', '.join(known)}" if 0 < len(known) <= _FEW else ""
        more = also(suggestions) or few or (f"; `{listed}` lists all" if listed else "")
        super().__init__(f"no {what} is called {name!r}{more}")


_FEW = 12
"""So many names that people can choose from can be told in a sentence."""


class BadValue(MissionkitError):
    """An option has a value that cannot be used."""

    def __init__(self, option: str, value: str, wanted: str) -> None:
        super().__init__(f"{option}: {value!r} cannot be used; {wanted}")


class GitFailed(MissionkitError):
    """Git is missing or could not do what was asked; `reason` is git's own sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"git: {reason or 'it failed without a word; run `git status` to see why'}")
        self.reason = reason


class GitTooOld(GitFailed):
    """The git on the path is older than what missionkit asks of it, or no git at all; `answer` is what it says."""

    def __init__(self, answer: str, oldest: str) -> None:
        super().__init__(f"it says that it is {answer!r}; install git {oldest} or newer")


class NoRepository(MissionkitError):
    """A folder lies in no git repository."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"{folder}: no git repository here; run `git init`, or name two folders to compare: missionkit diff OLD NEW"
        )


class NoCommit(MissionkitError):
    """A repository has no commit yet."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"{folder}: the repository has no commit yet, so there is nothing to compare with; run `git commit`, or "
            "name two folders to compare: missionkit diff OLD NEW"
        )


class OtherRepository(MissionkitError):
    """A path lies in another repository than the one whose revisions are compared."""

    def __init__(self, path: str, folder: str) -> None:
        super().__init__(f"{path}: outside the git repository {folder}; run the command in the repository it lies in")


class RevisionNotFound(MissionkitError):
    """A revision is named that the repository does not have; `mend` is the command that may bring it."""

    def __init__(self, name: str, suggestions: Sequence[str] = (), mend: str = "") -> None:
        ending = also(suggestions) or "; `git branch --all` and `git tag` list what there is"
        if mend:
            ending = f", which is a shallow clone; run `{mend}`{WHOLE_HISTORY}"
        super().__init__(f"no revision {name!r} in this repository{ending}")


WHOLE_HISTORY = " (in a CI job, let the checkout bring the whole history: `fetch-depth: 0`)"
WHOLE_FILES = " (in a CI job, let the checkout bring all files: no `filter`)"


class HistoryMissing(MissionkitError):
    """The history that a comparison needs is not in this clone; `mend` is the command that brings it."""

    def __init__(self, what: str, mend: str, more: str = WHOLE_HISTORY) -> None:
        super().__init__(f"{what}; run `{mend}`{more}")


class NoMergeBase(MissionkitError):
    """Two revisions have no common ancestor."""

    def __init__(self, base: str, head: str) -> None:
        super().__init__(f"{base!r} and {head!r} have no common ancestor; compare them as they are with --exact")
