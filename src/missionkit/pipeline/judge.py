"""One file from bytes to what is kept of it: documents, faults, gaps of their own, and where these stand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from missionkit.config import Settings
from missionkit.entry import NOTHING, Taken, take, unreadable
from missionkit.finding import Place, Site
from missionkit.rules.own import OwnRules
from missionkit.rules.rule import Clock
from missionkit.sites import sites_in
from missionkit.source.blob import blob_id
from missionkit.source.tree import Folder, Tree, Unreadable
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
        taken = self.data(file, data)
        if isinstance(self.tree, Folder):
            # It is seldom read again, and then held against its digest: the bytes need not stay.
            self.tree.expect(file, taken.blob)
        return taken

    def data(self, file: str, data: bytes) -> Taken:
        """Return what comes of a file with these bytes."""
        taken = take(file, read(data, file), self._settings.codelists, blob_id(data))
        clock = Clock(self._today)
        own = tuple(one for entry in taken.entries for one in self._rules.find(entry, clock))
        found = replace(taken, own=own, since=clock.since, until=clock.until)
        places = {place for place in _places(found) if place.file == file}
        return replace(found, sites=sites_in(file, data, places) if places else NOTHING)

    def sites(self, file: str, blob: str, places: Iterable[Place]) -> Mapping[Place, Site]:
        """Return what stands at places of a file that was judged when git's id of its bytes was `blob`."""
        try:
            data = self.tree.read(file)
        except Unreadable:
            return NOTHING
        return sites_in(file, data, places) if blob_id(data) == blob else NOTHING


def _places(taken: Taken) -> Iterator[Place]:
    for fault in (*taken.faults, *(one.fault for one in taken.own or ())):
        yield from fault.places()
