"""Exit codes of `missionkit diff`, and what it says where it cannot compare: never an empty list of changes."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from diff_repositories import CONFIG, actor, commit, git, mission, new_repository, project, put, told
from small_registers import run_here, syntax

LATER = "mission-horizon-extended m"


@pytest.fixture(scope="module")
def levels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a branch for each level of change."""
    root = new_repository(tmp_path_factory.mktemp("levels") / "repository")
    commit(root, {"missionkit.yaml": CONFIG, "m.yaml": mission("m"), "p.yaml": project("p"), "digdir.yaml": actor()})
    changes: dict[str, dict[str, str | bytes | None]] = {
        "breaking": {"m.yaml": mission("m", 2031)},
        "warning": {"p.yaml": None},
        "info": {"q.yaml": project("q")},
        "cosmetic": {"digdir.yaml": actor().replace("kind: actor\nid: digdir", "id: digdir\nkind: actor")},
        "unchanged": {},
    }
    for name, files in changes.items():
        git(root, "checkout", "-q", "-b", name, "main")
        commit(root, files)
    return root


LIMITS = ("breaking", "warning", "info", "cosmetic", "none")
CODES = {
    # worst change: exit code with --fail-on breaking, warning, info, cosmetic, none
    "breaking": (1, 1, 1, 1, 0),
    "warning": (0, 1, 1, 1, 0),
    "info": (0, 0, 1, 1, 0),
    "cosmetic": (0, 0, 0, 1, 0),
    "unchanged": (0, 0, 0, 0, 0),
}


@pytest.mark.parametrize("worst", CODES)
def test_fail_on(worst: str, levels: Path) -> None:
    codes = []
    for limit, form in zip(LIMITS, ("text", "json", "text", "json", "json"), strict=True):
        done = run_here(levels, "diff", "main", worst, "--fail-on", limit, "--format", form)
        assert done.stderr == ""
        codes.append(done.returncode)
    assert tuple(codes) == CODES[worst]


def test_breaking_is_the_limit_if_none_is_named(levels: Path, run: Callable[..., Any]) -> None:
    codes = [run("diff", "main", worst, cwd=levels).returncode for worst in ("breaking", "warning", "unchanged")]
    assert codes == [1, 0, 0]


def test_unchanged_is_said(levels: Path) -> None:
    done = run_here(levels, "diff", "main", "unchanged")
    assert (done.returncode, done.stdout.splitlines()[0], done.stderr) == (0, "No change of meaning.", "")


@pytest.mark.parametrize(
    ("options", "count", "hidden"),
    [
        ((), 1, ""),
        (("--level", "warning"), 0, "1 change is not shown because of your options."),
        (("--level", "info"), 1, ""),
    ],
)
def test_level_hides_and_says_so(options: tuple[str, ...], count: int, hidden: str, levels: Path) -> None:
    done = run_here(levels, "diff", "main", "info", *options)
    assert done.stdout.startswith("1 for information.\n")
    assert done.stdout.count("info[project-added]") == count
    assert hidden in done.stdout


