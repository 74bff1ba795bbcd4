"""Makes registers of any size, the same for the same seed, with planted faults and an answer key.

    python benchmarks/generate.py FOLDER --projects 1000 --faults 0.02 --seed 1

writes one file a document below FOLDER and `faults.tsv` beside it: path, line and rule of every planted fault.
"""

import argparse
import random
from collections.abc import Callable
from pathlib import Path

SECTORS = ["helse-og-omsorg", "skole-og-utdanning", "arbeid", "naring", "natur-klima-og-miljo", "trafikk-og-transport"]
KINDS = ["academia", "private", "public", "civil_society"]
STAGES = ["basic", "applied", "development", "implementation"]
WORDS = ["omstilling", "kommune", "tjeneste", "innbygger", "klima", "helse", "samarbeid", "læring", "metode", "pilot"]

Plant = Callable[[list[str]], int]


def mission(number: int) -> str:
    """The text of a mission with three targets, three pathways and assessments."""
    targets = "".join(
        f"  - id: target-{n}\n    text: Redusere utslipp {n} med 50 prosent.\n    value: {50 + n}\n    unit: prosent\n"
        f"    direction: decrease\n    deadline: 2035\n    owner: actor-{n}\n    baseline: {{value: 100, date: 2020}}\n"
        for n in range(3)
    )
    pathways = "".join(
        f"  - id: path-{n}\n    title: Vei {n}\n    hypothesis: Hvis vi prøver, så lærer vi.\n" for n in range(3)
    )
    return (
        f"kind: mission\nid: mission-{number}\ntitle: {{nb: Oppdrag {number}, en: Mission {number}}}\n"
        f"statement: Halvere utslippene innen 2035.\nstatus: running\nowner: actor-{number}\nstart: 2025\n"
        f'deadline: 2035\nchallenges:\n  - id: challenge\n    title: Utfordring\n    sdg_goals: ["13"]\n'
        f"    affected_groups:\n      - {{group: Innbyggere, number: {1000 + number}, year: 2024, source: source-1}}\n"
        f"targets:\n{targets}pathways:\n{pathways}sectors: [{SECTORS[number % 6]}, {SECTORS[(number + 1) % 6]}]\n"
    )


def project(number: int, missions: int, chance: random.Random) -> str:
    """The text of a project of some 60 lines."""
    home = number % missions
    title = " ".join(chance.choice(WORDS) for _ in range(4)).capitalize()
    body = " ".join(chance.choice(WORDS) for _ in range(25)).capitalize()
    amount = chance.randrange(100_000, 9_000_000)
    lines = [
        "kind: project",
        f"id: project-{number}",
        f"title: {title}",
        "description: >-",
        *(f"  {body[start : start + 90].strip()}" for start in range(0, len(body), 90)),
        f"missions: [mission-{home}]",
        f"lead: actor-{chance.randrange(200)}",
        "partners:",
        *(f"  - actor-{n}" for n in chance.sample(range(200), 3)),
        "status: running",
        "start: 2025-01-15",
        "end: 2028-12-31",
        "contributes_to:",
        f"  - target: target-{chance.randrange(3)}",
        "    how: Prøver ut en ny måte å arbeide på.",
        f"pathway: path-{chance.randrange(3)}",
        f"chain_stage: {chance.choice(STAGES)}",
        f"sectors: [{chance.choice(SECTORS)}]",
        'disciplines: ["5.1", "1.2"]',
        "origin: call",
        "budget:",
        "  total:",
        f"    amount: {amount}",
        "    currency: NOK",
        "  lines:",
    ]
    for year in (2025, 2026):
        half = amount // 2 if year == 2025 else amount - amount // 2
        lines += [f"    - amount: {half}", "      currency: NOK", f"      year: {year}", "      certainty: committed"]
    lines += ["milestones:"]
    for n in range(3):
        lines += [f"  - id: milestone-{n}", f"    title: Steg {n}", f"    planned: 2027-0{n + 1}-15"]
    lines += [
        "experiments:",
        "  - id: try",
        "    hypothesis: Det virker.",
        "    success_criterion: Halvparten så lang tid.",
    ]
    lines += ["    end: 2027-06", "risks:", "  - id: money", "    description: Pengene tar slutt.", "    likelihood: 2"]
    lines += ["    consequence: 4", "links:", "  - title: Prosjektet", f"    url: https://example.org/{number}"]
    return "\n".join(lines) + "\n"


def actor(number: int) -> str:
    """The text of an actor."""
    kind, sector = KINDS[number % 4], SECTORS[number % 6]
    return f"kind: actor\nid: actor-{number}\nname: Aktør {number}\nactor_kind: {kind}\nsector: {sector}\n"


def _replace(start: str, new: str) -> Plant:
    def plant(lines: list[str]) -> int:
        number = next(n for n, line in enumerate(lines) if line.startswith(start))
        lines[number] = new
        return number + 1

    return plant


FAULTS: dict[str, Plant] = {
    "unknown-field": _replace("origin:", "orgin: call"),
    "unknown-code": _replace("chain_stage:", "chain_stage: aplied"),
    "invalid-date": _replace("end: ", "end: 2028-13-31"),
    "wrong-type": _replace("    amount:", '    amount: "1,5 mill."'),
    "unknown-reference": _replace("lead:", "lead: nobody-at-all"),
    "duplicate-key": _replace("start:", "status: running"),
    "tab-indentation": _replace("  - id: money", "\t- id: money"),
    "forbidden-tag": _replace("origin:", "origin: !!python/name:os.system"),
}


def write(root: Path, projects: int, faults: float, seed: int) -> list[tuple[str, int, str]]:
    """Write a register and return its answer key: path, line and rule of each planted fault."""
    chance = random.Random(seed)
    key: list[tuple[str, int, str]] = []
    missions = max(1, projects // 50)
    texts = {f"missions/mission-{n}.yaml": mission(n) for n in range(missions)}
    texts |= {f"actors/actor-{n}.yaml": actor(n) for n in range(max(200, missions))}
    texts["sources/source-1.yaml"] = (
        "kind: source\nid: source-1\ntitle: Statistikk\nyear: 2024\nurl: https://example.org\n"
    )
    names = list(FAULTS)
    for number in range(projects):
        path = f"projects/{number // 1000:03}/project-{number}.yaml"
        text = project(number, missions, chance)
        if chance.random() < faults:
            rule = names[len(key) % len(names)]
            lines = text.split("\n")
            key.append((path, FAULTS[rule](lines), rule))
            text = "\n".join(lines)
        texts[path] = text
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    (root / "missionkit.yaml").write_text("language: nb\n", encoding="utf-8")
    return key


def main() -> None:
    """Write a register as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--projects", type=int, default=1000)
    parser.add_argument("--faults", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    key = write(options.folder, options.projects, options.faults, options.seed)
    rows = "".join(f"{path}\t{line}\t{rule}\n" for path, line, rule in key)
    (options.folder / "faults.tsv").write_text(rows, encoding="utf-8")
    print(f"{options.projects} projects, {len(key)} planted faults")


if __name__ == "__main__":
    main()
