"""Real git repositories with small registers, for the tests of `missionkit diff`."""

import json
import os
import subprocess
from pathlib import Path
from subprocess import CompletedProcess

from small_registers import CONFIG

__all__ = ("CONFIG", "actor", "commit", "git", "mission", "new_repository", "project", "put", "told")

_WHO = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Kari"), ("EMAIL", "kari@example.org"), ("DATE", "2026-11-23T12:00:00+01:00"))
}


def git(root: Path, *arguments: str, stdin: str | bytes = "", **environment: str) -> str:
    """Run git without the settings of the machine, and return what it prints."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    command = ["git", "-C", str(root), "-c", "protocol.file.allow=always", *arguments]
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        env={**clean, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **_WHO, **environment},
        input=stdin.encode() if isinstance(stdin, str) else stdin,
    )
    return done.stdout.decode()


def new_repository(root: Path, *arguments: str) -> Path:
    """Make an empty repository whose branch is main."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main", *arguments)
    return root


def put(root: Path, texts: dict[str, str | bytes | None]) -> None:
    """Write files below a folder; None deletes one."""
    for name, text in texts.items():
        path = root / name
        if text is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)


def commit(root: Path, texts: dict[str, str | bytes | None], message: str = "change") -> str:
    """Commit files and return the id of the commit."""
    put(root, texts)
    git(root, "add", "--all", ".")
    git(root, "commit", "-q", "--allow-empty", "-m", message)
    return git(root, "rev-parse", "HEAD").strip()


def mission(id_: str, deadline: int = 2030) -> str:
    """A mission that is adopted; a later deadline is `mission-horizon-extended`, which is breaking."""
    return f'kind: mission\nid: {id_}\ntitle: Title\nowner: digdir\nstatus: adopted\ndeadline: "{deadline}"\n'


def project(id_: str) -> str:
    """A project that is an idea; to remove it is a warning."""
    return f"kind: project\nid: {id_}\ntitle: {id_}\ndescription: {id_ * 5}\n"


def actor(id_: str = "digdir", name: str = "Digdir") -> str:
    """An actor."""
    return f"kind: actor\nid: {id_}\nname: {name}\n"


def told(done: "CompletedProcess[str]") -> set[str]:
    """Return code and id of every change that is no consequence of another, from JSON."""
    assert done.returncode in (0, 1), done.stderr
    data = json.loads(done.stdout)
    assert data["status"] == ("changes" if data["changes"] else "ok")
    return {f"{one['code']} {one['id']}" for one in data["changes"] if not one["because"]}
