"""The engine: runs rules over a register, and gives every fault its severity, place and fingerprint."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from missionkit.config import ConfigInvalid
from missionkit.entry import Entry
from missionkit.finding import Fault, Finding, Own, Path, Place, RelatedSpan, Severity, Span, Waived, fingerprint
from missionkit.model import Document
from missionkit.model.base import Entity
from missionkit.model.walk import parts, parts_below
from missionkit.register import Register
from missionkit.rules.own import ByType, OwnRules, active, overlaps, own_gap
from missionkit.rules.rule import DRAFT, RULES, Clock, Context, Gap, Rule, stage_of
from missionkit.rules.waivers import Coverage, waived, waiver_gaps
from missionkit.scope import scopes
from missionkit.source.tree import CONFIG
from missionkit.suggest import nearest


@dataclass(frozen=True, slots=True)
class _Judged:
    """A fault with the severity it has in this register, the document it is in, and its waiver."""

    fault: Fault
    severity: Severity
    entry: Entry | None = None
    waiver: Waived | None = None


def check(
    register: Register, today: date, look_up: Callable[[Iterable[Place]], None] = lambda places: None
) -> list[Finding]:
    """Return all findings of a register, in order; `today` decides what is overdue.

    `look_up` is told all places that findings stand at before the first of them is looked up.
    Raises ConfigInvalid where `missionkit.yaml` names rules or thresholds that do not exist.
    """
    faults = _configuration_faults(register)
    if faults:
        raise ConfigInvalid(register.tree, tuple(faults))
    gaps = [*_run(register, today, late=False), *_own(register, today)]
    found = list(_with_waivers(gaps, register, today))
    found += _run(register, today, late=True, errors=_open_errors(found, register))
    judged = [*_judged(register.faults, register), *found]
    look_up(place for one in judged for place in one.fault.places())
    return _findings(judged, register)


def locate(register: Register, faults: Iterable[Fault]) -> list[Finding]:
    """Return faults that were found without the engine as findings, in order."""
    return _findings(_judged(faults, register), register)


def _judged(faults: Iterable[Fault], register: Register) -> list[_Judged]:
    return [_Judged(f, _level(RULES[f.rule], DRAFT, register)) for f in faults]


def _findings(judged: list[_Judged], register: Register) -> list[Finding]:
    findings = [_located(j, register) for j in sorted(judged, key=lambda j: _order(j.fault))]
    return _with_fingerprints(sorted(findings, key=lambda f: f.sort_key))


def _with_waivers(found: list[_Judged], register: Register, today: date) -> Iterator[_Judged]:
    """Yield the faults, those that a waiver covers marked so, and what is wrong with waivers themselves."""
    used: dict[str, set[int]] = {}
    coverages = {e.key: Coverage(e.document.waivers, today) for e in register.entries if e.document.waivers}
    for one in found:
        waivers = one.entry.document.waivers if one.entry else ()
        coverage = coverages.get(one.entry.key) if one.entry else None
        match = coverage.of(one.fault.rule, register.site(one.fault.place).path) if coverage else None
        if match is None or one.entry is None:
            yield one
            continue
        used.setdefault(one.entry.key, set()).add(match)
        language = one.entry.document.language or register.settings.language
        yield replace(one, waiver=waived(waivers[match], language))
    for entry in register.entries:
        for name, gap in waiver_gaps(entry, used.get(entry.key, set()), today):
            if register.settings.config.severity.get(name) != "off":
                yield from _judge(RULES[name], iter([gap]), register, entry, ())


def _open_errors(found: list[_Judged], register: Register) -> dict[tuple[str, str], frozenset[str]]:
    """Return which rules found open errors, by mission and criterion; a project's count for its missions."""
    errors: dict[tuple[str, str], set[str]] = {}
    homes: dict[str, list[str]] = {}
    for id_, scope in scopes(register).items():
        for entry in scope.entries:
            homes.setdefault(entry.key, []).append(id_)
    for one in found:
        criterion = RULES[one.fault.rule].criterion
        if criterion is None or one.severity is not Severity.ERROR or one.waiver or one.entry is None:
            continue
        for mission in homes.get(one.entry.key, ()):
            errors.setdefault((mission, criterion), set()).add(one.fault.rule)
    return {key: frozenset(rules) for key, rules in errors.items()}


def _configuration_faults(register: Register) -> list[Fault]:
    config, found = register.settings.config, []
    for name in config.severity:
        place = Place(CONFIG, 0, ("severity", name))
        if name not in RULES:
            found.append(Fault("unknown-rule-name", place, _about(name, RULES)))
        elif RULES[name].fixed:
            found.append(Fault("fixed-rule", place, {"value": name}))
    for name, thresholds in config.thresholds.items():
        if name not in RULES:
            place = Place(CONFIG, 0, ("thresholds", name))
            found.append(Fault("unknown-rule-name", place, _about(name, RULES)))
            continue
        for threshold in thresholds:
            if threshold not in RULES[name].thresholds:
                place = Place(CONFIG, 0, ("thresholds", name, threshold))
                about = _about(threshold, RULES[name].thresholds)
                found.append(Fault("unknown-threshold", place, about | {"rule": name}))
    return found


