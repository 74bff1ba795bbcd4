"""Which two states `missionkit diff` compares: bases it finds by itself, revisions, ranges, the working tree."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from diff_repositories import CONFIG, actor, commit, git, mission, new_repository, project, put, told
from small_registers import run_here

LATER = "mission-horizon-extended m"
MINE = "project-added mine"
THEIRS = "project-added theirs"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two branches: main got a project and a tag after `feature` left it; `feature` moved the deadline in two steps."""
    root = new_repository(tmp_path_factory.mktemp("revisions") / "repository")
    commit(root, {"missionkit.yaml": CONFIG, "m.yaml": mission("m"), "digdir.yaml": actor()}, "first state")
    git(root, "tag", "light")
    git(root, "tag", "-a", "v1.0", "-m", "annotated")
    git(root, "checkout", "-q", "-b", "feature")
    commit(root, {"mine.yaml": project("mine")}, "add mine")
    commit(root, {"m.yaml": mission("m", 2032)}, "move the deadline")
    git(root, "checkout", "-q", "main")
    commit(root, {"theirs.yaml": project("theirs")}, "add theirs")
    git(root, "checkout", "-q", "feature")
    return root


REVISIONS: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "nothing named": ((), {LATER, MINE}),
    "a stale branch is not blamed for what main got": (("main",), {LATER, MINE}),
    "as they are": (("--exact", "main"), {LATER, MINE, "project-removed theirs"}),
    "two revisions": (("main", "feature"), {LATER, MINE}),
    "two revisions as they are": (("main", "feature", "--exact"), {LATER, MINE, "project-removed theirs"}),
    "the other way": (("feature", "main"), {THEIRS}),
    "two dots": (("main..feature",), {LATER, MINE, "project-removed theirs"}),
    "three dots": (("main...feature",), {LATER, MINE}),
    "two dots to here": (("main..",), {LATER, MINE, "project-removed theirs"}),
    "three dots from here": (("...main",), {THEIRS}),
    "the commit before": (("HEAD~1",), {LATER}),
    "the parent": (("HEAD^",), {LATER}),
    "text of a message": (("HEAD^{/add mine}",), {LATER}),
    "text of any message": ((":/add mine",), {LATER}),
    "dots in a text": (("HEAD^{/m..e the deadline}",), set()),
    "the log of references": (("feature@{1}", "feature@{0}"), {LATER}),
    "tag": (("light",), {LATER, MINE}),
    "annotated tag": (("v1.0",), {LATER, MINE}),
    "full name": (("refs/heads/main", "refs/heads/feature"), {LATER, MINE}),
    "the same twice": (("main", "main"), set()),
    "at": (("@~2", "@"), {LATER, MINE}),
}


@pytest.mark.parametrize(("arguments", "expected"), REVISIONS.values(), ids=REVISIONS)
def test_revisions(arguments: tuple[str, ...], expected: set[str], root: Path) -> None:
    assert told(run_here(root, "diff", "--format", "json", *arguments)) == expected


def test_json_names_both_commits(root: Path) -> None:
    data = json.loads(run_here(root, "diff", "main", "feature", "--format", "json").stdout)
    names = {name: git(root, "rev-parse", revision).strip() for name, revision in (("b", "v1.0^{}"), ("h", "feature"))}
    assert data["base"] == {"revision": "main", "commit": names["b"], "merge_base": True}
    assert data["head"] == {"revision": "feature", "commit": names["h"]}
    assert json.loads(run_here(root, "diff", "--format", "json").stdout)["head"] == {"revision": None, "commit": None}


def test_short_commit_ids(root: Path) -> None:
    short = git(root, "rev-parse", "--short", "main").strip()
    assert told(run_here(root, "diff", short, "--format", "json")) == {LATER, MINE}


def test_nothing_new_is_said(root: Path) -> None:
    for words, head in ((("feature", "HEAD~1"), "HEAD~1"), (("feature", "v1.0"), "v1.0")):
        done = run_here(root, "diff", *words)
        assert (done.returncode, done.stdout.splitlines()[0]) == (0, "No change of meaning.")
        assert f"{head} has nothing that feature lacks; --exact compares the two as they are." in done.stdout


UNKNOWN = {
    "fature": "no revision 'fature' in this repository; did you mean 'feature'?",
    "V1.0": "no revision 'V1.0' in this repository; did you mean 'v1.0'?",
    "deadbeef": "no revision 'deadbeef' in this repository; `git branch --all` and `git tag` list what there is",
    "main@{99}": "no revision 'main@{99}' in this repository",
    "HEAD:m.yaml": "HEAD:m.yaml: no such file or folder, neither before nor after",
    "main..fature": "no revision 'fature' in this repository; did you mean 'feature'?",
    "^main": "no revision '^main' in this repository; did you mean 'main'?",
    "": "no revision '' in this repository",
    "ma\0in": "no revision 'ma\\x00in' in this repository; did you mean 'main'?",
    "ma\nin": "no revision 'ma\\nin' in this repository; did you mean 'main'?",
    "\x1b[31mred": "no revision '\\x1b[31mred' in this repository",
    "--upload-pack=touch x": "no revision '--upload-pack=touch x' in this repository",
    "--output=x": "no revision '--output=x' in this repository",
    "-h": "no revision '-h' in this repository",
    "--all..--output=x": "no revision '--output=x' in this repository",
    "$(touch x)": "no revision '$(touch x)' in this repository",
    "nope.yaml": "nope.yaml: no such file or folder, neither before nor after",
    "../nope": "../nope: no such file or folder, neither before nor after",
}


