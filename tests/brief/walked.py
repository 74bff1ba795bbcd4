"""A register in which every free text and name is one word: made by walking the models, field by field."""

import types
import typing
from collections.abc import Iterator
from typing import Any

import yaml
from pydantic.fields import FieldInfo

from missionkit.codelist import CodeList
from missionkit.model import KINDS
from missionkit.model.base import Entity
from missionkit.model.walk import plan
from missionkit.source.tree import Unreadable
from missionkit.values import PartialDate

IDS = {
    "mission": "m",
    "portfolio": "f",
    "project": "p",
    "actor": "a",
    "source": "s",
    "target": "t",
    "pathway": "w",
    "measure": "u",
    "experiment": "e",
    "affected-group": "g",
    "problem-area": "b",
    "challenge": "c",
}
"""What everything is called, by kind; parts that nothing refers to are called x."""

PART_IDS = {"Target": "t", "Pathway": "w", "Measure": "u", "Experiment": "e", "AffectedGroup": "g"} | {
    "ProblemArea": "b",
    "Challenge": "c",
}

SCALARS = {
    "read_url": "https://example.org/?a=1&b=2",
    "read_organisation_number": "123456785",
    "read_score": 4,
    "read_whole": 5,
    "read_flag": True,
    "read_number": 7,
}
"""A value of each type of scalar, by the function that reads it."""

DATES = {"start": "2025", "deadline": "2030", "end": "2030", "until": "2030", "secured_until": "2031"} | {
    "planned": "2026-02",
    "forecast": "2027-02",
    "next": "2026-03",
}
CODES = {"currency": "NOK", "mission-status": "running", "project-status": "running", "verdict": "met"}
OFF = (
    *("personal-data", "national-identity-number", "statement-target-mismatch", "vague-quantifier", "perceived-goal"),
    *("compound-statement", "hard-statement", "long-statement", "short-justification", "copied-justification"),
    *("project-in-disguise", "trivial-target", "same-kind-projects", "overlapping-missions"),
)
"""Rules that read texts: what they find depends on the words, and a test compares briefs of different words."""


def filled(model: type[Entity], word: str) -> dict[str, Any]:
    """Return data for a model in which every field has a value and every text is the word."""
    data: dict[str, Any] = {}
    for field in plan(model):
        if field.key in ("renamed_from", "language"):
            continue
        info = model.__pydantic_fields__[field.attribute]
        value = _value(model, field.key, info, word) if not field.part else filled(field.part, word)
        if field.text:
            value = word
        if field.ref:
            value = IDS[field.ref.kinds[0]]
        data[field.key] = [value] if field.many else value
    return data


def _value(model: type[Entity], key: str, info: FieldInfo, word: str) -> Any:
    if key == "kind" and model.__name__.lower() in KINDS:
        return model.__name__.lower()
    if key == "id":
        return PART_IDS.get(model.__name__, IDS.get(model.__name__.lower(), "x"))
    if key == "meta":
        return {word: [word]}
    marks, kind = _marks(info)
    codes = next((m for m in marks if isinstance(m, CodeList)), None)
    if codes:
        return CODES.get(codes.name, codes.codes()[0])
    if kind is PartialDate:
        return DATES.get(key, "2026-06")
    read = next((m.func.__name__ for m in marks if hasattr(m, "func") and m.func.__name__ in SCALARS), None)
    return SCALARS.get(read or "", word)


def _marks(info: FieldInfo) -> tuple[list[Any], object]:
    """Return what annotates the type of a field, and the type itself."""
    annotation, marks = info.annotation, list(info.metadata)
    while True:
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is typing.Annotated:
            annotation, marks = arguments[0], marks + list(arguments[1:])
        elif origin in (typing.Union, types.UnionType):
            annotation = next(a for a in arguments if a is not type(None))
        elif origin is tuple:
            annotation = arguments[0]
        else:
            return marks, annotation


def bare(word: str) -> list[dict[str, Any]]:
    """Return documents with little but names, so that many gaps are told about them, some of them accepted."""
    waiver = {"rule": "missing-deadline", "reason": word, "until": "2030", "decided_by": word}
    part = {"id": "t", "text": word}
    mission: dict[str, Any] = {
        "kind": "mission",
        "id": "n",
        "title": word,
        "status": "running",
        "targets": [part],
        "waivers": [waiver],
    }
    mission |= {"pathways": [{"id": "w", "title": word}], "experiments": [{"id": "e", "title": word}]}
    mission |= {"milestones": [{"id": "x", "title": word, "planned": "2026-01"}], "actors": [{"ref": "a"}]}
    project = {"kind": "project", "id": "q", "title": word, "missions": ["n"], "status": "running", "lead": "nobody"}
    return [mission, project]


def broken(word: str) -> list[dict[str, Any]]:
    """Return documents whose other values are the word too: faults tell of them."""
    mission: dict[str, Any] = {
        "kind": "mission",
        "id": "o",
        "title": "Tittel",
        word[:60]: word,
        "deadline": word,
        "status": word,
    }
    mission |= {"owner": word, "targets": [{"id": "t", "text": "Mål", "value": word, word[:60]: 1}], "start": [word]}
    mission |= {"challenges": [{"id": word, "title": "Utfordring", "sdg_goals": [word]}], "links": [{"url": word}]}
    return [mission, {"kind": "project", "id": "r", "title": "Prosjekt", "missions": ["o", word], "lead": word}]


def documents(word: str) -> Iterator[dict[str, Any]]:
    """Yield a register: every kind of document with every field, and documents with little but names."""
    for kind, model in KINDS.items():
        made = filled(model, word)
        if kind == "mission":
            made["assessments"] = [made["assessments"][0] | {"criterion": c} for c in ("bold", "directed", "bottom-up")]
            made["sectors"] = ["arbeid", "egne:x", "egne:y"]
        yield made
    yield filled(KINDS["project"], word) | {"id": "p2", "sectors": ["egne:y"], "pathway": None}
    yield from bare(word)


class Given:
    """The files of a register that is nowhere on disk."""

    name = "given"

    def __init__(self, data: list[dict[str, Any]], word: str) -> None:
        labels = {code: dict.fromkeys(("nb", "nn", "en"), word) for code in ("x", "y")}
        config = {"codelists": {"egne": "egne.yaml"}, "severity": dict.fromkeys(OFF, "off")}
        self._files = {
            "missionkit.yaml": yaml.safe_dump(config).encode(),
            "egne.yaml": yaml.safe_dump({"title": {"nb": word}, "codes": labels}).encode(),
            "alt.yaml": yaml.dump_all(data, Dumper=yaml.CSafeDumper, sort_keys=False, width=10_000).encode(),
        }

    def files(self) -> Iterator[str]:
        yield "alt.yaml"

    def read(self, path: str) -> bytes:
        if path not in self._files:
            raise Unreadable("unreadable-file", reason="No such file or directory")
        return self._files[path]

    def config(self) -> bytes | None:
        return self._files["missionkit.yaml"]

    def blob(self, path: str) -> str | None:
        return None

    def shown(self, path: str) -> str:
        return path
