"""`missionkit brief`: write briefs, check that written ones are fresh, give the templates away."""

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from missionkit.brief.blocks import Brief
from missionkit.brief.languages import untranslated
from missionkit.brief.make import KINDS, NoMission, make_brief, section_ids
from missionkit.brief.sections.changes import Since
from missionkit.cli.options import day_of, existing, known, language_of
from missionkit.cli.registers import Loaded, load, output_language, tell_unread
from missionkit.cli.since import earlier
from missionkit.cli.writing import make_folder, put, write_file
from missionkit.diff.compare import compare
from missionkit.errors import BadValue, PathNotFound
from missionkit.language.catalog import say
from missionkit.model import Document, Mission, Portfolio, Project
from missionkit.output.brief import BRIEFS
from missionkit.output.index import index_page
from missionkit.register import Register
from missionkit.rules.rule import RULES
from missionkit.source.tree import ENDINGS


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    what: str | None
    register: str | None
    form: str
    kind: str | None
    sections: tuple[str, ...]
    output: str | None
    all: bool
    check: bool
    template: str | None
    eject: str | None
    show_context: bool
    mermaid: bool
    since: str | None
    language: str | None
    date: str | None


def run(options: Options) -> int:
    """Write what is asked for and return the exit code; raises MissionkitError for what cannot be done."""
    known(options.form, BRIEFS, "format")
    if options.eject is not None:
        return _eject(Path(options.eject), options.form)
    if options.check and options.output is None:
        raise BadValue("--check", "nothing", "name the file or folder to check with --output")
    path = Path(options.what) if options.what else None
    is_path = path is not None and (path.exists() or path.name.endswith(ENDINGS))
    loaded = load((str(path),) if is_path else (), options.register, options.language, day_of(options.date))
    tell_unread(
        sum(RULES[f.rule].fixed for one in loaded for f in one.findings), output_language(options.language, loaded)
    )
    if options.all:
        return _write_all(options, loaded)
    one, document = _chosen(options.what, is_path, loaded)
    made = _make(document, one, options, _kind(document, options.kind))
    if options.show_context:
        put(BRIEFS["json"](made))
        return 0
    text = _text(made, options)
    _tell_untranslated([(made, one.register)], options)
    if options.output is None:
        put(text)
        return 0
    return _put({options.output: text}, options.check)


def _text(brief: Brief, options: Options) -> str:
    return BRIEFS[options.form](brief, _folder(options), options.mermaid)


def _folder(options: Options) -> Path | None:
    """Return the folder with the user's templates; raises PathNotFound and BadValue where it can hold none."""
    if not options.template:
        return None
    folder = existing(options.template)
    if not folder.is_dir():
        raise PathNotFound(options.template, "not a folder")
    if not any(folder.glob("*.j2")):
        raise BadValue("--template", options.template, "it has no template; see --eject for their names")
    return folder


def _chosen(what: str | None, is_path: bool, loaded: list[Loaded]) -> tuple[Loaded, Document]:
    """Return the document meant: by id, by file, or the only mission there is."""
    found = [(one, d) for one in loaded for d in _documents(one)]
    if is_path and what is not None:
        full = existing(what)
        if full.is_file():
            found = [(one, d) for one, d in found if _file(one, d) == full]
        else:
            found = [(one, d) for one, d in found if isinstance(d, Mission)]
    elif what is not None:
        known(what, {d.id: d for _, d in found}, "mission, portfolio or project", "missionkit list missions")
        found = [(one, d) for one, d in found if d.id == what]
    else:
        found = [(one, d) for one, d in found if isinstance(d, Mission)]
    if not found:
        raise BadValue("WHAT", what or ".", "no mission is there; name a mission, a portfolio, a project or its file")
    if len({d.id for _, d in found}) > 1:
        ids = ", ".join(d.id for _, d in found)
        raise BadValue("WHAT", what or ".", f"name one of {ids}, or use --all")
    return found[0]


def _documents(one: Loaded) -> list[Document]:
    register = one.register
    return [*register.missions.values(), *register.portfolios.values(), *register.projects.values()]


def _file(one: Loaded, document: Document) -> Path:
    entry = one.register.entry(str(getattr(document, "kind", "")), document.id)
    return (Path(one.register.tree.name) / entry.file).absolute() if entry else Path()


