"""Every format of one small register, in three languages: as kept in tests/golden, and valid by its schema."""

import json
import re
from collections.abc import Callable

import pytest
from faulty_register import report_on, write_faulty
from junit_form import outcome, read_junit, told
from markdown_tables import tables
from report_schemas import gitlab_schema, json_schema, sarif_schema
from workflow_commands import commands

from missionkit import __version__
from missionkit.language.catalog import say
from missionkit.output.formats import FORMATS
from missionkit.rules.table import rules
from missionkit.values import LANGUAGES

Made = dict[str, str]


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Made]:
    """A language, and the register's report in it in every format."""
    register = tmp_path_factory.mktemp("register")
    write_faulty(register)
    report = report_on(register, request.param)
    return request.param, {name: write(report) for name, write in FORMATS.items()}


def without_noise(name: str, text: str) -> str:
    """Leave out of a report what changes with every version and every new rule."""
    if name == "sarif":
        log = json.loads(text)
        driver = log["runs"][0]["tool"]["driver"]
        found = {result["ruleId"] for result in log["runs"][0]["results"]}
        driver["rules"] = [rule for rule in driver["rules"] if rule["id"] in found]
        for result in log["runs"][0]["results"]:
            del result["ruleIndex"]
        text = json.dumps(log, ensure_ascii=False, indent=2) + "\n"
    if name == "junit":
        text = re.sub(r"(?m)^ *<testcase [^>]*/>\n", "", text)
        text = re.sub(r"(?m)^ *<testcase [^>]*>\n *<skipped [^>]*/>\n *</testcase>\n", "", text)
        text = re.sub(r'(tests|skipped)="\d+"', r'\1="…"', text)
    return text.replace(f'"version": "{__version__}"', '"version": "…"')


def test_formats_are_as_kept(made: tuple[str, Made], golden: Callable[[str, str], None]) -> None:
    language, texts = made
    for name, text in texts.items():
        golden(f"formats/{language}/{name}.txt", without_noise(name, text))


def test_sarif_is_valid_by_the_official_schema(made: tuple[str, Made]) -> None:
    sarif_schema().validate(json.loads(made[1]["sarif"]))


def test_sarif_rules_and_indexes_belong_together(made: tuple[str, Made]) -> None:
    (sarif_run,) = json.loads(made[1]["sarif"])["runs"]
    names = [rule["id"] for rule in sarif_run["tool"]["driver"]["rules"]]
    assert names == [rule.name for rule in rules()]
    for result in sarif_run["results"]:
        assert names[result["ruleIndex"]] == result["ruleId"]


def test_gitlab_gets_what_it_demands(made: tuple[str, Made]) -> None:
    found = json.loads(made[1]["gitlab"])
    gitlab_schema().validate(found)
    assert made[1]["gitlab"].startswith("[")
    severities = {"error": "major", "warning": "minor", "hint": "info"}
    expected = [
        (f["file"], f["line"], f["rule"], severities[f["severity"]], f["fingerprint"], f"{f['message']}. {f['help']}")
        for f in json.loads(made[1]["json"])["findings"]
    ]
    assert expected == [
        (
            f["location"]["path"],
            f["location"]["lines"]["begin"],
            f["check_name"],
            f["severity"],
            f["fingerprint"],
            f["description"],
        )
        for f in found
    ]


def test_junit_has_a_test_for_every_rule(made: tuple[str, Made]) -> None:
    (suite,) = read_junit(made[1]["junit"])
    assert [(case.get("classname"), case.get("name")) for case in suite] == [
        (rule.family.replace("_", "-"), rule.name) for rule in rules()
    ]


def test_junit_fails_where_errors_are_and_tells_every_finding(made: tuple[str, Made]) -> None:
    (suite,) = read_junit(made[1]["junit"])
    findings = json.loads(made[1]["json"])["findings"]
    failed = {case.get("name") for case in suite if outcome(case) == "failure"}
    assert failed == {f["rule"] for f in findings if f["severity"] == "error"}
    passed = {case.get("name") for case in suite if outcome(case) == "passed"}
    assert passed >= {f["rule"] for f in findings} - failed
    lines = made[1]["concise"].splitlines()[:-1]
    assert sorted(line for case in suite for line in told(case)) == sorted(lines)


