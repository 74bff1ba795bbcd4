"""No bytes end in an exception, and every fault has a rule and a place in the text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionkit.model import KINDS
from missionkit.model.walk import field_names, model_at
from missionkit.register import load_register
from missionkit.rules import engine
from missionkit.rules.table import rules
from missionkit.source.decode import decode, lines
from missionkit.source.events import ruamel_events
from missionkit.source.tree import OneText
from missionkit.source.yaml import read

RULES = {rule.name for rule in rules()}
DOCUMENTS = """\
kind: mission
id: clean-harbour
title: {nb: Ren havn, en: A clean harbour}
status: adopted
deadline: 2035-06-30
sectors: [helse-og-omsorg, "cofog:05"]
challenges:
  - id: litter
    title: Søppel 😀
    sdg_targets: ["14.1"]
targets: &targets
  - id: halve-litter
    text: |
      Half the litter
        by 2035.
    kind: quantified
    indicator: {name: tonnes}
    baseline: {value: 12.50, date: 2025}
    value: 6.25
  - {id: ban, text: 'It''s banned', kind: binary, done_when: "law\\n\\u00e5"}
meta: {again: *targets, deep: [[[1, ~, true]], !!str 5]}
---
# A project
kind: project
id: cleaning
title: >-
  Cleaning
  the harbour
missions: [clean-harbour]
contributes_to:
- target: halve-litter
  how: divers
budget: {total: {amount: 1e6, currency: NOK}}
...
---
kind: actor
id: divers
name: Divers
org_number: "974760673"
url: https://example.org/#top
""".encode()

PIECES = [
    *(b"\t", b"\n", b"\r", b"\r\n", b" ", b"  ", b":", b": ", b"- ", b"? ", b"---", b"\n---\n", b"\n...\n"),
    *(b"[", b"]", b"{", b"}", b",", b"'", b'"', b"\\", b"#", b"%", b"@", b"`", b"|", b">", b"|+9", b"<<: "),
    *(b"!", b"!!int ", b"!<", b"&a ", b"*a", b"%YAML 1.1\n", b"%TAG ! x\n", b"\\ud800", b"\\UFFFFFFFF"),
    *(b"\0", b"\x1b", b"\x7f", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xc2\x85", b"\xe2\x80\xa8"),
    *("😀".encode(), b"1e9999", b".nan", b"9" * 50, b"id: ", b"kind: ", b"\0again"),
]
SOUP = st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return the documents with some stretches cut out, doubled, overwritten or filled in."""
    data = DOCUMENTS
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        new = draw(st.sampled_from([*PIECES, data[start:end] * 2, b""]) | st.binary(max_size=3))
        data = data[:start] + new + data[end:]
    return data


def check(data: bytes) -> None:
    """Fail unless the bytes are read without an exception and every fault is in its place."""
    text = lines(decode(data)[0])
    plain, positioned = read(data, "f.yaml"), read(data, "f.yaml", positions=True)
    assert positioned.faults == plain.faults
    assert repr([d.data for d in positioned.documents]) == repr([d.data for d in plain.documents])
    register = load_register(OneText("f.yaml", data))
    if not plain.documents:
        assert register.faults
    for fault in register.faults:
        assert fault.rule in RULES
        for span in (fault.span or register.site(fault.place).span, *(r.span for r in fault.related if r.span)):
            assert 1 <= span.line <= span.end_line <= len(text)
            assert 1 <= span.column <= len(text[span.line - 1]) + 1
            assert (span.line, span.column) <= (span.end_line, span.end_column)
    findings = engine.check(register, date(2026, 11, 23))
    assert len(findings) >= len(register.faults)


EXAMPLES = [
    b"",
    b"\xff\xfe",
    b"\xfe\xff\0",
    b"\xef\xbb\xbf\xef\xbb\xbfa: 1",
    b"\r",
    b"%",
    b"--- ",
    b"...",
    b"\t",
    b"a\n\0",
    b"? ",
    b"&a",
    b"*a",
]
"""Inputs that are tried each time; the last ones broke something once."""


@pytest.mark.parametrize("data", EXAMPLES, ids=repr)
def test_short_inputs(data: bytes) -> None:
    check(data)


def test_the_undamaged_documents_have_no_fault() -> None:
    assert load_register(OneText("f.yaml", DOCUMENTS)).faults == []


ODD_VALUES = (
    *("~", "''", "true", "-1", "1e9999", ".nan", "9" * 60, "2030-02-31", "a/b", '"\\0\\e[31m{value} %s"'),
    *("[~]", "{no: x}", "[{id: x}, {id: x}]", "{odd: *odd}"),
)


@pytest.mark.parametrize("value", ODD_VALUES, ids=range(len(ODD_VALUES)))
def test_odd_values_in_every_field(value: str) -> None:
    documents: list[str] = []
    for kind, model in KINDS.items():
        for key in field_names(model):
            part = model_at(model, (key,))
            odd = [value, *(f"{{{sub}: {value}}}" for sub in (field_names(part) if part else ()))]
            for one in (*odd, *(f"[{one}]" for one in odd)):
                id_ = f"x{len(documents)}"
                fields = {"meta": "{odd: &odd {a: 1}}", "kind": kind, "id": id_, "title": "T", "name": "N", key: one}
                documents.append("".join(f"{k}: {v}\n" for k, v in fields.items() if k in field_names(model)))
    assert len(documents) > 500
    check("---\n".join(documents).encode())


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    check(data)


@settings(max_examples=600, deadline=None)
@given(SOUP)
def test_any_signs_of_yaml(data: bytes) -> None:
    check(data)


@settings(max_examples=500, deadline=None)
@given(damaged())
def test_damaged_documents(data: bytes) -> None:
    check(data)


@settings(max_examples=100, deadline=None)
@given(damaged() | SOUP)
def test_damaged_documents_without_libyaml(data: bytes) -> None:
    reading = read(data, "f.yaml", positions=True, events=ruamel_events)
    last = len(lines(decode(data)[0]))
    assert reading.documents or reading.faults
    for fault in reading.faults:
        assert fault.rule in RULES
        assert fault.span is not None
        assert 1 <= fault.span.line <= last
        assert fault.span.column >= 1
