"""`diff --list-checks`, `--explain` and `--history` as commands: forms, languages, unknown names, exit codes."""

import json
from pathlib import Path

import pytest
import yaml
from diff_repositories import CONFIG, commit, mission, new_repository, put
from small_registers import run_here

from missionkit.diff.change import codes

CODE = "mission-horizon-extended"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository in which a mission's deadline is moved; that is breaking."""
    made = new_repository(tmp_path / "repository")
    commit(made, {"missionkit.yaml": CONFIG, "m.yaml": mission("m")})
    put(made, {"m.yaml": mission("m", 2035)})
    return made


def fingerprint(root: Path) -> str:
    found = json.loads(run_here(root, "diff", "--format", "json").stdout)["changes"]
    return str(next(c["fingerprint"] for c in found if c["code"] == CODE))


def test_the_lines_that_explain_prints_accept_the_change(root: Path) -> None:
    assert run_here(root, "diff").returncode == 1
    done = run_here(root, "diff", "--explain", fingerprint(root), "--lang", "nb")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Legg den til i listen i `.missionkit/accepted.yaml`:" in done.stdout
    lines = done.stdout[done.stdout.index("accepted:") :]
    assert yaml.safe_load(lines)["accepted"][0] == {
        "fingerprint": fingerprint(root),
        "code": CODE,
        "entity": "mission:m",
        "reason": "…",
        "by": "…",
    }
    put(root, {".missionkit/accepted.yaml": lines.replace("reason: …", "reason: Decided.").replace("by: …", "by: Us")})
    done = run_here(root, "diff")
    assert done.returncode == 0
    assert "accepted: Decided. (Us)" in done.stdout
    assert "accepted:\n" not in run_here(root, "diff", "--explain", fingerprint(root)).stdout


def test_a_change_in_full_as_json(root: Path) -> None:
    done = run_here(root, "diff", "--explain", fingerprint(root), "--format", "json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["code"], told["causes"], bool(told["why"])) == (0, CODE, [], True)
    assert run_here(root, "diff", "--explain", fingerprint(root), "--format", "html").returncode == 2


def test_a_code_needs_no_repository(tmp_path: Path) -> None:
    for form in ("text", "json", "markdown"):
        done = run_here(tmp_path, "diff", "--explain", CODE, "--format", form, "--lang", "nn")
        assert (done.returncode, done.stderr) == (0, "")
        assert "Fristen for oppdraget" in done.stdout
    for form in ("text", "json", "markdown"):
        done = run_here(tmp_path, "diff", "--list-checks", "--format", form)
        assert [name for name in codes() if name not in done.stdout] == []
    run_here(tmp_path, "diff", "--list-checks", "--format", "json", "-o", "codes.json")
    assert len(json.loads((tmp_path / "codes.json").read_text(encoding="utf-8"))) == len(codes())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ("--explain", "target-weakend"),
            "no code or change is called 'target-weakend'; did you mean 'target-weakened'",
        ),
        (("--explain", CODE, "--format", "jsn"), "no format is called 'jsn'; did you mean 'json'"),
        (("--list-checks", "--format", "github"), "no format is called 'github'"),
        (("--list-checks", "--lang", "de"), "no language is called 'de'"),
        (("--explain", "0123456789ab"), "no change is called '0123456789ab'"),
        (("--history", "--format", "html"), "no format is called 'html'"),
    ],
)
def test_unknown_names_are_2(words: tuple[str, ...], says: str, root: Path) -> None:
    done = run_here(root, "diff", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_history_of_a_repository(root: Path) -> None:
    commit(root, {}, "later")
    told = run_here(root, "diff", "--history", "HEAD~1", "--format", "markdown", "--lang", "nb")
    assert told.returncode == 0, told.stderr
    assert "Fristen for oppdraget flyttes fra 2030 til 2035" in told.stdout
    assert "23. november 2026" in told.stdout
    data = json.loads(run_here(root, "diff", "--history", "HEAD~1", "--format", "json").stdout)
    assert [c["code"] for c in data["versions"][-1]["changes"]][:1] == [CODE]
