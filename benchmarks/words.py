"""Norwegian-like sentences: what projects of missions are about, put together by chance."""

import random

WHO = (
    *(
        "Kommunen",
        "Fylkeskommunen",
        "Helseforetaket",
        "Høyskolen",
        "Forskningsmiljøet",
        "Næringsklyngen",
        "Direktoratet",
    ),
    *("Nabolaget", "Brukerrådet", "Pasientforeningen", "Skolene i regionen", "Bedriftene i havna", "Etaten"),
)
DOES = (
    *("prøver ut", "kartlegger", "bygger videre på", "måler virkningen av", "deler erfaringer med", "forenkler"),
    *("samordner", "utvikler", "setter i drift", "evaluerer", "lærer opp ansatte i", "legger om"),
)
WHAT = (
    *("felles innkjøp av utslippsfrie kjøretøy", "digital hjemmeoppfølging", "møteplasser for unge og eldre"),
    *("naturbaserte løsninger for overvann", "ombruk av byggematerialer", "arbeidsrettet rehabilitering"),
    *("tidlig innsats i barnehagen", "delte data på tvers av sektorer", "energieffektivisering av skolebygg"),
    *("varsling av flom og ras", "lavterskeltilbud for psykisk helse", "bærekraftig reiseliv i små samfunn"),
)
WHERE = (
    *("i tre kommuner på Vestlandet", "sammen med innbyggerne", "på tvers av forvaltningsnivåer", "langs kysten"),
    *("i samarbeid med frivilligheten", "før løsningen innføres i hele landet", "med støtte fra arbeidslivet"),
    *("i tett dialog med brukerne", "der behovet er størst", "uten å øke kostnadene", "gjennom hele året"),
)
WHY = (
    *("Erfaringene skal brukes når nasjonale krav utformes.", "Løsningen skal kunne gjenbrukes av andre."),
    *("Det er for tidlig å si om det virker, og prosjektet kan stoppes hvis det ikke gjør det.",),
    *("Mange har prøvd det samme før, men ingen har gjort det sammen.", "Gevinstene følges opp av linjen."),
    *("Ansatte og brukere er med fra første dag.", "Resultatene publiseres åpent så snart de foreligger."),
)


def sentence(chance: random.Random) -> str:
    """Return one sentence on who does what, and where."""
    return f"{chance.choice(WHO)} {chance.choice(DOES)} {chance.choice(WHAT)} {chance.choice(WHERE)}."


def title(chance: random.Random) -> str:
    """Return the name of a project."""
    what = chance.choice(WHAT)
    return f"{what[0].upper()}{what[1:]} {chance.choice(WHERE)}"


def folded(text: str, indent: int, width: int = 100) -> list[str]:
    """Return the lines of a folded block of YAML, broken between words."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width - indent:
            lines.append(" " * indent + line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, " " * indent + line]


def description(chance: random.Random, sentences: int) -> list[str]:
    """Return the lines of a description of some sentences."""
    parts = [chance.choice(WHY) if n % 3 == 2 else sentence(chance) for n in range(sentences)]
    return ["description: >-", *folded(" ".join(parts), 2)]
