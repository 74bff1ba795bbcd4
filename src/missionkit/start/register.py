"""A new register as text: its settings, one document of each kind, and what editors and CI need."""

import json
import shlex
from dataclasses import dataclass, replace

from missionkit import __version__
from missionkit.model import KINDS
from missionkit.schema import schema_text
from missionkit.source.tree import CONFIG
from missionkit.start.document import New, comment, document, file_name, modeline, rendered, words

FOLDERS = {kind: f"{kind}s" for kind in KINDS}
"""The folder of each kind of document in a new register."""

SCHEMA_FOLDER = ".missionkit/schemas"
"""Where a register keeps the JSON Schemas for editors; a dot-folder holds no documents."""

CI = {
    "github": (".github/workflows/missionkit.yml", "--format text --format github"),
    "gitlab": (".gitlab-ci.yml", "--format text"),
}
"""The services that can check a register at each change: file from the root of the repository, options of validate."""


@dataclass(frozen=True)
class Beginning:
    """What a new register is about."""

    id: str
    title: str
    language: str
    life_event: str = ""
    sectors: tuple[str, ...] = ()


def register_files(begin: Beginning) -> dict[str, str]:
    """Return the files of a new register by path; the mission comes first, the schemas last."""
    news = _documents(begin)
    files = {f"{FOLDERS[new.kind]}/{file_name(new.kind, new.id)}": document(new, begin.language) for new in news}
    settings = modeline(f"{SCHEMA_FOLDER}/missionkit.schema.json") + comment(words("note-register", begin.language))
    files[CONFIG] = f"{settings}\n\n{rendered('missionkit.yaml', begin.language)}"
    files[".gitattributes"] = f"*.yaml text eol=lf\n/{SCHEMA_FOLDER}/* linguist-generated\n"
    files[".vscode/settings.json"] = _json({"yaml.schemas": editor_schemas()})
    files[".vscode/extensions.json"] = _json({"recommendations": ["redhat.vscode-yaml"]})
    for name in ("document", "missionkit", *KINDS):
        files[f"{SCHEMA_FOLDER}/{name}.schema.json"] = schema_text(name)
    return files


def _documents(begin: Beginning) -> list[New]:
    """Return one document of each kind; the portfolio and the project belong to the mission."""
    language = begin.language
    portfolio = f"{begin.id}-{words('id-portfolio', language)}"
    project, actor, source = (words(f"id-{kind}", language) for kind in ("project", "actor", "source"))
    title = words("portfolio-of", language, title=begin.title)
    news = (
        New("mission", begin.id, begin.title, sectors=begin.sectors, life_event=begin.life_event),
        New("portfolio", portfolio, title, mission=begin.id, projects=(project,)),
        New("project", project, mission=begin.id),
        New("actor", actor),
        New("source", source),
    )
    return [replace(new, schema=f"../{SCHEMA_FOLDER}/{new.kind}.schema.json") for new in news]


def editor_schemas() -> dict[str, list[str]]:
    """Return which schema of the register holds for which files, as the settings of VS Code say it."""
    folders = [f"{folder}/**/*.{ending}" for folder in FOLDERS.values() for ending in ("yaml", "yml")]
    return {
        f"./{SCHEMA_FOLDER}/document.schema.json": folders,
        f"./{SCHEMA_FOLDER}/missionkit.schema.json": ["missionkit.yaml"],
    }


def ci_file(service: str, folder: str, language: str) -> tuple[str, str]:
    """Return path and text of the file that makes a service in CI check the register in a folder of the repository."""
    path, options = CI[service]
    ending = path.rpartition(".")[2]
    command = f"missionkit validate --register {shlex.quote(folder)} {options}"
    return path, rendered(f"{service}.{ending}", language, command=command, version=__version__)


def _json(data: object) -> str:
    return json.dumps(data, indent=2) + "\n"
