"""Names that do not exist: what was meant, else what there is to choose from, else the command that lists it."""

from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
DEMENTIA = str(EXAMPLES / "dementia")
FORMATS = "text, concise, json, sarif, github, gitlab, junit, markdown"


class Run(Protocol):
    """Runs the command."""

    def __call__(self, *arguments: str, cwd: Path | None = None) -> "CompletedProcess[str]": ...


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("validate", "--format", "jsn"), "no format is called 'jsn'; did you mean 'json'?"),
        (("validate", "--format", "x"), f"no format is called 'x'; choose from {FORMATS}"),
        (("validate", "--lang", "x"), "no language is called 'x'; choose from nb, nn, en"),
        (("validate", "--select", "x"), "no rule or family is called 'x'; `missionkit rules` lists all"),
        (("explain", "x"), "no rule is called 'x'; `missionkit rules` lists all"),
        (("schema", "x"), "no schema is called 'x'; `missionkit schema` lists all"),
        (("diff", "--explain", "x"), "no code or change is called 'x'; `missionkit diff --list-checks` lists all"),
        (("coverage", "--matrix", "x"), "no matrix is called 'x'; choose from targets, sectors, actors, measures"),
        (("assess", "--mission", "x", DEMENTIA), "no mission is called 'x'; choose from dementia"),
        (("brief", "demntia", "--register", DEMENTIA), "called 'demntia'; did you mean 'dementia'?"),
        (("brief", "x", "--register", DEMENTIA), "called 'x'; choose from dementia, dementia-portfolio, "),
        (
            ("brief", "x", "--register", str(EXAMPLES / "eu-adaptation")),
            "no mission, portfolio or project is called 'x'; `missionkit list missions` lists all",
        ),
    ],
    ids=lambda given: " ".join(given[:3]) if isinstance(given, tuple) else "",
)
def test_a_name_that_does_not_exist_leads_to_one_that_does(arguments: tuple[str, ...], says: str, here: Run) -> None:
    done = here(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_what_lists_all_names_is_a_command_that_runs(here: Run) -> None:
    for command in ("rules", "schema", "diff --list-checks", f"list missions {EXAMPLES}"):
        done = here(*command.split(" "))
        assert done.returncode == 0
        assert done.stdout


def test_a_register_without_missions_has_no_brief(tmp_path: Path, here: Run) -> None:
    (tmp_path / "etat.yaml").write_text("kind: actor\nid: etat\nname: Etaten\n", encoding="utf-8")
    done = here("brief", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("no mission is there; name a mission, a portfolio, a project or its file\n")
