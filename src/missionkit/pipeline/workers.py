"""Judging files in several processes, where there are enough of them to be worth it."""

import json
import os
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from missionkit.pipeline.judge import Judge
from missionkit.pipeline.plain import plain

WORTH_IT = 1000
"""So many files to read are judged faster by two processes than by one; measured in benchmarks/README.md."""
_MOST = 8
_CHUNK = 250


def processes(files: int, asked: int | None) -> int:
    """Return how many processes to judge some files with: those asked for, else as many as are worth it."""
    if asked is not None:
        return max(1, min(asked, files))
    return min(_cores(), _MOST) if files >= WORTH_IT else 1


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def judged(judge: Judge, files: Sequence[str], count: int) -> Iterator[Any]:
    """Yield what comes of each file as plain data (`plain.py`), in the order of the files, from some processes."""
    if count > 1:
        yield from map(json.loads, _apart(judge, files, count))
    else:
        yield from (plain(judge.file(file)) for file in files)


def _one(judge: Judge, file: str) -> str:
    return json.dumps(plain(judge.file(file)), separators=(",", ":"))


def _apart(judge: Judge, files: Sequence[str], count: int) -> Iterator[str]:
    """Judge files in other processes; where these cannot be had or die, the rest is judged here."""
    import multiprocessing
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    done = 0
    try:
        with ProcessPoolExecutor(count, context, _begin, (judge,)) as pool:
            waiting: deque[Future[list[str]]] = deque()
            try:
                for chunk in chunks:
                    waiting.append(pool.submit(_chunk, chunk))
                    if len(waiting) > 2 * count:
                        yield from waiting.popleft().result()
                        done += 1
                while waiting:
                    yield from waiting.popleft().result()
                    done += 1
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    except (BrokenProcessPool, OSError):
        yield from (_one(judge, file) for chunk in chunks[done:] for file in chunk)


_judge: Judge
"""Set in every process that judges."""


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


def _chunk(files: Sequence[str]) -> list[str]:
    return [_one(_judge, file) for file in files]
