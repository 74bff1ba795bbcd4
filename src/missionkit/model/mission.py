"""Missions: a bold, measurable goal with a deadline, its challenges, targets, pathways and assessments."""

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
    EntryPoint,
    Experiment,
    Link,
    Measure,
    Money,
    Review,
    Risk,
    Sector,
    SourceRef,
    entity,
)
from missionkit.values import Flag, Id, Many, Number, PartialDate, Ref, Text, Url


@entity
class AffectedGroup(Entity):
    """People whom the challenge concerns, and how many they are."""

    id: Id | None = Field(None, description="Short id, unique in the document.")
    group: Text = Field(description="Who is affected.")
    kind: Annotated[str, CodeList("group-kind")] | None = Field(
        None, description="Whether they are citizens, staff or organisations."
    )
    number: Number | None = Field(None, description="How many they are.")
    year: PartialDate | None = Field(None, description="The year of the number.")
    source: SourceRef | None = Field(None, description="Id of the source of the number.")


@entity
class Cost(Entity):
    """What the challenge costs today, in money or in human terms."""

    text: Text = Field(description="What the cost is, and for whom.")
    amount: Money | None = Field(None, description="The amount, where it is money.")
    per: Text | None = Field(None, description="What the amount is counted per: inhabitant and year, case …")
    year: PartialDate | None = Field(None, description="The year of the figure.")
    source: SourceRef | None = Field(None, description="Id of the source of the figure.")


@entity
class ProblemArea(Entity):
    """One part of a problem complex."""

    id: Id = Field(description="Short id, unique in the document.")
    title: Text = Field(description="The problem in a few words.")
    description: Text | None = Field(None, description="The problem in full.")
    influences: Many[Annotated[str, Ref("problem-area")]] = Field(
        (), description="Ids of the problem areas that this one makes worse."
    )
    source: SourceRef | None = Field(None, description="Id of the source.")


@entity
class Challenge(Entity):
    """The grand challenge above the mission."""

    id: Id = Field(description="Short id, unique in the document.")
    title: Text = Field(description="The challenge in a few words.")
    description: Text | None = Field(None, description="What the problem is, and why it matters.")
    sdg_goals: Many[Annotated[str, CodeList("sdg-goal")]] = Field(
        (), description='Sustainable Development Goals, quoted: "3".'
    )
    sdg_targets: Many[Annotated[str, CodeList("sdg-target")]] = Field((), description='SDG targets, quoted: "3.4".')
    strategy_ref: SourceRef | None = Field(None, description="Id of the strategy or white paper that names it.")
    affected_groups: Many[AffectedGroup] = Field((), description="Whom the challenge concerns.")
    cost_today: Many[Cost] = Field((), description="What doing nothing costs today.")
    problem_areas: Many[ProblemArea] = Field((), description="The parts of the problem and how they connect.")
    inferred: Flag | None = Field(None, description="True if the author concluded the SDG link.")


@entity
class Mandate(Entity):
    """The decision that gives the mission its authority."""

    body: Text | None = Field(None, description="The body that decided.")
    date: PartialDate | None = Field(None, description="When it was decided.")
    document: SourceRef | None = Field(None, description="Id of the document that says so.")


@entity
class Indicator(Entity):
    """What is measured."""

    name: Text = Field(description="Name of the indicator.")
    definition: Text | None = Field(None, description="Exactly what is counted, for whom, and how.")
    ref: Url | None = Field(None, description="Address of the indicator in a public list.")
    validity_note: Text | None = Field(None, description="Why the indicator is a valid measure of the goal.")


@entity
class Baseline(Entity):
    """Where the indicator stood when the target was set."""

    value: Number | None = Field(None, description="The value.")
    date: PartialDate | None = Field(None, description="When it was measured.")
    source: SourceRef | None = Field(None, description="Id of the source.")


@entity
class TargetMilestone(Entity):
    """A value to reach on the way."""

    date: PartialDate = Field(description="When it should be reached.")
    value: Number | None = Field(None, description="The value to reach, in the target's unit.")
    text: Text | None = Field(None, description="What should be in place by then.")


