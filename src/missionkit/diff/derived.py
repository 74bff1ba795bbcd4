"""Changes that follow from others in the whole register: what is no longer covered, gaps opened and closed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from missionkit.assess import Account, Result, assess
from missionkit.codelist import Label
from missionkit.diff.causes import causes, without_language
from missionkit.diff.change import Change, Level
from missionkit.diff.identity import Match
from missionkit.diff.pair import Draft, Pair, States
from missionkit.diff.places import Names, renamed_parts
from missionkit.entry import Entry
from missionkit.finding import Finding, Phrase, Severity
from missionkit.matrix import Matrix, sector_label, sectors_by_actors, sectors_by_projects
from missionkit.model import Mission, Project
from missionkit.model.mission import Target
from missionkit.scope import STOPPED, Scope, scopes

_SHIFT = Decimal("0.1")
"""How large a share of the projects must be at other stages for the balance to have shifted."""
_FEW = 4
"""Below so many projects on a side no balance is spoken of."""


@dataclass(frozen=True)
class Ground:
    """What derived changes are found on: both states, the pairs of documents, and the changes told so far."""

    states: States
    pairs: tuple[Match[Entry], ...]
    changes: tuple[Change, ...]
    old_findings: tuple[Finding, ...]
    new_findings: tuple[Finding, ...]

    @cached_property
    def missions(self) -> list["Before"]:
        """The missions that are on both sides, with their scopes."""
        old, new = scopes(self.states.base), scopes(self.states.head)
        return [
            Before(pair, old[pair.old_id], new[pair.new_id], self)
            for pair in (Both(m) for m in self.pairs if isinstance(m.new.document, Mission))
            if pair.old_id in old and pair.new_id in new
        ]

    def document(self, match: Match[Entry]) -> Pair:
        """Return the pair of a document."""
        return Pair(self.states, match.old, match.new, match.old.document, match.new.document)

    def new_key(self, key: str) -> str:
        """Return the key (`project:id`) that a document of the old state has now."""
        kind, _, id_ = key.partition(":")
        return f"{kind}:{self.states.renames.get((kind, id_), id_)}"

    def is_there(self, key: str) -> bool:
        """Say whether a document is in the new state; a gap of one that is gone is not closed, it is gone with it."""
        kind, _, id_ = key.partition(":")
        return kind == "file" or self.states.head.entry(kind, id_) is not None

    @cached_property
    def helped(self) -> dict[str, set[str]]:
        """The ids of the targets that each project contributes to, before or after."""
        found: dict[str, set[str]] = {}
        for key, one in [
            *((self.new_key(f"project:{p.id}"), p) for p in self.states.base.projects.values()),
            *((f"project:{p.id}", p) for p in self.states.head.projects.values()),
        ]:
            found.setdefault(key, set()).update(c.target.rpartition("/")[2] for c in one.contributes_to)
        return found

    def causes(self, documents: Iterable[str], codes: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the changes told of some documents (`project:id`), of some codes where given."""
        wanted = set(documents)
        found = (c for c in self.changes if c.subject.key in wanted and (not codes or c.code.name in codes))
        return tuple(sorted(c.fingerprint for c in found if not c.follows))


@dataclass(frozen=True, slots=True)
class Both:
    """The ids of a document before and after."""

    match: Match[Entry]

    @property
    def old_id(self) -> str:
        """The id it had."""
        return self.match.old.document.id

    @property
    def new_id(self) -> str:
        """The id it has."""
        return self.match.new.document.id


@dataclass(frozen=True, slots=True)
class Before:
    """A mission on both sides."""

    both: Both
    old: Scope
    new: Scope
    ground: Ground

    @property
    def pair(self) -> Pair:
        """Its pair of documents."""
        return self.ground.document(self.both.match)

    @property
    def documents(self) -> set[str]:
        """The keys of all its documents on both sides, with their new ids."""
        return {self.ground.new_key(e.key) for e in self.old.entries} | {e.key for e in self.new.entries}

    @property
    def with_actors(self) -> set[str]:
        """The same with its actors."""
        return self.documents | {f"actor:{a.id}" for a in (*self.old.actors, *self.new.actors)}


