"""The statement reader: what it finds in a sentence, and what it leaves alone."""

import string
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionkit.resources import packaged
from missionkit.rules.statement import SOLUTION_WORDS, lix, names_in, read_statement, word_count, words_found


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
        tuple((q.kind, f"{q.value.normalize():f}") for q in found.quantities),
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
    ("nb", "fortelle historien sin mer enn én gang"),
    ("en", "tell their story no more than once, or more than once"),
    ("nb", "saksnummer 00123"),
    ("nb", "statsbudsjettet 2027"),
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
