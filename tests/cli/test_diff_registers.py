"""Which registers and paths `missionkit diff` compares: sub-folders, many registers, filters, two folders or files."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from diff_repositories import CONFIG, actor, commit, git, mission, new_repository, project, put, told
from small_registers import run_here

LATER = "mission-horizon-extended"


def test_the_real_command_from_a_sub_folder(tmp_path: Path, run: Callable[..., Any]) -> None:
    root = new_repository(tmp_path)
    commit(root, {"missionkit.yaml": CONFIG, "m.yaml": mission("m"), "projects/p.yaml": project("p")})
    put(root, {"m.yaml": mission("m", 2031)})
    done = run("diff", cwd=root / "projects")
    assert done.returncode == 1
    assert done.stdout.startswith("1 breaking change.\nmain (")
    assert f"{root}/m.yaml:6: breaking[{LATER}] Title" in done.stdout
    assert done.stderr == ""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of three registers, one within another, and one that comes and one that goes."""
    root = new_repository(tmp_path_factory.mktemp("registers") / "repository")
    for name in ("a", "b", "b/inner", "old"):
        id_ = name.replace("/", "-")
        files = {"missionkit.yaml": CONFIG, f"{id_}.yaml": mission(id_), f"projects/{id_}-p.yaml": project(f"{id_}-p")}
        put(root, {f"{name}/{file}": text for file, text in files.items()})
    commit(root, {"README.md": "no register\n", ".github/workflows/ci.yml": "on: push\n"})
    git(root, "checkout", "-q", "-b", "feature")
    git(root, "rm", "-q", "-r", "old")
    put(root, {"new/missionkit.yaml": CONFIG, "new/new.yaml": mission("new")})
    put(root, {"a/a.yaml": mission("a", 2031), "b/inner/b-inner.yaml": mission("b-inner", 2031)})
    commit(root, {"a/projects/a-p.yaml": None, "b/projects/b-q.yaml": project("b-q")})
    return root


A, A_P, B, INNER = f"{LATER} a", "project-removed a-p", "project-added b-q", f"{LATER} b-inner"
OLD, NEW = {"mission-removed old", "project-removed old-p"}, {"mission-added new"}
PLACES: dict[str, tuple[str, tuple[str, ...], set[str]]] = {
    "all": (".", (), {A, A_P, B, INNER, *OLD, *NEW}),
    "in one": ("a", (), {A, A_P}),
    "in a folder of one": ("a/projects", (), {A, A_P}),
    "in one with another within": ("b", (), {B, INNER}),
    "in the one within": ("b/inner", (), {INNER}),
    "in a folder above the one within": ("b/projects", (), {B}),
    "in a new one": ("new", (), NEW),
    "a path is a register": (".", ("a",), {A, A_P}),
    "two registers": (".", ("main", "a", "b/inner"), {A, A_P, INNER}),
    "removed register": (".", ("old",), OLD),
    "removed register and revision": (".", ("main", "old/"), OLD),
    "a folder": (".", ("main", "a/projects"), {A_P}),
    "a folder, dots": ("b", ("main", "../a/projects/"), {A_P}),
    "a folder, from within": ("a", ("main", "projects"), {A_P}),
    "a folder, after --": ("a", ("main", "--", "projects/"), {A_P}),
    "only paths after --": ("a", ("--", "projects/"), {A_P}),
    "only a path": ("a", ("projects",), {A_P}),
    "a file": ("a", ("main", "a.yaml"), {A}),
    "a removed file": ("a", ("projects/a-p.yaml",), {A_P}),
    "a removed file and a revision": ("a", ("main", "projects/a-p.yaml"), {A_P}),
    "two revisions and a removed file": ("a", ("main", "feature", "projects/a-p.yaml"), {A_P}),
    "range and paths": ("a", ("main...feature", "a.yaml", "projects"), {A, A_P}),
    "the configuration": ("a", ("main", "missionkit.yaml"), set()),
    "--register": (".", ("--register", "a"), {A, A_P}),
    "--register with one within": (".", ("--register", "b"), {B}),
    "--register and path": (".", ("--register", "a", "main", "a/projects"), {A_P}),
}


