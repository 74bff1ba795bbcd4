"""Laws of the formats for findings: each tells every open finding once, with its rule and place, and counts alike."""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from by_chance import checked, files, made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from junit_form import read_junit, told
from markdown_tables import tables
from workflow_commands import commands

from missionkit.finding import Finding, Severity
from missionkit.language.catalog import say
from missionkit.output.formats import FORMATS
from missionkit.output.github import MOST
from missionkit.output.report import PLURALS, Checked, Report

SOME = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
SEEDS = st.integers(0, 10**6)
Told = tuple[str, str, int]
"""A rule, a file and a line."""
HEAD = re.compile(r"(\S+\.yaml):(\d+):\d+: [^\s\[]+\[([a-z-]+)\] ")


def heads(text: str) -> Iterator[Told]:
    """Yield what the lines tell that begin with a place."""
    for line in text.splitlines():
        if match := HEAD.match(line):
            yield match[3], match[1], int(match[2])


def in_json(text: str) -> Iterator[Told]:
    for one in json.loads(text)["findings"]:
        if one["waiver"] is None:
            yield one["rule"], one["file"], one["line"]


def in_sarif(text: str) -> Iterator[Told]:
    for one in json.loads(text)["runs"][0]["results"]:
        if not one.get("suppressions"):
            place = one["locations"][0]["physicalLocation"]
            yield one["ruleId"], unquote(place["artifactLocation"]["uri"]), place["region"]["startLine"]


def in_gitlab(text: str) -> Iterator[Told]:
    for one in json.loads(text):
        yield one["check_name"], one["location"]["path"], one["location"]["lines"]["begin"]


def in_markdown(text: str) -> Iterator[Told]:
    for place, words, _ in (row for table in tables(text) for row in table[1:]):
        file, _, line = place.rpartition(":")
        yield words.rpartition("(")[2].rstrip(")"), file, int(line)


OPEN: dict[str, Callable[[str], Iterator[Told]]] = {"json": in_json, "sarif": in_sarif, "gitlab": in_gitlab}
"""What formats tell of open findings: they mark waived ones, or leave them out."""


def of(findings: list[Finding]) -> Counter[Told]:
    return Counter((one.rule, one.file, one.span.line) for one in findings)


def report_of(seed: int, language: str) -> Report:
    register, findings = checked(files(made(seed), random.Random(seed)))
    return Report((Checked(register, tuple(findings)),), language)


@SOME
@given(SEEDS, st.sampled_from(["nb", "nn", "en"]))
def test_each_format_tells_every_finding_once(seed: int, language: str) -> None:
    report = report_of(seed, language)
    for name, reader in OPEN.items():
        assert Counter(reader(FORMATS[name](report))) == of(report.open), name
    for name in ("text", "concise"):
        assert Counter(heads(FORMATS[name](report))) == of(report.findings), name
    assert Counter(in_markdown(FORMATS["markdown"](report))) == of(report.findings)
    (suite,) = read_junit(FORMATS["junit"](report))
    cases = {str(case.get("name")): [*heads("\n".join(told(case)))] for case in suite.iter("testcase")}
    assert Counter(one for lines in cases.values() for one in lines) == of(report.findings)
    assert all(one[0] == rule for rule, lines in cases.items() for one in lines)


@SOME
@given(SEEDS)
def test_annotations_are_the_first_of_each_severity_and_the_last_counts_the_rest(seed: int) -> None:
    report = report_of(seed, "en")
    given_ = commands(FORMATS["github"](report))
    expected = [f for severity in Severity for f in [o for o in report.open if o.severity is severity][:MOST]]
    assert [(c.properties["title"], c.properties["file"], int(c.properties["line"])) for c in given_] == [
        (f.rule, f.file, f.span.line) for f in expected
    ]
    left = [last for c in given_ if re.match(r"and \d+ more", last := c.data.rpartition("\n")[2])]
    more = [report.count(severity) - MOST for severity in Severity if report.count(severity) > MOST]
    assert [say("more-annotations", "en", count=count) for count in more] == left


@SOME
@given(SEEDS)
def test_counts_are_those_of_what_is_told(seed: int) -> None:
    report = report_of(seed, "en")
    data = json.loads(FORMATS["json"](report))
    severities = Counter(one["severity"] for one in data["findings"] if one["waiver"] is None)
    for severity in Severity:
        assert data["summary"][PLURALS[severity]] == severities[severity] == report.count(severity)
        if report.open:
            counted = say(PLURALS[severity], "en", count=severities[severity])
            assert all(counted in FORMATS[name](report) for name in ("text", "concise", "github", "markdown")), counted
    assert data["summary"]["waived"] == sum(one["waiver"] is not None for one in data["findings"])
    assert data["summary"]["documents"] == len(made(seed))
