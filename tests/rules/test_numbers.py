"""Numbers and years in a sentence, as people write them in nb, nn and en."""

from decimal import Decimal

import pytest

from missionkit.rules.numbers import quantities, years_in

Amounts = list[tuple[str, str]]

HALF, ALL = ("change", "50"), ("scope", "100")

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
    assert [(q.kind, f"{q.value.normalize():f}") for q in quantities(text, language)] == expected


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


def test_an_amount_tells_all_that_it_may_stand_for() -> None:
    millions, share = quantities("Av 10,5 millioner skal 20–30 % i 2030, hos barn under 6 år.", "nb")
    assert millions.values == {Decimal("10.5"), Decimal(10500000)}
    assert share.values == {Decimal(20), Decimal(30)}
