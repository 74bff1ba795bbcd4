"""Names of files and folders made to be taken for options, commands or escapes: as arguments, and in all output."""

import os
import re
from pathlib import Path

import pytest
from diff_repositories import CONFIG, actor, commit, git, mission, new_repository, put
from ended import no_crash
from small_registers import run_here

from missionkit.cli.commands.root import app
from missionkit.output.formats import FORMATS

NAMES = {
    "line break": "a\n::error::b",
    "tab": "a\tb",
    "option": "-n",
    "help": "--help",
    "option with a value": "--output=x",
    "command": "::error::",
    "older command": "##[stop-commands]x",
    "percent": "%0A::error::x",
    "direction": "a\u202elmay",
    "escape": "a\x1b[31m\x1b]0;x\x07",
    "C1": "a\x9b31m",
    "emoji": "👩🏽\u200d💻",
    "longest": "x" * 250,
    "no UTF-8": os.fsdecode(b"\xff\xfe"),
    "colon": "a:b",
    "number sign": "#a",
    "star": "*",
    "question": "[a]?",
    "space": " a b ",
    "dollar": "$(touch x)`touch x`",
    "quotes": "'\"",
    "backslash": "a\\nb",
    "comma": "a,b=c;d",
    "magic": ":(top)a",
    "revision": "HEAD~1",
    "range": "a..b",
    "markup": "[b]<script>|`a`",
    "mark": "\ufeffa",
}
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
BAD = "kind: portfolio\nid: p\ntitle: T\nowner: nobody\nnaem: x\n"


@pytest.fixture(params=list(NAMES.values()), ids=list(NAMES))
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A register with a file and a folder of a hostile name, the folder named like a document, in git."""
    root, name = new_repository(tmp_path / "root"), request.param
    put(root, {"missionkit.yaml": CONFIG, "m.yaml": mission("m"), "digdir.yaml": actor()})
    try:
        put(root, {f"{name}.yaml": BAD, f"{name[:240]} .yaml/in.yaml": actor("in")})
    except OSError:
        pytest.skip("the file system does not take the name")
    commit(root, {})
    put(root, {f"{name}.yaml": BAD.replace("naem: x\n", ""), f"{name[:240]} .yaml/in.yaml": actor("in", "Other")})
    return root


def file_in(root: Path) -> str:
    return next(
        p.name for p in root.iterdir() if p.is_file() and p.name not in ("missionkit.yaml", "m.yaml", "digdir.yaml")
    )


def folder_in(root: Path) -> str:
    return next(p.name for p in root.iterdir() if p.is_dir() and p.name != ".git")


def harmless(text: str) -> None:
    """Nothing in a text is obeyed by a terminal or by the runner of a CI job."""
    assert HARMFUL.findall(text) == []
    assert [line for line in text.splitlines() if line.lstrip().startswith("::")] == []
    assert "##[" not in text
    text.encode()


def test_all_output_is_harmless(root: Path) -> None:
    before = sorted(p.name for p in root.iterdir())
    for form in FORMATS:
        done = no_crash(run_here(root, "validate", "--format", form))
        assert (done.returncode, done.stderr) == (1, "")
        if form != "github":
            harmless(done.stdout)
    for line in ("assess", "coverage", "list actors", "list actors --format csv", "graph", "diff HEAD", "brief m"):
        done = no_crash(run_here(root, *line.split()))
        assert done.returncode in (0, 1)
        harmless(done.stdout + done.stderr)
    assert sorted(p.name for p in root.iterdir()) == before


def test_an_argument_is_the_file_of_that_name(root: Path) -> None:
    file, folder = file_in(root), folder_in(root)
    for words in (("validate", "--format", "json", "--", file), ("validate", "--format", "json", f"./{file}")):
        done = no_crash(run_here(root, *words))
        assert (done.returncode, done.stdout.count('"rule": "unknown-reference"')) == (1, 1)
    assert no_crash(run_here(root, "validate", f"./{folder}", "--format", "concise")).returncode in (0, 1)
    for line in (["HEAD", "--", file], ["HEAD", f"./{file}"], [f"./{file}", f"./{file}"]):
        assert no_crash(run_here(root, "diff", *line)).returncode in (0, 1)


def test_a_hostile_word_is_told_harmless(root: Path) -> None:
    word = file_in(root).removesuffix(".yaml")
    for command in ("validate", "assess", "list", "graph", "diff", "brief", "explain", "new", "schema"):
        done = no_crash(run_here(root, command, word))
        assert done.returncode in (0, 1, 2)
        harmless(done.stderr)


def test_a_file_of_a_hostile_name_is_written(root: Path, tmp_path: Path) -> None:
    name = file_in(root)
    done = no_crash(run_here(root, "graph", "-o", f"../{name}"))
    assert (done.returncode, (tmp_path / name).is_file()) == (0, True)
    harmless(done.stderr)


COMMANDS = [c.name or getattr(c.callback, "__name__", "") for c in app.registered_commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_is_told_harmless(command: str, tmp_path: Path) -> None:
    done = no_crash(run_here(tmp_path, command, "--x\x1b[31m\n::error::y\u202e"))
    assert (done.returncode, done.stdout) == (2, "")
    harmless(done.stderr)


def test_a_branch_of_a_hostile_name(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    commit(root, {"missionkit.yaml": CONFIG, "m.yaml": mission("m"), "digdir.yaml": actor()})
    for name in ("a\u202eb", "--help", "$(touch-x)", "%0A!--", "-n"):
        git(root, "update-ref", f"refs/heads/{name}", "HEAD")
        done = no_crash(run_here(root, "diff", f"refs/heads/{name}"))
        assert done.returncode == 0
        harmless(done.stdout + done.stderr)
