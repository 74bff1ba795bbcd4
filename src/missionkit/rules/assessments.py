"""Assessments: whether people have judged the five criteria, with reasons, evidence and a date."""

from collections.abc import Iterator

from missionkit.codelist import Label, code_list
from missionkit.finding import Related, Severity
from missionkit.model import Mission
from missionkit.model.mission import Assessment
from missionkit.register import Register
from missionkit.rules.rule import Context, Gap, by_maturity, rule
from missionkit.rules.statement import word_count
from missionkit.scope import months_between

JUDGED = ("met", "partly", "not_met")


@rule("missing-assessment", on=Mission, severity=by_maturity(draft=Severity.WARNING, committed=Severity.ERROR))
def missing_assessment(mission: Mission, context: Context) -> Iterator[Gap]:
    """Each of the five criteria is described; one gap is told with all criteria that are not."""
    assessed = {a.criterion for a in mission.assessments}
    missing = [c for c in code_list("criterion") if c not in assessed]
    if missing:
        labels = tuple(Label("criterion", c) for c in missing)
        yield Gap("assessments", case="" if assessed else "all", criteria=labels)


@rule("short-justification", on=Mission, severity=Severity.WARNING, words=30)
def short_justification(mission: Mission, context: Context) -> Iterator[Gap]:
    """A justification is an argument, not a word; the longest of its languages counts."""
    for index, assessment in enumerate(mission.assessments):
        place, criterion = ("assessments", index, "justification"), Label("criterion", assessment.criterion)
        if assessment.justification is None:
            yield Gap(*place, case="none", criterion=criterion)
            continue
        count = max(word_count(text) for _, text in assessment.justification.variants())
        if count < context.limit("words"):
            yield Gap(*place, count=count, limit=context.limit("words"), criterion=criterion)


@rule("verdict-without-evidence", on=Mission, severity=Severity.WARNING)
def verdict_without_evidence(mission: Mission, context: Context) -> Iterator[Gap]:
    """Whoever says that a criterion is met, wholly or in part, says what that rests on."""
    for index, assessment in enumerate(mission.assessments):
        if assessment.verdict in ("met", "partly") and not assessment.evidence:
            yield Gap("assessments", index, "evidence", criterion=Label("criterion", assessment.criterion))


@rule("stale-assessment", on=Mission, severity=Severity.WARNING, months=12)
def stale_assessment(mission: Mission, context: Context) -> Iterator[Gap]:
    """A verdict has a date, and is looked at again within a year."""
    for index, assessment in enumerate(mission.assessments):
        if assessment.verdict not in JUDGED:
            continue
        place, criterion = ("assessments", index, "date"), Label("criterion", assessment.criterion)
        if assessment.date is None:
            yield Gap(*place, case="undated", criterion=criterion)
            continue
        months = months_between(assessment.date.last, context.today)
        if months > context.limit("months"):
            yield Gap(*place, criterion=criterion, months=months, day=assessment.date)


@rule("self-assessed", on=Mission, severity=Severity.HINT)
def self_assessed(mission: Mission, context: Context) -> Iterator[Gap]:
    """Someone else than the owner has judged too; criterion by criterion."""
    owner = context.register.actors.get(mission.owner or "")
    if owner is None:
        return
    names = {owner.id, *(text.casefold() for _, text in owner.name.variants())}
    others = {a.criterion for a in mission.assessments if a.assessed_by and not _by(a) & names}
    for index, assessment in enumerate(mission.assessments):
        if assessment.verdict in JUDGED and _by(assessment) & names and assessment.criterion not in others:
            yield Gap("assessments", index, "assessed_by", criterion=Label("criterion", assessment.criterion))


def _by(assessment: Assessment) -> set[str]:
    return {t.casefold() for _, t in assessment.assessed_by.variants()} if assessment.assessed_by else set()


@rule("copied-justification", on=Register, severity=Severity.HINT)
def copied_justification(register: Register, context: Context) -> Iterator[Gap]:
    """A justification is written for its mission and its criterion, not copied from another."""
    first: dict[str, Related] = {}
    for entry in register.entries:
        if not isinstance(entry.document, Mission):
            continue
        for index, assessment in enumerate(entry.document.assessments):
            if assessment.justification is None:
                continue
            place = ("assessments", index, "justification")
            text = " ".join(str(assessment.justification).casefold().split())
            if text in first:
                criterion = Label("criterion", assessment.criterion)
                yield Gap(*place, entry=entry, criterion=criterion, related=(first[text],))
            else:
                first[text] = Related(entry.place(place), "first-here")


@rule("verdict-over-gaps", on=Mission, severity=Severity.ERROR, late=True)
def verdict_over_gaps(mission: Mission, context: Context) -> Iterator[Gap]:
    """No criterion is called met over an open error; a waived one is not open."""
    for index, assessment in enumerate(mission.assessments):
        rules = context.errors.get((mission.id, assessment.criterion), frozenset())
        if assessment.verdict == "met" and rules:
            criterion = Label("criterion", assessment.criterion)
            yield Gap("assessments", index, "verdict", criterion=criterion, rules=tuple(sorted(rules)))
