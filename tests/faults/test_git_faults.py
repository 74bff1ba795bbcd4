"""A git that is missing, old, dying or damaged: the fact in git's words and what to do, and never a verdict."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from diff_repositories import CONFIG, actor, commit, git, mission, put
from ended import Ended, ended, no_crash, repository
from small_registers import run_here

REAL = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
OLD = """\
case "$*" in
  *" version") echo "git version 1.8.3.1"; exit 0;;
  *--end-of-options*) echo "fatal: Needed a single revision" >&2; exit 128;;
  *--deduplicate*) echo "error: unknown option \\`deduplicate'" >&2; exit 129;;
  *--is-shallow-repository*) echo true; echo --is-shallow-repository; exit 0;;
esac
exec {git} "$@"
"""
BEFORE_2_30 = OLD.replace("1.8.3.1", "2.25.1")


def dying(at: str, how: str = "kill -9 $$") -> str:
    """A git that does its work save for one command."""
    return f'case "$*" in *{at}*) {how};; esac\nexec {{git}} "$@"\n'


SCRIPTS = {
    "old": (OLD, "git: it says that it is 'git version 1.8.3.1'; install git 2.30 or newer"),
    "before 2.30": (
        BEFORE_2_30,
        "git: it says that it is 'git version 2.25.1'; install git 2.30 or newer",
    ),
    "another program": ("echo hello\n", "git: it says that it is 'hello'; install git 2.30 or newer"),
    "no answer": ("exit 0\n", "git: it says that it is ''; install git 2.30 or newer"),
    "no word": ("exit 1\n", "git: it failed without a word; run `git status` to see why"),
    "no text": ("printf '\\377\\376\\0'\n", ""),
    "killed": ("kill -9 $$\n", "git: `git version` was ended by signal 9"),
    "killed later": (
        'case "$*" in *rev-parse*) kill -9 $$;; esac\nexec {git} "$@"\n',
        "git: `git rev-parse` was ended",
    ),
    "no place": (dying("--is-in", "exit 0"), "git: `git rev-parse` does not say where"),
    "no files": (
        'case "$*" in *ls-tree*) kill -9 $$;; esac\nexec {git} "$@"\n',
        "git: `git ls-tree` was ended by signal 9",
    ),
    "no history": (
        'case "$*" in *merge-base*) kill -9 $$;; esac\nexec {git} "$@"\n',
        "git: `git merge-base` was ended",
    ),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = repository(tmp_path_factory.mktemp("git faults") / "repository")
    put(root, {".gitignore": "built/\n", "built/b.yaml": actor("b")})
    return root


def on_path(folder: Path, script: str) -> str:
    """Put a script called git into a folder and return a PATH that starts there."""
    put(folder, {"bin/git": "#!/bin/sh\n" + script.replace("{git}", REAL)})
    (folder / "bin/git").chmod(0o755)
    return f"{folder}/bin{os.pathsep}{os.environ['PATH']}"


def run_with(path: str, monkeypatch: pytest.MonkeyPatch, root: Path, *arguments: str) -> Ended:
    """Run the command in this process; the git that it starts is a process of its own."""
    monkeypatch.setenv("PATH", path)
    return no_crash(run_here(root, *arguments))


@pytest.mark.parametrize(("script", "says"), SCRIPTS.values(), ids=SCRIPTS)
def test_a_git_that_cannot_compare(
    script: str, says: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = on_path(tmp_path, script)
    for arguments in (("diff", "main"), ("validate", "--since", "HEAD"), ("brief", "m", "--since", "main")):
        done = run_with(path, monkeypatch, root, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.splitlines()[-1].startswith(f"missionkit: {says}")


def test_an_old_git_is_asked_only_what_it_knows(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run_with(on_path(tmp_path, OLD), monkeypatch, root, "list", "actors", "--format", "json")
    assert ("built/b.yaml" in done.stdout, done.stderr) == (False, "")


@pytest.mark.parametrize("script", ["exit 1\n", "kill -9 $$\n", "echo 'fatal: no' >&2; exit 128\n", None])
def test_without_a_list_from_git_all_files_are_read_and_it_is_said(
    script: str | None, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = on_path(tmp_path, script) if script else str(tmp_path)
    for arguments in (("validate", "--select", "yaml"), ("list", "actors")):
        done = run_with(path, monkeypatch, root, *arguments)
        assert done.returncode == 0
        assert done.stderr.startswith("git: ")
        assert done.stderr.endswith("; files that git ignores are read too\n")
    assert "b " in done.stdout


def test_in_no_repository_nothing_is_said_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {"missionkit.yaml": CONFIG, "digdir.yaml": actor()})
    done = run_with(str(tmp_path), monkeypatch, tmp_path, "validate")
    assert (done.returncode, done.stderr) == (0, "")


SICK = {
    "HEAD is garbage": (".git/HEAD", "garbage\n", "/.git is no repository that git can read"),
    "HEAD is empty": (".git/HEAD", "", "/.git is no repository that git can read"),
    "HEAD is gone": (".git/HEAD", None, "/.git is no repository that git can read"),
    "HEAD names a branch that is not there": (".git/HEAD", "ref: refs/heads/x\n", "the repository has no commit yet"),
    "a branch names nothing": (".git/refs/heads/main", "1" * 40 + "\n", "; the repository is damaged: run `git fsck`"),
    "configuration": (".git/config", "[core\n", "git: bad config line 1 in file .git/config"),
    "form of the future": (".git/config", "[core]\nrepositoryformatversion = 99\n", "git: "),
}


@pytest.mark.parametrize(("file", "text", "says"), SICK.values(), ids=SICK)
def test_a_damaged_repository(file: str, text: str | None, says: str, tmp_path: Path) -> None:
    root = repository(tmp_path)
    put(root, {file: text})
    for words in (("diff", "HEAD"), ("validate", "--since", "HEAD")):
        done = no_crash(run_here(root, *words))
        assert (done.returncode, done.stdout) == (2, "")
        assert says in done.stderr.splitlines()[-1]
    done = no_crash(run_here(root, "validate"))
    assert done.returncode == 0


NONE: dict[str, Callable[[Path], object]] = {
    "folder": Path.mkdir,
    "link": lambda path: path.symlink_to("nowhere"),
    "pipe": os.mkfifo,
    "file": lambda path: path.write_text("words"),
}


@pytest.mark.parametrize("sort", NONE)
def test_a_repository_that_is_none(sort: str, tmp_path: Path) -> None:
    root, at = tmp_path / "root", tmp_path / "root/.git"
    put(root, {"missionkit.yaml": CONFIG, "m.yaml": mission("m"), "digdir.yaml": actor()})
    NONE[sort](at)
    done = no_crash(run_here(root, "diff", "HEAD"))
    assert (done.returncode, done.stdout) == (2, "")
    assert no_crash(run_here(root, "validate")).returncode == 0


def test_a_damaged_index(tmp_path: Path) -> None:
    root = repository(tmp_path)
    put(root, {".gitignore": "built/\n", "built/b.yaml": actor("b"), ".git/index": "garbage"})
    done = no_crash(run_here(root, "diff", "HEAD", "--format", "json"))
    assert "git: .git/index: index file smaller than expected; files that git ignores are read too" in done.stderr
    assert "built/b.yaml" in done.stdout


def test_a_pack_that_is_gone(tmp_path: Path) -> None:
    root = repository(tmp_path)
    commit(root, {"m.yaml": mission("m", 2031)})
    git(root, "gc", "-q")
    for pack in (root / ".git/objects/pack").glob("*.pack"):
        pack.unlink()
    for words in (("diff", "HEAD~1", "HEAD"), ("diff", "main")):
        done = no_crash(run_here(root, *words))
        assert (done.returncode, done.stdout) == (2, "")
        assert "run `git fsck`" in done.stderr
        assert "did you mean" not in done.stderr


def test_a_partial_clone_never_fetches_by_itself(tmp_path: Path) -> None:
    """Also with a git that does not know GIT_NO_LAZY_FETCH, which is younger than git 2.43."""
    remote = repository(tmp_path / "remote")
    git(remote, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{remote}", "clone")
    put(tmp_path / "clone", {"m.yaml": mission("m", 2031)})
    objects = sorted((tmp_path / "clone/.git/objects").rglob("*"))
    path = on_path(tmp_path, 'unset GIT_NO_LAZY_FETCH\nexec {git} "$@"\n')
    done = ended("missionkit diff HEAD", tmp_path / "clone", PATH=path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "this clone is partial and lacks the object" in done.stderr
    assert sorted((tmp_path / "clone/.git/objects").rglob("*")) == objects
