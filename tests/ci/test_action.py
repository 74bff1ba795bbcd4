"""The GitHub Action: its steps run in bash on real repositories; only GitHub's server is a stand-in."""

import json
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from action_runner import Done, Job
from diff_repositories import CONFIG, actor, commit, git, mission, project
from github_server import ME
from small_registers import error

ROOT = Path(__file__).parent.parent.parent
MARK = "<!-- missionkit-diff -->\n<!-- . -->\n"
LATER = {"m.yaml": mission("m", 2031)}
"""A change that is breaking."""
READ_ONLY = "gh: Resource not accessible by integration (HTTP 403)"


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A pull request against a register with one mission."""
    job = Job(tmp_path)
    job.start()
    return job


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, Done]:
    """A pull request that adds a project, and a run that checked and compared it."""
    job = Job(tmp_path_factory.mktemp("checked"))
    job.start()
    job.push({"p.yaml": project("p")})
    job.check_out()
    return job, job.run(comment="false")


@pytest.fixture
def added(checked: tuple[Job, Done]) -> tuple[Job, Done]:
    """The same, and GitHub without comments: tests of the comment begin there."""
    for file in checked[0].github.iterdir():
        file.unlink()
    return checked


def test_the_first_comment_tells_what_breaks(job: Job) -> None:
    job.push(LATER)
    job.check_out()
    done = job.run()
    assert done.code == 1, done.log
    assert "::error title=mission-horizon-extended,file=m.yaml,line=6::" in done.log
    assert "missionkit validate: exit code 0, missionkit diff: exit code 1" in done.log
    assert "mission-horizon-extended" in done.summary
    (comment,) = job.comments
    assert comment.startswith(f"{MARK}## 1 breaking change.\n\norigin/main (")
    assert done.outputs["status"] == "changes"
    assert [done.outputs[k] for k in ("breaking", "warning", "info")] == ["1", "0", "0"]
    assert Path(done.outputs["diff-file"]).read_text().startswith("<!-- missionkit-diff -->\n")
    assert json.loads(Path(done.outputs["json-file"]).read_text())["counts"]["breaking"] == 1
    assert done.outputs["sarif-file"] == ""


def test_the_comment_follows_the_branch(job: Job) -> None:
    job.push(LATER)
    job.check_out()
    job.run()
    job.push({"m.yaml": mission("m", 2032), "p.yaml": project("p")})
    job.check_out()
    done = job.run()
    assert done.code == 1
    assert "Renewed the comment https://example.org/1" in done.log
    (comment,) = job.comments
    assert "2032" in comment
    assert "2031" not in comment

    job.push({"m.yaml": mission("m"), "p.yaml": None})
    job.check_out()
    done = job.run()
    assert done.code == 0
    assert done.outputs["status"] == "ok"
    (comment,) = job.comments
    assert comment.startswith(f"{MARK}## No change of meaning.\n")


def test_no_comment_where_nothing_changes_in_meaning(job: Job) -> None:
    job.push({"m.yaml": "# A comment\n" + mission("m")})
    job.check_out()
    done = job.run()
    assert (done.code, job.comments, done.outputs["status"]) == (0, [], "ok")
    assert "No comment: nothing changes in meaning." in done.log
    assert "No change of meaning." in done.summary


def test_only_what_the_pull_request_does_is_told(job: Job) -> None:
    job.push({"p.yaml": project("p")})
    git(job.remote, "checkout", "-q", "main")
    commit(job.remote, {"theirs.yaml": project("theirs")})
    job.check_out()
    done = job.run()
    assert done.code == 0, done.log
    assert [done.outputs[k] for k in ("breaking", "warning", "info")] == ["0", "0", "1"]
    assert "theirs" not in job.comments[0]


def test_a_comment_of_somebody_else_is_left_alone(job: Job) -> None:
    job.push(LATER)
    job.check_out()
    many = [("kari", f"{MARK}Nothing to see.")] + [("ola", "Fine.")] * 150
    job.put_comments(*many, (ME, f"<!-- missionkit-diff -->\n<!-- other -->\n{MARK}"), (ME, f"{MARK}Old."))
    job.run()
    assert job.comments[:-1] == [body for _, body in many] + [f"<!-- missionkit-diff -->\n<!-- other -->\n{MARK}"]
    assert job.comments[-1].startswith(f"{MARK}## 1 breaking change.")
    calls = (job.github / "calls.txt").read_text().splitlines()
    assert calls == [
        "github.com POST graphql",
        "github.com GET repos/o/r/issues/7/comments?per_page=100&page=1",
        "github.com GET repos/o/r/issues/7/comments?per_page=100&page=2",
        "github.com PATCH repos/o/r/issues/comments/153",
    ]


@pytest.mark.parametrize(
    ("owner", "comments", "words"),
    [
        ("stranger", (), "a pull request from a fork has a token that only reads."),
        ("o", ((ME, MARK),), f"the job lacks `pull-requests: write`. {READ_ONLY}"),
    ],
)
def test_a_token_that_only_reads_fails_nothing(
    owner: str, comments: tuple[tuple[str, str], ...], words: str, added: tuple[Job, Done]
) -> None:
    job, before = added
    job.put_comments(*comments)
    job.refuse(POST=READ_ONLY, PATCH=READ_ONLY)
    done = job.run(event=job.event(owner), after=before)
    assert done.code == 0, done.log
    assert f"::notice title=missionkit::The comment is in the summary of this run: {words}\n" in done.log
    assert "project-added" in done.summary
    assert job.comments == [body for _, body in comments]


def test_a_branch_whose_repository_is_gone_is_a_fork(added: tuple[Job, Done]) -> None:
    job, before = added
    job.refuse(POST=READ_ONLY)
    event: dict[str, object] = {
        "pull_request": {"number": 7, "base": {"ref": "main"}, "head": {"ref": "feature", "repo": None}}
    }
    done = job.run(event=event, after=before)
    assert (done.code, "from a fork" in done.log) == (0, True)


def test_a_server_that_fails_is_a_warning_in_one_line(added: tuple[Job, Done]) -> None:
    job, before = added
    job.refuse(GET="gh: 50% down\n::error::pwned (HTTP 502)")
    done = job.run(after=before)
    assert done.code == 0
    assert "::warning title=missionkit::The comment could not be written" in done.log
    assert "gh: 50%25 down%0A::error::pwned (HTTP 502)\n" in done.log


def test_a_machine_without_gh_says_so(job: Job) -> None:
    job.push({"p.yaml": project("p")})
    job.check_out()
    (job.programs / "gh").unlink()
    done = job.run()
    assert (done.code, "This machine has no `gh`" in done.log) == (0, True)


def test_findings_fail_and_are_told_everywhere(job: Job) -> None:
    job.push({"p.yaml": error("p")})
    job.check_out()
    done = job.run(sarif="true", fail_on_change="none")
    assert done.code == 1
    assert "::error title=unknown-reference,file=p.yaml,line=4," in done.log
    assert "unknown-reference" in done.summary
    assert "unknown-reference" in Path(done.outputs["summary-file"]).read_text()
    assert json.loads(Path(done.outputs["sarif-file"]).read_text())["version"] == "2.1.0"
    assert "missionkit validate: exit code 1, missionkit diff: exit code 0" in done.log


def test_what_fails_the_job_can_be_chosen(job: Job) -> None:
    job.push({"p.yaml": error("p")})
    job.check_out()
    assert job.run(fail_on="never", fail_on_change="none").code == 0
    done = job.run(fail_on_change="everything", comment="false")
    assert done.code == 2
    assert "'everything' cannot be used" in done.log
    assert len((job.github / "calls.txt").read_text().splitlines()) == 3, "only the first run comments"


def test_a_change_that_is_accepted_passes_and_stays_in_the_comment(job: Job) -> None:
    job.push(LATER)
    job.check_out()
    (change,) = json.loads(Path(job.run().outputs["json-file"]).read_text())["changes"]
    accepted = f'accepted: [{{fingerprint: "{change["fingerprint"]}", reason: Decided, by: The council}}]\n'
    job.push({".missionkit/accepted.yaml": accepted})
    job.check_out()
    done = job.run()
    assert (done.code, done.outputs["breaking"]) == (0, "0"), done.log
    (comment,) = job.comments
    assert "The council" in comment


def test_a_head_that_cannot_be_read_is_never_no_change(job: Job) -> None:
    job.push(LATER)
    job.check_out()
    job.run()
    job.push({"m.yaml": "kind: mission\nid: [m\n"})
    job.check_out()
    done = job.run()
    assert done.code == 2, done.log
    assert done.outputs["status"] == "error"
    assert done.outputs["breaking"] == ""
    (comment,) = job.comments
    assert comment.startswith(f"{MARK}## The states could not be compared\n")
    assert "m.yaml:2" in comment
    assert "The states could not be compared" in done.summary


def test_a_shallow_clone_says_what_mends_it(job: Job) -> None:
    job.push(LATER)
    job.check_out(depth=1)
    done = job.run()
    assert done.code == 2
    (told,) = [line for line in done.log.splitlines() if "shallow clone" in line]
    assert told.startswith("::error title=missionkit::missionkit: the main branch is not in this shallow clone")
    assert "`fetch-depth: 0`" in told
    assert "fetch-depth: 0" in done.summary
    assert job.comments == []
    assert done.outputs["status"] == "error"


HOSTILE = """x";echo${IFS}pwned;"$(touch${IFS}pwned)`touch${IFS}pwned`'%0A|&"""


