"""Which change of which field is called what: one line a field, so that a new field or code is one line here.

What stands in no table is still told, as `field-changed`, `text-changed`, `value-added`, `part-added` and their
mirrors; nothing that differs is passed over.
"""

from typing import NamedTuple

from missionkit.model import Actor, Mission, Portfolio, Project, Source
from missionkit.model.base import (
    Budget,
    BudgetLine,
    Decision,
    Dependency,
    Engagement,
    Entity,
    EntryPoint,
    Experiment,
    Link,
    Measure,
    Review,
    ReviewEntry,
    Risk,
    Waiver,
)
from missionkit.model.mission import (
    AffectedGroup,
    Assessment,
    Baseline,
    Cost,
    Feasibility,
    Governance,
    Indicator,
    KnowledgeGap,
    Milestone,
    MissionActor,
    Observation,
    Pathway,
    Target,
    TargetMilestone,
)
from missionkit.model.portfolio import FacetShare, HorizonShare, StageShare
from missionkit.model.project import Benefit, Contribution, Deliverable, OperatingFunding

Field = tuple[type[Entity], str]


class Names(NamedTuple):
    """The codes of a field whose value is another, is new, or is gone."""

    changed: str
    new: str
    gone: str


class Moves(NamedTuple):
    """The codes of a date that moves later, moves earlier, is new, or is gone."""

    later: str
    earlier: str
    new: str
    gone: str


class Ladder(NamedTuple):
    """The codes of a status that climbs or falls; `off` are statuses beside the ladder."""

    steps: tuple[str, ...]
    up: str
    down: str
    off: tuple[str, ...] = ()
    stopped: str = ""
    resumed: str = ""


class Pairs(NamedTuple):
    """The codes of what is added and what is removed."""

    added: str
    removed: str


_OWNER = Names("owner-changed", "owner-set", "owner-removed")
_DEADLINE = ("deadline-set", "deadline-removed")

FIELDS: dict[Field, Names] = {
    (Mission, "owner"): _OWNER,
    (Portfolio, "owner"): _OWNER,
    (Target, "owner"): _OWNER,
    (Measure, "owner"): _OWNER,
    (Risk, "owner"): _OWNER,
    (Benefit, "owner"): _OWNER,
    (Project, "lead"): Names("lead-changed", "lead-added", "lead-removed"),
    (Mission, "title"): Names("retitled", "retitled", "retitled"),
    (Portfolio, "title"): Names("retitled", "retitled", "retitled"),
    (Project, "title"): Names("retitled", "retitled", "retitled"),
    (Target, "text"): Names("target-reworded", "target-reworded", "target-reworded"),
    (Target, "kind"): Names("target-kind-changed", "target-kind-changed", "target-kind-changed"),
    (Target, "unit"): Names("target-unit-changed", "target-unit-set", "target-unit-removed"),
    (Target, "relative"): Names("target-measure-changed", "target-measure-changed", "target-measure-changed"),
    (Target, "level"): Names("target-measure-changed", "target-measure-changed", "target-measure-changed"),
    (Target, "done_when"): Names("target-condition-changed", "target-condition-set", "target-condition-removed"),
    (Target, "achieved"): Names("target-achieved-date-changed", "target-achieved", "target-achievement-withdrawn"),
    (Indicator, "name"): Names("target-measure-changed", "target-measure-changed", "target-measure-changed"),
    (Indicator, "definition"): Names("target-measure-changed", "target-measure-changed", "target-measure-changed"),
    (Observation, "value"): Names("observation-revised", "observation-revised", "observation-revised"),
    (Baseline, "date"): Names("target-baseline-changed", "target-baseline-changed", "target-baseline-changed"),
    (TargetMilestone, "value"): Names("milestone-value-changed", "milestone-value-set", "milestone-value-removed"),
    (Milestone, "actual"): Names("field-changed", "milestone-done", "milestone-reopened"),
    (Deliverable, "done"): Names("field-changed", "milestone-done", "milestone-reopened"),
    (Assessment, "justification"): Names("criterion-reworded", "criterion-reworded", "criterion-reworded"),
    (Experiment, "hypothesis"): Names("hypothesis-changed", "text-added", "text-removed"),
    (Experiment, "success_criterion"): Names(
        "success-criterion-changed", "success-criterion-set", "success-criterion-removed"
    ),
    (Experiment, "result"): Names("experiment-result-changed", "experiment-result-added", "experiment-result-removed"),
    (Experiment, "decision"): Names("experiment-decision-changed", "experiment-decided", "experiment-decision-removed"),
    (Experiment, "status"): Names("experiment-status-changed", "field-changed", "field-changed"),
    (Risk, "status"): Names("risk-status-changed", "field-changed", "field-changed"),
    (Decision, "text"): Names("decision-changed", "decision-changed", "decision-changed"),
    (Decision, "date"): Names("decision-changed", "decision-changed", "decision-changed"),
    (Decision, "body"): Names("decision-changed", "decision-changed", "decision-changed"),
    (Contribution, "amount"): Names("contribution-changed", "contribution-changed", "contribution-changed"),
    (Contribution, "how"): Names("contribution-changed", "contribution-changed", "contribution-changed"),
    (Portfolio, "mission"): Names("portfolio-moved", "portfolio-moved", "portfolio-moved"),
    (Waiver, "reason"): Names("waiver-changed", "waiver-changed", "waiver-changed"),
    (Waiver, "decided_by"): Names("waiver-changed", "waiver-changed", "waiver-changed"),
}
"""Fields whose change has a name of its own."""

