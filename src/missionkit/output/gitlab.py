"""GitLab Code Quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from collections import Counter

from missionkit.finding import Finding, Severity
from missionkit.output.report import Report
from missionkit.output.safe import safe, safe_json
from missionkit.register import Register

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}


def gitlab(report: Report) -> str:
    """Return the open findings as a list, with paths from the root of the repository; GitLab knows no waivers."""
    seen: Counter[str] = Counter()
    found = []
    for finding, register in report.each():
        if finding.waiver is None:
            seen[finding.fingerprint] += 1
            found.append(_degradation(finding, register, seen[finding.fingerprint], report))
    return safe_json(found)


def _degradation(finding: Finding, register: Register, occurrence: int, report: Report) -> dict[str, object]:
    # Two registers may hold the same document; of findings with the same fingerprint GitLab shows only the first.
    again = f"-{occurrence}" if occurrence > 1 else ""
    return {
        "description": safe(f"{report.message(finding)}. {report.advice(finding)}"),
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint + again,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": report.from_repository(finding, register),
            "lines": {"begin": finding.span.line, "end": finding.span.end_line},
        },
    }
