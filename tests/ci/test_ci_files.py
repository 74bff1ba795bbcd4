"""Files for CI: they have the form that is published, and their manual says what is true."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from action_runner import ACTION, ROOT
from conftest import Run

from missionkit.diff.accepted import AcceptedChanges

MANUAL = (ROOT / "docs/ci/github.md").read_text(encoding="utf-8")
SNIPPETS: list[str] = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
CHECKER = Path(sys.executable).parent / "check-jsonschema"
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def uses(data: Any) -> Iterator[str]:
    """Yield the actions that a file uses, at any depth."""
    if isinstance(data, dict):
        yield from (str(value) for key, value in data.items() if key == "uses")
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from uses(one)


@pytest.mark.skipif(not CHECKER.exists(), reason="install the development dependency check-jsonschema")
@pytest.mark.parametrize(
    ("file", "schema"),
    [
        ("action.yml", "github-actions"),
        (".github/workflows/ci.yml", "github-workflows"),
        ("docs/ci/github.md", "github-workflows"),
        ("docs/ci/gitlab-ci.yml", "gitlab-ci"),
    ],
)
def test_the_form_is_that_of_the_json_schema_store(file: str, schema: str, tmp_path: Path) -> None:
    path = ROOT / file
    if path.suffix == ".md":
        path = tmp_path / "workflow.yml"
        path.write_text(SNIPPETS[0], encoding="utf-8")
    command = [str(CHECKER), "--builtin-schema", f"vendor.{schema}", str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_input_reaches_a_step_and_is_in_the_manual() -> None:
    used = {value for step in ACTION["runs"]["steps"] for value in step["env"].values()}
    assert {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]} <= used
    assert re.findall(r"^\| `([a-z-]+)` \|", MANUAL, re.MULTILINE) == list(ACTION["inputs"])
    assert all(f"`{name}`" in MANUAL for name in ACTION["outputs"])


def test_other_actions_are_pinned_and_the_action_uses_none() -> None:
    assert list(uses(ACTION)) == []
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    used = {*uses(workflow), *uses([yaml.safe_load(one) for one in SNIPPETS])} - {"./", "OWNER/missionkit@v0.1.0"}
    assert used
    assert [one for one in used if not PINNED.fullmatch(one)] == []
    assert len(used) == len({one.partition("@")[0] for one in used}), "one version of each"


def test_the_workflow_of_the_manual_gives_inputs_that_exist() -> None:
    steps = yaml.safe_load(SNIPPETS[0])["jobs"]["missions"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    assert set(steps[1]["with"]) <= set(ACTION["inputs"])


def test_the_manual_shows_a_real_comment(run: Run, request: pytest.FixtureRequest) -> None:
    sides = ("docs/example/before.yaml", "docs/example/after.yaml")
    done = run("diff", *sides, "--format", "markdown", "--date", "2026-11-23", cwd=ROOT)
    quoted = "\n".join(f"> {line}".rstrip() for line in done.stdout.splitlines()[1:])
    page = ROOT / "docs/ci/github.md"
    made = re.sub(r"(?m)(^> ?.*\n)+(?=\n)", lambda _: f"{quoted}\n", page.read_text(encoding="utf-8"), count=1)
    if request.config.getoption("--update-golden"):
        page.write_text(made, encoding="utf-8")
    assert made == page.read_text(encoding="utf-8")
    assert quoted in made


def test_the_manual_accepts_a_change_as_it_can_be_accepted() -> None:
    (snippet,) = [one for one in SNIPPETS if one.startswith("accepted:")]
    (accepted,) = AcceptedChanges(**yaml.load(snippet, yaml.BaseLoader)).accepted
    assert accepted.fingerprint in MANUAL.partition("## To accept")[0]
