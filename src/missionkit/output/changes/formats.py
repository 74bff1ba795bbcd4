"""The table of formats for comparisons."""

from collections.abc import Callable

from missionkit.output.changes.github import github
from missionkit.output.changes.html import html
from missionkit.output.changes.json_changes import failed as json_failed
from missionkit.output.changes.json_changes import json_changes
from missionkit.output.changes.markdown import failed as markdown_failed
from missionkit.output.changes.markdown import markdown
from missionkit.output.changes.report import Comparison
from missionkit.output.changes.text import text

COMPARISONS: dict[str, Callable[[Comparison], str]] = {
    "text": text,
    "markdown": markdown,
    "json": json_changes,
    "github": github,
    "html": html,
}
"""How comparisons can be written, by the name given to `--format`."""

FAILURES: dict[str, Callable[[str, str], str]] = {"json": json_failed, "markdown": markdown_failed}
"""What a format says where no comparison could be made, from the reason and the language."""
