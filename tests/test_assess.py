"""Assessments: three results, never a score, in every format."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import Run
from jsonschema import Draft202012Validator

from missionkit.assess import CRITERIA, assess
from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.schema import make_schema
from missionkit.source.tree import Folder

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 23)

MISSION = """\
kind: mission
id: falls
title: Fewer falls
status: draft
statement: Halve the number of serious falls by 2032.
deadline: 2032
pathways:
  - {id: homes, title: Safer homes, hypothesis: "If homes are safer, fewer fall, because most fall at home."}
  - {id: strength, title: Stronger legs, hypothesis: "If people train, fewer fall, because balance can be trained."}
assessments:
  - criterion: bottom-up
    verdict: %s
    justification: >-
      Two pathways are tried by municipalities and associations that came with the ideas themselves, and both may be
      stopped. The board has gone through every project and found that none depends on another to succeed at all.
    evidence: [minutes]
    assessed_by: Programme board
    date: %s
---
kind: project
id: rails
title: Rails and lights
missions: [falls]
pathway: homes
origin: municipal
---
kind: project
id: training
title: Training at home
missions: [falls]
pathway: strength
origin: bottom_up
---
kind: source
id: minutes
title: Minutes of the board
year: 2026
url: https://example.org/minutes
"""


def results(root: Path) -> dict[str, tuple[str, bool]]:
    register = load_register(Folder(root))
    (one,) = assess(register, check(register, DAY))
    return {a.criterion: (a.result.value, a.current) for a in one.accounts}


@pytest.mark.parametrize(
    ("verdict", "day", "result", "current"),
    [
        ("met", "2026-10-01", "judged", True),
        ("partly", "2026-10-01", "judged", True),
        ("not_met", "2026-10-01", "judged", True),
        ("not_assessed", "2026-10-01", "needs-judgement", False),
        ("met", "2024-10-01", "needs-judgement", False),
    ],
)
def test_without_gaps_the_verdict_of_people_counts_while_it_is_current(
    write: Callable[..., Path], verdict: str, day: str, result: str, current: bool
) -> None:
    root = write("register", mission=MISSION % (verdict, day))
    assert results(root)["bottom-up"] == (result, current)


def test_a_gap_comes_before_a_verdict(write: Callable[..., Path]) -> None:
    text = (MISSION % ("met", "2026-10-01")).replace("criterion: bottom-up", "criterion: directed")
    found = results(write("register", mission=text))
    assert found["directed"] == ("gap", True)
    assert found["bottom-up"] == ("needs-judgement", False)


def test_met_over_an_open_error_is_an_error(write: Callable[..., Path]) -> None:
    text = (MISSION % ("met", "2026-10-01")).replace("criterion: bottom-up", "criterion: directed")
    register = load_register(Folder(write("register", mission=text)))
    assert "verdict-over-gaps" in {f.rule for f in check(register, DAY)}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("markdown", "md"), ("csv", "csv"), ("json", "json")])
def test_formats(here: Run, golden: Callable[[str, str], None], language: str, form: str, ending: str) -> None:
    arguments = ["assess", "examples/dementia", "examples/livshendelser", "--lang", language, "--date", "2026-11-23"]
    done = here(*arguments, "--format", form, cwd=ROOT)
    assert done.returncode == 1
    assert done.stderr == ""
    golden(f"assess/matrix.{language}.{ending}", done.stdout)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_full_account(here: Run, golden: Callable[[str, str], None], language: str) -> None:
    arguments = ["assess", "examples", "--mission", "dementia", "--lang", language, "--date", "2026-11-23"]
    golden(f"assess/dementia.{language}.txt", here(*arguments, cwd=ROOT).stdout)
    golden(f"assess/dementia.{language}.md", here(*arguments, "--format", "markdown", cwd=ROOT).stdout)


def test_json_is_valid_and_csv_has_a_row_for_each_criterion(run: Run) -> None:
    done = run("assess", "examples", "--format", "json", cwd=ROOT)
    Draft202012Validator(make_schema("assessments")).validate(json.loads(done.stdout))
    rows = list(csv.DictReader(io.StringIO(run("assess", "examples", "--format", "csv", cwd=ROOT).stdout)))
    assert len(rows) == 4 * len(CRITERIA)


def test_what_cannot_be_read_is_said(run: Run, write: Callable[..., Path]) -> None:
    root = write("register", mission=MISSION % ("met", "2026-10-01"), broken="kind: mission\nid: [\n")
    done = run("assess", root, "--lang", "en")
    assert done.returncode == 1
    assert "keeps something from being read" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--mission", "dementai"), "did you mean 'dementia'"),
        (("--format", "marckdown"), "did you mean 'markdown'"),
        (("--fail-on", "always"), "--fail-on"),
    ],
)
def test_usage_errors(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run("assess", "examples", *arguments, cwd=ROOT)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "json"])
def test_coverage(here: Run, golden: Callable[[str, str], None], form: str) -> None:
    done = here("coverage", "examples/livshendelser", "--format", form, "--lang", "nb", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    golden(f"coverage/livshendelser.nb.{form}", done.stdout)
    if form == "json":
        Draft202012Validator(make_schema("coverage")).validate(json.loads(done.stdout))
