"""`missionkit list`: which rows, chosen by what, in which order, in every format."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from jsonschema import Draft202012Validator

from missionkit.cli import guarded
from missionkit.cli.app import run as command
from missionkit.listing import LISTINGS
from missionkit.schema import make_schema

ROOT = Path(__file__).parent.parent.parent
TODAY = ("--date", "2026-11-23")
COMMAND = str(Path(sys.executable).parent / "missionkit")

MISSION = """kind: mission
id: luft
title: {nb: Renere luft, en: Cleaner air}
status: running
owner: etat
deadline: 2032
sectors: [trafikk-og-transport, "cofog:05"]
review: {next: 2026-12}
targets:
- {id: halvt, text: Halvere svevestøv, value: -50, relative: true, deadline: 2030-06, owner: kommune}
- {id: slutt, text: Ferdig mål, kind: binary, deadline: 2020, achieved: 2020}
- {id: delmal, text: Måle, value: 5, unit: "%", milestones: [{date: 2025}, {date: 2027-01-15, text: Halvveis}]}
milestones:
- {id: start, title: I gang, planned: 2026-01, actual: 2026-02}
- {id: sen, title: Forsinket, planned: 2026-01, forecast: 2027-02-28}
measures:
- {id: lov, kind: regulatory_change, title: Ny forskrift, owner: kommune, needed_by: 2026-11-30}
- {id: klar, kind: funding, title: På plass, needed_by: 2026-12-01, status: in_force}
- {id: horing, kind: funding, title: Høring, consultation_end: 2026-11-23}
- {id: forbi, kind: funding, title: Forbi, consultation_end: 2026-11-22}
entry_points:
- {title: Søk nå, deadline: 2026-12-31}
- {title: For sent, deadline: 2026-11-22}
"""
OTHERS = """kind: mission
id: ferdig
title: Ferdig
status: achieved
deadline: 2025
sectors: [arbeid]
---
kind: portfolio
id: alle
title: Alle
mission: luft
review: {next: 2026-06-30}
---
kind: project
id: sykkel
title: =Sykkel
missions: [luft]
lead: kommune
status: running
start: 2024
end: 2027-02
sectors: [trafikk-og-transport]
contributes_to: [{target: halvt}]
sources: [rapport]
---
kind: project
id: stanset
title: "Stanset\\e[31m ##[error]"
missions: [ferdig]
status: stopped
end: 2027
milestones: [{id: x, title: Aldri, planned: 2026-12}]
---
kind: actor
id: etat
name: Etaten
actor_kind: public
sector: trafikk-og-transport
level: state
---
kind: actor
id: kommune
name: Kommunen
---
kind: source
id: rapport
title: Rapporten
publisher: Etaten
year: 2024
"""


@pytest.fixture
def root(write: Callable[..., Path]) -> Path:
    return write(missionkit="language: nb\n", luft=MISSION, andre=OTHERS)


def rows(run: Run, root: Path, *arguments: str) -> list[dict[str, Any]]:
    done = run("list", *arguments, "--format", "json", *TODAY, cwd=root)
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    Draft202012Validator(make_schema("list")).validate(data)
    return list(data["rows"])


@pytest.mark.parametrize("kind", LISTINGS)
def test_every_list_of_every_example_fits_its_schema(kind: str, run: Run) -> None:
    made = rows(run, ROOT, kind, "examples")
    assert made
    assert all(list(row) == list(LISTINGS[kind].columns) for row in made)


def test_missions(run: Run, root: Path) -> None:
    ferdig, luft = rows(run, root, "missions")
    assert ferdig["id"] == "ferdig"
    assert luft == {
        "id": "luft",
        "title": "Renere luft",
        "status": "running",
        "owner": "etat",
        "deadline": "2032",
        "sectors": ["trafikk-og-transport", "cofog:05"],
        "targets": 3,
        "projects": 1,
        "file": "luft.yaml",
    }
    assert rows(run, root, "missions", "--lang", "en")[1]["title"] == "Cleaner air"


def test_targets_portfolios_actors_and_sources(here: Run, root: Path) -> None:
    halvt, slutt, delmal = rows(here, root, "targets")
    assert (halvt["id"], halvt["value"], halvt["relative"], halvt["projects"]) == ("luft/halvt", "-50", True, 1)
    assert (slutt["value"], slutt["owner"], slutt["kind"]) == (None, "etat", "binary")
    assert (delmal["unit"], delmal["deadline"]) == ("%", "2032")
    (alle,) = rows(here, root, "portfolios")
    assert (alle["projects"], alle["next_review"]) == (1, "2026-06-30")
    etat, kommune = rows(here, root, "actors")
    assert (etat["missions"], kommune["missions"], kommune["kind"]) == (["luft"], ["luft"], None)
    (rapport,) = rows(here, root, "sources")
    assert (rapport["uses"], rapport["year"], rapport["url"]) == (1, "2024", None)


DUE = [
    ("2026-06-30", -146, "review", "portfolio:alle", None, None),
    ("2026-11-23", 0, "consultation", "mission:luft", "horing", "etat"),
    ("2026-11-30", 7, "measure", "mission:luft", "lov", "kommune"),
    ("2026-12-31", 38, "entry-point", "mission:luft", None, "etat"),
    ("2026-12", 38, "review", "mission:luft", None, "etat"),
    ("2027-01-15", 53, "target-milestone", "mission:luft", "delmal", "etat"),
    ("2027-02-28", 97, "milestone", "mission:luft", "sen", "etat"),
    ("2027-02", 97, "project-end", "project:sykkel", None, "kommune"),
    ("2030-06", 1315, "target", "mission:luft", "halvt", "kommune"),
    ("2032", 2230, "mission", "mission:luft", None, "etat"),
]


def test_deadlines_are_all_that_is_due_the_first_first(here: Run, root: Path) -> None:
    """Done, settled, passed and stopped things are left out; what is overdue comes first."""
    made = rows(here, root, "deadlines")
    assert [(r["date"], r["days"], r["kind"], r["document"], r["part"], r["owner"]) for r in made] == DUE


@pytest.mark.parametrize(
    ("within", "count"), [("1d", 2), ("6d", 2), ("7d", 3), ("1w", 3), ("2m", 6), ("97d", 8), ("7y", 10), ("9999y", 10)]
)
def test_deadlines_within_a_time(within: str, count: int, here: Run, root: Path) -> None:
    assert len(rows(here, root, "deadlines", "--within", within)) == count


CHOSEN: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "mission": (("projects", "--mission", "luft"), ["sykkel"]),
    "two missions": (("projects", "--mission", "luft", "--mission", "ferdig"), ["stanset", "sykkel"]),
    "comma": (("projects", "--mission", "luft,ferdig"), ["stanset", "sykkel"]),
    "status": (("projects", "--status", "stopped"), ["stanset"]),
    "sector": (("missions", "--sector", "cofog:05"), ["luft"]),
    "sector with its list": (("projects", "--sector", "los:trafikk-og-transport"), ["sykkel"]),
    "sector of an actor": (("actors", "--sector", "trafikk-og-transport"), ["etat"]),
    "owner": (("targets", "--owner", "kommune"), ["luft/halvt"]),
    "lead": (("projects", "--owner", "kommune"), ["sykkel"]),
    "both": (("missions", "--status", "running", "--sector", "arbeid"), []),
    "portfolio of a sector": (("portfolios", "--sector", "trafikk-og-transport"), ["alle"]),
    "sources of a mission": (("sources", "--mission", "luft"), ["rapport"]),
    "none": (("sources", "--mission", "ferdig"), []),
}


@pytest.mark.parametrize(("arguments", "expected"), CHOSEN.values(), ids=CHOSEN)
def test_rows_are_chosen(arguments: tuple[str, ...], expected: list[str], here: Run, root: Path) -> None:
    assert [row["id"] for row in rows(here, root, *arguments)] == expected


WRONG = {
    "list": (("misions",), "no list is called 'misions'; did you mean 'missions'"),
    "format": (("missions", "--format", "jsn"), "no format is called 'jsn'; did you mean 'json'?"),
    "mission": (("missions", "--mission", "lft"), "no mission is called 'lft'; did you mean 'luft'?"),
    "sector": (("missions", "--sector", "arbied"), "no sector is called 'arbied'; did you mean 'arbeid'"),
    "status": (("missions", "--status", "runing"), "no status is called 'runing'; did you mean 'running'?"),
    "status of another": (("projects", "--status", "adopted"), "no status is called 'adopted'"),
    "owner": (("missions", "--owner", "etaten"), "no owner is called 'etaten'; did you mean 'etat'?"),
    "within": (("deadlines", "--within", "3"), "--within: '3' cannot be used; write a number of days"),
    "within nothing": (("deadlines", "--within", "0d"), "--within: '0d' cannot be used"),
    "does not fit": (("sources", "--owner", "etat"), "--owner: 'etat' cannot be used; sources are chosen by --mission"),
    "no deadlines": (("actors", "--within", "1y"), "--within: '1y' cannot be used; actors are chosen by"),
    "colour": (("missions", "--color", "x"), "--color: 'x' cannot be used"),
    "date": (("missions", "--date", "x"), "--date: 'x' cannot be used"),
    "path": (("missions", "nowhere"), "nowhere: no such file"),
}


@pytest.mark.parametrize(("arguments", "says"), WRONG.values(), ids=WRONG)
def test_wrong_usage_is_2(arguments: tuple[str, ...], says: str, here: Run, root: Path) -> None:
    done = here("list", *arguments, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"missionkit: {says}")


def test_nothing_to_read_is_2(run: Run, tmp_path: Path) -> None:
    done = run("list", "missions", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")


def in_terminal(*arguments: str, **environment: str) -> str:
    """Return what the command prints to a real terminal."""
    ours, theirs = pty.openpty()
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    running = subprocess.Popen([COMMAND, *arguments], cwd=ROOT, stdout=theirs, env={**clean, **environment})
    os.close(theirs)
    shown = read_whole(ours)
    assert running.wait() == 0
    return shown


def read_whole(terminal: int) -> str:
    """Return what a terminal is shown until nobody writes to it, and close it."""
    shown = b""
    try:
        while chunk := os.read(terminal, 65536):
            shown += chunk
    except OSError:
        """The other end is closed: Linux says so with an error."""
    os.close(terminal)
    return shown.decode().replace("\r\n", "\n")


def in_terminal_here(*arguments: str) -> str:
    """Return what the command prints to a real terminal of 110 columns, run in this process."""
    ours, theirs = pty.openpty()
    with ThreadPoolExecutor(1) as pool, pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "110")
        patch.setenv("TERM", "dumb")
        patch.delenv("NO_COLOR", raising=False)
        shown = pool.submit(read_whole, ours)
        with open(theirs, "w", encoding="utf-8") as terminal, redirect_stdout(terminal), chdir(ROOT):
            assert guarded(lambda: command(list(arguments))) == 0
        return shown.result()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("kind", LISTINGS)
def test_tables(kind: str, language: str, golden: Callable[[str, str], None]) -> None:
    arguments = ("list", kind, "examples/livshendelser", "--lang", language, *TODAY)
    shown = in_terminal_here(*arguments)
    assert all(len(line) <= 110 and line == line.rstrip() for line in shown.splitlines())
    golden(f"list/{kind}.{language}.txt", shown)


@pytest.mark.parametrize("environment", [{}, {"COLUMNS": "40"}], ids=["plain", "COLUMNS"])
def test_a_table_in_a_pipe_is_not_cut(environment: dict[str, str], run: Run) -> None:
    done = run("list", "targets", "examples/livshendelser", *TODAY, cwd=ROOT, **environment)
    assert "…" not in done.stdout
    assert "\x1b" not in done.stdout


def test_a_table_in_a_terminal_is_cut_to_it(here: Run) -> None:
    lines = in_terminal("list", "targets", "examples/livshendelser", TERM="xterm").splitlines()
    assert lines[0].startswith("\x1b[1mId")
    assert all(len(line) <= 80 for line in lines[1:])


def test_nothing_found_is_said_and_0(here: Run, root: Path) -> None:
    done = here("list", "sources", "--mission", "ferdig", "--lang", "nn", cwd=root)
    assert (done.returncode, done.stdout) == (0, "Ingenting å vise.\n")


def test_csv_for_spreadsheets(run: Run, root: Path) -> None:
    done = run("list", "projects", "--format", "csv", *TODAY, cwd=root)
    heads, stanset, sykkel = csv.reader(io.StringIO(done.stdout))
    assert tuple(heads) == LISTINGS["projects"].columns
    assert sykkel[:6] == ["sykkel", "'=Sykkel", "running", "kommune", "luft", "trafikk-og-transport"]
    assert stanset[1] == "Stanset\\x1b[31m \\x23#[error]" or "\x1b" not in stanset[1]


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_no_escape_and_no_command_of_a_log(form: str, run: Run, root: Path) -> None:
    printed = run("list", "projects", "--format", form, cwd=root).stdout
    assert "\x1b" not in printed
    assert "##[" not in printed
    assert "Stanset" in printed