DATES: dict[Field, Moves] = {
    (Mission, "deadline"): Moves(
        "mission-horizon-extended", "mission-horizon-advanced", "mission-horizon-set", "mission-horizon-removed"
    ),
    (Target, "deadline"): Moves(
        "target-deadline-slipped", "target-deadline-advanced", "target-deadline-set", "target-deadline-removed"
    ),
    (Project, "end"): Moves("deadline-slipped", "deadline-advanced", *_DEADLINE),
    (Measure, "needed_by"): Moves("measure-slipped", "measure-advanced", *_DEADLINE),
    (Measure, "in_force"): Moves("measure-slipped", "measure-advanced", *_DEADLINE),
    (Measure, "consultation_end"): Moves("measure-slipped", "measure-advanced", *_DEADLINE),
    (TargetMilestone, "date"): Moves("milestone-slipped", "milestone-advanced", *_DEADLINE),
    (Milestone, "planned"): Moves("milestone-slipped", "milestone-advanced", *_DEADLINE),
    (Milestone, "forecast"): Moves("milestone-slipped", "milestone-advanced", *_DEADLINE),
    (Deliverable, "planned"): Moves("milestone-slipped", "milestone-advanced", *_DEADLINE),
    (Deliverable, "forecast"): Moves("milestone-slipped", "milestone-advanced", *_DEADLINE),
    (Experiment, "end"): Moves("experiment-slipped", "experiment-advanced", *_DEADLINE),
    (Benefit, "by"): Moves("benefit-slipped", "benefit-advanced", *_DEADLINE),
    (EntryPoint, "deadline"): Moves("entry-deadline-moved", "entry-deadline-moved", *_DEADLINE),
    (Review, "last"): Moves("review-held", "review-unheld", "review-held", "review-unheld"),
    (Review, "next"): Moves("review-postponed", "review-brought-forward", *_DEADLINE),
    (Waiver, "until"): Moves("waiver-extended", "waiver-shortened", "waiver-shortened", "waiver-extended"),
    (OperatingFunding, "secured_until"): Moves(
        "funding-lengthened", "funding-shortened", "funding-lengthened", "funding-shortened"
    ),
}
"""Dates that something should be done by, lasts until, or was last done on."""

LADDERS: dict[Field, Ladder] = {
    (Mission, "status"): Ladder(
        ("paused", "idea", "draft", "illustrative", "proposed", "adopted", "running", "closed", "achieved"),
        "mission-status-advanced",
        "mission-status-regressed",
    ),
    (Project, "status"): Ladder(
        ("paused", "idea", "planned", "running", "completed"),
        "project-status-advanced",
        "project-status-regressed",
        ("stopped", "cancelled"),
        "project-stopped",
        "project-resumed",
    ),
    (Project, "phase"): Ladder(
        ("idea", "concept", "planning", "execution", "closing", "realisation"), "phase-advanced", "phase-regressed"
    ),
    (Measure, "status"): Ladder(
        ("not_started", "started", "in_consultation", "adopted", "in_force", "completed"),
        "measure-status-advanced",
        "measure-status-regressed",
        ("dropped",),
        "measure-dropped",
        "measure-resumed",
    ),
    (Pathway, "status"): Ladder(
        ("paused", "proposed", "active", "completed"),
        "pathway-status-advanced",
        "pathway-status-regressed",
        ("stopped",),
        "pathway-stopped",
        "pathway-resumed",
    ),
    (BudgetLine, "certainty"): Ladder(("applied", "committed", "spent"), "money-more-certain", "money-less-certain"),
    (Assessment, "verdict"): Ladder(
        ("not_assessed", "not_met", "partly", "met"), "criterion-progressed", "criterion-regressed"
    ),
    (Source, "reliability"): Ladder(("secondary", "primary"), "source-strengthened", "source-weakened"),
}
"""Statuses and verdicts that have an order."""

_EVIDENCE = Pairs("evidence-added", "evidence-removed")