@pytest.mark.parametrize(("word", "says"), UNKNOWN.items(), ids=[repr(word) for word in UNKNOWN])
def test_an_unknown_revision_is_2_and_names_a_near_one(word: str, says: str, root: Path) -> None:
    before = sorted(root.rglob("*"))
    done = run_here(root, "diff", "--", word)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"missionkit: {says}")
    assert done.stderr.count("\n") == 1
    assert sorted(root.rglob("*")) == before


def clone(root: Path, target: Path) -> Path:
    git(root, "clone", "-q", "--branch", "feature", f"file://{root}", str(target))
    git(target, "remote", "set-head", "origin", "main")
    return target


def test_the_remote_says_which_branch_is_main(root: Path, tmp_path: Path) -> None:
    here = clone(root, tmp_path / "clone")
    git(here, "branch", "-q", "main", "origin/feature")
    done = run_here(here, "diff", "--format", "json")
    assert told(done) == {LATER, MINE}
    assert json.loads(done.stdout)["base"]["revision"] == "origin/main"


def test_a_lost_remote_head_falls_back(root: Path, tmp_path: Path) -> None:
    here = clone(root, tmp_path / "clone")
    git(here, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone")
    assert json.loads(run_here(here, "diff", "--format", "json").stdout)["base"]["revision"] == "origin/main"


def test_a_tag_called_main_is_not_the_main_branch(root: Path, tmp_path: Path) -> None:
    here = clone(root, tmp_path / "clone")
    git(here, "checkout", "-q", "-b", "main", "origin/main")
    git(here, "remote", "remove", "origin")
    git(here, "checkout", "-q", "feature")
    git(here, "tag", "main", "feature")
    assert told(run_here(here, "diff", "--format", "json")) == {LATER, MINE}


def test_master_is_a_main_branch(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    git(root, "symbolic-ref", "HEAD", "refs/heads/master")
    commit(root, {"m.yaml": mission("m")})
    git(root, "checkout", "-q", "-b", "mine")
    commit(root, {"m.yaml": mission("m", 2032)})
    assert told(run_here(root, "diff", "--format", "json")) == {LATER}


def test_without_a_main_branch_the_last_commit_is_the_base_and_that_is_said(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    git(root, "symbolic-ref", "HEAD", "refs/heads/trunk")
    commit(root, {"m.yaml": mission("m")})
    done = run_here(root, "diff")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "No change of meaning.")
    assert "There is no main branch here" in done.stdout
    assert "missionkit diff REVISION" in done.stdout
    put(root, {"m.yaml": mission("m", 2032)})
    assert told(run_here(root, "diff", "--format", "json")) == {LATER}


def test_a_main_branch_elsewhere_is_named(root: Path, tmp_path: Path) -> None:
    done = run_here(clone(root, tmp_path / "clone"), "diff", "main")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no revision 'main' in this repository; did you mean 'origin/main'?" in done.stderr


def test_detached_head(root: Path, tmp_path: Path) -> None:
    here = clone(root, tmp_path / "clone")
    git(here, "checkout", "-q", "--detach")
    assert told(run_here(here, "diff", "--format", "json")) == {LATER, MINE}


def test_no_commit_yet(tmp_path: Path, run: Callable[..., Any]) -> None:
    root = new_repository(tmp_path)
    put(root, {"m.yaml": mission("m")})
    done = run("diff", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the repository has no commit yet, so there is nothing to compare with; run `git commit`" in done.stderr


def test_a_branch_without_commits_is_compared_as_it_is(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    commit(root, {"m.yaml": mission("m")})
    git(root, "checkout", "-q", "--orphan", "new")
    put(root, {"m.yaml": mission("m", 2032)})
    assert told(run_here(root, "diff", "--format", "json")) == {LATER}
    assert told(run_here(root, "diff", "main", "--format", "json")) == {LATER}


def test_no_common_ancestor_is_2_with_the_way_out(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    commit(root, {"m.yaml": mission("m")})
    git(root, "checkout", "-q", "--orphan", "new")
    commit(root, {"m.yaml": mission("m", 2032)})
    done = run_here(root, "diff")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "missionkit: 'main' and 'HEAD' have no common ancestor; compare them as they are with --exact\n"
    )
    assert told(run_here(root, "diff", "--exact", "--format", "json")) == {LATER}


def test_the_working_tree_with_all_that_is_in_it(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    names = ("kept", "edited", "staged", "deleted", "removed", "moved")
    commit(root, {"missionkit.yaml": CONFIG, **{f"{name}.yaml": mission(name) for name in names}})
    put(root, {f"{name}.yaml": mission(name, 2035) for name in ("edited", "staged")})
    put(root, {"untracked.yaml": mission("untracked"), "ignored.yaml": mission("ignored"), "added.yaml": mission("a")})
    put(root, {".gitignore": "ignored.yaml\n", "deleted.yaml": None})
    git(root, "add", "staged.yaml", "added.yaml")
    git(root, "rm", "-q", "removed.yaml")
    git(root, "mv", "moved.yaml", "elsewhere.yaml")
    expected = {
        "mission-horizon-extended edited",
        "mission-horizon-extended staged",
        "mission-removed deleted",
        "mission-removed removed",
        "mission-added untracked",
        "mission-added a",
        "document-moved moved",
    }
    assert told(run_here(root, "diff", "--format", "json")) == expected
    assert told(run_here(root, "diff", "HEAD", "--format", "json")) == expected
    assert told(run_here(root, "diff", "HEAD", "HEAD", "--format", "json")) == set()


def test_a_merge_is_compared_with_what_it_merged(root: Path, tmp_path: Path) -> None:
    here = clone(root, tmp_path / "clone")
    git(here, "merge", "-q", "--no-edit", "origin/main")
    assert told(run_here(here, "diff", "origin/main", "--format", "json")) == {LATER, MINE}
    assert told(run_here(here, "diff", "HEAD^1", "--format", "json")) == {THEIRS}
