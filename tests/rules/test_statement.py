"""The statement reader: what it finds in a sentence, what it leaves alone, and what it holds against the data."""

import string
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionkit.model import Mission
from missionkit.register import load_register
from missionkit.resources import packaged
from missionkit.rules.numbers import quantities, years_in
from missionkit.rules.statement import (
    SOLUTION_WORDS,
    disagreements,
    lix,
    names_in,
    read_statement,
    word_count,
    words_found,
)
from missionkit.source.tree import OneFile

Amounts = list[tuple[str, str]]


def amounts(text: str, language: str) -> Amounts:
    """What a text counts, as (kind, value)."""
    return [(q.kind, f"{q.value.normalize():f}") for q in quantities(text, language)]


class Read(NamedTuple):
    """What is expected of a sentence."""

    quantities: tuple[tuple[str, str], ...] = ()
    years: tuple[int, ...] = ()
    baseline_years: tuple[int, ...] = ()
    vague: tuple[str, ...] = ()
    perception: tuple[str, ...] = ()
    solutions: tuple[str, ...] = ()
    compound: bool = False


def read(text: str, language: str) -> Read:
    found = read_statement(text, language)
    return Read(
        tuple(amounts(text, language)),
        found.years,
        found.baseline_years,
        found.vague,
        found.perception,
        found.solutions,
        found.compound,
    )


HALF, ALL = ("change", "50"), ("scope", "100")

# Statements found word for word (domain study, 1.2).
GOLD = [
    ("en", "Halving the human burden of dementia by 2030.", Read((HALF,), (2030,))),
    (
        "nb",
        "Innen 2032 skal alle barn og unge med sammensatte behov og deres familier oppleve at de mottar et helhetlig "
        "tjenestetilbud, som gir nødvendig hjelp for å fungere i hjem, skole, fritid og arbeid.",
        Read((ALL,), (2032,), perception=("oppleve",)),
    ),
    (
        "nb",
        "I 2032 er det enkelt for innbyggere å koble seg på eksisterende organisasjoner både lokalt og nasjonalt. Det "
        "er i tillegg svært enkelt og tar lite tid å opprette en ny organisasjon, samt avvikle en eksisterende "
        "organisasjon.",
        Read((), (2032,), vague=("enkelt", "enkelt", "lite tid")),
    ),
    (
        "nb",
        "redusere utenforskap blant barn og unge betydelig innen 2035",
        Read((), (2035,), vague=("betydelig",)),
    ),
    (
        "nb",
        "alt fôr til oppdrettsfisk og husdyr skal komme fra bærekraftige kilder og bidra til å redusere "
        "klimagassutslippene i matsystemene",
        Read((ALL,)),
    ),
    (
        "en",
        "Improving the lives of more than 3 million people by 2030 through prevention, cure …",
        Read((("count", "3000000"),), (2030,)),
    ),
    (
        "en",
        "Support at least 150 European regions and communities to become climate resilient by 2030",
        Read((("count", "150"),), (2030,)),
    ),
    (
        "en",
        "30 per cent increase in overall raw material productivity by 2030 compared to 2010",
        Read((("percent", "30"),), (2030,), (2010,)),
    ),
    (
        "en",
        "all Dutch citizens live at least five years longer in good health by 2040, while the health inequalities … "
        "will have decreased by 30 per cent",
        Read(
            (
                ALL,
                ("count", "5"),
                ("percent", "30"),
            ),
            (2040,),
            compound=True,
        ),
    ),
    ("en", "halving of the energy use of new buildings by 2030", Read((HALF,), (2030,))),
]


@pytest.mark.parametrize(("language", "text", "expected"), GOLD)
def test_gold_statements(language: str, text: str, expected: Read) -> None:
    assert read(text, language) == expected


