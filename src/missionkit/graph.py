"""The layers of missions as a graph: challenges, missions, pathways and portfolios, projects, targets."""

from collections.abc import Iterator
from dataclasses import dataclass

from missionkit.model import Portfolio, Project
from missionkit.register import Register
from missionkit.scope import Scope, scopes
from missionkit.values import Text

LAYERS = ("challenge", "mission", "pathway", "project", "target")
"""The layers from the top; a portfolio stands beside the pathways."""


@dataclass(frozen=True)
class Node:
    """One thing in a layer; `own` is the language of a plain label."""

    key: str
    kind: str
    label: Text
    own: str

    @property
    def layer(self) -> str:
        """The layer that the thing stands in."""
        return "pathway" if self.kind == "portfolio" else self.kind


@dataclass(frozen=True)
class Graph:
    """Things and what belongs together; `name` is the id of the one mission, empty for a whole register."""

    name: str
    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]

    def layers(self) -> dict[str, list[Node]]:
        """Return the things of each layer that has any, in order."""
        found = {layer: [node for node in self.nodes if node.layer == layer] for layer in LAYERS}
        return {layer: nodes for layer, nodes in found.items() if nodes}


def make_graph(register: Register, mission: str = "") -> Graph:
    """Return the layers of one mission, of all missions where none is named; raises KeyError for an unknown one."""
    chosen = [scopes(register)[mission]] if mission else [scope for _, scope in sorted(scopes(register).items())]
    nodes = {node.key: node for scope in chosen for node in _nodes(scope)}
    edges = dict.fromkeys(edge for scope in chosen for edge in _edges(scope))
    return Graph(mission, tuple(nodes.values()), tuple(e for e in edges if e[0] in nodes and e[1] in nodes))


def _key(kind: str, *ids: str) -> str:
    """Return a name that all formats take; two `_` stand between ids, which have single hyphens only."""
    return "__".join((kind, *(id_.replace("-", "_") for id_ in ids)))


def _nodes(scope: Scope) -> Iterator[Node]:
    mission, register = scope.mission, scope.register
    own = mission.language or register.settings.language
    for challenge in mission.challenges:
        yield Node(_key("challenge", mission.id, challenge.id), "challenge", challenge.title, own)
    yield Node(_key("mission", mission.id), "mission", mission.title, own)
    for path in mission.pathways:
        yield Node(_key("pathway", mission.id, path.id), "pathway", path.title, own)
    documents: tuple[Portfolio | Project, ...] = (*scope.portfolios, *scope.projects)
    for one in documents:
        kind = "portfolio" if isinstance(one, Portfolio) else "project"
        yield Node(_key(kind, one.id), kind, one.title, one.language or register.settings.language)
    for target in mission.targets:
        yield Node(_key("target", mission.id, target.id), "target", target.text, own)


def _edges(scope: Scope) -> Iterator[tuple[str, str]]:
    mission, top = scope.mission, _key("mission", scope.mission.id)
    yield from ((_key("challenge", mission.id, one.id), top) for one in mission.challenges)
    yield from ((top, _key("pathway", mission.id, one.id)) for one in mission.pathways)
    yield from ((top, _key("portfolio", one.id)) for one in scope.portfolios)
    for project in scope.projects:
        homes = [*_homes(project, scope)] or [top]
        yield from ((home, _key("project", project.id)) for home in homes)
    for target, projects in scope.contributors.items():
        yield from ((_key("project", one.id), _key("target", mission.id, target)) for one in projects)


def _homes(project: Project, scope: Scope) -> Iterator[str]:
    """Yield the pathway and the portfolios of a project; a portfolio without a list has all projects."""
    for path in scope.mission.pathways:
        if project in scope.on_pathway(path.id):
            yield _key("pathway", scope.mission.id, path.id)
    for portfolio in scope.portfolios:
        if not portfolio.projects or project.id in portfolio.projects:
            yield _key("portfolio", portfolio.id)
