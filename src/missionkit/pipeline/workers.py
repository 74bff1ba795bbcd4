"""Judging files in several processes, where there are enough of them to be worth it."""

import json
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Self, TypeVar

from missionkit.entry import Taken
from missionkit.finding import Place, Site
from missionkit.pipeline.judge import Judge
from missionkit.pipeline.plain import as_text, plain, read_back

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

WORTH_IT = 1000
"""So many files to read are judged faster by two processes than by one; measured in benchmarks/README.md."""
_MOST = 8
_CHUNK = 250
_FEW = 50
"""How many files are read again at a time: so many at the end that no process is left without."""

Item = TypeVar("Item")
Made = TypeVar("Made")
Asked = tuple[str, str, frozenset[Place]]
"""A file, git's id of its bytes, and places in it."""
Work = Callable[[Judge, Sequence[Item]], list[Made]]


def processes(files: int, asked: int | None) -> int:
    """Return how many processes to judge some files with: those asked for, else as many as are worth it."""
    if asked is not None:
        return max(1, min(asked, files))
    return min(_cores(), _MOST) if files >= WORTH_IT else 1


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


class Workers:
    """Some processes that judge the files of a register; one is this process itself."""

    def __init__(self, judge: Judge, count: int) -> None:
        self._judge, self._count = judge, count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        if self._count > 1:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
            self._pool = ProcessPoolExecutor(self._count, context, _begin, (self._judge,))
        return self

    def __exit__(self, *error: object) -> None:
        self._leave(wait=error == (None, None, None))

    def _leave(self, wait: bool) -> None:
        if self._pool:
            self._pool.shutdown(wait=wait, cancel_futures=True)
            self._pool = None

    def taken(self, files: Sequence[str]) -> Iterator[Taken]:
        """Yield what comes of each file, in order, without what only its own rules look at (`plain.py`)."""
        if self._pool is None:
            yield from (read_back(plain(self._judge.file(file))) for file in files)
        else:
            yield from (read_back(json.loads(text)) for text in self.texts(files))

    def texts(self, files: Sequence[str]) -> Iterator[str]:
        """Yield the same as JSON."""
        yield from self._shared(_texts, files, _CHUNK)

    @property
    def apart(self) -> bool:
        """Whether there are other processes."""
        return self._pool is not None

    def sites(self, files: Sequence[Asked]) -> Iterator[tuple[Place, Site]]:
        """Yield what stands at places in files, of those that have not changed since they were judged."""
        yield from self._shared(_sites, files, _FEW)

    def _shared(self, work: Work[Item, Made], items: Sequence[Item], size: int) -> Iterator[Made]:
        """Do some work in the other processes; where these cannot be had or die, the rest is done here."""
        chunks = deque(items[start : start + size] for start in range(0, len(items), size))
        if pool := self._pool:
            from concurrent.futures.process import BrokenProcessPool

            try:
                for made in self._apart(pool, work, tuple(chunks)):
                    chunks.popleft()
                    yield from made
            except (BrokenProcessPool, OSError):
                self._give_up()
        for chunk in chunks:
            yield from work(self._judge, chunk)

    def _give_up(self) -> None:
        """Go on without other processes."""
        from multiprocessing import active_children

        self._leave(wait=False)
        for process in active_children():
            # The pool forgets those that had begun when another could not, and nobody would end them.
            process.kill()

    def _apart(
        self, pool: "ProcessPoolExecutor", work: Work[Item, Made], chunks: Iterable[Sequence[Item]]
    ) -> Iterator[list[Made]]:
        waiting: deque[Future[list[Made]]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(_at_work, work, chunk))
            if len(waiting) > 2 * self._count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _texts(judge: Judge, files: Sequence[str]) -> list[str]:
    return [as_text(judge.file(file)) for file in files]


def _sites(judge: Judge, files: Sequence[Asked]) -> list[tuple[Place, Site]]:
    return [pair for file, blob, places in files for pair in judge.sites(file, blob, places).items()]


_judge: Judge
"""Set in every process that judges."""


def _at_work(work: Work[Item, Made], items: Sequence[Item]) -> list[Made]:
    return work(_judge, items)


def _begin(judge: Judge) -> None:
    import signal

    global _judge
    _judge = judge
    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_DFL)
    # Ctrl-C reaches every process of the terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    """End this process when the one that started it has ended, also where that was killed."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    first = parent_process()
    if first is not None:
        wait([first.sentinel])
        os._exit(1)
