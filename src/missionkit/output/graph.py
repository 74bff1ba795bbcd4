"""The layers of missions as Mermaid, DOT (Graphviz) and SVG."""

import re
import textwrap
from collections.abc import Callable

from missionkit.brief.blocks import Figure, Shape, Table
from missionkit.brief.figures.diamond import QUOTED
from missionkit.brief.figures.draw import (
    BLUE,
    INK,
    LINE,
    PALE_AMBER,
    PALE_BLUE,
    PALE_GREEN,
    PALE_GREY,
    PAPER,
    box,
    paragraph,
    shape,
    words,
    wrap,
)
from missionkit.graph import Graph, Node
from missionkit.language.catalog import say
from missionkit.output.brief import environment
from missionkit.output.safe import safe

_FILLS = {
    "challenge": PALE_GREY,
    "mission": PALE_BLUE,
    "pathway": PAPER,
    "portfolio": PAPER,
    "project": PALE_GREEN,
    "target": PALE_AMBER,
}
_COLUMN, _BETWEEN, _EDGE = 230, 70, 16
"""Width of a column of boxes, the room between two, and the margin, in pixels."""
_SIZE, _MOST_ROWS = 13, 5
_HEAD = 44
_SCREEN = 1000
"""Up to this height the columns are centred; in a higher drawing the first screen should show all layers."""


_NO_CHARACTER = re.compile("[\ufffe\uffff]")
"""What XML cannot hold."""


def _label(node: Node, language: str) -> str:
    """Return the words of a node in one row of visible characters."""
    words_ = safe(" ".join(node.label.pick(language, node.own)[0].split()))
    return _NO_CHARACTER.sub(lambda match: f"\\u{ord(match[0]):04x}", words_)


def _title(graph: Graph, language: str) -> str:
    return say("graph-title", language, name=graph.name or say("graph-register", language))


_MERMAID = QUOTED | str.maketrans({":": "#58;", "*": "#42;", "_": "#95;", "~": "#126;"})
_MARKUP = re.compile(r"^(?:\d+(?=[.)])|[-+])|\$(?=\$)")
"""What Mermaid would take for the beginning of a list or of a formula."""


def mermaid(graph: Graph, language: str) -> str:
    """Return a Mermaid flowchart, each layer a group."""
    lines = ["flowchart LR", f"  accTitle: {_title(graph, language)}", f"  accDescr: {say('graph-about', language)}"]
    for layer, nodes in graph.layers().items():
        lines.append(f'  subgraph {layer}s["{say(f"graph-{layer}", language)}"]')
        lines += [f'    {node.key}["{_mermaid_label(_label(node, language))}"]:::{node.kind}' for node in nodes]
        lines.append("  end")
    lines += [f"  {start} --> {end}" for start, end in graph.edges]
    used = dict.fromkeys(node.kind for node in graph.nodes)
    lines += [f"  classDef {kind} fill:{_FILLS[kind]},stroke:{LINE},color:{INK}" for kind in used]
    if graph.nodes:
        lines.append(f"  classDef layer fill:transparent,stroke:{LINE}")
        lines.append(f"  class {','.join(f'{layer}s' for layer in graph.layers())} layer")
    return "\n".join(lines) + "\n"


def _mermaid_label(label: str) -> str:
    return _MARKUP.sub(lambda match: f"{match[0]}\u200b", label).translate(_MERMAID)


