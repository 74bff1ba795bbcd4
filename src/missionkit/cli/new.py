"""`missionkit new`: one more document in a register."""

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from missionkit.cli.asking import ask, choose, in_terminal
from missionkit.cli.init import title_of
from missionkit.cli.options import known, language_of
from missionkit.cli.registers import roots
from missionkit.cli.writing import put, write_new
from missionkit.errors import BadValue
from missionkit.model import KINDS, Mission, Portfolio
from missionkit.output.safe import safe
from missionkit.register import Register, load_register
from missionkit.source.reading import MOST_BYTES
from missionkit.source.tree import CONFIG, ENDINGS, Folder
from missionkit.start.document import New, bare, document, file_name, words
from missionkit.start.ids import free_id, is_id, made_id
from missionkit.start.register import FOLDERS, SCHEMA_FOLDER

BELONGING = ("portfolio", "project")
"""The kinds of documents that belong to a mission."""


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    kind: str
    id: str | None
    title: str | None
    mission: str | None
    portfolio: str | None
    output: str | None
    register: str | None
    language: str | None


def run(options: Options) -> int:
    """Write one document; raises BadValue, UnknownName and PathNotFound."""
    kind = known(options.kind, tuple(KINDS), "kind of document")
    _belongs(options)
    register = load_register(Folder(_root(options.register), limit=MOST_BYTES))
    language = language_of(options.language, register.settings.language)
    title, id_ = _named(options, register, language)
    portfolio = _portfolio(options, register, language)
    mission = _mission(options, register, portfolio, language)
    file = _file(options.output, kind, id_, register)
    new = New(kind, id_, title, _schema(kind, file, register), mission=mission)
    write_new({register.tree.shown(file): document(new, language)}, Path(register.tree.name))
    put("".join(_next(new, portfolio, register, language, register.tree.shown(file))))
    return 0


def _belongs(options: Options) -> None:
    if options.mission is not None and options.kind not in BELONGING:
        raise BadValue("--mission", options.mission, "only a portfolio and a project belong to a mission")
    if options.portfolio is not None and options.kind != "project":
        raise BadValue("--portfolio", options.portfolio, "only a project belongs to a portfolio")


def _root(asked: str | None) -> Path:
    """Return the folder of the one register meant; raises BadValue where there is none, or several."""
    found = roots((), asked)
    if len(found) > 1:
        names = ", ".join(Path(os.path.relpath(one)).as_posix() for one in found)
        raise BadValue("--register", ".", f"there are several registers here; name one of {names}")
    if not (found[0] / CONFIG).is_file() and next(Folder(found[0]).files(), None) is None:
        raise BadValue("--register", asked or ".", "there is no register; `missionkit init` makes one")
    return found[0]


def _named(options: Options, register: Register, language: str) -> tuple[str, str]:
    """Return title and id: those given or asked for, the id otherwise made from the title."""
    title = title_of(options.title, "--title") if options.title is not None else ""
    asking = in_terminal()
    if asking and options.title is None:
        title = ask(words("ask-title", language), words(f"placeholder-{options.kind}", language), language)
        title = "" if title == words(f"placeholder-{options.kind}", language) else title_of(title, "--title")
    taken = {entry.document.id for entry in register.entries if entry.kind == options.kind} | register.broken

    def check(id_: str) -> str:
        return _free(id_, options.kind, taken, register)

    if options.id is not None:
        return title, check(options.id)
    wanted = free_id(made_id(title), taken) if made_id(title) else ""
    if asking:
        return title, ask(words("ask-id", language), wanted, language, check)
    if not wanted:
        raise BadValue("ID", "", "write an id, or a --title to make one from")
    return title, wanted


def _free(id_: str, kind: str, taken: set[str], register: Register) -> str:
    """Return an id that can be used; raises BadValue with one that could be."""
    if not is_id(id_):
        like = f"'{free_id(made_id(id_), taken)}'" if made_id(id_) else "'cleaner-air'"
        raise BadValue("ID", id_, f"an id has small letters a-z, digits and single hyphens, such as {like}")
    if id_ in taken:
        entry = register.entry(kind, id_)
        where = f" in {register.tree.shown(entry.file)}" if entry else ""
        raise BadValue("ID", id_, f"a document{where} has that id; {free_id(id_, taken)!r} is free")
    return id_


