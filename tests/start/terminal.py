"""A real terminal to answer questions in."""

import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

COMMAND = str(Path(sys.executable).parent / "missionkit")


def answered(arguments: Sequence[str], answers: Sequence[str], cwd: Path) -> tuple[int, str]:
    """Run the command in a terminal, answer each question, and return its exit code and what it showed."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen([COMMAND, *arguments], cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:
        """The other end is closed: Linux says so with an error."""
    os.close(ours)
    return running.wait(60), shown.decode().replace("\r\n", "\n")
