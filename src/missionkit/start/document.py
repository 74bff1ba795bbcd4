"""A new document as text: its fields from the template of its kind, its explanations from the catalog of a language."""

import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from missionkit.codelist import code_list
from missionkit.language.catalog import fill
from missionkit.resources import packaged
from missionkit.source.tree import CONFIG

_WIDTH = 100
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""What a YAML file cannot hold as it is, takes for a line break, or nobody sees."""

_DEVICE = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")
"""Windows opens a device for a file of this name, whatever its ending."""

_NOT_WORDS = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
_COMMAND = re.compile("`[^`]*`")


def words(key: str, language: str, **facts: object) -> str:
    """Return fixed words about starting; raises KeyError for an unknown key."""
    return fill(packaged(f"language/start/{language}.yaml")[key], facts, language)


def quoted(text: str) -> str:
    """Return a text as a YAML scalar in double quotes, which reads back as the same text whatever it holds."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def bare(id_: str) -> str:
    """Return an id or code as a YAML scalar: in quotes where some reader would take it for a number, yes or nothing."""
    return quoted(id_) if id_[:1].isdigit() or id_ in _NOT_WORDS else id_


def list_of(ids: Sequence[str]) -> str:
    """Return ids and codes as a YAML list on one line."""
    return f"[{', '.join(map(bare, ids))}]"


def comment(text: str) -> str:
    """Return words as lines of a comment."""
    whole = _COMMAND.sub(lambda match: match[0].replace(" ", "\0"), text)
    wrapped = textwrap.wrap(whole, _WIDTH - 2, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"# {line}" for line in wrapped).replace("\0", " ")


def _codes(name: str, language: str) -> str:
    """Return the codes of a list as they are written in YAML, each with its label where that says more."""
    codes = code_list(name)
    shown = []
    for code in codes:
        label = codes.label(code, language)
        written = f'"{code}"' if code[0].isdigit() else code
        shown.append(written if label == code else f"{written} ({label})")
    return ", ".join(shown)


@cache
def _environment(language: str) -> Environment:
    made = Environment(  # noqa: S701 - YAML; every value from people goes through `quoted`
        loader=PackageLoader("missionkit.start"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(quoted=quoted, bare=bare, list_of=list_of)

    def note(key: str, codes: str = "", others: str = "") -> str:
        """Return an explanation as a comment; `codes` and `others` name the code lists that it tells."""
        told = {name: _codes(list_, language) for name, list_ in (("codes", codes), ("others", others)) if list_}
        return comment(words(f"note-{key}", language, **told))

    made.globals["note"] = note
    return made


def rendered(template: str, language: str, **facts: Any) -> str:
    """Return a template filled in, explanations in a language."""
    return _environment(language).get_template(f"{template}.j2").render(language=language, **facts)


@dataclass(frozen=True)
class New:
    """What is known of a new document; a title left out becomes words that ask for it.

    `schema` is the address of its JSON Schema for editors, from the folder of the document.
    """

    kind: str
    id: str
    title: str = ""
    schema: str = ""
    mission: str = ""
    projects: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    life_event: str = ""


def file_name(kind: str, id_: str) -> str:
    """Return the name of a document's file: its id, unless that names the settings or, on Windows, a device."""
    return f"{kind}-{id_}.yaml" if f"{id_}.yaml" == CONFIG or _DEVICE.fullmatch(id_) else f"{id_}.yaml"


def modeline(schema: str) -> str:
    """Return the line that tells editors the schema of a file, nothing where there is none."""
    return f"# yaml-language-server: $schema={schema}\n" if schema else ""


def document(new: New, language: str) -> str:
    """Return a new document as the text of its file."""
    body = rendered(
        f"{new.kind}.yaml",
        language,
        id=new.id,
        title=new.title or words(f"placeholder-{new.kind}", language),
        mission=new.mission,
        projects=new.projects,
        sectors=new.sectors,
        life_event=new.life_event,
    )
    head = [comment(words(f"note-{key}", language)) for key in (new.kind, "head")]
    return modeline(new.schema) + "\n".join([*head, "", body])
