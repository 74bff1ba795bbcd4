"""`missionkit init`: a register that is valid at once, and a folder with something in it that stays as it is."""

import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml
from conftest import Run
from new_documents import HOSTILE, KINDS, errors, read
from terminal import answered

from missionkit.schema import schema_text
from missionkit.start.register import FOLDERS

STEP = {
    "nb": "Neste steg: Legg inn minst én utfordring",
    "nn": "Neste steg: Legg inn minst éi utfordring",
    "en": "Next step: Add at least one challenge",
}
NAMED = ("--name", "Færre fall hjemme", "--ci", "none")


def files(root: Path) -> dict[str, str]:
    return {p.relative_to(root).as_posix(): p.read_text("utf-8") for p in sorted(root.rglob("*")) if p.is_file()}


@pytest.mark.parametrize(("language", "says"), [("nb", "Neste steg:"), ("nn", "Neste steg:"), ("en", "Next steps:")])
def test_a_register_is_valid_at_once_and_assess_says_what_to_do(
    language: str, says: str, run: Run, here: Run, tmp_path: Path
) -> None:
    made = run("init", "r", *NAMED, "--language", language, "--sectors", "arbeid,naring", cwd=tmp_path)
    assert made.returncode == 0
    assert made.stdout.startswith(f"{says}\n\n  cd r\n  missionkit validate ")
    wrote = made.stderr.splitlines()
    assert sorted(wrote) == sorted(f"wrote r/{name}" for name in files(tmp_path / "r"))
    checked = here("validate", "r", "--date", "2026-11-23", cwd=tmp_path)
    assert checked.returncode == 0
    assert "missing-statement" in checked.stdout
    overview = here("assess", "r", "--date", "2026-11-23", cwd=tmp_path)
    assert overview.returncode == 0
    assert STEP[language] in overview.stdout
    assert "\n  r/missions/faerre-fall-hjemme.yaml:" in overview.stdout
    assessed = here("assess", "r", "--mission", "faerre-fall-hjemme", "--date", "2026-11-23", cwd=tmp_path)
    assert assessed.returncode == 0
    assert "[missing-statement]" in assessed.stdout
    assert "`statement`" in assessed.stdout


