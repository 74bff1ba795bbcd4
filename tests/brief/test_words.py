"""What briefs say is right and reads well: figures, money, names instead of ids, languages, gaps in plain words."""

import re

import pytest

from brief.making import (
    DEMENTIA,
    EU,
    FULL,
    FULL_BRIEFS,
    LANGUAGES,
    LIFE_EVENTS,
    Asked,
    brief_in,
    index_html,
    made,
    register_of,
)
from missionkit.brief.blocks import Brief, Figure
from missionkit.output.brief import BRIEFS, html, markdown
from missionkit.output.index import index_page


def written(text: str, id_: str, kind: str = "mission", language: str = "nb") -> str:
    """A brief of a register in one text, as Markdown."""
    return markdown(brief_in(*register_of(text), id_, kind, language))


def rows(text: str, start: str) -> list[str]:
    """The rows of Markdown tables that start with some words."""
    return [line for line in text.splitlines() if line.startswith(f"| {start}")]


def figures(brief: Brief, id_: str) -> list[Figure]:
    """The drawings of a brief whose id starts with a name."""
    return [b for s in brief.sections for b in s.blocks if isinstance(b, Figure) and b.id.startswith(id_)]


def test_measured_value_of_a_relative_target_is_no_change_from_the_baseline() -> None:
    row = rows(markdown(made(FULL_BRIEFS[0], "nb")), "Redusere andelen")[0]
    assert "| 22,4\u00a0% (2024) | 24,1\u00a0% (31.\u00a0desember\u00a02025) | −60 % fra nullpunktet |" in row
    row = rows(markdown(made(FULL_BRIEFS[0], "en")), "Cut the share")[0]
    assert "| 22.4% (2024) | 24.1% (31\u00a0December\u00a02025) | −60% from the baseline |" in row


def test_binary_target_says_whether_it_is_reached() -> None:
    row = rows(markdown(made(FULL_BRIEFS[0], "nn")), "Alle 24 kommunar")[0]
    assert "| – | – | nådd 30.\u00a0september\u00a02026 | Alle 24 har skrive under" in row


def test_figure_says_when_things_go_the_wrong_way() -> None:
    said = " ".join(shape.text for shape in figures(made(FULL_BRIEFS[0], "en"), "progress")[0].shapes)
    assert "19% of the way is done" in said
    assert "Moving the wrong way: 13% further from the target" in said


def test_observation_in_the_future_is_not_the_latest() -> None:
    text = """
kind: mission
id: m
title: M
targets: [{id: t, text: T, value: 1, baseline: {value: 9, date: 2020}, observations: [{date: 2030, value: 5}]}]
"""
    assert "| T | ikke oppgitt | 9 (2020) | ikke oppgitt | 1 |" in written(text, "m")


MONEY = """
kind: mission
id: m
title: Oppdraget
budget: {lines: [{amount: 30, currency: NOK, year: 2026}, {amount: 40, currency: NOK, year: 2027}]}
---
kind: project
id: p
title: Prosjektet
missions: [m]
budget: {lines: [{amount: 10, currency: NOK, year: 2026}, {amount: 7, currency: EUR, year: 2026}]}
"""


def test_money_of_projects_is_not_added_to_the_frame_that_holds_it() -> None:
    register, findings = register_of(MONEY)
    brief = brief_in(register, findings, "m", "mission", "nb")
    drawn = {f.id: [[c[0].text for c in row] for row in f.table.rows] for f in figures(brief, "money")}
    assert drawn["money-nok"] == [["2026", "–", "–", "–", "30"], ["2027", "–", "–", "–", "40"]]
    assert drawn["money-eur"] == [["2026", "–", "–", "–", "7"]]
    assert "Beløp på ulike nivåer er derfor ikke lagt sammen" in markdown(brief)


def test_budget_in_two_currencies_is_told_in_both() -> None:
    row = "| Prosjektet | ikke oppgitt | ikke oppgitt | ikke oppgitt | 10\u00a0kr og 7\u00a0€ |"
    assert row in rows(written(MONEY, "m"), "Prosjektet |")
    assert "| Penger | 10\u00a0kr og 7\u00a0€ |" in written(MONEY, "p", "project")
    assert "| Money | NOK\u00a070 |" in written(MONEY, "m", "summary", "en")


def test_short_money_falls_back_to_the_projects() -> None:
    text = MONEY.replace("budget: {lines: [{amount: 30", "# budget: {lines: [{amount: 30")
    assert "| Penger | ingen ramme; prosjektene har 10\u00a0kr og 7\u00a0€ |" in written(text, "m")


def test_many_budget_lines_are_added_up_and_each_project_sheet_has_its_own() -> None:
    brief = markdown(made(Asked(EU, "adaptation-to-climate-change", "mission"), "en"))
    assert "110 budget lines are added up here." in brief
    assert len(rows(brief, "Projects | European Union | committed | 65 |")) == 1
    sheet = markdown(made(Asked(EU, "arsinoe", "project"), "en"))
    assert "Largest EU contribution | European Union | not given | committed | €14,834,277.50 |" in sheet


