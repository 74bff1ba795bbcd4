"""Registers of several missions as texts, and random edits of them: what people do to documents, in any order."""

import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

from pair_cases import Files

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "benchmarks"))
from documents import actor, mission, project

MISSIONS, PROJECTS, ACTORS = 12, 60, 90
_WHY = "Nothing has been tried at this scale before, and three of four municipalities say that they will take part."
_NUMBERS = ("991825827", "974760673")
_END = re.compile(r"end: \d{4}-12-31")
_LEAD = re.compile(r"lead: [a-z0-9-]+")


def register(seed: int) -> Files:
    """Return a register of missions, portfolios, projects, actors and a source, one file a document."""
    chance = random.Random(seed)
    files = {f"missions/mission-{n}.yaml": mission(n) for n in range(MISSIONS)}
    files |= {f"actors/actor-{n}.yaml": actor(n) for n in range(ACTORS)}
    for n in range(PROJECTS):
        text = re.sub(r"actor-(\d+)", lambda m: f"actor-{int(m[1]) % ACTORS}", project(n, MISSIONS, chance))
        files[f"projects/project-{n}.yaml"] = _LEAD.sub("lead: actor-0", text) if n % 4 == 0 else text
    for n in range(0, MISSIONS, 2):
        own = [p for p in range(PROJECTS) if p % MISSIONS == n][:3]
        foreign = [chance.randrange(PROJECTS)] if n % 3 == 0 else []
        named = ", ".join(f"project-{p}" for p in sorted({*own, *foreign}))
        head = f"kind: portfolio\nid: portfolio-{n}\ntitle: Portefølje {n}\nmission: mission-{n}\n"
        files[f"portfolios/portfolio-{n}.yaml"] = f"{head}owner: actor-{n}\nprojects: [{named}]\n"
    files["sources/source-1.yaml"] = "kind: source\nid: source-1\ntitle: Statistikk\nyear: 2024\n"
    files["missionkit.yaml"] = "language: nb\n"
    return files


def _one(files: Files, folder: str, chance: random.Random) -> str:
    return chance.choice(sorted(name for name in files if name.startswith(folder)) or ["missionkit.yaml"])


def _id(name: str) -> str:
    return Path(name).stem


def _change_project(files: Files, chance: random.Random) -> None:
    name = _one(files, "projects/", chance)
    new = chance.choice(["status: stopped", "status: completed", "status: planned"])
    files[name] = _END.sub(f"end: 20{chance.randrange(26, 34)}-12-31", files[name])
    if chance.random() < 0.5:
        files[name] = files[name].replace("status: running", new, 1)


def _change_lead(files: Files, chance: random.Random) -> None:
    name = _one(files, "projects/", chance)
    files[name] = _LEAD.sub(f"lead: actor-{chance.randrange(ACTORS + 2)}", files[name])


def _remove(folder: str) -> Callable[[Files, random.Random], None]:
    def remove(files: Files, chance: random.Random) -> None:
        if sum(name.startswith(folder) for name in files) > 1:
            del files[_one(files, folder, chance)]

    return remove


def _add_project(files: Files, chance: random.Random) -> None:
    number = 100 + chance.randrange(900)
    text = re.sub(r"actor-(\d+)", lambda m: f"actor-{int(m[1]) % ACTORS}", project(number, MISSIONS, chance))
    files[f"projects/project-{number}.yaml"] = text


def _add_mission(files: Files, chance: random.Random) -> None:
    number = MISSIONS + chance.randrange(3)
    files[f"missions/mission-{number}.yaml"] = mission(number)


def _add_actor(files: Files, chance: random.Random) -> None:
    number = ACTORS + chance.randrange(3)
    files[f"actors/actor-{number}.yaml"] = actor(number)


def _change_actor(files: Files, chance: random.Random) -> None:
    name = _one(files, "actors/", chance)
    files[name] = re.sub("actor_kind: .*", f"actor_kind: {chance.choice(['public', 'academia'])}", files[name])


def _change_mission(files: Files, chance: random.Random) -> None:
    name = _one(files, "missions/", chance)
    old, new = chance.choice(
        [("value: 51", "value: 41"), ("status: running", "status: draft"), ("sectors: [", "sectors: [kultur, ")]
    )
    files[name] = files[name].replace(old, new, 1)


def _number(files: Files, chance: random.Random) -> None:
    name = _one(files, "actors/", chance)
    if "org_number" not in files[name]:
        files[name] += f'org_number: "{chance.choice(_NUMBERS)}"\n'


