"""`--since REV`: the same register at an earlier revision."""

from contextlib import ExitStack
from pathlib import Path

from missionkit.config import ConfigInvalid
from missionkit.errors import NoMergeBase
from missionkit.output.changes.report import State
from missionkit.register import Register, load_register
from missionkit.source.git import Repository, Revision
from missionkit.source.reading import MOST_BYTES
from missionkit.source.tree import OneFile, OneText


def earlier(register: Register, since: str, stack: ExitStack) -> tuple[Register, State]:
    """Return the register as it was where this branch left a revision, and what that state is called.

    Raises NoRepository, RevisionNotFound, HistoryMissing and NoMergeBase.
    """
    folder = Path(register.tree.name).absolute()
    folder = folder if folder.is_dir() else folder.parent
    repository = stack.enter_context(Repository.around(folder))
    base, head = repository.commit(since), repository.commit("HEAD")
    commit = repository.merge_base(base, head)
    if commit is None:
        raise NoMergeBase(since, "HEAD")
    inside = folder.resolve().relative_to((repository.top or folder).resolve()).as_posix()
    tree = Revision(repository, commit, "" if inside == "." else inside, MOST_BYTES)
    return _read(tree, register), State(since, commit, repository.date_of(commit))


def _read(tree: Revision, register: Register) -> Register:
    """Return the register at an earlier revision; a file that is checked alone has no register around it then either.

    Settings that were of no use then are replaced by those of now: nobody can mend the past.
    """
    if isinstance(register.tree, OneFile | OneText):
        only = frozenset(Path(file).name for file in register.files)
        return load_register(tree, like=register, only=only, settings=register.settings)
    try:
        return load_register(tree, like=register)
    except ConfigInvalid:
        return load_register(tree, like=register, settings=register.settings)
