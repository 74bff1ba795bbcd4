"""Part `startup`: what the smallest things take, as starts of a bare interpreter."""

from pathlib import Path
from tempfile import TemporaryDirectory

import peers
from documents import mission
from measure import BARE, MISSIONKIT, Command, bare, in_turn, tell
from missionkit_commands import DATED
from part import Plan, Result
from tables import table

_ROUNDS = 3
"""Times the rounds asked for: these commands are short, and noise is large."""


def part(plan: Plan) -> Result:
    """Return a row for each command."""
    tell("startup")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "mission.yaml"
        file.write_text(mission(1), encoding="utf-8")
        runs = in_turn(_commands(Path(folder)), plan.rounds * _ROUNDS)
    names = [name for name in runs.costs if name != BARE]
    rows = [(f"`{name}`", runs.ratio(name, BARE), round(runs.memory[name].largest)) for name in names]
    figures = {f"{name} / {BARE}": runs.ratio(name, BARE) for name in names}
    own, peer = "missionkit validate FILE", "check-jsonschema FILE"
    figures[f"{own} / {peer}"] = runs.ratio(own, peer)
    return Result({"startup": table(("command", "× bare interpreter", "peak MiB"), rows)}, figures)


def _commands(folder: Path) -> dict[str, Command]:
    schema = peers.SCHEMAS / "mission.schema.json"
    return {
        BARE: bare(),
        "missionkit --version": Command((MISSIONKIT, "--version"), folder),
        "missionkit --help": Command((MISSIONKIT, "--help"), folder),
        "missionkit validate FILE": Command((MISSIONKIT, "validate", "mission.yaml", *DATED), folder),
        "yamllint FILE": Command((peers.program("yamllint"), "mission.yaml"), folder),
        "check-jsonschema FILE": Command(
            (peers.program("check-jsonschema"), "--schemafile", str(schema), "mission.yaml"), folder
        ),
    }