@pytest.mark.parametrize("revisions", [(), ("main", "feature")], ids=["working tree", "two revisions"])
@pytest.mark.parametrize(("below", "arguments", "expected"), PLACES.values(), ids=PLACES)
def test_places(
    below: str, arguments: tuple[str, ...], expected: set[str], revisions: tuple[str, ...], many: Path
) -> None:
    if revisions:
        options = arguments[:2] if arguments[:1] == ("--register",) else ()
        words = [w for w in arguments[len(options) :] if w not in ("main", "feature", "main...feature", "--")]
        arguments = (*options, *revisions, *words)
        if below == "new":
            pytest.skip("the same as on disk")
    assert told(run_here(many / below, "diff", "--format", "json", *arguments)) == expected


@pytest.mark.parametrize(
    ("below", "arguments", "says"),
    [
        ("a", ("main", "feature", "nope.yaml"), "nope.yaml: no such file or folder"),
        ("a", ("main", "nope/"), "nope/: no such file or folder, neither before nor after"),
        (".", ("main", "README.md"), "0 documents checked: no .yaml or .yml file below README.md"),
        (".", ("main", "a", "README.md"), "0 documents checked: no .yaml or .yml file below README.md"),
        (".", ("main", "/"), "/: outside the git repository"),
        ("a", ("main", "../../elsewhere.yaml"), "../../elsewhere.yaml: no such file or folder"),
        (".", ("--register", "nope"), "nope: no such file or directory"),
        (".", ("a", "a/a.yaml"), "BASE: 'a a/a.yaml' cannot be used; a folder and a file cannot be compared; name two"),
    ],
)
def test_paths_that_hold_nothing_are_2(below: str, arguments: tuple[str, ...], says: str, many: Path) -> None:
    done = run_here(many / below, "diff", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"missionkit: {says}")


