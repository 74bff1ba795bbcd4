"""Criterion 1, bold and inspirational with wide societal relevance: whom it concerns, who stands behind it."""

from collections.abc import Iterator
from decimal import Decimal

from missionkit.finding import Severity
from missionkit.model import Mission, Project
from missionkit.model.mission import AffectedGroup, Challenge
from missionkit.rules.numbers import Quantity, quantities
from missionkit.rules.rule import ONCE_DRAFTED, Context, Gap, by_maturity, rule
from missionkit.rules.statement import (
    SOLUTION_WORDS,
    lix,
    names_in,
    own_sentence,
    sentences_of,
    word_count,
    words_found,
)
from missionkit.scope import project_budgets
from missionkit.values import LANGUAGES


@rule("missing-challenge", on=Mission, severity=ONCE_DRAFTED)
def missing_challenge(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission answers at least one grand challenge."""
    if not mission.challenges:
        yield Gap("challenges")


@rule("uncoded-challenge", on=Challenge, severity=Severity.WARNING)
def uncoded_challenge(challenge: Challenge, context: Context) -> Iterator[Gap]:
    """A challenge names a Sustainable Development Goal or the strategy that it comes from."""
    if not (challenge.sdg_goals or challenge.sdg_targets or challenge.strategy_ref):
        yield Gap("sdg_goals", challenge=challenge.id)


@rule("too-many-goals", on=Mission, severity=Severity.HINT, goals=4)
def too_many_goals(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission that claims many goals at once tends to be too broad to act on."""
    goals = {g for c in mission.challenges for g in (*c.sdg_goals, *(t.split(".")[0] for t in c.sdg_targets))}
    if len(goals) > context.limit("goals"):
        yield Gap("challenges", count=len(goals), limit=context.limit("goals"))


@rule("missing-affected-group", on=Mission, severity=Severity.ERROR)
def missing_affected_group(mission: Mission, context: Context) -> Iterator[Gap]:
    """A challenge says whom it affects; without a challenge at all, that is the gap to tell."""
    if mission.challenges and not any(c.affected_groups for c in mission.challenges):
        yield Gap("challenges", 0, "affected_groups")


@rule("unsized-affected-group", on=AffectedGroup, severity=Severity.WARNING)
def unsized_affected_group(group: AffectedGroup, context: Context) -> Iterator[Gap]:
    """An affected group has a number, a source, and a year; when the source was published or read will do.

    A source that the register does not have is told by unknown-reference, and then nobody knows its year. A group
    that is everyone («all people on Earth») needs no number.
    """
    source = context.register.sources.get(group.source or "")
    if group.number is None and _is_everyone(group):
        return
    if group.number is None:
        yield Gap("number", group=group.group)
    elif group.source is None:
        yield Gap("source", case="source", group=group.group)
    elif group.year is None and source is not None and source.year is None and source.accessed is None:
        yield Gap("year", case="year", group=group.group, source=source.id)


def _is_everyone(group: AffectedGroup) -> bool:
    return any(q.kind == "scope" and q.start == 0 for _, text in group.group.variants() for q in _amounts(text))


def _amounts(text: str) -> list[Quantity]:
    return [q for language in LANGUAGES for q in quantities(text, language)]


@rule("missing-cost-of-inaction", on=Mission, severity=Severity.HINT)
def missing_cost_of_inaction(mission: Mission, context: Context) -> Iterator[Gap]:
    """A challenge says what it costs today, in money or in human terms."""
    if mission.challenges and not any(c.cost_today for c in mission.challenges):
        yield Gap("challenges", 0, "cost_today")


@rule("missing-statement", on=Mission, severity=ONCE_DRAFTED)
def missing_statement(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission can be said in one sentence."""
    if mission.statement is None:
        yield Gap("statement")


@rule("long-statement", on=Mission, severity=Severity.HINT, words=35)
def long_statement(mission: Mission, context: Context) -> Iterator[Gap]:
    """A statement is short enough to remember; every language by itself."""
    for path, text, _ in own_sentence(mission.statement, "statement", context):
        count = word_count(text)
        if count > context.limit("words"):
            yield Gap(*path, count=count, limit=context.limit("words"))


@rule("hard-statement", on=Mission, severity=Severity.HINT, lix=50, words=50)
def hard_statement(mission: Mission, context: Context) -> Iterator[Gap]:
    """Statement and summary are readable: LIX (words a sentence plus per cent long words), Norwegian only.

    Above 50 counts as hard. A text of fewer than 50 words says too little about its own difficulty. Where the texts
    come in both nb and nn, each is judged with its own summary.
    """
    summary = {language: text for _, text, language in sentences_of(mission.summary, "summary", context)}
    for path, text, language in own_sentence(mission.statement, "statement", context):
        whole = f"{text}\n\n{summary.get(language, '')}"
        if language != "en" and word_count(whole) >= context.limit("words") and lix(whole) > context.limit("lix"):
            yield Gap(*path, lix=round(lix(whole), 1), limit=context.limit("lix"))


@rule("statement-prescribes-solution", on=Mission, severity=Severity.HINT)
def statement_prescribes_solution(mission: Mission, context: Context) -> Iterator[Gap]:
    """A statement says what shall be reached, not with which technology or product."""
    for path, text, language in own_sentence(mission.statement, "statement", context):
        found = words_found(text, SOLUTION_WORDS, language)
        if found:
            yield Gap(*path, word=found[0])


@rule("statement-names-owner", on=Mission, severity=Severity.HINT)
def statement_names_owner(mission: Mission, context: Context) -> Iterator[Gap]:
    """A statement speaks of society; one that speaks of its owner is the strategy of an organisation.

    Only the whole name is looked for, in the genitive too: a municipality may well speak of the town it serves.
    """
    owner = context.register.actors.get(mission.owner or "")
    names = [name for _, name in owner.name.variants()] if owner else []
    for path, text, _ in own_sentence(mission.statement, "statement", context):
        found = names_in(text, names)
        if found:
            yield Gap(*path, owner=found)


@rule("missing-projects", on=Mission, severity=Severity.WARNING)
def missing_projects(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission is reached by projects; one without any is not a project in disguise but a plan on paper."""
    if not context.scope.projects:
        yield Gap()


@rule("project-in-disguise", on=Mission, severity=Severity.WARNING, share=80)
def project_in_disguise(mission: Mission, context: Context) -> Iterator[Gap]:
    """A mission is a portfolio: several projects, and none that holds nearly all the money."""
    projects = context.scope.projects
    if len(projects) == 1:
        yield Gap(case="one", project=projects[0].id)
    elif projects:
        yield from _nearly_all_the_money(projects, context.limit("share"))


def _nearly_all_the_money(projects: tuple[Project, ...], limit: Decimal) -> Iterator[Gap]:
    """Yield a gap where one project has more than the limit; only if all budgets are known, in one currency."""
    for budgets in project_budgets(projects).values():
        name, largest = max(budgets.items(), key=lambda b: (b[1], b[0]))
        share = 100 * largest / sum(budgets.values())
        if len(budgets) == len(projects) and share > limit:
            yield Gap(case="budget", project=name, share=round(share, 1), limit=limit)


@rule("missing-engagement", on=Mission, severity=Severity.WARNING)
def missing_engagement(mission: Mission, context: Context) -> Iterator[Gap]:
    """Those concerned were asked: at least one record of engagement, tied to an affected group.

    Users who take part in a project count too. Where no affected group is described at all, that is told by
    missing-affected-group, and there is nothing to tie a record to.
    """
    groups = [group for c in mission.challenges for group in c.affected_groups]
    records = (*mission.engagement, *(e for p in context.scope.projects for e in p.user_involvement))
    if not records:
        yield Gap("engagement")
    elif groups and not any(record.affected_groups for record in records):
        yield Gap("engagement", case="group")


@rule("missing-mandate", on=Mission, severity=by_maturity(draft=Severity.WARNING, committed=Severity.ERROR))
def missing_mandate(mission: Mission, context: Context) -> Iterator[Gap]:
    """A body with authority has decided on the mission: who, when, and in which document."""
    mandate = mission.mandate
    if mandate is None:
        yield Gap("mandate")
        return
    for name in ("body", "date", "document"):
        if getattr(mandate, name) is None:
            yield Gap("mandate", name, case=name)


@rule("single-beneficiary", on=Mission, severity=Severity.HINT)
def single_beneficiary(mission: Mission, context: Context) -> Iterator[Gap]:
    """Citizens are among those affected; only where every group's kind is given can this be judged."""
    groups = [(number, group) for number, c in enumerate(mission.challenges) for group in c.affected_groups]
    if groups and all(group.kind in ("staff", "organisations") for _, group in groups):
        yield Gap("challenges", groups[0][0], "affected_groups")
