"""The reports for CI systems beyond their form: several registers, thresholds, repositories, very many findings."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from faulty_register import report_on
from junit_form import outcome, read_junit
from markdown_tables import tables
from report_schemas import gitlab_schema

from missionkit.output.formats import FORMATS
from missionkit.output.report import Report
from missionkit.values import LANGUAGES

TEXT = "kind: mission\nid: m\ntitle: T\nowner: nobody\nrisks: [{id: r, description: Ring 41 23 45 67}]\n"
"""An error, `unknown-reference`, and a warning, `personal-data`, beside what other rules find."""
GITHUB_SHOWS = 1024 * 1024


def written(folder: Path, text: str = TEXT) -> Report:
    folder.mkdir(exist_ok=True)
    (folder / "m.yaml").write_text(text, encoding="utf-8")
    return report_on(folder)


def two_registers(folder: Path) -> Report:
    first, second = written(folder / "a"), written(folder / "b")
    return replace(first, checked=first.checked + second.checked)


def test_gitlab_sees_the_same_finding_of_two_registers_twice(tmp_path: Path) -> None:
    report = two_registers(tmp_path)
    found = json.loads(FORMATS["gitlab"](report))
    gitlab_schema().validate(found)
    assert len({f["fingerprint"] for f in found}) == len(found) == len(report.findings)


def test_gitlab_fingerprints_stay_when_lines_move(tmp_path: Path) -> None:
    before = json.loads(FORMATS["gitlab"](written(tmp_path)))
    after = json.loads(FORMATS["gitlab"](written(tmp_path, "# a comment\n\n" + TEXT)))
    assert [f["fingerprint"] for f in before] == [f["fingerprint"] for f in after]
    assert [f["location"] for f in before] != [f["location"] for f in after]


def test_nothing_found_is_an_empty_list_for_gitlab(tmp_path: Path) -> None:
    report = written(tmp_path)
    clean = replace(report, checked=(replace(report.checked[0], findings=()),))
    assert FORMATS["gitlab"](clean) == "[]\n"


def test_junit_has_a_suite_for_each_register(tmp_path: Path) -> None:
    root = read_junit(FORMATS["junit"](two_registers(tmp_path)))
    assert len(root) == 2
    assert [int(str(suite.get("tests"))) * 2 for suite in root] == [int(str(root.get("tests")))] * 2


@pytest.mark.parametrize(
    ("limit", "expected"),
    [(-1, ["failure", "passed"]), (0, ["failure", "passed"]), (1, ["failure", "failure"])],
    ids=["never", "error", "warning"],
)
def test_junit_fails_what_the_run_fails_by_and_errors_always(limit: int, expected: list[str], tmp_path: Path) -> None:
    root = read_junit(FORMATS["junit"](replace(written(tmp_path), limit=limit)))
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert [outcome(cases[name]) for name in ("unknown-reference", "personal-data")] == expected
    failure = cases["unknown-reference"].find("failure")
    assert failure is not None
    assert failure.get("type") == "error"


def test_junit_skips_rules_that_were_not_chosen(tmp_path: Path) -> None:
    root = read_junit(FORMATS["junit"](replace(written(tmp_path), left_out=frozenset({"few-sectors"}))))
    (case,) = [case for case in root.iter("testcase") if case.get("name") == "few-sectors"]
    skipped = case.find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "not chosen in this run"


@pytest.mark.parametrize(("limit", "sign"), [(0, "✓"), (1, "✗")])
def test_markdown_judges_by_what_fails_the_run(limit: int, sign: str, tmp_path: Path) -> None:
    report = written(tmp_path)
    warnings = tuple(f for f in report.findings if f.rule == "personal-data")
    mild = replace(report, checked=(replace(report.checked[0], findings=warnings),), limit=limit)
    assert FORMATS["markdown"](mild).startswith(f"{sign} **")


def test_markdown_without_findings_is_one_line(tmp_path: Path) -> None:
    report = written(tmp_path)
    clean = replace(report, checked=(replace(report.checked[0], findings=()),))
    assert FORMATS["markdown"](clean) == "✓ **No errors.** Checked 1 document in 1 file: no findings.\n"


MORE = {"nb": "og {} til;", "nn": "og {} til;", "en": "and {} more;"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_leaves_out_whole_rows_and_counts_them(language: str, tmp_path: Path) -> None:
    report = written(tmp_path)
    (first,) = [f for f in report.findings if f.rule == "unknown-reference"]
    many = tuple(replace(first, facts={**first.facts, "value": "å" * 400}) for _ in range(3000))
    text = FORMATS["markdown"](replace(report, checked=(replace(report.checked[0], findings=many),), language=language))
    assert GITHUB_SHOWS * 0.9 < len(text.encode()) < GITHUB_SHOWS
    ((_, *rows),) = tables(text)
    assert {len(row) for row in rows} == {3}
    assert text.splitlines()[-1].startswith(MORE[language].format(3000 - len(rows)))


def test_markdown_tells_errors_even_when_a_warning_is_too_long(tmp_path: Path) -> None:
    report = written(tmp_path)
    (warning,) = [f for f in report.findings if f.rule == "personal-data"]
    (error,) = [f for f in report.findings if f.rule == "unknown-reference"]
    huge = replace(warning, file="x" * 2 * GITHUB_SHOWS)
    text = FORMATS["markdown"](replace(report, checked=(replace(report.checked[0], findings=(huge, error)),)))
    assert len(text.encode()) < GITHUB_SHOWS
    assert [len(table) for table in tables(text)] == [2]
    assert text.splitlines()[-1].startswith("and 1 more;")
