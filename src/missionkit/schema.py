"""JSON Schemas (draft 2020-12) of documents, of `missionkit.yaml` and of the JSON output, made from the models."""

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema

from missionkit.config import Config
from missionkit.finding import Severity
from missionkit.model import KINDS
from missionkit.records import AssessmentsReport, CoverageReport

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BASE = "https://missionkit.invalid/schemas/"
"""Names the schemas; `.invalid` says that nothing is fetched from there."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RelatedRecord(_Record):
    """Another place that a finding speaks of."""

    file: str = Field(description="Path of the file.")
    line: int = Field(ge=1, description="Line, from 1.")
    column: int = Field(ge=1, description="Column in characters, from 1.")
    label: str = Field(description="What the place is: first-here, opened-here, declared-here.")


class WaiverRecord(_Record):
    """Why a finding is accepted."""

    reason: str = Field(description="The reason.")
    until: str = Field(description="Last day; empty if none.")
    decided_by: str = Field(description="The role or body that decided.")


class FindingRecord(_Record):
    """One finding."""

    rule: str = Field(description="Name of the rule.")
    family: str = Field(description="Family of the rule.")
    criterion: str | None = Field(description="The criterion the rule speaks of, if it is one of the five.")
    severity: Literal["error", "warning", "hint"] = Field(description="How grave it is.")
    message: str = Field(description="What is wrong or missing.")
    help: str = Field(description="How to mend it.")
    file: str = Field(description="Path of the file from where missionkit was run, with slashes.")
    line: int = Field(ge=1, description="Line, from 1.")
    column: int = Field(ge=1, description="Column in characters, from 1.")
    end_line: int = Field(ge=1, description="Last line.")
    end_column: int = Field(ge=1, description="Column after the last character.")
    path: str = Field(description="Place in the data: targets[halve-burden].baseline.")
    document: str = Field(description="Kind and id of the document: mission:dementia.")
    related: list[RelatedRecord] = Field(description="Other places.")
    waiver: WaiverRecord | None = Field(description="Why it is accepted, if it is.")
    fingerprint: str = Field(pattern="^[0-9a-f]{12}$", description="Stays the same when lines move.")


class SummaryRecord(_Record):
    """What was checked and how much was found."""

    registers: int = Field(ge=0, description="Registers checked.")
    files: int = Field(ge=0, description="Files checked.")
    documents: int = Field(ge=0, description="Documents checked.")
    errors: int = Field(ge=0, description="Open errors.")
    warnings: int = Field(ge=0, description="Open warnings.")
    hints: int = Field(ge=0, description="Open hints.")
    waived: int = Field(ge=0, description="Findings that a waiver covers.")
    hidden: int = Field(ge=0, description="Findings that the options leave out.")
    text: str = Field(description="The summary line.")


class ToolRecord(_Record):
    """What made the report."""

    name: Literal["missionkit"] = Field(description="The tool.")
    version: str = Field(description="Its version.")


class FindingsReport(_Record):
    """The output of `missionkit validate --format json`."""

    schema_version: Literal[1] = Field(description="Version of this form; it changes only when readers must change.")
    tool: ToolRecord = Field(description="What made the report.")
    language: Literal["nb", "nn", "en"] = Field(description="Language of the messages.")
    summary: SummaryRecord = Field(description="What was checked and how much was found.")
    findings: list[FindingRecord] = Field(description="All findings by file, line and column.")


SCHEMAS: dict[str, type[BaseModel] | None] = {
    **KINDS,
    "document": None,
    "missionkit": Config,
    "findings": FindingsReport,
    "assessments": AssessmentsReport,
    "coverage": CoverageReport,
}
"""Every schema by name; `document` is any kind of document, chosen by `kind`."""


class _Generator(GenerateJsonSchema):
    """Leaves out what editors would show as noise: null branches, and titles made from field names."""

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        made = super().default_schema(schema)
        if made.get("default") in (None, [], ()):
            made.pop("default", None)
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def make_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a name in SCHEMAS; raises KeyError."""
    model = SCHEMAS[name]
    head = {"$schema": DIALECT, "$id": f"{BASE}{name}.schema.json"}
    if model is None:
        return head | _any_document()
    return head | _model_schema(model)


def _model_schema(model: type[BaseModel]) -> dict[str, Any]:
    made = model.model_json_schema(schema_generator=_Generator, ref_template="#/$defs/{model}")
    made["title"] = made.get("title", model.__name__)
    return made


def _any_document() -> dict[str, Any]:
    """Return a schema that first asks for `kind` and then checks by the schema of that kind only."""
    branches: list[dict[str, Any]] = []
    definitions: dict[str, Any] = {}
    for kind, model in KINDS.items():
        made = _model_schema(model)
        definitions |= made.pop("$defs", {})
        definitions[model.__name__] = made
        branches.append(
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {"$ref": f"#/$defs/{model.__name__}"},
            }
        )
    return {
        "title": "Document",
        "description": "Any document of a register, by its kind.",
        "type": "object",
        "properties": {"kind": {"type": "string", "enum": list(KINDS), "description": "The kind of document."}},
        "required": ["kind"],
        "allOf": branches,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text(name: str) -> str:
    """Return a schema as the text of its file in `schemas/`."""
    return json.dumps(make_schema(name), ensure_ascii=False, indent=2) + "\n"


assert [s.value for s in Severity] == ["error", "warning", "hint"]  # noqa: S101 - FindingRecord says the same
