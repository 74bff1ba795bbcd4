"""Assessments for people and programs: a matrix, the full account of a mission, JSON, Markdown and CSV."""

import csv
import io
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from missionkit.assess import (
    CRITERIA,
    Account,
    MissionAccount,
    Result,
    asks,
    full_name,
    literature,
    questions,
    short_name,
)
from missionkit.codelist import code_list
from missionkit.finding import Finding
from missionkit.language.catalog import fact, say
from missionkit.model.mission import Assessment
from missionkit.output.safe import markdown_safe, safe, safe_file, safe_json
from missionkit.rules.texts import advice, message

SYMBOLS = {"gap": "✗", "needs-judgement": "?", "met": "✓", "partly": "◐", "not_met": "○"}
_COLOURS = {"gap": "31", "needs-judgement": "33", "met": "32", "partly": "33", "not_met": "31"}
_WIDTH = 96


@dataclass(frozen=True)
class Assessed:
    """What is to be written: accounts of missions, in a language; `full` asks for the whole account of each."""

    missions: tuple[MissionAccount, ...]
    language: str
    full: bool = False
    colour: bool = False
    unread: int = 0

    def paint(self, text: str, code: str) -> str:
        """Return the text in a colour, where colours are wanted."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code else text


def own_language(one: MissionAccount) -> str:
    """Return the language that the mission's plain texts are written in."""
    return one.mission.language or one.register.settings.language


def mission_title(one: MissionAccount, language: str) -> str:
    """Return the mission's title in a language, as near as there is one."""
    return safe(one.mission.title.pick(language, own_language(one))[0])


def _key(account: Account) -> str:
    if account.result is Result.JUDGED and account.assessment:
        return account.assessment.verdict
    return account.result.value


def result_words(account: Account, language: str) -> str:
    """Return what a cell of the matrix says: a count of gaps, «to be judged», or the verdict."""
    if account.result is Result.GAP:
        return say("gap-count", language, count=account.count)
    if account.result is Result.JUDGED and account.assessment:
        return code_list("verdict").label(account.assessment.verdict, language)
    return say("needs-judgement", language)


def text(assessed: Assessed) -> str:
    """Return the matrix, or the full account of each mission where that is asked for."""
    if not assessed.missions:
        return say("no-mission", assessed.language) + "\n"
    if assessed.full:
        return "\n\n".join("\n".join(_account_lines(one, assessed)) for one in assessed.missions) + "\n"
    return "\n".join(_matrix_lines(assessed)) + "\n"


def _matrix_lines(assessed: Assessed) -> Iterator[str]:
    language = assessed.language
    cells = [[_cell(a, language) for a in one.accounts] for one in assessed.missions]
    heads = [short_name(c, language) for c in CRITERIA]
    widths = [max(len(head), *(len(row[i]) for row in cells)) for i, head in enumerate(heads)]
    first = min(40, max(len(mission_title(one, language)) for one in assessed.missions))
    yield say("matrix-title", language)
    yield ""
    heading = "  ".join([" " * first, *(h.ljust(w) for h, w in zip(heads, widths, strict=True))])
    yield assessed.paint(heading.rstrip(), "1")
    yield "─" * (first + sum(widths) + 2 * len(widths))
    for one, row in zip(assessed.missions, cells, strict=True):
        titles = textwrap.wrap(mission_title(one, language), first) or [one.mission.id]
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        painted = [assessed.paint(p, _COLOURS.get(_key(a), "")) for p, a in zip(padded, one.accounts, strict=True)]
        yield "  ".join([titles[0].ljust(first), *painted]).rstrip()
        yield from titles[1:]
        yield assessed.paint(safe(one.mission.id), "2")
    yield ""
    yield from textwrap.wrap(say("matrix-legend", language), _WIDTH)
    if len(assessed.missions) == 1:
        yield from _next_step(assessed.missions[0], language)
    yield say("matrix-more", language, mission=assessed.missions[0].mission.id)


def _next_step(one: MissionAccount, language: str) -> Iterator[str]:
    """Yield what to do first: how to mend the gravest gap, in the order of the criteria."""
    gaps = [finding for account in one.accounts for finding in account.gaps]
    if gaps:
        first = min(gaps, key=lambda finding: finding.severity.rank)
        yield from _wrapped(say("next-step", language, advice=safe(advice(first, language))), "")
        yield f"  {safe_file(first.file)}:{first.span.line}:{first.span.column}"


def _cell(account: Account, language: str) -> str:
    return f"{SYMBOLS[_key(account)]} {result_words(account, language)}"


