"""Registers made by chance for the laws: whole ones, ones with gaps, and ones that break the models."""

import json
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from forms import Form
from mutations import CHANGES, Donors, nodes
from pair_cases import register_of
from varied import documents, full

from missionkit.finding import Finding
from missionkit.register import Register
from missionkit.rules.engine import check
from missionkit.source.yaml import read

TODAY = date(2026, 11, 23)
Data = dict[str, Any]
RULES = Path(__file__).parents[1] / "rules"


@cache
def donors() -> Donors:
    return Donors([json.dumps(one).encode() for one in documents()])


@cache
def gaps() -> tuple[str, ...]:
    """Return the bad examples of the rules, each the documents of a file as text."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(RULES.glob("*/bad*.yaml")))


def example(text: str) -> list[Data]:
    """Return the documents in a text that have a kind and an id, those of one name once."""
    held = (one.data for one in read(text.encode(), "f.yaml").documents)
    named = [one for one in held if isinstance(one, dict) and all(isinstance(one.get(k), str) for k in ("kind", "id"))]
    return list({(one["kind"], one["id"]): one for one in named}.values())


def made(seed: int) -> list[Data]:
    """Return some documents with some changes: of a register in which every field is used, or of bad examples of rules.

    Each keeps its kind and id.
    """
    chance = random.Random(seed)
    if chance.random() < 0.5:
        found = [one for one in documents() if chance.random() < chance.choice((0.6, 0.95))]
    else:
        found = example("---\n".join(chance.sample(gaps(), 5)))
    for _ in range(chance.choice((0, 2, 6, 20))):
        document = chance.choice(found)
        names = {key: document[key] for key in ("kind", "id")}
        chance.choice(CHANGES)(chance.choice(nodes(document)), chance, donors())
        document |= names
    return found


def files(found: list[Data], chance: random.Random | None = None) -> dict[str, str]:
    """Return documents as files: each in one of its own, or by chance in few, in other orders and forms."""
    if chance is None:
        return {f"{one['kind']}s/{one['id']}.yaml": Form(random.Random(0), True).text([one]) for one in found}
    texts: dict[str, list[Data]] = {}
    for one in chance.sample(found, len(found)):
        texts.setdefault(f"{chance.choice('abc')}/{chance.choice('xyz')}.yaml", []).append(reordered(one, chance))
    return {name: Form(chance, faithful=True).text(held) for name, held in texts.items()}


def reordered(value: Any, chance: random.Random) -> Any:
    """Return a value with the keys of each mapping in another order."""
    if isinstance(value, dict):
        return {key: reordered(value[key], chance) for key in chance.sample(list(value), len(value))}
    return [reordered(item, chance) for item in value] if isinstance(value, list) else value


def settings() -> dict[str, str]:
    """Return the settings of the register, and its code list."""
    return full()[0]


def checked(texts: dict[str, str]) -> tuple[Register, list[Finding]]:
    """Return the register of some files and its findings."""
    register = register_of(settings() | texts)
    return register, check(register, TODAY)


def told(findings: list[Finding]) -> Iterator[tuple[str, ...]]:
    """Yield what findings say of data, sorted, without files and lines."""
    yield from sorted(
        (one.document, one.path, one.rule, one.case, one.severity, one.fingerprint, str(one.waiver), _facts(one))
        for one in findings
    )


def _facts(one: Finding) -> str:
    return json.dumps({key: str(value) for key, value in one.facts.items()}, sort_keys=True)
