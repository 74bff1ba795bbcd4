"""The form of the JSON outputs, from which their schemas are made."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel


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
    known: int = Field(ge=0, description="Findings left out because they were there at the revision of --since.")
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


class StateRecord(_Record):
    """One side of a comparison."""

    revision: str | None = Field(description="What it was called; null for the files as they are now.")
    commit: str | None = Field(description="Its commit; null for files on disk.")


class BaseRecord(StateRecord):
    """The old side of a comparison."""

    merge_base: bool = Field(description="True if it is the newest common revision of the two that were named.")


class CountsRecord(_Record):
    """How many changes there are of each group, of all levels."""

    breaking: int = Field(ge=0, description="Breaking changes.")
    warning: int = Field(ge=0, description="Warnings.")
    moved: int = Field(ge=0, description="What was moved or has another id.")
    info: int = Field(ge=0, description="For information.")
    cosmetic: int = Field(ge=0, description="Of form only.")
    accepted: int = Field(ge=0, description="What people have accepted.")


class NoteRecord(_Record):
    """Something to know about the comparison."""

    note: str = Field(description="Its key.")
    text: str = Field(description="What it says.")
    file: str | None = Field(description="The file it speaks of.")
    line: int | None = Field(description="The line, from 1.")


class SpotRecord(_Record):
    """A line of a file."""

    file: str = Field(description="Path of the file from where missionkit was run.")
    line: int = Field(ge=1, description="Line, from 1.")


class AcceptanceRecord(_Record):
    """That a change is meant."""

    reason: str = Field(description="Why.")
    by: str = Field(description="The role or body that accepts it.")
    until: str = Field(description="Last day; empty if none.")


class ChangeRecord(_Record):
    """One change of meaning."""

    fingerprint: str = Field(pattern="^[0-9a-f]{12}$", description="What changed, without words, lines or files.")
    code: str = Field(description="The sort of change; `missionkit diff --list-checks` lists all.")
    level: Literal["breaking", "warning", "info", "cosmetic"] = Field(description="How grave it is.")
    nature: Literal["material", "progress", "editorial"] = Field(description="Material changes need a decision.")
    kind: str = Field(description="Kind of the document.")
    id: str = Field(description="Id of the document, the new one if it has one.")
    title: str = Field(description="What changed: the document, and the part of it.")
    path: str = Field(description="Place in the data, by ids.")
    message: str = Field(description="What changed, in a sentence.")
    before: object = Field(description="The old value; null for what is new.")
    after: object = Field(description="The new value; null for what is gone.")
    delta: str | None = Field(description="How much, in human terms.")
    confidence: int | None = Field(description="How alike the two are in per cent, if the pair was found by likeness.")
    old: SpotRecord | None = Field(description="Where it stood.")
    new: SpotRecord | None = Field(description="Where it stands.")
    because: list[str] = Field(description="Fingerprints of the changes that it follows from.")
    accepted: AcceptanceRecord | None = Field(description="That it is meant, if somebody said so.")


class DiffReport(_Record):
    """The output of `missionkit diff --format json` where a comparison could be made."""

    schema_version: Literal[1] = Field(description="Version of this form; it changes only when readers must change.")
    tool: ToolRecord = Field(description="What made the report.")
    language: Literal["nb", "nn", "en"] = Field(description="Language of the messages.")
    status: Literal["ok", "changes"] = Field(description="Whether anything changed in meaning.")
    base: BaseRecord = Field(description="The old state.")
    head: StateRecord = Field(description="The new state.")
    registers: list[str] = Field(description="The folders of the registers.")
    counts: CountsRecord = Field(description="How many changes there are.")
    verdict: str = Field(description="The sentence that counts them.")
    notes: list[NoteRecord] = Field(description="What one should know.")
    changes: list[ChangeRecord] = Field(description="The changes that are shown, worst first.")


class DiffFailure(_Record):
    """The output of `missionkit diff --format json` where no comparison could be made."""

    schema_version: Literal[1] = Field(description="Version of this form; it changes only when readers must change.")
    tool: ToolRecord = Field(description="What made the report.")
    language: Literal["nb", "nn", "en"] = Field(description="Language of the reason.")
    status: Literal["error"] = Field(description="Nothing was compared.")
    error: str = Field(description="Why.")


class DiffOutput(RootModel[DiffReport | DiffFailure]):
    """The output of `missionkit diff --format json`."""


class _ListRow(_Record):
    file: str = Field(description="Path of the file.")


class MissionRow(_ListRow):
    """A mission in a list."""

    id: str = Field(description="Id of the mission.")
    title: str = Field(description="Its title.")
    status: str = Field(description="Where it stands.")
    owner: str | None = Field(description="Id of the actor who answers for it.")
    deadline: str | None = Field(description="When the goal should be reached.")
    sectors: list[str] = Field(description="Codes of its sectors.")
    targets: int = Field(ge=0, description="How many targets it has.")
    projects: int = Field(ge=0, description="How many projects belong to it.")


class ProjectRow(_ListRow):
    """A project in a list."""

    id: str = Field(description="Id of the project.")
    title: str = Field(description="Its title.")
    status: str | None = Field(description="Where it stands.")
    lead: str | None = Field(description="Id of the actor who leads it.")
    missions: list[str] = Field(description="Ids of its missions.")
    sectors: list[str] = Field(description="Codes of its sectors.")
    start: str | None = Field(description="First day.")
    end: str | None = Field(description="Last day.")
    targets: int = Field(ge=0, description="How many targets it says that it helps.")


class PortfolioRow(_ListRow):
    """A portfolio in a list."""

    id: str = Field(description="Id of the portfolio.")
    title: str = Field(description="Its title.")
    mission: str | None = Field(description="Id of its mission.")
    owner: str | None = Field(description="Id of the actor who answers for it.")
    projects: int = Field(ge=0, description="How many projects are in it.")
    next_review: str | None = Field(description="When it is gone through next.")


class TargetRow(_ListRow):
    """A target in a list."""

    id: str = Field(description="Ids of mission and target.")
    text: str = Field(description="The target in one sentence.")
    kind: str = Field(description="quantified or binary.")
    value: str | None = Field(description="The value to reach.")
    unit: str | None = Field(description="Its unit.")
    relative: bool = Field(description="Whether the value is per cent change.")
    deadline: str | None = Field(description="When it should be reached; the mission's if it has none of its own.")
    owner: str | None = Field(description="Id of the actor who answers for it, or for the mission.")
    projects: int = Field(ge=0, description="How many projects say that they help it.")


class ActorRow(_ListRow):
    """An actor in a list."""

    id: str = Field(description="Id of the actor.")
    name: str = Field(description="Its name.")
    kind: str | None = Field(description="academia, private, public or civil_society.")
    sector: str | None = Field(description="Code of its main sector.")
    level: str | None = Field(description="Administrative level.")
    missions: list[str] = Field(description="Ids of the missions that it takes part in.")


class SourceRow(_ListRow):
    """A source in a list."""

    id: str = Field(description="Id of the source.")
    title: str = Field(description="Its title.")
    publisher: str | None = Field(description="Who published it.")
    year: str | None = Field(description="When it was published.")
    uses: int = Field(ge=0, description="How many times documents refer to it.")
    url: str | None = Field(description="Its address.")


class DeadlineRow(_ListRow):
    """A date to keep in a list."""

    date: str = Field(description="The date, with the precision it has.")
    days: int = Field(description="Days left to its last day; negative where it has passed.")
    kind: str = Field(description="What it is for: a code of the list deadline-kind.")
    title: str | None = Field(description="What is due.")
    document: str = Field(description="Kind and id of the document.")
    part: str | None = Field(description="Id of the part of the document.")
    owner: str | None = Field(description="Id of the actor who answers for it.")


class ListReport(_Record):
    """The output of `missionkit list --format json`."""

    schema_version: Literal[1] = Field(description="Version of this form.")
    language: Literal["nb", "nn", "en"] = Field(description="Language of the texts.")
    list_: Literal["missions", "projects", "portfolios", "targets", "actors", "sources", "deadlines"] = Field(
        alias="list", description="What is listed."
    )
    rows: list[MissionRow | ProjectRow | PortfolioRow | TargetRow | ActorRow | SourceRow | DeadlineRow] = Field(
        description="The rows in order."
    )