@pytest.mark.parametrize("option", [("--cosmetic",), ("--level", "cosmetic")])
def test_changes_of_form_are_shown_on_request(option: tuple[str, ...], levels: Path) -> None:
    assert "[reformatted]" in run_here(levels, "diff", "main", "cosmetic", *option).stdout
    assert "[reformatted]" not in run_here(levels, "diff", "main", "cosmetic").stdout


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--format", "jsn"), "no format is called 'jsn'; did you mean 'json'?"),
        (("--format", "yaml"), "no format is called 'yaml'; choose from text, markdown, json, github, html"),
        (("--fail-on", "error"), "--fail-on: 'error' cannot be used; write breaking, warning, info, cosmetic, none"),
        (("--level", "high"), "--level: 'high' cannot be used; write breaking, warning, info, cosmetic"),
        (("--level", "none"), "--level: 'none' cannot be used; write breaking, warning, info, cosmetic"),
        (("--lang", "no"), "no language is called 'no'; choose from nb, nn, en"),
        (("--date", "2026-02-30"), "--date: '2026-02-30' cannot be used; write a day as 2026-11-23"),
        (("--color", "sometimes"), "--color: 'sometimes' cannot be used; write auto, always or never"),
        (("--max-length", "many"), "Invalid value for '--max-length'"),
        (("--exat",), "No such option: --exat"),
        (("-o", "no/such/folder/file"), "no/such/folder/file: no such file or directory"),
        (("-o", "."), ".: is a directory"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_an_option_cannot_be_is_2(options: tuple[str, ...], says: str, levels: Path) -> None:
    done = run_here(levels, "diff", "main", "breaking", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"missionkit: {says}")


def test_a_file_gets_what_standard_output_gets(levels: Path, tmp_path: Path) -> None:
    arguments = ("diff", "main", "breaking", "--color", "always")
    plain = run_here(levels, *arguments[:-2]).stdout
    done = run_here(levels, *arguments, "-o", str(tmp_path / "told.txt"))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"wrote {tmp_path}/told.txt\n")
    assert (tmp_path / "told.txt").read_text() == plain
    coloured = run_here(levels, *arguments).stdout
    assert "\x1b[" in coloured
    assert run_here(levels, *arguments, "-o", "-").stdout.count("\n") == coloured.count("\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "repository")
    commit(root, {"missionkit.yaml": CONFIG, "m.yaml": mission("m"), "p.yaml": project("p"), "digdir.yaml": actor()})
    return root


BROKEN: dict[str, tuple[dict[str, str | bytes | None], str]] = {
    "syntax": ({"bad.yaml": syntax("bad")}, "bad.yaml:2:9: error[yaml-syntax]"),
    "no UTF-8": ({"bad.yaml": b"kind: actor\nid: bad\nname: \xff\n"}, "bad.yaml:3:7: error["),
    "unknown field": ({"bad.yaml": actor("bad") + "colour: red\n"}, "bad.yaml:4:1: error[unknown-field]"),
    "the same id twice": ({"bad.yaml": actor()}, ": error[duplicate-id]"),
    "configuration": ({"missionkit.yaml": "langauge: en\n"}, "missionkit.yaml:1:1: error[unknown-field]"),
    "level of a code": ({"missionkit.yaml": "diff: {severity: {nope: info}}\n"}, "missionkit.yaml:1:19: error["),
    "rule": ({"missionkit.yaml": "severity: {nope: off}\n"}, "missionkit.yaml:1:12: error[unknown-rule-name]"),
    "accepted": (
        {".missionkit/accepted.yaml": "accepted: 1\n", "m.yaml": mission("m", 2031)},
        ".missionkit/accepted.yaml:1:",
    ),
}


@pytest.mark.parametrize("state", ["working tree", "revision"])
@pytest.mark.parametrize(("files", "says"), BROKEN.values(), ids=BROKEN)
def test_a_new_state_that_cannot_be_read_is_2_and_gets_no_verdict(
    files: dict[str, str | bytes | None], says: str, state: str, root: Path
) -> None:
    put(root, files)
    words: tuple[str, ...] = ()
    if state == "revision":
        git(root, "checkout", "-q", "-b", "feature")
        commit(root, {})
        git(root, "checkout", "-q", "main")
        words = ("main", "feature")
    done = run_here(root, "diff", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr.split("\n\n")[0]
    assert done.stderr.splitlines()[-1].startswith("missionkit: ")
    commit_id = git(root, "rev-parse", "feature").strip() if state == "revision" else ""
    assert ("(the lines shown are those of revision" in done.stderr) == bool(commit_id)
    assert commit_id[:7] in done.stderr
    if "configuration" not in says:
        assert " | " in done.stderr, "the line is shown"
    data = json.loads(run_here(root, "diff", *words, "--format", "json").stdout)
    assert data["status"] == "error"
    assert "changes" not in data
    assert says.partition(" ")[0].rpartition(":")[0].rpartition(":")[0] in data["error"]


def test_many_faults_are_counted_and_the_first_shown(root: Path) -> None:
    put(root, {f"bad{number}.yaml": syntax("bad") for number in range(7)})
    done = run_here(root, "diff")
    assert done.stderr.count("error[yaml-syntax]") == 5
    assert done.stderr.splitlines()[-1] == (
        "missionkit: .: the new state cannot all be read, so nothing is compared (5 of its 7 faults are shown); "
        "mend it until `missionkit validate` can read it"
    )


def test_faults_are_told_in_the_language_of_the_register(root: Path) -> None:
    put(root, {"missionkit.yaml": CONFIG.replace('"en"', '"nb"'), "bad.yaml": syntax("bad")})
    assert "bad.yaml:2:9: feil[yaml-syntax]" in run_here(root, "diff").stderr
    assert "bad.yaml:2:9: error[yaml-syntax]" in run_here(root, "diff", "--lang", "en").stderr


def test_hostile_text_in_faults_is_harmless(root: Path) -> None:
    put(root, {"::error::.yaml": b'kind: actor\nid: bad\nname: N\n"\\e[31m::set-env": red\n'})
    done = run_here(root, "diff")
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    assert not any(line.startswith("::") for line in done.stderr.splitlines())


def test_an_error_replaces_an_older_json_file(root: Path) -> None:
    put(root, {"bad.yaml": syntax("bad")})
    done = run_here(root, "diff", "--format", "json", "-o", "out.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert json.loads((root / "out.json").read_text())["status"] == "error"


OLD: dict[str, tuple[dict[str, str | bytes | None], str]] = {
    "syntax": ({"m.yaml": syntax("m")}, "m.yaml:2: The old state has 1 fault"),
    "unknown field": ({"m.yaml": mission("m") + "colour: red\n"}, "m.yaml:7: The old state has 1 fault"),
    "no UTF-8": ({"bad.yaml": b"name: \xff\n"}, "bad.yaml:1: The old state has"),
    "the same id twice": ({"bad.yaml": actor()}, "The old state has 1 fault"),
    "configuration": ({"missionkit.yaml": "langauge: en\n"}, "missionkit.yaml:1: The old state has 1 fault"),
    "configuration that is no YAML": ({"missionkit.yaml": "a: [\n"}, "missionkit.yaml:1: The old state has 1 fault"),
    "rule": ({"missionkit.yaml": "severity: {nope: off}\n"}, "missionkit.yaml:1: The old state has 1 fault"),
    "accepted": ({".missionkit/accepted.yaml": "accepted: 1\n"}, ""),
    "level of a code": ({"missionkit.yaml": "diff: {severity: {nope: info}}\n"}, ""),
}


@pytest.mark.parametrize(("files", "says"), OLD.values(), ids=OLD)
def test_an_old_state_is_compared_as_far_as_it_loads(
    files: dict[str, str | bytes | None], says: str, root: Path
) -> None:
    good = {name: (root / name).read_bytes() if (root / name).exists() else None for name in files}
    commit(root, files)
    put(root, {**good, "p.yaml": None})
    done = run_here(root, "diff", "HEAD")
    assert (done.returncode, done.stderr) == (0, "")
    assert "warning[project-removed]" in done.stdout
    assert says in done.stdout
    data = json.loads(run_here(root, "diff", "HEAD", "--format", "json").stdout)
    assert [n["note"] for n in data["notes"] if n["note"] == "base-invalid"] == ["base-invalid"] * bool(says)


def test_without_git_folders_can_still_be_compared(root: Path, tmp_path: Path, run: Callable[..., Any]) -> None:
    (tmp_path / "empty").mkdir()
    path = str(tmp_path / "empty")
    done = run("diff", cwd=root, PATH=path)
    assert (done.returncode, done.stdout) == (2, "")
    says = "missionkit: git: not found; install git, or compare two folders: missionkit diff OLD NEW\n"
    assert done.stderr == says
    put(tmp_path, {"new/m.yaml": mission("m", 2031)})
    assert LATER in told(run("diff", root, "new", "--format", "json", cwd=tmp_path, PATH=path))


def test_a_git_that_cannot_be_run(root: Path, tmp_path: Path, run: Callable[..., Any]) -> None:
    put(tmp_path, {"bin/git": "#!/no/such/interpreter\n"})
    (tmp_path / "bin/git").chmod(0o644)
    done = run("diff", cwd=root, PATH=str(tmp_path / "bin"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "missionkit: git: permission denied\n"


def loose(root: Path, name: str) -> Path:
    """Return the file of an object, ready to be written."""
    id_ = git(root, "rev-parse", name).strip()
    path = root / ".git/objects" / id_[:2] / id_[2:]
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    return path


@pytest.mark.parametrize("damage", ["garbage", "empty", "cut off", "gone"])
@pytest.mark.parametrize("name", ["HEAD:m.yaml", "HEAD^{tree}", "HEAD:sub"])
def test_a_damaged_object_is_2_and_no_verdict(name: str, damage: str, root: Path) -> None:
    commit(root, {"sub/q.yaml": project("q")})
    put(root, {"m.yaml": mission("m", 2031)})
    path = loose(root, name)
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes({"garbage": b"garbage", "empty": b"", "cut off": data[: len(data) - 20]}[damage])
    done = run_here(root, "diff", "HEAD")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("missionkit: git: ")
    assert done.stderr.endswith("; the repository is damaged: run `git fsck`\n")
    assert done.stderr.count("\n") == 1


def test_a_damaged_pack_is_2_and_no_verdict(root: Path) -> None:
    big = mission("m").encode() + b"# " + os.urandom(300_000).hex().encode() + b"\n"
    commit(root, {"m.yaml": big})
    put(root, {"m.yaml": mission("m", 2031)})
    git(root, "gc", "-q")
    pack = next((root / ".git/objects/pack").glob("*.pack"))
    pack.chmod(stat.S_IRUSR | stat.S_IWUSR)
    data = bytearray(pack.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    pack.write_bytes(data)
    done = run_here(root, "diff", "HEAD")
    assert (done.returncode, done.stdout) == (2, "")
    assert "run `git fsck`" in done.stderr


def test_a_worktree_whose_repository_is_gone(root: Path, tmp_path: Path) -> None:
    put(tmp_path, {"lost/.git": "gitdir: /nowhere/at/all\n", "lost/m.yaml": mission("m")})
    done = run_here(tmp_path / "lost", "diff")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "missionkit: git: not a git repository: /nowhere/at/all\n"


def test_nothing_to_compare(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    commit(root, {"README.md": "nothing\n"})
    done = run_here(root, "diff")
    assert (done.returncode, done.stdout) == (2, "")
    assert "0 documents checked: no .yaml or .yml file below ." in done.stderr
