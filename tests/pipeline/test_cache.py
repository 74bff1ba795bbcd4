"""What is kept between runs saves time and changes nothing else, whatever happens to it."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from large_register import edit, project, write_large

from missionkit.finding import Finding
from missionkit.pipeline.check import Means, check_tree
from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.source.tree import Folder

TODAY = date(2026, 11, 23)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def kept(folder: Path, cache: Path, today: date = TODAY) -> list[Finding]:
    return check_tree(Folder(folder), today, Means(cache=cache))[1]


def anew(folder: Path, today: date = TODAY) -> list[Finding]:
    return check(load_register(Folder(folder)), today)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_large(tmp_path_factory.mktemp("master"))


@pytest.fixture
def folder(master: Path, tmp_path: Path) -> Path:
    shutil.copytree(master, tmp_path / "register")
    return tmp_path / "register"


def changed_behind_its_back(path: Path, old: str, new: str) -> None:
    """Change a file of which time and size stay the same, which nobody can see from outside."""
    assert len(old) == len(new)
    found = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def test_a_second_run_reads_no_file_again(folder: Path, tmp_path: Path) -> None:
    first = kept(folder, tmp_path / "c")
    changed_behind_its_back(folder / "projects/street-1.yaml", "origin: call", "origin: cali")
    assert kept(folder, tmp_path / "c") == first
    assert len(anew(folder)) == len(first) + 1


def test_a_file_that_is_changed_is_read_again_and_only_that(folder: Path, tmp_path: Path) -> None:
    kept(folder, tmp_path / "c")
    changed_behind_its_back(folder / "projects/street-1.yaml", "origin: call", "origin: cali")
    edit(folder / "projects/street-2.yaml", project(2).replace("origin: call", "origin: nowhere"))
    codes = [f for f in kept(folder, tmp_path / "c") if f.rule == "unknown-code"]
    assert [f.document for f in codes] == ["project:street-2"]


def test_rules_on_the_register_see_all_of_it_when_one_file_changes(folder: Path, tmp_path: Path) -> None:
    kept(folder, tmp_path / "c")
    edit(folder / "mission.yaml", (folder / "mission.yaml").read_text().replace("id: homes", "id: houses"))
    assert kept(folder, tmp_path / "c") == anew(folder)
    assert sum(f.rule == "unknown-reference" for f in kept(folder, tmp_path / "c")) == 110


def test_a_fresh_clone_finds_what_was_kept_by_the_bytes(folder: Path, tmp_path: Path) -> None:
    first = kept(folder, tmp_path / "c")
    text = (tmp_path / "c").read_bytes()
    for path in folder.rglob("*.yaml"):
        os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 7_000_000_000))
    assert kept(folder, tmp_path / "c") == first
    assert sorted(line.split(b"\t")[-1] for line in text.splitlines()[1:-2]) == sorted(
        line.split(b"\t")[-1] for line in (tmp_path / "c").read_bytes().splitlines()[1:-2]
    )


def test_a_file_changed_a_moment_ago_is_compared_by_its_bytes(folder: Path, tmp_path: Path) -> None:
    path = folder / "projects/street-1.yaml"
    path.touch()
    first = kept(folder, tmp_path / "c")
    changed_behind_its_back(path, "origin: call", "origin: cali")
    assert len(kept(folder, tmp_path / "c")) == len(first) + 1


@pytest.mark.parametrize("day", [date(2027, 3, 31), date(2027, 4, 1), date(2027, 6, 2), date(2020, 1, 1)])
def test_what_time_brings_is_found_on_its_day(folder: Path, tmp_path: Path, day: date) -> None:
    kept(folder, tmp_path / "c")
    assert kept(folder, tmp_path / "c", day) == anew(folder, day)
    assert kept(folder, tmp_path / "c") == anew(folder)


def test_other_settings_ask_anew(folder: Path, tmp_path: Path) -> None:
    kept(folder, tmp_path / "c")
    (folder / "missionkit.yaml").write_text("language: en\nseverity: {missing-origin: error, wrong-type: error}\n")
    (folder / "missionkit.yaml").write_text("language: en\nseverity: {overdue-milestone: off, few-sectors: error}\n")
    assert kept(folder, tmp_path / "c") == anew(folder)


def test_files_come_and_go(folder: Path, tmp_path: Path) -> None:
    kept(folder, tmp_path / "c")
    (folder / "projects/street-3.yaml").unlink()
    (folder / "projects/street-4.yaml").rename(folder / "projects/lane.yaml")
    edit(folder / "projects/alley.yaml", project(200))
    (folder / "a").mkdir()
    edit(folder / "a/first.yaml", project(201))
    assert kept(folder, tmp_path / "c") == anew(folder) == kept(folder, tmp_path / "c")


def test_links_are_never_trusted_by_their_times(folder: Path, tmp_path: Path) -> None:
    (folder / "other.txt").write_text(project(300))
    (folder / "projects/linked.yaml").symlink_to("../other.txt")
    kept(folder, tmp_path / "c")
    changed_behind_its_back(folder / "other.txt", "origin: call", "origin: cali")
    assert kept(folder, tmp_path / "c") == anew(folder)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_cache_that_was_harmed_is_worth_less_and_changes_nothing(
    master: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    cache = tmp_path_factory.mktemp("cache") / "c"
    expected = kept(master, cache)
    text = bytearray(cache.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        at, way = data.draw(st.integers(0, len(text))), data.draw(st.sampled_from(["cut", "flip", "put", "swap"]))
        if way == "cut":
            del text[at : at + data.draw(st.integers(1, 5000))]
        elif way == "flip" and at < len(text):
            text[at] ^= data.draw(st.integers(1, 255))
        elif way == "put":
            text[at:at] = data.draw(st.binary(max_size=40))
        else:
            text[at:at] = text[: data.draw(st.integers(0, 3000))]
    cache.write_bytes(text)
    assert kept(master, cache) == expected == kept(master, cache)


WRONG = [
    "null",
    "5",
    "[]",
    '{"Taken":[]}',
    '{"eval":"1"}',
    '{"Taken":["x",null,null,1,[5],[],null,null,null]}',
    "[[" * 5000,
]


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
def test_a_well_sealed_line_of_something_else_is_passed_over(folder: Path, tmp_path: Path, wrong: str) -> None:
    import zlib

    expected = kept(folder, tmp_path / "c")
    lines = (tmp_path / "c").read_bytes().splitlines()
    for number, line in enumerate(lines[1:-2], 1):
        text = b"\t".join([*line.split(b"\t")[1:-1], wrong.encode()])
        lines[number] = b"%08x\t%s" % (zlib.crc32(text), text)
    lines[-2] = b"%08x\t%s" % (zlib.crc32(wrong.encode()), wrong.encode())
    (tmp_path / "c").write_bytes(b"\n".join(lines) + b"\n")
    (folder / "projects/street-1.yaml").touch()
    assert kept(folder, tmp_path / "c") == expected


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(st.tuples(st.integers(0, 109), st.sampled_from(["gone", "back", "call", "cali", "two"])), max_size=8)
)
def test_any_run_after_any_edits_finds_what_a_first_run_would(
    master: Path, tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, str]]
) -> None:
    place = tmp_path_factory.mktemp("edited")
    folder = shutil.copytree(master, place / "register")
    kept(folder, place / "c")
    for count, (number, way) in enumerate(edits):
        path = folder / f"projects/street-{number}.yaml"
        if way == "gone":
            path.unlink(missing_ok=True)
        else:
            text = project(number).replace("origin: call", f"origin: {way}")
            edit(path, text + (f"---\n{project(number + 500)}" if way == "two" else ""), count)
        assert kept(folder, place / "c") == anew(folder)


def test_the_command_keeps_its_cache_where_it_is_told(folder: Path, tmp_path: Path, run: Run) -> None:
    place = tmp_path / "place"
    first = run("validate", folder, "--format", "json", "--date", "2026-11-23", MISSIONKIT_CACHE_DIR=str(place))
    (file,) = place.iterdir()
    assert file.stat().st_mode & 0o077 == 0, "what stands in a register is nobody else's business"
    changed_behind_its_back(folder / "projects/street-1.yaml", "origin: call", "origin: cali")
    again = run("validate", folder, "--format", "json", "--date", "2026-11-23", MISSIONKIT_CACHE_DIR=str(place))
    assert (again.stdout, again.returncode) == (first.stdout, first.returncode)
    before = file.read_bytes()
    told = run("validate", folder, "--no-cache", "--date", "2026-11-23", MISSIONKIT_CACHE_DIR=str(place))
    assert "cali" in told.stdout
    assert file.read_bytes() == before


@pytest.mark.parametrize("harm", ["", "projects/street-1.yaml", "mission.yaml"])
def test_assess_takes_what_validate_has_kept(folder: Path, tmp_path: Path, run: Run, harm: str) -> None:
    place, day = {"MISSIONKIT_CACHE_DIR": str(tmp_path / "place")}, ("--date", "2026-11-23")
    expected = run("assess", folder, "--format", "json", "--no-cache", *day, **place)
    assert not (tmp_path / "place").exists()
    run("validate", folder, *day, **place)
    (file,) = (tmp_path / "place").iterdir()
    before = file.read_bytes()
    if harm:
        file.write_bytes(before.replace(json.dumps(harm).encode(), json.dumps(harm).upper().encode(), 1))
    else:
        changed_behind_its_back(folder / "mission.yaml", "status: draft", "status: wrong")
    told = run("assess", folder, "--format", "json", *day, **place)
    assert (told.stdout, told.stderr, told.returncode) == (expected.stdout, expected.stderr, expected.returncode)
    assert harm or file.read_bytes() == before


def test_assess_keeps_what_validate_takes(folder: Path, tmp_path: Path, run: Run) -> None:
    place, day = {"MISSIONKIT_CACHE_DIR": str(tmp_path / "place")}, ("--date", "2026-11-23")
    expected = run("validate", folder, "--format", "json", "--no-cache", *day).stdout
    run("assess", folder, *day, **place)
    changed_behind_its_back(folder / "projects/street-1.yaml", "origin: call", "origin: cali")
    assert run("validate", folder, "--format", "json", *day, **place).stdout == expected


@pytest.mark.parametrize("cwd", ["", "projects", ".."])
def test_paths_are_told_from_where_one_stands(folder: Path, tmp_path: Path, here: Run, cwd: str) -> None:
    place = {"MISSIONKIT_CACHE_DIR": str(tmp_path / "place")}
    here("validate", "--register", folder, "--date", "2026-11-23", cwd=folder, **place)
    kept_run = here("validate", "--register", folder, "--date", "2026-11-23", cwd=folder / cwd, **place)
    plain = here("validate", "--register", folder, "--date", "2026-11-23", "--no-cache", cwd=folder / cwd, **place)
    assert kept_run.stdout == plain.stdout


def test_a_cache_that_cannot_be_written_hinders_nobody(folder: Path, tmp_path: Path, here: Run) -> None:
    (tmp_path / "file").write_text("in the way")
    expected = here("validate", folder, "--date", "2026-11-23", "--no-cache")
    for place in ("/dev/full", "/proc/none", str(tmp_path / "file"), str(tmp_path / "file/below")):
        told = here("validate", folder, "--date", "2026-11-23", MISSIONKIT_CACHE_DIR=place)
        assert (told.stdout, told.returncode, told.stderr) == (expected.stdout, expected.returncode, expected.stderr)


def test_runs_beside_each_other_all_tell_the_same(folder: Path, tmp_path: Path, run: Run) -> None:
    place = {"MISSIONKIT_CACHE_DIR": str(tmp_path / "place")}
    expected = run("validate", folder, "--date", "2026-11-23", "--no-cache").stdout
    with ThreadPoolExecutor(4) as pool:
        for _ in range(2):
            (folder / "projects/street-9.yaml").touch()
            told = list(pool.map(lambda _: run("validate", folder, "--date", "2026-11-23", **place).stdout, range(4)))
            assert set(told) == {expected}
    assert len(list((tmp_path / "place").iterdir())) == 1, "nothing half written is left"


def test_what_is_new_since_a_revision_is_told_with_a_cache_too(folder: Path, tmp_path: Path, run: Run) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(folder)]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True)
    edit(folder / "projects/street-2.yaml", project(2).replace("origin: call", "origin: nowhere"))
    place = {"MISSIONKIT_CACHE_DIR": str(tmp_path / "place")}
    expected = run("validate", "--since", "HEAD", "--date", "2026-11-23", "--no-cache", cwd=folder).stdout
    for _ in range(2):
        assert run("validate", "--since", "HEAD", "--date", "2026-11-23", cwd=folder, **place).stdout == expected
    assert "nowhere" in expected
