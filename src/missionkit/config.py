"""`missionkit.yaml`: what a register says about itself, read strictly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import BeforeValidator, Field

from missionkit.codelist import CodeList, Codes, make_codes
from missionkit.errors import MissionkitError
from missionkit.finding import Fault, Place
from missionkit.model.base import Entity, entity, unchecked
from missionkit.model.check import check_model
from missionkit.source.tree import CONFIG, Tree, Unreadable
from missionkit.source.yaml import read
from missionkit.values import Id, Language, Many, Number, Words


@entity
class BriefDefaults(Entity):
    """How briefs of this register look when nothing else is said."""

    language: Annotated[str, CodeList("language")] | None = Field(None, description="Language of briefs.")
    sections: Many[Id] = Field((), description="Ids of the sections, in order; all when left out.")


_EMPTY = BeforeValidator(lambda value: {} if value is None else value)
"""A key without a value (`severity:` with all lines commented out) is an empty mapping."""


@entity
class DiffSettings(Entity):
    """How grave changes of this register are."""

    severity: Annotated[dict[str, Annotated[str, CodeList("change-level")]], _EMPTY] = Field(
        default_factory=dict, description="Level per code of change (`missionkit diff --list-checks`); off silences it."
    )


@entity
class Config(Entity):
    """The settings of one register."""

    language: Annotated[str, CodeList("language")] | None = Field(
        None, description="Language of plain texts in the documents, and of messages unless --lang is given."
    )
    exclude: Many[Words] = Field((), description="Paths that hold no documents: files, folders or patterns.")
    severity: Annotated[dict[str, Annotated[str, CodeList("rule-level")]], _EMPTY] = Field(
        default_factory=dict, description="Severity per rule; off silences it."
    )
    thresholds: Annotated[dict[str, Annotated[dict[str, Number], _EMPTY]], _EMPTY] = Field(
        default_factory=dict, description="Thresholds per rule, by name."
    )
    codelists: Annotated[dict[str, Words], _EMPTY] = Field(
        default_factory=dict, description="Code lists of the register: name and path of the file."
    )
    brief: BriefDefaults | None = Field(None, description="How briefs of this register look.")
    diff: DiffSettings | None = Field(None, description="How changes of this register are judged.")

    @property
    def diff_severity(self) -> Mapping[str, str]:
        """Levels that the register gives to codes of change."""
        return self.diff.severity if self.diff else {}


_CASES = {"unknown-field": "configuration"}


class ConfigInvalid(MissionkitError):
    """`missionkit.yaml`, or another file that a register is set up by, cannot be used; the faults say where and why."""

    def __init__(self, tree: Tree, faults: tuple[Fault, ...], file: str = CONFIG) -> None:
        super().__init__(f"{tree.shown(file)} cannot be used")
        self.tree, self.faults = tree, faults


@dataclass(frozen=True, slots=True)
class Settings:
    """The configuration of a register, with the code lists it names."""

    config: Config = field(default_factory=lambda: unchecked(Config))
    codelists: Mapping[str, Codes] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        """The language of plain texts in the register: nb unless it says otherwise."""
        return self.config.language or "nb"  # type: ignore[return-value]

    def excludes(self, path: str) -> bool:
        """Say whether a path holds no document: excluded, or a code list of the register."""
        if path in self.config.codelists.values():
            return True
        return any(_matches(path, pattern) for pattern in self.config.exclude)


def _matches(path: str, pattern: str) -> bool:
    bare = pattern.removeprefix("./").rstrip("/")
    return path == bare or path.startswith(bare + "/") or fnmatch(path, bare) or fnmatch(path, f"{bare}/*")


def load_settings(tree: Tree) -> Settings:
    """Return the settings of a register, the defaults where it has no `missionkit.yaml`.

    Raises ConfigInvalid with every fault at once.
    """
    try:
        data = tree.config()
    except Unreadable as error:
        raise ConfigInvalid(tree, (Fault(error.rule, Place(CONFIG), error.facts),)) from None
    if data is None:
        return Settings()
    reading = read(data, CONFIG)
    faults = [f for f in reading.faults if f.rule != "empty-document"]
    if len(reading.documents) > 1:
        faults.append(Fault("too-many-documents", Place(CONFIG, 1), {"limit": 1}))
    plain = reading.documents[0].data if reading.documents else None
    if faults:
        raise ConfigInvalid(tree, tuple(faults))
    if plain is None:
        return Settings()
    if not isinstance(plain, dict):
        raise ConfigInvalid(tree, (Fault("not-a-mapping", Place(CONFIG)),))
    checked = check_model(Config, plain, Place(CONFIG), {})
    if checked.faults or not isinstance(checked.document, Config):
        raise ConfigInvalid(tree, tuple(replace(f, case=_CASES.get(f.rule, f.case)) for f in checked.faults))
    return Settings(checked.document, dict(_local_lists(tree, checked.document)))


def _local_lists(tree: Tree, config: Config) -> Iterator[tuple[str, Codes]]:
    for name, path in config.codelists.items():
        place = Place(CONFIG, 0, ("codelists", name))
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise ConfigInvalid(tree, (Fault("unreadable-code-list", place, {"path": path}),))
        try:
            reading = read(tree.read(path), path)
        except Unreadable as error:
            raise ConfigInvalid(tree, (Fault("unreadable-code-list", place, {"path": path} | error.facts),)) from None
        data = reading.documents[0].data if reading.documents else None
        codes = data.get("codes") if isinstance(data, dict) else None
        if reading.faults or not isinstance(codes, dict) or not codes:
            raise ConfigInvalid(tree, tuple(reading.faults) or (Fault("invalid-code-list", place, {"path": path}),))
        labels = {
            str(code): {str(k): str(v) for k, v in label.items()} if isinstance(label, dict) else {}
            for code, label in codes.items()
        }
        yield name, make_codes(name, {"title": {}, "codes": labels})
