"""Ctrl-C and SIGTERM at any moment: 130 or 143, one word, no traceback, no half file and no temporary one."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND
from diff_repositories import CONFIG, actor, mission, project, put
from ended import all_below, ended

PROGRAM = Path(__file__).with_name("interrupted_children.py")
SIGNALS = {"Ctrl-C": (signal.SIGINT, 0), "SIGTERM": (signal.SIGTERM, 0), "Ctrl-C twice": (signal.SIGINT, 1)}
pytestmark = [
    pytest.mark.usefixtures("heeding_interrupts"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this machine"),
]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    files = {"missionkit.yaml": CONFIG, "m.yaml": mission("m"), "p.yaml": project("p"), "digdir.yaml": actor()}
    put(tmp_path / "register", dict(files))
    return tmp_path / "register"


def outcomes(folder: Path, number: int, second: int, warm: str, *arguments: str) -> Iterator[dict[str, Any]]:
    """Yield what came of a run without a signal, then of runs with one."""
    command = [sys.executable, str(PROGRAM), str(folder), str(int(number)), str(second), warm, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    yield from map(json.loads, done.stdout.splitlines())


COMMANDS = {
    "validate": ("validate", "--format", "json=o.json", "--date", "2026-11-23"),
    "graph": ("graph", "-o", "o.svg"),
    "all briefs": ("brief", "--all", "-o", "briefs", "--date", "2026-11-23"),
}


CASES = [(name, "Ctrl-C", "warm") for name in COMMANDS] + [
    ("validate", "SIGTERM", "warm"),
    ("validate", "Ctrl-C twice", "warm"),
    ("validate", "Ctrl-C", "cold"),
]


@pytest.mark.parametrize(("name", "how", "warm"), CASES)
def test_each_file_is_whole_or_not_there(name: str, how: str, warm: str, register: Path) -> None:
    number, second = SIGNALS[how]
    whole, *runs = outcomes(register, number, second, warm, *COMMANDS[name])
    assert whole["code"] == 0
    assert len(runs) > 10
    counts = set()
    for one in runs:
        assert (one["code"], one["told"].splitlines()[-1]) == (128 + number, "interrupted")
        assert set(one["told"].splitlines()) <= {*whole["told"].splitlines(), "interrupted"}
        assert one["files"].items() <= whole["files"].items()
        counts.add(len(one["files"]))
    assert min(counts) == 0
    assert max(counts) > 0


def test_a_new_register_is_whole_or_not_there(tmp_path: Path) -> None:
    number, second = SIGNALS["Ctrl-C twice"]
    (tmp_path / "register").mkdir()
    arguments = ("init", "r", "--yes", "--name", "Navn", "--ci", "github")
    whole, *runs = outcomes(tmp_path / "register", number, second, "warm", *arguments)
    assert {one["code"] for one in runs} == {128 + number}
    assert [one["files"] for one in runs if one["files"] not in ({}, whole["files"])] == []
    assert runs[-1]["files"] == whole["files"] != {}


def waits(process: "subprocess.Popen[bytes]", call: str) -> bool:
    """Say whether a process waits in the kernel, in a function of this name."""
    return call in Path(f"/proc/{process.pid}/wchan").read_text()


@pytest.mark.skipif(not Path("/proc/self/wchan").exists(), reason="no /proc/PID/wchan on this machine")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_pipe_that_nobody_reads_can_be_left(number: signal.Signals, register: Path) -> None:
    os.mkfifo(register / "pipe")
    command = [str(COMMAND), "graph", "-o", "pipe"]
    process = subprocess.Popen(command, cwd=register, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until(lambda: waits(process, "wait_for_partner") or waits(process, "fifo_open"))
    process.send_signal(number)
    printed, told = process.communicate(timeout=60)
    assert (process.returncode, printed, told) == (128 + number, b"", b"interrupted\n")


def until(is_so: Any) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def runs(pid: str) -> bool:
    """Say whether a process runs still; one that has ended may wait for somebody to take notice."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


HANGING = """\
#!/bin/sh
case "$*" in *ls-files*|*rev-parse*) echo $$ > "$STARTED"; exec sleep 600;; esac
exec {git} "$@"
"""


@pytest.mark.parametrize("command", ["validate", "diff HEAD"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_git_that_hangs_is_ended_too(command: str, number: signal.Signals, register: Path, tmp_path: Path) -> None:
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    put(tmp_path, {"bin/git": HANGING.replace("{git}", real)})
    (tmp_path / "bin/git").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}/bin:{os.environ['PATH']}", "STARTED": f"{tmp_path}/started"}
    process = subprocess.Popen(
        [COMMAND, *command.split()], cwd=register, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    started = tmp_path / "started"
    until(lambda: started.exists() and started.read_text().endswith("\n") and waits(process, "poll"))
    process.send_signal(number)
    printed, told = process.communicate(timeout=60)
    assert (process.returncode, printed, told) == (128 + number, b"", b"interrupted\n")
    # It was killed, and may be on its way out: the run does not wait for it. By itself it would go on for ten minutes.
    until(lambda: not runs(started.read_text().strip()))


def test_a_run_that_is_told_to_ignore_a_signal_does(register: Path) -> None:
    done = ended("trap '' TERM; missionkit graph -o o.svg & kill -TERM $!; wait $!", register)
    assert (done.returncode, "o.svg" in all_below(register)) == (0, True)