def _portfolio(options: Options, register: Register, language: str) -> Portfolio | None:
    if options.portfolio is not None:
        return register.portfolios[known(options.portfolio, register.portfolios, "portfolio")]
    if options.kind != "project" or not register.portfolios or not in_terminal():
        return None
    chosen = choose(words("ask-portfolio", language), _titles(register.portfolios, language), "portfolio", language)
    return register.portfolios[chosen[0]] if chosen else None


def _mission(options: Options, register: Register, portfolio: Portfolio | None, language: str) -> str:
    """Return the mission that the document belongs to: asked for, that of its portfolio, or the only one."""
    of_portfolio = portfolio.mission if portfolio else None
    if options.mission is not None:
        known(options.mission, register.missions, "mission")
        if portfolio and of_portfolio and of_portfolio != options.mission:
            raise BadValue("--portfolio", portfolio.id, f"it belongs to the mission {of_portfolio}")
        return options.mission
    if of_portfolio in register.missions or options.kind not in BELONGING:
        return of_portfolio or ""
    if in_terminal() and register.missions:
        chosen = choose(words("ask-mission", language), _titles(register.missions, language), "mission", language)
        return chosen[0] if chosen else ""
    return next(iter(register.missions)) if len(register.missions) == 1 else ""


def _titles(documents: dict[str, Portfolio] | dict[str, Mission], language: str) -> dict[str, str]:
    return {id_: one.title.pick(language, one.language or language)[0] for id_, one in documents.items()}


def _file(asked: str | None, kind: str, id_: str, register: Register) -> str:
    """Return the path in the register of the new file; raises BadValue for one that could not be read there."""
    root = Path(register.tree.name)
    if asked is None:
        folders = Counter(str(PurePosixPath(e.file).parent) for e in register.entries if e.kind == kind)
        most = min(folders, key=lambda folder: (-folders[folder], folder), default=FOLDERS[kind])
        file = (PurePosixPath(most) / file_name(kind, id_)).as_posix()
    else:
        full = Path(os.path.abspath(asked))
        if not full.is_relative_to(root):
            raise BadValue("--output", asked, f"the file must lie in the register {root.as_posix()}")
        file = full.relative_to(root).as_posix()
    hidden = any(part.startswith(".") for part in PurePosixPath(file).parts)
    if hidden or not file.endswith(ENDINGS) or PurePosixPath(file).name == CONFIG or register.settings.excludes(file):
        raise BadValue("--output", file, "the register would not read it; end the name in .yaml, outside `exclude`")
    # Names that differ in small and capital letters are one file on many disks.
    if os.path.lexists(root / file) or file.casefold() in {name.casefold() for name in register.files}:
        raise BadValue("--output", file, "the file is there already; name another with --output")
    return file


def _schema(kind: str, file: str, register: Register) -> str:
    """Return the way from a document to its schema in the register, nothing where it keeps none."""
    schema = Path(register.tree.name) / SCHEMA_FOLDER / f"{kind}.schema.json"
    if not schema.is_file():
        return ""
    up = "../" * (len(PurePosixPath(file).parts) - 1)
    return f"{up}{SCHEMA_FOLDER}/{schema.name}"


def _next(new: New, portfolio: Portfolio | None, register: Register, language: str, file: str) -> list[str]:
    """Return what to do next: fill in, and the line that puts a project into a portfolio with a list of its own."""
    lines = [words("next-edit", language, file=safe(file)) + "\n"]
    if portfolio and (portfolio.projects or portfolio.mission != new.mission):
        entry = register.entry("portfolio", portfolio.id)
        where = safe(register.tree.shown(entry.file)) if entry else portfolio.id
        lines.append(f"{words('add-line', language, file=where)}\n\n  - {bare(new.id)}\n")
    return lines
