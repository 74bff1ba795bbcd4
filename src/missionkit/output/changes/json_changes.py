"""JSON for programs, valid against `schemas/diff.schema.json`."""

from missionkit import __version__
from missionkit.diff.change import Acceptance, Change, Spot
from missionkit.diff.words import subject
from missionkit.language.catalog import fact
from missionkit.output.changes.report import Comparison
from missionkit.output.safe import safe_json


def json_changes(comparison: Comparison) -> str:
    """Return the comparison as JSON; keys and order never depend on time, machine or hash seed."""
    base, head = comparison.base, comparison.head
    data = {
        "schema_version": 1,
        "tool": {"name": "missionkit", "version": __version__},
        "language": comparison.language,
        "status": "changes" if comparison.changes else "ok",
        "base": {"revision": base.name, "commit": base.commit or None, "merge_base": comparison.merge_base},
        "head": {"revision": head.name or None, "commit": head.commit or None},
        "registers": [one.head.root for one in comparison.compared],
        "counts": comparison.counts(),
        "verdict": comparison.verdict(),
        "notes": [
            {"note": n.key, "text": comparison.note(n), "file": n.file or None, "line": n.line or None}
            for n in comparison.all_notes()
        ],
        "changes": [change_data(c, comparison) for c in comparison.shown],
    }
    return safe_json(data)


def failed(words: str, language: str) -> str:
    """Return what programs get where a comparison could not be made: never an empty list of changes."""
    tool = {"name": "missionkit", "version": __version__}
    return safe_json({"schema_version": 1, "tool": tool, "language": language, "status": "error", "error": words})


def change_data(change: Change, comparison: Comparison) -> dict[str, object]:
    """Return one change as plain data."""
    accepted = change.accepted
    return {
        "fingerprint": change.fingerprint,
        "code": change.code.name,
        "level": change.level.value,
        "nature": change.code.nature,
        "kind": change.subject.kind,
        "id": change.subject.id,
        "title": subject(change.subject, comparison.language),
        "path": change.path,
        "message": comparison.message(change),
        "before": change.before,
        "after": change.after,
        "delta": _delta(change, comparison),
        "confidence": change.confidence,
        "old": _spot(change.old_spot),
        "new": _spot(change.new_spot),
        "because": list(change.because),
        "accepted": _acceptance(accepted, comparison.language) if accepted else None,
    }


def _acceptance(accepted: Acceptance, language: str) -> dict[str, str]:
    return {"reason": fact(accepted.reason, language), "by": fact(accepted.by, language), "until": accepted.until}


def _delta(change: Change, comparison: Comparison) -> str | None:
    found = change.facts.get("delta")
    return fact(found, comparison.language) if found is not None else None


def _spot(spot: Spot | None) -> dict[str, object] | None:
    return {"file": spot.file, "line": spot.line} if spot else None