def _account_lines(one: MissionAccount, assessed: Assessed) -> Iterator[str]:
    language = assessed.language
    status = code_list("mission-status").label(one.mission.status, language)
    head = f"{mission_title(one, language)} ({one.mission.id})"
    yield assessed.paint(head, "1")
    yield "═" * len(head)
    yield f"{say('status', language)}: {status}"
    for number, account in enumerate(one.accounts, 1):
        yield ""
        yield assessed.paint(f"{number}. {full_name(account.criterion, language)}", "1")
        yield from _wrapped(asks(account.criterion, language), "   ")
        result = assessed.paint(_result_line(account, language), _COLOURS[_key(account)])
        yield f"   {say('result', language)}: {result}"
        yield from _assessment_lines(one, account, language)
        for name in ("gaps", "hints", "form", "waived"):
            yield from _finding_lines(say(f"account-{name}", language), getattr(account, name), assessed)
        if not account.current:
            yield f"   {say('account-judgement', language)}:"
            for question in questions(account.criterion, language):
                yield from _wrapped(f"– {question}", "     ", "       ")
        yield from _wrapped(
            f"{say('account-literature', language)}: {literature(account.criterion, language)}", "   ", "     "
        )


def _result_line(account: Account, language: str) -> str:
    if account.result is Result.GAP:
        counts = [say("gap-count", language, count=account.count)]
        if len(account.gaps) > account.count:
            counts = [f"{counts[0]} {say('gap-places', language, count=len(account.gaps))}"]
        if account.hints:
            counts.append(say("hint-count", language, count=len(account.hints)))
        return f"{SYMBOLS['gap']} {fact(tuple(counts), language)}"
    if account.result is Result.JUDGED:
        return f"{SYMBOLS[_key(account)]} {say('result-judged', language, verdict=result_words(account, language))}"
    return f"{SYMBOLS['needs-judgement']} {say('result-needs-judgement', language)}"


def _assessment_lines(one: MissionAccount, account: Account, language: str) -> Iterator[str]:
    assessment = account.assessment
    if assessment is None:
        yield f"   {say('account-none', language)}"
        return
    verdict = code_list("verdict").label(assessment.verdict, language)
    outdated = assessment.verdict in ("met", "partly", "not_met") and not account.current
    note = f" – {say('account-outdated', language)}" if outdated else ""
    yield f"   {say('account-assessment', language)}: {verdict}{note} ({_by(one, assessment, language)})"
    if assessment.justification:
        words = assessment.justification.pick(language, own_language(one))[0]
        for paragraph in words.split("\n"):
            yield from _wrapped(safe(paragraph), "     ")
    if assessment.evidence:
        yield f"     {say('evidence', language)}: {', '.join(_source(one, e, language) for e in assessment.evidence)}"


def _by(one: MissionAccount, assessment: Assessment, language: str) -> str:
    who = assessment.assessed_by
    by = safe(who.pick(language, own_language(one))[0]) if who else say("account-unknown", language)
    if assessment.date is None:
        return say("account-undated", language, by=by)
    return say("account-by", language, by=by, date=assessment.date)


def _source(one: MissionAccount, source: str, language: str) -> str:
    found = one.register.sources.get(source)
    return safe(found.title.pick(language, found.language or own_language(one))[0]) if found else source


def _finding_lines(title: str, findings: tuple[Finding, ...], assessed: Assessed) -> Iterator[str]:
    if not findings:
        return
    yield f"   {title}:"
    for finding in sorted(findings, key=lambda f: (f.severity.rank, f.sort_key)):
        label = code_list("severity").label(finding.severity, assessed.language)
        line = f"– {label}: {safe(message(finding, assessed.language))} [{finding.rule}]"
        yield from _wrapped(line, "     ", "       ")
        if finding.waiver:
            yield from _wrapped(safe(f"{finding.waiver.reason} ({finding.waiver.decided_by})"), "       ")
        else:
            yield from _wrapped(safe(advice(finding, assessed.language)), "       ")
        yield f"       {safe_file(finding.file)}:{finding.span.line}:{finding.span.column}"


