"""Files and folders that may not be read or written: told by name, never passed over, and nothing half done."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from diff_repositories import actor, commit, put
from ended import FILES, WRITERS, Ended, all_below, ended, repository, unprivileged

WITHOUT = unprivileged()
pytestmark = pytest.mark.skipif(WITHOUT is None, reason="root may do all, and setpriv cannot take it away here")
Run = Callable[..., Ended]


@pytest.fixture
def run() -> Run:
    """Run the command as somebody whom permissions bind."""

    def call(line: str, folder: Path, **environment: str) -> Ended:
        return ended(f"{WITHOUT}missionkit {line}", folder, None, **environment)

    return call


@contextmanager
def closed(path: Path, mode: int = 0) -> Iterator[None]:
    """Take the permissions of a file or folder away for a while."""
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


@pytest.fixture(params=["git", "no git"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "git":
        return repository(tmp_path / "root")
    put(tmp_path / "root", dict(FILES))
    return tmp_path / "root"


def test_a_folder_that_nobody_may_look_into_is_told(root: Path, run: Run) -> None:
    put(root, {"secret/e.yaml": actor("e"), "good/f.yaml": actor("f")})
    with closed(root / "secret"):
        done = run("validate --format concise", root)
        listed = run("list actors", root)
    assert done.returncode == 1
    assert (
        done.stdout.splitlines()[0] == "secret:1:1: error[unreadable-file] the file cannot be read: Permission denied"
    )
    assert "f " in listed.stdout
    assert listed.stderr == "1 fault keeps something from being read; run `missionkit validate`.\n"


def test_a_folder_of_tracked_files_that_nobody_may_look_into_is_told(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path)
    commit(root, {"secret/e.yaml": actor("e"), "listed/f.yaml": actor("f")})
    with closed(root / "secret"), closed(root / "listed", 0o444):
        done = run("validate --format concise", root)
        compared = run("diff HEAD", root)
    assert [line.partition(" ")[0] for line in done.stdout.splitlines()[:3]] == [
        "listed/f.yaml:1:1:",
        "secret:1:1:",
        "secret/e.yaml:1:1:",
    ]
    assert (compared.returncode, compared.stdout) == (2, "")
    assert "secret:1:1: error[unreadable-file]" in compared.stderr


def test_a_closed_folder_that_is_left_out_is_not_told(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path)
    put(root, {".gitignore": "secret/\n", "secret/e.yaml": actor("e"), "drafts/e.yaml": actor("e")})
    put(root, {"missionkit.yaml": str(FILES["missionkit.yaml"])[:-1] + ', "exclude": ["drafts/"]}'})
    with closed(root / "secret"), closed(root / "drafts"):
        done = run("validate --format concise", root)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_register_in_a_closed_folder_is_told(tmp_path: Path, run: Run) -> None:
    put(tmp_path, {"one/missionkit.yaml": "", "one/a.yaml": actor("a"), "two/missionkit.yaml": ""})
    with closed(tmp_path / "two"):
        done = run("validate --format concise", tmp_path)
    assert "two:1:1: error[unreadable-file]" in done.stdout


@pytest.mark.parametrize("name", ["m.yaml", "missionkit.yaml"])
def test_a_file_that_nobody_may_read_is_told(name: str, root: Path, run: Run) -> None:
    with closed(root / name):
        done = run("validate --format concise", root)
    assert done.returncode == (2 if name == "missionkit.yaml" else 1)
    assert f"{name}:1:1: error[unreadable-file]" in done.stdout + done.stderr


def test_a_register_that_nobody_may_enter(root: Path, run: Run) -> None:
    with closed(root):
        done = run(f"validate {root} --format concise", root.parent)
        told = [run(f"{command} --register {root}", root.parent) for command in ("list actors", "new actor e", "diff")]
    assert (done.returncode, done.stdout.count("unreadable-file")) == (1, 1)
    assert [one.returncode for one in told] in ([0, 2, 2], [2, 2, 2])
    assert all(one.stderr for one in told)


def test_a_path_below_a_closed_folder(root: Path, run: Run) -> None:
    put(root, {"secret/deep/e.yaml": actor("e")})
    with closed(root / "secret"):
        done = run("validate secret/deep/e.yaml", root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "missionkit: secret/deep/e.yaml: permission denied\n"


@pytest.mark.parametrize("name", WRITERS)
def test_a_folder_that_takes_no_file(name: str, tmp_path: Path, run: Run) -> None:
    root, target = repository(tmp_path / "root"), tmp_path / "target"
    put(target, {"o": "older"} if name not in ("schemas", "init", "all briefs", "templates") else {"x": ""})
    before = all_below(tmp_path)
    with closed(target, 0o555):
        done = run(WRITERS[name].format(target), root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"missionkit: {target}/o")
    assert done.stderr.splitlines()[-1].endswith("permission denied; name a place where you may write")
    assert all_below(tmp_path) == before


def test_a_folder_that_takes_no_document(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path)
    put(root, {"actors/e.yaml": actor("e")})
    (root / "digdir.yaml").unlink()
    with closed(root / "actors", 0o555):
        done = run("new actor f", root)
    assert (done.returncode, done.stdout) == (2, "")
    says = "missionkit: actors/f.yaml: permission denied; name a place where you may write\n"
    assert done.stderr == says


def test_git_setup_in_a_repository_that_takes_no_setting(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path)
    with closed(root, 0o555):
        done = run("git-setup", root)
    assert done.returncode == 2
    assert done.stderr.endswith(".gitattributes: permission denied; name a place where you may write\n")
    with closed(root / ".git", 0o555):
        done = run("git-setup", root)
    assert done.returncode == 2
    assert "missionkit: git: could not lock config file" in done.stderr


@pytest.mark.parametrize("command", ["diff HEAD", "git-setup", "validate --since HEAD"])
def test_a_repository_that_nobody_may_enter(command: str, tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path)
    with closed(root / ".git"):
        done = run(command, root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].endswith(
        "/.git is no repository that git can read: it is damaged, or closed to you"
    )


def test_templates_that_nobody_may_read(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path / "root")
    put(tmp_path, {"templates/page.md.j2": "x"})
    with closed(tmp_path / "templates/page.md.j2"):
        done = run("brief m --template ../templates", root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "page.md.j2: permission denied" in done.stderr


def test_the_accepted_changes_of_a_closed_folder(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path)
    put(root, {".missionkit/accepted.yaml": "accepted: []\n"})
    with closed(root / ".missionkit"):
        done = run("diff HEAD", root)
    assert (done.returncode, done.stdout) == (2, "")
    assert ".missionkit/accepted.yaml cannot be used" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
def test_a_repository_of_somebody_else(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path / "root")
    put(root, {".gitignore": "built/\n", "built/b.yaml": actor("b")})
    for folder in (root, root / ".git"):
        os.chown(folder, 65534, 65534)
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(tmp_path)}
    done = run("validate --format concise", root, **settings)
    assert done.returncode == 0
    assert done.stderr.startswith("git: detected dubious ownership in repository at ")
    assert done.stderr.endswith("; files that git ignores are read too\n")
    assert "built/b.yaml" in run("list actors --format json", root, **settings).stdout
    done = run("diff HEAD", root, **settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert "git config --global --add safe.directory" in done.stderr