def _kind(document: Document, asked: str | None) -> str:
    fitting = ("project",) if isinstance(document, Project) else KINDS[:3]
    default = {Mission: "mission", Portfolio: "portfolio", Project: "project"}[type(document)]
    if asked is None:
        return default
    if known(asked, KINDS, "kind of brief") not in fitting:
        raise BadValue("--kind", asked, f"{document.id} has {' and '.join(fitting)}")
    return asked


def _make(document: Document, one: Loaded, options: Options, kind: str) -> Brief:
    defaults = one.register.settings.config.brief
    sections = options.sections or (defaults.sections if defaults and kind == "mission" else ())
    for name in sections:
        known(name, section_ids(kind), "section")
    configured = (defaults.language if defaults else None) or document.language
    language = language_of(options.language, configured or one.register.settings.config.language)
    today = day_of(options.date)
    since = _since(one.register, options.since, today) if options.since else None
    return make_brief(document, one.register, one.findings, today, language, kind, sections, since)


@lru_cache(maxsize=8)
def _since(register: Register, revision: str, today: date) -> Since:
    """Return what has changed in a register since a revision; once for all its briefs."""
    with ExitStack() as stack:
        base, state = earlier(register, revision, stack)
        return Since(revision, date.fromisoformat(state.date), compare(base, register, today))


def _write_all(options: Options, loaded: list[Loaded]) -> int:
    if options.output is None:
        raise BadValue("--all", "no folder", "name one with --output FOLDER")
    folder, made_of = Path(options.output), _all_briefs(options, loaded)
    if not made_of:
        raise BadValue("--all", options.output, "there is no mission, portfolio or project to write about")
    briefs = [(made, name) for made, name, _ in made_of]
    texts = {(folder / name).as_posix(): _text(made, options) for made, name in briefs}
    if options.form != "json":
        language, templates = briefs[0][0].language, _folder(options)
        texts[(folder / f"index.{options.form}").as_posix()] = index_page(briefs, options.form, language, templates)
    if not options.check:
        make_folder(options.output)
    _tell_untranslated([(made, register) for made, _, register in made_of], options)
    return _put(texts, options.check)


def _all_briefs(options: Options, loaded: list[Loaded]) -> list[tuple[Brief, str, Register]]:
    """Return every brief with its file name and register; a portfolio without mission has none, which is said."""
    made: dict[str, tuple[Brief, Register]] = {}
    for one in loaded:
        for document in _documents(one):
            try:
                brief = _make(document, one, options, _kind(document, None))
            except NoMission as error:
                print(f"skipped: {error}", file=sys.stderr)
                continue
            name = f"{brief.kind}-{brief.id}.{options.form}"
            if name in made:
                raise BadValue("--all", name, "two registers would write this file; give each a folder of its own")
            made[name] = (brief, one.register)
    return [(brief, name, register) for name, (brief, register) in made.items()]


def _tell_untranslated(made: list[tuple[Brief, Register]], options: Options) -> None:
    """Say how many texts stand in a language that readers of a brief may not know, each text once."""
    found: dict[str, set[str]] = {}
    for brief, register in () if options.check else made:
        found.setdefault(brief.language, set()).update(untranslated(brief, register))
    for language, texts in found.items():
        if texts:
            print(say("brief-untranslated", language, count=len(texts)), file=sys.stderr)


def _put(texts: dict[str, str], check: bool) -> int:
    """Write files, or only say which of them are stale; returns the exit code."""
    stale = 0
    for name, text in texts.items():
        if not check:
            write_file(name, text)
            continue
        path = Path(name)
        if not path.is_file() or path.read_bytes() != text.encode():
            print(f"stale: {name}", file=sys.stderr)
            stale = 1
    return stale


def _eject(folder: Path, form: str) -> int:
    if form == "json":
        raise BadValue("--eject", form, "only html and md have templates")
    make_folder(str(folder))
    templates = sorted(files("missionkit.brief").joinpath(f"templates/{form}").iterdir(), key=lambda f: f.name)
    for target in (folder / template.name for template in templates):
        if target.exists():
            raise BadValue("--eject", target.as_posix(), "the file is there already; move it away first")
    for template in templates:
        write_file((folder / template.name).as_posix(), template.read_text(encoding="utf-8"))
    return 0
