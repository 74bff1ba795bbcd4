"""Laws of validating, over registers made by chance: with and without gaps, and with data that break the models."""

import random
from collections import Counter

from by_chance import TODAY, checked, files, made, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from missionkit.finding import Finding
from missionkit.register import Register
from missionkit.rules.engine import check
from missionkit.rules.rule import RULES
from missionkit.source.yaml import read

SOME = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
SEEDS = st.integers(0, 10**6)
OF_FILES = ("id-not-file-name",)
"""Rules that speak of how files are called."""


@SOME
@given(SEEDS, SEEDS)
def test_files_orders_and_forms_change_no_finding(seed: int, form: int) -> None:
    documents = made(seed)
    plainly = [one for one in checked(files(documents))[1] if one.rule not in OF_FILES]
    otherwise = [one for one in checked(files(documents, random.Random(form)))[1] if one.rule not in OF_FILES]
    assert [*told(otherwise)] == [*told(plainly)]


STRANGERS = (
    "kind: mission\nid: zzz-mission\ntitle: {nb: Zzz}\n",
    "kind: mission\nid: zzz-m\ntitle: Z\n---\nkind: project\nid: zzz-p\ntitle: Z\nmissions: [zzz-m]\n",
    "kind: actor\nid: zzz-actor\nname: Zzz\norg_number: '999999999'\n",
    "kind: source\nid: zzz-source\ntitle: Zzz\nurl: https://zzz.example.org/\n",
    "kind: portfolio\nid: zzz-portfolio\ntitle: Zzz\n",
)
"""Documents that nothing refers to and that refer to nothing but each other."""


@SOME
@given(SEEDS, st.sampled_from(STRANGERS))
def test_an_unrelated_document_opens_and_closes_nothing_elsewhere(seed: int, stranger: str) -> None:
    texts = files(made(seed))
    before, after = checked(texts)[1], checked(texts | {"zzz/new.yaml": stranger})[1]
    assert [*told(elsewhere(after))] == [*told(elsewhere(before))]
    assert any("zzz" in one.document for one in after)


def elsewhere(findings: list[Finding]) -> list[Finding]:
    """Return the findings that are not about the strangers, nor about the register as a whole."""
    return [one for one in findings if "zzz" not in one.document and RULES[one.rule].on is not Register]


@SOME
@given(SEEDS, SEEDS)
def test_the_path_of_a_finding_leads_to_what_it_speaks_of(seed: int, form: int) -> None:
    register, findings = checked(files(made(seed), random.Random(form)))
    assert findings
    for finding in findings:
        if finding.path:
            leads_there(finding, register)


def leads_there(finding: Finding, register: Register) -> None:
    """Raise unless all of the path but a missing field exists, and the span is at the key or the item it leads to."""
    data, keys, left = _data(finding, register), [""], finding.path
    while left and (step := _step(data, left)):
        data, name, left = step
        keys.append(name)
    # What is missing is at most a field of a part: `budget.total` where there is no budget.
    assert left.count(".") + left.count("[") <= 2, finding
    line = register.lines(finding.file)[finding.span.line - 1]
    written = line[finding.span.column - 1 : finding.span.end_column - 1]
    if not keys[-1] and written[:1] in "{[*&!|>":
        return
    there = keys[-1] or (next(iter(data), "") if isinstance(data, dict) else data)
    held = [one.data for one in read(written.encode(), "f.yaml").documents]
    assert there in (written, *held), finding


def _data(finding: Finding, register: Register) -> object:
    kind, _, id_ = finding.document.partition(":")
    for one in read(register.tree.read(finding.file), finding.file).documents:
        if isinstance(one.data, dict) and (one.data.get("kind"), one.data.get("id")) == (kind, id_):
            return one.data
    raise AssertionError(f"{finding.document} is not in {finding.file}")


def _step(data: object, path: str) -> tuple[object, str, str] | None:
    """Return what the first step of a path leads to, the key it was (nothing for an item), and what is left of it."""
    path = path.removeprefix(".")
    if isinstance(data, dict):
        key = max((key for key in data if path == key or path.startswith((f"{key}.", f"{key}["))), key=len, default="")
        return (data[key], key, path[len(key) :]) if key else None
    if isinstance(data, list) and path.startswith("["):
        name, _, left = path[1:].partition("]")
        items = [one for one in data if isinstance(one, dict) and one.get("id") == name]
        if not items and name.isdecimal() and int(name) < len(data):
            items = [data[int(name)]]
        return (items[0], "", left) if items else None
    return None


@SOME
@given(SEEDS)
def test_fingerprints_are_all_different_and_stay(seed: int) -> None:
    texts = files(made(seed))
    findings = checked(texts)[1]
    assert [one for one, count in Counter(f.fingerprint for f in findings).items() if count > 1] == []
    moved = checked({name: f"# a\n\n{text}" for name, text in texts.items()})[1]
    assert [one.fingerprint for one in moved] == [one.fingerprint for one in findings]


@SOME
@given(SEEDS)
def test_the_same_register_has_the_same_findings(seed: int) -> None:
    register, findings = checked(files(made(seed)))
    assert check(register, TODAY) == findings