LISTS: dict[Field, Pairs] = {
    (Mission, "sectors"): Pairs("sector-added", "sector-removed"),
    (Project, "sectors"): Pairs("sector-added", "sector-removed"),
    (Project, "missions"): Pairs("project-joined", "project-left"),
    (Portfolio, "projects"): Pairs("project-joined", "project-left"),
    (Project, "partners"): Pairs("actor-added", "actor-removed"),
    (Governance, "members"): Pairs("actor-added", "actor-removed"),
    (Assessment, "evidence"): _EVIDENCE,
    (Experiment, "evidence"): _EVIDENCE,
    (Feasibility, "sources"): _EVIDENCE,
    (Mission, "sources"): _EVIDENCE,
    (Portfolio, "sources"): _EVIDENCE,
    (Project, "sources"): _EVIDENCE,
    (Source, "quotes"): Pairs("quote-added", "quote-removed"),
}
"""Lists of values in which additions and removals have names of their own."""

PARTS: dict[type[Entity], Pairs] = {
    Mission: Pairs("mission-added", "mission-removed"),
    Portfolio: Pairs("portfolio-added", "portfolio-removed"),
    Project: Pairs("project-added", "project-removed"),
    Actor: Pairs("actor-listed", "actor-unlisted"),
    Source: Pairs("source-listed", "source-unlisted"),
    Target: Pairs("target-added", "target-removed"),
    Baseline: Pairs("target-baseline-set", "target-baseline-removed"),
    Observation: Pairs("target-progress-updated", "observation-removed"),
    Assessment: Pairs("criterion-added", "criterion-removed"),
    MissionActor: Pairs("actor-added", "actor-removed"),
    Pathway: Pairs("pathway-added", "pathway-removed"),
    Contribution: Pairs("contribution-added", "contribution-removed"),
    Measure: Pairs("measure-added", "measure-removed"),
    Experiment: Pairs("experiment-added", "experiment-removed"),
    Risk: Pairs("risk-added", "risk-removed"),
    Decision: Pairs("decision-added", "decision-removed"),
    Milestone: Pairs("milestone-added", "milestone-removed"),
    TargetMilestone: Pairs("milestone-added", "milestone-removed"),
    Deliverable: Pairs("milestone-added", "milestone-removed"),
    Budget: Pairs("budget-set", "budget-removed"),
    BudgetLine: Pairs("budget-line-added", "budget-line-removed"),
    Waiver: Pairs("waiver-added", "waiver-removed"),
    ReviewEntry: Pairs("review-held", "review-unheld"),
    Dependency: Pairs("dependency-added", "dependency-removed"),
}
"""Documents and parts whose coming and going have names of their own."""

KEYS: dict[type[Entity], tuple[str, ...]] = {
    BudgetLine: ("year", "funder", "currency", "purpose", "chapter"),
    Observation: ("date",),
    TargetMilestone: ("date",),
    Contribution: ("target",),
    Assessment: ("criterion",),
    MissionActor: ("ref",),
    Waiver: ("rule", "at"),
    Link: ("url",),
    Cost: ("text",),
    AffectedGroup: ("group",),
    Engagement: ("who", "date"),
    EntryPoint: ("title",),
    ReviewEntry: ("date", "body"),
    Benefit: ("text",),
    Dependency: ("from_", "to"),
    FacetShare: ("facet",),
    StageShare: ("chain_stage",),
    HorizonShare: ("years",),
    KnowledgeGap: ("question",),
}
"""What tells parts apart that have no id."""

KEYS_MOVED: dict[type[Entity], tuple[str, ...]] = {
    TargetMilestone: ("value",),
    Observation: ("value",),
    Engagement: ("who",),
    ReviewEntry: ("body", "text"),
    Dependency: ("to",),
}
"""What tells those of them apart whose key has changed: a value to reach that is moved to another date."""

RENAMES: dict[type[Entity], str] = {
    Mission: "mission-renamed",
    Portfolio: "portfolio-renamed",
    Project: "project-renamed",
    Actor: "actor-renamed",
    Source: "source-renamed",
    Target: "target-renamed",
}
"""Documents and parts whose new id has a name of its own; for other parts it is `part-renamed`."""

SOURCE = Names("source-replaced", "source-named", "source-dropped")
"""What is told of a source of a fact that stands in no table."""

PROSE = Names("text-changed", "text-added", "text-removed")
"""What is told of texts that stand in no table."""

OTHER = Names("field-changed", "field-changed", "field-changed")
"""What is told of all other fields that stand in no table."""

VALUES = Pairs("value-added", "value-removed")
"""What is told of lists of values that stand in no table."""

ITEMS = Pairs("part-added", "part-removed")
"""What is told of parts that stand in no table."""