def dot(graph: Graph, language: str) -> str:
    """Return a graph in the DOT language of Graphviz, each layer a rank."""
    lines = ["digraph missions {", f"  graph [rankdir=LR, ranksep=1, label={_dot_text(_title(graph, language))}];"]
    lines.append(f'  node [shape=box, style="rounded,filled", fontname="Helvetica", color="{LINE}"];')
    lines.append(f'  edge [color="{LINE}", arrowsize=0.6];')
    for nodes in graph.layers().values():
        lines.append("  subgraph {")
        lines.append("    rank=same;")
        lines += [f"    {node.key} [label={_dot_text(_label(node, language))}, {_fill(node)}];" for node in nodes]
        lines.append("  }")
    lines += [f"  {start} -> {end};" for start, end in graph.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _fill(node: Node) -> str:
    return f'fillcolor="{_FILLS[node.kind]}"'


def _dot_text(text: str) -> str:
    """Return words as a quoted string of DOT, where `&` begins an entity and a backslash a command."""
    rows = textwrap.wrap(text, 34, break_on_hyphens=False) or [""]
    escaped = (row.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for row in rows)
    return '"' + "\\n".join(escaped) + '"'


def svg(graph: Graph, language: str) -> str:
    """Return a drawing with a column for each layer; its title and description are read aloud."""
    columns = {layer: _sorted(nodes, graph) for layer, nodes in graph.layers().items()}
    rows = {node.key: wrap(_label(node, language), _COLUMN - 20, _SIZE, language, _MOST_ROWS) for node in graph.nodes}
    tall = {layer: sum(_height(rows[node.key]) + 10 for node in nodes) for layer, nodes in columns.items()}
    highest = max(tall.values(), default=0)
    shapes: list[Shape] = []
    places: dict[str, _Place] = {}
    for number, (layer, nodes) in enumerate(columns.items()):
        x = _EDGE + number * (_COLUMN + _BETWEEN)
        y = _HEAD + ((highest - tall[layer]) / 2 if highest <= _SCREEN else 0)
        shapes.append(words(say(f"graph-{layer}", language), x, 26, 13, BLUE, weight="700"))
        for node in nodes:
            height = _height(rows[node.key])
            places[node.key] = (x, y + height / 2)
            shapes.append(box(x, y, _COLUMN, height, _FILLS[node.kind], LINE))
            shapes += paragraph(rows[node.key], x + 10, y + 20, _SIZE)
            y += height + 10
    draw = _curves if highest <= _SCREEN else _elbows
    lines = draw([(places[start], places[end]) for start, end in graph.edges])
    wide = max(1, len(columns)) * (_COLUMN + _BETWEEN) - _BETWEEN + 2 * _EDGE
    return _drawn(graph, language, wide, int(_HEAD + highest + _EDGE), [*lines, *shapes])


def _height(rows: list[str]) -> float:
    return 16 + 17 * len(rows)


def _sorted(nodes: list[Node], graph: Graph) -> list[Node]:
    """Return the things of a layer, those of the same origin beside each other."""
    order = {node.key: number for number, node in enumerate(graph.nodes)}
    first: dict[str, int] = {}
    for start, end in graph.edges:
        first[end] = min(first.get(end, len(order)), order[start])
    return sorted(nodes, key=lambda node: (first.get(node.key, len(order)), order[node.key]))


_Place = tuple[float, float]
"""Left side and middle of a box."""


def _curves(edges: list[tuple[_Place, _Place]]) -> list[Shape]:
    """Return lines from the right side of boxes to the left side of others."""
    return [_stroke(f"{_from(start)} {_bend(start, end)} H{end[0]:.1f}") for start, end in edges]


def _bend(start: _Place, end: _Place) -> str:
    x, middle = start[0] + _COLUMN, start[0] + _COLUMN + _BETWEEN / 2
    return f"C{middle:.1f},{start[1]:.1f} {middle:.1f},{end[1]:.1f} {x + _BETWEEN:.1f},{end[1]:.1f}"


def _elbows(edges: list[tuple[_Place, _Place]]) -> list[Shape]:
    """Return lines with right angles; those of one box share an upright, so that many look like one."""
    lines = []
    for x in dict.fromkeys(start[0] for start, _ in edges):
        between = [edge for edge in edges if edge[0][0] == x]
        starts, ends = (list(dict.fromkeys(edge[side] for edge in between)) for side in (0, 1))
        side, hubs = (0, starts) if len(starts) <= len(ends) else (1, ends)
        for edge in between:
            upright = x + _COLUMN + _BETWEEN * (0.25 + 0.5 * (hubs.index(edge[side]) % 9) / 9)
            lines.append(_stroke(f"{_from(edge[0])} H{upright:.1f} V{edge[1][1]:.1f} H{edge[1][0]:.1f}"))
    return lines


def _from(start: _Place) -> str:
    return f"M{start[0] + _COLUMN:.1f},{start[1]:.1f}"


def _stroke(path: str) -> Shape:
    return shape("path", d=path, fill="none", stroke=LINE, stroke_width=1.2)


def _drawn(graph: Graph, language: str, width: int, height: int, shapes: list[Shape]) -> str:
    about = say("graph-about", language)
    table = Table("", (), ())
    figure = Figure("graph", _title(graph, language), about, width, height, tuple(shapes), table)
    return environment("html", None).get_template("drawing.html.j2").render(block=figure)


GRAPHS: dict[str, Callable[[Graph, str], str]] = {"mermaid": mermaid, "dot": dot, "svg": svg}
"""How `missionkit graph` can write."""
