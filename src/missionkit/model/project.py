"""Projects: what is actually done, by whom, with what money, and what came of it."""

from typing import Annotated, Literal

from pydantic import Field

from missionkit.codelist import CodeList
from missionkit.model.base import (
    ActorRef,
    Budget,
    Decision,
    Dependency,
    Discipline,
    Document,
    Engagement,
    Entity,
    Experiment,
    Link,
    Measure,
    Review,
    Risk,
    Sector,
    SourceRef,
    entity,
)
from missionkit.model.mission import Milestone
from missionkit.values import Flag, Id, Many, Number, PartialDate, Ref, Text, Whole, Words


@entity
class Contribution(Entity):
    """How a project helps a target."""

    target: Annotated[str, Ref("target")] = Field(
        description="Id of the target; mission-id/target-id for a target of another mission."
    )
    how: Text | None = Field(None, description="The mechanism: why the project moves the target.")
    amount: Number | None = Field(None, description="How much it moves it, in the target's unit.")


@entity
class ReadinessLevel(Entity):
    """Technology readiness levels, 1 to 9."""

    start: Whole | None = Field(None, description="Level when the project started.")
    current: Whole | None = Field(None, description="Level now.")
    goal: Whole | None = Field(None, description="Level to reach.")


@entity
class Deliverable(Entity):
    """Something the project makes, and whether it is in use."""

    id: Id = Field(description="Short id, unique in the document.")
    title: Text = Field(description="What is made.")
    planned: PartialDate | None = Field(None, description="The date first planned.")
    forecast: PartialDate | None = Field(None, description="The date now expected.")
    done: PartialDate | None = Field(None, description="The date it was finished.")
    in_use: Flag | None = Field(None, description="True if it is in use by those it was made for.")
    source: SourceRef | None = Field(None, description="Id of the source.")


@entity
class OperatingFunding(Entity):
    """Who pays for running the result after the project has ended."""

    secured_until: PartialDate | None = Field(None, description="Last day that is paid for.")
    source: Text | None = Field(None, description="Where the money comes from.")


@entity
class Benefit(Entity):
    """A gain (gevinst) that someone will have."""

    id: Id | None = Field(None, description="Short id, unique in the document.")
    text: Text = Field(description="Who gains what.")
    owner: ActorRef | None = Field(None, description="Id of the actor who will realise it.")
    by: PartialDate | None = Field(None, description="When it should be realised.")


@entity
class Project(Document):
    """One project that contributes to a mission."""

    kind: Literal["project"] = Field(description="The kind of document.")
    title: Text = Field(description="Name of the project.")
    description: Text | None = Field(None, description="What the project does.")
    missions: Many[Annotated[str, Ref("mission")]] = Field((), description="Ids of the missions it belongs to.")
    lead: ActorRef | None = Field(None, description="Id of the actor who leads it.")
    partners: Many[ActorRef] = Field((), description="Ids of the actors who take part.")
    status: Annotated[str, CodeList("project-status")] | None = Field(None, description="Where it stands.")
    start: PartialDate | None = Field(None, description="First day.")
    end: PartialDate | None = Field(None, description="Last day.")
    contributes_to: Many[Contribution] = Field((), description="The targets it helps, and how.")
    pathway: Annotated[str, Ref("pathway")] | None = Field(None, description="Id of the pathway it follows.")
    phase: Annotated[str, CodeList("phase")] | None = Field(None, description="Phase (Prosjektveiviseren).")
    method_phase: Annotated[str, CodeList("method-phase")] | None = Field(
        None, description="Phase of the StimuLab triple diamond."
    )
    chain_stage: Annotated[str, CodeList("chain-stage")] | None = Field(
        None, description="Stage of the innovation chain."
    )
    facet: Annotated[str, CodeList("facet")] | None = Field(None, description="OPSI innovation facet.")
    solution_kinds: Many[Annotated[str, CodeList("solution-kind")]] = Field(
        (), description="What sort of solution: technology, behavioural, social, regulatory, organisational, service."
    )
    technologies: Many[Words] = Field((), description="Technologies it rests on, as keywords.")
    trl: ReadinessLevel | None = Field(None, description="Technology readiness levels.")
    sectors: Many[Sector] = Field((), description="Sectors, from Los; cofog:07 for other lists.")
    disciplines: Many[Discipline] = Field((), description='Fields of research (OECD FORD), quoted: "3.1".')
    origin: Annotated[str, CodeList("origin")] | None = Field(None, description="Where the idea came from.")
    budget: Budget | None = Field(None, description="The money.")
    milestones: Many[Milestone] = Field((), description="What should be done when.")
    deliverables: Many[Deliverable] = Field((), description="What is made, and whether it is in use.")
    experiments: Many[Experiment] = Field((), description="What is tested.")
    measures: Many[Measure] = Field((), description="Support measures that the project needs or carries out.")
    risks: Many[Risk] = Field((), description="What may go wrong.")
    dependencies: Many[Dependency] = Field((), description="What must be there first.")
    user_involvement: Many[Engagement] = Field((), description="How users take part.")
    operating_funding: OperatingFunding | None = Field(None, description="Money for running the result.")
    benefits: Many[Benefit] = Field((), description="Who gains what.")
    learning: Text | None = Field(None, description="What others can learn, above all if it was stopped.")
    decisions: Many[Decision] = Field((), description="Who decided what, and when.")
    review: Review | None = Field(None, description="When the project is gone through.")
    new_since_mission: Flag | None = Field(
        None, description="True if the mission started it; false if it was there before."
    )
    illustrative: Flag | None = Field(None, description="True if this is an example and not a real project.")
    sources: Many[SourceRef] = Field((), description="Ids of the sources of this document.")
    links: Many[Link] = Field((), description="Web pages worth knowing.")
    tags: Many[Words] = Field((), description="Own keywords.")
