"""`missionkit diff`: what changed in meaning between two states."""

import os
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from missionkit.cli import history
from missionkit.cli.codes import about_codes, explained_change
from missionkit.cli.options import colour_of, day_of, language_of
from missionkit.cli.sides import Asked, Sides, of_paths, of_revisions, two_paths
from missionkit.cli.writing import progress, put, write_file
from missionkit.diff.change import Change, Level, codes
from missionkit.diff.compare import Compared, compare
from missionkit.diff.nearby import nearby
from missionkit.errors import BadValue, MissionkitError, NoRepository, NothingToCheck, UnknownName
from missionkit.output.changes.formats import COMPARISONS, FAILURES
from missionkit.output.changes.report import Comparison
from missionkit.register import load_register
from missionkit.source.git import Repository
from missionkit.suggest import nearest


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
    if options.list_checks or options.explain in codes():
        put(about_codes(options.explain, options.form, language_of(options.language)))
        return 0
    if options.history:
        asked = (options.words, options.register, options.form, options.output, options.language, options.date)
        return history.show_history(history.Asked(*asked))
    if options.form not in COMPARISONS:
        raise UnknownName("format", options.form, nearest(options.form, COMPARISONS) or tuple(COMPARISONS))
    limit = -1 if options.fail_on in _NEVER else level_of("--fail-on", options.fail_on).rank
    shown = Level.COSMETIC if options.cosmetic else level_of("--level", options.level)
    try:
        with ExitStack() as stack:
            comparison = _comparison(options, stack)
            comparison = replace(comparison, level=shown, longest=options.longest)
            written = _written(comparison, options)
    except MissionkitError as error:
        if options.form in FAILURES:
            _deliver(FAILURES[options.form](str(error), language_of(options.language)), options)
        raise
    _deliver(written, options)
    return int(any(c.level.rank <= limit for c in comparison.open))


def _written(comparison: Comparison, options: Options) -> str:
    if options.explain is not None:
        return explained_change(options.explain, comparison)
    return COMPARISONS[options.form](comparison)


def level_of(option: str, asked: str) -> Level:
    """Return a level by name; raises BadValue."""
    try:
        return Level(asked)
    except ValueError:
        more = ", none" if option == "--fail-on" else ""
        raise BadValue(option, asked, f"write {', '.join(Level)}{more}") from None


def _deliver(written: str, options: Options) -> None:
    if options.output and options.output != "-":
        write_file(options.output, written)
    else:
        put(written)


def _comparison(options: Options, stack: ExitStack) -> Comparison:
    sides = _sides(options, stack)
    today, language = day_of(options.date), options.language
    language_of(language)
    compared, documents = [], 0
    for old, new in sides.trees:
        only = nearby(old, new)
        head = load_register(new, progress(language_of(language)), only=only)
        language = language or head.settings.config.language
        base = load_register(old, progress(language_of(language)), like=head, only=only)
        documents += head.document_count + base.document_count + len(head.faults)
        one = compare(base, head, today, options.cosmetic)
        compared.append(_within(one, sides.only))
    if not documents:
        raise NothingToCheck(options.words or (options.register or ".",))
    colour = colour_of(options.color) and options.output in (None, "-")
    return Comparison(
        sides.base,
        sides.head,
        tuple(compared),
        language_of(language),
        sides.merge_base,
        sides.notes,
        colour=colour,
        today=today if options.date else None,
    )


def _sides(options: Options, stack: ExitStack) -> Sides:
    try:
        folder = Path(os.path.abspath(options.register)) if options.register else Path.cwd()
        repository = stack.enter_context(Repository.around(folder))
    except NoRepository:
        if two_paths(options.words, None):
            return of_paths(*options.words)
        raise
    if two_paths(options.words, repository):
        return of_paths(*options.words)
    return of_revisions(Asked(options.words, options.exact, options.register), repository)


def _within(one: Compared, only: tuple[Path, ...]) -> Compared:
    """Return a comparison with only the changes in some files or folders."""
    if not only:
        return one
    return replace(one, changes=tuple(c for c in one.changes if _is_within(c, only)))


def _is_within(change: Change, only: tuple[Path, ...]) -> bool:
    spots = [Path(s.file).absolute() for s in (change.old_spot, change.new_spot) if s]
    return any(spot.is_relative_to(place) for spot in spots for place in only)
