"""Runs `action.yml` as GitHub's runner does: every step in bash, in a checkout of a pull request, from an event."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from diff_repositories import CONFIG, actor, commit, git, mission, new_repository
from github_server import made

ROOT = Path(__file__).parent.parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
EXPRESSION = re.compile(r"\$\{\{ (?P<path>[a-z]+(?:\.[a-z-]+)+) \}\}")
Files = Mapping[str, str | bytes | None]


@dataclass
class Done:
    """What a run of the action left behind."""

    code: int = 0
    log: str = ""
    summary: str = ""
    steps: dict[str, dict[str, str]] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)


class Job:
    """A job on a pull request from `branch` to `base`: its repository, its checkout, and GitHub beside it."""

    def __init__(self, folder: Path, base: str = "main", branch: str = "feature") -> None:
        self.folder, self.base, self.branch = folder, base, branch
        self.remote, self.workspace = folder / "remote", folder / "workspace"
        self.github, self.programs = folder / "github", folder / "programs"
        for one in (self.github, self.programs, folder / "temp"):
            one.mkdir()
        server = (Path(__file__).parent / "github_server.py").read_text(encoding="utf-8").partition("\n")[2]
        (self.programs / "gh").write_text(f"#!{sys.executable}\n{server}", encoding="utf-8")
        (self.programs / "gh").chmod(0o755)
        new_repository(self.remote)
        git(self.remote, "symbolic-ref", "HEAD", f"refs/heads/{base}")

    def start(self, files: Files | None = None) -> None:
        """Commit what the base has, and leave for the branch."""
        usual = {"missionkit.yaml": CONFIG, "digdir.yaml": actor(), "m.yaml": mission("m")}
        commit(self.remote, {**(files or usual)})
        git(self.remote, "checkout", "-q", "-b", self.branch)

    def push(self, files: Files) -> None:
        """Commit on the branch, and let GitHub merge it with the base as `refs/pull/7/merge`."""
        commit(self.remote, {**files})
        git(self.remote, "checkout", "-q", "--detach", self.base)
        git(self.remote, "merge", "-q", "--no-ff", "-m", "merge", self.branch)
        git(self.remote, "update-ref", "refs/pull/7/merge", "HEAD")
        git(self.remote, "checkout", "-q", self.branch)

    def check_out(self, depth: int = 0) -> None:
        """Fetch and check out as actions/checkout does, with the whole history where `depth` is 0."""
        if not self.workspace.exists():
            new_repository(self.workspace)
            git(self.workspace, "remote", "add", "origin", f"file://{self.remote}")
        pull = "+refs/pull/7/merge:refs/remotes/pull/7/merge"
        what = (
            [f"--depth={depth}", "origin", pull] if depth else ["origin", "+refs/heads/*:refs/remotes/origin/*", pull]
        )
        git(self.workspace, "fetch", "-q", *what)
        git(self.workspace, "checkout", "-q", "--detach", "refs/remotes/pull/7/merge")

    def event(self, owner: str = "o") -> dict[str, object]:
        """The event of a pull request whose branch is in the repository of an owner."""
        head = {"ref": self.branch, "repo": {"full_name": f"{owner}/r", "fork": owner != "o"}}
        return {"pull_request": {"number": 7, "base": {"ref": self.base}, "head": head}}

    @property
    def comments(self) -> list[str]:
        """The comments of the pull request."""
        file = self.github / "comments.json"
        return [one["body"] for one in json.loads(file.read_text(encoding="utf-8"))] if file.exists() else []

    def put_comments(self, *comments: tuple[str, str]) -> None:
        """Let the pull request have comments, each with its author."""
        every = [made(number, *one) for number, one in enumerate(comments, 1)]
        (self.github / "comments.json").write_text(json.dumps(every), encoding="utf-8")

    def refuse(self, **methods: str) -> None:
        """Let GitHub answer some methods with words on standard error."""
        (self.github / "refuse.json").write_text(json.dumps(methods))

    def run(
        self,
        name: str = "pull_request",
        event: dict[str, object] | None = None,
        install: bool = False,
        after: Done | None = None,
        **inputs: str,
    ) -> Done:
        """Run the action and return what it left; `install` runs its first step too, instead of this environment.

        `after` is a run on the same commits whose check and comparison are taken as they are.
        """
        (self.folder / "event.json").write_text(json.dumps(self.event() if event is None else event))
        done, values = Done(), {f"inputs.{k}": str(v.get("default", "")) for k, v in ACTION["inputs"].items()}
        values |= {"inputs.token": "secret"} | {f"inputs.{k.replace('_', '-')}": v for k, v in inputs.items()}
        steps = ACTION["runs"]["steps"]
        if not install:
            done.steps["install"] = {"bin": str(Path(sys.executable).parent), "folder": str(self.folder / "temp")}
            steps = steps[1:]
        if after:
            done.steps, done.summary, steps = {**after.steps}, after.summary, steps[2:]
        for step in steps:
            self._step(step, name, values, done)
            if done.code:
                break
        values |= _outputs(done)
        done.outputs = {k: _filled(one["value"], values) for k, one in ACTION["outputs"].items()}
        return done

    def _step(self, step: dict[str, Any], name: str, values: dict[str, str], done: Done) -> None:
        """Run one step, unless an expression stands in its script: those are what strangers write into."""
        assert set(step) <= {"name", "id", "shell", "run", "env"}
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
        output, summary = self.folder / "output", self.folder / "summary"
        output.write_text("")
        summary.write_text("")
        own = {k: _filled(v, values | _outputs(done)) for k, v in step["env"].items()}
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            env={**self._environment(name), "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
        )
        done.code, done.log = ran.returncode, done.log + ran.stdout.decode("utf-8")
        done.summary += summary.read_text(encoding="utf-8")
        lines = output.read_text(encoding="utf-8").splitlines()
        done.steps[step.get("id", step["name"])] = dict(line.split("=", 1) for line in lines)

    def _environment(self, name: str) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "GITHUB_", "GH_", "RUNNER_"))}
        return {
            **clean,
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "FAKE_GITHUB": str(self.github),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_REPOSITORY": "o/r",
            "GITHUB_SERVER_URL": "https://github.com",
            "RUNNER_TEMP": str(self.folder / "temp"),
        }


def _outputs(done: Done) -> dict[str, str]:
    return {f"steps.{step}.outputs.{k}": v for step, one in done.steps.items() for k, v in one.items()}


def _filled(text: str, values: dict[str, str]) -> str:
    """Return text with its expressions worked out; GitHub takes an output that is not there as empty."""
    found = EXPRESSION.fullmatch(text)
    assert found, f"{text}: more than one plain name"
    path = found["path"]
    assert path.startswith(("inputs.", "steps.")), path
    return values[path] if path.startswith("inputs.") else values.get(path, "")
