"""Revisions of a git repository: how they are found, listed and read."""

import gc
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from missionkit.errors import GitFailed, HistoryMissing, NoRepository, RevisionNotFound
from missionkit.register import load_register
from missionkit.source.blob import blob_id
from missionkit.source.git import Repository, Revision, roots_of
from missionkit.source.running import run_git
from missionkit.source.tree import Folder, Unreadable

DOCUMENT = b"kind: actor\nid: f\nname: A\n"
LIMIT = 1000


def git(root: Path, *arguments: str) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = {f"GIT_{a}_{b}": "kari@example.org" for a in ("AUTHOR", "COMMITTER") for b in ("NAME", "EMAIL")}
    dates = {f"GIT_{a}_DATE": "2026-11-23T23:30:00+01:00" for a in ("AUTHOR", "COMMITTER")}
    command = ["git", "-C", str(root), *arguments]
    environment = {**clean, **settings, **who, **dates}
    return subprocess.run(command, check=True, capture_output=True, env=environment, text=True).stdout


FILES = (
    "missionkit.yaml",
    "a.yaml",
    "b.yml",
    "sub/deep/c.yaml",
    "nested/missionkit.yaml",
    "nested/d.yaml",
    "nested/inner/missionkit.yaml",
    "nested/inner/e.yaml",
    ".hidden/f.yaml",
    ".dot.yaml",
    "note.md",
    "å b\n.yaml",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("git") / "repository"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"" if name.endswith("missionkit.yaml") else DOCUMENT)
    (root / "large.yaml").write_bytes(b"x" * 200_000)
    for link, target in {"link.yaml": "a.yaml", "loop.yaml": "loop.yaml", "out.yaml": "../x", "abs.yaml": "/x"}.items():
        (root / link).symlink_to(target)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    return root


@pytest.fixture
def repository(root: Path) -> Iterator[Repository]:
    with Repository.around(root) as repository:
        yield repository


def revision(repository: Repository, prefix: str = "") -> Revision:
    return Revision(repository, repository.commit("HEAD"), prefix, LIMIT)


@pytest.mark.parametrize("prefix", ["", "nested", "nested/inner", "sub", "nowhere"])
def test_a_revision_has_the_files_that_the_folder_has(prefix: str, root: Path, repository: Repository) -> None:
    assert list(revision(repository, prefix).files()) == list(Folder(root / prefix).files())


def test_a_revision_has_the_documents_that_the_folder_has(repository: Repository, root: Path) -> None:
    old, new = load_register(revision(repository, "nested")), load_register(Folder(root / "nested"))
    assert [e.key for e in old.entries] == [e.key for e in new.entries] == ["actor:f"]
    assert old.faults == new.faults


def test_unchanged_bytes_give_the_same_documents(repository: Repository, root: Path) -> None:
    new = load_register(Folder(root / "nested"))
    old = load_register(revision(repository, "nested"), like=new)
    assert [a.document is b.document for a, b in zip(old.entries, new.entries, strict=True)] == [True]


def test_ids_are_those_of_git(repository: Repository, root: Path) -> None:
    assert revision(repository).blob("a.yaml") == blob_id(DOCUMENT) == git(root, "rev-parse", "HEAD:a.yaml").strip()
    assert revision(repository).blob("link.yaml") is None
    assert revision(repository).blob("nowhere.yaml") is None


def test_reading_stops_at_the_limit_and_goes_on_with_the_next(repository: Repository) -> None:
    tree = revision(repository)
    assert tree.read("a.yaml") == DOCUMENT
    assert len(tree.read("large.yaml")) == LIMIT + 1
    assert tree.read("link.yaml") == tree.read("å b\n.yaml") == DOCUMENT


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("loop.yaml", "unreadable-file"),
        ("out.yaml", "outside-register"),
        ("abs.yaml", "outside-register"),
        ("nowhere.yaml", "unreadable-file"),
        ("sub", "unreadable-file"),
        ("../a.yaml", "outside-register"),
        ("sub/../../a.yaml", "outside-register"),
    ],
)
def test_what_cannot_be_read(path: str, rule: str, repository: Repository) -> None:
    with pytest.raises(Unreadable) as told:
        revision(repository).read(path)
    assert told.value.rule == rule


