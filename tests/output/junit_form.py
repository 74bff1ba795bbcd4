"""Reads JUnit XML and holds it against the form that Jenkins and GitLab read.

The form is that of `junit-10.xsd` of Jenkins' xunit-plugin
(github.com/jenkinsci/xunit-plugin, src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd), as far as a report
without times and reruns can use it.
"""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring

COUNTS = {"tests", "failures", "errors"}
RAILS_TYPES = {"symbol", "date", "datetime", "duration", "integer", "float", "decimal", "boolean", "string", "yaml"}
RAILS_TYPES |= {"base64Binary", "hexBinary", "file"}
"""Values of `type` that GitLab's reader (Rails' `Hash.from_xml`) takes for the type of a text and converts by."""


@dataclass(frozen=True)
class Form:
    """What an element may hold."""

    required: set[str] = field(default_factory=set)
    optional: set[str] = field(default_factory=set)
    children: set[str] = field(default_factory=set)
    text: bool = False


OUTCOME = Form(optional={"type", "message"}, text=True)
FORMS = {
    "testsuites": Form(optional={"name", *COUNTS}, children={"testsuite"}),
    "testsuite": Form({"name", *COUNTS}, {"skipped", "id", "file"}, {"testcase", "properties", "system-out"}),
    "testcase": Form({"name"}, {"classname"}, {"skipped", "error", "failure", "system-out", "system-err"}),
    "failure": OUTCOME,
    "skipped": OUTCOME,
    "system-out": Form(text=True),
}


def read_junit(text: str) -> Element:
    """Return the root of a report; raises AssertionError where form or counts are wrong, ParseError for bad XML."""
    root = fromstring(text.encode("utf-8"))
    assert root.tag == "testsuites"
    for element in root.iter():
        form = FORMS[element.tag]
        assert form.required <= set(element.keys()) <= form.required | form.optional, element.tag
        assert {child.tag for child in element} <= form.children, element.tag
        assert form.text or not (element.text or "").strip(), element.tag
        assert not (element.tail or "").strip(), element.tag
        assert element.get("type") not in RAILS_TYPES
        assert {key: element.get(key) for key in counts(element)} == counts(element)
    return root


def counts(element: Element) -> dict[str, str | None]:
    """Return the counts of the tests in an element, as it should tell them."""
    told = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    return {key: str(len(list(element.iter(tag)))) for key, tag in told.items() if key in element.attrib}


def outcome(case: Element) -> str:
    """Return how a test case ended: failure, skipped or passed."""
    (found,) = [child.tag for child in case if child.tag != "system-out"] or ["passed"]
    return found


def told(case: Element) -> list[str]:
    """Return the lines of a test case that begin with a place, whether it failed, was skipped or passed."""
    return [line for child in case for line in (child.text or "").splitlines() if line and not line.startswith("  ")]
