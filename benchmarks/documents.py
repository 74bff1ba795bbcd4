"""The texts of documents of every kind, with references that hold: what a register is generated from."""

import random
from collections.abc import Sequence

from words import WHAT, WHERE, WHO, description, sentence, title

SECTORS = ("helse-og-omsorg", "skole-og-utdanning", "arbeid", "naring", "natur-klima-og-miljo", "trafikk-og-transport")
KINDS = ("academia", "private", "public", "civil_society")
STAGES = ("basic", "applied", "development", "implementation")
ORIGINS = ("call", "bottom_up", "municipal", "citizen", "owner")
FACETS = ("enhancement", "mission", "adaptive", "anticipatory")
SOLUTIONS = ("technology", "behavioural", "social", "regulatory", "organisational", "service")
DISCIPLINES = ("1.2", "2.7", "3.3", "5.1", "5.2", "5.4")
ACTORS = 60
"""How many actors every register has at least."""
SOURCES = 20


def source(number: int) -> str:
    """Return the text of a source."""
    return (
        f"kind: source\nid: source-{number}\ntitle: Statistikk om levekår, tabell {number}\n"
        f"publisher: Statistikkbyrået\nyear: {2018 + number % 7}\nurl: https://example.org/tabell/{number}\n"
        "accessed: 2026-03-02\n"
    )


def actor(number: int) -> str:
    """Return the text of an actor."""
    kind, sector = KINDS[number % 4], SECTORS[number % 6]
    return f"kind: actor\nid: actor-{number}\nname: Aktør {number}\nactor_kind: {kind}\nsector: {sector}\n"


def _target(number: int, mission: int) -> str:
    return (
        f"  - id: target-{number}\n    text: Redusere utslippene fra område {number} med halvparten.\n"
        f"    indicator:\n      name: Utslipp fra område {number}\n      definition: Årlige utslipp i tonn.\n"
        f"    baseline: {{value: 100, date: 2020, source: source-{mission % SOURCES}}}\n    value: {50 + number}\n"
        f"    unit: tonn\n    direction: decrease\n    deadline: 2035\n    owner: actor-{(mission + number) % ACTORS}\n"
        f"    data_source: source-{(mission + number) % SOURCES}\n    data_frequency: yearly\n    level: outcome\n"
        f"    observations:\n      - {{date: 2026-02, value: {89 - number}, source: source-{mission % SOURCES}}}\n"
        "    milestones:\n      - {date: 2028, value: 90}\n      - {date: 2031, value: 70}\n"
    )


def mission(number: int) -> str:
    """Return the text of a running mission with three targets and three pathways; nobody has assessed it."""
    targets = "".join(_target(n, number) for n in range(3))
    pathways = "".join(
        f"  - id: path-{n}\n    title: Vei {n}\n    hypothesis: Hvis vi prøver {WHAT[n]}, så faller utslippene.\n"
        for n in range(3)
    )
    first, last = number % SOURCES, (number + 1) % SOURCES
    return (
        f"kind: mission\nid: mission-{number}\ntitle: {{nb: Oppdrag {number}, en: Mission {number}}}\n"
        f"statement: Halvere utslippene i samfunnet innen 2035.\nstatus: running\nowner: actor-{number % ACTORS}\n"
        f"start: 2025\ndeadline: 2035\nchallenges:\n  - id: challenge\n    title: Naturen tåler ikke mer\n"
        f'    sdg_goals: ["13"]\n    affected_groups:\n      - {{id: alle, group: Innbyggere, kind: citizens, '
        f"number: {100_000 + number}, year: 2024, source: source-{first}}}\n    cost_today:\n"
        f"      - {{text: Skader etter flom og ras, source: source-{last}}}\n"
        f"targets:\n{targets}pathways:\n{pathways}"
        f"mandate: {{body: Regjeringen, date: 2024-10, document: source-{first}}}\n"
        f"sectors: [{SECTORS[number % 6]}, {SECTORS[(number + 1) % 6]}, {SECTORS[(number + 2) % 6]}]\n"
        f"governance: {{body: Styringsgruppa for oppdrag {number}, members: [actor-0, actor-1], meets: hver måned}}\n"
        f"knowledge_gaps:\n  - {{id: virkning, question: Hvilke tiltak virker raskest?, worked_on_by: [actor-0]}}\n"
        f"feasibility: {{text: Teknologien finnes og er prøvd i liten skala., sources: [source-{first}]}}\n"
        "engagement:\n  - {who: Innbyggerpanelet, how: Tre møter, date: 2025-04, changed: Ett mål ble strøket., "
        f"affected_groups: [alle], source: source-{last}}}\n"
        "entry_points:\n  - {title: Søk om å bli pilot, url: https://example.org/pilot}\n"
    )


