"""Names and texts made to break a terminal, a log or a parser leave every format well formed."""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from faulty_register import report_on
from junit_form import read_junit, told
from markdown_tables import html, tables
from report_schemas import gitlab_schema, json_schema, sarif_schema
from workflow_commands import commands

from missionkit.finding import Severity
from missionkit.output.formats import FORMATS
from missionkit.output.report import Report

NAMES = {
    "separators": "we,ird::na%me.yaml",
    "markup": "[/].yaml",
    "command": "::error::x.yaml",
    "indented command": " ::warning file=a::x.yaml",
    "older command": "##[stop-commands]x.yaml",
    "escape": "a\x1b[31mred\x1b]0;title\x07.yaml",
    "line break": "a\n::error::b\r.yaml",
    "direction": "a\u202elmay.yaml",
    "c1 control": "a\x9b31m.yaml",
    "line separator": "a\u2028b.yaml",
    "percent": "a%0A::error::b.yaml",
    "quotes": "a\"b'c`d\\e.yaml",
    "emoji": "👩🏽\u200d💻 å.yaml",
    "space": " a b .yaml",
    "equals": "a=b;c.yaml",
    "url": "a?b#c&d.yaml",
    "no unicode": "a\udcffb.yaml",
    "table": "a|b\\|c.yaml",
    "html": "<script>x<!--.yaml",
    "xml": "a&amp;]]>\uffff.yaml",
    "attachment": "[[ATTACHMENT|x]].yaml",
    "issue": "@a #1 $x$ ~~b~~.yaml",
    "bom": "\ufeffa.yaml",
}

TEXTS = {
    "closing markup": "[/]",
    "markup": "[bold]",
    "escaped command": "%0A::error::x",
    "command": "::error::x",
    "command between words": "words ::error::x and words ::debug::y",
    "older command": "a ##[stop-commands]x",
    "older command twice": "####[error]x##[error]y",
    "escape": '"\\e[31mred\\e]0;x\\a"',
    "raw escape": "\x1b[31mred",
    "line break": '"a\\n::error::b\\r::error::c"',
    "emoji": "👩🏽\u200d💻 og 🇳🇴",
    "direction": '"\\u202edlot"',
    "raw direction": "a\u202eb",
    "null": '"\\0"',
    "next line": '"a\\Nb"',
    "placeholder": "{value} {0} {field.__class__}",
    "percent": "100 % %s %(x)s",
    "markdown": "`a` **b** <script>alert(1)</script> | x |",
    "xml": "'</failure><!-- ]]> &lt; &#0; \ufffd'",
    "no character": '"\\uFFFE\\uFFFF"',
    "attachment": "'[[ATTACHMENT|/etc/passwd]]'",
    "issue": "'@someone closes #1 and GH-2, see https://example.org $x$'",
    "table": "'a | b \\| c\\'",
    "details": "</details></table>",
    "long line": "x" * 5000,
    "lone surrogate": '"\\uD800"',
}
SPOTS = "kind: mission\nid: {0}\ntitle: Tittel\nstatus: {0}\nowner: {0}\nukjent {0}\n"
"""Where a text can reach a message; written as flow values and as a key."""


