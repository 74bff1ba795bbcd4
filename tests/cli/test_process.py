"""The command as a process: closed pipes, full disks, Ctrl-C, bugs, and what it imports."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_registers import CONFIG, error, good

from missionkit.output.formats import FORMATS

COMMAND = str(Path(sys.executable).parent / "missionkit")
FULL = "missionkit: standard output: no space left on device; make room and run the command again\n"
HEAVY = ("pydantic", "ruamel", "jinja2", "rich", "yaml", "babel")


def shell(line: str, root: Path) -> "subprocess.CompletedProcess[str]":
    """Run a line of a real shell, where `missionkit` is the installed command."""
    path = f"{Path(COMMAND).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path}
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], cwd=root, env=environment, capture_output=True, text=True, timeout=120
    )


def large(write: Callable[..., Path]) -> Path:
    """A register whose report is much larger than a pipe holds."""
    return write(missionkit=CONFIG, many="---\n".join(error(f"e{number}") for number in range(1500)))


@pytest.mark.parametrize("form", FORMATS)
def test_a_reader_that_leaves_is_no_fault(form: str, write: Callable[..., Path]) -> None:
    done = shell(f"missionkit validate --format {form} | head -1", large(write))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize(
    "command", ["rules", "rules --format json", "explain missing-field", "schema mission", "--help"]
)
def test_a_reader_that_never_comes_is_no_fault(command: str, tmp_path: Path) -> None:
    done = shell(f"missionkit {command} | true", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["validate", "--version"])
def test_closed_streams(command: str, write: Callable[..., Path]) -> None:
    root = write(missionkit=CONFIG, a=good("a"))
    for line in (f"missionkit {command} >&-", f"missionkit {command} 2>&-", f"missionkit {command} <&- >&- 2>&-"):
        done = shell(line, root)
        assert (done.returncode, done.stderr) == (0, "")
    assert shell("missionkit validate nowhere 2>&-", root).stdout == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
@pytest.mark.parametrize(
    "command", ["validate", "rules", "schema mission", "--version", "--help", "explain missing-field"]
)
def test_a_full_disk_is_2(command: str, write: Callable[..., Path]) -> None:
    done = shell(f"missionkit {command} > /dev/full", write(missionkit=CONFIG, a=error("a")))
    assert (done.returncode, done.stderr) == (2, FULL)


def test_validate_leaves_the_repository_as_it_is(write: Callable[..., Path], run: Callable[..., Any]) -> None:
    root = write(missionkit=CONFIG, a=good("a"), sub__e=error("e"))
    for arguments in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    state = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    for arguments in ([], ["."], ["sub"], ["--format", "json"], ["--statistics"]):
        assert run("validate", *arguments, cwd=root).returncode == 1
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == state
    listed = subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True, text=True, check=True)
    assert listed.stdout.splitlines() == ["A  a.yaml", "A  missionkit.yaml", "A  sub/e.yaml"]


BUG = """\
import missionkit.rules.engine

def broken(*arguments):
    raise RuntimeError("a fault of ours \\x1b[31m")

missionkit.rules.engine.check = broken
"""


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """A folder for PYTHONPATH that breaks a function of the package when Python starts."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/sitecustomize.py").write_text(BUG)
    return str(tmp_path / "broken")


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_bug_is_3_without_a_traceback(
    form: str, broken: str, write: Callable[..., Path], run: Callable[..., Any]
) -> None:
    done = run("validate", "--format", form, cwd=write(missionkit=CONFIG, a=good("a")), PYTHONPATH=broken)
    assert (done.returncode, done.stdout) == (3, "")
    says = "missionkit has a bug: RuntimeError. Run the command again with --debug and report what it prints."
    assert done.stderr.splitlines() == [says]


def test_a_bug_has_a_traceback_with_debug(broken: str, write: Callable[..., Path], run: Callable[..., Any]) -> None:
    done = run("validate", "--debug", cwd=write(missionkit=CONFIG, a=good("a")), PYTHONPATH=broken)
    assert (done.returncode, done.stdout) == (3, "")
    assert "Traceback (most recent call last)" in done.stderr
    assert "RuntimeError: a fault of ours" in done.stderr


def test_other_commands_work_beside_a_bug(broken: str, run: Callable[..., Any]) -> None:
    assert run("rules", PYTHONPATH=broken).returncode == 0


@pytest.mark.usefixtures("heeding_interrupts")
@pytest.mark.skipif(not Path("/proc/self/syscall").exists(), reason="no /proc/PID/syscall on this machine")
def test_an_interruption_ends_without_a_traceback(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    fifo = os.open(tmp_path / "fifo", os.O_RDWR)
    process = subprocess.Popen(
        [COMMAND, "validate", "-"], stdin=fifo, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    while not reads_standard_input(process.pid):
        os.sched_yield()
    process.send_signal(signal.SIGINT)
    printed, told = process.communicate(timeout=120)
    os.close(fifo)
    assert (process.returncode, printed, told) == (130, b"", b"interrupted\n")


def reads_standard_input(pid: int) -> bool:
    """Say whether a process is in the system call `read` (0 or, on ARM, 63) on descriptor 0."""
    number, *arguments = Path(f"/proc/{pid}/syscall").read_text().split()
    return number in ("0", "63") and arguments[0] == "0x0"


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["validate", "--help"], ["explain", "--help"], ["-V"]]
)
def test_what_only_tells_of_itself_imports_little(arguments: list[str]) -> None:
    program = (
        "import sys, missionkit.cli\n"
        f"sys.argv = ['missionkit', *{arguments!r}]\n"
        "try:\n    missionkit.cli.main()\n"
        f"finally:\n    print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "[]\n")


def test_the_module_of_the_command_imports_nothing_heavy() -> None:
    program = f"import sys, missionkit.cli.app\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n"
