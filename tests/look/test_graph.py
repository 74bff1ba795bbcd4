"""`missionkit graph`: the layers as a value, and every format read by the program it is made for."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import Run
from npm_packages import tool, unpacked
from playwright.sync_api import Browser, Page

from missionkit.graph import Graph, make_graph
from missionkit.output.graph import GRAPHS
from missionkit.output.safe import safe
from missionkit.register import load_register
from missionkit.source.tree import Folder, OneText
from missionkit.start.document import quoted

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
SVG = "{http://www.w3.org/2000/svg}"
MERMAID, VIZ = "11.17.2", "3.31.0"

LABELS = (
    'a "quoted" <b>name</b> & #quot; #35;',
    "back\\slash \\N \\l end",
    "1. first [x](y) {z} (r)",
    "- list * star _under_ ~tilde~ `code`",
    "end; subgraph x --> y %% comment",
    "%%{init: {'theme': 'dark'}}%%",
    "style a fill:#f00; classDef b fill:#fff;",
    "<script>alert(1)</script>]]>",
    'click a "javascript:alert(1)"',
    "$$x^2$$ :::x @{ shape: rect }",
    "two\nrows\tand emoji 👩‍👩‍👧 ÆØÅ",
    "\x1b[31mred\u202e\ufffe\x00 ##[error]",
    "Samfunnsutfordringsfinansieringsordningsforvaltningsorganisasjon",
)


def hostile() -> str:
    """A register with a difficult name on everything."""
    told = [quoted(label) for label in LABELS]
    rows = ["kind: mission", "id: m", f"title: {told[0]}", f"challenges: [{{id: c, title: {told[1]}}}]"]
    rows += ["pathways:", *(f"- {{id: w{n}, title: {label}}}" for n, label in enumerate(told))]
    rows += ["targets:", *(f"- {{id: t{n}, text: {label}}}" for n, label in enumerate(told))]
    for n, label in enumerate(told):
        rows += ["---", "kind: project", f"id: p{n}", f"title: {label}", "missions: [m]", f"pathway: w{n}"]
        rows += [f"contributes_to: [{{target: t{n}}}]"]
    return "\n".join(rows) + "\n"


def graph_of(example: str) -> Graph:
    if example == "hostile":
        return make_graph(load_register(OneText("a.yaml", hostile().encode())))
    return make_graph(load_register(Folder(EXAMPLES / example)))


ALL = ("dementia", "livshendelser", "eu-adaptation", "hostile")


def shown_of(graph: Graph, language: str = "nb") -> list[str]:
    """The words of all things without spaces, as they should be seen."""
    told = (safe(" ".join(node.label.pick(language, node.own)[0].split())) for node in graph.nodes)
    return sorted(bare(words.replace("\ufffe", "\\ufffe")) for words in told)


def bare(words: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]", "", words)


def test_the_layers_of_a_mission() -> None:
    register = load_register(OneText("a.yaml", b"""
