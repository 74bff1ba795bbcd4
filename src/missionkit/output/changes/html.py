"""A comparison as one HTML file, made of the blocks of briefs."""

from missionkit.brief.sections.changes import Told, changes_page
from missionkit.output.brief import html as page
from missionkit.output.changes.report import Comparison


def html(comparison: Comparison) -> str:
    """Return the page: no script, no request, printed well."""
    language = comparison.language
    names = comparison.base.shown(language), comparison.head.shown(language)
    notes = [comparison.note(note) for note in comparison.all_notes()]
    notes += [comparison.hidden()] if comparison.hidden() else []
    found = Told(comparison.shown, comparison.changes, language)
    return page(changes_page(found, comparison.verdict(), comparison.between(), notes, names, comparison.today))
