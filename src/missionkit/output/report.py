"""A report: what was checked and what was found, ready for any format."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from missionkit.finding import Finding, Severity
from missionkit.language.catalog import say
from missionkit.register import Register
from missionkit.rules.rule import Rule
from missionkit.rules.texts import advice, message

PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.HINT: "hints"}


@dataclass(frozen=True)
class Checked:
    """One register and the findings to show of it."""

    register: Register
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Report:
    """All registers of a run; `hidden` counts findings that the user's options leave out.

    `known` counts those that are left out because they were there at the revision `since`, None where none is named.
    `left_out` names the rules they leave out, `limit` is the highest rank of severity that fails the run, and
    `repository` the folder of the repository that the run stands in, if any.
    """

    checked: tuple[Checked, ...]
    language: str
    hidden: int = 0
    colour: bool = False
    statistics: bool = False
    left_out: frozenset[str] = frozenset()
    limit: int = 0
    repository: str = ""
    since: str | None = None
    known: int = 0

    @property
    def findings(self) -> list[Finding]:
        """All findings, in the order of registers, waived ones too."""
        return [finding for one in self.checked for finding in one.findings]

    def each(self) -> Iterator[tuple[Finding, Register]]:
        """Yield each finding with its register."""
        for one in self.checked:
            for finding in one.findings:
                yield finding, one.register

    @property
    def open(self) -> list[Finding]:
        """The findings that no waiver covers."""
        return [f for f in self.findings if f.waiver is None]

    def count(self, severity: Severity) -> int:
        """Return how many open findings have a severity."""
        return sum(1 for f in self.open if f.severity is severity)

    def fails(self, finding: Finding) -> bool:
        """Say whether a report may not call a finding passed: an error, or what makes the run fail."""
        return finding.waiver is None and finding.severity.rank <= max(self.limit, Severity.ERROR.rank)

    def left_out_because(self, rule: Rule, register: Register) -> str:
        """Return the key of the words that say why a rule was not held against a register, or nothing."""
        if register.settings.config.severity.get(rule.name) == "off":
            return "rule-off"
        return "rule-left-out" if rule.name in self.left_out else ""

    def from_repository(self, finding: Finding, register: Register) -> str:
        """Return a finding's file as seen from the root of the repository, or as shown where it is in none."""
        full = PurePath(register.tree.name, register.file_of(finding.file))
        inside = self.repository and full.is_relative_to(self.repository)
        return full.relative_to(self.repository).as_posix() if inside else finding.file

    @property
    def documents(self) -> int:
        """How many documents were checked."""
        return sum(one.register.document_count for one in self.checked)

    @property
    def files(self) -> int:
        """How many files were checked."""
        return sum(len(one.register.files) for one in self.checked)

    def message(self, finding: Finding) -> str:
        """Return what a finding says, in the report's language."""
        return message(finding, self.language)

    def advice(self, finding: Finding) -> str:
        """Return how to mend it, in the report's language."""
        return advice(finding, self.language)

    def waiver(self, finding: Finding) -> str:
        """Return why a finding is accepted, or nothing."""
        waived = finding.waiver
        if waived is None:
            return ""
        key = "waived-until" if waived.until else "waived"
        facts = {"until": waived.until, "reason": waived.reason, "decided_by": waived.decided_by}
        return say(key, self.language, **facts)

    def summary(self) -> str:
        """Return the one line that says what was checked and what was found."""
        language, counts = self.language, {s: self.count(s) for s in Severity}
        words = {PLURALS[s]: say(PLURALS[s], language, count=n) for s, n in counts.items()}
        line = say(
            "checked" if self.open else "nothing-found",
            language,
            documents=say("documents", language, count=self.documents),
            files=say("files", language, count=self.files),
            registers=say("registers", language, count=len(self.checked)),
            **words,
        )
        waived = len(self.findings) - len(self.open)
        if waived:
            line += " " + say("waived-count", language, count=waived)
        if self.since is not None:
            line += " " + say(
                "known-count" if self.known else "known-none", language, count=self.known, since=self.since
            )
        if self.hidden:
            line += " " + say("hidden-count", language, count=self.hidden)
        return line

    def tally(self) -> list[tuple[int, str]]:
        """Return how often each rule was found, most often first."""
        rules = [f.rule for f in self.open]
        return sorted(((rules.count(r), r) for r in set(rules)), key=lambda t: (-t[0], t[1]))
