"""The index page of many briefs."""

from pathlib import Path

from missionkit.brief.blocks import Brief, Bullets, Section, Span, line
from missionkit.brief.make import KINDS
from missionkit.language.catalog import say
from missionkit.output.brief import render


def index_page(briefs: list[tuple[Brief, str]], form: str, language: str, folder: Path | None = None) -> str:
    """Return a page with a link to each brief, by kind; `briefs` has each brief and its file name, at least one."""
    sections = []
    for kind in KINDS:
        items = tuple(
            line(*(Span(s.text, s.language, "", name) for s in b.title)) for b, name in briefs if b.kind == kind
        )
        if items:
            sections.append(Section(kind, say(f"brief-kinds-{kind}", language), (Bullets(items),)))
    page = Brief(
        kind="index",
        id="index",
        language=language,
        title=line(say("brief-index", language)),
        lead=(),
        badges=(("kind", say("brief-contents", language)),),
        facts=(),
        banner=(),
        sections=tuple(sections),
        footer=briefs[0][0].footer,
        labels=briefs[0][0].labels,
    )
    return render(page, form, folder)
