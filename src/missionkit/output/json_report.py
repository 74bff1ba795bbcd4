"""JSON for programs, valid against `schemas/findings.schema.json`."""

from missionkit import __version__
from missionkit.finding import Finding, Severity
from missionkit.output.report import Report
from missionkit.output.safe import safe_json


def json_report(report: Report) -> str:
    """Return the report as JSON; keys and order never depend on time, machine or hash seed."""
    data = {
        "schema_version": 1,
        "tool": {"name": "missionkit", "version": __version__},
        "language": report.language,
        "summary": {
            "registers": len(report.checked),
            "files": report.files,
            "documents": report.documents,
            **{f"{severity}s": report.count(severity) for severity in Severity},
            "waived": len(report.findings) - len(report.open),
            "hidden": report.hidden,
            "known": report.known,
            "text": report.summary(),
        },
        "findings": [_finding(f, report) for f in report.findings],
    }
    return safe_json(data)


def _finding(finding: Finding, report: Report) -> dict[str, object]:
    span = finding.span
    waiver = finding.waiver
    return {
        "rule": finding.rule,
        "family": finding.family,
        "criterion": finding.criterion,
        "severity": finding.severity.value,
        "message": report.message(finding),
        "help": report.advice(finding),
        "file": finding.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "path": finding.path,
        "document": finding.document,
        "related": [
            {"file": r.file, "line": r.span.line, "column": r.span.column, "label": r.label} for r in finding.related
        ],
        "waiver": None
        if waiver is None
        else {"reason": waiver.reason, "until": waiver.until, "decided_by": waiver.decided_by},
        "fingerprint": finding.fingerprint,
    }