NUMBERS: list[tuple[str, str, Amounts]] = [
    ("nb", "halvere avfallet", [HALF]),
    ("nb", "avfallet skal halveres", [HALF]),
    ("nb", "en halvering av avfallet", [HALF]),
    ("nn", "avfallet skal halverast", [HALF]),
    ("nn", "ei halvering, eller halveringa sjølv", [HALF, HALF]),
    ("en", "halve, halved, halving", [HALF] * 3),
    ("en", "cut food waste by half, cut it in half", [HALF, HALF]),
    ("nb", "doble antallet", [("change", "100")]),
    ("nn", "talet skal doblast", [("change", "100")]),
    ("en", "double the number", [("change", "100")]),
    ("nb", "dobbelt så mange lærlinger", [("change", "100")]),
    ("nn", "tredobling av talet", [("change", "200")]),
    ("en", "a tenfold increase", [("change", "900")]),
    ("nb", "redusere med en tredel", [("percent", "33.3")]),
    ("nb", "redusere med en tredjedel", [("percent", "33.3")]),
    ("nn", "redusere med ein tredel", [("percent", "33.3")]),
    ("en", "cut by a third", [("percent", "33.3")]),
    ("en", "a third of all households", [("percent", "33.3"), ALL]),
    ("en", "two-thirds of homes", [("percent", "66.7")]),
    ("nb", "tre firedeler av elevene", [("percent", "75")]),
    ("nb", "mer enn halvparten", [("percent", "50")]),
    ("nb", "null drepte i trafikken", [("scope", "0")]),
    ("nb", "ingen skal stå utenfor", [("scope", "0")]),
    ("nn", "inga bygd utan breiband", [("scope", "0")]),
    ("en", "zero deaths in traffic", [("scope", "0")]),
    ("en", "leave no one behind", [("scope", "0")]),
    ("nb", "alle kommuner", [ALL]),
    ("nb", "samtlige kommuner", [ALL]),
    ("nn", "samtlege kommunar", [ALL]),
    ("nb", "enhver innbygger", [ALL]),
    ("nn", "kvar einaste kommune", [ALL]),
    ("en", "all municipalities", [ALL]),
    ("en", "every child", [ALL]),
    ("nb", "10,5 millioner europeere", [("count", "10500000")]),
    ("nn", "10,5 millionar europearar", [("count", "10500000")]),
    ("en", "10.5 million Europeans", [("count", "10500000")]),
    ("nb", "57 383 633 kroner", [("count", "57383633")]),
    ("nb", "57\u00a0383\u00a0633 kroner", [("count", "57383633")]),
    ("nb", "57\u202f383\u202f633 kroner", [("count", "57383633")]),
    ("nb", "57 383 633,50 kroner", [("count", "57383633.5")]),
    ("en", "1,250,000 people", [("count", "1250000")]),
    ("nb", "1,250,000 personer", [("count", "1250000")]),
    ("nb", "1.250.000 personer", [("count", "1250000")]),
    ("nb", "2.500 biler", [("count", "2500")]),
    ("en", "2.5 degrees", [("count", "2.5")]),
    ("nb", "2,125 grader", [("count", "2.125")]),
    ("en", "1,250 places", [("count", "1250")]),
    ("nb", "2500 biler", [("count", "2500")]),
    ("nb", "30 prosent", [("percent", "30")]),
    ("nb", "30 %", [("percent", "30")]),
    ("nb", "30\u00a0%", [("percent", "30")]),
    ("nb", "30%", [("percent", "30")]),
    ("nb", "30 pst.", [("percent", "30")]),
    ("en", "30 per cent", [("percent", "30")]),
    ("en", "30 percent", [("percent", "30")]),
    ("en", "a 30-percent cut", [("percent", "30")]),
    ("nb", "12,5 prosent", [("percent", "12.5")]),
    ("nb", "ti prosent", [("percent", "10")]),
    ("nb", "5 prosentpoeng", [("points", "5")]),
    ("nn", "fem prosentpoeng", [("points", "5")]),
    ("en", "5 percentage points", [("points", "5")]),
    ("nb", "fem regioner", [("count", "5")]),
    ("nn", "sju fylke", [("count", "7")]),
    ("en", "five regions", [("count", "5")]),
    ("nb", "fem millioner trær", [("count", "5000000")]),
    ("nb", "en million trær", [("count", "1000000")]),
    ("nb", "hundre tusen boliger", [("count", "100000")]),
    ("nb", "1,5 mrd. kroner", [("count", "1500000000")]),
    ("nb", "190,6 mill. kroner", [("count", "190600000")]),
    ("nn", "92 milliardar euro", [("count", "92000000000")]),
    ("en", "€92bn", [("count", "92000000000")]),
    ("nb", "ni av ti elever", [("percent", "90")]),
    ("nb", "1 av 5 elever", [("percent", "20")]),
    ("en", "one in five pupils", [("percent", "20")]),
    ("nb", "fra 20 til 10 prosent", [("percent", "10")]),
    ("nb", "10–15 prosent", [("percent", "15")]),
    ("nb", "mellom 10 og 15 prosent", [("percent", "15")]),
    ("nb", "4 markeder og 30 desentrale tilbud", [("count", "4"), ("count", "30")]),
    ("nb", "tre ganger så mange", [("times", "3")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), NUMBERS)
def test_number_forms(language: str, text: str, expected: Amounts) -> None:
    assert amounts(text, language) == expected


YEARS = [
    ("nb", "innen 2030", [2030], []),
    ("nb", "innen utgangen av 2030", [2030], []),
    ("nb", "innen 31. desember 2030", [2030], []),
    ("nb", "innen 31.12.2030", [2030], []),
    ("en", "by 2030-12-31", [2030], []),
    ("en", "by the end of 2030", [2030], []),
    ("nb", "Klimanøytral 2030", [2030], []),
    ("nb", "i 2030 og 2040 skal", [2030, 2040], []),
    ("nb", "år 2000", [2000], []),
    ("en", "by 2100.", [], []),
    ("nb", "innen 2030, og senest i 2030", [2030], []),
    ("nb", "30 prosent under 1990-nivå", [], [1990]),
    ("nb", "sammenlignet med nivået i 2015", [], [2015]),
    ("nn", "samanlikna med 2015", [], [2015]),
    ("nb", "målt mot 2019", [], [2019]),
    ("nb", "i forhold til 2010", [], [2010]),
    ("nb", "med 2019 som basisår", [], [2019]),
    ("en", "relative to the level in 1990", [], [1990]),
    ("en", "down from 2015 levels by 2030", [2030], [2015]),
    ("en", "since 2000", [], [2000]),
    ("nb", "fra 2020 til 2030", [2030], [2020]),
    ("nb", "2020–2030", [2030], [2020]),
    ("en", "between 2020 and 2030", [2030], [2020]),
    ("nb", "1950 boliger innen 2030", [2030], []),
]


@pytest.mark.parametrize(("language", "text", "goals", "baselines"), YEARS)
def test_years(language: str, text: str, goals: list[int], baselines: list[int]) -> None:
    assert years_in(text, language) == (goals, baselines)


# Nothing at all is found in these: no amount, no year, no telling word.
SILENT = [
    ("nb", "etter COVID-19"),
    ("nb", "langs E6 og E 18"),
    ("nb", "i tråd med Agenda 2030"),
    ("nb", "2030-agendaen"),
    ("en", "under Horizon 2020"),
    ("nn", "etter Horisont 2020"),
    ("nb", "Digital 21"),
    ("nb", "åpent 24/7"),
    ("nb", "alt i alt"),
    ("nb", "først og fremst"),
    ("nb", "fremfor alt"),
    ("nn", "framfor alt"),
    ("nb", "i alle fall"),
    ("nn", "alt no"),
    ("nb", "ikke alle"),
    ("en", "above all"),
    ("en", "at all"),
    ("en", "not every town"),
    ("en", "every year"),
    ("nb", "uten tvil, for det er ingen tvil"),
    ("nb", "etter § 12, §§ 4–5 og §7"),
    ("nb", "kap. 4 og artikkel 8"),
    ("nb", "versjon 2.0"),
    ("en", "Industry 4.0 and version 2.1"),
    ("nb", "WCAG 2.2 og ISO 9001"),
    ("nb", "delmål 3.4 og bærekraftsmål 13"),
    ("nb", "på 10. trinn"),
    ("nb", "en 3. sektor"),
    ("nb", "kl. 09.00 og klokken 8"),
    ("nb", "CO2 og H2O"),
    ("nb", "16-åringer og 0–24-samarbeidet"),
    ("nb", "barn under 18 år"),
    ("en", "by age 10"),
    ("nb", "unge mellom 16 og 25 år"),
    ("nb", "unge 16–25 år"),
    ("en", "people over 65"),
    ("en", "children aged 6 to 15 years"),
    ("nb", "de neste ti årene"),
    ("en", "within ten years"),
    ("nb", "for fem år siden"),
    ("nb", "1,5-gradersmålet"),
    ("en", "on March 31 and 1 June"),
    ("nb", "50-prosentstilling"),
    ("nb", "Meld. St. 28 (2024–2025) og NOU 2020: 15"),
    ("nb", "økosystem, helsesystem og matsystemene"),
    ("nb", "en løsningsvei for problemløsning"),
    ("nb", "nye løsninger"),
    ("nb", "oljeplattformen"),
    ("en", "children register at school"),
    ("nb", "tiltak, fireåring, tomatoer, alltid, ingeniør, nullpunkt"),
    ("en", "tend, often, overall, hall, heightened, alley"),
    ("nb", "høyere utdanning, med mindre det er den enkelte"),
    ("nn", "høgare utdanning, med mindre det er kvart enkelt barn"),
    ("en", "higher education, nevertheless"),
    ("nb", "på tvers av flere sektorer"),
    ("nb", "bygg av tre"),
    ("en", "a third party, a third generation and a quadruple helix"),
    ("en", "work experience"),
    ("nb", "kjenne til rettighetene sine"),
    ("nb", "mormor og morgen, flertall og mindretall"),
]


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_traps_stay_silent(language: str, text: str) -> None:
    assert read(text, language) == Read()


NOT_VAGUE = [
    ("nb", "100 flere barnehageplasser"),
    ("nb", "Flere barn, 30 prosent, skal lære å svømme"),
    ("nb", "mer enn 3 millioner mennesker"),
    ("en", "30 per cent fewer accidents"),
    ("nn", "halvere talet og gi betre hjelp"),
    ("nb", "alle skal med når utslippene reduseres"),
]
VAGUE = [
    ("nb", "flere barnehageplasser", ("flere",)),
    ("nb", "alle barn skal få bedre hjelp", ("bedre",)),
    ("nb", "redusere utslippene innen 2030", ("redusere",)),
    ("nb", "redusere utslippene kraftig", ("kraftig",)),
    ("nn", "monaleg færre unge utanfor", ("monaleg", "færre")),
    ("nn", "utsleppa skal reduserast", ("reduserast",)),
    ("en", "significantly better health", ("significantly", "better")),
    ("en", "reduce emissions", ("reduce",)),
    ("nb", "barn under 18 år skal få raskere hjelp", ("raskere",)),
    ("nb", "flere hundre kommuner", ("flere",)),
    ("nb", "innen ti år skal det bli enklere", ("enklere",)),
]


@pytest.mark.parametrize(("language", "text"), NOT_VAGUE)
def test_words_with_a_number_beside_them_are_not_vague(language: str, text: str) -> None:
    assert read_statement(text, language).vague == ()


@pytest.mark.parametrize(("language", "text", "expected"), VAGUE)
def test_vague_words(language: str, text: str, expected: tuple[str, ...]) -> None:
    assert read_statement(text, language).vague == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nb", "en nasjonal helseplattform", ["helseplattform"]),
        ("nb", "med KI og en egen app", ["KI", "app"]),
        ("nb", "ett fellesregister", ["fellesregister"]),
        ("nn", "ei felles løysing med eit nytt fagsystem", ["løysing", "fagsystem"]),
        ("nn", "ein nettstad og ein robot", ["nettstad", "robot"]),
        ("en", "a digital portal with artificial intelligence", ["portal", "artificial intelligence"]),
        ("nb", "en løsning på plastproblemet", []),
    ],
)
def test_words_for_solutions(language: str, text: str, expected: list[str]) -> None:
    assert words_found(text, SOLUTION_WORDS, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nb", "Halvere matsvinnet. Doble gjenbruket.", True),
        ("nb", "Halvere matsvinnet, og doble gjenbruket innen 2030.", True),
        ("nb", "Halvere matsvinnet og doble gjenbruket innen 2030.", True),
        ("en", "Cut waste by 30 per cent and energy use by 10 per cent.", True),
        ("nn", "Halvere avfallet samtidig som 1000 nye arbeidsplassar kjem til.", True),
        ("nb", "Alle barn og alle unge skal bli hørt.", False),
        ("nb", "150 byer og 30 regioner skal bli klimanøytrale.", False),
        ("nb", "Halvere antallet barn og unge som mobbes, fra 6 til 3 prosent.", False),
        ("nb", "Halvere matsvinnet i butikker, hjem og storkjøkken.", False),
        ("nb", "Halvere matsvinnet, og gi maten videre til dem som trenger den.", False),
    ],
)
def test_two_goals_in_one_statement(language: str, text: str, expected: bool) -> None:
    assert read_statement(text, language).compound is expected


