"""`gitlab`, `junit` and `markdown` of one run: together, with the options, and from below a repository's root."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from small_registers import CONFIG, error, warning

ALL = ["--format=gitlab=a.json", "--format=junit=b.xml", "--format=markdown=c.md", "--format=concise"]


def cases(text: str) -> dict[str, str]:
    """The outcome of every rule in a JUnit report."""
    found = {}
    for case in fromstring(text).iter("testcase"):
        found[str(case.get("name"))] = next((child.tag for child in case if child.tag != "system-out"), "passed")
    return found


def test_all_three_join_one_run(write: Callable[..., Path], run: Callable[..., Any]) -> None:
    root = write(missionkit=CONFIG, e=error("e"), w=warning("w"))
    done = run("validate", *ALL, cwd=root)
    assert (done.returncode, done.stderr) == (1, "wrote a.json\nwrote b.xml\nwrote c.md\n")
    assert len(done.stdout.splitlines()) == 3
    found = json.loads((root / "a.json").read_text(encoding="utf-8"))
    assert [(f["check_name"], f["severity"]) for f in found] == [
        ("unknown-reference", "major"),
        ("personal-data", "minor"),
    ]
    ended = cases((root / "b.xml").read_text(encoding="utf-8"))
    assert (ended["unknown-reference"], ended["personal-data"], ended["yaml-syntax"]) == ("failure", "passed", "passed")
    assert (root / "c.md").read_text(encoding="utf-8").startswith("✗ **Must be mended.** Checked 2 documents")


@pytest.mark.parametrize("form", ["gitlab", "junit", "markdown"])
def test_the_exit_code_is_that_of_every_format(form: str, write: Callable[..., Path], run: Callable[..., Any]) -> None:
    root = write(missionkit=CONFIG, w=warning("w"))
    for limit, code in (("error", 0), ("warning", 1), ("never", 0)):
        assert run("validate", f"--format={form}", f"--fail-on={limit}", cwd=root).returncode == code


def test_junit_follows_fail_on_and_select(write: Callable[..., Path], run: Callable[..., Any]) -> None:
    root = write(missionkit=CONFIG, e=error("e"), w=warning("w"))
    ended = cases(run("validate", "--format=junit", "--fail-on=warning", cwd=root).stdout)
    assert (ended["unknown-reference"], ended["personal-data"]) == ("failure", "failure")
    ended = cases(run("validate", "--format=junit", "--select=personal-data", cwd=root).stdout)
    assert {name for name, how in ended.items() if how == "passed"} >= {"personal-data", "yaml-syntax"}
    assert (ended["unknown-reference"], ended["duplicate-id"]) == ("skipped", "skipped")


def test_gitlab_gets_paths_from_the_root_of_the_repository(
    write: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    root = write("repository/policy/missions", missionkit=CONFIG, e=error("e"), sub__w=warning("w"))
    (root.parent / "other").mkdir()
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path / "repository", check=True)
    below = (
        (tmp_path / "repository", ()),
        (root, ()),
        (root / "sub", ("..",)),
        (root.parent / "other", ("../missions",)),
    )
    for folder, paths in below:
        found = json.loads(run("validate", "--format=gitlab", *paths, cwd=folder).stdout)
        assert [f["location"]["path"] for f in found] == ["policy/missions/e.yaml", "policy/missions/sub/w.yaml"], (
            folder
        )
    outside = json.loads(run("validate", "--format=gitlab", root, cwd=tmp_path).stdout)
    assert outside[0]["location"]["path"] == "repository/policy/missions/e.yaml"