def test_names_are_only_names(tmp_path: Path) -> None:
    job, folder = Job(tmp_path, HOSTILE, f"feature/{HOSTILE}"), f"policy ::error::pwned {HOSTILE}"
    register = {f"{folder}/missionkit.yaml": CONFIG, f"{folder}/digdir.yaml": actor(), f"{folder}/m.yaml": mission("m")}
    job.start({**register, "outside.yaml": mission("o")})
    job.push({f"{folder}/m.yaml": mission("m", 2031), "outside.yaml": mission("o", 2031)})
    job.check_out()
    done = job.run(path=folder)
    assert done.code == 1, done.log
    assert done.outputs["breaking"] == "1"
    (comment,) = job.comments
    assert comment.startswith(f"<!-- missionkit-diff -->\n<!-- {quote(folder)} -->\n## 1 breaking change.")
    assert not [line for line in done.log.splitlines() if line.strip().startswith(("pwned", "::error::"))]
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize("path", ["--help", '$(id)";id;"'])
def test_a_register_that_is_not_there(path: str, job: Job) -> None:
    job.push(LATER)
    job.check_out()
    done = job.run(path=path)
    assert done.code == 2, done.log
    assert f"{path}: no such file or folder" in done.log
    assert "uid=" not in done.log


def test_registers_have_a_comment_each_in_the_language_asked_for(tmp_path: Path) -> None:
    job = Job(tmp_path)
    job.start({f"{one}/{name}": text for one in "ab" for name, text in {"missionkit.yaml": CONFIG, **LATER}.items()})
    job.push({"a/m.yaml": mission("m", 2032), "b/m.yaml": mission("m", 2033)})
    job.check_out()
    assert job.run(path="a").code == 1
    assert job.run(path="b", language="nn").code == 1
    assert [one.splitlines()[2] for one in job.comments] == ["## 1 breaking change.", "## 1 brot."]
    assert [("2032" in one, "2033" in one) for one in job.comments] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("push", {"ref": "refs/heads/main", "before": "0" * 40}),
        ("workflow_dispatch", {"inputs": None}),
    ],
)
def test_without_a_base_the_register_is_only_checked(name: str, event: dict[str, object], job: Job) -> None:
    job.push({"p.yaml": error("p")})
    job.check_out()
    done = job.run(name, event)
    assert done.code == 1
    assert f"Nothing to compare with on {name}" in done.log
    assert {k for k, v in done.outputs.items() if v} == {"summary-file"}
    assert not (job.github / "calls.txt").exists()


