"""Assess: what the machine is sure of, what people have judged, and what only people can judge; never a score."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from missionkit.codelist import Label, code_list
from missionkit.finding import Finding, Severity
from missionkit.model import Mission
from missionkit.model.mission import Assessment
from missionkit.register import Register
from missionkit.resources import packaged
from missionkit.rules.assessments import JUDGED
from missionkit.scope import scopes

CRITERIA: tuple[str, ...] = tuple(packaged("criteria.yaml"))
"""The five criteria in the order of the seed."""


class Result(StrEnum):
    """What can be said of a criterion; the first that holds is said."""

    GAP = "gap"
    NEEDS_JUDGEMENT = "needs-judgement"
    JUDGED = "judged"


@dataclass(frozen=True)
class Account:
    """One criterion of one mission.

    `gaps` are open errors and warnings, `hints` open hints, `form` what is wrong with the assessment itself,
    `waived` accepted gaps. `assessment` is the newest that people have written; `current` says whether it is a
    verdict that is not out of date.
    """

    criterion: str
    gaps: tuple[Finding, ...]
    hints: tuple[Finding, ...]
    form: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    assessment: Assessment | None
    current: bool

    @property
    def count(self) -> int:
        """How many different gaps there are; one that is found at many targets is one gap."""
        return len({f.rule for f in self.gaps})

    @property
    def result(self) -> Result:
        """A gap, else a verdict that is missing or out of date, else the verdict."""
        if self.gaps:
            return Result.GAP
        return Result.JUDGED if self.current else Result.NEEDS_JUDGEMENT


@dataclass(frozen=True)
class MissionAccount:
    """A mission and its account on each of the five criteria."""

    register: Register
    mission: Mission
    accounts: tuple[Account, ...]

    @property
    def findings(self) -> list[Finding]:
        """All open findings of the five criteria."""
        return [f for account in self.accounts for f in (*account.gaps, *account.hints)]


def assess(register: Register, findings: Iterable[Finding]) -> list[MissionAccount]:
    """Return the account of every mission of a register, by id; `findings` are those of the engine."""
    by_document: dict[str, list[Finding]] = {}
    for finding in findings:
        by_document.setdefault(finding.document, []).append(finding)
    made = []
    for scope in scopes(register).values():
        found = [f for entry in scope.entries for f in by_document.get(entry.key, ())]
        made.append(MissionAccount(register, scope.mission, tuple(_account(c, scope.mission, found) for c in CRITERIA)))
    return made


def _account(criterion: str, mission: Mission, findings: list[Finding]) -> Account:
    own = [f for f in findings if f.criterion == criterion or _is_about(f, criterion)]
    opened = [f for f in own if f.waiver is None]
    written = [a for a in mission.assessments if a.criterion == criterion]
    newest = max(written, key=lambda a: (a.verdict in JUDGED, a.date.last.isoformat() if a.date else ""), default=None)
    stale = any(f.rule == "stale-assessment" and f.facts.get("criterion") == Label("criterion", criterion) for f in own)
    sure = [f for f in opened if not _is_of_form(f)]
    return Account(
        criterion=criterion,
        gaps=tuple(f for f in sure if f.severity is not Severity.HINT),
        hints=tuple(f for f in sure if f.severity is Severity.HINT),
        form=tuple(f for f in opened if _is_of_form(f)),
        waived=tuple(f for f in own if f.waiver),
        assessment=newest,
        current=newest is not None and newest.verdict in JUDGED and not stale,
    )


_ABOUT = (
    "short-justification",
    "verdict-without-evidence",
    "stale-assessment",
    "self-assessed",
    "copied-justification",
    "verdict-over-gaps",
)
"""Rules of the family assessments that speak of one criterion."""


def _is_of_form(finding: Finding) -> bool:
    """Say whether a finding is about how an assessment is written, and not about what the mission is."""
    return finding.rule in _ABOUT and finding.rule != "verdict-over-gaps"


def _is_about(finding: Finding, criterion: str) -> bool:
    """Say whether a finding is about the assessment of a criterion."""
    return finding.rule in _ABOUT and finding.facts.get("criterion") == Label("criterion", criterion)


def short_name(criterion: str, language: str) -> str:
    """Return the criterion's name in a word."""
    return str(packaged("criteria.yaml")[criterion]["short"][language])


def full_name(criterion: str, language: str) -> str:
    """Return the criterion's name in the words of the literature."""
    return code_list("criterion").label(criterion, language)


def asks(criterion: str, language: str) -> str:
    """Return the question that the criterion answers."""
    return str(packaged("criteria.yaml")[criterion]["asks"][language])


def questions(criterion: str, language: str) -> list[str]:
    """Return what only people can judge."""
    return [str(q[language]) for q in packaged("criteria.yaml")[criterion]["judgement"]]


def literature(criterion: str, language: str) -> str:
    """Return the literature's words on the criterion, with their source."""
    return str(packaged("criteria.yaml")[criterion]["literature"][language])
