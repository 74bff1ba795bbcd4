"""`brief --since`: what has changed since a revision, as a section of every kind of brief, from a real repository."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from brief.conftest import Run, Tab
from brief.making import FULL, LANGUAGES
from brief.test_pages import RULES, is_in_order, violations

BRIEFS = {"raskere-i-ny-jobb": "mission", "raskere-portefoljen": "portfolio", "jobbmatch": "project"}
SINCE = {
    "nb": "Endringer siden v1.0 (1. november 2026)",
    "nn": "Endringar sidan v1.0 (1. november 2026)",
    "en": "Changes since v1.0 (1 November 2026)",
}
DAY = ("--date", "2026-11-23")


def git(root: Path, *arguments: str) -> None:
    who = {f"GIT_{w}_{k}": v for w in ("AUTHOR", "COMMITTER") for k, v in (("NAME", "K"), ("EMAIL", "k@example.org"))}
    when = {f"GIT_{who}_DATE": "2026-11-01T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", "-C", root, *arguments], check=True, capture_output=True, env={**os.environ, **alone, **who, **when}
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full register at v1.0, with a later deadline, a longer project and a weaker target, which is accepted."""
    made = tmp_path_factory.mktemp("repository")
    shutil.copytree(FULL, made, dirs_exist_ok=True)
    git(made, "init", "-q", "-b", "main")
    git(made, "add", ".")
    git(made, "commit", "-q", "-m", "first")
    git(made, "tag", "v1.0")
    edit(made / "missions/raskere-i-ny-jobb.yaml", "deadline: 2032\n", "deadline: 2034\n")
    edit(made / "missions/raskere-i-ny-jobb.yaml", "    value: 13\n", "    value: 15\n")
    edit(made / "projects/jobbmatch.yaml", "end: 2028-06-30\n", "end: 2029-12-31\n")
    return made


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module", autouse=True)
def accepted(root: Path) -> str:
    """The fingerprint of the weaker target, which the register accepts."""
    from brief.making import command, environment

    asked = [*command(), "diff", "v1.0", "--format", "json", *DAY]
    done = subprocess.run(asked, cwd=root, capture_output=True, env=environment(), check=False)
    (found,) = [c for c in json.loads(done.stdout)["changes"] if c["code"] == "target-weakened"]
    entry = {
        "fingerprint": found["fingerprint"],
        "reason": "Etter ny måling.",
        "by": "Styringsgruppen",
        "until": "2027",
    }
    (root / ".missionkit").mkdir()
    (root / ".missionkit/accepted.yaml").write_text(json.dumps({"accepted": [entry]}), encoding="utf-8")
    return str(found["fingerprint"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id_", BRIEFS)
def test_the_section_stands_in_every_kind_of_brief(
    id_: str, language: str, root: Path, here: Run, tab: Tab, tmp_path: Path
) -> None:
    asked = (id_, "--since", "v1.0", "--lang", language, *DAY)
    data = json.loads(here("brief", *asked, "--format", "json", cwd=root).stdout)
    ids = [section["id"] for section in data["sections"]]
    assert ids.count("changes") == 1
    assert ids.index("changes") == (0 if BRIEFS[id_] == "portfolio" else len(ids) - 1)
    section = data["sections"][ids.index("changes")]
    assert section["title"] == SINCE[language]
    assert f"## {SINCE[language]}" in here("brief", *asked, "--format", "md", cwd=root).stdout
    page = tab.show(here("brief", *asked, "--format", "html", cwd=root).stdout, tmp_path)
    assert page.inner_text("#changes h2") == SINCE[language]
    if language == "nb":
        assert violations(page, RULES) == []
    assert is_in_order(page, language) == []
    assert tab.outside == []


def test_what_is_accepted_is_told_as_accepted(root: Path, run: Run) -> None:
    text = run("brief", "raskere-i-ny-jobb", "--since", "v1.0", "--lang", "nb", "--format", "md", *DAY, cwd=root).stdout
    news = text[text.index(f"## {SINCE['nb']}") :]
    assert "**1 godtatt**" in news
    assert "Målet svekkes fra 13 uker til 15 uker" in news
    assert "Godtatt til 2027: Etter ny måling. (Styringsgruppen)" in news
    assert "Senere frist for oppdraget" in news


def test_a_project_tells_its_own_changes_only(root: Path, run: Run) -> None:
    text = run("brief", "jobbmatch", "--since", "v1.0", "--lang", "en", "--format", "md", *DAY, cwd=root).stdout
    news = text[text.index(f"## {SINCE['en']}") :]
    assert "The end date moves from 30 June 2028 to 31 December 2029" in news
    assert "2034" not in news


def test_all_briefs_can_be_written_and_checked(root: Path, run: Run, tmp_path: Path) -> None:
    asked = ("brief", "--all", "--since", "v1.0", "-o", tmp_path / "briefs", "--lang", "nn", *DAY)
    assert run(*asked, cwd=root).returncode == 0
    texts = [p.read_text(encoding="utf-8") for p in sorted((tmp_path / "briefs").glob("*-*"))]
    assert len(texts) > 5
    assert all(SINCE["nn"] in text for text in texts)
    assert run(*asked, "--check", cwd=root).returncode == 0
    assert run(*(one for one in asked if one not in ("--since", "v1.0")), "--check", cwd=root).returncode == 1


def test_nothing_changed_is_said(root: Path, run: Run) -> None:
    done = run("brief", "helse-og-jobb", "--since", "v1.0", "--lang", "nb", "--format", "md", *DAY, cwd=root)
    assert "Ingen endring" in done.stdout[done.stdout.index(SINCE["nb"]) :]


def test_an_unknown_revision_is_2(root: Path, run: Run) -> None:
    assert run("brief", "jobbmatch", "--since", "v9", cwd=root).returncode == 2
