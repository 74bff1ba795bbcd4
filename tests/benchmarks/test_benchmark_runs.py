"""Benchmarks work: what is measured, how it is divided, and where tables go; nothing here is timed."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "benchmarks"))
import peers
from faults import FORM, MEANING
from generate import write
from measure import Command, Cost, Runs, WentWrong, run
from registers import CHANGED, Registers, Toggle
from tables import fill, table
from targets import TARGETS

BENCHMARKS = Path(__file__).parent.parent.parent / "benchmarks"
HOLD = "held = bytearray(64 << 20); held[::4096] = b'x' * len(held[::4096])"
TWO = (
    f"import subprocess, sys; {HOLD}; subprocess.run([sys.executable, '-c', \"{HOLD}; import time; time.sleep(0.5)\"])"
)


def test_parts_work_on_a_small_register_and_write_nothing() -> None:
    before = (BENCHMARKS / "README.md").read_bytes()
    command = [sys.executable, str(BENCHMARKS / "run.py"), "--check", "--only", "inside", "briefs", "targets"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if line.endswith("works")] == [
        f"{name}: works" for name in ("inside", "briefs", "targets")
    ]
    assert (BENCHMARKS / "README.md").read_bytes() == before


def test_memory_is_that_of_the_command_and_not_of_who_measures(tmp_path: Path) -> None:
    own = bytearray(96 << 20)
    own[::4096] = b"x" * len(own[::4096])
    assert run(Command((sys.executable, "-c", "pass"), tmp_path)).largest < 64


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_memory_of_two_processes_is_told_for_the_largest_and_for_both(tmp_path: Path) -> None:
    cost = run(Command((sys.executable, "-c", TWO), tmp_path), pause=0.01)
    assert 64 < cost.largest < 100
    assert cost.together > 128


def test_processor_time_of_children_counts(tmp_path: Path) -> None:
    busy = "import os\nwhile os.times()[0] < 0.3: pass"
    work = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    assert run(Command((sys.executable, "-c", work), tmp_path)).processor >= 0.3


def test_a_command_that_fails_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(WentWrong, match="no such thing"):
        run(
            Command((sys.executable, "-c", "raise LookupError('no such thing at all')"), tmp_path, codes=frozenset({0}))
        )


def test_ratios_are_paired_by_round() -> None:
    def costs(*seconds: float) -> list[Cost]:
        return [Cost(each, each, 1, 1) for each in seconds]

    runs = Runs({"a": costs(2, 30, 4), "b": costs(1, 10, 4), "once": costs(8)}, {})
    assert runs.ratio("a", "b") == 2
    assert runs.ratio("once", "b") == 8


def test_tables_are_put_in_their_places_and_nothing_else_changes() -> None:
    text = "a\n<!-- one -->\nold\n<!-- end -->\nb\n<!-- two -->\n<!-- end -->\n"
    assert fill(text, {"two": "new"}) == text.replace("<!-- two -->\n", "<!-- two -->\nnew\n")
    assert fill(fill(text, {"one": "x"}), {"one": r"\1 |"}) == text.replace("old", r"\1 |")
    with pytest.raises(KeyError, match="three"):
        fill(text, {"three": "x"})


def test_columns_of_numbers_are_set_to_the_right() -> None:
    made = table(("name", "n", "mixed"), [("a", 1234.0, 0.5), ("b", None, "x")])
    assert made == "| name | n | mixed |\n| --- | ---: | --- |\n| a | 1 234 | 0.50 |\n| b | – | x |"


def test_every_target_names_another_figure() -> None:
    assert len({target.figure for target in TARGETS}) == len(TARGETS)


def test_a_register_has_two_commits_and_changes_between_them(tmp_path: Path) -> None:
    made = Registers(tmp_path).of(100)
    listed = subprocess.run(
        ["git", "-C", str(made.root), "diff", "--name-only", "HEAD~1", "HEAD"], capture_output=True, text=True
    )
    assert tuple(listed.stdout.splitlines()) == made.changed
    assert len(made.changed) == CHANGED
    spoilt = {fault.path for fault in made.key}
    assert not spoilt & {*made.changed}


def test_one_file_changes_each_time(tmp_path: Path) -> None:
    write(tmp_path, 30)

    def state() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}

    change, states = Toggle(tmp_path), [state()]
    for _ in range(40):
        change()
        states.append(state())
        assert sum(states[-1][path] != states[-2][path] for path in states[0]) == 1


def test_the_schema_sees_all_faults_of_form_and_none_of_meaning() -> None:
    assert peers.tried("check-jsonschema", FORM).rules == {*FORM}
    # A second document in a file is no JSON value.
    assert peers.tried("check-jsonschema", MEANING).rules == {"duplicate-id"}