def test_junit_skips_rules_that_are_off(made: tuple[str, Made]) -> None:
    (suite,) = read_junit(made[1]["junit"])
    reasons = {skipped.get("message") for case in suite for skipped in case.iter("skipped")}
    assert reasons == {say("rule-off", made[0])}
    assert {case.get("classname") for case in suite if outcome(case) == "skipped"} & {"bold", "directed"}


def test_markdown_begins_with_the_verdict_and_tells_every_finding(made: tuple[str, Made]) -> None:
    language, texts = made
    report = json.loads(texts["json"])
    assert texts["markdown"].splitlines()[0] == f"✗ **{say('verdict-failed', language)}** {report['summary']['text']}"
    rows = [row for table in tables(texts["markdown"]) for row in table[1:]]
    ordered = sorted(report["findings"], key=lambda f: ["error", "warning", "hint"].index(f["severity"]))
    assert rows == [(f"{f['file']}:{f['line']}", f"{f['message']} ({f['rule']})", f["help"]) for f in ordered]


def test_json_is_valid_by_our_schema(made: tuple[str, Made]) -> None:
    json_schema().validate(json.loads(made[1]["json"]))


def test_formats_tell_the_same_findings(made: tuple[str, Made]) -> None:
    texts = made[1]
    report = json.loads(texts["json"])
    expected = [(f["file"], f["line"], f["column"], f["rule"]) for f in report["findings"]]
    (sarif_run,) = json.loads(texts["sarif"])["runs"]
    places = [(r["locations"][0]["physicalLocation"], r["ruleId"]) for r in sarif_run["results"]]
    regions = [(p["artifactLocation"]["uri"], p["region"], rule) for p, rule in places]
    assert [(uri, r["startLine"], r["startColumn"], rule) for uri, r, rule in regions] == expected
    heads = re.findall(r"(?m)^(\S+):(\d+):(\d+): \S+\[([a-z0-9-]+)\] ", texts["concise"])
    assert [(file, int(line), int(column), rule) for file, line, column, rule in heads] == expected
    assert re.findall(r"(?m)^(\S+):(\d+):(\d+): \S+\[([a-z0-9-]+)\] ", texts["text"]) == heads
    assert texts["text"].splitlines()[-1] == texts["concise"].splitlines()[-1] == report["summary"]["text"]


def test_fingerprints_differ_and_are_the_same_in_json_and_sarif(made: tuple[str, Made]) -> None:
    prints = [finding["fingerprint"] for finding in json.loads(made[1]["json"])["findings"]]
    (sarif_run,) = json.loads(made[1]["sarif"])["runs"]
    assert prints == [result["partialFingerprints"]["missionkit/v1"] for result in sarif_run["results"]]
    assert len(set(prints)) == len(prints)


def test_github_commands_say_what_json_says(made: tuple[str, Made]) -> None:
    kinds = {"error": "error", "warning": "warning", "hint": "notice"}
    findings = json.loads(made[1]["json"])["findings"]
    expected: list[tuple[str, str, int, str]] = []
    for severity in kinds:
        alike = [f for f in findings if f["severity"] == severity]
        expected += [(kinds[severity], f["file"], f["line"], f"{f['message']}\n{f['help']}") for f in alike[:10]]
    told = commands(made[1]["github"])
    assert len(told) == len(expected)
    for one, (kind, file, line, message) in zip(told, expected, strict=True):
        assert (one.name, one.properties["file"], one.properties["line"]) == (kind, file, str(line))
        assert one.data.startswith(message)


MORE = {
    "nb": "og {} til; `--format text` viser alle",
    "nn": "og {} til; `--format text` viser alle",
    "en": "and {} more; `--format text` shows all",
}


def test_the_tenth_annotation_of_a_kind_tells_how_many_more(made: tuple[str, Made]) -> None:
    language, texts = made
    errors = json.loads(texts["json"])["summary"]["errors"]
    told = [one for one in commands(texts["github"]) if one.name == "error"]
    assert errors > len(told) == 10
    assert [one.data.endswith(MORE[language].format(errors - 10)) for one in told] == [False] * 9 + [True]
