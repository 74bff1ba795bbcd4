"""The registers that a command speaks of, loaded and checked."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from missionkit.cli.options import existing, known, language_of
from missionkit.cli.writing import progress
from missionkit.errors import NothingToCheck
from missionkit.finding import Finding
from missionkit.output.safe import safe
from missionkit.register import Register, load_register
from missionkit.rules.engine import check
from missionkit.source.reading import MOST_BYTES
from missionkit.source.tree import Folder, register_roots


@dataclass(frozen=True)
class Loaded:
    """A register and its findings."""

    register: Register
    findings: tuple[Finding, ...]


def roots(paths: tuple[str, ...], register: str | None) -> list[Path]:
    """Return the folders of the registers meant; raises PathNotFound."""
    if register is not None:
        return [existing(register)]
    found: list[Path] = []
    for path in paths or (".",):
        full = existing(path)
        found += register_roots(full if full.is_dir() else full.parent)
    return sorted(set(found))


def read_registers(paths: tuple[str, ...], register: str | None, language: str | None) -> list[Register]:
    """Return the registers meant, not checked; raises NothingToCheck, PathNotFound and ConfigInvalid."""
    shown = progress(language_of(language))
    found = [load_register(Folder(root, limit=MOST_BYTES), shown) for root in roots(paths, register)]
    look_at(found, paths, register, language)
    return found


def look_at(found: list[Register], paths: tuple[str, ...], register: str | None, language: str | None) -> None:
    """Raise NothingToCheck where nothing was read, and say which registers git would not list."""
    if not any(one.document_count or one.faults for one in found):
        raise NothingToCheck(paths or (register or ".",))
    for one in found:
        tell_refusal(one, language)


def tell_refusal(register: Register, language: str | None) -> None:
    """Say on standard error that git would not list the register's files, if so: then those it ignores are read too."""
    reason = register.tree.refusal if isinstance(register.tree, Folder) else ""
    if reason:
        from missionkit.language.catalog import say

        told = language_of(language, register.settings.config.language)
        print(say("git-refuses", told, reason=safe(reason)), file=sys.stderr)


def tell_unread(count: int, language: str) -> None:
    """Say on standard error how many faults keep something from being read, if any do."""
    if count:
        from missionkit.language.catalog import say

        print(say("unread-documents", language, count=count), file=sys.stderr)


def load(paths: tuple[str, ...], register: str | None, language: str | None, today: date) -> list[Loaded]:
    """Return the registers meant, checked; raises NothingToCheck, PathNotFound and ConfigInvalid."""
    return [Loaded(one, tuple(check(one, today))) for one in read_registers(paths, register, language)]


def output_language(asked: str | None, loaded: list[Loaded]) -> str:
    """Return the language asked for, else that of the first register, else English."""
    return language_of(asked, loaded[0].register.settings.config.language if loaded else None)


def mission_ids(loaded: list[Loaded], wanted: tuple[str, ...]) -> Iterator[tuple[Loaded, str]]:
    """Yield (register, id) of the missions wanted, all if none is named; raises UnknownName."""
    ids = dict.fromkeys(id_ for one in loaded for id_ in one.register.missions)
    for id_ in wanted:
        known(id_, ids, "mission", "missionkit list missions")
    for one in loaded:
        yield from ((one, id_) for id_ in one.register.missions if not wanted or id_ in wanted)