@pytest.fixture
def mission(tmp_path: Path) -> Callable[[str], Mission]:
    """Read a mission from the YAML of its fields."""

    def load(fields: str) -> Mission:
        path = tmp_path / "m.yaml"
        path.write_text(f"kind: mission\nid: m\ntitle: M\n{fields}\n", encoding="utf-8")
        register = load_register(OneFile(path))
        assert register.faults == []
        return register.missions["m"]

    return load


def target(fields: str, text: str = "Mindre matsvinn", unit: str = "prosent") -> str:
    return f"targets: [{{id: t, text: {text}, unit: {unit}, {fields}}}]"


PEOPLE = target("value: 3000000", "Innbyggere med et bedre liv", "mennesker")
AGREE = [
    ("nb", "innen 2030", "deadline: 2030"),
    ("nb", "innen 2030", target("deadline: 2030-06-30")),
    ("nb", "innen 2030 og 2035", "deadline: 2035\n" + target("milestones: [{date: 2030, value: 1}]")),
    ("nb", "innen 2030 mot 2019", "deadline: 2030\n" + target("baseline: {value: 1, date: 2019}")),
    ("nb", "innen 2030 sammenlignet med 2010", "deadline: 2030"),
    ("nb", "innen 2030", ""),
    ("nb", "i tråd med Agenda 2030 innen 2035", "deadline: 2035"),
    ("nb", "30 prosent mindre matsvinn", target("value: -30, relative: true")),
    ("nb", "30 prosent mindre matsvinn", target("value: 70, baseline: {value: 100}", unit="kg")),
    ("nb", "redusere fra 20 til 10 prosent", target("value: 10, baseline: {value: 20}")),
    ("nb", "fra 20 prosent til 10 prosent matsvinn", target("value: 10, baseline: {value: 20}")),
    ("nb", "5 prosentpoeng mindre matsvinn", target("value: 15, baseline: {value: 20}")),
    ("nb", "en tredel mindre matsvinn", target("value: -33, relative: true")),
    ("nb", "halvere matsvinnet", target("value: -50, relative: true")),
    ("nb", "halvere matsvinnet", target("value: 10, baseline: {value: 20}")),
    ("nb", "doble matsvinnet", target("value: 40, baseline: {value: 20}", unit="kg")),
    ("nb", "alle elever skal fullføre", target("value: 100, direction: increase", "Elever som fullfører")),
    ("nb", "ingen elever skal falle fra", target("value: 0, direction: decrease", "Elever som faller fra", "elever")),
    ("en", "3 million people", target("value: 3000000", "People", "people")),
    ("nb", "over 3 millioner mennesker", PEOPLE),
    ("nb", "3 millioner mennesker", target("value: 3", unit="millioner mennesker")),
    ("nb", "3,5 mrd. kroner", target("value: 3500", unit="mill. kroner")),
    ("nb", "fem leveår", target("value: 76, baseline: {value: 71}", unit="leveår")),
    (
        "nb",
        "10,5 millioner mennesker rammes; 3 millioner mennesker skal få hjelp",
        PEOPLE + "\nchallenges: [{id: c, title: C, affected_groups: [{group: Syke, number: 10500000}]}]",
    ),
    # No data to compare with: no value, another sort of value, or a value of something else.
    ("nb", "halvere matsvinnet", ""),
    ("nb", "halvere matsvinnet", target("value: 80, direction: increase", "Kommuner som sorterer")),
    ("nb", "150 regioner", target("value: -30, relative: true")),
    ("nb", "150 regioner", target("value: 5", "Lengre liv", "år")),
    ("nb", "alle kommuner skal halvere matsvinnet", target("value: -50, relative: true")),
    ("nb", "alle kommuner skal delta", target("value: 80", "Elever som fullfører")),
    (
        "nb",
        "matsvinnet skal halveres",
        "targets: [{id: t, text: Matsvinn}, {id: u, text: Kommuner, unit: kommuner, value: 9, baseline: {value: 8}}]",
    ),
    ("nb", "alle elever skal ha det bra", target("value: 5, direction: decrease", "Elever som mobbes")),
    ("nb", "80 prosent av lærerne", target("value: 70, baseline: {value: 100}", unit="kg")),
    ("nb", "barn under 18 år", target("value: 12", "Venting", "år")),
]


