"""`missionkit diff`: what changed in meaning between two states."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from missionkit.cli import history
from missionkit.cli.codes import about_codes, explained_change, is_code
from missionkit.cli.failure import sentence, tell
from missionkit.cli.options import colour_of, day_of, existing, known, language_of
from missionkit.cli.registers import tell_refusal
from missionkit.cli.sides import Asked, Sides, of_paths, of_revisions, two_paths
from missionkit.cli.writing import deliver, progress
from missionkit.config import ConfigInvalid
from missionkit.diff.change import Level
from missionkit.diff.compare import Compared, compare
from missionkit.diff.nearby import nearby
from missionkit.errors import (
    BadValue,
    GitFailed,
    MissionkitError,
    NoRepository,
    NothingToCheck,
    PathNotFound,
)
from missionkit.output.changes.formats import COMPARISONS, FAILURES
from missionkit.output.changes.in_full import IN_FULL
from missionkit.output.changes.report import Comparison
from missionkit.register import Register, load_register
from missionkit.source.git import Repository
from missionkit.source.tree import CONFIG, Tree


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    words: tuple[str, ...]
    register: str | None
    exact: bool
    form: str
    output: str | None
    fail_on: str
    level: str
    cosmetic: bool
    longest: int
    list_checks: bool
    explain: str | None
    history: bool
    language: str | None
    date: str | None
    color: str


_NEVER = ("none", "never")


def run(options: Options) -> int:
    """Write the comparison that is asked for and return the exit code."""
    if options.list_checks or is_code(options.explain):
        code = None if options.list_checks else options.explain
        deliver(about_codes(code, options.form, language_of(options.language)), options.output)
        return 0
    if options.history:
        asked = (options.words, options.register, options.form, options.output, options.language, options.date)
        return history.show_history(history.Asked(*asked))
    known(options.form, COMPARISONS if options.explain is None else IN_FULL, "format")
    limit = -1 if options.fail_on in _NEVER else level_of("--fail-on", options.fail_on).rank
    shown = Level.COSMETIC if options.cosmetic else level_of("--level", options.level)
    of_form = Level.COSMETIC in (shown, options.fail_on)
    colour = colour_of(options.color) and options.output in (None, "-")
    language_of(options.language)
    with ExitStack() as stack:
        # Errors are told in here, as their lines may have to be read from git.
        try:
            comparison = _comparison(replace(options, cosmetic=of_form), stack)
            comparison = replace(comparison, level=shown, longest=options.longest, colour=colour)
            written = _written(comparison, options)
        except MissionkitError as error:
            if options.form in FAILURES:
                words = sentence(error, options.language)
                deliver(FAILURES[options.form](words, language_of(options.language)), options.output)
            return tell(error, options.language)
    deliver(written, options.output)
    return int(options.explain is None and any(c.level.rank <= limit for c in comparison.open))


def _written(comparison: Comparison, options: Options) -> str:
    if options.explain is not None:
        return explained_change(options.explain, comparison, options.form)
    return COMPARISONS[options.form](comparison)


def level_of(option: str, asked: str) -> Level:
    """Return a level by name; raises BadValue."""
    try:
        return Level(asked)
    except ValueError:
        more = ", none" if option == "--fail-on" else ""
        raise BadValue(option, asked, f"write {', '.join(Level)}{more}") from None


def _comparison(options: Options, stack: ExitStack) -> Comparison:
    today, language = day_of(options.date), options.language
    sides = _sides(options, stack)
    compared = []
    for old, new in sides.trees:
        one = _compared(old, new, today, options)
        language = language or one.head.settings.config.language
        compared.append(one)
    _ask_for_documents(options, sides, compared)
    return Comparison(
        sides.base,
        sides.head,
        tuple(_within(one, tuple(sides.only.values())) for one in compared),
        language_of(language),
        sides.merge_base,
        sides.notes,
        today=today if options.date else None,
    )


def _compared(old: Tree, new: Tree, today: date, options: Options) -> Compared:
    """Return what changed in one register; raises HeadInvalid and ConfigInvalid.

    Settings of the old state that are of no use now are replaced by those of the new one: nobody can mend the past.
    """
    show = progress(language_of(options.language))
    try:
        only = nearby(old, new)
        head = load_register(new, show, only=only)
        tell_refusal(head, options.language)
        return compare(load_register(old, show, like=head, only=only), head, today, options.cosmetic)
    except ConfigInvalid as error:
        if error.tree is not old:
            raise
        head = load_register(new, show)
        base = load_register(old, show, like=head, settings=head.settings)
        base.faults[:0] = error.faults
        return compare(base, head, today, options.cosmetic)


def _ask_for_documents(options: Options, sides: Sides, compared: list[Compared]) -> None:
    """Raise NothingToCheck or PathNotFound if nothing was read, or nothing in one of the places to report on."""
    registers = [register for one in compared for register in (one.base, one.head)]
    if not any(register.files or any(_files(register)) for register in registers):
        raise NothingToCheck(options.words or (options.register or ".",))
    read = {Path(r.tree.shown(f)).absolute() for r in registers for f in (CONFIG, *_files(r))} if sides.only else ()
    for word, place in sides.only.items():
        if not any(path.is_relative_to(place) for path in read):
            raise NothingToCheck((word,)) if os.path.lexists(word) else PathNotFound(word)


def _files(register: Register) -> Iterator[str]:
    """Yield the files of a register; of a large one only those near a change have been read."""
    return (file for file in register.tree.files() if not register.settings.excludes(file))


def _sides(options: Options, stack: ExitStack) -> Sides:
    folder = existing(options.register or ".")
    try:
        repository = stack.enter_context(Repository.around(folder))
    except (NoRepository, GitFailed):
        if not two_paths(options.words, None):
            for word in options.words if any(map(os.path.exists, options.words)) else ():
                existing(word)
            raise
        return of_paths(*options.words)
    if two_paths(options.words, repository):
        return of_paths(*options.words)
    return of_revisions(Asked(options.words, options.exact, options.register), repository)


def _within(one: Compared, only: tuple[Path, ...]) -> Compared:
    """Return a comparison with only what concerns some files or folders."""
    if not only:
        return one
    changes = tuple(c for c in one.changes if any(_is_in(s.file, only) for s in (c.old_spot, c.new_spot) if s))
    return replace(one, changes=changes, notes=tuple(n for n in one.notes if n.file and _is_in(n.file, only)))


def _is_in(file: str, only: tuple[Path, ...]) -> bool:
    return any(Path(file).absolute().is_relative_to(place) for place in only)