kind: mission
id: m-1
title: M
challenges: [{id: c, title: C}]
pathways: [{id: one, title: One}, {id: two, title: Two}]
targets: [{id: t, text: T}, {id: u, text: U}]
---
{kind: mission, id: other, title: O, targets: [{id: t, text: T2}]}
---
{kind: portfolio, id: p, title: P, mission: m-1, projects: [in-both]}
---
{kind: portfolio, id: q, title: Q, mission: other}
---
{kind: project, id: in-both, title: B, missions: [m-1], pathway: one, contributes_to: [{target: t}]}
---
{kind: project, id: alone, title: A, missions: [m-1], contributes_to: [{target: other/t}]}
---
{kind: project, id: theirs, title: D, missions: [other]}
"""))  # fmt: skip
    one = make_graph(register, "m-1")
    assert {layer: [node.key for node in nodes] for layer, nodes in one.layers().items()} == {
        "challenge": ["challenge__m_1__c"],
        "mission": ["mission__m_1"],
        "pathway": ["pathway__m_1__one", "pathway__m_1__two", "portfolio__p"],
        "project": ["project__alone", "project__in_both"],
        "target": ["target__m_1__t", "target__m_1__u"],
    }
    assert one.edges == (
        ("challenge__m_1__c", "mission__m_1"),
        ("mission__m_1", "pathway__m_1__one"),
        ("mission__m_1", "pathway__m_1__two"),
        ("mission__m_1", "portfolio__p"),
        ("mission__m_1", "project__alone"),
        ("pathway__m_1__one", "project__in_both"),
        ("portfolio__p", "project__in_both"),
        ("project__in_both", "target__m_1__t"),
    )
    both = make_graph(register)
    assert ("portfolio__q", "project__theirs") in both.edges
    assert ("project__alone", "target__other__t") in both.edges
    assert len({node.key for node in both.nodes}) == len(both.nodes)


@pytest.mark.parametrize("form", GRAPHS)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_formats(form: str, language: str, here: Run, golden: Callable[[str, str], None]) -> None:
    done = here("graph", "dementia", "--register", "examples/dementia", "--format", form, "--lang", language, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    golden(f"graph/dementia.{language}.{form}", done.stdout)


def test_the_file_tells_the_format(run: Run, tmp_path: Path) -> None:
    starts = {"a.svg": "<svg ", "a.dot": "digraph", "a.gv": "digraph", "a.mmd": "flowchart", "a.md": "flowchart"}
    for name, start in starts.items():
        done = run("graph", "dementia", "--register", "examples/dementia", "-o", tmp_path / name, cwd=ROOT)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", f"wrote {tmp_path / name}\n")
        assert (tmp_path / name).read_text("utf-8").startswith(start)


WRONG = {
    "mission": (("demntia", "--register", "examples/dementia"), "no mission is called 'demntia'; did you mean"),
    "format": (
        ("--format", "sgv", "--register", "examples/dementia"),
        "no format is called 'sgv'; choose from mermaid, dot, svg",
    ),
    "several registers": ((), "--register: '.' cannot be used; there are several registers here"),
    "language": (("--lang", "no", "--register", "examples/dementia"), "no language is called 'no'"),
    "folder": (("-o", "nowhere/a.svg", "--register", "examples/dementia"), "nowhere/a.svg: no such file"),
    "nothing": (("--register", ".hooks"), "0 documents checked"),
}


@pytest.mark.parametrize(("arguments", "says"), WRONG.values(), ids=WRONG)
def test_wrong_usage_is_2(arguments: tuple[str, ...], says: str, here: Run) -> None:
    done = here("graph", *arguments, cwd=EXAMPLES if not arguments else ROOT)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"missionkit: {says}")


def test_a_mission_is_found_among_several_registers(run: Run) -> None:
    done = run("graph", "dementia", cwd=EXAMPLES)
    assert done.returncode == 0
    assert "mission__dementia" in done.stdout


def test_a_register_without_missions_has_an_empty_drawing(here: Run, write: Callable[..., Path]) -> None:
    root = write(missionkit="language: en\n", a="kind: actor\nid: a\nname: A\n")
    for form in GRAPHS:
        assert here("graph", "--format", form, cwd=root).returncode == 0


@pytest.fixture(scope="module")
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page with the real Mermaid in it."""
    script = unpacked(request.config, "mermaid", MERMAID) / "dist/mermaid.min.js"
    context = browser.new_context(viewport={"width": 1500, "height": 900})
    opened = context.new_page()
    opened.set_content("<!doctype html><body></body>")
    opened.add_script_tag(path=script)
    opened.evaluate("mermaid.initialize({startOnLoad: false, maxEdges: 2000, maxTextSize: 500000})")
    yield opened
    context.close()


RENDER = """async text => {
    await mermaid.parse(text);
    const {svg} = await mermaid.render('drawn', text);
    document.body.innerHTML = svg;
    const seen = selector => [...document.querySelectorAll(selector)].map(one => one.textContent);
    return {nodes: seen('g.node'), groups: seen('g.cluster-label').length,
            edges: document.querySelectorAll('path.flowchart-link').length,
            title: seen('svg > title'), scripts: document.body.querySelectorAll('script, a').length};
}"""