def test_a_merge_group_is_compared_with_what_it_goes_on_top_of(job: Job) -> None:
    job.push(LATER)
    job.check_out()
    base = git(job.remote, "rev-parse", "main").strip()
    done = job.run("merge_group", {"merge_group": {"base_sha": base, "base_ref": "refs/heads/main"}})
    assert (done.code, done.outputs["breaking"]) == (1, "1")
    assert not (job.github / "calls.txt").exists()


def test_a_base_can_be_named(job: Job) -> None:
    job.push(LATER)
    job.check_out()
    assert job.run("push", {}, base="origin/main").outputs["breaking"] == "1"
    done = job.run("push", {}, base="--output=pwned")
    assert (done.code, "--output=pwned" in done.log) == (2, True)
    assert not (job.workspace / "pwned").exists()


def test_pull_request_target_is_refused(job: Job) -> None:
    job.push(LATER)
    job.check_out()
    done = job.run("pull_request_target")
    assert (done.code, "use pull_request" in done.log) == (2, True)


def test_inputs_that_are_neither_true_nor_false_are_refused(added: tuple[Job, Done]) -> None:
    job, before = added
    for done in (job.run(comment="yes", after=before), job.run(sarif="")):
        assert (done.code, "write true or false" in done.log) == (2, True)


def test_it_installs_itself_and_nothing_of_the_repository_runs(job: Job) -> None:
    trap = "raise SystemExit('pwned')\n"
    names = ("json.py", "pip/__init__.py", "venv.py", "missionkit/__init__.py", "yaml.py", "sitecustomize.py")
    job.push(dict.fromkeys(names, trap) | LATER)
    job.check_out()
    done = job.run(install=True, python=sys.executable)
    assert done.code == 1, done.log
    assert "pwned" not in done.log
    assert done.outputs["breaking"] == "1"
    assert Path(done.steps["install"]["bin"]).is_relative_to(job.folder / "temp")


def test_what_cannot_be_installed_ends_the_job(job: Job) -> None:
    job.push(LATER)
    job.check_out()
    done = job.run(install=True, python=sys.executable, package="./nowhere")
    assert done.code == 2
    assert "::error title=missionkit::'./nowhere' could not be installed" in done.log