@pytest.mark.parametrize(("language", "text", "fields"), AGREE)
def test_statement_and_data_agree(mission: Callable[[str], Mission], language: str, text: str, fields: str) -> None:
    assert list(disagreements(text, language, mission(fields))) == []


DIFFER: list[tuple[str, str, str, str, str, tuple[str, ...]]] = [
    ("nb", "innen 2032", "deadline: 2030", "year", "2032", ("2030",)),
    ("nb", "innen 2032", target("deadline: 2031"), "year", "2032", ("2031",)),
    ("en", "by 2032", "deadline: 2030\n" + target("deadline: 2029"), "year", "2032", ("2029", "2030")),
    ("nb", "halvere matsvinnet", target("value: -40, relative: true"), "number", "halvere", ("40",)),
    ("nb", "halvere matsvinnet", target("value: 15, baseline: {value: 20}"), "number", "halvere", ("25",)),
    ("nb", "30 prosent mindre", target("value: -40, relative: true"), "number", "30 prosent", ("40",)),
    (
        "nb",
        "30 prosent mindre",
        target("value: 80, baseline: {value: 100}", unit="kg"),
        "number",
        "30 prosent",
        ("20",),
    ),
    ("nb", "90 prosent av elevene", target("value: 80", "Elever"), "number", "90 prosent", ("80",)),
    ("nb", "10 prosentpoeng", target("value: 15, baseline: {value: 20}"), "number", "10 prosentpoeng", ("5",)),
    ("nb", "alt fôr", target("value: 80", "Fôr fra hav"), "number", "alt", ("80",)),
    ("nb", "matsvinnet halveres", target("value: -40, relative: true"), "number", "halveres", ("40",)),
    ("nn", "alle elevar", target("value: 80, direction: increase", "Elevar"), "number", "alle", ("80",)),
    ("nb", "ingen elever", target("value: 5, direction: decrease", "Elever"), "number", "ingen", ("5",)),
    ("nb", "3 millioner mennesker", target("value: 2000000", unit="mennesker"), "number", "3 millioner", ("2000000",)),
    ("nb", "3 mennesker", target("value: 3", unit="millioner mennesker"), "number", "3", ("3000000",)),
    ("en", "at least 150 regions", target("value: 100", "Regions", "regions"), "number", "150", ("100",)),
    (
        "nb",
        "9 millioner mennesker",
        PEOPLE + "\nchallenges: [{id: c, title: C, affected_groups: [{group: Syke, number: 10500000}]}]",
        "number",
        "9 millioner",
        ("3000000",),
    ),
]