def test_the_configuration_of_a_revision(repository: Repository) -> None:
    assert revision(repository).config() == b""
    assert revision(repository, "sub").config() is None


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("", ["", "nested", "nested/inner"]),
        ("sub", [""]),
        ("sub/deep", [""]),
        ("nested", ["nested", "nested/inner"]),
        ("nested/inner", ["nested/inner"]),
        ("nowhere", [""]),
    ],
)
def test_roots(at: str, expected: list[str], repository: Repository) -> None:
    assert roots_of(repository.listing(repository.commit("HEAD")), at) == expected


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ((), [""]),
        (("a.yaml",), [""]),
        (("r/missionkit.yaml", "r/a.yaml"), ["r"]),
        (("r/missionkit.yaml", "s/missionkit.yaml"), ["r", "s"]),
        (("r/missionkit.yaml", "loose.yaml"), ["", "r"]),
        (("r/missionkit.yaml", ".github/x.yml", "README.md"), ["r"]),
        ((".r/missionkit.yaml",), [""]),
    ],
)
def test_roots_without_a_configuration_at_the_top(paths: tuple[str, ...], expected: list[str]) -> None:
    assert roots_of(dict.fromkeys(paths), "") == expected  # type: ignore[arg-type]


def test_the_day_of_a_commit_is_that_of_its_author_place(repository: Repository) -> None:
    assert repository.date_of(repository.commit("HEAD")) == "2026-11-23"


@pytest.mark.parametrize(
    "word", ["", "-", "--all", "--output=x", "^HEAD", "HEAD\0", "HEAD..HEAD", "HEAD:a.yaml", "HEAD^{tree}"]
)
def test_what_is_no_revision(word: str, repository: Repository) -> None:
    assert repository.known(word) is None
    with pytest.raises(RevisionNotFound):
        repository.commit(word)


def test_a_folder_in_no_repository(tmp_path: Path) -> None:
    with pytest.raises(NoRepository, match="no git repository here; run `git init`, or name two folders"):
        Repository.around(tmp_path)


def test_nothing_runs_after_the_with(root: Path) -> None:
    with Repository.around(root) as repository:
        revision(repository).read("a.yaml")
        reader = repository._reader
    assert reader is not None
    assert reader.returncode is not None
    del reader, repository
    gc.collect()


def test_an_object_that_is_not_there(repository: Repository) -> None:
    with pytest.raises(GitFailed, match=r"Not a valid object name|git cat-file: could not get object info|bad file"):
        repository.read("0" * 40, LIMIT)
    assert revision(repository).read("a.yaml") == DOCUMENT


def test_a_partial_clone_is_told_what_to_fetch(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(root), "clone")
    git(tmp_path / "clone", "config", "remote.origin.promisor", "true")
    with (
        Repository.around(tmp_path / "clone") as repository,
        pytest.raises(HistoryMissing, match="git fetch --refetch --filter=blob:limit=1m"),
    ):
        repository.read("1" * 40, LIMIT)


def test_gits_own_words_are_kept(root: Path) -> None:
    with pytest.raises(GitFailed, match="ambiguous argument 'nope': unknown revision") as told:
        run_git(root, "log", "nope")
    assert "\n" not in str(told.value)
    assert "fatal" not in str(told.value)


def test_a_setting_of_the_machine_runs_nothing(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = f"touch {tmp_path}/ran"
    settings = ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "core.hooksPath")
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(settings)))
    for number, name in enumerate(settings):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", name)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", program)
    with Repository.around(root) as repository:
        load_register(revision(repository, "nested"))
        list(Folder(root).files())
        assert repository.main() == "refs/heads/main"
    assert not (tmp_path / "ran").exists()