def test_a_word_that_is_a_revision_and_a_path_is_2_with_the_way_out(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    commit(root, {"m.yaml": mission("m"), "main/p.yaml": project("p")})
    put(root, {"m.yaml": mission("m", 2031), "main/p.yaml": None, "main/q.yaml": project("q")})
    done = run_here(root, "diff", "main")
    assert (done.returncode, done.stdout) == (2, "")
    assert "it is a revision and a path; write main^0 for the revision, ./main for the path" in done.stderr
    assert told(run_here(root, "diff", "main^0", "--format", "json")) == {
        f"{LATER} m",
        "project-removed p",
        "project-added q",
    }
    assert told(run_here(root, "diff", "./main", "--format", "json")) == {"project-removed p", "project-added q"}
    assert told(run_here(root, "diff", "main^0", "./main", "--format", "json")) == {
        "project-removed p",
        "project-added q",
    }


def test_a_register_that_is_made_or_dissolved_moves_nothing(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    commit(root, {"missionkit.yaml": CONFIG, "m.yaml": mission("m"), "sub/n.yaml": mission("n")})
    git(root, "checkout", "-q", "-b", "feature")
    commit(root, {"sub/missionkit.yaml": CONFIG, "sub/n.yaml": mission("n", 2031)})
    assert told(run_here(root, "diff", "--format", "json")) == {f"{LATER} n"}
    assert told(run_here(root, "diff", "main", "HEAD", "--format", "json")) == {f"{LATER} n"}
    assert told(run_here(root, "diff", "HEAD", "main", "--exact", "--format", "json")) == {"mission-horizon-advanced n"}
    assert told(run_here(root / "sub", "diff", "--format", "json")) == {f"{LATER} n"}


def test_loose_documents_beside_registers(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    commit(root, {"a/missionkit.yaml": CONFIG, "a/m.yaml": mission("m"), "loose.yaml": mission("loose")})
    put(root, {"a/m.yaml": mission("m", 2031), "loose.yaml": mission("loose", 2031)})
    expected = {f"{LATER} m", f"{LATER} loose"}
    assert told(run_here(root, "diff", "--format", "json")) == expected
    commit(root, {})
    assert told(run_here(root, "diff", "HEAD~1", "HEAD", "--format", "json")) == expected


def test_what_git_ignores_is_no_register(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    commit(root, {"missionkit.yaml": CONFIG, "m.yaml": mission("m"), ".gitignore": "build/\n"})
    put(root, {"build/missionkit.yaml": CONFIG, "build/m.yaml": mission("other")})
    assert told(run_here(root, "diff", "--format", "json")) == set()


def test_the_configuration_above_the_repository_does_not_count(tmp_path: Path) -> None:
    put(tmp_path, {"missionkit.yaml": "nonsense: 1\n"})
    root = new_repository(tmp_path / "repository")
    commit(root, {"m.yaml": mission("m")})
    put(root, {"m.yaml": mission("m", 2031)})
    assert told(run_here(root, "diff", "--format", "json")) == {f"{LATER} m"}


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    both = {"missionkit.yaml": CONFIG, "m.yaml": mission("m"), "digdir.yaml": actor()}
    put(tmp_path / "old", {**both, "gone/missionkit.yaml": CONFIG, "gone/g.yaml": mission("g")})
    put(
        tmp_path / "new",
        {**both, "m.yaml": mission("m", 2031), "come/missionkit.yaml": CONFIG, "come/c.yaml": mission("c")},
    )
    return tmp_path


BETWEEN = {f"{LATER} m", "mission-removed g", "mission-added c"}


@pytest.mark.parametrize("place", ["no repository", "a repository"])
def test_two_folders(place: str, folders: Path, run: Callable[..., Any]) -> None:
    if place == "a repository":
        new_repository(folders)
    done = run("diff", "old", "new", "--format", "json", cwd=folders)
    assert (told(done), done.returncode, done.stderr) == (BETWEEN, 1, "")
    assert told(run_here(folders / "old", "diff", ".", "../new", "--format", "json")) == BETWEEN
    assert told(run_here(folders, "diff", "old/", f"{folders}/new", "--format", "json")) == BETWEEN
    assert told(run_here(folders, "diff", "old", "old", "--format", "json")) == set()


def test_two_files(folders: Path) -> None:
    done = run_here(folders, "diff", "old/m.yaml", "new/m.yaml")
    assert done.returncode == 1
    assert done.stdout.startswith("1 breaking change.\nold/m.yaml → new/m.yaml\n")
    assert "document-moved" not in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("old", "new/m.yaml"), "BASE: 'old new/m.yaml' cannot be used; a folder and a file cannot be compared"),
        (("old", "nope"), "nope: no such file or directory"),
        (("old",), "no git repository here"),
        ((), "no git repository here; run `git init`, or name two folders to compare: missionkit diff OLD NEW"),
        (("old", "new", "old"), "no git repository here"),
    ],
)
def test_what_cannot_be_compared_outside_a_repository_is_2(words: tuple[str, ...], says: str, folders: Path) -> None:
    done = run_here(folders, "diff", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_two_folders_without_documents_are_2(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    done = run_here(tmp_path, "diff", "old", "new")
    assert (done.returncode, done.stdout) == (2, "")
    assert "0 documents checked: no .yaml or .yml file below old, new" in done.stderr


def test_a_folder_that_is_reached_through_a_link(many: Path, tmp_path: Path) -> None:
    os.symlink(many, tmp_path / "link")
    assert told(run_here(tmp_path / "link/a", "diff", "--format", "json")) == {A, A_P}
    place = str(tmp_path / "link/a/projects")
    assert told(run_here(many, "diff", "main", place, "--format", "json")) == {A_P}
    assert told(run_here(tmp_path, "diff", "--register", "link/a", "--format", "json")) == {A, A_P}
