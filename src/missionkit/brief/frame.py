"""What stands around every brief: how it was made, fixed words for templates, metadata."""

from datetime import date

from missionkit.brief.blocks import Line, line
from missionkit.brief.view import Writer

_LABELS = ("contents", "skip", "as-table", "source")


def footer(write: Writer, today: date) -> tuple[Line, ...]:
    """Return the lines below a brief: how it was made, and what it is not."""
    return (line(write.say("brief-made", date=write.date(today))), line(write.say("brief-method")))


def labels(write: Writer) -> dict[str, str]:
    """Return the fixed words that templates need."""
    return {key: write.say(f"brief-{key}") for key in _LABELS}


def metadata(write: Writer, id_: str, title: str) -> dict[str, str]:
    """Return schema.org metadata of a brief (CreativeWork)."""
    return {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "identifier": id_,
        "headline": title,
        "inLanguage": write.language,
    }
