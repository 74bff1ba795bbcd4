"""The same register gives the same bytes: whatever the hash seed, the locale, the time zone or the order on disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from faulty_register import DAY, FILES, LATIN, report_on, write_faulty

from missionkit.output.formats import FORMATS

SURROUNDINGS = {
    **{f"hash seed {seed}": {"PYTHONHASHSEED": str(seed)} for seed in (1, 2, 3, 4, 5, 424242)},
    "C": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "american": {"LC_ALL": "en_US.UTF-8", "LANG": "en_US.UTF-8"},
    "turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "kiritimati": {"TZ": "Pacific/Kiritimati"},
    "los angeles": {"TZ": "America/Los_Angeles"},
    "narrow terminal": {"COLUMNS": "20", "TERM": "dumb"},
    "forced colour of others": {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"},
    "in a workflow": {"GITHUB_ACTIONS": "true", "CI": "true"},
}


def printed(run: Callable[..., Any], register: Path, **environment: str) -> str:
    """Return what one run prints in all formats after one another."""
    asked = [f"--format={name}" for name in FORMATS]
    done = run("validate", *asked, "--date", DAY.isoformat(), "--lang", "nn", cwd=register, **environment)
    assert (done.returncode, done.stderr) == (1, "")
    return str(done.stdout)


def made_here(register: Path) -> str:
    """Return the same, made by this process."""
    report = report_on(register, "nn")
    return "".join(write(report) for write in FORMATS.values())


@pytest.mark.parametrize("environment", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_surroundings_change_nothing(environment: dict[str, str], tmp_path: Path, run: Callable[..., Any]) -> None:
    write_faulty(tmp_path)
    assert printed(run, tmp_path, **environment) == made_here(tmp_path)


def test_the_order_in_which_files_were_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    write_faulty(tmp_path / "a")
    (tmp_path / "b/missionkit.yaml").write_bytes((tmp_path / "a/missionkit.yaml").read_bytes())
    (tmp_path / "b/sources").mkdir()
    (tmp_path / "b/sources/latin.yaml").write_bytes(LATIN)
    for name in sorted(FILES, reverse=True):
        (tmp_path / "b" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "b" / name).write_text(FILES[name], encoding="utf-8")
    assert made_here(tmp_path / "a") == made_here(tmp_path / "b")
