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
        yield Gap("assessments", case="" if assessed else "all", criteria=tuple(f"`{c}`" for c in missing))


@rule("short-justification", on=Mission, severity=Severity.WARNING, words=30)
def short_justification(mission: Mission, context: Context) -> Iterator[Gap]:
    """A justification is an argument, not a word; the longest of its languages counts."""
    for index, assessment in enumerate(mission.assessments):
        place, code = ("assessments", index, "justification"), assessment.criterion
        if assessment.justification is None:
            yield Gap(*place, case="none", criterion=Label("criterion", code), code=code)
            continue
        count = max(word_count(text) for _, text in assessment.justification.variants())
        limit = context.limit("words")
        if count < limit:
            yield Gap(*place, criterion=Label("criterion", code), code=code, count=count, limit=limit)


@rule("verdict-without-evidence", on=Mission, severity=Severity.WARNING)
def verdict_without_evidence(mission: Mission, context: Context) -> Iterator[Gap]:
    """Whoever says that a criterion is met, wholly or in part, says what that rests on."""
    for index, assessment in enumerate(mission.assessments):
        if assessment.verdict in ("met", "partly") and not assessment.evidence:
            code = assessment.criterion
            yield Gap("assessments", index, "evidence", criterion=Label("criterion", code), code=code)


@rule("stale-assessment", on=Mission, severity=Severity.WARNING, months=12)
def stale_assessment(mission: Mission, context: Context) -> Iterator[Gap]:
    """A verdict has a date, and is looked at again within a year; of several on one criterion, the newest is."""
    for index, assessment in enumerate(mission.assessments):
        if assessment.verdict not in JUDGED or _is_replaced(assessment, mission):
            continue
        place, code, day = ("assessments", index, "date"), assessment.criterion, assessment.date
        if day is None:
            yield Gap(*place, case="undated", criterion=Label("criterion", code), code=code)
            continue
        months = months_between(day.last, context.today)
        if months > context.limit("months"):
            yield Gap(*place, criterion=Label("criterion", code), code=code, months=months, day=day)


def _is_replaced(old: Assessment, mission: Mission) -> bool:
    """Say whether a later verdict on the same criterion stands beside an assessment."""
    verdicts = (a for a in mission.assessments if a.criterion == old.criterion and a.verdict in JUDGED)
    return any(old.date and a.date and a.date.first > old.date.last for a in verdicts)


@rule("self-assessed", on=Mission, severity=Severity.HINT)
def self_assessed(mission: Mission, context: Context) -> Iterator[Gap]:
    """Someone else than the owner has judged too; criterion by criterion, and only the newest verdict is told."""
    owner = context.register.actors.get(mission.owner or "")
    if owner is None:
        return
    names = {owner.id, *(text.casefold() for _, text in owner.name.variants())}
    judged = [a for a in mission.assessments if a.verdict in JUDGED]
    others = {a.criterion for a in judged if a.assessed_by and not _by(a) & names}
    for index, assessment in enumerate(mission.assessments):
        code = assessment.criterion
        own = assessment.verdict in JUDGED and _by(assessment) & names and not _is_replaced(assessment, mission)
        if own and code not in others:
            yield Gap("assessments", index, "assessed_by", criterion=Label("criterion", code), code=code)


def _by(assessment: Assessment) -> set[str]:
    return {t.casefold() for _, t in assessment.assessed_by.variants()} if assessment.assessed_by else set()


@rule("copied-justification", on=Register, severity=Severity.HINT)
def copied_justification(register: Register, context: Context) -> Iterator[Gap]:
    """A justification is written for its mission and its criterion, not copied from another.

    Several who assess one criterion of a mission may share their words.
    """
    first: dict[str, tuple[str, str, Related]] = {}
    for entry in register.entries:
        if not isinstance(entry.document, Mission):
            continue
        for index, assessment in enumerate(entry.document.assessments):
            if assessment.justification is None:
                continue
            mission, code, place = entry.document.id, assessment.criterion, ("assessments", index, "justification")
            text = " ".join(str(assessment.justification).casefold().split())
            found = first.setdefault(text, (mission, code, Related(entry.place(place), "first-here")))
            if found[:2] != (mission, code):
                criterion = Label("criterion", code)
                yield Gap(*place, entry=entry, criterion=criterion, code=code, related=(found[2],))


@rule("verdict-over-gaps", on=Mission, severity=Severity.ERROR, late=True)
def verdict_over_gaps(mission: Mission, context: Context) -> Iterator[Gap]:
    """No criterion is called met over an open error; waived ones are not open, and replaced verdicts do not count."""
    for index, assessment in enumerate(mission.assessments):
        code = assessment.criterion
        rules = tuple(f"`{name}`" for name in sorted(context.errors.get((mission.id, code), ())))
        if assessment.verdict == "met" and rules and not _is_replaced(assessment, mission):
            yield Gap("assessments", index, "verdict", criterion=Label("criterion", code), code=code, rules=rules)
