"""`missionkit init`: lay out a new register."""

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from missionkit.cli.asking import ask, choose, in_terminal, split
from missionkit.cli.options import known, language_of
from missionkit.cli.writing import put, write_new
from missionkit.codelist import SECTOR_LISTS, CodeList, code_list
from missionkit.errors import BadValue
from missionkit.output.safe import safe, safe_file
from missionkit.source.tree import CONFIG, Folder
from missionkit.start.document import file_name, words
from missionkit.start.ids import made_id
from missionkit.start.register import CI, Beginning, ci_file, register_files
from missionkit.values import LANGUAGES

SERVICES = (*CI, "none")


@dataclass(frozen=True)
class Options:
    """What the command line asked for; what is left out is asked for at a terminal."""

    folder: str
    name: str | None
    register_language: str | None
    life_event: str | None
    sectors: str | None
    ci: str | None
    yes: bool
    language: str | None


def run(options: Options) -> int:
    """Write a register into a folder that has none; raises BadValue, UnknownName and PathNotFound."""
    _checked(options)
    folder = Path(options.folder)
    _ask_for_room(folder)
    begin, service = _answers(options, folder)
    language = language_of(options.language, begin.language)
    written, kept = _files(folder, begin, service)
    write_new(written, _repository(folder) if service in CI else folder)
    for name in kept:
        print(words("kept", language, file=safe_file(name)), file=sys.stderr)
    put(_next_steps(folder, begin, language))
    return 0


def _checked(options: Options) -> None:
    """Raise UnknownName or BadValue for values that cannot be used."""
    language_of(options.language)
    language_of(options.register_language)
    known(options.ci or "none", SERVICES, "CI service")
    if options.name is not None:
        title_of(options.name, "--name")
    if options.life_event:
        _life_event(options.life_event)
    for code in split(options.sectors or ""):
        _sector(code)


def title_of(name: str, option: str) -> str:
    """Return a name without space around it; raises BadValue for one that is empty or no Unicode."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raise BadValue(option, name, "it is not UTF-8") from None
    if not name.strip():
        raise BadValue(option, name, "write a name")
    return name.strip()


def _life_event(code: str) -> str:
    return known(code, tuple(code_list("life-event")), "life event")


def _sector(code: str) -> str:
    codes = CodeList(SECTOR_LISTS[0], SECTOR_LISTS[1:])
    return known(code, codes.codes(), "sector").removeprefix(f"{SECTOR_LISTS[0]}:")


def _ask_for_room(folder: Path) -> None:
    """Raise BadValue unless the folder is new or holds no register and no document."""
    full = folder.absolute()
    if folder.exists() and not folder.is_dir():
        raise BadValue("FOLDER", folder.as_posix(), "it is no folder; name one that is empty or new")
    holder = next((p for p in (full, *full.parents) if os.path.isfile(p / CONFIG)), None)
    if holder is not None:
        where = "it is a register already" if holder == full else f"it lies in the register {holder.as_posix()}"
        raise BadValue("FOLDER", folder.as_posix(), f"{where}; `missionkit new` adds documents to it")
    found = next(Folder(full).files(), None) if folder.is_dir() else None
    if found is not None:
        raise BadValue(
            "FOLDER", folder.as_posix(), f"it holds documents already, such as {found}; name an empty folder"
        )


def _answers(options: Options, folder: Path) -> tuple[Beginning, str]:
    """Return what the register is about and the CI service, from options, answers and defaults."""
    asking = in_terminal() and not options.yes
    language, name = options.register_language, options.name
    if language is None:
        languages = {str(code): code_list("language").label(code, code) for code in LANGUAGES}
        chosen = choose("Språk / Language?", languages, "language", "nb", "nb") if asking else ()
        language = chosen[0] if chosen else "nb"
    if name is None:
        default = _default_name(folder) or words("placeholder-mission", language)
        name = ask(words("ask-name", language), default, language) if asking else default
    events, sectors, service = options.life_event, options.sectors, options.ci
    if asking and events is None:
        events = next(iter(_chosen("life-event", "ask-life-event", "life event", language)), "")
    if asking and sectors is None:
        sectors = ",".join(_chosen("los", "ask-sectors", "sector", language))
    if asking and service is None:
        question = words("ask-ci", language)
        service = next(iter(choose(question, dict.fromkeys(SERVICES, ""), "CI service", language, "github")))
    title = title_of(name, "--name")
    codes = tuple(_sector(code) for code in split(sectors or ""))
    id_ = made_id(title) or words("id-mission", language)
    return Beginning(id_, title, language, events or "", codes), service or "github"


def _chosen(list_: str, question: str, what: str, language: str) -> tuple[str, ...]:
    codes = code_list(list_)
    choices = {code: codes.label(code, language) for code in codes}
    return choose(words(question, language), choices, what, language)


def _default_name(folder: Path) -> str:
    """Return the name of the folder as words; nothing where it has no letters to make an id of."""
    name = " ".join(folder.absolute().name.replace("_", " ").replace("-", " ").split())
    return name[:1].upper() + name[1:] if made_id(name) else ""


def _files(folder: Path, begin: Beginning, service: str) -> tuple[dict[str, str], list[str]]:
    """Return the files to write, and the names of those that are there before and stay as they are."""
    files = {(folder / name).as_posix(): text for name, text in register_files(begin).items()}
    documents = [name for name in files if not Path(name).relative_to(folder).parts[0].startswith(".")]
    for name in documents:
        if Path(name).exists():
            raise BadValue("FOLDER", folder.as_posix(), f"{name} is there already; name an empty folder")
    if service in CI:
        root = _repository(folder)
        path, text = ci_file(
            service, Path(os.path.realpath(folder)).relative_to(os.path.realpath(root)).as_posix(), begin.language
        )
        files[(root / path).as_posix()] = text
    kept = [name for name in files if Path(name).exists()]
    return {name: text for name, text in files.items() if name not in kept}, kept


def _repository(folder: Path) -> Path:
    """Return the root of the git repository that a folder lies in, written from where we stand; else the folder."""
    full = folder.absolute()
    root = next((p for p in (full, *full.parents) if os.path.exists(p / ".git")), full)
    if root == full:
        return folder
    return Path() if root == Path.cwd() else root


def _next_steps(folder: Path, begin: Beginning, language: str) -> str:
    mission = f"missions/{file_name('mission', begin.id)}"
    commands = {
        "missionkit validate": "next-validate",
        "missionkit assess": "next-assess",
        "missionkit new project": "next-new",
    }
    widest = max(map(len, commands))
    lines = [words("next-steps", language), ""]
    if folder.absolute() != Path.cwd():
        lines.append(f"  cd {safe(shlex.quote(folder.as_posix()))}")
    lines += [f"  {command:{widest}}  {words(key, language)}" for command, key in commands.items()]
    return "\n".join([*lines, "", words("next-edit", language, file=mission)]) + "\n"
