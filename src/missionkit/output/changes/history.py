"""The change history of steering documents: version, date and change."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from missionkit.diff.change import Change, Level
from missionkit.diff.words import subject, told
from missionkit.language.catalog import say
from missionkit.language.formats import date_text
from missionkit.output.changes.json_changes import change_data
from missionkit.output.changes.report import Comparison
from missionkit.output.safe import markdown_safe, safe, safe_json


@dataclass(frozen=True)
class Step:
    """One version and what it changed; `failed` says why it could not be compared."""

    name: str
    commit: str
    date: str
    comparison: Comparison | None
    failed: str = ""


def told_changes(step: Step) -> list[Change]:
    """Return the changes of a version that a history tells: what people did, not what follows from it, nor wording."""
    if step.comparison is None:
        return []
    changes = [c for c in step.comparison.changes if not c.because and c.level is not Level.COSMETIC]
    return [c for c in changes if c.code.nature != "editorial" or c.level is Level.BREAKING or c.code.moved]


def _sentences(step: Step, language: str) -> Iterator[str]:
    found = told_changes(step)
    for change in found:
        yield f"{subject(change.subject, language)}: {told(change, language)}"
    if step.failed:
        yield step.failed
    elif step.comparison is not None:
        direct = [c for c in step.comparison.changes if not c.because]
        left = len(direct) - len(found)
        if left:
            yield say("diff-editorial", language, count=left)
        elif not direct:
            yield say("diff-none", language)


def _day(step: Step, language: str) -> str:
    return date_text(date.fromisoformat(step.date), language)


def markdown(steps: list[Step], language: str) -> str:
    """Return the table as Markdown, newest version first."""
    heads = [say(key, language) for key in ("diff-version", "diff-date", "diff-change")]
    lines = [f"## {say('diff-history', language)}", "", f"| {' | '.join(heads)} |", "|---|---|---|"]
    for step in reversed(steps):
        words = "<br>".join(markdown_safe(sentence) for sentence in _sentences(step, language))
        lines.append(f"| {markdown_safe(step.name)} | {_day(step, language)} | {words} |")
    return "\n".join(lines) + "\n"


def text(steps: list[Step], language: str) -> str:
    """Return the table as plain text, newest version first."""
    blocks = []
    for step in reversed(steps):
        lines = [f"{safe(step.name)}  {_day(step, language)}", *(f"  - {safe(s)}" for s in _sentences(step, language))]
        blocks.append("\n".join(lines))
    return "\n\n".join([say("diff-history", language), *blocks]) + "\n"


def json_text(steps: list[Step], language: str) -> str:
    """Return the history as JSON, oldest version first."""
    data = [
        {
            "version": step.name,
            "commit": step.commit,
            "date": step.date,
            "error": step.failed or None,
            "changes": [change_data(c, step.comparison) for c in step.comparison.changes] if step.comparison else [],
        }
        for step in steps
    ]
    return safe_json({"schema_version": 1, "language": language, "versions": data})


HISTORIES: dict[str, Callable[[list[Step], str], str]] = {"text": text, "markdown": markdown, "json": json_text}
"""How a history can be written."""
