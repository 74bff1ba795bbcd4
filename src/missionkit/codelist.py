"""Code lists: closed sets of values with labels in three languages, and the annotation that checks a field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from missionkit.resources import packaged, packaged_names

SECTOR_LISTS = ("los", "cofog")
"""Lists that a sector may come from; the first needs no prefix."""


@dataclass(frozen=True, slots=True)
class Codes:
    """One code list: where it comes from and its codes with labels by language."""

    name: str
    title: Mapping[str, str]
    source: str
    version: str
    licence: str
    labels: Mapping[str, Mapping[str, str]]

    def __contains__(self, code: object) -> bool:
        return code in self.labels

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)

    def label(self, code: str, language: str) -> str:
        """Return what people call a code; the code itself where the list does not know it."""
        return self.labels.get(code, {}).get(language, code)


def make_codes(name: str, data: Mapping[str, Any]) -> Codes:
    """Return the code list in the mapping of a code list file."""
    return Codes(
        name=name,
        title=data["title"],
        source=data.get("source", ""),
        version=data.get("version", ""),
        licence=data.get("licence", ""),
        labels=data["codes"],
    )


@cache
def code_list(name: str) -> Codes:
    """Return a code list that ships with missionkit; raises FileNotFoundError for an unknown name."""
    return make_codes(name, packaged(f"codelists/{name}.yaml"))


def code_list_names() -> tuple[str, ...]:
    """Return the names of the code lists that ship with missionkit, sorted."""
    return packaged_names("codelists")


@dataclass(frozen=True, slots=True)
class Label:
    """A code as a fact in a message: shown by its label in the reader's language.

    `own` is the list of the register that has the code, None where it is of a list that ships with missionkit.
    """

    list: str
    code: str
    own: Codes | None = field(default=None, compare=False, repr=False)

    def text(self, language: str) -> str:
        """Return what people call the code; the code itself where the list does not know it."""
        return (self.own or code_list(self.list)).label(self.code, language)


def label_of(code: str, list_: str, local: Mapping[str, Codes]) -> Label:
    """Return the label of a code, which may name its list (`cofog:07`); the lists of the register come first."""
    prefix, _, rest = code.rpartition(":")
    own = local.get(prefix or list_)
    return Label(prefix or list_, rest, own if own and rest in own else None)


@dataclass(frozen=True, slots=True)
class CodeList:
    """Annotates a field whose value is a code of a list.

    `others` are lists whose codes may be used with a prefix (`cofog:07`). A register can add lists of its
    own: they reach the validator as `context["codelists"]`, a mapping of names to `Codes`; one with the
    name of the field's list adds to it, any other is used with its name as prefix where `others` is set.
    """

    name: str
    others: tuple[str, ...] = ()

    def codes(self, context: Mapping[str, Any] | None = None) -> tuple[str, ...]:
        """Return every code that the field takes, prefixed where needed, in the lists' order."""
        local: Mapping[str, Codes] = (context or {}).get("codelists", {})
        found = [*code_list(self.name), *local.get(self.name, ())]
        if self.others:
            shipped = {name: code_list(name) for name in (self.name, *self.others)}
            added = {name: codes for name, codes in local.items() if name not in shipped}
            found += [f"{name}:{code}" for name, codes in (shipped | added).items() for code in codes]
        return tuple(found)

    def knows(self, value: str, context: Mapping[str, Any] | None) -> bool:
        """Say whether the field takes a code."""
        local: Mapping[str, Codes] = (context or {}).get("codelists", {})
        prefix, colon, code = value.partition(":")
        if not self.others or not colon:
            return value in code_list(self.name) or value in local.get(self.name, ())
        if prefix == self.name or prefix in self.others:
            return code in code_list(prefix) or code in local.get(prefix, ())
        return prefix in local and code in local[prefix]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        shipped: dict[str, str] = {}

        def read(value: object, info: ValidationInfo) -> str:
            if type(value) is str and (known := shipped.get(value)) is not None:
                return known
            code = self._read(value, info)
            if type(value) is str and self.knows(value, None):
                shipped[value] = code
            return code

        return core_schema.with_info_plain_validator_function(read, serialization=core_schema.to_string_ser_schema())

    def _read(self, value: object, info: ValidationInfo) -> str:
        if not isinstance(value, str):
            kind = "code_unquoted" if not isinstance(value, list | dict) else "code_type"
            raise PydanticCustomError(kind, "not a code", {"list": self.name, "others": self.others})
        if not self.knows(value, info.context):
            raise PydanticCustomError("code_unknown", "unknown code", {"list": self.name, "others": self.others})
        return value.removeprefix(f"{self.name}:") if self.others else value

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        shipped: JsonSchemaValue = {"type": "string", "enum": list(self.codes())}
        if not self.others:
            return shipped
        known = "|".join((self.name, *self.others))
        return {"anyOf": [shipped, {"type": "string", "pattern": f"^(?!({known}):)[a-z0-9-]+:\\S+$"}]}
