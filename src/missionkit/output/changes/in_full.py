"""One change in full: its words, both values, both places, its causes, why it matters, and how to accept it."""

import json
from collections.abc import Callable, Iterator

from missionkit.diff.accepted import ACCEPTED
from missionkit.diff.change import Change
from missionkit.diff.words import why
from missionkit.language.catalog import say
from missionkit.output.changes.json_changes import change_data
from missionkit.output.changes.report import Comparison, causes
from missionkit.output.changes.text import block
from missionkit.output.safe import safe, safe_file, safe_json


def text(change: Change, comparison: Comparison) -> str:
    """Return all there is to say of one change as text."""
    lines = [*block(change, comparison), "", f"    {why(change.code.name, comparison.language)}", ""]
    for sign, value, spot in (("-", change.before, change.old_spot), ("+", change.after, change.new_spot)):
        place = f"{safe_file(spot.file)}:{spot.line}: " if spot else ""
        lines.append(f"  {sign} {place}{safe(json.dumps(value, ensure_ascii=False))}")
    for cause in causes(change, comparison):
        lines += ["", *block(cause, comparison)]
    if change.accepted is None:
        lines += ["", say("diff-accept-this", comparison.language, file=safe(_file(change, comparison))), ""]
        lines += _entry(change)
    return "\n".join(lines) + "\n"


def _file(change: Change, comparison: Comparison) -> str:
    """Return the file in which the register of a change keeps what is accepted."""
    home = next((one.head for one in comparison.compared if change in one.changes), None)
    return home.tree.shown(ACCEPTED) if home else ACCEPTED


def _entry(change: Change) -> Iterator[str]:
    """Yield the lines of YAML that accept a change, once reason and body are filled in."""
    yield "accepted:"
    yield f'  - fingerprint: "{change.fingerprint}"'
    yield f"    code: {change.code.name}"
    yield f"    entity: {safe(json.dumps(change.subject.key, ensure_ascii=False))}"
    yield "    reason: …"
    yield "    by: …"


def json_text(change: Change, comparison: Comparison) -> str:
    """Return all there is to say of one change, and the changes it follows from, as JSON."""
    data = {
        **change_data(change, comparison),
        "why": why(change.code.name, comparison.language),
        "causes": [change_data(cause, comparison) for cause in causes(change, comparison)],
    }
    return safe_json(data)


IN_FULL: dict[str, Callable[[Change, Comparison], str]] = {"text": text, "json": json_text}
"""How one change can be written in full."""
