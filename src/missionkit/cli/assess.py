"""`missionkit assess` and `missionkit coverage`."""

from dataclasses import dataclass, field

from missionkit.assess import assess
from missionkit.cli.options import colour_of, day_of, fail_limit, known, language_of
from missionkit.cli.registers import Loaded, load, look_at, mission_ids, output_language, roots, tell_unread
from missionkit.cli.speed import Speed
from missionkit.cli.writing import progress, put
from missionkit.matrix import MATRICES
from missionkit.output.assessment import ASSESSMENTS, Assessed
from missionkit.output.matrix import COVERAGE
from missionkit.pipeline.check import check_tree
from missionkit.rules.rule import RULES
from missionkit.scope import scopes
from missionkit.source.reading import MOST_BYTES
from missionkit.source.tree import Folder


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
    loaded = _load(options)
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


def _load(options: Options) -> list[Loaded]:
    """Return the registers meant, checked; of projects there may be only what others look at (`pipeline/plain.py`)."""
    today, shown, found = day_of(options.date), progress(language_of(options.language)), list[Loaded]()
    for root in roots(options.paths, options.register):
        tree = Folder(root, limit=MOST_BYTES, room=0)
        register, findings = check_tree(tree, today, options.speed.means(tree, documents=True), shown)
        found.append(Loaded(register, tuple(findings)))
    look_at([one.register for one in found], options.paths, options.register, options.language)
    return found


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