PORTFOLIOS = """
kind: mission
id: m
title: Oppdraget
---
{kind: project, id: a, title: Prosjekt A, missions: [m]}
---
{kind: project, id: b, title: Prosjekt B, missions: [m]}
---
{kind: portfolio, id: pa, title: Portefølje A, mission: m, projects: [a]}
"""


def test_review_is_of_the_projects_that_the_portfolio_lists() -> None:
    review = written(PORTFOLIOS, "pa", "portfolio")
    assert "Prosjekt A" in review
    assert "Prosjekt B" not in review
    assert "Portefølje A" in written(PORTFOLIOS, "m").split("Innovasjonsportefølje")[1].splitlines()[0]


CODES = ("directed", "bold", "ambitious", "cross-cutting", "bottom-up", "missing-indicator")
PARTS = ("samtykkeforskrift", "kveldsapent", "bytteuke", "ringerunden", "forprosjekt", "iscenesatte-scenarioer")
IDS = re.compile(rf"[«“`](?:{'|'.join((*CODES, *PARTS))})[»”`]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_briefs_name_things_by_their_titles(language: str) -> None:
    for asked in (
        *FULL_BRIEFS,
        Asked(LIFE_EVENTS, "alvorlig-sykt-barn", "mission"),
        Asked(FULL, "ringerunden", "project"),
    ):
        assert IDS.findall(markdown(made(asked, language))) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "«‘På tvers’: Tverrfaglig, tverrsektorielt og ulike aktører (‘cross-actor’)» og «Mange,"),
        ("nn", "«‘På tvers’: tverrfagleg, tverrsektorielt og ulike aktørar (‘cross-actor’)» og «Mange løysingar"),
    ],
)
def test_names_with_quotation_marks_are_quoted_in_gaps_with_single_ones_within(language: str, said: str) -> None:
    text = markdown(made(Asked(LIFE_EVENTS, "alvorlig-sykt-barn", "mission"), language))
    assert said in text
    assert "\\`" not in text


def test_gap_of_a_mission_without_targets_names_no_field() -> None:
    assert "- Oppdraget har ingen mål.\n" in written("{kind: mission, id: m, title: M}\n", "m")


def test_gaps_of_projects_say_whose_they_are_save_on_their_own_sheet() -> None:
    assert "Job match across agencies: The last review is dated May\u00a02026" in markdown(made(FULL_BRIEFS[0], "en"))
    sheet = markdown(made(FULL_BRIEFS[3], "en"))
    assert "> The last review is dated May\u00a02026" in sheet


def test_no_gap_is_told_twice() -> None:
    for asked in (FULL_BRIEFS[0], FULL_BRIEFS[2], Asked(LIFE_EVENTS, "alvorlig-sykt-barn", "mission")):
        gaps = [line for line in markdown(made(asked, "nb")).splitlines() if line.startswith("- ")]
        inner = [g for g in gaps if gaps.count(g) > 1]
        assert inner == []


def test_waivers_are_told_in_the_language_of_the_brief() -> None:
    text = markdown(made(FULL_BRIEFS[0], "en"))
    assert (
        "Waived until 30\u00a0June\u00a02027: The hypothesis is written when the pre-study is done. (The steering"
        in text
    )


def test_verdicts_say_whose_they_are_and_what_they_rest_on() -> None:
    text = markdown(made(FULL_BRIEFS[0], "nb"))
    assert "| vurdert som ikke oppfylt (Det uavhengige fagrådet, juni\u00a02026) |" in text
    assert (
        "Grunnlag: [Arbeidsmarkedet i Fjordfylket 2024](<https://example.org/statistikk/arbeidsmarkedet-2024>)." in text
    )


def test_quotation_marks_are_those_of_the_brief() -> None:
    brief = made(FULL_BRIEFS[0], "en")
    assert "“Nobody should be out of work longer than they need.”" in markdown(brief)
    assert "«" not in "".join(BRIEFS[form](brief) for form in ("html", "md"))


OWN = """
kind: mission
id: m
title: {nn: Oppdraget}
language: nn
statement: Eit oppdrag.
---
kind: project
id: p
title: Prosjektet
missions: [m]
risks: [{id: r, description: Noko kan gå gale.}]
language: nn
---
kind: project
id: q
title: Et bokmålsprosjekt
missions: [m]
risks: [{id: r, description: Noe kan gå galt.}]
"""


def test_texts_are_marked_with_the_language_of_their_own_document() -> None:
    register, findings = register_of(OWN)
    page = html(brief_in(register, findings, "m", "mission", "en"))
    assert '<p class="lead"><span lang="nn">Eit oppdrag.</span></p>' in page
    assert '<th scope="row"><span lang="nn">Noko kan gå gale.</span></th>' in page
    assert '<th scope="row"><span lang="nb">Noe kan gå galt.</span></th>' in page
    page = html(brief_in(register, findings, "m", "mission", "nn"))
    assert "<span lang" not in page.replace('<span lang="nb">', "")
    assert '<span lang="nb">Et bokmålsprosjekt</span>' in page