def _about(name: str, known: Iterable[str]) -> dict[str, object]:
    return {"value": name, "suggestions": nearest(name, known)}


def _run(
    register: Register, today: date, late: bool, errors: Mapping[tuple[str, str], frozenset[str]] | None = None
) -> Iterator[_Judged]:
    rules = ByType((r for r in active(register.settings) if r.late is late and not r.alone), register.settings)
    found = errors or {}
    for one, limits in rules.all:
        if one.on is Register and one.check:
            context = Context(register, today, limits, found)
            yield from _judge(one, one.check(register, context), register, None, ())
    reach = _Reach(rules)
    for entry in register.entries:
        for path, part in reach.parts(entry.document):
            for one, limits in rules.of(type(part)):
                if one.check:
                    context = Context(register, today, limits, found, entry, path)
                    yield from _judge(one, one.check(part, context), register, entry, path)


class _Reach:
    """Which documents have parts that rules look at, so that nobody walks through the parts of others."""

    def __init__(self, rules: ByType) -> None:
        self._rules = rules
        self._below: dict[type, bool] = {}

    def parts(self, document: Document) -> Iterable[tuple[Path, Entity]]:
        """Yield the parts of a document that a rule may look at, with their paths."""
        kind = type(document)
        if kind not in self._below:
            self._below[kind] = any(self._rules.of(part) for part in parts_below(kind))
        return parts(document) if self._below[kind] else (((), document),)


def _own(register: Register, today: date) -> Iterator[_Judged]:
    """Yield the gaps that documents have by themselves, unless they were found where the files were read."""
    rules, clock = OwnRules(register.settings), Clock(today)
    known: dict[tuple[str, int], list[Own]] = {}
    for taken in register.taken.values():
        for one in taken.own or ():
            known.setdefault((one.fault.place.file, one.fault.place.document), []).append(one)
    for entry in register.entries:
        judged = register.taken[entry.file].own is not None
        for one in known.get((entry.file, entry.index), ()) if judged else rules.find(entry, clock):
            if not overlaps(one.fault.place.path, entry.cut):
                yield _Judged(one.fault, _severity(RULES[one.fault.rule], one.severity, entry, register), entry)


def _judge(rule: Rule, gaps: Iterator[Gap], register: Register, entry: Entry | None, path: Path) -> Iterator[_Judged]:
    for gap in gaps:
        home = gap.entry or entry
        assert home is not None, f"{rule.name} names no document"  # noqa: S101 - a bug in the rule
        own = own_gap(rule, gap, home, () if gap.entry else path)
        if not overlaps(own.fault.place.path, home.cut):
            yield _Judged(own.fault, _severity(rule, gap.severity, home, register), home)


def _severity(rule: Rule, given: Severity | None, home: Entry, register: Register) -> Severity:
    set_to = register.settings.config.severity.get(rule.name)
    return Severity(set_to) if set_to else given or rule.level(stage_of(home, register))


def _level(rule: Rule, maturity: str, register: Register) -> Severity:
    set_to = register.settings.config.severity.get(rule.name)
    return Severity(set_to) if set_to and set_to != "off" else rule.level(maturity)


def _order(fault: Fault) -> tuple[str, int, str]:
    return (fault.place.file, fault.place.document, str(fault.place.path))


def _located(judged: _Judged, register: Register) -> Finding:
    fault, rule = judged.fault, RULES[judged.fault.rule]
    site, facts = register.site(fault.place), dict(fault.facts)
    if rule.fixed and not isinstance(facts.get("value", ""), str):
        facts["value"] = site.written or str(facts["value"])
    shown = facts.get("value", site.value)
    return Finding(
        rule=rule.name,
        family=rule.family,
        severity=judged.severity,
        file=register.tree.shown(fault.place.file),
        span=fault.span or site.span,
        path=site.path,
        document=site.document,
        facts=facts,
        case=fault.case,
        criterion=rule.criterion,
        related=tuple(_related(fault, register)),
        waiver=judged.waiver,
        fingerprint=fingerprint(rule.name, site.document, site.path, shown),
    )


def _related(fault: Fault, register: Register) -> Iterator[RelatedSpan]:
    for one in fault.related:
        span: Span = one.span or register.site(one.place).span
        yield RelatedSpan(register.tree.shown(one.place.file), span, one.label)


def _with_fingerprints(findings: list[Finding]) -> list[Finding]:
    """Return the findings with fingerprints made different where two of them are the same."""
    seen: Counter[str] = Counter()
    for index, finding in enumerate(findings):
        if number := seen[finding.fingerprint]:
            unique = fingerprint(finding.fingerprint, "", "", "", number)
            findings[index] = replace(finding, fingerprint=unique)
        seen[finding.fingerprint] += 1
    return findings
