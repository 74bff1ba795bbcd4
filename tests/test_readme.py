"""README and manual say what the program does: their commands are run, their outputs compared."""

import re
import shlex
from pathlib import Path

import pytest
from conftest import Run

from missionkit.output.manual import manual
from missionkit.rules.table import rules

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CONSOLE = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```\n", re.DOTALL)


def shown(output: str, like: str) -> str:
    """The output cut as the README cuts it: a line `…` stands for lines left out."""
    head, cut, tail = like.partition("\n…\n")
    if not cut:
        return output
    lines = output.rstrip("\n").split("\n")
    first, last = head.count("\n") + 1, tail.rstrip("\n").count("\n") + 1
    return "\n".join([*lines[:first], "…", *lines[-last:]]) + "\n"


def test_readme_shows_real_output(run: Run, request: pytest.FixtureRequest) -> None:
    text = README.read_text(encoding="utf-8")

    def again(match: re.Match[str]) -> str:
        done = run(*shlex.split(match["command"])[1:], cwd=ROOT)
        assert done.returncode in (0, 1), done.stderr
        return f"```console\n$ {match['command']}\n{shown(done.stdout, match['output'])}```\n"

    made = CONSOLE.sub(again, text)
    if request.config.getoption("--update-golden"):
        README.write_text(made, encoding="utf-8")
    assert made == README.read_text(encoding="utf-8")


def test_readme_names_the_two_commands() -> None:
    commands = re.findall(r"```sh\n(.*?)\n```", README.read_text(encoding="utf-8"))
    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert commands[1] in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_mission_in_the_readme_is_valid(run: Run) -> None:
    text = README.read_text(encoding="utf-8")
    example = next(e for e in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if e.startswith("kind: mission"))
    assert example.count("\n") <= 16
    done = run("validate", "-", "--select", "schema", stdin=example.encode())
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_manual_is_made_from_the_texts(language: str, request: pytest.FixtureRequest) -> None:
    path, text = ROOT / "docs" / f"rules.{language}.md", manual(rules(), language)
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_files_that_documents_link_to_are_there() -> None:
    for document in (README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), target