def _wrapped(words: str, indent: str, next_indent: str | None = None) -> list[str]:
    return textwrap.wrap(
        words,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=next_indent or indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def json_text(assessed: Assessed) -> str:
    """Return all accounts as JSON, valid against `schemas/assessments.schema.json`."""
    data = {
        "schema_version": 1,
        "language": assessed.language,
        "unread": assessed.unread,
        "missions": [_mission_data(one, assessed.language) for one in assessed.missions],
    }
    return safe_json(data)


def _mission_data(one: MissionAccount, language: str) -> dict[str, Any]:
    return {
        "id": one.mission.id,
        "title": one.mission.title.pick(language, own_language(one))[0],
        "status": one.mission.status,
        "register": one.register.root,
        "criteria": [_account_data(one, a, language) for a in one.accounts],
    }


def _account_data(one: MissionAccount, account: Account, language: str) -> dict[str, Any]:
    assessment = account.assessment
    return {
        "criterion": account.criterion,
        "name": full_name(account.criterion, language),
        "result": account.result.value,
        "verdict": assessment.verdict if assessment else None,
        "current": account.current,
        "justification": assessment.justification.pick(language, own_language(one))[0]
        if assessment and assessment.justification
        else None,
        "assessed_by": assessment.assessed_by.pick(language, own_language(one))[0]
        if assessment and assessment.assessed_by
        else None,
        "date": str(assessment.date) if assessment and assessment.date else None,
        "evidence": list(assessment.evidence) if assessment else [],
        "gaps": [_finding_data(f, language) for f in account.gaps],
        "hints": [_finding_data(f, language) for f in account.hints],
        "form": [_finding_data(f, language) for f in account.form],
        "waived": [_finding_data(f, language) for f in account.waived],
        "questions": questions(account.criterion, language),
    }


def _finding_data(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": message(finding, language),
        "help": advice(finding, language),
        "file": finding.file,
        "line": finding.span.line,
        "column": finding.span.column,
        "path": finding.path,
        "document": finding.document,
        "reason": finding.waiver.reason if finding.waiver else None,
        "fingerprint": finding.fingerprint,
    }


def markdown(assessed: Assessed) -> str:
    """Return a table of missions and criteria and, for each mission, the criteria table with what is open."""
    language = assessed.language
    heads = [say("mission", language), *(short_name(c, language) for c in CRITERIA)]
    lines = [f"# {say('matrix-title', language)}", "", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for one in assessed.missions:
        cells = [markdown_safe(mission_title(one, language)), *(_cell(a, language) for a in one.accounts)]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", say("matrix-legend", language)]
    for one in assessed.missions if assessed.full else ():
        lines += ["", f"## {markdown_safe(mission_title(one, language))}"]
        for account in one.accounts:
            lines += _markdown_account(one, account, language)
    return "\n".join(lines) + "\n"


def _markdown_account(one: MissionAccount, account: Account, language: str) -> Iterator[str]:
    yield from ("", f"### {full_name(account.criterion, language)}", "", f"**{_result_line(account, language)}**")
    assessment = account.assessment
    if assessment and assessment.justification:
        words = assessment.justification.pick(language, own_language(one))[0]
        by = markdown_safe(_by(one, assessment, language))
        yield from ("", f"> {markdown_safe(words)}", ">", f"> {by}")
    findings = sorted((*account.gaps, *account.hints, *account.form), key=lambda f: (f.severity.rank, f.sort_key))
    if findings:
        yield ""
    for finding in findings:
        label = code_list("severity").label(finding.severity, language)
        yield f"- {label}: {message_markdown(finding, language)}"
    for finding in account.waived:
        reason = markdown_safe(finding.waiver.reason) if finding.waiver else ""
        yield f"- {say('account-waived', language)}: {message_markdown(finding, language)} – {reason}"
    if not account.current:
        yield from ("", f"{say('account-judgement', language)}:", "")
        yield from (f"- {q}" for q in questions(account.criterion, language))


def message_markdown(finding: Finding, language: str) -> str:
    """Return a finding's message as Markdown, with its rule."""
    return f"{markdown_safe(message(finding, language))} (`{finding.rule}`)"


def csv_text(assessed: Assessed) -> str:
    """Return a row for each mission and criterion, for spreadsheets; a cell never starts a formula."""
    language = assessed.language
    heads = ("mission", "title", "status", "criterion", "result", "verdict", "date", "gaps", "hints", "waived", "rules")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    for one in assessed.missions:
        for account in one.accounts:
            assessment = account.assessment
            row = (
                one.mission.id,
                mission_title(one, language),
                one.mission.status,
                account.criterion,
                account.result.value,
                assessment.verdict if assessment else "",
                assessment.date if assessment and assessment.date else "",
                len(account.gaps),
                len(account.hints),
                len(account.waived),
                " ".join(sorted({f.rule for f in account.gaps})),
            )
            writer.writerow([cell_safe(str(cell)) for cell in row])
    return out.getvalue()


def cell_safe(words: str) -> str:
    """Return a CSV cell that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t")) else words


ASSESSMENTS: dict[str, Callable[[Assessed], str]] = {
    "text": text,
    "json": json_text,
    "markdown": markdown,
    "csv": csv_text,
}
"""How `missionkit assess` can write."""
