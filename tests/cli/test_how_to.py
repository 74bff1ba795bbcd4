"""The how-to pages are true: their commands run as they stand, and their YAML can be used."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from prepared_places import prepare, typed
from small_registers import run_here

from missionkit.brief.make import section_ids

FOLDER = Path(__file__).parents[2] / "docs" / "how-to"
PAGES = sorted(page.stem for page in FOLDER.glob("*.md"))
FOUND = {
    "missionkit validate --format text --format junit=findings.xml",
    "missionkit validate --format concise --format json=findings.json --statistics",
    "missionkit diff main",
    "missionkit diff origin/main HEAD --format markdown -o comment.md",
}
"""What leaves with 1, as the missions have errors and a deadline slips; all others leave with 0."""
HOME = {"accepted": ".missionkit/accepted.yaml"}
"""Where a block of YAML belongs by its first key; the others belong to `missionkit.yaml`, waivers to a document."""


def blocks(page: str, language: str) -> list[str]:
    text = (FOLDER / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(tmp_path_factory.mktemp("how-to")) / "register"


@pytest.mark.parametrize("page", PAGES)
def test_commands_run_in_the_order_of_the_page(page: str, register: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    shutil.copytree(register, here)
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    assert lines
    for line in lines:
        done = typed(line, here)
        assert done.returncode == (1 if line in FOUND else 0), (line, done.stderr.decode())


@pytest.mark.parametrize(("page", "block"), [(page, block) for page in PAGES for block in blocks(page, "yaml")])
def test_yaml_can_be_used(page: str, block: str, register: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    shutil.copytree(register, here)
    key = next(iter(yaml.safe_load(block)))
    place = here / ("missions/air.yaml" if key == "waivers" else HOME.get(key, "missionkit.yaml"))
    place.parent.mkdir(exist_ok=True)
    before = place.read_text(encoding="utf-8") if key == "waivers" else ""
    place.write_text(f"{before}{block}", encoding="utf-8")
    assert run_here(here, "diff", "main").returncode == 1
    checked = run_here(here, "validate", "--select", "schema")
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout


def test_the_author_is_told_every_section() -> None:
    text = (FOLDER / "author.md").read_text(encoding="utf-8")
    told = re.search(r"in the order you want: (.*?)\.\n", text, re.DOTALL)
    assert told
    assert tuple(re.findall(r"`([a-z-]+)`", told[1])) == section_ids("mission")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_a_page(page: str) -> None:
    assert len((FOLDER / f"{page}.md").read_text(encoding="utf-8").split()) <= 450
