"""Users' templates: they replace a block, a section or the page, run in a sandbox, and their mistakes have a line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from brief.making import FULL, SPARSE, TODAY
from missionkit.cli import guarded
from missionkit.cli.app import run as run_here

Brief = Callable[..., tuple[int, str, str]]
Template = Callable[..., Path]


@pytest.fixture
def brief(capsys: pytest.CaptureFixture[str]) -> Brief:
    """Run the command in this process: exit code, output and errors."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        asked = ["brief", *map(str, arguments), "--date", TODAY.isoformat()]
        code = guarded(lambda: run_here(asked))
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def template(tmp_path: Path) -> Template:
    """Write templates of a user, given as name and text, and return their folder."""

    def files(**texts: str) -> Path:
        folder = tmp_path / "templates"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / name.replace("__", ".").replace("_", "-").replace("-j2", ".j2")).write_text(
                text, encoding="utf-8"
            )
        return folder

    return files


MISSION = ("raskere-i-ny-jobb", "--register", FULL)


def test_template_replaces_a_block(brief: Brief, template: Template) -> None:
    folder = template(callout__md_j2="!! {{ block.title }}\n")
    code, out, _ = brief(*MISSION, "--template", folder)
    assert (code, "\n!! Unntatt\n" in out) == (0, True)
    assert "> **Unntatt**" not in out


def test_template_replaces_one_section(brief: Brief, template: Template) -> None:
    folder = template(section_money__html_j2='<section id="money"><h2>{{ section.title }}: se vedlegg</h2></section>\n')
    out = brief(*MISSION, "--format", "html", "--template", folder)[1]
    assert '<section id="money"><h2>Økonomi: se vedlegg</h2></section>' in out
    assert '<section id="risks"' in out
    assert "Budsjettlinjer" not in out


def test_template_replaces_the_page(brief: Brief, template: Template) -> None:
    folder = template(
        page__md_j2="{{ brief.title | line }}: {% for s in brief.sections %}{{ s.title }}. {% endfor %}\n"
    )
    out = brief("rent-hav", "--register", SPARSE, "--kind", "summary", "--template", folder)[1]
    assert out == "Rent hav: Kort fortalt. Mål. De fem kriteriene.\n"


def test_template_extends_ours_and_changes_one_block(brief: Brief, template: Template) -> None:
    text = '{% extends "missionkit/page.html.j2" %}{% block footer %}<footer><p>Fylket</p></footer>{% endblock %}\n'
    out = brief(*MISSION, "--format", "html", "--template", template(page__html_j2=text))[1]
    assert "<footer><p>Fylket</p></footer>" in out
    assert "Laget med missionkit" not in out
    assert "<h1>Raskere i ny jobb</h1>" in out


def test_template_may_draw_the_shapes_of_a_figure_itself(brief: Brief, template: Template) -> None:
    shapes = '{% for s in block.shapes %}<{{ s.name }} x="{{ (s.attributes | list)[0][1] }}"/>{% endfor %}'
    out = brief(*MISSION, "--format", "html", "--template", template(figure__html_j2=f"<svg>{shapes}</svg>\n"))[1]
    assert '<svg><rect x="140"/><text x="300"/>' in out
    out = brief(*MISSION, "--format", "html", "--template", template(figure__html_j2="{{ block.shapes | drawing }}"))[1]
    assert '<rect x="140" y="10" width="320"' in out


def test_template_of_the_page_makes_the_index_too(brief: Brief, template: Template, tmp_path: Path) -> None:
    text = '{% extends "missionkit/page.html.j2" %}{% block footer %}<footer><p>Fylket</p></footer>{% endblock %}\n'
    folder = template(page__html_j2=text)
    target = tmp_path / "out"
    assert brief("--all", "--register", SPARSE, "--format", "html", "--template", folder, "-o", target)[0] == 0
    assert all("<p>Fylket</p>" in p.read_text(encoding="utf-8") for p in target.iterdir())
    assert len(list(target.iterdir())) == 4


