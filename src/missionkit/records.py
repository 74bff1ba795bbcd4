"""The form of the JSON outputs of `assess` and `coverage`, from which their schemas are made."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AccountFinding(_Record):
    """One gap in the account of a criterion."""

    rule: str = Field(description="Name of the rule.")
    severity: Literal["error", "warning", "hint"] = Field(description="How grave it is.")
    message: str = Field(description="What is wrong or missing.")
    help: str = Field(description="How to mend it.")
    file: str = Field(description="Path of the file.")
    line: int = Field(ge=1, description="Line, from 1.")
    column: int = Field(ge=1, description="Column in characters, from 1.")
    path: str = Field(description="Place in the data.")
    document: str = Field(description="Kind and id of the document.")
    reason: str | None = Field(description="Why it is accepted, if a waiver covers it.")
    fingerprint: str = Field(pattern="^[0-9a-f]{12}$", description="Stays the same when lines move.")


class CriterionRecord(_Record):
    """One criterion of one mission."""

    criterion: Literal["bold", "directed", "ambitious", "cross-cutting", "bottom-up"] = Field(
        description="The criterion."
    )
    name: str = Field(description="Its full name.")
    result: Literal["gap", "needs-judgement", "judged"] = Field(description="What can be said of it; never a score.")
    verdict: Literal["met", "partly", "not_met", "not_assessed"] | None = Field(description="The newest verdict.")
    current: bool = Field(description="Whether the verdict is given and not out of date.")
    justification: str | None = Field(description="The reasons that were written down.")
    assessed_by: str | None = Field(description="The role or body that judged.")
    date: str | None = Field(description="When.")
    evidence: list[str] = Field(description="Ids of the sources.")
    gaps: list[AccountFinding] = Field(description="Open errors and warnings.")
    hints: list[AccountFinding] = Field(description="Open hints.")
    form: list[AccountFinding] = Field(description="What is wrong with the assessment itself.")
    waived: list[AccountFinding] = Field(description="Accepted gaps.")
    questions: list[str] = Field(description="What only people can judge.")


class MissionRecord(_Record):
    """A mission and its five criteria."""

    id: str = Field(description="Id of the mission.")
    title: str = Field(description="Its title.")
    status: str = Field(description="Its status.")
    register_: str = Field(alias="register", description="The register it stands in.")
    criteria: list[CriterionRecord] = Field(min_length=5, max_length=5, description="The five criteria in order.")


class AssessmentsReport(_Record):
    """The output of `missionkit assess --format json`."""

    schema_version: Literal[1] = Field(description="Version of this form.")
    language: Literal["nb", "nn", "en"] = Field(description="Language of the texts.")
    unread: int = Field(ge=0, description="Faults that keep something from being read.")
    missions: list[MissionRecord] = Field(description="The missions, by register and id.")


class RowRecord(_Record):
    """A row of a matrix."""

    id: str = Field(description="Id or code.")
    name: str = Field(description="Its name.")
    total: int = Field(ge=0, description="How often it meets any column.")


class ColumnRecord(_Record):
    """A column of a matrix."""

    id: str = Field(description="Id or code.")
    name: str = Field(description="Its name.")


class CellRecord(_Record):
    """A row and a column that meet."""

    row: str = Field(description="Id of the row.")
    column: str = Field(description="Id of the column.")
    count: int = Field(ge=1, description="How often they meet.")


class MatrixRecord(_Record):
    """One coverage matrix of one mission."""

    mission: str = Field(description="Id of the mission.")
    kind: Literal["targets", "sectors", "actors", "measures"] = Field(description="What the rows are.")
    rows: list[RowRecord] = Field(description="The rows.")
    columns: list[ColumnRecord] = Field(description="The columns.")
    cells: list[CellRecord] = Field(description="The pairs that meet.")
    empty_rows: list[str] = Field(description="Rows that nothing meets.")
    empty_columns: list[str] = Field(description="Columns that nothing meets.")


class CoverageReport(_Record):
    """The output of `missionkit coverage --format json`."""

    schema_version: Literal[1] = Field(description="Version of this form.")
    language: Literal["nb", "nn", "en"] = Field(description="Language of the names.")
    matrices: list[MatrixRecord] = Field(description="The matrices by mission.")
