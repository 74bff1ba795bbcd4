"""`missionkit new`: one document with a free id, known references, at its place, nothing overwritten."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run
from new_documents import HOSTILE, KINDS, errors, read
from terminal import answered

MISSION = "kind: mission\nid: {id}\ntitle: {id}\nstatus: idea\n"
REGISTER = {
    "missionkit": "language: nb\nexclude: [drafts/]\n",
    "missions__luft": MISSION.format(id="luft"),
    "missions__vann": MISSION.format(id="vann"),
    "portfolios__luften": "kind: portfolio\nid: luften\ntitle: Luften\nmission: luft\nprojects: [sykkel]\n",
    "portfolios__alle": "kind: portfolio\nid: alle\ntitle: Alle\nmission: vann\n",
    "tiltak__sykkel": "kind: project\nid: sykkel\ntitle: Sykkel\nmissions: [luft]\n",
    "tiltak__buss": "kind: project\nid: buss\ntitle: Buss\nmissions: [luft]\n",
    "annet__tog": "kind: project\nid: tog\ntitle: Tog\nmissions: [luft]\n",
}


@pytest.fixture
def root(write: Callable[..., Path]) -> Path:
    return write(**REGISTER)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_new_document_gives_no_error(kind: str, language: str, here: Run, root: Path) -> None:
    before = errors(root)
    done = here("new", kind, "ny", "--lang", language, cwd=root)
    assert done.returncode == 0, done.stderr
    folder = {"project": "tiltak"}.get(kind, f"{kind}s")
    assert done.stderr == f"wrote {folder}/ny.yaml\n"
    assert f"{folder}/ny.yaml" in done.stdout
    assert read(root).entry(kind, "ny")
    assert errors(root) == before


@pytest.mark.parametrize("title", HOSTILE)
def test_the_title_reads_back(title: str, here: Run, root: Path) -> None:
    assert here("new", "project", "ny", "--title", title, cwd=root).returncode == 0
    assert read(root).projects["ny"].title.plain == title.strip()


def test_the_id_is_made_from_the_title_and_is_free(run: Run, root: Path) -> None:
    for expected in ("sykkel-2", "sykkel-3"):
        done = run("new", "project", "--title", "Sykkel", "--mission", "luft", cwd=root)
        assert done.stderr == f"wrote tiltak/{expected}.yaml\n"
    assert read(root).projects["sykkel-3"].missions == ("luft",)


def test_a_project_goes_into_a_portfolio_and_its_mission(run: Run, root: Path) -> None:
    done = run("new", "project", "ny", "--portfolio", "luften", "--lang", "en", cwd=root / "missions")
    assert done.stderr == f"wrote {root / 'tiltak/ny.yaml'}\n"
    assert done.stdout.endswith(f"below `projects` in {root / 'portfolios/luften.yaml'} to put the project into the "
                                "portfolio:\n\n  - ny\n")  # fmt: skip
    assert read(root).projects["ny"].missions == ("luft",)
    done = run("new", "project", "ny-2", "--portfolio", "alle", "--lang", "en", cwd=root)
    assert done.stdout == "Open tiltak/ny-2.yaml and fill it in.\n"


def test_the_only_mission_is_taken(run: Run, write: Callable[..., Path]) -> None:
    root = write(missionkit="language: nb\n", luft=MISSION.format(id="luft"))
    assert run("new", "portfolio", "p", cwd=root).returncode == 0
    assert read(root).portfolios["p"].mission == "luft"


def test_a_file_is_named(run: Run, root: Path) -> None:
    done = run("new", "source", "kilde", "-o", "tekster/kilde.yml", cwd=root)
    assert done.stderr == "wrote tekster/kilde.yml\n"
    assert read(root).sources


def test_editors_find_the_schemas_where_the_register_keeps_them(run: Run, tmp_path: Path) -> None:
    assert run("init", "r", "--yes", cwd=tmp_path).returncode == 0
    for name, up in (("a.yaml", ""), ("x/y/b.yaml", "../../")):
        made = run("new", "actor", name[-6], "-o", f"r/{name}", "--register", "r", cwd=tmp_path)
        assert made.returncode == 0, made.stderr
        first = (tmp_path / "r" / name).read_text("utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema={up}.missionkit/schemas/actor.schema.json"
        assert (tmp_path / "r" / name).parent.joinpath(first.partition("=")[2]).is_file()


WRONG = {
    "kind": (("projekt",), "no kind of document is called 'projekt'; did you mean 'project'?"),
    "taken": (("project", "sykkel"), "'sykkel' cannot be used; a document in tiltak/sykkel.yaml has that id; "
                                     "'sykkel-2' is free"),
    "form": (("project", "Ny Buss"), "an id has small letters a-z, digits and single hyphens, such as 'ny-buss'"),
    "form and taken": (("project", "Buss!"), "such as 'buss-2'"),
    "no letters": (("project", "日本"), "such as 'cleaner-air'"),
    "too long": (("project", "a" * 101), "small letters a-z"),
    "no id": (("project",), "write an id, or a --title to make one from"),
    "title without letters": (("project", "--title", "日本"), "write an id"),
    "empty title": (("project", "x", "--title", ""), "write a name"),
    "mission": (("project", "x", "--mission", "lft"), "no mission is called 'lft'; did you mean 'luft'?"),
    "portfolio": (("project", "x", "--portfolio", "lufta"), "no portfolio is called 'lufta'; did you mean 'luften'"),
    "two missions": (("project", "x", "--portfolio", "luften", "--mission", "vann"), "it belongs to the mission luft"),
    "mission of an actor": (("actor", "x", "--mission", "luft"), "only a portfolio and a project belong to a mission"),
    "portfolio of a source": (("source", "x", "--portfolio", "luften"), "only a project belongs to a portfolio"),
    "file is there": (("source", "x", "-o", "tiltak/buss.yaml"), "the file is there already"),
    "outside": (("source", "x", "-o", "../x.yaml"), "the file must lie in the register"),
    "excluded": (("source", "x", "-o", "drafts/x.yaml"), "the register would not read it"),
    "dot-folder": (("source", "x", "-o", ".x/x.yaml"), "the register would not read it"),
    "ending": (("source", "x", "-o", "x.txt"), "the register would not read it"),
    "settings": (("source", "x", "-o", "a/missionkit.yaml"), "the register would not read it"),
    "language": (("source", "x", "--lang", "no"), "no language is called 'no'"),
    "register": (("source", "x", "--register", "nowhere"), "nowhere: no such file"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "says"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_made_is_said(arguments: tuple[str, ...], says: str, here: Run, root: Path) -> None:
    before = sorted(root.rglob("*"))
    done = here("new", *arguments, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert sorted(root.rglob("*")) == before


def test_the_place_by_kind_is_not_overwritten(run: Run, root: Path) -> None:
    (root / "tiltak/x.yaml").write_text("kind: actor\nid: y\nname: Y\n")
    done = run("new", "project", "x", cwd=root)
    assert done.returncode == 2
    assert "the file is there already" in done.stderr
    assert run("new", "project", "tog-2", cwd=root).returncode == 0


def test_no_register_and_several_are_said(run: Run, tmp_path: Path, write: Callable[..., Path]) -> None:
    (tmp_path / "empty").mkdir()
    done = run("new", "actor", "a", cwd=tmp_path / "empty")
    assert (done.returncode, "there is no register; `missionkit init` makes one" in done.stderr) == (2, True)
    write("two/a", missionkit="language: nb\n")
    write("two/b", missionkit="language: nb\n")
    done = run("new", "actor", "a", cwd=tmp_path / "two")
    assert (done.returncode, "name one of a, b" in done.stderr) == (2, True)


def test_an_id_in_a_document_with_faults_is_taken(run: Run, root: Path) -> None:
    (root / "feil.yaml").write_text("kind: project\nid: feil\ntitle: [x]\nukjent: 1\n")
    done = run("new", "project", "feil", cwd=root)
    assert (done.returncode, "'feil-2' is free" in done.stderr) == (2, True)


def test_questions_at_a_terminal(root: Path) -> None:
    code, shown = answered(["new", "project"], ["Ny båt", "Sykkel", "ny-baat", "2"], root)
    assert code == 0, shown
    assert "[Enter for ny-bat]" in shown
    assert "   1 alle  Alle\n   2 luften  Luften\n" in shown
    assert "such as 'sykkel-2'" in shown
    made = read(root).projects["ny-baat"]
    assert (made.title.plain, made.missions) == ("Ny båt", ("luft",))
    code, shown = answered(["new", "portfolio", "p", "--title", "P"], ["lufft", "luft"], root)
    assert code == 0, shown
    assert "no mission is called 'lufft'; did you mean 'luft'?" in shown
    assert read(root).portfolios["p"].mission == "luft"
