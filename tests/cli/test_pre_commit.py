"""The hook of pre-commit: installed by pre-commit from this checkout, and run by `git commit` in a real repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_registers import CONFIG, error, good, warning

ROOT = Path(__file__).parent.parent.parent
PRE_COMMIT = Path(sys.executable).parent / "pre-commit"
NEEDED = ("src", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
"""What the hook is built from."""
IDENTITY = {f"GIT_{who}_{what}": f"{who}@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

pytestmark = pytest.mark.skipif(not PRE_COMMIT.exists(), reason="install the development dependency pre-commit")


class Repository:
    """A git repository with nobody's settings but its own."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        # Git and Python of the one who runs the tests must not reach into the hook.
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PYTHON", "SKIP"))}
        self.environment = {**kept, **IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_HOME": str(cache)}
        folder.mkdir(exist_ok=True)
        self.git("init", "--quiet")

    def run(self, *command: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True)

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def commit(self, **texts: str | None) -> "subprocess.CompletedProcess[str]":
        """Write or delete documents, and commit with the hook."""
        for name, text in texts.items():
            path = self.folder / "missions" / f"{name}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.unlink() if text is None else path.write_text(text, encoding="utf-8")
        self.git("add", ".")
        return self.run("git", "commit", "--message", "A change")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository whose hook is installed; the hook's own environment is built at the first commit."""
    folder = tmp_path_factory.mktemp("pre-commit")
    source = Repository(folder / "missionkit", folder / "cache")
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source.folder / name)
    source.git("add", ".")
    source.git("commit", "--quiet", "--message", "missionkit")
    project = Repository(folder / "project", folder / "cache")
    hooks = "[{id: missionkit-validate, args: [missions]}]"
    config = f"repos: [{{repo: {source.folder}, rev: {source.git('rev-parse', 'HEAD')}, hooks: {hooks}}}]\n"
    (project.folder / ".pre-commit-config.yaml").write_text(config)
    assert project.run(PRE_COMMIT, "install").returncode == 0
    return project


def test_the_manifest_is_valid() -> None:
    done = subprocess.run([PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], capture_output=True)
    assert done.returncode == 0, done.stdout


def test_commits_pass_or_are_stopped(project: Repository) -> None:
    done = project.commit(missionkit=CONFIG, nobody=good("nobody"), p=error("p"))
    assert done.returncode == 0, done.stdout + done.stderr
    first = project.git("rev-parse", "HEAD")

    done = project.commit(nobody=good("somebody"))
    assert done.returncode == 1
    assert "missions/p.yaml:4:1: error[unknown-reference]" in done.stderr
    assert project.git("rev-parse", "HEAD") == first

    done = project.commit(nobody=good("nobody"), w=warning("w"))
    assert done.returncode == 0, done.stdout + done.stderr

    (project.folder / "note.txt").write_text("no YAML\n")
    done = project.commit()
    assert (done.returncode, "no files to check" in done.stderr) == (0, True)
