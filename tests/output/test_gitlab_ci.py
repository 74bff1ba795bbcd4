"""The jobs for GitLab CI: their lines run in a repository, their artifacts are there and are what GitLab reads."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from diff_repositories import CONFIG, actor, commit, git, mission, new_repository
from faulty_register import write_faulty
from junit_form import read_junit
from report_schemas import gitlab_schema

TEMPLATE = Path(__file__).parent.parent.parent / "docs/ci/gitlab-ci.yml"


JOBS: dict[str, Any] = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    assert list(JOBS) == ["missionkit", "missionkit-diff"]
    found: dict[str, Any] = JOBS["missionkit"]
    return found


@pytest.fixture
def merge_request(tmp_path: Path) -> Callable[..., Path]:
    """Clone a merge request as GitLab's runner does where GIT_DEPTH is 0: all branches, and its own commit."""

    def make(branch: str, before: str, after: str) -> Path:
        remote, clone = new_repository(tmp_path / "remote"), tmp_path / "clone"
        git(remote, "symbolic-ref", "HEAD", f"refs/heads/{branch}")
        files = {"missionkit.yaml": CONFIG, "digdir.yaml": actor(), "m.yaml": before}
        commit(remote, {f"missions/{name}": text for name, text in files.items()})
        git(remote, "checkout", "-q", "-b", "feature")
        commit(remote, {"missions/m.yaml": after})
        git(remote, "checkout", "-q", branch)
        commit(remote, {"missions/theirs.yaml": mission("theirs")})
        git(tmp_path, "clone", "-q", f"file://{remote}", str(clone))
        git(clone, "checkout", "-q", "--detach", "origin/feature")
        return clone

    return make


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


BRANCH = """x";touch${IFS}pwned;"$(touch${IFS}pwned)'"""


@pytest.mark.parametrize("register", ["", "missions"])
@pytest.mark.parametrize(("after", "code", "words"), [(2031, 1, "1 breaking change."), (2030, 0, "No change")])
def test_the_comparison_is_in_the_log_and_on_a_page(
    register: str, after: int, code: int, words: str, merge_request: Callable[..., Path]
) -> None:
    job, folder = JOBS["missionkit-diff"], merge_request(BRANCH, mission("m"), mission("m", after))
    variables = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": BRANCH} | (
        {"MISSIONKIT_REGISTER": register} if register else {}
    )
    done = run_lines(job["script"], folder, **variables)
    assert done.returncode == code, done.stderr
    assert done.stdout.startswith(words)
    assert "theirs" not in done.stdout
    (page,) = job["artifacts"]["paths"]
    assert job["artifacts"]["when"] == "always"
    assert words in (folder / page).read_text(encoding="utf-8")
    assert not (folder / "pwned").exists()


def test_the_comparison_needs_the_target_branch(merge_request: Callable[..., Path]) -> None:
    job = JOBS["missionkit-diff"]
    assert job["variables"] == {"GIT_DEPTH": "0"}
    assert [rule["if"] for rule in job["rules"]] == ['$CI_PIPELINE_SOURCE == "merge_request_event"']
    folder = merge_request("main", mission("m"), mission("m", 2031))
    done = run_lines(job["script"], folder, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="nowhere")
    assert (done.returncode, "no revision 'origin/nowhere'" in done.stderr) == (2, True)
