"""The full register uses every field, its briefs show what it says, and empty sections say what is missing."""

import json
from collections.abc import Iterator

import pytest

from brief.making import FULL, FULL_BRIEFS, LANGUAGES, SPARSE_BRIEFS, Asked, checked, made
from missionkit.brief.blocks import Brief, Callout, Facts, Figure, Section, Table
from missionkit.brief.make import MISSION, section_ids
from missionkit.model import KINDS
from missionkit.model.base import Entity
from missionkit.model.walk import parts, plan, texts
from missionkit.output.brief import BRIEFS


def fields(model: type[Entity], seen: set[type[Entity]]) -> Iterator[tuple[str, str]]:
    """Every field of a model and of the parts below it."""
    if model in seen:
        return
    seen.add(model)
    for field in plan(model):
        yield model.__name__, field.key
        if field.part:
            yield from fields(field.part, seen)


def test_full_register_uses_every_field_of_every_model() -> None:
    seen: set[type[Entity]] = set()
    known = {pair for model in KINDS.values() for pair in fields(model, seen)}
    used = {
        (type(part).__name__, field.key)
        for entry in checked(FULL)[0].entries
        for _, part in parts(entry.document)
        for field in plan(type(part))
        if getattr(part, field.attribute) not in (None, ())
    }
    assert known - used == set()


def test_full_register_has_every_certainty_two_currencies_and_the_verdicts() -> None:
    register, _ = checked(FULL)
    lines = [b for p in register.projects.values() if p.budget for b in p.budget.lines]
    assert {b.certainty for b in lines} == {"applied", "committed", "spent"}
    assert {b.currency for b in lines} == {"NOK", "EUR"}
    assert {a.verdict for a in register.missions["raskere-i-ny-jobb"].assessments} == {"met", "partly", "not_met"}


NOT_IN_BRIEFS = {
    ("actor", "contact"): "postal matters; the way in is told by entry points",
    ("actor", "waivers"): "actors have no brief",
    ("source", "waivers"): "sources have no brief",
    ("source", "licence"): "how the source may be used concerns who keeps the register",
    ("source", "note"): "a note to who keeps the register",
    ("mission", "links"): "the brief is one document",
    ("portfolio", "links"): "the brief is one document",
    ("project", "links"): "the brief is one document",
    ("portfolio", "tags"): "keywords are for searching",
    ("project", "tags"): "keywords are for searching",
    ("project", "technologies"): "keywords are for searching",
    ("mission", "review"): "dates of reviews are told, not the body",
    ("portfolio", "review"): "dates of reviews are told, not the body",
    ("project", "review"): "dates of reviews are told, not the body",
}
"""Texts that no brief shows, and why."""

NOT_SHOWN = {
    "rule": "waivers are told in words",
    "at": "waivers are told in words",
    "disaggregation": "belongs to the statistics",
    "definition": "belongs to the statistics",
    "validity_note": "belongs to the statistics",
    "quality_note": "belongs to the statistics",
    "affects": "ids and field paths",
    "chapter": "belongs to the budget",
    "decision": "an id",
}
"""Fields of parts that no brief shows, and why; and the text of a milestone of a target, which the figure marks."""


def shown_words() -> str:
    """All words of all briefs of the full register in bokmål."""
    projects = [Asked(FULL, id_, "project") for id_ in checked(FULL)[0].projects]
    briefs = [made(asked, "nb") for asked in (*FULL_BRIEFS, *projects)]
    return json.dumps([BRIEFS["json"](brief) for brief in briefs], ensure_ascii=False)


def test_briefs_show_every_text_of_the_register_or_it_is_known_why_not() -> None:
    shown, lost = shown_words(), []
    for entry in checked(FULL)[0].entries:
        for path, text in texts(entry.document):
            keys = [step for step in path if isinstance(step, str)]
            if keys[-1] in ("nn", "en") or (entry.kind, keys[0]) in NOT_IN_BRIEFS or NOT_SHOWN.keys() & set(keys[1:]):
                continue
            first = text.split("\n")[0].rstrip(".")
            if first not in shown and keys[:3] != ["targets", "milestones", "text"]:
                lost.append((entry.key, path, text))
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", [*FULL_BRIEFS, *SPARSE_BRIEFS], ids=lambda a: f"{a.folder.name}-{a.kind}")
def test_every_brief_has_all_its_sections_in_every_format(asked: Asked, language: str) -> None:
    brief = made(asked, language)
    assert tuple(section.id for section in brief.sections) == section_ids(asked.kind)
    assert all(section.blocks and section.title for section in brief.sections)
    written = {form: write(brief) for form, write in BRIEFS.items()}
    for section in brief.sections:
        assert f'<section id="{section.id}" aria-labelledby="{section.id}-title">' in written["html"]
        assert f"\n## {section.title}\n" in written["md"]
    assert [s["id"] for s in json.loads(written["json"])["sections"]] == list(section_ids(asked.kind))


