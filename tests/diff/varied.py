"""Makes registers that differ: by form only, or by edits of the values that the models know, references included."""

import json
import random
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pair_cases import Files, register_of

from missionkit.codelist import code_list
from missionkit.model import KINDS
from missionkit.model.base import Entity
from missionkit.model.walk import FieldPlan, plan
from missionkit.register import Register
from missionkit.rules.rule import RULES
from missionkit.source.yaml import read
from missionkit.values import PartialDate, Text

FULL = Path(__file__).parents[1] / "brief/full"
Data = dict[str, Any]


@cache
def full() -> tuple[Files, str]:
    """Return the settings of a register in which every field of every model is used, and its documents as JSON."""
    settings: Files = {}
    documents: list[Data] = []
    for path in sorted(FULL.rglob("*.yaml")):
        name = path.relative_to(FULL).as_posix()
        if name == "missionkit.yaml" or name.startswith("lists/"):
            settings[name] = path.read_text(encoding="utf-8")
        else:
            documents += [one.data for one in read(path.read_bytes(), name).documents if isinstance(one.data, dict)]
    return settings, json.dumps(documents, default=_number)


def _number(value: object) -> int | str:
    assert isinstance(value, Decimal)
    return int(value) if value == value.to_integral_value() else str(value)


def documents() -> list[Data]:
    """Return the documents of that register, to be changed at will."""
    found: list[Data] = json.loads(full()[1])
    return found


def files_of(made: list[Data]) -> Files:
    """Return the register of some documents, each in a file of its own."""
    return full()[0] | {f"{d['kind']}s/{d['id']}.yaml": json.dumps(d, ensure_ascii=False) for d in made}


def built(made: list[Data], like: Register | None = None) -> Register:
    return register_of(files_of(made), like)


def without_rules(made: list[Data]) -> Register:
    """Return the register of some documents in which no rule looks for gaps; comparing is then faster."""
    silent = "".join(f"  {name}: 'off'\n" for name, one in RULES.items() if not one.fixed)
    files = files_of(made)
    return register_of(files | {"missionkit.yaml": f"{files['missionkit.yaml']}severity:\n{silent}"})


class Spot(NamedTuple):
    """A value in a document: what holds it, under which key, and what the model says of it."""

    document: Data
    holder: Any
    key: str | int
    model: type[Entity]
    one: FieldPlan
    inside: bool


def spots(made: list[Data]) -> Iterator[Spot]:
    """Yield every value of every field in some documents: items of lists by themselves, and lists and parts too."""
    for document in made:
        yield from _spots(document, document, KINDS[document["kind"]])


def _spots(document: Data, data: Data, model: type[Entity]) -> Iterator[Spot]:
    for one in plan(model):
        if one.key not in data or one.key in ("renamed_from", "waivers"):
            continue
        if one.key in ("id", "kind") and data is document:
            continue
        yield Spot(document, data, one.key, model, one, False)
        held = data[one.key]
        for index in range(len(held)) if isinstance(held, list) else ():
            yield Spot(document, held, index, model, one, True)
        for item in held if isinstance(held, list) else [held]:
            if one.part is not None:
                yield from _spots(document, item, one.part)


def another(spot: Spot) -> object:
    """Return a valid value that means something else than the one at a spot; None where there is none."""
    value, one = spot.holder[spot.key], spot.one
    info = spot.model.__pydantic_fields__[one.attribute]
    if one.part is not None or isinstance(value, list) or one.key in ("id", "ref") or one.ref is not None:
        return None
    if one.codes is not None:
        return next((c for c in code_list(one.codes.name) if c != value), None)
    if isinstance(value, bool):
        return not value
    if isinstance(value, dict):
        return {**value, next(iter(value)): "Quite another thing."}
    if str(PartialDate) in str(info.annotation) or "PartialDate" in str(info.annotation):
        return "2027-10-05" if value != "2027-10-05" else "2027-10-06"
    if isinstance(value, int):
        return value + 1 if value < 4 or value > 9 else value - 1
    return _words(value, one, str(info.annotation))


def _words(value: str, one: FieldPlan, annotation: str) -> object:
    if one.key == "url" or one.key == "ref":
        return value + "/other"
    if one.key == "org_number":
        return "987654325"
    if Text.__name__ in annotation or one.text:
        return value + " Otherwise."
    try:
        return str(Decimal(value) + 1)
    except ArithmeticError:
        return value + "-x"


def removable(spot: Spot) -> bool:
    """Say whether what stands at a spot may be left out."""
    return spot.inside or not spot.model.__pydantic_fields__[spot.one.attribute].is_required()


def shuffled(made: list[Data], seed: int) -> Files:
    """Return the same documents in another form: other files, order, keys, lists, quoting, layout and comments."""
    chance = random.Random(seed)
    texts: dict[str, list[str]] = {}
    for index, document in enumerate(chance.sample(made, len(made))):
        texts.setdefault(f"all/{index % 3}.yaml", []).append(_text(_mixed(document, chance), chance))
    return full()[0] | {name: "---\n".join(found) for name, found in texts.items()}


_ORDERED = ("meta", "milestones")
"""Lists whose order says something: in free notes anything may, and rules ask for milestones in the order of time."""


def _mixed(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        keys = chance.sample(list(value), len(value))
        return {key: value[key] if key in _ORDERED else _mixed(value[key], chance) for key in keys}
    if isinstance(value, list):
        return [_mixed(item, chance) for item in chance.sample(value, len(value))]
    if isinstance(value, int) and not isinstance(value, bool) and value >= 10 and chance.random() < 0.3:
        return str(value)
    return value


def _text(document: Data, chance: random.Random) -> str:
    comment = chance.choice(["", "# Said in the meeting.\n", "\n\n"])
    if chance.random() < 0.7:
        return comment + json.dumps(document, ensure_ascii=chance.random() < 0.5) + "\n"
    width, flow = chance.choice([30, 80, 1000]), chance.choice([True, False, None])
    dumped = yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, width=width, default_flow_style=flow)
    return comment + dumped