@pytest.mark.parametrize("example", ALL)
def test_mermaid_draws_it(example: str, page: Page) -> None:
    graph = graph_of(example)
    drawn: dict[str, Any] = page.evaluate(RENDER, GRAPHS["mermaid"](graph, "nb"))
    assert sorted(map(bare, drawn["nodes"])) == shown_of(graph)
    assert drawn["edges"] == len(graph.edges)
    assert drawn["groups"] == len(graph.layers())
    assert drawn["title"] == ["Lagene i registeret"]
    assert drawn["scripts"] == 0


GRAPHVIZ = """
const {instance} = require(process.argv[1]);
let text = "";
process.stdin.on("data", part => text += part).on("end", async () => {
    const read = (await instance()).renderFormats(text, ["json", "svg"]);
    process.stdout.write(JSON.stringify(read));
});
"""


@pytest.mark.parametrize("example", ALL)
def test_graphviz_reads_it(example: str, request: pytest.FixtureRequest) -> None:
    package = unpacked(request.config, "@viz-js/viz", VIZ)
    (program,) = (p for p in (package / "dist").iterdir() if p.suffix == ".cjs")
    node, graph = tool("node"), graph_of(example)
    assert node
    text = GRAPHS["dot"](graph, "nb")
    done = subprocess.run([node, "-e", GRAPHVIZ, str(program)], input=text, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    assert read["status"] == "success"
    assert not [told for told in read["errors"] if "non-ASCII character" not in told["message"]]
    drawn = json.loads(read["output"]["json"])
    nodes = [one for one in drawn["objects"] if "nodes" not in one]
    assert sorted(one["name"] for one in nodes) == sorted(node.key for node in graph.nodes)
    assert len(drawn.get("edges", ())) == len(graph.edges)
    drawing = ElementTree.fromstring(read["output"]["svg"])
    things = [one for one in drawing.iter(f"{SVG}g") if one.get("class") == "node"]
    assert sorted(bare("".join(row.text or "" for row in one.iter(f"{SVG}text"))) for one in things) == shown_of(graph)


@pytest.mark.parametrize("example", ALL)
def test_the_drawing_is_svg_that_is_read_aloud(example: str) -> None:
    text = GRAPHS["svg"](graph_of(example), "nb")
    root = ElementTree.fromstring(text)
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    told = {one.get("id"): one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert list(told) == str(root.get("aria-labelledby")).split()
    assert all(told.values())
    assert {one.tag.removeprefix(SVG) for one in root} <= {"title", "desc", "rect", "text", "path"}


BOXES = """() => {
    const boxes = [...document.querySelectorAll('rect[rx]')].map(one => one.getBBox());
    const texts = [...document.querySelectorAll('text')].map(one => [one.textContent, one.getBBox()]);
    const svg = document.documentElement.viewBox.baseVal;
    const right = a => a.x + a.width, foot = a => a.y + a.height;
    const inside = (a, b) => a.x >= b.x && a.y >= b.y && right(a) <= right(b) && foot(a) <= foot(b);
    const apart = (a, b) => right(a) <= b.x || right(b) <= a.x || foot(a) <= b.y || foot(b) <= a.y;
    return {
        loose: texts.filter(([_, t]) => !boxes.some(b => inside(t, b))).map(([words]) => words),
        outside: boxes.filter(b => !inside(b, svg)).length,
        over: boxes.filter((b, n) => boxes.some((c, m) => m > n && !apart(b, c))).length,
    };
}"""  # fmt: skip


@pytest.mark.parametrize("example", ALL)
def test_no_words_leave_their_box(example: str, browser: Browser, tmp_path: Path) -> None:
    graph = graph_of(example)
    (tmp_path / "a.svg").write_text(GRAPHS["svg"](graph, "nb"), encoding="utf-8")
    context = browser.new_context()
    opened = context.new_page()
    opened.goto((tmp_path / "a.svg").as_uri())
    measured = opened.evaluate(BOXES)
    context.close()
    assert len(measured["loose"]) == len(graph.layers())
    assert (measured["outside"], measured["over"]) == (0, 0)