Derive = Callable[[Ground], Iterator[Draft]]

_LEFT = ("project-removed", "project-left", "project-moved", "contribution-removed", "contribution-changed")
_CAME = ("project-added", "project-joined", "project-moved", "contribution-added", "contribution-changed")


def targets(ground: Ground) -> Iterator[Draft]:
    """Yield targets that lost their last project, or got their first."""
    for mission in ground.missions:
        home = ground.states.renames
        for target_pair in _targets(mission):
            assert isinstance(target_pair.old, Target)  # noqa: S101 - made so
            assert isinstance(target_pair.new, Target)  # noqa: S101 - made so
            old = mission.old.contributors.get(target_pair.old.id, ())
            new = mission.new.contributors.get(target_pair.new.id, ())
            if bool(old) == bool(new):
                continue
            ids = {f"project:{home.get(('project', p.id), p.id)}" for p in old} | {f"project:{p.id}" for p in new}
            about = ids | {mission.pair.entry.key, *(f"portfolio:{p.id}" for p in mission.new.portfolios)}
            code, codes = ("target-orphaned", _LEFT) if old else ("target-adopted", _CAME)
            yield Draft(
                code,
                before=sorted(p.id for p in old),
                after=sorted(p.id for p in new),
                facts={"projects": tuple(p.title for p in old or new), "count": len(old or new)},
                pair=target_pair,
                because=ground.causes(about, codes) or ground.causes(about),
            )


def _targets(mission: Before) -> Iterator[Pair]:
    """Yield the targets that are on both sides."""
    pair = mission.pair
    places = {t.id: index for index, t in enumerate(mission.new.mission.targets)}
    for index, old in enumerate(mission.old.mission.targets):
        new_id = pair.states.renames.get(("target", f"{mission.both.old_id}/{old.id}"), old.id)
        if new_id in places:
            at = places[new_id]
            yield pair.child("targets", new_id, old, mission.new.mission.targets[at], (index, at))


def attachments(ground: Ground) -> Iterator[Draft]:
    """Yield projects that no longer contribute to any target, or now do."""
    for match in ground.pairs:
        old, new = match.old.document, match.new.document
        if old is new or not isinstance(old, Project) or not isinstance(new, Project):
            continue
        if bool(old.contributes_to) != bool(new.contributes_to):
            code = "project-detached" if old.contributes_to else "project-attached"
            because = ground.causes([match.new.key], ("contribution-removed", "contribution-added"))
            yield Draft(code, pair=ground.document(match), because=because)


_OUT_OF_SECTOR = ("project-removed", "sector-removed", "project-left", "project-moved", "portfolio-moved")
_INTO_SECTOR = ("project-added", "sector-added", "project-joined", "project-moved", "portfolio-moved")


def sectors(ground: Ground) -> Iterator[Draft]:
    """Yield sectors that lost their last project in a mission, or got their first."""
    for mission in ground.missions:
        old, new = (_totals(sectors_by_projects(scope)) for scope in (mission.old, mission.new))
        for code in sorted(old.keys() | new.keys()):
            if bool(old.get(code)) != bool(new.get(code)):
                gone = bool(old.get(code))
                codes = _OUT_OF_SECTOR if gone else _INTO_SECTOR
                label = sector_label(code, (mission.old if gone else mission.new).register)
                yield Draft(
                    "sector-uncovered" if gone else "sector-covered",
                    before=old.get(code, 0),
                    after=new.get(code, 0),
                    facts={"sector": label, "count": old.get(code, 0) or new.get(code, 0)},
                    pair=replace(mission.pair, trail=f"sectors[{code}]"),
                    because=ground.causes(mission.documents, codes) or ground.causes(mission.documents),
                )


def _totals(matrix: Matrix) -> dict[str, int]:
    return {row.id: matrix.row_total(row.id) for row in matrix.rows}