def test_text_of_several_lines_is_one_row_of_words() -> None:
    text = 'kind: mission\nid: m\ntitle: M\nstatement: "Første linje\\nandre linje"\n'
    page = html(brief_in(*register_of(text), "m", "mission", "nb"))
    assert "Første linje andre linje" in page
    assert "\\n" not in page


def test_dates_keep_the_precision_they_have() -> None:
    row = rows(markdown(made(FULL_BRIEFS[0], "nb")), "Raskere i ny jobb | januar")[0]
    assert row.startswith("| Raskere i ny jobb | januar\u00a02025 | 2032 | i gang |")
    assert "(2.\u00a0kvartal\u00a02026)" in markdown(made(FULL_BRIEFS[0], "nb"))


def test_summary_has_no_list_of_gaps() -> None:
    text = markdown(made(FULL_BRIEFS[1], "nb"))
    assert "4\u00a0mangler; vurdert som oppfylt" in text
    assert "Må på plass" not in text


def test_review_tells_what_is_late_moved_waiting_and_decided() -> None:
    text = markdown(made(FULL_BRIEFS[2], "nb"))
    assert "| Pilot i tre kommuner | Jobbmatch på tvers | flyttet fra mars\u00a02026 til februar\u00a02027 |" in text
    assert "| Forprosjekt ferdig | Psykologhjelp i jobbsøket | skulle vært nådd 30.\u00a0juni\u00a02026 |" in text
    assert "- Kveldsåpent gir flere møter. Ingen forskjell." in text
    assert "Rødt: 2 mangler må rettes, og 7 mangler bør rettes." in text
    assert "| Delte registre stoppes. | 20.\u00a0mai\u00a02026 | Porteføljerådet | 2026/88-2 |" in text
    assert "For 3 budsjettlinjer de neste tolv månedene er det bare søkt om penger." in text


def test_cost_of_today_says_what_it_is_counted_per_and_where_it_comes_from() -> None:
    text = markdown(made(FULL_BRIEFS[0], "en"))
    assert "- **NOK\u00a0412\u00a0million** per year: unemployment benefit" in text
    assert "13 weeks (2024, [Arbeidsmarkedet i Fjordfylket 2024](" in text


def test_review_tells_of_hints_and_waivers_after_the_proposals() -> None:
    gaps = markdown(made(FULL_BRIEFS[2], "nb")).split("## Hva mangler\n")[1]
    assert "Det alvorligste står under «Forslag til avgjørelser». Dette kommer i tillegg." in gaps
    assert "### Kan bli bedre" in gaps
    assert "Må på plass" not in gaps
    assert gaps.count("Unntatt til") == 3


def test_pace_in_per_cent_is_percentage_points() -> None:
    said = " ".join(shape.text for shape in figures(made(FULL_BRIEFS[0], "nb"), "progress")[0].shapes)
    assert "For å nå målet må tallet endre seg med 1,7\u00a0uker i året." in said
    assert "med 3 prosentpoeng i" in said


def test_dependencies_are_sentences_and_goals_are_named_once() -> None:
    text = markdown(made(FULL_BRIEFS[0], "nn"))
    assert "- «Lære medan du jobbar» er avhengig av «Jobbmatch på tvers» (treng data). Kurs blir tinga etter" in text
    assert "8 Anstendig arbeid og økonomisk vekst og 4 God utdanning, delmål 8.5 og 8.6 (vår tolking)" in text


def test_sheet_does_not_repeat_its_own_title_in_every_budget_line() -> None:
    assert rows(markdown(made(FULL_BRIEFS[3], "nb")), "Utvikling | Fjordfylket")
    assert rows(markdown(made(FULL_BRIEFS[0], "nb")), "Jobbmatch på tvers: Utvikling | Fjordfylket")


def test_goal_stands_at_the_top_and_not_again_in_short() -> None:
    assert markdown(made(FULL_BRIEFS[0], "nb")).count("fra 26 til 13 uker.") == 1
    assert "| Målet | ikke oppgitt |" in written("{kind: mission, id: m, title: M}\n", "m")


def test_one_gap_in_few_places_is_one_sentence_that_names_them() -> None:
    text = markdown(made(Asked(LIFE_EVENTS, "alvorlig-sykt-barn", "mission"), "nn"))
    assert "- Prosjekt utan opphav: «Enklare tilgang til informasjon (ETI)», «Rett på» og «StimuLab-" in text
    text = markdown(made(Asked(DEMENTIA, "dementia", "mission"), "nb"))
    assert text.count("har ingen definisjon.") == 2, "a message that says more than its title is kept"


def test_project_of_a_single_year_has_no_period_from_it_to_itself() -> None:
    text = "{kind: project, id: p, title: P, start: 2021, end: 2021}\n"
    assert "| Periode | 2021 |" in written(text, "p", "project")


def test_index_names_its_groups_in_the_plural() -> None:
    assert ">Oppdragsomtalar</h2>" in index_html("nn")


def test_index_has_no_empty_table() -> None:
    assert "| | |" not in index_page([(made(FULL_BRIEFS[0], "nb"), "mission-x.md")], "md", "nb")
    assert "<dl" not in index_html("nb")