@pytest.mark.parametrize(("language", "text", "fields", "kind", "said", "data"), DIFFER)
def test_statement_and_data_disagree(
    mission: Callable[[str], Mission],
    language: str,
    text: str,
    fields: str,
    kind: str,
    said: str,
    data: tuple[str, ...],
) -> None:
    found = list(disagreements(text, language, mission(fields)))
    assert [(f.kind, f.said, tuple(f"{Decimal(d).normalize():f}" for d in f.data)) for f in found] == [
        (kind, said, data)
    ]


def test_an_amount_tells_all_that_it_may_stand_for() -> None:
    millions, share = quantities("Av 10,5 millioner skal 20–30 % i 2030, hos barn under 6 år.", "nb")
    assert millions.values == {Decimal("10.5"), Decimal(10500000)}
    assert share.values == {Decimal(20), Decimal(30)}


def test_lix_by_hand() -> None:
    # 7 words in 1 sentence, 2 of them long (halvere has seven letters, menneskelige twelve): 7 / 1 + 100 * 2 / 7
    assert round(lix("Halvere den menneskelige byrden ved demens nå."), 2) == Decimal("35.57")
    # 9 words in 2 sentences, 1 of them long (fritiden): 9 / 2 + 100 * 1 / 9
    assert round(lix("Barn skal ha det bra. De skal ha fritiden."), 2) == Decimal("15.61")
    assert lix("") == lix("2030 – 50 %") == 0


