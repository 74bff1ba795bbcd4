"""Every command of the tool with every format, as lines to type in the prepared folder."""

from collections.abc import Iterable

from missionkit.diff.change import codes
from missionkit.listing import LISTINGS
from missionkit.matrix import MATRICES
from missionkit.model import KINDS
from missionkit.output import listing, manual
from missionkit.output.assessment import ASSESSMENTS
from missionkit.output.brief import BRIEFS
from missionkit.output.changes.codes import EXPLAINED
from missionkit.output.changes.codes import LISTS as CODES
from missionkit.output.changes.formats import COMPARISONS
from missionkit.output.changes.history import HISTORIES
from missionkit.output.changes.in_full import IN_FULL
from missionkit.output.formats import FORMATS
from missionkit.output.graph import GRAPHS
from missionkit.output.matrix import COVERAGE
from missionkit.values import LANGUAGES

DAY = "--date 2026-11-23"


def _each(line: str, option: str, values: Iterable[str]) -> list[str]:
    """Return a line for each value of an option, in one language after the other."""
    lines = []
    for number, value in enumerate(values):
        lines.append(f"{line} {option} {value} --lang {LANGUAGES[number % len(LANGUAGES)]}")
    return lines


READING = [
    *_each(f"validate . {DAY}", "--format", FORMATS),
    f"validate faulty --statistics --color always {DAY}",
    f"validate faulty --select yaml,schema --ignore unknown-field --fail-on never {DAY}",
    f"validate states --since v1.0 {DAY}",
    f"validate faulty/missions/demens.yaml full/missions {DAY}",
    f"validate - --stdin-filename full/missions/raskere-i-ny-jobb.yaml {DAY}",
    *_each(f"assess . {DAY}", "--format", ASSESSMENTS),
    f"assess full --mission raskere-i-ny-jobb --color always {DAY}",
    *_each(f"coverage . {DAY}", "--format", COVERAGE),
    *_each(f"coverage full {DAY} --format text", "--matrix", MATRICES),
    *(
        line.replace("list", f"list {kind}", 1)
        for kind, form in zip(LISTINGS, [*listing.LISTS] * len(LISTINGS), strict=False)
        for line in _each(f"list . {DAY}", "--format", [form])
    ),
    *_each("graph --register full", "--format", GRAPHS),
    *_each(f"diff {DAY}", "--format", COMPARISONS),
    f"diff v1.0 v2.0 --cosmetic {DAY}",
    f"diff full faulty --color always {DAY}",
    f"diff v1.0 states/actors {DAY}",
    *_each(f"diff --history v1.0 change {DAY}", "--format", HISTORIES),
    "diff --history --register states v1.0",
    *_each("diff --list-checks", "--format", CODES),
    *_each(f"diff --explain {min(codes())}", "--format", EXPLAINED),
    *_each("diff --explain 000000000000", "--format", IN_FULL),
    "textconv full/missions/raskere-i-ny-jobb.yaml",
    "textconv faulty/sources/latin.yaml",
    *_each(f"brief raskere-i-ny-jobb --register full {DAY}", "--format", BRIEFS),
    f"brief raskere-i-ny-jobb --register full --show-context {DAY}",
    f"brief raskere-i-ny-jobb --register full --kind summary --mermaid {DAY}",
    f"brief ren-fjord --register states --since v1.0 --format html {DAY}",
    f"brief states/projects/strand.yaml {DAY}",
    *_each("rules", "--format", manual.LISTS),
    *_each("explain missing-baseline", "--format", manual.EXPLAIN),
    "schema",
    *(f"schema --format manual --lang {language}" for language in LANGUAGES),
    "--version",
]
"""Lines that write nothing but standard output and standard error."""

WRITING = [
    f"validate . --format json=findings.json --format sarif=findings.sarif --format github {DAY}",
    f"diff v1.0 v2.0 --format html -o changes.html {DAY}",
    "graph --register full -o layers.svg",
    *(f"brief --all --register full -o briefs/{form} --format {form} {DAY}" for form in BRIEFS),
    f"brief --all --register full -o briefs/json --format json --check {DAY}",
    *(f"brief --eject templates/{form} --format {form}" for form in BRIEFS if form != "json"),
    "schema -o schemas",
    "git-setup --register states",
    "init new/github --name Blåbærfjorden --sectors naring,arbeid --ci github --yes",
    "init new/gitlab --name 'Ren fjord' --language en --ci gitlab --yes",
    *(f"new {kind} --title 'Blåbær ı İ {kind}' --register states" for kind in KINDS),
    "new project ny-strand --mission ren-fjord --register states --lang nn",
]
"""Lines that write files; each runs after those before it."""

FAILING = [
    "validate nowhere",
    "validate fulll",
    "validate full --format nothing",
    "assess --mission demenz",
    "brief raskere --register full",
    "diff v9",
    "diff v1.0 ingenting/",
    "explain duplicat-key",
    "list prosjekter",
    "new thing",
    "valdate",
    "validate --slect yaml",
]
"""Lines that end in an error, which often tells names that are like the one given."""

HELP = ["--help", *(f"{name} --help" for name in ("validate", "diff", "brief", "init"))]
"""Lines whose output has the width that COLUMNS asks for."""

LINES = [*READING, *FAILING, *WRITING]
