"""The table of formats for findings."""

from collections.abc import Callable

from missionkit.output.github import github
from missionkit.output.gitlab import gitlab
from missionkit.output.json_report import json_report
from missionkit.output.junit import junit
from missionkit.output.report import Report
from missionkit.output.sarif import sarif
from missionkit.output.step_summary import step_summary
from missionkit.output.text import concise, text

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "concise": concise,
    "json": json_report,
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
    "junit": junit,
    "markdown": step_summary,
}
"""How findings can be written, by the name given to `--format`."""
