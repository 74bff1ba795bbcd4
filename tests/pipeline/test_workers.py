"""Several processes find what one does, and none outlives the run."""

import os
import pickle
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from large_register import write_large

from missionkit.config import load_settings
from missionkit.pipeline.judge import Judge
from missionkit.source.tree import Folder

EXAMPLE = Path(__file__).parents[2] / "examples/livshendelser"
COMMAND = Path(sys.executable).parent / "missionkit"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_large(tmp_path_factory.mktemp("many"), 3000)


def check(folder: Path, *options: str) -> "subprocess.Popen[bytes]":
    command: list[str | Path] = [COMMAND, "validate", folder, "--no-cache", "--date", "2026-11-23", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def left_of(session: int) -> list[str]:
    """The processes of a session that are still there."""
    done = subprocess.run(["ps", "-o", "pid=,stat=", "-s", str(session)], capture_output=True, text=True)
    return [line for line in done.stdout.splitlines() if " Z" not in line]


def test_any_number_of_processes_tells_the_same(folder: Path) -> None:
    told = {check(folder, "--jobs", str(jobs), "--format", "json").communicate()[0] for jobs in (1, 2, 5)}
    assert len(told) == 1


def test_a_judge_can_be_sent_to_processes_that_share_no_memory() -> None:
    """As on macOS and Windows, where processes are not forked."""
    tree = Folder(EXAMPLE)
    judge = Judge(tree, load_settings(tree), date(2026, 11, 23))
    sent = pickle.loads(pickle.dumps(judge))
    files = list(tree.files())
    assert [sent.file(file) for file in files] == [judge.file(file) for file in files]


@pytest.mark.usefixtures("heeding_interrupts")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda n: n.name)
def test_no_process_outlives_the_run(folder: Path, number: signal.Signals) -> None:
    run = check(folder, "--jobs", "3")
    deadline = time.monotonic() + 60
    while len(left_of(run.pid)) < 4 and time.monotonic() < deadline:
        assert run.poll() is None, "over before it could be interrupted"
    os.kill(run.pid, number)
    _, told = run.communicate(timeout=60)
    assert run.returncode in (130, 143, -signal.SIGKILL)
    assert b"Traceback" not in told
    while left_of(run.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left_of(run.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel which processes a run has begun")
def test_a_run_ends_whenever_it_is_told_to_while_its_processes_begin(folder: Path) -> None:
    """What has just begun is not yet known to the pool, which would wait for it for ever."""
    for number in range(24):
        run = check(folder, "--jobs", "4")
        begun = Path(f"/proc/{run.pid}/task/{run.pid}/children")
        while run.poll() is None and len(begun.read_text().split()) < number % 4 + 1:
            pass
        time.sleep(number // 4 * 0.0004)
        os.kill(run.pid, signal.SIGTERM)
        _, told = run.communicate(timeout=60)
        assert (run.returncode, told) == (143, b"interrupted\n")


def test_what_a_process_that_dies_has_not_done_is_done_all_the_same(folder: Path) -> None:
    expected = check(folder, "--jobs", "1").communicate()[0]
    run = check(folder, "--jobs", "2")
    deadline = time.monotonic() + 60
    while len(found := left_of(run.pid)) < 3 and time.monotonic() < deadline:
        assert run.poll() is None, "over before one could be killed"
    workers = [int(line.split()[0]) for line in found if int(line.split()[0]) != run.pid]
    os.kill(workers[-1], signal.SIGKILL)
    out, told = run.communicate(timeout=120)
    assert (out, run.returncode) == (expected, 1), told