@entity
class Observation(Entity):
    """A measured value."""

    date: PartialDate = Field(description="When it was measured.")
    value: Number = Field(description="The value, in the target's unit.")
    source: SourceRef | None = Field(None, description="Id of the source.")
    note: Text | None = Field(None, description="What one must know to read the value.")


@entity
class Target(Entity):
    """A goal that can be checked: a value to reach, or a state that is evidently there or not."""

    id: Id = Field(description="Short id, unique in the document.")
    text: Text = Field(description="The target in one sentence.")
    kind: Annotated[str, CodeList("target-kind")] = Field(
        "quantified", description="quantified (a value) or binary (done or not done)."
    )
    indicator: Indicator | None = Field(None, description="What is measured.")
    baseline: Baseline | None = Field(None, description="The value at the start.")
    value: Number | None = Field(None, description="The value to reach.")
    unit: Text | None = Field(None, description="Unit of all values of this target.")
    relative: Flag | None = Field(
        None, description="True if the value is per cent change from the baseline (-50 is a halving)."
    )
    direction: Annotated[str, CodeList("direction")] | None = Field(
        None, description="Whether the indicator should increase, decrease or be kept."
    )
    done_when: Text | None = Field(None, description="For a binary target: how one sees that it is done.")
    achieved: PartialDate | None = Field(None, description="When the target was reached.")
    deadline: PartialDate | None = Field(None, description="When it should be reached.")
    owner: ActorRef | None = Field(None, description="Id of the actor who answers for the target.")
    milestones: Many[TargetMilestone] = Field((), description="Values to reach on the way.")
    observations: Many[Observation] = Field((), description="Measured values.")
    level: Annotated[str, CodeList("target-level")] | None = Field(
        None, description="Whether it measures input, process, output, outcome or impact."
    )
    sdg_target: Annotated[str, CodeList("sdg-target")] | None = Field(
        None, description="The SDG target it serves, quoted."
    )
    disaggregation: Many[Text] = Field((), description="How values are broken down: geography, sex, age …")
    data_source: SourceRef | None = Field(None, description="Id of the source where values are found.")
    data_frequency: Annotated[str, CodeList("frequency")] | None = Field(None, description="How often new values come.")
    next_data_due: PartialDate | None = Field(None, description="When the next value is expected.")
    quality_note: Text | None = Field(None, description="How good the data are.")
    source: SourceRef | None = Field(None, description="Id of the source of the target itself.")
    inferred: Flag | None = Field(None, description="True if the author concluded the target from a text.")


@entity
class Pathway(Entity):
    """One of several ways towards the goal."""

    id: Id = Field(description="Short id, unique in the document.")
    title: Text = Field(description="The path in a few words.")
    hypothesis: Text | None = Field(None, description="If we …, then …, because ….")
    status: Annotated[str, CodeList("pathway-status")] | None = Field(None, description="Where it stands.")
    stop_criteria: Text | None = Field(None, description="When the path should be given up.")
    source: SourceRef | None = Field(None, description="Id of the source.")


@entity
class MissionActor(Entity):
    """An actor's part in the mission."""

    ref: ActorRef = Field(description="Id of the actor.")
    role: Annotated[str, CodeList("actor-role")] | None = Field(None, description="The actor's role.")
    contribution: Text | None = Field(None, description="What the actor has committed to bring.")
    contribution_kinds: Many[Annotated[str, CodeList("contribution-kind")]] = Field(
        (), description="Money, people, data, mandate …"
    )


@entity
class Governance(Entity):
    """Who coordinates the mission across sectors."""

    body: Text | None = Field(None, description="The coordinating body.")
    members: Many[ActorRef] = Field((), description="Ids of the actors that sit in it.")
    meets: Text | None = Field(None, description="How often it meets.")


@entity
class KnowledgeGap(Entity):
    """Something nobody knows yet and the mission needs to know."""

    id: Id = Field(description="Short id, unique in the document.")
    question: Text = Field(description="The question.")
    why: Text | None = Field(None, description="Why not knowing it stands in the way.")
    worked_on_by: Many[Annotated[str, Ref("project", "actor")]] = Field(
        (), description="Ids of the projects or actors that look for the answer."
    )
    source: SourceRef | None = Field(None, description="Id of the source.")


