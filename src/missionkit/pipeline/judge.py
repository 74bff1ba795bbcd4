"""One file from bytes to what is kept of it: documents, faults, gaps of their own, and where these stand."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from missionkit.config import Settings
from missionkit.entry import NOTHING, Taken, take, unreadable
from missionkit.finding import Place, Site
from missionkit.rules.own import OwnRules
from missionkit.rules.rule import Clock
from missionkit.sites import document_at, site
from missionkit.source.blob import blob_id
from missionkit.source.decode import decode, lines
from missionkit.source.tree import Tree, Unreadable
from missionkit.source.yaml import read


class Judge:
    """Judges the files of one register, each by itself."""

    def __init__(self, tree: Tree, settings: Settings, today: date) -> None:
        self.tree, self._settings, self._today = tree, settings, today
        self._rules = OwnRules(settings)

    def file(self, file: str) -> Taken:
        """Return what comes of a file, with the gaps that its documents have by themselves."""
        try:
            data = self.tree.read(file)
        except Unreadable as error:
            return replace(unreadable(file, error), own=())
        return self.data(file, data)

    def data(self, file: str, data: bytes) -> Taken:
        """Return what comes of a file with these bytes."""
        taken = take(file, read(data, file), self._settings.codelists, blob_id(data))
        clock = Clock(self._today)
        own = tuple(one for entry in taken.entries for one in self._rules.find(entry, clock))
        found = replace(taken, own=own, since=clock.since, until=clock.until)
        return replace(found, sites=_sites(found, file, data))


def _sites(taken: Taken, file: str, data: bytes) -> Mapping[Place, Site]:
    """Return what stands at the places of faults and gaps; only a file that has some is read with positions."""
    places = {place for place in _places(taken) if place.file == file}
    if not places:
        return NOTHING
    reading, text = read(data, file, positions=True), lines(decode(data)[0])
    return {place: site(place, document_at(reading, place), lambda _: text) for place in places}


def _places(taken: Taken) -> Iterator[Place]:
    for fault in (*taken.faults, *(one.fault for one in taken.own or ())):
        yield fault.place
        yield from (related.place for related in fault.related)