def _said(mission: int, place: int) -> str:
    what, where = WHAT[(mission // 5 + place) % len(WHAT)], WHERE[mission % len(WHERE)]
    return f"{WHO[mission % len(WHO)]} fant dette etter å ha fulgt {what} {where}."


def assessments(number: int) -> str:
    """Return verdicts on the five criteria, to stand at the end of a mission."""
    why = (
        "Oppdraget er drøftet med fagmiljøer, brukere og etater i flere runder, og beskrivelsen er endret etter "
        "innspill fra alle tre. Målene kan måles, ansvaret er plassert, og flere veier prøves samtidig."
    )
    rows = "".join(
        f"  - criterion: {criterion}\n    verdict: partly\n    justification: {why} {_said(number, place)}\n"
        f"    evidence: [source-{number % SOURCES}]\n    assessed_by: Ekspertgruppa\n    date: 2026-0{place}\n"
        for place, criterion in enumerate(("bold", "directed", "ambitious", "cross-cutting", "bottom-up"), 1)
    )
    return f"assessments:\n{rows}"


def portfolio(number: int, mission: int, projects: Sequence[int]) -> str:
    """Return the text of a portfolio of some projects of a mission."""
    listed = "".join(f"  - project-{n}\n" for n in projects)
    return (
        f"kind: portfolio\nid: portfolio-{number}\ntitle: Portefølje {number}\nmission: mission-{mission}\n"
        f"owner: actor-{mission % ACTORS}\nprojects:\n{listed}"
        "selection_criteria:\n  - Prosjektet bidrar til minst ett mål.\n"
        "review: {last: 2026-09-15, next: 2027-03-15, body: Porteføljestyret}\n"
        "review_log:\n  - {date: 2026-09-15, body: Porteføljestyret, text: Ingen prosjekter ble stoppet.}\n"
    )


def project(number: int, missions: int, chance: random.Random, actors: int = ACTORS) -> str:
    """Return the text of a project, of 40 to 100 lines, 64 on average."""
    end, place = chance.choice((2027, 2028, 2028, 2029, 2030)), number // missions
    partners = [
        n - n % 4 if chance.random() < 0.5 else n for n in chance.sample(range(actors), chance.choice((1, 2, 2, 3, 4)))
    ]
    lines = [
        "kind: project",
        f"id: project-{number}",
        f"title: {title(chance)}",
        *description(chance, chance.choice((1, 1, 2, 2, 3, 4, 5))),
        f"missions: [mission-{number % missions}]",
        f"lead: actor-{chance.randrange(actors)}",
        "partners:",
        *(f"  - actor-{n}" for n in sorted({*partners})),
        "status: running",
        f"start: 2025-{chance.randrange(1, 13):02}-15",
        f"end: {end}-12-31",
        *_aims(place, chance),
        *_budget(chance, actors),
        *_plans(place, chance, end),
        "links:",
        "  - title: Prosjektets nettside",
        f"    url: https://example.org/prosjekter/{number}",
    ]
    return "\n".join(lines) + "\n"


def _aims(place: int, chance: random.Random) -> list[str]:
    lines = ["contributes_to:"]
    for target in sorted({place % 3, chance.randrange(3)}):
        lines += [f"  - target: target-{target}", f"    how: {sentence(chance)}"]
    lines += [f"pathway: path-{place % 3}", f"chain_stage: {STAGES[place % 4]}", f"facet: {chance.choice(FACETS)}"]
    lines += [f"solution_kinds: [{', '.join(chance.sample(SOLUTIONS, chance.choice((1, 1, 2))))}]"]
    lines += [f"sectors: [{', '.join(chance.sample(SECTORS, chance.choice((1, 2))))}]"]
    disciplines = ", ".join(f'"{d}"' for d in sorted(chance.sample(DISCIPLINES, 2)))
    return [*lines, f"disciplines: [{disciplines}]", f"origin: {chance.choice(ORIGINS)}"]


def _budget(chance: random.Random, actors: int) -> list[str]:
    years = range(2025, 2025 + chance.choice((1, 1, 1, 2, 3)))
    each = chance.randrange(100, 3000) * 1000
    lines = ["budget:", "  total:", f"    amount: {each * len(years)}", "    currency: NOK", "  lines:"]
    for year in years:
        lines += [f"    - amount: {each}", "      currency: NOK", f"      year: {year}"]
        lines += [f"      funder: actor-{chance.randrange(actors)}", "      certainty: committed"]
    return lines


def _plans(place: int, chance: random.Random, end: int) -> list[str]:
    lines = ["milestones:"]
    for n in range(chance.choice((1, 1, 2, 3, 5))):
        lines += [f"  - id: milestone-{n}", f"    title: {chance.choice(WHAT).capitalize()}"]
        lines += [f"    planned: 2027-{2 * n + 1:02}-15"]
    if chance.random() < 0.4:
        lines += ["experiments:", "  - id: try", f"    hypothesis: {sentence(chance)}"]
        lines += ["    success_criterion: Halvparten så lang tid.", "    end: 2027-06"]
    lines += ["risks:"]
    for n in range(chance.choice((1, 1, 1, 2, 3))):
        lines += [
            f"  - id: risk-{n}",
            f"    description: {sentence(chance)}",
            f"    likelihood: {chance.randrange(1, 6)}",
        ]
        lines += [f"    consequence: {chance.randrange(1, 6)}", "    mitigation: Følges opp av styringsgruppa."]
    return [*lines, *_results(place, chance, end)]


def _results(place: int, chance: random.Random, end: int) -> list[str]:
    made = chance.choice((0, 0, 1, 2))
    lines = ["deliverables:"] if made else []
    for n in range(made):
        lines += [f"  - id: deliverable-{n}", f"    title: {chance.choice(WHAT).capitalize()}"]
        lines += [f"    planned: {end}-06"]
    if (made or place % 4 > 1) and chance.random() < 0.9:
        lines += [f"operating_funding: {{secured_until: {end + 3}, source: Ordinært budsjett}}"]
    if chance.random() < 0.5:
        lines += [
            "user_involvement:",
            "  - who: Brukere i tre kommuner",
            f"    how: {sentence(chance)}",
            "    date: 2026-03",
        ]
    return lines
