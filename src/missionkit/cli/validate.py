"""`missionkit validate`: check registers and tell what was found."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from missionkit.cli.failure import tell
from missionkit.cli.options import colour_of, day_of, existing, fail_limit, known, language_of
from missionkit.cli.registers import tell_refusal
from missionkit.cli.speed import Speed
from missionkit.cli.writing import progress, put, write_file
from missionkit.config import ConfigInvalid
from missionkit.errors import BadValue, NothingToCheck
from missionkit.finding import Finding
from missionkit.output.formats import FORMATS
from missionkit.output.report import Checked, Report
from missionkit.pipeline.check import check_tree
from missionkit.register import Register, load_register
from missionkit.rules.engine import check
from missionkit.rules.rule import RULES
from missionkit.rules.table import selected
from missionkit.source.reading import MOST_BYTES
from missionkit.source.steady import MOST_KEPT
from missionkit.source.tree import (
    CONFIG,
    ENDINGS,
    Folder,
    OneFile,
    OneText,
    Overlay,
    Tree,
    register_roots,
    repository_root,
)


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    paths: tuple[str, ...]
    register: str | None
    formats: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    only: tuple[str, ...]
    fail_on: str
    stdin_filename: str | None
    statistics: bool
    since: str | None
    speed: Speed
    language: str | None
    date: str | None
    color: str


@dataclass(frozen=True)
class _Job:
    """One register to check, and the paths in it to report on; none means all."""

    tree: Tree
    only: tuple[Path, ...] = ()


def run(options: Options) -> int:
    """Check what the options name, write the reports, and return the exit code."""
    try:
        return _run(options)
    except ConfigInvalid as error:
        return tell(error, language_of(options.language))


def _run(options: Options) -> int:
    formats = [_format(f) for f in options.formats or ("text",)]
    _ask_for_own_files(formats)
    limit = fail_limit(options.fail_on)
    wanted, unwanted = selected(_names(options.select)), selected(_names(options.ignore))
    language, today, colour = options.language, day_of(options.date), colour_of(options.color)
    language_of(language)
    only = tuple(existing(path) for path in options.only)
    checked, hidden, known = [], 0, 0
    for job in _jobs(options):
        register, found = _checked(job.tree, options, today)
        tell_refusal(register, language)
        language = language or register.settings.config.language
        asked = [f for f in found if _is_shown(f, wanted, unwanted, job.only, only)]
        shown = _new(asked, found, register, options, today)
        hidden, known = hidden + len(found) - len(asked), known + len(asked) - len(shown)
        checked.append(Checked(register, tuple(shown)))
    if not sum(one.register.document_count + len(one.register.faults) for one in checked):
        raise NothingToCheck(options.paths or (options.register or ".",))
    _ask_for_documents(options.paths, [one.register for one in checked])
    report = Report(
        tuple(checked),
        language_of(language),
        hidden,
        colour,
        options.statistics,
        left_out=frozenset(rule for rule in RULES if not _is_wanted(rule, wanted, unwanted)),
        limit=limit,
        repository=str(repository_root(Path.cwd()) or ""),
        since=options.since,
        known=known,
    )
    _write(report, formats)
    return int(any(f.severity.rank <= limit for f in report.open))


def _checked(tree: Tree, options: Options, today: date) -> tuple[Register, list[Finding]]:
    """Return a register and its findings; only a comparison with a revision needs the documents whole."""
    shown = progress(language_of(options.language))
    if options.since is not None:
        register = load_register(tree, shown)
        return register, check(register, today)
    return check_tree(tree, today, options.speed.means(tree), shown)


def _new(
    asked: list[Finding], found: list[Finding], register: Register, options: Options, today: date
) -> list[Finding]:
    """Return the findings to tell of those asked for: all, or those that are new since a revision."""
    if options.since is None:
        return asked
    from missionkit.cli.since import earlier
    from missionkit.diff.since import new_since

    with ExitStack() as stack:
        new = {id(f) for f in new_since(earlier(register, options.since, stack)[0], register, found, today)}
    return [f for f in asked if id(f) in new]


def _ask_for_documents(paths: tuple[str, ...], registers: list[Register]) -> None:
    """Raise NothingToCheck for paths where nothing was read: excluded, ignored by git, or no YAML."""
    empty = tuple(p for p in paths if p != "-" and not any(_reads(one, existing(p)) for one in registers))
    if empty:
        raise NothingToCheck(empty)


def _reads(register: Register, path: Path) -> bool:
    """Say whether a path holds a file of a register, or is its configuration."""
    root = Path(register.tree.name)
    if root.is_relative_to(path):
        return bool(register.files)
    if not path.is_relative_to(root):
        return False
    inside = path.relative_to(root).as_posix()
    return inside == CONFIG or any(f == inside or f.startswith(f"{inside}/") for f in register.files)


def _write(report: Report, formats: list[tuple[str, str | None]]) -> None:
    for name, file in formats:
        if file is None:
            put(FORMATS[name](report))
        else:
            write_file(file, FORMATS[name](replace(report, colour=False)))


def _format(asked: str) -> tuple[str, str | None]:
    name, equals, file = asked.partition("=")
    known(name, FORMATS, "format")
    if equals and not file:
        raise BadValue("--format", asked, f"write {name} or {name}=FILE")
    return name, file or None


def _ask_for_own_files(formats: list[tuple[str, str | None]]) -> None:
    """Raise BadValue for two formats in one file; names that differ in capitals are one file on many disks."""
    taken: set[str] = set()
    for name, file in formats:
        full = os.path.abspath(file).casefold() if file else ""
        if full in taken and (os.path.isfile(full) or not os.path.exists(full)):
            raise BadValue("--format", f"{name}={file}", "another format is written to that file")
        taken |= {full} if full else set()


def _names(asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names in `--select a,b --select c`."""
    return tuple(name.strip() for names in asked for name in names.split(","))


