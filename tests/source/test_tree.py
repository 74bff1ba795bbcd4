"""Which files are documents, and which of them are read: folders, git repositories, links and odd files."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from missionkit.register import load_register
from missionkit.source.tree import CONFIG, Folder, OneFile, OneText, Overlay, Tree, Unreadable, register_roots

COMMAND = Path(sys.executable).parent / "missionkit"
DOCUMENT = b"kind: actor\nid: f\nname: A\n"
ODD_NAMES = (
    "with space.yaml",
    "new\nline.yaml",
    "-rf.yaml",
    "--help.yaml",
    "'\"$(touch x)`.yaml",
    "å-目.yaml",
    ":(top)x.yaml",
)


def put(root: Path, *names: str, data: bytes = DOCUMENT) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


def git(root: Path, *arguments: str, stdin: str = "") -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, env=environment, input=stdin, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q")
    return root


def listed(root: Path) -> list[str]:
    return list(Folder(root).files())


def rules(tree: Tree) -> dict[str, list[str]]:
    """Return the rules of the faults of each file of a register."""
    found: dict[str, list[str]] = {}
    for fault in load_register(tree).faults:
        found.setdefault(fault.place.file, []).append(fault.rule)
    return found


@pytest.mark.parametrize("with_git", [False, True], ids=["plain folder", "git repository"])
def test_every_yaml_file_is_a_document_save_in_dot_folders_and_nested_registers(tmp_path: Path, with_git: bool) -> None:
    put(tmp_path, CONFIG, data=b"")
    put(
        tmp_path,
        "b.yaml",
        "a.yml",
        "deep/er/c.yaml",
        "upper.YAML",
        "notes.md",
        "yaml",
        ".hidden.yaml",
        ".github/x.yaml",
    )
    put(tmp_path, "deep/.cache/x.yaml", "nested/missionkit.yaml", "nested/x.yaml", "nested/deeper/y.yaml")
    if with_git:
        git(tmp_path, "init", "-q")
    assert listed(tmp_path) == ["a.yml", "b.yaml", "deep/er/c.yaml"]


def test_git_decides_what_is_ignored(repository: Path) -> None:
    put(repository, ".gitignore", data=b"build/\n*.draft.yaml\n!kept.draft.yaml\n")
    put(
        repository,
        "tracked.yaml",
        "forced.draft.yaml",
        "untracked.yaml",
        "x.draft.yaml",
        "kept.draft.yaml",
        "build/y.yaml",
    )
    put(repository, "sub/.gitignore", data=b"local.yaml\n")
    put(repository, "sub/local.yaml", "sub/z.yaml")
    put(repository, ".git/info/exclude", data=b"private.yaml\n")
    put(repository, "private.yaml")
    git(repository, "add", "--force", "tracked.yaml", "forced.draft.yaml")
    assert listed(repository) == [
        "forced.draft.yaml",
        "kept.draft.yaml",
        "sub/z.yaml",
        "tracked.yaml",
        "untracked.yaml",
    ]


def test_a_register_below_the_top_of_the_repository_has_its_own_paths(repository: Path) -> None:
    put(repository, "other.yaml", "registers/a/x.yaml", "registers/a/deep/y.yaml", "registers/ab/z.yaml")
    git(repository, "add", ".")
    assert listed(repository / "registers" / "a") == ["deep/y.yaml", "x.yaml"]


def test_a_tracked_file_that_was_deleted_is_no_document(repository: Path) -> None:
    put(repository, "gone.yaml", "here.yaml")
    git(repository, "add", ".")
    (repository / "gone.yaml").unlink()
    assert listed(repository) == ["here.yaml"]


def test_a_file_in_conflict_is_listed_once(repository: Path) -> None:
    put(repository, "a.yaml")
    blob = git(repository, "hash-object", "-w", "a.yaml").strip()
    git(repository, "update-index", "--index-info", stdin="".join(f"100644 {blob} {n}\ta.yaml\n" for n in (1, 2, 3)))
    assert listed(repository) == ["a.yaml"]


def test_a_repository_in_the_repository_is_walked(repository: Path) -> None:
    put(repository, "a.yaml", "inner/b.yaml", "inner/deep/c.yaml", "own/missionkit.yaml", "own/d.yaml")
    git(repository / "inner", "init", "-q")
    git(repository / "own", "init", "-q")
    assert listed(repository) == ["a.yaml", "inner/b.yaml", "inner/deep/c.yaml"]


def test_a_folder_that_git_ignores_as_a_whole_is_walked(repository: Path) -> None:
    put(repository, ".gitignore", data=b"build/\n")
    put(repository, "a.yaml", "build/x.yaml", "build/deep/y.yaml")
    assert listed(repository / "build") == ["deep/y.yaml", "x.yaml"]
    assert listed(repository) == ["a.yaml"]


def test_without_git_the_folder_is_walked(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(repository, ".gitignore", data=b"x.yaml\n")
    put(repository, "x.yaml", "deep/y.yaml")
    assert listed(repository) == ["deep/y.yaml"]
    monkeypatch.setenv("PATH", "")
    assert listed(repository) == ["deep/y.yaml", "x.yaml"]


def test_the_environment_of_a_git_hook_does_not_lead_astray(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(repository, "inside.yaml")
    other = tmp_path / "other"
    put(other, "a.yaml")
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    assert listed(repository) == ["inside.yaml"]


def test_a_hostile_repository_runs_nothing(repository: Path) -> None:
    put(repository, "a.yaml")
    for setting in ("core.fsmonitor", "core.hooksPath", "core.sshCommand", "filter.x.clean", "filter.x.smudge"):
        git(repository, "config", setting, f"touch {repository}/pwned")
    put(repository, ".gitattributes", data=b"* filter=x\n")
    assert listed(repository) == ["a.yaml"]
    assert not (repository / "pwned").exists()


@pytest.mark.parametrize("with_git", [False, True], ids=["plain folder", "git repository"])
def test_odd_names_are_read_and_told(tmp_path: Path, with_git: bool) -> None:
    names = [*ODD_NAMES, os.fsdecode(b"not-\xff-utf8.yaml")]
    put(tmp_path, *names, data=b"nothing\n")
    if with_git:
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", ".")
    assert listed(tmp_path) == sorted(names)
    assert rules(Folder(tmp_path)) == {name: ["not-a-mapping"] for name in names}
    for form in ("json", "text", "github", "sarif"):
        done = subprocess.run([COMMAND, "validate", "--format", form], cwd=tmp_path, capture_output=True, timeout=30)
        assert (done.returncode, done.stderr) == (1, b"")
        assert "\udcff" not in done.stdout.decode("utf-8")
    assert not (tmp_path / "x").exists()


def links(root: Path) -> None:
    put(root.parent, "outside/secret.yaml", "outside/deep/x.yaml")
    put(root, "real.yaml", "folder/below.yaml")
    (root / "inside.yaml").symlink_to("real.yaml")
    (root / "up-and-back.yaml").symlink_to(f"../{root.name}/folder/below.yaml")
    (root / "relative.yaml").symlink_to("../outside/secret.yaml")
    (root / "absolute.yaml").symlink_to(root.parent / "outside" / "secret.yaml")
    (root / "second.yaml").symlink_to("relative.yaml")
    (root / "broken.yaml").symlink_to("nowhere.yaml")
    (root / "loop.yaml").symlink_to("loop.yaml")
    (root / "ring-a.yaml").symlink_to("ring-b.yaml")
    (root / "ring-b.yaml").symlink_to("ring-a.yaml")
    (root / "to-folder.yaml").symlink_to("folder")
    (root / "linked").symlink_to("../outside")
    (root / "round").symlink_to(".")


LINKED = {
    "relative.yaml": ["outside-register"],
    "absolute.yaml": ["outside-register"],
    "second.yaml": ["outside-register"],
    "broken.yaml": ["unreadable-file"],
    "loop.yaml": ["unreadable-file"],
    "ring-a.yaml": ["unreadable-file"],
    "ring-b.yaml": ["unreadable-file"],
    "to-folder.yaml": ["not-a-regular-file"],
}


@pytest.mark.parametrize("tracked", [False, True], ids=["untracked", "tracked"])
def test_links_are_followed_inside_the_register_only(repository: Path, tracked: bool) -> None:
    links(repository)
    if tracked:
        git(repository, "add", ".")
    tree = Folder(repository)
    assert {f for f in tree.files() if f not in LINKED} == {
        "real.yaml",
        "inside.yaml",
        "up-and-back.yaml",
        "folder/below.yaml",
    }
    found = rules(tree)
    assert {file: found.get(file) for file in LINKED} == LINKED
    assert {rule for file in found if file not in LINKED for rule in found[file]} == {"duplicate-id"}


def test_links_in_a_plain_folder_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    links(tmp_path / "register")
    found = rules(Folder(tmp_path / "register"))
    assert {f: r for f, r in found.items() if r != ["duplicate-id"]} == LINKED


def test_a_path_through_a_folder_that_leads_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    links(tmp_path / "register")
    for path in ("linked/secret.yaml", "linked/deep/x.yaml"):
        with pytest.raises(Unreadable) as caught:
            Folder(tmp_path / "register").read(path)
        assert caught.value.rule == "outside-register"
    assert Folder(tmp_path / "register").read("round/real.yaml") == DOCUMENT


def test_a_register_behind_a_link_is_read(tmp_path: Path) -> None:
    put(tmp_path, "real/a.yaml")
    (tmp_path / "real" / "b.yaml").symlink_to("a.yaml")
    (tmp_path / "link").symlink_to("real")
    assert listed(tmp_path / "link") == ["a.yaml", "b.yaml"]
    assert Folder(tmp_path / "link").read("b.yaml") == DOCUMENT


def test_what_is_no_ordinary_file_is_told_and_nothing_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "device.yaml").symlink_to(os.devnull)
    (tmp_path / "folder.yaml").mkdir()
    put(tmp_path, "folder.yaml/in.yaml")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(tmp_path)
        listener.bind("socket.yaml")
        found = rules(Folder(tmp_path))
    assert found == {
        "pipe.yaml": ["not-a-regular-file"],
        "device.yaml": ["outside-register"],
        "socket.yaml": ["unreadable-file"],
    }


def test_a_configuration_that_is_a_folder_is_told(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "missionkit.yaml/x.txt")
    done = subprocess.run([COMMAND, "validate"], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=30)
    assert done.returncode == 2
    assert "not-a-regular-file" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "b.yaml")
    (tmp_path / "a.yaml").chmod(0)
    assert rules(Folder(tmp_path)) == {"a.yaml": ["unreadable-file"]}


def test_no_more_of_a_file_is_read_than_asked_for(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", data=b"x" * 5000)
    assert len(Folder(tmp_path, limit=100).read("a.yaml")) == 101
    assert len(Folder(tmp_path).read("a.yaml")) == 5000


def test_roots_of_a_folder_above_several_registers(tmp_path: Path) -> None:
    put(tmp_path, "a/missionkit.yaml", "b/missionkit.yaml", "b/inner/missionkit.yaml", ".old/missionkit.yaml", data=b"")
    put(tmp_path, "a/x.yaml", "b/y.yaml", "b/inner/z.yaml")
    roots = [tmp_path / name for name in ("a", "b", "b/inner")]
    assert sorted(register_roots(tmp_path)) == roots
    assert register_roots(tmp_path / "b") == roots[1:]
    assert register_roots(tmp_path / "b" / "inner") == roots[2:]
    assert [listed(root) for root in roots] == [["x.yaml"], ["y.yaml"], ["z.yaml"]]


def test_documents_outside_the_registers_below_are_a_register_too(tmp_path: Path) -> None:
    put(tmp_path, "a/missionkit.yaml", data=b"")
    put(tmp_path, "a/x.yaml", "loose/y.yaml")
    assert register_roots(tmp_path) == [tmp_path, tmp_path / "a"]
    assert listed(tmp_path) == ["loose/y.yaml"]


def test_a_folder_in_a_register_belongs_to_it(tmp_path: Path) -> None:
    put(tmp_path, "missionkit.yaml", data=b"")
    put(tmp_path, "deep/er/x.yaml")
    assert register_roots(tmp_path / "deep" / "er") == [tmp_path]


def test_a_folder_without_any_register_is_one(tmp_path: Path) -> None:
    assert register_roots(tmp_path) == [tmp_path]


EXCLUDED = {
    "a file": ("drafts/x.yaml", ["drafts/y.yaml", "drafts/deep/x.yaml", "x.yaml"]),
    "a file, said with ./": ("./x.yaml", ["drafts/deep/x.yaml", "drafts/x.yaml", "drafts/y.yaml"]),
    "a folder": ("drafts", ["x.yaml"]),
    "a folder with its slash": ("drafts/", ["x.yaml"]),
    "a folder below": ("drafts/deep", ["drafts/x.yaml", "drafts/y.yaml", "x.yaml"]),
    "a pattern": ("drafts/*.yaml", ["x.yaml"]),
    "a pattern of names": ("*y.yaml", ["drafts/deep/x.yaml", "drafts/x.yaml", "x.yaml"]),
    "a pattern of folders": ("dr*", ["x.yaml"]),
    "nothing that is there": ("draft", ["drafts/deep/x.yaml", "drafts/x.yaml", "drafts/y.yaml", "x.yaml"]),
}


@pytest.mark.parametrize("name", EXCLUDED)
def test_exclude(name: str, tmp_path: Path) -> None:
    pattern, left = EXCLUDED[name]
    put(tmp_path, CONFIG, data=f"exclude: [{json.dumps(pattern)}]\n".encode())
    put(tmp_path, "x.yaml", "drafts/x.yaml", "drafts/y.yaml", "drafts/deep/x.yaml")
    assert sorted(load_register(Folder(tmp_path)).files) == sorted(left)


def test_paths_are_shown_from_where_people_stand(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "a" / "b", shown_from=tmp_path / "a")
    assert folder.shown("c/d.yaml") == "b/c/d.yaml"
    assert folder.shown("") == "b"
    assert Folder(tmp_path / "x", shown_from=tmp_path / "a").shown("d.yaml") == f"{tmp_path}/x/d.yaml"


def test_one_file_one_text_and_one_text_over_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "b.yaml", CONFIG, data=DOCUMENT)
    one = OneFile(tmp_path / "a.yaml")
    assert (list(one.files()), one.read("a.yaml"), one.config()) == (["a.yaml"], DOCUMENT, None)
    text = OneText("typed.yaml", b"x")
    assert (list(text.files()), text.read("typed.yaml"), text.config(), text.shown("t")) == (
        ["typed.yaml"],
        b"x",
        None,
        "t",
    )
    over = Overlay(Folder(tmp_path), "b.yaml", b"new")
    assert (list(over.files()), over.read("b.yaml"), over.read("a.yaml")) == (["a.yaml", "b.yaml"], b"new", DOCUMENT)
    assert list(Overlay(Folder(tmp_path), "c.yaml", b"new").files()) == ["a.yaml", "b.yaml", "c.yaml"]