@entity
class Feasibility(Entity):
    """Why the goal can be reached in time."""

    text: Text = Field(description="The reasoning.")
    sources: Many[SourceRef] = Field((), description="Ids of the sources it rests on.")


@entity
class Milestone(Entity):
    """Something that should be done by a date."""

    id: Id = Field(description="Short id, unique in the document.")
    title: Text = Field(description="What should be done.")
    planned: PartialDate | None = Field(None, description="The date first planned.")
    forecast: PartialDate | None = Field(None, description="The date now expected.")
    actual: PartialDate | None = Field(None, description="The date it was done.")


@entity
class Assessment(Entity):
    """A person's or body's dated and reasoned verdict on one of the five criteria."""

    criterion: Annotated[str, CodeList("criterion")] = Field(description="Which of the five criteria.")
    verdict: Annotated[str, CodeList("verdict")] = Field(description="Whether it is met.")
    justification: Text | None = Field(None, description="How the mission meets the criterion, in 30 words or more.")
    evidence: Many[SourceRef] = Field((), description="Ids of the sources the verdict rests on.")
    assessed_by: Text | None = Field(None, description="Role or body; not a private person.")
    date: PartialDate | None = Field(None, description="When it was assessed.")


@entity
class Mission(Document):
    """A bold, measurable, time-bound goal for society, reached across sectors by a portfolio of projects."""

    kind: Literal["mission"] = Field(description="The kind of document.")
    title: Text = Field(description="Name of the mission.")
    statement: Text | None = Field(None, description="The goal in one sentence.")
    summary: Text | None = Field(None, description="The mission in a short paragraph.")
    status: Annotated[str, CodeList("mission-status")] = Field("draft", description="Where the mission stands.")
    owner: ActorRef | None = Field(None, description="Id of the actor who answers for the mission.")
    start: PartialDate | None = Field(None, description="When the mission starts.")
    deadline: PartialDate | None = Field(None, description="When the goal should be reached.")
    challenges: Many[Challenge] = Field((), description="The grand challenges that the mission answers.")
    targets: Many[Target] = Field((), description="How one sees that the goal is reached.")
    pathways: Many[Pathway] = Field((), description="The different ways towards the goal.")
    life_event: Annotated[str, CodeList("life-event")] | None = Field(
        None, description="The Norwegian life event that the mission belongs to."
    )
    mandate: Mandate | None = Field(None, description="The decision behind the mission.")
    sectors: Many[Sector] = Field((), description="Sectors, from Los; cofog:07 for other lists.")
    disciplines: Many[Discipline] = Field((), description='Fields of research (OECD FORD), quoted: "3.1".')
    actors: Many[MissionActor] = Field((), description="Who takes part, as what, and with what.")
    governance: Governance | None = Field(None, description="Who coordinates.")
    knowledge_gaps: Many[KnowledgeGap] = Field((), description="What nobody knows yet.")
    feasibility: Feasibility | None = Field(None, description="Why the goal can be reached in time.")
    engagement: Many[Engagement] = Field((), description="When those concerned were involved.")
    entry_points: Many[EntryPoint] = Field((), description="How others can contribute.")
    measures: Many[Measure] = Field((), description="Support measures: law, implementation, involvement …")
    experiments: Many[Experiment] = Field((), description="Tests run by the mission itself.")
    milestones: Many[Milestone] = Field((), description="What should be done when.")
    budget: Budget | None = Field(None, description="The money frame.")
    risks: Many[Risk] = Field((), description="What may go wrong.")
    dependencies: Many[Dependency] = Field((), description="What must be there first.")
    decisions: Many[Decision] = Field((), description="Who decided what, and when.")
    assessments: Many[Assessment] = Field((), description="Verdicts on the five criteria.")
    review: Review | None = Field(None, description="When the mission is gone through.")
    sources: Many[SourceRef] = Field((), description="Ids of the sources of this document.")
    links: Many[Link] = Field((), description="Web pages worth knowing.")
