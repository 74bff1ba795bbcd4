"""Part `growth`: what commands take from small registers to large ones."""

from measure import BARE, MISSIONKIT, Command, Runs, bare, in_turn, tell
from missionkit_commands import DATED, cold
from part import Plan, Result
from registers import Made
from tables import table


def part(plan: Plan) -> Result:
    """Return a row for each command and size: times the bare interpreter, times ten times fewer projects, and MiB."""
    runs: dict[int, Runs] = {}
    for size in plan.sizes:
        tell(f"growth: {size} projects")
        runs[size] = in_turn(_commands(plan.registers.of(size)), plan.rounds_at(size))
    rows, figures = [], {}
    for name in (n for n in runs[plan.sizes[0]].costs if n != BARE):
        for size in plan.sizes:
            grown = runs[size].median(name) / runs[size // 10].median(name) if size // 10 in runs else None
            peak = runs[size].memory[name].largest
            rows.append((f"`{name}`", size, runs[size].ratio(name, BARE), grown, round(peak)))
            figures[f"peak of {name} at {size}"] = peak
            if grown is not None:
                figures[f"growth of {name} to {size}"] = grown
    heads = ("command", "projects", "× bare interpreter", "÷ a tenth as many", "peak MiB")
    return Result({"growth": table(heads, rows)}, figures)


def _commands(made: Made) -> dict[str, Command]:
    own = {
        "assess": ("assess", ".", "--jobs", "1", "--no-cache"),
        "diff": ("diff", "HEAD~1", "HEAD", "--exact"),
        "brief": ("brief", "mission-0"),
        "list": ("list", "projects"),
    }
    commands = {name: Command((MISSIONKIT, *words, *DATED), made.root) for name, words in own.items()}
    return {BARE: bare(), "validate": cold(made.root, 1), **commands}