_ACTORS = ("actor", "lead", "owner", "project", "part", "measure", "budget", "field", "value", "target")
"""First words of codes that may change who takes part."""


def cells(ground: Ground) -> Iterator[Draft]:
    """Yield pairs of sector and kind of actor that no actor covers any more, or that are new."""
    for mission in ground.missions:
        old, new = sectors_by_actors(mission.old), sectors_by_actors(mission.new)
        for sector, kind in sorted(old.cells.keys() | new.cells.keys()):
            before, after = old.count(sector, kind), new.count(sector, kind)
            if bool(before) == bool(after):
                continue
            wanted = ground.changes
            codes = tuple({c.code.name for c in wanted if c.code.name.split("-")[0] in _ACTORS})
            label = sector_label(sector, (mission.old if before else mission.new).register)
            yield Draft(
                "coverage-lost" if before else "coverage-gained",
                before=before,
                after=after,
                facts={"sector": label, "kind": Label("actor-kind", kind), "count": before or after},
                pair=replace(mission.pair, trail=f"coverage[{sector}/{kind}]"),
                because=ground.causes(mission.with_actors, codes),
            )


def balance(ground: Ground) -> Iterator[Draft]:
    """Yield missions whose projects have moved along the innovation chain, or spread over fewer kinds and paths."""
    for mission in ground.missions:
        old, new = _stages(mission.old), _stages(mission.new)
        if min(old.total(), new.total()) >= _FEW:
            shares = [{s: Decimal(n) / c.total() for s, n in c.items()} for c in (old, new)]
            moved = sum(abs(shares[0].get(s, Decimal(0)) - shares[1].get(s, Decimal(0))) for s in {*old, *new}) / 2
            if moved > _SHIFT:
                facts = {"before": _shares(old), "after": _shares(new)}
                codes = ("project-removed", "project-added", "project-left", "project-joined", "project-stopped")
                because = ground.causes(
                    mission.documents, (*codes, "project-resumed", "project-moved", "field-changed")
                )
                pair = replace(mission.pair, trail="balance")
                yield Draft("balance-shifted", "", dict(old), dict(new), facts=facts, pair=pair, because=because)
        yield from _diversity(mission, ground)


def _stages(scope: Scope) -> Counter[str]:
    return Counter(p.chain_stage for p in scope.projects if p.chain_stage and p.status not in STOPPED)


def _shares(stages: Counter[str]) -> tuple[Phrase, ...]:
    whole = stages.total()
    return tuple(
        Phrase("diff-share", {"what": Label("chain-stage", s), "percent": Decimal(round(100 * n / whole))})
        for s, n in sorted(stages.items(), key=lambda item: (-item[1], item[0]))
    )


def _diversity(mission: Before, ground: Ground) -> Iterator[Draft]:
    kinds = [scope.actor_kinds for scope in (mission.old, mission.new)]
    for code, items in (("diversity-reduced", kinds[0] - kinds[1]), ("diversity-increased", kinds[1] - kinds[0])):
        for kind in sorted(items):
            yield Draft(
                code,
                before=kind if code == "diversity-reduced" else None,
                after=None if code == "diversity-reduced" else kind,
                facts={"kind": Label("actor-kind", kind)},
                pair=replace(mission.pair, trail=f"diversity[{kind}]"),
                because=ground.causes(mission.with_actors),
            )


_FINDING_LEVELS = {Severity.ERROR: Level.BREAKING, Severity.WARNING: Level.WARNING, Severity.HINT: Level.INFO}
_FindingKey = tuple[str, str, str, str]
_Findings = Mapping[_FindingKey, list[Finding]]


