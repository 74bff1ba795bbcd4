"""`missionkit diff` as a process: it reads without writing, leaves nothing running, and survives pipes and Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from diff_repositories import CONFIG, commit, git, mission, new_repository, project, put
from small_registers import syntax

COMMAND = str(Path(sys.executable).parent / "missionkit")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_repository(tmp_path_factory.mktemp("process") / "repository")
    commit(root, {"missionkit.yaml": CONFIG, **{f"m{number}.yaml": mission(f"m{number}") for number in range(300)}})
    git(root, "checkout", "-q", "-b", "feature")
    commit(root, {f"m{number}.yaml": mission(f"m{number}", 2031) for number in range(300)})
    put(root, {"untracked.yaml": project("p"), "m1.yaml": mission("m1", 2040)})
    return root


def state(root: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of every file and folder, those of git too."""
    return {str(p): (p.stat().st_size, p.stat().st_mtime_ns) for p in [root, *root.rglob("*")]}


def test_reading_never_writes(root: Path, run: Callable[..., Any]) -> None:
    # A file that looks touched makes git write its index again as soon as it may.
    os.utime(root / "m2.yaml")
    before = state(root)
    for arguments in ((), ("main", "feature", "m1.yaml"), ("nope",)):
        run("diff", *arguments, cwd=root)
    assert state(root) == before
    listed = git(root, "--no-optional-locks", "status", "--porcelain")
    assert listed.splitlines() == [" M m1.yaml", "?? untracked.yaml"]


def test_a_repository_that_nobody_may_write_to(root: Path, tmp_path: Path, run: Callable[..., Any]) -> None:
    git(tmp_path, "clone", "-q", str(root), "clone")
    locked = [tmp_path / "clone", *(p for p in (tmp_path / "clone").rglob("*") if p.is_dir())]
    for folder in locked:
        folder.chmod(0o555)
    done = run("diff", "origin/main", cwd=tmp_path / "clone")
    for folder in locked:
        folder.chmod(0o755)
    assert (done.returncode, done.stderr) == (1, "")


WATCH = """\
import subprocess, sys, warnings
started = []
class Popen(subprocess.Popen):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        started.append(self)
subprocess.Popen = Popen
import missionkit.cli
sys.argv = ["missionkit", "diff", *sys.argv[1:]]
try:
    missionkit.cli.main()
except SystemExit as left:
    code = left.code
print("still running:", [p.args[-2:] for p in started if p.returncode is None], "code:", code, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("main", "feature"), 1), (("HEAD",), 1), (("main", "broken"), 2), (("main", "misconfigured"), 2), (("nope",), 2)],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_no_git_is_left_running(arguments: tuple[str, ...], code: int, tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    commit(root, {"m.yaml": mission("m")})
    for name, files in {"broken": {"b.yaml": syntax("b")}, "misconfigured": {"missionkit.yaml": "a: 1\n"}}.items():
        git(root, "checkout", "-q", "-b", name, "main")
        commit(root, dict(files))
    git(root, "checkout", "-q", "-b", "feature", "main")
    commit(root, {"m.yaml": mission("m", 2031)})
    put(root, {"m.yaml": mission("m", 2032)})
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error::ResourceWarning", "-c", WATCH, *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stderr.splitlines()[-1] == f"still running: [] code: {code}"
    assert "ResourceWarning" not in done.stderr


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_reader_that_leaves_is_no_fault(form: str, root: Path) -> None:
    line = f"{COMMAND} diff main feature --format {form} | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], cwd=root, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == {"text": "300 breaking changes.\n", "json": "{\n"}[form]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
def test_a_full_disk_is_2(root: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{COMMAND} diff HEAD > /dev/full"], cwd=root, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stderr) == (2, "missionkit: standard output: no space left on device\n")


def children(pid: int) -> Iterator[int]:
    """Yield the processes that a process has started, and those that they have."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            yield int(path.parent.name)
            yield from children(int(path.parent.name))


SLOW = """\
#!/bin/sh
case "$*" in *cat-file*) touch "$STARTED"; exec sleep 600;; esac
exec {git} "$@"
"""


@pytest.mark.usefixtures("heeding_interrupts")
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc on this machine")
def test_an_interruption_ends_all_without_a_traceback(root: Path, tmp_path: Path) -> None:
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    put(tmp_path, {"bin/git": SLOW.format(git=real)})
    (tmp_path / "bin/git").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}/bin:{os.environ['PATH']}", "STARTED": f"{tmp_path}/started"}
    process = subprocess.Popen(
        [COMMAND, "diff", "main", "feature"],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    end = time.monotonic() + 60
    while not (tmp_path / "started").exists() and time.monotonic() < end:
        time.sleep(0.01)
    below = list(children(process.pid))
    process.send_signal(signal.SIGINT)
    printed, told = process.communicate(timeout=60)
    assert (process.returncode, printed, told) == (2, b"", b"interrupted\n")
    assert below
    assert not [pid for pid in below if Path(f"/proc/{pid}").exists()]


def test_a_git_that_dies_while_it_is_read_from_is_2(root: Path, tmp_path: Path, run: Callable[..., Any]) -> None:
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    half = "read id; echo $id blob 500; echo kind: mission; exit 1"
    script = f'#!/bin/sh\ncase "$*" in *--batch*) {half};; esac\nexec {real} "$@"\n'
    put(tmp_path, {"bin/git": script})
    (tmp_path / "bin/git").chmod(0o755)
    done = run("diff", "main", "feature", cwd=root, PATH=f"{tmp_path}/bin:{os.environ['PATH']}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "could not be read; run `git fsck`" in done.stderr


def test_a_large_register_in_which_nothing_has_changed(root: Path, run: Callable[..., Any]) -> None:
    done = run("diff", "HEAD", "HEAD", cwd=root)
    assert (done.returncode, done.stdout.splitlines()[0], done.stderr) == (0, "No change of meaning.", "")
    done = run("diff", "HEAD", "m7.yaml", cwd=root)
    assert (done.returncode, done.stdout.splitlines()[0], done.stderr) == (0, "No change of meaning.", "")
