"""What stops a run: every error takes facts and writes its own sentence."""

from collections.abc import Sequence


class MissionkitError(Exception):
    """The job could not be done; the command ends with exit code 2."""


def also(suggestions: Sequence[str]) -> str:
    """Return the ending «; did you mean …?» for close matches, or nothing."""
    return f"; did you mean {' or '.join(repr(s) for s in suggestions)}?" if suggestions else ""


class PathNotFound(MissionkitError):
    """A path given on the command line does not exist or cannot be read."""

    def __init__(self, path: str, reason: str = "no such file or folder") -> None:
        super().__init__(f"{path}: {reason}")


class NothingToCheck(MissionkitError):
    """No YAML document was found below the given paths."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(
            f"0 documents checked: no .yaml or .yml file below {', '.join(paths)}; "
            "name a folder with mission files, or look at `exclude` in missionkit.yaml"
        )


class UnknownName(MissionkitError):
    """A rule, family, format or language was named that does not exist."""

    def __init__(self, what: str, name: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(f"no {what} is called {name!r}{also(suggestions)}")


class BadValue(MissionkitError):
    """An option has a value that cannot be used."""

    def __init__(self, option: str, value: str, wanted: str) -> None:
        super().__init__(f"{option}: {value!r} cannot be used; {wanted}")


class GitFailed(MissionkitError):
    """Git is missing or could not do what was asked; `reason` is git's own sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"git: {reason}")
        self.reason = reason


class NoRepository(MissionkitError):
    """A folder lies in no git repository."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"{folder}: no git repository here; run `git init`, or name two folders to compare: missionkit diff OLD NEW"
        )


class RevisionNotFound(MissionkitError):
    """A revision is named that the repository does not have."""

    def __init__(self, name: str, suggestions: Sequence[str] = (), mend: str = "") -> None:
        ending = f"; {mend}" if mend else also(suggestions)
        super().__init__(f"no revision {name!r} in this repository{ending}")


class HistoryMissing(MissionkitError):
    """The history that a comparison needs is not in this clone; `mend` is the command that brings it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}; run `{mend}`")


class NoMergeBase(MissionkitError):
    """Two revisions have no common ancestor."""

    def __init__(self, base: str, head: str) -> None:
        super().__init__(f"{base!r} and {head!r} have no common ancestor; compare them as they are with --exact")
