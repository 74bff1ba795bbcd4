"""`missionkit assess` and `missionkit coverage`."""

from dataclasses import dataclass, field

from missionkit.assess import assess
from missionkit.cli.options import colour_of, day_of, fail_limit, known
from missionkit.cli.registers import load, load_slim, mission_ids, output_language, tell_unread
from missionkit.cli.speed import Speed
from missionkit.cli.writing import put
from missionkit.matrix import MATRICES
from missionkit.output.assessment import ASSESSMENTS, Assessed
from missionkit.output.matrix import COVERAGE
from missionkit.rules.rule import RULES
from missionkit.scope import scopes


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    paths: tuple[str, ...]
    register: str | None
    missions: tuple[str, ...]
    form: str
    language: str | None
    date: str | None
    color: str = "auto"
    fail_on: str = "error"
    matrices: tuple[str, ...] = ()
    speed: Speed = field(default_factory=Speed)


def run(options: Options) -> int:
    """Write the accounts of the missions meant and return the exit code."""
    known(options.form, ASSESSMENTS, "format")
    limit, colour = fail_limit(options.fail_on), colour_of(options.color)
    loaded = load_slim(options.paths, options.register, options.language, day_of(options.date), options.speed)
    language = output_language(options.language, loaded)
    wanted = {(id(one), id_) for one, id_ in mission_ids(loaded, options.missions)}
    accounts = [a for one in loaded for a in assess(one.register, one.findings) if (id(one), a.mission.id) in wanted]
    unread = [f for one in loaded for f in one.findings if RULES[f.rule].fixed]
    full = bool(options.missions)
    written = Assessed(tuple(accounts), language, full, colour and options.form == "text", len(unread))
    put(ASSESSMENTS[options.form](written))
    tell_unread(len(unread), language)
    findings = [*unread, *(f for a in accounts for f in a.findings)]
    return int(any(f.severity.rank <= limit for f in findings))


def coverage(options: Options) -> int:
    """Write the coverage matrices of the missions meant; there is nothing in them to fail on."""
    known(options.form, COVERAGE, "format")
    for name in options.matrices:
        known(name, MATRICES, "matrix")
    loaded = load(options.paths, options.register, options.language, day_of(options.date))
    language = output_language(options.language, loaded)
    made = [
        MATRICES[name](scopes(one.register)[id_])
        for one, id_ in mission_ids(loaded, options.missions)
        for name in options.matrices or MATRICES
    ]
    put(COVERAGE[options.form](made, language))
    tell_unread(sum(RULES[f.rule].fixed for one in loaded for f in one.findings), language)
    return 0