def write_file(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def reports(folder: Path) -> tuple[Report, dict[str, str]]:
    report = report_on(folder)
    return report, {name: write(report) for name, write in FORMATS.items()}


def assert_well_formed(report: Report, texts: dict[str, str]) -> None:
    assert report.findings
    for name in ("text", "concise"):
        assert unsafe(texts[name].replace("\n", "")) == []
        assert commands(texts[name]) == []
    assert unsafe(texts["github"].replace("\n", "")) == []
    assert len(commands(texts["github"])) == sum(min(10, report.count(severity)) for severity in Severity)
    assert len(texts["github"].splitlines()) == len(commands(texts["github"])) + 1
    for name in ("json", "sarif", "gitlab", "junit", "markdown"):
        assert commands(texts[name]) == []
    for name in ("junit", "markdown"):
        assert unsafe(texts[name].replace("\n", "")) == []
    for text in texts.values():
        text.encode("utf-8")
    json_schema().validate(json.loads(texts["json"]))
    sarif_schema().validate(json.loads(texts["sarif"]))
    gitlab_schema().validate(json.loads(texts["gitlab"]))
    assert "[[ATTACHMENT|" not in texts["junit"]
    (suite,) = read_junit(texts["junit"])
    assert len([line for case in suite for line in told(case)]) == len(report.findings)
    rows = [row for table in tables(texts["markdown"]) for row in table[1:]]
    assert [len(row) for row in rows] == [3] * len(report.findings)
    assert [row[1].rpartition(" ")[2] for row in rows] == [
        f"({f.rule})" for severity in Severity for f in report.open if f.severity is severity
    ]
    folded = ["<details>", "<summary>", "</details>"] if report.count(Severity.HINT) else []
    assert [tag.split(">")[0] + ">" for tag in html(texts["markdown"])] == folded


def unsafe(text: str) -> list[str]:
    """The characters of a text that a terminal obeys instead of showing."""
    directed = "\u200e\u200f\u061c\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    return [c for c in text if unicodedata.category(c) in ("Cc", "Cs") or c in directed]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_file_names(name: str, tmp_path: Path) -> None:
    write_file(tmp_path, name, "kind: mission\nid: Ikke en id\nfrist: 2032\n")
    report, texts = reports(tmp_path)
    assert_well_formed(report, texts)
    assert {f.file for f in report.findings} == {name}
    (run,) = json.loads(texts["sarif"])["runs"]
    for result in run["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9%._~/-]+", uri)
        assert unquote(uri, errors="replace") in (name, unquote(quote(name, errors="replace")))
    heads = texts["concise"].splitlines()[:-1]
    assert len(heads) == len(report.findings)


@pytest.mark.parametrize("name", ["we,ird::na%me.yaml", "[/].yaml", "a=b;c.yaml", " a b .yaml", "å.yaml"])
def test_github_gets_the_exact_name_of_a_harmless_file(name: str, tmp_path: Path) -> None:
    write_file(tmp_path, name, "kind: mission\nid: Ikke en id\n")
    told = commands(reports(tmp_path)[1]["github"])
    assert {one.properties["file"] for one in told} == {name}


@pytest.mark.parametrize(
    "name", ["we,ird::na%me.yaml", "[/].yaml", "a|b.yaml", "a\nb.yaml", "<script>&.yaml", "a\\|b.yaml"]
)
def test_reports_for_ci_tell_the_name(name: str, tmp_path: Path) -> None:
    write_file(tmp_path, name, "kind: mission\nid: Ikke en id\ntitle: <script>\nstatus: <script>\n")
    report, texts = reports(tmp_path)
    line, shown = report.findings[0].span.line, name.replace("\n", "\\n")
    assert {f["location"]["path"] for f in json.loads(texts["gitlab"])} == {name}
    lines = [line for case in read_junit(texts["junit"]).iter("testcase") for line in told(case)]
    assert all(line.startswith(f"{shown}:") for line in lines)
    (rows,) = tables(texts["markdown"])
    assert rows[1][0] == f"{shown}:{line}"
    message = "`<script>`"
    for found in (
        [f["description"] for f in json.loads(texts["gitlab"])],
        lines,
        [cells[1] for cells in rows],
    ):
        assert any(message in one for one in found)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_texts_of_documents(text: str, tmp_path: Path) -> None:
    write_file(tmp_path, "m.yaml", SPOTS.replace("{0}", text))
    assert_well_formed(*reports(tmp_path))
    write_file(tmp_path, "m.yaml", f"kind: mission\nid: [{text}\ntitle: {text}\n")
    assert_well_formed(*reports(tmp_path))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_keys_of_documents(text: str, tmp_path: Path) -> None:
    write_file(tmp_path, "m.yaml", f"kind: mission\nid: a\ntitle: T\n? {text}\n: 1\n")
    assert_well_formed(*reports(tmp_path))


def test_a_command_split_by_the_marks_is_no_command(tmp_path: Path) -> None:
    write_file(tmp_path, "m.yaml", "kind: mission\nid: a\ntitle: [a##[stop-commands]x\n")
    report, texts = reports(tmp_path)
    assert_well_formed(report, texts)
    assert "stop-commands" in texts["text"]


def test_json_keeps_the_text_as_it_is(tmp_path: Path) -> None:
    write_file(tmp_path, "m.yaml", "kind: mission\nid: a\ntitle: T\nstatus: 'x ##[error]y'\n")
    found: list[dict[str, Any]] = json.loads(reports(tmp_path)[1]["json"])["findings"]
    assert any("`x ##[error]y`" in finding["message"] for finding in found)


def test_a_long_line_is_cut_and_the_message_is_one_line(tmp_path: Path) -> None:
    write_file(tmp_path, "m.yaml", f"kind: mission\nid: a\ntitle: {'T' * 5000}\nstatus: {'x' * 5000}\n")
    texts = reports(tmp_path)[1]
    assert max(len(line) for line in texts["text"].splitlines() if " | " in line) < 200


HOSTILE = """\
kind: mission
id: m
title: {0}
statement: {0}
status: running
deadline: 2032
targets: [{id: t, text: {0}, value: 5, unit: {0}}]
assessments: [{criterion: bold, verdict: met, justification: {0}, assessed_by: {0}, date: 2026-01-01}]
actors: [{ref: a}]
---
{kind: actor, id: a, name: {0}}
---
{kind: project, id: p, title: {0}, missions: [m], contributes_to: [{target: t, how: {0}}]}
"""
OTHERS = {"assess": ["text", "json", "markdown", "csv"], "coverage": ["text", "json", "markdown", "csv"]}


@pytest.mark.parametrize(("command", "form"), [(command, form) for command, forms in OTHERS.items() for form in forms])
def test_other_commands_print_no_workflow_command(
    command: str, form: str, tmp_path: Path, run: Callable[..., Any]
) -> None:
    text = "::error::x ##[stop-commands]x" + " words ::error::x" * 40
    (tmp_path / "::error::m.yaml").write_text(HOSTILE.replace("{0}", f'"{text}"'), encoding="utf-8")
    done = run(command, "--format", form, cwd=tmp_path)
    assert done.returncode < 2
    assert commands(done.stdout) == []