def _justify(files: Files, chance: random.Random) -> None:
    name = _one(files, "missions/", chance)
    if "assessments" not in files[name]:
        files[name] += f"assessments:\n  - {{criterion: bold, verdict: met, justification: '{_WHY}', date: 2026-05}}\n"


def _depend(files: Files, chance: random.Random) -> None:
    name, other = _one(files, "projects/", chance), _id(_one(files, "projects/", chance))
    if "dependencies" not in files[name]:
        files[name] += f"dependencies:\n  - {{to: {other}}}\n"


def _depend_on_mission(files: Files, chance: random.Random) -> None:
    name, other = _one(files, "missions/", chance), _id(_one(files, "missions/", chance))
    if "dependencies" not in files[name]:
        files[name] += f"dependencies:\n  - {{to: {other}}}\n  - {{from: {other}, to: {_id(name)}}}\n"


def _move(files: Files, chance: random.Random) -> None:
    name, other = _one(files, "projects/", chance), _id(_one(files, "missions/", chance))
    files[name] = re.sub(r"missions: \[.*\]", f"missions: [{other}]", files[name])


def _serve_two(files: Files, chance: random.Random) -> None:
    name, other = _one(files, "projects/", chance), _id(_one(files, "missions/", chance))
    if f"[{other}" not in files[name]:
        files[name] = re.sub(r"missions: \[(mission-\d+)\]", rf"missions: [\1, {other}]", files[name])
        files[name] = files[name].replace("  - target: target-", f"  - target: {other}/target-")


def _list_project(files: Files, chance: random.Random) -> None:
    name, other = _one(files, "portfolios/", chance), _id(_one(files, "projects/", chance))
    if f"{other}," not in files[name] and f"{other}]" not in files[name]:
        files[name] = files[name].replace("projects: [", f"projects: [{other}, ")


def _unlist_project(files: Files, chance: random.Random) -> None:
    name = _one(files, "portfolios/", chance)
    files[name] = re.sub(r"projects: \[[a-z0-9-]+, ", "projects: [", files[name])


def _rename(files: Files, chance: random.Random) -> None:
    name = _one(files, chance.choice(["projects/", "actors/", "missions/", "portfolios/"]), chance)
    old, new = _id(name), f"{_id(name)}-ny"
    everywhere, said = chance.random() < 0.7, chance.random() < 0.5
    for each in sorted(files):
        if everywhere or each == name:
            files[each] = re.sub(rf"\b{old}(?![0-9-])", new, files[each])
    text = files.pop(name)
    files[name.replace(old, new)] = f"{text}renamed_from: {old}\n" if said and "renamed_from" not in text else text


def _move_file(files: Files, chance: random.Random) -> None:
    name = _one(files, "projects/", chance)
    files[f"projects/moved/{Path(name).name}"] = files.pop(name)


def _join_files(files: Files, chance: random.Random) -> None:
    one, other = _one(files, "actors/", chance), _one(files, "projects/", chance)
    if one != other and one in files and other in files:
        files[other] = f"{files[other]}---\n{files.pop(one)}"


def _misspell(files: Files, chance: random.Random) -> None:
    name = _one(files, "projects/", chance)
    files[name] = files[name].replace("origin: ", "orgin: ", 1)


def _comment(files: Files, chance: random.Random) -> None:
    name = _one(files, chance.choice(["projects/", "actors/", "missions/"]), chance)
    files[name] += f"# Not about {_id(_one(files, 'projects/', chance))}.\n"


_EDITS = (
    *(_change_project, _change_lead, _change_actor, _change_mission, _comment, _depend, _depend, _depend_on_mission),
    *(_add_project, _add_mission, _add_actor, _remove("projects/"), _remove("actors/"), _remove("missions/")),
    *(_remove("portfolios/"), _number, _number, _justify, _justify, _move, _serve_two, _list_project),
    *(_unlist_project, _rename, _move_file, _join_files),
)
_OF_BOTH = (*_EDITS, _misspell)


def two_states(seed: int) -> tuple[Files, Files]:
    """Return a register before and after some edits; the old state has had some too, faults among them."""
    chance = random.Random(seed)
    old = register(seed % 7)
    for edit in chance.sample(_OF_BOTH * 2, chance.randrange(12)):
        edit(old, chance)
    new = dict(old)
    for edit in chance.sample(_EDITS, chance.randrange(1, 5)):
        edit(new, chance)
    return old, new
