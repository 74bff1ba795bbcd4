"""`missionkit brief` as people run it: what it writes, what it says, and how it leaves."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from brief.conftest import Run
from brief.making import FULL, LIFE_EVENTS, ROOT, SPARSE, TODAY
from missionkit.cli.app import run as run_here

DAY = ("--date", TODAY.isoformat())
Brief = Callable[..., tuple[int, str, str]]


@pytest.fixture
def brief(capsys: pytest.CaptureFixture[str]) -> Brief:
    """Run the command in this process: exit code, output and errors; errors of the job as `main` tells them."""
    from missionkit.cli import guarded

    def call(*arguments: str | Path, day: bool = True) -> tuple[int, str, str]:
        code = guarded(lambda: run_here(["brief", *map(str, arguments), *(DAY if day else ())]))
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A copy of the full register, to be changed."""
    return shutil.copytree(FULL, tmp_path / "register")


def test_process_writes_the_brief_to_standard_output_and_leaves_with_0(run: Run) -> None:
    done = run("brief", "rent-hav", "--register", SPARSE, "--lang", "nn", *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# Rent hav\n\n**Oppdragsomtale** · **idé**\n")


def test_process_tells_of_what_cannot_be_done_and_leaves_with_2(run: Run) -> None:
    done = run("brief", "rent-hv", "--register", SPARSE)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "missionkit: no mission, portfolio or project is called 'rent-hv'; did you mean 'rent-hav'?\n"


def test_brief_is_found_by_id_by_file_and_as_the_only_mission(brief: Brief) -> None:
    by_id = brief("raskere-i-ny-jobb", "--register", FULL)
    by_file = brief(FULL / "missions" / "raskere-i-ny-jobb.yaml")
    by_folder = brief(FULL)
    alone = brief("--register", FULL)
    assert by_id[0] == 0
    assert by_id == by_file == by_folder == alone


def test_register_language_is_used_unless_another_is_asked_for(brief: Brief) -> None:
    assert "**Oppdragsbeskrivelse**" in brief("raskere-i-ny-jobb", "--register", FULL)[1]
    assert "**Mission brief**" in brief("raskere-i-ny-jobb", "--register", FULL, "--lang", "en")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("jobmatch", "--register", FULL), "is called 'jobmatch'; did you mean 'jobbmatch'?"),
        (("jobbmatch", "--register", FULL, "--kind", "projekt"), "is called 'projekt'; did you mean 'project'?"),
        (("jobbmatch", "--register", FULL, "--kind", "mission"), "--kind: 'mission' cannot be used"),
        (("jobbmatch", "--register", FULL, "--format", "htm"), "is called 'htm'; did you mean 'html'?"),
        (("jobbmatch", "--register", FULL, "--lang", "no"), "no language is called 'no'"),
        (("jobbmatch", "--register", FULL, "--sections", "resultats"), "'resultats'; did you mean 'results'?"),
        (("jobbmatch", "--register", FULL, "--sections", "about,"), "no section is called ''"),
        (("raskere-i-ny-jobb", "--register", FULL, "--kind", "summary", "--sections", "gaps"), "is called 'gaps'"),
        (("jobbmatch", "--register", FULL, "-o", "/nowhere/at/all.md"), "/nowhere/at/all.md: no such file"),
        (("jobbmatch", "--register", FULL, "--template", "/nowhere"), "/nowhere: no such file or directory"),
        (("--all", "--register", FULL), "--all: 'no folder' cannot be used; name one with --output FOLDER"),
        (("jobbmatch", "--register", FULL, "--check"), "--check: 'nothing' cannot be used"),
        (("--register", LIFE_EVENTS), "name one of"),
        (("--register", FULL / "lists"), "no mission is there"),
        ((FULL / "nei.yaml",), "no such file or directory"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_next_step(
    arguments: tuple[str | Path, ...], said: str, brief: Brief
) -> None:
    code, out, err = brief(*arguments)
    assert (code, out) == (2, "")
    *before, last = err.splitlines()
    assert said in last
    assert all(line.endswith("; run `missionkit validate`.") for line in before)


def test_bad_day_is_2(brief: Brief) -> None:
    code, _, err = brief("jobbmatch", "--register", FULL, "--date", "23.11.2026", day=False)
    assert (code, "write a day as 2026-11-23" in err) == (2, True)


def test_portfolio_without_mission_is_2_and_no_crash(brief: Brief, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(
        "{kind: portfolio, id: lost, title: Borte, mission: nowhere}\n---\n{kind: portfolio, id: p, title: P}\n"
    )
    code, _, err = brief("lost", "--register", tmp_path)
    assert (code, err) == (2, "missionkit: no brief of portfolio 'lost': mission 'nowhere' is not in this register\n")
    assert brief("p", "--register", tmp_path)[2] == "missionkit: no brief of portfolio 'p': it names no mission\n"


def test_output_file_is_written_and_named(brief: Brief, tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    code, out, err = brief("jobbmatch", "--register", FULL, "--format", "html", "-o", target)
    assert (code, out, err) == (0, "", f"wrote {target}\n")
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>\n")
    assert [p.name for p in tmp_path.iterdir()] == ["brief.html"], "nothing temporary is left"


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_all_writes_every_brief_and_an_index_that_leads_to_them(form: str, brief: Brief, tmp_path: Path) -> None:
    folder = tmp_path / "briefs"
    assert brief("--all", "--register", FULL, "--format", form, "-o", folder)[0] == 0
    names = {p.name for p in folder.iterdir()}
    projects = {
        f"project-{id_}.{form}" for id_ in ("jobbmatch", "laere-mens-du-jobber", "helse-og-jobb", "ringerunden")
    }
    assert names > projects | {f"mission-raskere-i-ny-jobb.{form}", f"portfolio-raskere-portefoljen.{form}"}
    if form == "json":
        assert len(names) == 7
        assert all(json.loads((folder / name).read_text(encoding="utf-8"))["schema_version"] == 1 for name in names)
        return
    index = (folder / f"index.{form}").read_text(encoding="utf-8")
    assert len(names) == 8
    assert all(f'"{name}"' in index or f"(<{name}>)" in index for name in names - {f"index.{form}"})


def test_all_of_several_registers_goes_to_one_folder(brief: Brief, tmp_path: Path) -> None:
    code, _, err = brief(ROOT / "examples", "--all", "-o", tmp_path / "briefs", "--format", "html")
    assert (code, err.count("wrote ")) == (0, len(list((tmp_path / "briefs").iterdir())))
    assert "mission-dementia.html" in (tmp_path / "briefs" / "index.html").read_text(encoding="utf-8")


def test_all_refuses_two_briefs_of_one_name(brief: Brief, tmp_path: Path) -> None:
    for name in ("a", "b"):
        shutil.copytree(SPARSE, tmp_path / name)
    code, _, err = brief(tmp_path, "--all", "-o", tmp_path / "out")
    assert (code, "two registers would write this file" in err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_all_of_a_register_without_briefs_is_2(brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("{kind: actor, id: a, name: A}\n")
    code, _, err = brief("--all", "--register", tmp_path, "-o", tmp_path / "out")
    assert (code, "there is no mission, portfolio or project to write about" in err) == (2, True)


def test_all_says_which_portfolio_it_leaves_out(brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("{kind: mission, id: m, title: M}\n---\n{kind: portfolio, id: p, title: P}\n")
    code, _, err = brief("--all", "--register", tmp_path, "-o", tmp_path / "out")
    assert (code, "skipped: no brief of portfolio 'p': it names no mission\n" in err) == (0, True)


def test_check_tells_what_is_stale_and_writes_nothing(brief: Brief, register: Path, tmp_path: Path) -> None:
    folder = tmp_path / "briefs"
    asked = ("--all", "--register", register, "--format", "md", "-o", folder)
    assert brief(*asked)[0] == 0
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert brief(*asked, "--check") == (0, "", "")
    project = register / "projects" / "andre.yaml"
    project.write_text(
        project.read_text(encoding="utf-8").replace("title: Ringerunden", "title: Ny runde"), encoding="utf-8"
    )
    code, out, err = brief(*asked, "--check")
    assert (code, out) == (1, "")
    assert f"stale: {folder / 'project-ringerunden.md'}\n" in err
    assert f"stale: {folder / 'project-jobbmatch.md'}" not in err
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    (folder / "index.md").unlink()
    assert f"stale: {folder / 'index.md'}" in brief(*asked, "--check")[2]


def test_check_of_one_file(brief: Brief, tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    asked = ("rent-hav", "--register", SPARSE, "-o", target)
    assert brief(*asked, "--check")[::2] == (1, f"stale: {target}\n")
    assert brief(*asked)[0] == 0
    assert brief(*asked, "--check")[::2] == (0, "")
    assert brief(*asked, "--check", "--lang", "en")[0] == 1


def test_sections_come_in_the_order_asked_for_and_once(brief: Brief) -> None:
    text = brief("raskere-i-ny-jobb", "--register", FULL, "--sections", "risks, targets,risks")[1]
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## Risiko og avhengigheter", "## Mål"]


@pytest.mark.parametrize("kind", ["mission", "summary", "portfolio"])
def test_a_mission_has_three_kinds_of_briefs(kind: str, brief: Brief) -> None:
    code, out, _ = brief("raskere-i-ny-jobb", "--register", FULL, "--kind", kind, "--format", "json")
    assert (code, json.loads(out)["kind"]) == (0, kind)


def test_register_can_choose_language_and_sections(brief: Brief, register: Path) -> None:
    config = register / "missionkit.yaml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("brief: {language: nb}", "brief: {language: nn, sections: [money]}")
    )
    text = brief("raskere-i-ny-jobb", "--register", register)[1]
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## Økonomi"]
    assert "Pengar etter år" in text
    config.write_text(config.read_text(encoding="utf-8").replace("[money]", "[mony]"))
    assert brief("raskere-i-ny-jobb", "--register", register)[2].endswith(
        "no section is called 'mony'; did you mean 'money'?\n"
    )


TEXTS = """
{kind: mission, id: m, title: {nb: Oppdraget, nn: Oppdraget}, owner: d, statement: A text in English., language: en,
 targets: [{id: a, text: Et mål, unit: '%', value: 1}, {id: b, text: {nb: Et mål til, en: Another target}}]}
---
{kind: actor, id: d, name: Direktoratet, language: nb}
---
{kind: project, id: p, title: {nn: Eit prosjekt}, missions: [m]}
"""


def test_texts_that_readers_may_not_know_are_counted_in_one_line(brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(TEXTS, encoding="utf-8")
    asked = ("m", "--register", tmp_path, "--lang")
    assert brief(*asked, "en")[2] == "2 texts have no English version and are shown in Norwegian.\n"
    assert brief(*asked, "nb")[2] == "2 tekster finnes ikke på norsk og vises på engelsk.\n"
    assert brief("p", *asked[1:], "nn")[2] == "", "bokmål in nynorsk is no lack"
    everything = ("--all", "--register", tmp_path, "--lang", "en", "-o", tmp_path / "briefs")
    code, _, err = brief(*everything)
    assert (code, err.splitlines()[0]) == (0, "2 texts have no English version and are shown in Norwegian.")
    assert brief(*everything, "--check") == (0, "", "")


def test_mermaid_only_if_asked_for(brief: Brief) -> None:
    assert "```mermaid" not in brief("raskere-i-ny-jobb", "--register", FULL)[1]
    assert "```mermaid\nflowchart TD\n" in brief("raskere-i-ny-jobb", "--register", FULL, "--mermaid")[1]


def test_register_with_faults_still_has_a_brief_that_tells_of_them(brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text('kind: mission\nid: m\ntitle: M\ndeadline: i morgen\n"<b>": 1\n')
    code, out, _ = brief("m", "--register", tmp_path, "--lang", "nb")
    assert code == 0
    assert "### Må på plass" in out
    assert "i morgen" in out.split("## Hva mangler")[1]
