"""`missionkit diff --history`: what each version changed."""

import os
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from missionkit.cli import sides
from missionkit.cli.failure import sentence
from missionkit.cli.options import day_of, known, language_of
from missionkit.cli.writing import deliver
from missionkit.diff.compare import Compared, compare
from missionkit.errors import MissionkitError
from missionkit.output.changes.history import HISTORIES, Step
from missionkit.output.changes.report import Comparison, State
from missionkit.register import Register, load_register
from missionkit.source.git import Repository, Revision, Version
from missionkit.source.reading import MOST_BYTES


@dataclass(frozen=True)
class Asked:
    """What the command line asked for."""

    words: tuple[str, ...]
    register: str | None
    form: str
    output: str | None
    language: str | None
    date: str | None


def show_history(options: Asked) -> int:
    """Write the history between two revisions and return the exit code; raises MissionkitError."""
    known(options.form, HISTORIES, "format")
    folder = Path(os.path.abspath(options.register)) if options.register else Path.cwd()
    with ExitStack() as stack:
        repository = stack.enter_context(Repository.around(folder))
        words = options.words if len(options.words) > 1 else (*options.words, "HEAD")[-2:]
        states = sides.of_revisions(sides.Asked(words if options.words else (), True, options.register), repository)
        head = states.head.commit or repository.commit("HEAD")
        prefixes = [tree.prefix for tree, _ in states.trees if isinstance(tree, Revision)]
        versions = repository.versions(states.base.commit, head, prefixes)
        today = day_of(options.date) if options.date else None
        steps, language = _steps(repository, states.base, versions, prefixes, today, options.language)
    written = HISTORIES[options.form](steps, language)
    deliver(written, options.output)
    return 0


def _steps(
    repository: Repository,
    base: State,
    versions: list[Version],
    prefixes: list[str],
    today: date | None,
    asked: str | None,
) -> tuple[list[Step], str]:
    """Return each version with its changes; each file that stays the same is read once.

    A version is judged on its own day unless another is asked for. One that cannot be read is passed over: the next
    is compared with the last that could be.
    """
    registers = [_register(repository, base.commit, p, None) for p in prefixes]
    language = language_of(asked, next((r.settings.config.language for r in registers if r.files), None))
    steps, before = [], base
    for version in versions:
        now = [
            _register(repository, version.commit, prefix, old) for prefix, old in zip(prefixes, registers, strict=True)
        ]
        state, day = State(version.name, version.commit, version.date), today or date.fromisoformat(version.date)
        try:
            compared: list[Compared] = [compare(a, b, day) for a, b in zip(registers, now, strict=True)]
        except MissionkitError as error:
            steps.append(Step(version.name, version.commit, version.date, None, sentence(error, language)))
            continue
        comparison = Comparison(before, state, tuple(compared), language)
        steps.append(Step(version.name, version.commit, version.date, comparison))
        registers, before = now, state
    return steps, language


def _register(repository: Repository, commit: str, prefix: str, like: Register | None) -> Register:
    return load_register(Revision(repository, commit, prefix, MOST_BYTES), like=like)
