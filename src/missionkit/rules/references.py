"""References: ids that lead nowhere, stand twice or run in rings."""

from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from missionkit.codelist import Label
from missionkit.entry import Entry
from missionkit.finding import Either, Related, Severity
from missionkit.model import Actor, Document
from missionkit.model.base import Dependency, Entity
from missionkit.model.walk import FieldPlan, plan, references
from missionkit.register import Register
from missionkit.rules.rule import Context, Gap, Inside, rule
from missionkit.scope import CLOSED, STOPPED


@rule("unknown-reference", on=Document, severity=Severity.ERROR)
def unknown_reference(document: Document, context: Context) -> Iterator[Gap]:
    """Every id that a document names is in the register; a part of a document it has no tie to, with its owner."""
    register, entry = context.register, context.here
    if all(register.knows(value, kinds, entry) for kinds, value in entry.named()):
        return
    for path, ref, value in references(register.whole(entry)):
        if register.knows(value, ref.kinds, entry):
            continue
        owner, slash, part = value.partition("/")
        if owner in register.broken or (slash and part in register.broken):
            continue
        kinds = _kinds(ref.kinds)
        suggestions = register.suggest(value, ref.kinds, entry)
        known = register.known_kinds(value)
        elsewhere, others = (tuple(k for k in known if (k in ref.kinds) is right) for right in (True, False))
        if slash and not register.known_kinds(owner):
            yield Gap(*path, case="owner", value=value, kinds=kinds, suggestions=suggestions, owner=owner)
        elif elsewhere and not slash:
            yield Gap(*path, case="elsewhere", value=value, found=_kinds(elsewhere), suggestions=suggestions)
        elif others:
            yield Gap(*path, case="other-kind", value=value, kinds=kinds, found=_kinds(others))
        else:
            yield Gap(*path, value=value, kinds=kinds, suggestions=suggestions)


def _kinds(names: tuple[str, ...]) -> Either:
    return Either(Label("kind", name) for name in names)


def _has_ids(model: type[Entity]) -> bool:
    return bool(_lists_of_ids(model))


@cache
def _lists_of_ids(model: type[Entity]) -> tuple[FieldPlan, ...]:
    return tuple(f for f in plan(model) if f.many and f.part is not None and "id" in f.part.__pydantic_fields__)


@rule("duplicate-part-id", on=Entity, severity=Severity.ERROR, having=_has_ids)
def duplicate_part_id(entity: Entity, inside: Inside) -> Iterator[Gap]:
    """Items of one list have ids of their own; the second of two equal ones can never be referred to."""
    for field in _lists_of_ids(type(entity)):
        seen: dict[str, int] = {}
        for index, item in enumerate(getattr(entity, field.attribute)):
            part_id = item.id
            first = seen.setdefault(part_id, index) if part_id else index
            if first != index:
                place = inside.entry.place((*inside.path, field.key, first, "id"))
                related = (Related(place, "first-here"),)
                yield Gap(field.key, index, "id", id=part_id, field=field.key, related=related)


@rule("id-not-file-name", on=Register, severity=Severity.HINT)
def id_not_file_name(register: Register, context: Context) -> Iterator[Gap]:
    """A file with one document is named after its id, so that people find it.

    A file named after the kind (`mission.yaml`), or after both (`actor-con.yaml`), says as much; files of several
    documents are free, and in a file with faults nobody knows how many there are.
    """
    faulty = {fault.place.file for fault in register.faults}
    count: dict[str, int] = {}
    for entry in register.entries:
        count[entry.file] = count.get(entry.file, 0) + 1
    for entry in register.entries:
        name = PurePosixPath(entry.file).stem
        alone = count[entry.file] == 1 and entry.index == 0 and entry.file not in faulty
        if alone and name not in (entry.document.id, entry.kind, f"{entry.kind}-{entry.document.id}"):
            yield Gap("id", entry=entry, id=entry.document.id, name=PurePosixPath(entry.file).name)


def _dependencies(register: Register) -> Iterator[tuple[Entry, tuple[str | int, ...], str, Entry, str]]:
    """Yield (document, path, from, document it leads to, to) for every dependency that resolves."""
    for entry in register.entries:
        dependencies: tuple[Dependency, ...] = getattr(entry.document, "dependencies", ())
        for index, part in enumerate(dependencies):
            path = ("dependencies", index)
            to = register.find(part.to, ("project", "pathway", "measure", "mission", "experiment"), entry)
            start = part.from_ and register.find(part.from_, ("project", "pathway", "measure", "mission"), entry)
            if to is None or (part.from_ and not start):
                continue
            name = entry.document.id if not start else _name(start.entry, part.from_ or "")
            yield entry, path, name, to.entry, _name(to.entry, part.to)


def _name(entry: Entry, reference: str) -> str:
    part = reference.rpartition("/")[2]
    return part if part == entry.document.id else f"{entry.document.id}/{part}"


@rule("dependency-cycle", on=Register, severity=Severity.ERROR)
def dependency_cycle(register: Register, context: Context) -> Iterator[Gap]:
    """Nothing waits for itself, not even by way of others; each ring is told once, where it starts by name."""
    edges: dict[str, dict[str, tuple[Entry, tuple[str | int, ...]]]] = {}
    for entry, path, start, _, end in _dependencies(register):
        edges.setdefault(start, {}).setdefault(end, (entry, path))
    for ring in _rings({start: sorted(ends) for start, ends in edges.items()}):
        entry, path = edges[ring[0]][ring[1 % len(ring)]]
        yield Gap(*path, "to", entry=entry, cycle=" → ".join((*ring, ring[0])))


def _rings(edges: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield rings of the graph, each node in one ring at most, in linear time; the least name stands first."""
    done: set[str] = set()
    for start in sorted(edges):
        trail: list[str] = []
        place: dict[str, int] = {}
        todo = [(start, False)]
        while todo:
            node, leaving = todo.pop()
            if leaving:
                place.pop(trail.pop())
                done.add(node)
            elif node in place:
                ring = trail[place[node] :]
                least = ring.index(min(ring))
                yield tuple(ring[least:] + ring[:least])
            elif node not in done:
                place[node] = len(trail)
                trail.append(node)
                todo.append((node, True))
                todo += [(n, False) for n in reversed(edges.get(node, []))]


@rule("dependency-on-stopped", on=Register, severity=Severity.ERROR)
def dependency_on_stopped(register: Register, context: Context) -> Iterator[Gap]:
    """Nothing waits for a project that was stopped or cancelled; a project that is itself over waits no more."""
    for entry, path, start, target, name in _dependencies(register):
        waiting, status = register.projects.get(start), getattr(target.document, "status", None)
        if waiting is not None and waiting.status in CLOSED:
            continue
        if target.kind == "project" and status in STOPPED and name == target.document.id:
            related = (Related(target.place(("status",)), "declared-here"),)
            label = Label("project-status", status)
            yield Gap(*path, "to", entry=entry, id=name, status=label, related=related)


@rule("shared-organisation-number", on=Register, severity=Severity.WARNING)
def shared_organisation_number(register: Register, context: Context) -> Iterator[Gap]:
    """One organisation is one actor: two with the same number are counted twice."""
    first: dict[str, Entry] = {}
    for entry in register.entries:
        number = entry.document.org_number if isinstance(entry.document, Actor) else None
        if number is None:
            continue
        other = first.setdefault(number, entry)
        if other is not entry:
            related = (Related(other.place(("org_number",)), "first-here"),)
            yield Gap("org_number", entry=entry, number=number, id=other.document.id, related=related)