def _is_shown(
    finding: Finding,
    wanted: frozenset[str],
    unwanted: frozenset[str],
    job_only: tuple[Path, ...],
    only: tuple[Path, ...],
) -> bool:
    """Say whether a finding is asked for."""
    file = Path(finding.file).absolute()
    if any(paths and not any(file.is_relative_to(p) for p in paths) for paths in (job_only, only)):
        return False
    return _is_wanted(finding.rule, wanted, unwanted)


def _is_wanted(rule: str, wanted: frozenset[str], unwanted: frozenset[str]) -> bool:
    """Say whether a rule is asked for; a file that cannot be read is told whatever rules are chosen."""
    return RULES[rule].family == "yaml" or ((not wanted or rule in wanted) and rule not in unwanted)


def _jobs(options: Options) -> Iterator[_Job]:
    if "-" in options.paths:
        if len(options.paths) > 1:
            raise BadValue("PATHS", "-", "standard input is checked alone")
        yield _stdin_job(options)
        return
    if options.register is not None:
        root = existing(options.register)
        yield _Job(_folder(root, options), tuple(existing(p) for p in options.paths))
        return
    jobs: dict[Path, list[Path]] = {}
    for path in options.paths or (".",):
        full = existing(path)
        if full.is_dir():
            for root in register_roots(full):
                jobs.setdefault(root, []).append(full)
        else:
            roots = register_roots(full.parent)
            own = roots[0] if (roots[0] / "missionkit.yaml").is_file() else full
            jobs.setdefault(own, []).append(full)
    for root in sorted(jobs):
        if root.is_dir():
            inside = tuple(p for p in jobs[root] if p != root and p.is_relative_to(root))
            whole = any(root.is_relative_to(p) for p in jobs[root])
            yield _Job(_folder(root, options), () if whole else inside)
        else:
            yield _Job(OneFile(root, MOST_BYTES))


def _folder(root: Path, options: Options) -> Folder:
    """Return a folder to check; its files need not be kept, unless documents of two states are compared."""
    return Folder(root, limit=MOST_BYTES, room=0 if options.since is None else MOST_KEPT)


def _stdin_job(options: Options) -> _Job:
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    name = options.stdin_filename or "stdin.yaml"
    if not name.endswith(ENDINGS):
        raise BadValue("--stdin-filename", name, f"the name ends in {' or '.join(ENDINGS)}")
    full = Path(name).absolute()
    root = register_roots(full.parent)[0] if full.parent.is_dir() else full
    if options.stdin_filename is None or not (root / "missionkit.yaml").is_file():
        return _Job(OneText(name, data))
    folder = _folder(root, options)
    return _Job(Overlay(folder, full.relative_to(root).as_posix(), data), (full,))
