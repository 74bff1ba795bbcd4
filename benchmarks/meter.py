"""Runs one command and prints what it took, as JSON: seconds, processor seconds and peak memory.

    python -IS meter.py SECONDS ERRORS COMMAND...

A process of its own, because a child's peak memory counts from that of the process that starts it. With SECONDS above
zero the memory of all processes together is looked at that often; what the command says of errors goes to a file.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE") / 2**20


def together(root: int) -> float:
    """Return the MiB that a process and its descendants hold now; pages they share count in each."""
    parents: dict[int, int] = {}
    held: dict[int, float] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                told = Path(f"/proc/{name}/stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            fields = told.rpartition(")")[2].split()
            parents[int(name)], held[int(name)] = int(fields[1]), int(fields[21]) * _PAGE
    family, grown = {root}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in family} - family
        family, grown = family | more, bool(more)
    return sum(held.get(process, 0.0) for process in family)


def _look(root: int, pause: float, seen: list[float], ended: threading.Event) -> None:
    while not ended.wait(pause):
        seen.append(together(root))


def main() -> None:
    """Run the command and print what it took; leaves with 0 whatever the command left with."""
    pause, errors, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
    log = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    nothing = os.open(os.devnull, os.O_RDWR)
    redirect = [(os.POSIX_SPAWN_DUP2, nothing, 0), (os.POSIX_SPAWN_DUP2, nothing, 1), (os.POSIX_SPAWN_DUP2, log, 2)]
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=redirect)
    seen, ended = [0.0], threading.Event()
    looking = threading.Thread(target=_look, args=(child, pause, seen, ended))
    if pause:
        looking.start()
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    ended.set()
    largest = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    took = {"wall": wall, "processor": usage.ru_utime + usage.ru_stime, "largest": largest}
    print(json.dumps({**took, "together": max(*seen, largest), "code": os.waitstatus_to_exitcode(status)}))


if __name__ == "__main__":
    main()