def test_mission_brief_has_the_sections_of_the_domain_study() -> None:
    assert tuple(MISSION) == (
        *("in-short", "overview", "challenge", "targets", "criteria", "pathways", "experiments", "measures"),
        *("actors", "timeline", "money", "risks", "contribute", "gaps", "sources"),
    )


def callouts(section: Section) -> list[str]:
    """What the callouts of a section say is missing."""
    return [b.lines[0][0].text for b in section.blocks if isinstance(b, Callout) and b.tone == "gap"]


SAYS_MISSING = {
    "challenge": "Ingen har beskrevet hvilken samfunnsutfordring oppdraget svarer på.",
    "targets": "Oppdraget har ingen mål. Uten mål kan ingen se om det lykkes.",
    "experiments": "Ingen eksperimenter er beskrevet. Det som ikke er prøvd, er det vanskelig å lære av.",
    "measures": "Ingen støttetiltak er beskrevet, verken regelverk, implementering eller involvering av sluttbrukere.",
    "actors": "Ingen aktører er oppgitt.",
    "timeline": "Verken oppdraget eller prosjektene har datoer.",
    "money": "Ingen penger er oppgitt, verken for oppdraget eller for prosjektene.",
    "risks": "Ingen risikoer er beskrevet. Et ambisiøst oppdrag har alltid noen.",
    "contribute": "Det står ikke hvordan andre kan bidra.",
    "sources": "Ingen kilder er oppgitt.",
}


def test_empty_sections_say_what_is_missing_and_full_ones_do_not() -> None:
    sparse = {s.id: callouts(s) for s in made(SPARSE_BRIEFS[0], "nb").sections}
    assert {id_: said[0] for id_, said in sparse.items() if said} == SAYS_MISSING
    full = {s.id: callouts(s) for s in made(FULL_BRIEFS[0], "nb").sections}
    assert {id_: said for id_, said in full.items() if said} == {}


def test_readiness_is_told_where_a_project_gives_it() -> None:
    assert (
        "| Teknologisk modenhet (TRL, 1–9) | 4 ved start, 6 nå (teknologi demonstrert i relevant miljø), 9 som mål |"
        in (BRIEFS["md"](made(FULL_BRIEFS[3], "nb")))
    )
    assert "TRL" not in BRIEFS["md"](made(Asked(FULL, "ringerunden", "project"), "nb"))


def test_notes_signs_and_criteria_stand_where_they_are_looked_for() -> None:
    mission, review = (BRIEFS["md"](made(asked, "nn")) for asked in (FULL_BRIEFS[0], FULL_BRIEFS[2]))
    targets, risks = (
        mission.split(f"## {name}\n")[1].split("\n## ")[0] for name in ("Mål", "Risiko og avhengigheiter")
    )
    assert "- Halvere tida det tek å finne ny jobb (2025): Berre to kvartal." in targets
    assert "| Forskrifta kjem for seint. Teikn på at det skjer: Høyringa er ikkje ferdig i desember. |" in risks
    assert "### Slik blir prosjekta valde\n\n- Prosjektet må korte ned ventetida.\n" in review


def test_review_of_an_empty_portfolio_claims_nothing() -> None:
    brief = made(SPARSE_BRIEFS[2], "en")
    said = {s.id: callouts(s) for s in brief.sections}
    assert said["targets"] == ["The mission has no targets. Without targets nobody can see whether it succeeds."]
    assert said["balance"] == ["Projects lack sector, stage, lead and pathway, so the balance cannot be shown."]
    assert said["money"] == ["No money is given, neither for the mission nor for its projects."]
    assert "No milestones are given." in BRIEFS["md"](brief)
    assert "Every target has at least two projects" not in BRIEFS["md"](brief)


def ragged(brief: Brief) -> list[str]:
    """Captions of tables whose rows do not have as many cells as there are columns."""
    tables = [b for s in brief.sections for b in s.blocks if isinstance(b, Table)]
    tables += [b.table for s in brief.sections for b in s.blocks if isinstance(b, Figure)]
    return [t.caption for t in tables if any(len(row) != len(t.columns) for row in t.rows)]


@pytest.mark.parametrize("asked", [*FULL_BRIEFS, *SPARSE_BRIEFS], ids=lambda a: f"{a.folder.name}-{a.kind}")
def test_tables_are_square_and_no_cell_is_empty(asked: Asked) -> None:
    brief = made(asked, "nn")
    assert ragged(brief) == []
    for section in brief.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                assert all(cell for row in block.rows for cell in row), block.caption
            if isinstance(block, Facts):
                assert all(name and value for name, value in block.rows)
