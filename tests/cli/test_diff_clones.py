"""`missionkit diff` in every sort of repository: bare, shallow, partial, sha256, worktrees, submodules, hooks."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from diff_repositories import CONFIG, commit, git, mission, new_repository, project, put, told
from small_registers import run_here

LATER = "mission-horizon-extended m"
MINE = "project-added mine"


def history(root: Path, *arguments: str) -> Path:
    """Make a repository of some commits on main, and two more on `feature`."""
    new_repository(root, *arguments)
    for number in range(3):
        commit(root, {"missionkit.yaml": CONFIG, "m.yaml": mission("m"), f"p{number}.yaml": project(f"p{number}")})
    git(root, "checkout", "-q", "-b", "feature")
    commit(root, {"m.yaml": mission("m", 2031)})
    commit(root, {"mine.yaml": project("mine")})
    git(root, "checkout", "-q", "main")
    commit(root, {"theirs.yaml": project("theirs")})
    git(root, "config", "uploadpack.allowFilter", "true")
    git(root, "config", "uploadpack.allowAnySHA1InWant", "true")
    return root


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return history(tmp_path_factory.mktemp("clones") / "remote")


@pytest.fixture
def clone(remote: Path, tmp_path: Path) -> Callable[..., Path]:
    def make(*arguments: str) -> Path:
        git(tmp_path, "clone", "-q", *arguments, f"file://{remote}", "clone")
        return tmp_path / "clone"

    return make


def mended(root: Path, told_on_stderr: str) -> None:
    """Run the git command that a message names between its first backticks."""
    command = shlex.split(told_on_stderr.partition("`")[2].partition("`")[0])
    assert command[:2] == ["git", "fetch"]
    git(root, *command[1:])


@pytest.mark.parametrize(
    ("words", "expected"), [(("main", "feature"), {LATER, MINE}), (("feature~1", "feature"), {MINE})]
)
def test_bare(words: tuple[str, ...], expected: set[str], clone: Callable[..., Path]) -> None:
    root = clone("--bare")
    assert told(run_here(root, "diff", *words, "--format", "json")) == expected
    assert told(run_here(root.parent, "diff", *words, "--register", "clone", "--format", "json")) == expected


def test_bare_with_words_that_are_files_in_it(clone: Callable[..., Path]) -> None:
    root = clone("--bare")
    assert told(run_here(root, "diff", "HEAD~1", "HEAD", "--format", "json")) == {"project-added theirs"}
    assert told(run_here(root, "diff", "refs/heads/main", "feature", "--format", "json")) == {LATER, MINE}
    assert told(run_here(root, "diff", "--format", "json")) == set()


def test_bare_with_paths(clone: Callable[..., Path]) -> None:
    root = clone("--bare")
    assert told(run_here(root, "diff", "main", "feature", "mine.yaml", "--format", "json")) == {MINE}
    done = run_here(root, "diff", "main", "feature", "nope.yaml")
    assert (done.returncode, done.stderr) == (2, "missionkit: nope.yaml: no such file or folder\n")


def test_paths_in_a_bare_repository_start_at_its_top(clone: Callable[..., Path]) -> None:
    assert "\nm.yaml:6: breaking[" in run_here(clone("--bare"), "diff", "main", "feature").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--depth=1", "--no-single-branch", "--branch=feature"), ()),
        (("--depth=1", "--no-single-branch", "--branch=feature"), ("origin/main",)),
        (("--depth=1", "--branch=feature"), ()),
        (("--depth=1", "--branch=feature"), ("origin/main",)),
        (("--depth=1", "--branch=feature"), ("origin/main~1",)),
        (("--depth=1", "--branch=feature"), ("HEAD~2",)),
        (("--depth=2", "--branch=feature"), ("origin/main", "HEAD")),
    ],
    ids=["both tips", "both tips, named", "own tip", "remote main", "before remote main", "before", "two commits"],
)
def test_shallow_is_2_with_the_command_that_mends_it(
    arguments: tuple[str, ...], words: tuple[str, ...], clone: Callable[..., Path]
) -> None:
    root = clone(*arguments)
    done = run_here(root, "diff", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "shallow clone" in done.stderr
    assert "(in a CI job, let the checkout bring the whole history: `fetch-depth: 0`)" in done.stderr
    mended(root, done.stderr)
    assert told(run_here(root, "diff", *words, "--format", "json")) == {LATER, MINE}


def test_shallow_as_a_job_checks_out_a_pull_request(remote: Path, tmp_path: Path) -> None:
    root = new_repository(tmp_path / "job")
    git(root, "remote", "add", "origin", f"file://{remote}")
    git(root, "fetch", "-q", "--depth=1", "origin", "+feature:refs/remotes/pull/7/merge")
    git(root, "checkout", "-q", "--detach", "refs/remotes/pull/7/merge")
    for words in ((), ("origin/main",), ("origin/main", "HEAD")):
        done = run_here(root, "diff", *words)
        assert (done.returncode, done.stdout) == (2, "")
    mended(root, done.stderr)
    assert told(run_here(root, "diff", "--format", "json")) == {LATER, MINE}


def test_shallow_with_all_that_is_needed(clone: Callable[..., Path]) -> None:
    root = clone("--depth=2", "--branch=feature")
    assert told(run_here(root, "diff", "HEAD~1", "HEAD", "--format", "json")) == {MINE}


@pytest.mark.parametrize("words", [("main", "origin/feature"), ("--exact", "origin/feature")])
def test_partial_is_2_with_the_command_that_mends_it(words: tuple[str, ...], clone: Callable[..., Path]) -> None:
    root = clone("--filter=blob:none")
    objects = git(root, "count-objects", "-v")
    done = run_here(root, "diff", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "this clone is partial and lacks the object" in done.stderr
    assert git(root, "count-objects", "-v") == objects, "nothing is fetched unasked"
    mended(root, done.stderr)
    assert run_here(root, "diff", *words).returncode in (0, 1)


def test_partial_without_trees_is_2_with_the_command_that_mends_it(clone: Callable[..., Path]) -> None:
    root = clone("--filter=tree:0", "--no-checkout")
    done = run_here(root, "diff", "HEAD~1", "HEAD")
    assert (done.returncode, done.stdout) == (2, "")
    mended(root, done.stderr)
    assert told(run_here(root, "diff", "HEAD~1", "HEAD", "--format", "json")) == {"project-added theirs"}


def test_sha256(tmp_path: Path) -> None:
    root = history(tmp_path, "--object-format=sha256")
    assert told(run_here(root, "diff", "main", "feature", "--format", "json")) == {LATER, MINE}
    git(root, "checkout", "-q", "feature")
    assert told(run_here(root, "diff", "--format", "json")) == {LATER, MINE}


def test_linked_worktree(clone: Callable[..., Path]) -> None:
    root = clone()
    git(root, "worktree", "add", "-q", "../linked", "origin/feature")
    assert told(run_here(root.parent / "linked", "diff", "--format", "json")) == {LATER, MINE}
    put(root.parent / "linked", {"mine.yaml": None})
    assert told(run_here(root.parent / "linked", "diff", "--format", "json")) == {LATER}
    assert told(run_here(root, "diff", "--format", "json")) == set()


def test_worktree_of_a_bare_repository(clone: Callable[..., Path]) -> None:
    root = clone("--bare")
    git(root, "worktree", "add", "-q", "../linked", "feature")
    assert told(run_here(root.parent / "linked", "diff", "--format", "json")) == {LATER, MINE}


@pytest.fixture
def outer(remote: Path, tmp_path: Path) -> Path:
    """A repository with documents and a submodule that has some too."""
    root = new_repository(tmp_path / "outer")
    commit(root, {"missionkit.yaml": CONFIG, "o.yaml": mission("o")})
    git(root, "submodule", "--quiet", "add", f"file://{remote}", "sub")
    commit(root, {})
    return root


def test_a_submodule_is_another_repository(outer: Path) -> None:
    for words in ((), ("HEAD",), ("HEAD~1",), ("HEAD~1", "HEAD")):
        assert told(run_here(outer, "diff", *words, "--format", "json")) == set()
    put(outer / "sub", {"m.yaml": mission("m", 2031)})
    assert told(run_here(outer, "diff", "--format", "json")) == set()
    assert told(run_here(outer / "sub", "diff", "--format", "json")) == {LATER}


def test_a_path_in_a_submodule_is_2_with_the_way_out(outer: Path) -> None:
    done = run_here(outer, "diff", "HEAD", "sub")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{outer}/sub: outside the git repository {outer}; run the command in the repository" in done.stderr


def test_a_submodule_that_is_no_register_is_left_alone_too(tmp_path: Path) -> None:
    plain = new_repository(tmp_path / "plain")
    commit(plain, {"other.yaml": project("other")})
    root = new_repository(tmp_path / "outer")
    commit(root, {"missionkit.yaml": CONFIG, "o.yaml": mission("o")})
    git(root, "submodule", "--quiet", "add", f"file://{plain}", "sub")
    git(root, "clone", "-q", str(plain), "beside")
    assert told(run_here(root, "diff", "--format", "json")) == set()


@pytest.mark.parametrize(
    "name", ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"]
)
def test_variables_of_another_repository_lead_nowhere(
    name: str, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_repository(tmp_path / "other")
    monkeypatch.setenv(name, str(other / ".git"))
    assert told(run_here(remote, "diff", "HEAD~1", "--format", "json")) == {"project-added theirs"}


def hook(root: Path, name: str, line: str) -> None:
    path = root / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def test_in_the_hook_of_a_commit(tmp_path: Path, run: Callable[..., Any]) -> None:
    root = new_repository(tmp_path / "work")
    commit(root, {"m.yaml": mission("m")})
    command = shlex.quote(os.path.join(os.path.dirname(sys.executable), "missionkit"))
    hook(root / ".git", "pre-commit", f"{command} diff HEAD > ../told")
    put(root, {"m.yaml": mission("m", 2031)})
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "commit", "-q", "-a", "-m", "later", PYTHONPATH=os.environ.get("PYTHONPATH", ""))
    assert (tmp_path / "told").read_text().startswith("1 breaking change.\n")


def test_in_the_hook_of_a_push_before_it_is_taken_in(clone: Callable[..., Path], tmp_path: Path) -> None:
    bare = clone("--bare")
    command = shlex.quote(os.path.join(os.path.dirname(sys.executable), "missionkit"))
    hook(bare, "pre-receive", f"read old new name; {command} diff $old $new > {shlex.quote(str(tmp_path))}/told 2>&1")
    git(tmp_path, "clone", "-q", str(bare), "work")
    commit(tmp_path / "work", {"new.yaml": project("new")})
    git(tmp_path / "work", "push", "-q", "origin", "main")
    assert "project-added" in (tmp_path / "told").read_text()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_what_git_says_of_another_owner_is_passed_on(clone: Callable[..., Path], run: Callable[..., Any]) -> None:
    root = clone()
    for path in (root, root / ".git"):
        os.chown(path, 12345, 12345)
    environment = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = run("diff", cwd=root, **environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"missionkit: git: detected dubious ownership in repository at '{root}'; to add an exception for this "
        f"directory, call: git config --global --add safe.directory {root}\n"
    )
    allowed = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}
    assert run("diff", cwd=root, **environment, **allowed).returncode == 0