def test_values_are_escaped_in_templates_of_users(brief: Brief, template: Template, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("kind: mission\nid: m\ntitle: '<b>{{ 7*7 }}</b> | @x #1'\n", encoding="utf-8")
    page = template(
        page__html_j2="{{ brief.title[0].text }}|{{ brief.title[0].text | upper }}\n",
        page__md_j2="{{ brief.title[0].text }}\n",
    )
    out = brief("m", "--register", tmp_path, "--format", "html", "--template", page)[1]
    assert out == "&lt;b&gt;{{ 7*7 }}&lt;/b&gt; | @x #1|&lt;B&gt;{{ 7*7 }}&lt;/B&gt; | @X #1\n"
    out = brief("m", "--register", tmp_path, "--template", page)[1]
    assert out == "\\<b\\>\\{\\{ 7\\*7 \\}\\}\\</b\\> \\| @\u200bx \\#\u200b1\n"


BROKEN = {
    "syntax": ("{{ brief.title | line }}\n{% if %}\n", 2, "Expected an expression"),
    "unclosed": ("{% for s in brief.sections %}\n", 1, "endfor"),
    "unknown-name": ("\n\n{{ nobody }}\n", 3, "'nobody' is undefined"),
    "unknown-field": ("{{ brief.nothing }}\n", 1, "nothing"),
    "unknown-filter": ("\n{{ brief.id | shout }}\n", 2, "shout"),
    "division": ("\n{{ 1 / 0 }}\n", 2, "division by zero"),
    "types": ("{{ brief.id + 1 }}\n", 1, "can only concatenate"),
    "key": ('\n{{ brief.labels["nei"] }}\n', 2, "nei"),
    "class": ("{{ ().__class__.__bases__ }}\n", 1, "unsafe"),
    "class-by-filter": ('\n{{ ()|attr("__class__") }}\n', 2, "unsafe"),
    "globals": ("{{ render_section.__globals__ }}\n", 1, "unsafe"),
    "format": ('{{ "{0.__class__}".format(brief) }}\n', 1, "unsafe"),
    "append": ("{% set x = [] %}\n{{ x.append(1) }}\n", 2, "unsafe"),
    "update": ("{{ brief.labels.update(a=1) }}\n", 1, "unsafe"),
    "range": ("{% for x in range(99999999) %}{% endfor %}\n", 1, "Range too big"),
    "include": ('{% include "../../secret.j2" %}\n', None, "no such template"),
    "absolute": ('{% include "/etc/passwd" %}\n', None, "no such template"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_mistake_or_trick_in_a_template_is_2_with_file_and_line(name: str, brief: Brief, template: Template) -> None:
    text, line, said = BROKEN[name]
    folder = template(page__md_j2=text)
    code, out, err = brief(*MISSION, "--template", folder)
    assert (code, out) == (2, "")
    assert err.startswith("missionkit: template ")
    assert said in err
    if line:
        assert f"{folder / 'page.md.j2'}, line {line}: " in err


def test_mistake_in_an_inner_template_names_that_one(brief: Brief, template: Template) -> None:
    folder = template(callout__md_j2="\n\n{{ block.nothing }}\n")
    code, _, err = brief(*MISSION, "--template", folder)
    assert (code, f"{folder / 'callout.md.j2'}, line 3: " in err) == (2, True)


def test_template_that_calls_itself_is_2(brief: Brief, template: Template) -> None:
    code, _, err = brief(*MISSION, "--template", template(page__md_j2='{% include "page.md.j2" %}\n'))
    assert (code, "template" in err) == (2, True)


def test_template_that_is_no_text_is_2(brief: Brief, template: Template) -> None:
    folder = template()
    (folder / "page.md.j2").write_bytes(b"\xff\xfe\x00")
    code, _, err = brief(*MISSION, "--template", folder)
    assert (code, err.startswith("missionkit: template ")) == (2, True)


def test_template_folder_without_templates_is_2(brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("x")
    code, _, err = brief(*MISSION, "--template", tmp_path)
    assert (code, "it has no template; see --eject for their names" in err) == (2, True)


def test_template_folder_that_is_a_file_is_2(brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "page.md.j2").write_text("x")
    code, _, err = brief(*MISSION, "--template", tmp_path / "page.md.j2")
    assert (code, "not a folder" in err) == (2, True)


@pytest.mark.parametrize("form", ["html", "md"])
def test_ejected_templates_give_the_same_bytes(form: str, brief: Brief, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    code, _, err = brief("--eject", folder, "--format", form)
    assert (code, err.count("wrote ")) == (0, len(list(folder.iterdir())))
    for asked in (MISSION, ("jobbmatch", "--register", FULL), ("raskere-portefoljen", "--register", FULL)):
        mine = brief(*asked, "--format", form, "--template", folder)[1]
        assert mine == brief(*asked, "--format", form)[1]
    page = folder / f"page.{form}.j2"
    page.write_text(page.read_text(encoding="utf-8") + "Endret\n", encoding="utf-8")
    assert brief(*MISSION, "--format", form, "--template", folder)[1].endswith("Endret\n")


def test_eject_overwrites_nothing(brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "page.md.j2").write_text("mitt", encoding="utf-8")
    code, _, err = brief("--eject", tmp_path, "--format", "md")
    assert (code, "the file is there already" in err) == (2, True)
    assert (tmp_path / "page.md.j2").read_text(encoding="utf-8") == "mitt"
    assert [p.name for p in tmp_path.iterdir()] == ["page.md.j2"]
    assert brief("--eject", tmp_path, "--format", "json")[0] == 2


def test_show_context_is_what_templates_get(brief: Brief) -> None:
    code, out, _ = brief(*MISSION, "--show-context")
    assert (code, out) == (0, brief(*MISSION, "--format", "json")[1])
    context = json.loads(out)
    assert context["title"] == [{"text": "Raskere i ny jobb", "language": "", "style": "", "url": ""}]
    assert {b["block"] for s in context["sections"] for b in s["blocks"]} == {
        *("paragraph", "heading", "bullets", "facts", "table", "callout", "quotation", "figure"),
    }
