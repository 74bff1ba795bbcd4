"""Devices, pipes, sockets and files of the kernel where a file is expected: told, and nothing waits for them."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from diff_repositories import CONFIG, actor, mission, put
from ended import Ended, ended, no_crash
from small_registers import run_here


def pipe(path: Path) -> None:
    os.mkfifo(path)


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        before = Path.cwd()
        os.chdir(path.parent)
        try:
            listener.bind(path.name)
        finally:
            os.chdir(before)


ODD: dict[str, Callable[[Path], None]] = {
    "pipe": pipe,
    "socket": bound,
    "folder": Path.mkdir,
    "loop": lambda path: path.symlink_to(path.name),
    "dangling link": lambda path: path.symlink_to("nowhere"),
    "link out": lambda path: path.symlink_to("/etc/hostname"),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "memory": lambda path: path.symlink_to("/proc/self/mem"),
}
PLACES = {
    "missionkit.yaml": ("validate", "missionkit.yaml cannot be used"),
    ".missionkit/accepted.yaml": ("diff old new", ".missionkit/accepted.yaml cannot be used"),
    "lists/fylke.yaml": ("validate", "missionkit.yaml cannot be used"),
    "templates/page.md.j2": ("brief m --template templates", ""),
}


@pytest.mark.parametrize("sort", ODD)
@pytest.mark.parametrize("place", PLACES)
def test_a_file_that_a_register_is_set_up_by(place: str, sort: str, tmp_path: Path) -> None:
    listed = CONFIG[:-1] + ', "codelists": {"fylke": "lists/fylke.yaml"}}'
    root = tmp_path / "new" if "accepted" in place else tmp_path
    put(root, {"missionkit.yaml": listed if "lists" in place else CONFIG, "m.yaml": mission("m")})
    put(root, {"digdir.yaml": actor()})
    put(tmp_path, {"old/missionkit.yaml": CONFIG, "old/m.yaml": mission("m")} if "accepted" in place else {})
    at = root / place
    at.unlink(missing_ok=True)
    at.parent.mkdir(exist_ok=True)
    ODD[sort](at)
    command, says = PLACES[place]
    done = no_crash(run_here(tmp_path, *command.split()))
    if (sort == "dangling link" and "accepted" in place) or (sort == "link out" and "templates" in place):
        assert done.returncode in (0, 1)
        return
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.splitlines()[-1].startswith("missionkit: ")


ARGUMENTS = [
    "/dev/null",
    "/dev/zero",
    "/proc/self/mem",
    "/proc/self/status",
    "/proc/self",
    "/dev/fd/0",
    "pipe",
    "socket",
]


@pytest.mark.parametrize("path", ARGUMENTS)
def test_an_odd_file_as_an_argument(path: str, tmp_path: Path) -> None:
    pipe(tmp_path / "pipe")
    bound(tmp_path / "socket")
    done = ended(f"missionkit validate {path} --format concise; missionkit diff {path} {path}", tmp_path)
    assert done.returncode in (0, 1, 2)
    assert done.stdout or done.stderr


def test_a_file_of_devices_in_the_register(tmp_path: Path) -> None:
    put(tmp_path, {"missionkit.yaml": CONFIG, "digdir.yaml": actor()})
    try:
        os.mknod(tmp_path / "zero.yaml", 0o600 | 0o020000, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root may make a device")
    done: Ended = no_crash(run_here(tmp_path, "validate", "--format", "concise"))
    assert done.stdout.startswith("zero.yaml:1:1: error[not-a-regular-file]")