def test_a_point_within_a_sentence_does_not_end_it() -> None:
    assert lix("Vi skal f.eks. spare 10.5 mill. kroner.") == lix("Vi skal f eks spare mill kroner.")


@pytest.mark.parametrize(("number", "expected"), [(0, 8), (1, 33), (2, 37), (7, 14)])
def test_words_of_the_gold_statements_are_counted(number: int, expected: int) -> None:
    assert word_count(GOLD[number][1]) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Helsedirektoratet skal lede", ["Helsedirektoratet"], "Helsedirektoratet"),
        ("Helsedirektoratets brukere", ["Helsedirektoratet"], "Helsedirektoratet"),
        ("NAVs brukere og NAV-kontorene", ["NAV"], "NAV"),
        ("et nav i nærmiljøet", ["NAV"], None),
        ("barn og unge i Oslo", ["Oslo kommune"], None),
        ("osloområdet", ["Oslo"], None),
        ("noe", [], None),
    ],
)
def test_names_are_found_as_whole_words(text: str, names: list[str], expected: str | None) -> None:
    assert names_in(text, names) == expected


def phrases() -> list[str]:
    """Every phrase of the word lists, and number forms, from which hostile sentences are put together."""
    numbers = packaged("rules/words/numbers.yaml")
    tables = [numbers[kind][language] for kind in ("change", "scope", "count", "scale") for language in ("nb", "en")]
    words = [word for table in tables for word in table] + numbers["not"] + numbers["names"]
    words += [w for name in ("vague", "change", "solutions") for w in packaged(f"rules/words/{name}.yaml")["nn"]]
    forms = ["2030", "10,5", "1 000", "1.250.000", "§ 4", "24/7", "30 %", "–", "-", "til", "av", "to", "Kelvin \u212a"]
    return [*words, *forms, "\u0131", "\u017f", "\u0130", "½", "²", "٣", "\u00a0", "\n", *string.punctuation]


TEXTS = st.lists(st.sampled_from(phrases()) | st.text(max_size=4), max_size=12).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda gap: gap.join(words))
)


@given(TEXTS, st.sampled_from(["nb", "nn", "en"]))
@settings(derandomize=True, max_examples=400, deadline=None, database=None)
def test_reading_never_raises_and_finds_only_what_is_there(text: str, language: str) -> None:
    found = read_statement(text, language)
    end = 0
    for quantity in found.quantities:
        assert text[quantity.start : quantity.end] == quantity.said
        assert quantity.start >= end
        assert quantity.value.is_finite()
        end = quantity.end
    assert all(str(year) in text for year in (*found.years, *found.baseline_years))
    assert all(word in text for word in (*found.vague, *found.perception, *found.solutions))
    assert lix(text) >= 0
