"""Checks a register in one process, stage by stage and rule by rule, and prints the processor seconds of each as JSON.

python benchmarks/stages.py FOLDER
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ParamSpec, TypeVar

from missionkit.config import load_settings
from missionkit.entry import Entry, Taken, take
from missionkit.finding import Own
from missionkit.finding import Path as DataPath
from missionkit.model.walk import parts, texts_of
from missionkit.output.report import Checked, Report
from missionkit.output.text import text
from missionkit.pipeline.plain import plain, read_back
from missionkit.register import Register
from missionkit.rules.engine import check
from missionkit.rules.own import OwnRules
from missionkit.rules.rule import Clock, Context, Inside, Rule
from missionkit.rules.table import rules
from missionkit.scope import scopes
from missionkit.source.tree import Folder
from missionkit.source.yaml import read
from missionkit.values import Text

P = ParamSpec("P")
T = TypeVar("T")
DAY = date(2026, 11, 23)


class Watch:
    """The seconds of the processor in each stage, in order."""

    def __init__(self) -> None:
        self.seconds = {"start and imports": time.process_time()}

    def time(self, name: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a stage, add up its seconds, and return what it makes."""
        start = time.process_time()
        made = work(*args, **kwargs)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start
        return made


class Things:
    """What rules look at, walked through once: parts of documents with their paths, and texts."""

    def __init__(self, register: Register) -> None:
        self.register, self.clock = register, Clock(DAY)
        self.parts = [(entry, path, part) for entry in register.entries for path, part in parts(entry.document)]
        self.texts: dict[int, list[tuple[Entry, DataPath, str]]] = {}
        for entry, path, part in self.parts:
            self.texts.setdefault(id(entry), []).extend((entry, *found) for found in texts_of(part, path))

    def cost(self, rule: Rule) -> float:
        """Return the fewest seconds of the processor that a rule takes on a whole register, of three tries."""
        return min(self._once(rule) for _ in range(3))

    def _once(self, rule: Rule) -> float:
        assert rule.check
        context = Context(self.register, DAY, rule.thresholds)
        if rule.on is Register:
            start = time.process_time()
            list(rule.check(self.register, context))
            return time.process_time() - start
        of_parts = () if rule.on is Text else tuple(self._of(rule))
        start = time.process_time()
        looked_at = self._texts_for(rule) if rule.on is Text else of_parts
        for entry, path, part in looked_at:
            inside = Inside(entry, path, rule.thresholds, self.clock)
            list(rule.check(part, inside if rule.alone else replace(context, entry=entry, path=path)))
        return time.process_time() - start

    def _texts_for(self, rule: Rule) -> Iterator[tuple[Entry, DataPath, object]]:
        """Yield the texts that a rule goes through one by one: those of documents where it may find anything."""
        for texts in self.texts.values():
            if rule.screen is None or rule.screen.search("\n".join([text for _, _, text in texts])):
                yield from texts

    def _of(self, rule: Rule) -> Iterator[tuple[Entry, DataPath, object]]:
        for entry, path, part in self.parts:
            if rule.on and isinstance(part, rule.on) and (rule.having is None or rule.having(type(part))):
                yield entry, path, part


def loaded(root: Path, watch: Watch) -> Register:
    """Return the register in a folder, read stage by stage and judged document by document."""
    tree = Folder(root)
    settings = load_settings(tree)
    own, clock = OwnRules(settings), Clock(DAY)
    files = watch.time("walk", lambda: [f for f in tree.files() if not settings.excludes(f)])
    register = Register(tree, settings, files)
    for file in files:
        data = watch.time("read", tree.read, file)
        reading = watch.time("parse", read, data, file)
        taken = watch.time("models", take, file, reading, settings.codelists)
        gaps = watch.time("rules of one document", _gaps, own, taken, clock)
        watch.time("plain lists", _there_and_back, replace(taken, own=gaps))
        watch.time("models", register.take, file, replace(taken, own=gaps))
    return register


def _gaps(own: OwnRules, taken: Taken, clock: Clock) -> tuple[Own, ...]:
    return tuple(gap for entry in taken.entries for gap in own.find(entry, clock))


def _there_and_back(taken: Taken) -> object:
    """Make plain lists of what is kept of a file, as JSON, and read them: how it goes between processes and runs."""
    return read_back(json.loads(json.dumps(plain(taken), separators=(",", ":"))))


def main() -> None:
    """Print the seconds of every stage and of every rule."""
    gc.disable()
    watch = Watch()
    register = loaded(Path(sys.argv[1]), watch)
    watch.time("rules of the register", scopes, register)
    start = time.process_time()
    findings = check(register, DAY)
    judged = time.process_time() - start
    things = Things(register)
    costs = {rule.name: things.cost(rule) for rule in rules() if rule.check}
    whole = sum(costs[rule.name] for rule in rules() if rule.check and not rule.alone)
    watch.seconds["rules of the register"] += whole
    for file in sorted({register.file_of(finding.file) for finding in findings}):
        data = register.tree.read(file)
        watch.time("positions", read, data, file, positions=True)
    watch.seconds["findings"] = max(0.0, judged - whole - watch.seconds.get("positions", 0.0))
    watch.time("writing", text, Report((Checked(register, tuple(findings)),), "nb"))
    print(json.dumps({"stages": watch.seconds, "rules": costs}))


if __name__ == "__main__":
    main()
