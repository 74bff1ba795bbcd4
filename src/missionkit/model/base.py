"""What every model shares: frozen, unknown fields forbidden, and the parts that several kinds have."""

from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar, cast, dataclass_transform

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass, rebuild_dataclass
from pydantic.fields import FieldInfo
from pydantic_core import SchemaValidator

from missionkit.codelist import SECTOR_LISTS, CodeList
from missionkit.values import Flag, Id, Many, Number, PartialDate, Ref, Score, Text, Url, Words

Sector = Annotated[str, CodeList(SECTOR_LISTS[0], SECTOR_LISTS[1:])]
Discipline = Annotated[str, CodeList("ford")]
ActorRef = Annotated[str, Ref("actor")]
SourceRef = Annotated[str, Ref("source")]


Made = TypeVar("Made")


class Model(type):
    """The type of all models, so that type checkers see that a model can be the key of a cache."""


class Entity(metaclass=Model):
    """A document or a part of one: a Pydantic dataclass with slots, half the size of a Pydantic model."""

    __slots__ = ()
    __pydantic_fields__: ClassVar[dict[str, FieldInfo]]
    __pydantic_validator__: ClassVar[SchemaValidator]


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
def entity(cls: type[Made]) -> type[Made]:
    """Make a class of annotated fields a model: frozen, unknown fields forbidden, built when it is first needed."""
    config = ConfigDict(extra="forbid", defer_build=True, validate_by_alias=True, serialize_by_alias=True)
    return cast("type[Made]", dataclass(frozen=True, slots=True, kw_only=True, config=config)(cls))


@cache
def validator(model: type[Entity]) -> SchemaValidator:
    """Return what validates the plain data of a model; it is built at the first call, which takes some milliseconds."""
    rebuild_dataclass(model, _types_namespace={})  # type: ignore[arg-type]
    return model.__pydantic_validator__


def unchecked(model: type[Made], **values: object) -> Made:
    """Return an entity of values that were checked before; a field without a value has its default."""
    made = object.__new__(model)
    for name, info in model.__pydantic_fields__.items():  # type: ignore[attr-defined]
        value = values[name] if name in values else info.get_default(call_default_factory=True)
        object.__setattr__(made, name, value)
    return made


@entity
class Money(Entity):
    """An amount in one currency; decimal, never a float."""

    amount: Number = Field(description="The amount in whole units of the currency, with decimals if needed.")
    currency: Annotated[str, CodeList("currency")] = Field(description="ISO 4217 code of the currency.")


@entity
class BudgetLine(Entity):
    """Money from one funder in one year, and how certain it is."""

    amount: Number = Field(description="The amount in whole units of the currency.")
    currency: Annotated[str, CodeList("currency")] = Field(description="ISO 4217 code of the currency.")
    year: PartialDate | None = Field(None, description="The budget year.")
    funder: ActorRef | None = Field(None, description="Id of the actor who pays.")
    certainty: Annotated[str, CodeList("certainty")] | None = Field(
        None, description="Whether the money is applied for, committed or spent."
    )
    purpose: Text | None = Field(None, description="What the money is for.")
    price_year: PartialDate | None = Field(None, description="The year whose prices the amount is given in.")
    chapter: Words | None = Field(None, description="Chapter and post in the state budget (kap./post).")
    source: SourceRef | None = Field(None, description="Id of the source of the figure.")


@entity
class Budget(Entity):
    """The money frame of a mission, portfolio or project."""

    total: Money | None = Field(None, description="The whole frame; the lines should add up to it.")
    lines: Many[BudgetLine] = Field((), description="The money by year, funder and certainty.")


@entity
class Review(Entity):
    """When the document was last gone through, and when it is next."""

    last: PartialDate | None = Field(None, description="Date of the last review.")
    next: PartialDate | None = Field(None, description="Date of the next review.")
    body: Text | None = Field(None, description="The body that reviews.")


@entity
class ReviewEntry(Entity):
    """One review that was held."""

    date: PartialDate = Field(description="When the review was held.")
    body: Text | None = Field(None, description="The body that reviewed.")
    text: Text | None = Field(None, description="What was found and agreed.")
    decision: Words | None = Field(None, description="Id of the decision that followed.")


@entity
class Risk(Entity):
    """Something that may go wrong."""

    id: Id = Field(description="Short id, unique in the document.")
    description: Text = Field(description="What may happen, and what it would mean.")
    likelihood: Score | None = Field(None, description="How likely, from 1 (rare) to 5 (almost certain).")
    consequence: Score | None = Field(None, description="How grave, from 1 (small) to 5 (critical).")
    owner: ActorRef | None = Field(None, description="Id of the actor who follows the risk up.")
    status: Annotated[str, CodeList("risk-status")] | None = Field(None, description="Where the risk stands.")
    mitigation: Text | None = Field(None, description="What is done about it.")
    trigger: Text | None = Field(None, description="The sign that the risk is coming true.")
    review_date: PartialDate | None = Field(None, description="When the risk is looked at again.")


@entity
class Dependency(Entity):
    """Something that must be there before something else can go on."""

    id: Id | None = Field(None, description="Short id, unique in the document.")
    from_: Annotated[str, Ref("project", "pathway", "measure", "mission")] | None = Field(
        None, alias="from", description="Id of what depends; the project itself when left out in a project."
    )
    to: Annotated[str, Ref("project", "pathway", "measure", "mission", "experiment")] = Field(
        description="Id of what is needed."
    )
    kind: Annotated[str, CodeList("dependency-kind")] | None = Field(None, description="What is needed of it.")
    note: Text | None = Field(None, description="Why it is needed.")
    critical: Flag | None = Field(None, description="True if nothing can go on without it.")
    source: SourceRef | None = Field(None, description="Id of the source that says so.")
    inferred: Flag | None = Field(None, description="True if the author concluded this.")


