"""The mission diamond of the seed: challenge, mission, portfolio, projects, experiments, with measures beside."""

from missionkit.brief.blocks import Figure, Line, Shape, Table, line, plain
from missionkit.brief.figures.draw import (
    BLUE,
    INK,
    LINE,
    MUTED,
    PALE_AMBER,
    PALE_BLUE,
    PALE_GREEN,
    PALE_GREY,
    PAPER,
    box,
    paragraph,
    rule,
    shape,
    words,
    wrap,
)
from missionkit.brief.view import View

WIDTH, MIDDLE = 720, 300
_BANDS = (320, 420, 560, 420, 320)
_FILLS = (PALE_GREY, PALE_BLUE, PAPER, PALE_GREEN, PALE_AMBER)
_SIDE, _SIDE_WIDTH = 596, 120
_GAP = 14
_NAMED = 6
"""Up to this many things of a layer are named; more are counted."""


def layers(view: View) -> list[tuple[str, list[Line], int]]:
    """Return (name, things, how many) for each layer, from the challenge down; a layer may be empty."""
    scope, write = view.scope, view.write
    pathways = [write.text(p.title) for p in scope.mission.pathways or scope.portfolios]
    experiments = [write.name(e.title or e.hypothesis) or line(e.id) for e in scope.experiments]
    return [
        (view.say("layer-challenge"), [write.text(c.title) for c in scope.mission.challenges], 0),
        (view.say("layer-mission"), [write.text(scope.mission.title)], 0),
        (view.say("layer-portfolio"), pathways, len(pathways)),
        (view.say("layer-projects"), [write.text(p.title) for p in scope.projects], len(scope.projects)),
        (view.say("layer-experiments"), experiments, len(experiments)),
    ]


def diamond(view: View) -> Figure:
    """Return the diamond; layers with more than six things show how many there are."""
    shapes: list[Shape] = []
    y = 10.0
    made = layers(view)
    for (name, things, count), width, fill in zip(made, _BANDS, _FILLS, strict=True):
        rows = _rows(things, count, width - 36, view)
        height = 30 + 17 * len(rows)
        x = MIDDLE - width / 2
        shapes += [box(x, y, width, height, fill, LINE), words(name, MIDDLE, y + 18, 12, BLUE, "middle", "700")]
        shapes += paragraph(rows, MIDDLE, y + 35, 13, "middle")
        y += height
        if name != made[-1][0]:
            shapes.append(rule(MIDDLE, y, MIDDLE, y + _GAP, MUTED, 1.5))
            points = f"{MIDDLE - 5},{y + _GAP - 6} {MIDDLE + 5},{y + _GAP - 6} {MIDDLE},{y + _GAP}"
            shapes.append(shape("polygon", points=points, fill=MUTED))
            y += _GAP
    shapes += _beside(view, y)
    measures = [view.write.text(m.title) for m in view.scope.measures]
    rows_ = [(line(n), line(str(len(t))), _listed(t, view)) for n, t, _ in made]
    rows_.append((line(view.say("layer-measures")), line(str(len(measures))), _listed(measures, view)))
    columns = (view.say("brief-layer"), view.say("brief-count"), view.say("brief-content"))
    return Figure(
        id="diamond",
        title=view.say("figure-diamond"),
        description=view.say("figure-diamond-about"),
        width=WIDTH,
        height=int(y + 10),
        shapes=tuple(shapes),
        table=Table(view.say("figure-diamond"), columns, tuple(rows_), (1,)),
        mermaid=_mermaid(made),
    )


def _rows(things: list[Line], count: int, width: float, view: View) -> list[str]:
    language = view.write.language
    if not things:
        return [view.say("layer-empty")]
    if len(things) > _NAMED:
        return [view.say("layer-count", count=count)]
    if count <= 1 or len(things) == 1:
        return [row for thing in things for row in wrap(plain(thing), width, 13, language, 4)]
    return [
        f"{'• ' if number == 0 else ''}{row}"
        for thing in things
        for number, row in enumerate(wrap(plain(thing), width - 14, 13, language, 2))
    ]


def _listed(things: list[Line], view: View) -> Line:
    if not things:
        return line(view.say("layer-empty"))
    spans = [span for thing in things for span in (*thing, *line("; "))]
    return tuple(spans[:-1])


def _beside(view: View, height: float) -> list[Shape]:
    """Return the support measures beside the layers: by kind, with how many there are of each."""
    kinds: dict[str, int] = {}
    for measure in view.scope.measures:
        kinds[measure.kind] = kinds.get(measure.kind, 0) + 1
    said = [f"{view.write.code('measure-kind', kind)} ({count})" for kind, count in sorted(kinds.items())]
    rows = wrap(view.say("layer-measures"), _SIDE_WIDTH - 16, 12, view.write.language)
    lines_ = [
        f"{'• ' if said and number == 0 else ''}{row}"
        for words_ in said or [view.say("layer-empty")]
        for number, row in enumerate(wrap(words_, _SIDE_WIDTH - 28, 12, view.write.language))
    ]
    made = [box(_SIDE, 10, _SIDE_WIDTH, height - 10, PAPER, LINE, stroke_dasharray="5 4")]
    made += paragraph(rows, _SIDE + 8, 30, 12, fill=BLUE, weight="700")
    made += paragraph(lines_, _SIDE + 8, 36 + 16 * len(rows) + 8, 12, fill=INK)
    return made


def _mermaid(made: list[tuple[str, list[Line], int]]) -> str:
    """Return the layers as a Mermaid flowchart, with counts where there are many things."""
    rows = ["flowchart TD"]
    for number, (name, things, count) in enumerate(made):
        said = f"{name}: {count}" if len(things) > _NAMED else f"{name}: " + "; ".join(plain(t) for t in things)
        rows.append(f'  l{number}["{said[:200].translate(QUOTED)}"]')
    rows += [f"  l{n} --> l{n + 1}" for n in range(len(made) - 1)]
    return "\n".join(rows)


_BREAKS = "\t\n\v\f\r\x85\u2028\u2029"
QUOTED = str.maketrans({c: f"#{ord(c)};" for c in '"#<>&`[]{}()|\\;@'} | dict.fromkeys(_BREAKS, " "))
"""What a quoted label of Mermaid cannot hold as it is, and how it is written there."""
