"""SARIF 2.1.0 for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from missionkit import __version__
from missionkit.finding import Finding, Severity, Span
from missionkit.language.catalog import say
from missionkit.output.report import Report
from missionkit.output.safe import safe_json
from missionkit.rules.rule import DRAFT, RULES
from missionkit.rules.table import rules
from missionkit.rules.texts import texts, title

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(report: Report) -> str:
    """Return one SARIF run with every rule and every finding; waived findings are marked as suppressed."""
    names = [rule.name for rule in rules()]
    run = {
        "tool": {
            "driver": {
                "name": "missionkit",
                "version": __version__,
                "language": report.language,
                "rules": [_rule(name, report.language) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "missionkit/validate"},
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder missionkit was run in."}}},
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(f, names.index(f.rule), report) for f in report.findings],
    }
    return safe_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(name: str, language: str) -> dict[str, Any]:
    words = texts(name)
    rule = RULES[name]
    return {
        "id": name,
        "shortDescription": {"text": title(name, language)},
        "fullDescription": {"text": words["why"][language]},
        "help": {"text": words["fix"]["default"][language]},
        "defaultConfiguration": {"level": _LEVELS[rule.level(DRAFT)]},
        "properties": {"tags": [rule.family.replace("_", "-")]},
    }


def _result(finding: Finding, index: int, report: Report) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{report.message(finding)}. {report.advice(finding)}"},
        "locations": [
            _location(finding.file, finding.span)
            | {"logicalLocations": [{"fullyQualifiedName": f"{finding.document}.{finding.path}".rstrip(".")}]}
        ],
        "partialFingerprints": {"missionkit/v1": finding.fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            _location(r.file, r.span) | {"id": number, "message": {"text": say(r.label, report.language)}}
            for number, r in enumerate(finding.related)
        ]
    if finding.waiver:
        result["suppressions"] = [{"kind": "inSource", "justification": report.waiver(finding)}]
    return result


def uri(path: PurePath) -> str:
    """Return a path as a URI; one with a drive, as Windows has them, tells the scheme too."""
    return f"file:///{quote(path.as_posix(), safe='/:')}" if path.drive else quote(path.as_posix(), errors="replace")


def _location(file: str, span: Span) -> dict[str, Any]:
    path = PurePath(file)
    artifact: dict[str, Any] = {"uri": uri(path)}
    if not path.is_absolute():
        artifact["uriBaseId"] = "%SRCROOT%"
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
