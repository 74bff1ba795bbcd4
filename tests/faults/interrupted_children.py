"""A program: runs a command again and again in children of its own, and sends each a signal at another moment.

A moment is a call into the operating system that Python announces to audit hooks: a file opened, made, renamed, linked
or taken away. The signal is a real one, and comes just before the call. What came of each run is a line of JSON.
"""

import io
import json
import os
import shutil
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from missionkit.cli import guarded, main

MOMENTS = ("open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "tempfile.mkstemp", "subprocess.Popen")


def run(arguments: list[str], template: Path, folder: Path, moment: int, number: int, second: int) -> dict[str, object]:
    """Return what came of a run that gets a signal at a moment, and `second` moments later another; 0 for none."""
    shutil.copytree(template, folder, symlinks=True)
    child = os.fork()
    if not child:
        obey(arguments, folder, moment, number, second)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    told = (folder.parent / "told").read_text()
    new = sorted(
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if not (template / p.relative_to(folder)).exists()
    )
    files = {name: (folder / name).read_bytes().hex() for name in new if (folder / name).is_file()}
    shutil.rmtree(folder)
    return {"code": code, "told": told, "files": files}


def obey(arguments: list[str], folder: Path, moment: int, number: int, second: int) -> None:
    """Be the command, and never return."""
    os.chdir(folder)
    for stream, name in ((1, "printed"), (2, "told")):
        os.dup2(os.open(folder.parent / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    sys.stdout, sys.stderr = (io.TextIOWrapper(io.FileIO(n, "w", closefd=False), write_through=True) for n in (1, 2))
    sys.argv = ["missionkit", *arguments]
    passed = 0

    def count(event: str, about: object) -> None:
        nonlocal passed
        if event in MOMENTS and signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            passed += 1
            if passed == moment or (second and passed == moment + second):
                os.kill(os.getpid(), number)

    sys.addaudithook(count)
    code: object = "no code"
    try:
        main()
    except SystemExit as left:
        code = left.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    (folder.parent / "passed").write_text(str(passed))
    os._exit(code if isinstance(code, int) else 99)


def warm_up(arguments: list[str], template: Path, folder: Path) -> None:
    """Run the command once in this process, so that children need import nothing and soon come to their files."""
    from missionkit.cli.app import run as command

    shutil.copytree(template, folder, symlinks=True)
    os.chdir(folder)
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        guarded(lambda: command(arguments))
    os.chdir(folder.parent)
    shutil.rmtree(folder)


def tell(template: str, number: str, second: str, warm: str, *arguments: str) -> None:
    """Print what comes of a run without a signal, and of runs interrupted at some moments, the last ten among them.

    Where it is cold, each child imports what it needs, so that imports are interrupted too.
    """
    root, words = Path(template), list(arguments)
    copy = root.parent / "copy"
    if warm == "warm":
        warm_up(words, root, copy)
    print(json.dumps(run(words, root, copy, 0, int(number), 0)))
    moments = int((root.parent / "passed").read_text())
    spread = range(1, moments + 1, max(1, moments // 8))
    for moment in sorted({*spread, *range(max(1, moments - 10), moments + 1)}):
        print(json.dumps(run(words, root, copy, moment, int(number), int(second))))


if __name__ == "__main__":
    tell(*sys.argv[1:])
