"""Input far beyond all limits: a finding each, and memory that does not follow the size of the file."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import COMMAND
from diff_repositories import CONFIG, actor, put

MEASURE = """\
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True, timeout=120)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([done.returncode, done.stdout, done.stderr, peak]))
"""
GOOD = b"kind: actor\nid: f\nname: A\n"
MEGABYTE = 1024 * 1024


def sparse(path: Path) -> None:
    with open(path, "wb") as file:
        file.write(GOOD)
        file.truncate(100 * MEGABYTE)


def streamed(path: Path, piece: bytes, count: int, start: bytes = GOOD, end: bytes = b"") -> None:
    with open(path, "wb") as file:
        file.write(start)
        for _ in range(count):
            file.write(piece)
        file.write(end)


def keys(path: Path) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(GOOD.decode() + "meta:\n")
        file.writelines(f" k{number}: 1\n" for number in range(1_000_000))


def full_of_keys(path: Path) -> None:
    text = "".join(f" k{number}: 1\n" for number in range(80_000))
    path.write_text(f"{GOOD.decode()}meta:\n{text}", encoding="ascii")


def many_faults(path: Path) -> None:
    path.write_text(GOOD.decode() + "".join(f"x{number}: 1\n" for number in range(80_000)), encoding="ascii")


LARGE = {
    "100 MB, sparse": (sparse, ["file-too-large"]),
    "100 MB of text": (lambda path: streamed(path, b"# " + b"x" * 997 + b"\n", 100_000), ["file-too-large"]),
    "a million lines": (lambda path: streamed(path, b"#\n", 1_000_000), ["file-too-large"]),
    "a million keys": (keys, ["file-too-large"]),
    "100 MB in one line": (lambda path: streamed(path, b"x" * 1000, 100_000, GOOD + b"url: "), ["file-too-large"]),
    "a million brackets": (lambda path: streamed(path, b"[" * 1000, 1_000, GOOD + b"meta: "), ["nesting-too-deep"]),
    "as many keys as a file holds": (full_of_keys, []),
    "as many faults as a file holds": (many_faults, ["too-many-faults", "unknown-field"]),
    "as many lines as a file holds": (lambda path: streamed(path, b"#\n", 520_000), []),
    "half a million empty items": (lambda path: streamed(path, b"\n -", 340_000, GOOD + b"meta:\n a:"), []),
}


def measured(folder: Path, *arguments: str) -> tuple[int, str, str, int]:
    """Return exit code, output, errors and the peak of memory of a run, in kilobytes."""
    command = [sys.executable, "-c", MEASURE, str(COMMAND), *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=150)
    code, printed, told, peak = json.loads(done.stdout)
    return code, printed, told, peak


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The memory that a run takes for a small register."""
    root = tmp_path_factory.mktemp("usual")
    put(root, {"missionkit.yaml": CONFIG, "digdir.yaml": actor()})
    return measured(root, "validate", "--format", "json")[3]


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_is_a_finding_in_bounded_memory(name: str, usual: int, tmp_path: Path) -> None:
    make, rules = LARGE[name]
    put(tmp_path, {"missionkit.yaml": CONFIG, "digdir.yaml": actor()})
    make(tmp_path / "f.yaml")
    code, printed, told, peak = measured(tmp_path, "validate", "--format", "json", "--select", "yaml,schema")
    assert (code, told) == (int(bool(rules)), "")
    assert sorted({f["rule"] for f in json.loads(printed)["findings"]}) == rules
    assert peak < usual + 128 * 1024, f"{peak} kB, {usual} kB for a small register"


@pytest.mark.parametrize("name", ["missionkit.yaml", ".missionkit/accepted.yaml", "lists/fylke.yaml"])
def test_a_large_file_that_a_register_is_set_up_by(name: str, usual: int, tmp_path: Path) -> None:
    settings = CONFIG[:-1] + ', "codelists": {"fylke": "lists/fylke.yaml"}}' if "lists" in name else CONFIG
    for folder in ("old", "new"):
        put(tmp_path / folder, {"missionkit.yaml": settings, "digdir.yaml": actor()})
        (tmp_path / folder / name).parent.mkdir(exist_ok=True)
        sparse(tmp_path / folder / name)
    code, printed, told, peak = measured(tmp_path, "diff", "old", "new")
    assert (code, printed) == (2, "")
    assert "error[file-too-large]" in told
    assert peak < 2 * usual


def test_standard_input_without_an_end_is_a_finding(usual: int, tmp_path: Path) -> None:
    line = f"yes 'name: A' | {COMMAND} validate - --format concise"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert done.stdout.startswith("stdin.yaml:1:1: error[file-too-large]")


def test_many_large_files_are_not_all_kept(usual: int, tmp_path: Path) -> None:
    put(tmp_path, {"missionkit.yaml": CONFIG, "digdir.yaml": actor()})
    for number in range(40):
        with open(tmp_path / f"f{number}.yaml", "wb") as file:
            file.truncate(MEGABYTE + 1)
    code, _, told, peak = measured(tmp_path, "validate", "--format", "concise")
    assert (code, told) == (1, "")
    assert peak < usual + 32 * 1024