def findings(ground: Ground) -> Iterator[Draft]:
    """Yield gaps and faults that the changes opened, and those that they closed."""
    renamed = renamed_parts(ground.changes)
    names = Names(ground.states, False, renamed)
    old = _open(ground.old_findings, ground.new_key, Names(ground.states, True, renamed))
    new = _open(ground.new_findings, str, names)
    waived = {_key(names.named(f), str) for f in ground.new_findings if f.waiver}
    for key in sorted(_differing(old, new)):
        before, after = old.get(key, []), new.get(key, [])
        for finding in after[len(before) :]:
            level = _FINDING_LEVELS[finding.severity]
            yield _finding_draft("finding-opened", finding, ground, level, None, finding.rule)
        for finding in before[len(after) :] if ground.is_there(key[0]) else ():
            draft = _finding_draft("finding-closed", finding, ground, Level.INFO, finding.rule, None)
            silenced = ground.states.head.settings.config.severity.get(finding.rule) == "off"
            yield replace(draft, case="waived" if key in waived else "silenced" if silenced else "")


def _differing(old: _Findings, new: _Findings) -> set[_FindingKey]:
    """Return the keys that differ, without a gap that stays where it was and is only told in other words."""
    differing = {key for key in old.keys() | new.keys() if len(old.get(key, ())) != len(new.get(key, ()))}
    gone: dict[tuple[str, str, str], list[_FindingKey]] = {}
    for key in sorted(differing & old.keys() - new.keys()):
        gone.setdefault(key[:3], []).append(key)
    for key in sorted(differing & new.keys() - old.keys()):
        same = gone.get(key[:3])
        if same and [f.severity for f in new[key]] == [f.severity for f in old[same[0]]]:
            differing -= {key, same.pop(0)}
    return differing


def _open(found: Iterable[Finding], home: Callable[[str], str], names: Names) -> dict[_FindingKey, list[Finding]]:
    by_key: dict[_FindingKey, list[Finding]] = {}
    for finding in (names.named(f) for f in found if f.waiver is None):
        by_key.setdefault(_key(finding, home), []).append(finding)
    return {found: _one_language(group) for found, group in by_key.items()}


def _key(finding: Finding, home: Callable[[str], str]) -> _FindingKey:
    return home(finding.document), without_language(finding.path), finding.rule, finding.case


def _one_language(group: list[Finding]) -> list[Finding]:
    """Return findings without those that say the same of another language of one text."""
    first = group[0].path
    return [f for f in group if f.path == first]


def _finding_draft(
    code: str, finding: Finding, ground: Ground, level: Level, before: str | None, after: str | None
) -> Draft:
    key = ground.new_key(finding.document) if before else finding.document
    near = {d for m in ground.missions if key in m.with_actors for d in m.with_actors}
    because = causes(replace(finding, document=key), ground.changes, near, ground.helped)
    return Draft(code, "", before, after, facts={"rule": finding.rule}, level=level, because=because, finding=finding)


def criteria(ground: Ground) -> Iterator[Draft]:
    """Yield criteria of which the machine is now sure that something is missing, or no longer is."""
    old = {a.mission.id: a.accounts for a in assess(ground.states.base, ground.old_findings)}
    new = {a.mission.id: a.accounts for a in assess(ground.states.head, ground.new_findings)}
    for mission in ground.missions:
        for before, after in zip(old[mission.both.old_id], new[mission.both.new_id], strict=True):
            gaps = [a.result is Result.GAP for a in (before, after)]
            if gaps[0] != gaps[1]:
                yield _criterion(mission, before, after, ground)


def _criterion(mission: Before, before: Account, after: Account, ground: Ground) -> Draft:
    opened = after.result is Result.GAP
    rules = {f.rule for f in (after if opened else before).gaps}
    wanted = "finding-opened" if opened else "finding-closed"
    because = tuple(
        sorted(c.fingerprint for c in ground.changes if c.code.name == wanted and c.facts.get("rule") in rules)
    )
    return Draft(
        "criterion-gap-opened" if opened else "criterion-gap-closed",
        before=before.count,
        after=after.count,
        facts={"criterion": Label("criterion", after.criterion), "count": (after if opened else before).count},
        pair=replace(mission.pair, trail=f"criteria[{after.criterion}]"),
        because=because or ground.causes(mission.with_actors),
    )


DERIVED: tuple[Derive, ...] = (targets, attachments, sectors, cells, balance, findings, criteria)
"""Every derivation, in the order in which one may name another as its cause."""
