"""The tutorials are followed to the letter: their commands are run, their files edited, their outputs compared."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from conftest import COMMAND
from test_readme import shown

DOCS = Path(__file__).parents[2] / "docs"
STEP = re.compile(r"```console\n(?P<commands>.*?)```\n|```yaml\n# (?P<file>[\w./-]+)\n(?P<lines>.*?)```\n", re.DOTALL)
DATED = re.compile(r"missionkit (validate|assess|brief|diff)\b")
REVISION = re.compile(r"(?<=main \()[0-9a-f]{7}(?=\))")
GIT = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Kari"), ("EMAIL", "kari@example.org"))
}


class Reader:
    """Somebody at a terminal and an editor, on one day."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
        clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
        own = {"PATH": path, "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}
        self.environment = {**clean, **GIT, **own}

    def types(self, command: str) -> str:
        """Run a command as it stands, only the day is added; return what the terminal shows."""
        if command.startswith("cd "):
            self.folder = self.folder / command.removeprefix("cd ")
            return ""
        dated = f"{command} --date 2026-11-23" if DATED.match(command) else command
        done = subprocess.run(
            ("sh", "-c", dated),
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        output = done.stdout.decode()
        assert done.returncode == 0, (command, output)
        return REVISION.sub("1a2b3c4", output)

    def writes(self, file: str, lines: str) -> None:
        """Put lines into a file, each field in the place of the field that is there."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        for field in re.split(r"(?m)^(?=[a-z_]+:)", lines) if not lines.startswith(" ") else [lines]:
            if field:
                text = self._replaced(text, field)
        path.write_text(text, encoding="utf-8")

    @staticmethod
    def _replaced(text: str, field: str) -> str:
        key = re.match(r" *[a-z_]+:", field)
        assert key, field
        below = "" if field.startswith(" ") else r"(#?  .*\n)*"
        made, count = re.subn(rf"(?m)^#?{key[0]}.*\n{below}", lambda _: field, text)
        assert count == 1, (field, text)
        return made


def followed(text: str, reader: Reader) -> str:
    """The tutorial with the outputs that its commands give when it is followed."""

    def step(match: re.Match[str]) -> str:
        if match["file"]:
            reader.writes(match["file"], match["lines"])
            return match[0]
        made = ""
        for part in re.split(r"(?m)^(?=\$ )", match["commands"]):
            command, _, output = part.partition("\n")
            if command:
                made += f"{command}\n{shown(reader.types(command.removeprefix('$ ')), output)}"
        return f"```console\n{made}```\n"

    return STEP.sub(step, text)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_who_follows_the_tutorial_sees_what_it_shows(
    language: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    page = DOCS / f"tutorial.{language}.md"
    reader = Reader(tmp_path)
    made = followed(page.read_text(encoding="utf-8"), reader)
    if request.config.getoption("--update-golden"):
        page.write_text(made, encoding="utf-8", newline="\n")
    assert made == page.read_text(encoding="utf-8")
    brief = (reader.folder / "brief.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}"' in brief
    assert "412" in brief


def test_every_block_of_the_tutorials_is_followed() -> None:
    for language in ("en", "nb"):
        text = (DOCS / f"tutorial.{language}.md").read_text(encoding="utf-8")
        assert len(STEP.findall(text)) == text.count("```") / 2
        assert text.count("```console") >= 8
