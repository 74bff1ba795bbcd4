"""What rules find in one document by itself: the part of judging that needs no register, and so can be done apart."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from missionkit.config import Settings
from missionkit.entry import Entry
from missionkit.finding import Fault, Own, Path
from missionkit.model.walk import parts, texts_of
from missionkit.rules.rule import Clock, Gap, Inside, Rule
from missionkit.rules.table import rules
from missionkit.values import Text

Limits = Mapping[str, Decimal]
"""The thresholds of a rule by name."""


def limits_of(rule: Rule, settings: Settings) -> Limits:
    """Return the thresholds of a rule: its own, and those that the register sets instead."""
    return {**rule.thresholds, **settings.config.thresholds.get(rule.name, {})}


def active(settings: Settings) -> list[Rule]:
    """Return the rules with a function that a register has not turned off."""
    off = {name for name, level in settings.config.severity.items() if level == "off"}
    return [rule for rule in rules() if rule.check and rule.name not in off]


def overlaps(path: Path, cuts: tuple[Path, ...]) -> bool:
    """Say whether a gap speaks of something that stands in the file but could not be read."""
    if not cuts:
        return False
    gone, above = _cut(cuts)
    return path in above or any(path[:length] in gone for length in range(len(path) + 1))


@lru_cache(maxsize=16)
def _cut(cuts: tuple[Path, ...]) -> tuple[frozenset[Path], frozenset[Path]]:
    """Return the paths that were cut away, and those of all parts above them save the document itself."""
    return frozenset(cuts), frozenset(cut[:length] for cut in cuts for length in range(1, len(cut) + 1))


class ByType:
    """Rules with their thresholds, and which of them look at which sort of part."""

    def __init__(self, chosen: Iterable[Rule], settings: Settings) -> None:
        self.all = [(rule, limits_of(rule, settings)) for rule in chosen]
        self._known: dict[type, list[tuple[Rule, Limits]]] = {}

    def of(self, kind: type) -> list[tuple[Rule, Limits]]:
        """Return the rules on a type of part, not those on its texts."""
        if kind not in self._known:
            fitting = [
                pair for pair in self.all if pair[0].on and pair[0].on is not Text and issubclass(kind, pair[0].on)
            ]
            self._known[kind] = [pair for pair in fitting if pair[0].having is None or pair[0].having(kind)]
        return self._known[kind]


class OwnRules:
    """The rules of a register that judge a document by itself, ready to be held against many documents."""

    def __init__(self, settings: Settings) -> None:
        self._rules = ByType((rule for rule in active(settings) if rule.alone), settings)
        self._on_text = [pair for pair in self._rules.all if pair[0].on is Text]

    def find(self, entry: Entry, clock: Clock) -> Iterator[Own]:
        """Yield the gaps that a document has by itself, on the day of the clock."""
        walked = list(parts(entry.document))
        for path, part in walked:
            for rule, limits in self._rules.of(type(part)):
                yield from _owned(rule, part, Inside(entry, path, limits, clock))
        texts = [found for path, part in walked for found in texts_of(part, path)]
        every = "\n".join([text for _, text in texts])
        for rule, limits in self._on_text:
            if rule.screen is None or rule.screen.search(every):
                for path, text in texts:
                    yield from _owned(rule, text, Inside(entry, path, limits, clock))


def _owned(rule: Rule, part: object, inside: Inside) -> Iterator[Own]:
    assert rule.check is not None  # noqa: S101 - `active` has asked
    for gap in rule.check(part, inside):
        yield own_gap(rule, gap, inside.entry, inside.path)


def own_gap(rule: Rule, gap: Gap, entry: Entry, path: Path) -> Own:
    """Return a gap of a rule with its place, counted from a path in its document."""
    place = entry.place(path + gap.path)
    return Own(Fault(rule.name, place, gap.facts, gap.case, related=gap.related), gap.severity)
