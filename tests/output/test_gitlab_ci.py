"""The job for GitLab CI: its lines run in a repository, its artifacts are there and are what GitLab reads."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from faulty_register import write_faulty
from junit_form import read_junit
from report_schemas import gitlab_schema

TEMPLATE = Path(__file__).parent.parent.parent / "docs/ci/gitlab-ci.yml"


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    content = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))
    assert list(content) == ["missionkit"]
    found: dict[str, Any] = content["missionkit"]
    return found


def run_lines(lines: list[str], folder: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run the lines of a job as GitLab's runner does: in one shell, which stops at the first that fails."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MISSIONKIT_")} | {"PATH": path}
    script = "\n".join(["set -eo pipefail", *lines])
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment | variables, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("register", ["", "policy & missions"])
def test_the_job_leaves_reports_that_gitlab_reads(job: dict[str, Any], register: str, tmp_path: Path) -> None:
    (tmp_path / "policy & missions").mkdir()
    write_faulty(tmp_path / "policy & missions")
    for arguments in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    done = run_lines(job["script"], tmp_path, **({"MISSIONKIT_REGISTER": register} if register else {}))
    assert done.returncode == 1, done.stderr
    assert "feil[unknown-reference]" in done.stdout

    assert job["artifacts"]["when"] == "always"
    reports = job["artifacts"]["reports"]
    assert set(reports) == {"codequality", "junit"}
    found = json.loads((tmp_path / reports["codequality"]).read_text(encoding="utf-8"))
    gitlab_schema().validate(found)
    assert found
    assert all((tmp_path / one["location"]["path"]).is_file() for one in found)
    root = read_junit((tmp_path / reports["junit"]).read_text(encoding="utf-8"))
    assert int(root.get("failures", "0")) > 0


def test_the_job_passes_where_nothing_is_an_error(job: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("kind: actor\nid: a\nname: Navn\n", encoding="utf-8")
    done = run_lines(job["script"], tmp_path)
    assert done.returncode == 0, done.stdout
    reports = job["artifacts"]["reports"]
    found = json.loads((tmp_path / reports["codequality"]).read_text(encoding="utf-8"))
    gitlab_schema().validate(found)
    assert "major" not in {one["severity"] for one in found}
    root = read_junit((tmp_path / reports["junit"]).read_text(encoding="utf-8"))
    assert root.get("failures") == "0"


def test_the_job_stops_where_nobody_says_what_to_install(job: dict[str, Any], tmp_path: Path) -> None:
    done = run_lines(job["before_script"], tmp_path)
    assert done.returncode != 0
    assert "MISSIONKIT_PACKAGE: say what pip installs" in done.stderr


def test_the_job_runs_on_merge_requests_and_on_the_branch_they_are_compared_with(job: dict[str, Any]) -> None:
    conditions = [rule["if"] for rule in job["rules"]]
    assert conditions == ['$CI_PIPELINE_SOURCE == "merge_request_event"', "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"]
