"""Every promise of SECURITY.md names tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_each_promise_names_its_tests() -> None:
    rows = [line.split("|") for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines() if "|" in line]
    promises = {row[1].strip(): re.findall(r"`(tests/[^`]+)`", row[3]) for row in rows[2:]}
    assert len(promises) > 5
    for promise, tests in promises.items():
        assert tests, promise
        assert [name for name in tests if not (ROOT / name).is_file()] == []