@entity
class Decision(Entity):
    """Who decided what, and when."""

    id: Id = Field(description="Short id, unique in the document.")
    date: PartialDate | None = Field(None, description="When it was decided.")
    body: Text | None = Field(None, description="The body that decided; not a private person.")
    text: Text = Field(description="What was decided.")
    affects: Many[Words] = Field((), description="Ids or field paths that the decision changes.")
    document_number: Words | None = Field(None, description="Case or document number (saksnr.).")
    source: SourceRef | None = Field(None, description="Id of the source.")


@entity
class Engagement(Entity):
    """A time when people the mission concerns were involved, and what it changed."""

    id: Id | None = Field(None, description="Short id, unique in the document.")
    who: Text = Field(description="Who took part; a group, not private persons.")
    how: Text | None = Field(None, description="How they took part.")
    date: PartialDate | None = Field(None, description="When.")
    changed: Text | None = Field(None, description="What it changed in the mission or project.")
    affected_groups: Many[Annotated[str, Ref("affected-group")]] = Field(
        (), description="Ids of the affected groups that took part."
    )
    source: SourceRef | None = Field(None, description="Id of the source.")


@entity
class Experiment(Entity):
    """A test of a hypothesis, with what was learnt."""

    id: Id = Field(description="Short id, unique in the document.")
    title: Text | None = Field(None, description="Name of the experiment.")
    hypothesis: Text | None = Field(None, description="What is believed, or the question asked.")
    method: Text | None = Field(None, description="How it is tested.")
    success_criterion: Text | None = Field(None, description="What result would confirm it.")
    start: PartialDate | None = Field(None, description="First day.")
    end: PartialDate | None = Field(None, description="Last day.")
    status: Annotated[str, CodeList("experiment-status")] | None = Field(None, description="Where it stands.")
    participants: Text | None = Field(None, description="Who takes part.")
    setting: Text | None = Field(None, description="Where it takes place.")
    cost: Money | None = Field(None, description="What it cost.")
    result: Text | None = Field(None, description="What happened.")
    evidence: Many[SourceRef] = Field((), description="Ids of the sources of the result.")
    decision: Annotated[str, CodeList("experiment-decision")] | None = Field(
        None, description="What was decided on the result."
    )
    learning: Text | None = Field(None, description="What others can learn from it.")


@entity
class Measure(Entity):
    """A support measure (støttetiltak): regulation, implementation, involvement of end users, funding."""

    id: Id = Field(description="Short id, unique in the document.")
    kind: Annotated[str, CodeList("measure-kind")] = Field(description="What sort of measure it is.")
    title: Text = Field(description="Name of the measure.")
    description: Text | None = Field(None, description="What it consists of.")
    owner: ActorRef | None = Field(None, description="Id of the actor responsible.")
    status: Annotated[str, CodeList("measure-status")] | None = Field(None, description="Where it stands.")
    needed_by: PartialDate | None = Field(None, description="When it must be in place.")
    legal_ref: Words | None = Field(None, description="Law or regulation (ELI or Lovdata reference).")
    blocks: Many[Annotated[str, Ref("project", "target", "pathway")]] = Field(
        (), description="Ids of the projects or targets that cannot go on without it."
    )
    consultation_start: PartialDate | None = Field(None, description="When the public consultation starts.")
    consultation_end: PartialDate | None = Field(None, description="When the public consultation ends.")
    in_force: PartialDate | None = Field(None, description="When the measure takes effect.")
    source: SourceRef | None = Field(None, description="Id of the source.")


@entity
class Link(Entity):
    """A web page worth knowing."""

    title: Text = Field(description="Where the link goes.")
    url: Url = Field(description="Address, http or https.")


@entity
class EntryPoint(Entity):
    """A way in for those who want to contribute: an open call, a challenge prize, a contact."""

    title: Text = Field(description="What one can do.")
    url: Url | None = Field(None, description="Where to read more.")
    contact: Text | None = Field(None, description="Role and functional mailbox; no private person.")
    deadline: PartialDate | None = Field(None, description="Last day to apply.")


@entity
class Waiver(Entity):
    """A gap that is accepted for a time, with a reason."""

    rule: Words = Field(description="Name of the rule.")
    at: Words | None = Field(
        None, description="Data path of the one place (targets[halve-burden].baseline); the document when left out."
    )
    reason: Text | None = Field(None, description="Why the gap is accepted.")
    until: PartialDate | None = Field(None, description="Last day of the waiver.")
    decided_by: Text | None = Field(None, description="The role or body that decided.")


@entity
class Document(Entity):
    """What all kinds of documents have."""

    id: Id = Field(description="Id, unique per kind: small letters, digits and single hyphens.")
    renamed_from: Id | None = Field(None, description="The id that this document had before.")
    language: Annotated[str, CodeList("language")] | None = Field(
        None, description="Language of plain texts in this document; the register's when left out."
    )
    waivers: Many[Waiver] = Field((), description="Gaps that are accepted for a time.")
    meta: dict[str, Any] | None = Field(None, description="The one free area: anything, checked by nobody.")