def test_every_kind_has_its_folder_and_editors_find_the_schemas(run: Run, tmp_path: Path) -> None:
    assert run("init", *NAMED, cwd=tmp_path).returncode == 0
    made = files(tmp_path)
    for name, text in made.items():
        if name.endswith(".yaml"):
            schema = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
            assert (tmp_path / name).parent.joinpath(schema).resolve().is_relative_to(tmp_path)
            kind = yaml.safe_load(text).get("kind", "missionkit")
            named = (tmp_path / name).parent.joinpath(schema)
            assert named.read_text("utf-8") == schema_text(kind)
    for kind in KINDS:
        assert len(list((tmp_path / FOLDERS[kind]).iterdir())) == 1
    for schema, patterns in json.loads(made[".vscode/settings.json"])["yaml.schemas"].items():
        assert (tmp_path / schema).is_file()
        assert all(list(tmp_path.glob(p)) for p in patterns if p.endswith(".yaml"))
    assert run("validate", "--format", "json", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("service", ["github", "gitlab", None])
def test_the_ci_file_stands_at_the_root_of_the_repository_and_runs(
    service: str | None, run: Run, tmp_path: Path
) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    asked = ("--ci", service) if service else ()
    made = run("init", "our docs/my register", "--name", "N", *asked, cwd=tmp_path)
    assert made.returncode == 0
    path = ".gitlab-ci.yml" if service == "gitlab" else ".github/workflows/missionkit.yml"
    data = yaml.safe_load((tmp_path / path).read_text("utf-8"))
    commands = data["missionkit"]["script"] if service == "gitlab" else [s.get("run", "") for s in _steps(data)]
    assert commands[-2].startswith("pip install missionkit==")
    words = shlex.split(commands[-1])
    assert words[0] == "missionkit"
    assert run(*words[1:], cwd=tmp_path).returncode == 0


def _steps(data: dict[str, dict[str, dict[str, list[dict[str, str]]]]]) -> list[dict[str, str]]:
    return data["jobs"]["validate"]["steps"]


@pytest.mark.parametrize("title", [*HOSTILE, "日本"])
def test_any_name_is_kept(title: str, here: Run, tmp_path: Path) -> None:
    made = here("init", "r", "--name", title, "--ci", "none", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert errors(tmp_path / "r") == []
    (mission,) = read(tmp_path / "r").missions.values()
    assert mission.title.plain == title.strip()


def test_the_name_of_the_settings_is_no_file_of_a_document(run: Run, tmp_path: Path) -> None:
    assert run("init", "--name", "Missionkit", "--ci", "none", cwd=tmp_path).returncode == 0
    assert list(read(tmp_path).missions) == ["missionkit"]


def test_without_a_name_the_folder_gives_it(run: Run, tmp_path: Path) -> None:
    assert run("init", "renere-luft_i-byen", "--yes", cwd=tmp_path).returncode == 0
    (mission,) = read(tmp_path / "renere-luft_i-byen").missions.values()
    assert (mission.id, mission.title.plain) == ("renere-luft-i-byen", "Renere luft i byen")


def test_other_files_stay_and_that_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/settings.json").write_text("{}\n")
    (tmp_path / ".gitattributes").write_text("* text\n")
    (tmp_path / "README.md").write_text("# Ours\n")
    made = run("init", *NAMED, "--language", "en", cwd=tmp_path)
    assert made.returncode == 0
    assert "kept .vscode/settings.json, which was there before" in made.stderr
    assert files(tmp_path)[".vscode/settings.json"] == "{}\n"
    assert files(tmp_path)[".gitattributes"] == "* text\n"


HELD = {
    "a document": ("r/a.yaml", "it holds documents already, such as a.yaml; name an empty folder"),
    "a document below": ("r/b/c.yml", "it holds documents already, such as b/c.yml; name an empty folder"),
    "a register": ("r/missionkit.yaml", "it is a register already; `missionkit new` adds documents to it"),
    "in a register": ("missionkit.yaml", "`missionkit new` adds documents to it"),
    "a file": ("r", "it is no folder; name one that is empty or new"),
}


@pytest.mark.parametrize(("name", "says"), HELD.values(), ids=HELD)
def test_a_folder_with_something_in_it_is_refused(name: str, says: str, here: Run, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("language: nb\n")
    before = files(tmp_path)
    done = here("init", "r", *NAMED, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("missionkit: FOLDER: 'r' cannot be used; ")
    assert done.stderr.rstrip().endswith(says)
    assert files(tmp_path) == before


def test_a_document_that_git_ignores_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("/missions/\n")
    (tmp_path / "README").write_text("x")
    (tmp_path / "missions").mkdir()
    (tmp_path / "missions/faerre-fall-hjemme.yaml").write_text("kept")
    done = run("init", *NAMED, cwd=tmp_path)
    assert done.returncode == 2
    assert "is there already; name an empty folder" in done.stderr
    assert (tmp_path / "missions/faerre-fall-hjemme.yaml").read_text() == "kept"


def test_what_cannot_be_written_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    """A file stands where a folder should be: the files written before it go again."""
    (tmp_path / "actors").write_text("no folder")
    done = run("init", *NAMED, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("missionkit: actors/")
    assert files(tmp_path) == {"actors": "no folder"}
    assert [p.name for p in tmp_path.iterdir()] == ["actors"]


WRONG = {
    "life event": (("--life-event", "alvorlig-syk-barn"), "no life event is called 'alvorlig-syk-barn'; did you mean"),
    "sector": (("--sectors", "arbeid,narring"), "no sector is called 'narring'; did you mean 'naring'"),
    "other list": (("--sectors", "cofog:77"), "no sector is called 'cofog:77'; did you mean 'cofog:07'"),
    "language": (("--language", "no"), "no language is called 'no'; choose from nb, nn, en"),
    "output language": (("--lang", "no"), "no language is called 'no'; choose from nb, nn, en"),
    "service": (("--ci", "githb"), "no CI service is called 'githb'; did you mean 'github'"),
    "empty name": (("--name", " "), "--name: ' ' cannot be used; write a name"),
}


@pytest.mark.parametrize(("arguments", "says"), WRONG.values(), ids=WRONG)
def test_wrong_options_write_nothing(arguments: tuple[str, ...], says: str, here: Run, tmp_path: Path) -> None:
    done = here("init", "r", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"missionkit: {says}")
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    from terminal import COMMAND

    done = subprocess.run([COMMAND, "init", "--name", b"\xff"], cwd=tmp_path, capture_output=True, env=os.environ)
    assert done.returncode == 2
    assert b"it is not UTF-8" in done.stderr


def test_questions_at_a_terminal(tmp_path: Path) -> None:
    answers = ("nn", "Reinare luft", "ny-i-noreg", "4", "arbeid, 10, helse-og-omsorg", "none")
    code, shown = answered(["init", "r"], answers, tmp_path)
    assert code == 0, shown
    assert "Kva heiter oppdraget? [Enter for R]" in shown
    assert "no life event is called 'ny-i-noreg'; did you mean 'ny-i-norge'?" in shown
    (mission,) = read(tmp_path / "r").missions.values()
    assert (mission.id, mission.life_event) == ("reinare-luft", "ny-i-norge")
    assert mission.sectors == ("arbeid", "samfunnssikkerhet-og-beredskap", "helse-og-omsorg")
    assert read(tmp_path / "r").settings.config.language == "nn"
    assert not (tmp_path / "r/.github").exists()


def test_enter_takes_what_is_offered_and_yes_asks_nothing(tmp_path: Path) -> None:
    code, shown = answered(["init", "luft"], [""] * 5, tmp_path)
    assert code == 0, shown
    assert (tmp_path / "luft/.github/workflows/missionkit.yml").is_file()
    code, shown = answered(["init", "vann", "--yes"], [], tmp_path)
    assert code == 0
    assert "?" not in shown
    assert set(files(tmp_path / "luft")) ^ set(files(tmp_path / "vann")) == {
        "missions/luft.yaml",
        "missions/vann.yaml",
        "portfolios/luft-portefolje.yaml",
        "portfolios/vann-portefolje.yaml",
    }
    assert errors(tmp_path / "luft") == []


def test_no_answer_writes_nothing(tmp_path: Path) -> None:
    code, shown = answered(["init", "r"], ["nb", "\x04"], tmp_path)
    assert code == 2
    assert "missionkit: no answer; give the answers as options" in shown
    assert not (tmp_path / "r").exists()
