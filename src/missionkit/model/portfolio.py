"""Portfolios: the projects of a mission seen and steered together."""

from typing import Annotated, Literal

from pydantic import Field

from missionkit.codelist import CodeList
from missionkit.model.base import (
    ActorRef,
    Budget,
    Decision,
    Dependency,
    Document,
    Entity,
    EntryPoint,
    Experiment,
    Link,
    Measure,
    Review,
    ReviewEntry,
    Risk,
    SourceRef,
    entity,
)
from missionkit.values import Flag, Many, Number, PartialDate, Ref, Text, Words


@entity
class FacetShare(Entity):
    """How much of the portfolio should be of one innovation facet."""

    facet: Annotated[str, CodeList("facet")] = Field(description="The OPSI facet.")
    percent: Number = Field(description="Wanted share in per cent.")


@entity
class StageShare(Entity):
    """How much of the portfolio should be at one stage of the innovation chain."""

    chain_stage: Annotated[str, CodeList("chain-stage")] = Field(description="The stage.")
    percent: Number = Field(description="Wanted share in per cent.")


@entity
class HorizonShare(Entity):
    """How much of the portfolio should give results within a time."""

    years: Number = Field(description="Results within this many years.")
    percent: Number = Field(description="Wanted share in per cent.")


@entity
class Balance(Entity):
    """The mix of projects that is wanted."""

    facets: Many[FacetShare] = Field((), description="Wanted shares by innovation facet.")
    chain: Many[StageShare] = Field((), description="Wanted shares by stage of the innovation chain.")
    horizon: Many[HorizonShare] = Field((), description="Wanted shares by time to results.")


@entity
class Portfolio(Document):
    """The projects of a mission, with an owner, criteria for choosing, and reviews."""

    kind: Literal["portfolio"] = Field(description="The kind of document.")
    title: Text = Field(description="Name of the portfolio.")
    description: Text | None = Field(None, description="What the portfolio is for.")
    mission: Annotated[str, Ref("mission")] | None = Field(None, description="Id of the mission it serves.")
    owner: ActorRef | None = Field(None, description="Id of the actor who answers for it.")
    start: PartialDate | None = Field(None, description="When the portfolio was set up.")
    projects: Many[Annotated[str, Ref("project")]] = Field(
        (), description="Ids of its projects; all projects of the mission when left out."
    )
    balance: Balance | None = Field(None, description="The mix of projects that is wanted.")
    selection_criteria: Many[Text] = Field((), description="How projects are chosen.")
    budget: Budget | None = Field(None, description="The money frame.")
    review: Review | None = Field(None, description="When the portfolio is gone through.")
    review_log: Many[ReviewEntry] = Field((), description="The reviews that were held.")
    measures: Many[Measure] = Field((), description="Support measures for the whole portfolio.")
    experiments: Many[Experiment] = Field((), description="Tests run by the portfolio.")
    entry_points: Many[EntryPoint] = Field((), description="How others can contribute.")
    risks: Many[Risk] = Field((), description="What may go wrong.")
    dependencies: Many[Dependency] = Field((), description="What must be there first.")
    decisions: Many[Decision] = Field((), description="Who decided what, and when.")
    illustrative: Flag | None = Field(None, description="True if this is an example and not a real portfolio.")
    sources: Many[SourceRef] = Field((), description="Ids of the sources of this document.")
    links: Many[Link] = Field((), description="Web pages worth knowing.")
    tags: Many[Words] = Field((), description="Own keywords.")
