"""What an author sees in an editor: the YAML language server with our schemas, driven as editors drive it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from language_server import ASSOCIATED, LanguageServer
from npm_packages import installed, tool

VERSION = "2.0.0"
PROGRAM = "bin/yaml-language-server"
SCHEMAS = Path(__file__).parent.parent.parent / "schemas"


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    program = installed(request.config, "yaml-language-server", VERSION) / PROGRAM
    node = tool("node")
    assert node
    folder = tmp_path_factory.mktemp("editor")
    shutil.copytree(SCHEMAS, folder / "schemas")
    with LanguageServer([node, str(program), "--stdio"], folder) as running:
        yield running


def head(schema: str) -> str:
    """The comment that names the schema of a file; it takes the first line."""
    return f"# yaml-language-server: $schema=schemas/{schema}.schema.json\n"


def shown(diagnostics: list[dict[str, Any]]) -> list[str]:
    """Return `line:column-column message` for each diagnostic, lines and columns from 1 as editors count."""
    found = []
    for one in diagnostics:
        start, end = one["range"]["start"], one["range"]["end"]
        place = (start["line"] + 1, start["character"] + 1, end["character"] + 1)
        found.append((place, f"{place[0]}:{place[1]}-{place[2]} {one['message']}"))
    return [text for _, text in sorted(found)]


START = "kind: mission\nid: demens\ntitle: Demens\n"
DATE = "Write a date as 2032, 2030-Q4, 2030-06 or 2030-06-30."
TEXT = "Write a text, or one text for each of the languages nb, nn and en."
MESSAGES: dict[str, tuple[str, list[str]]] = {
    "good": (START + "statement: {nb: Mindre demens}\ndeadline: 2032\nsectors: [helse-og-omsorg]\n", []),
    "unknown field": (START + "dedline: 2032\n", ["5:1-8 Property dedline is not allowed."]),
    "unknown language": (START + "summary: {nb: a, de: b}\n", [f"5:18-20 {TEXT}"]),
    "list is a word": (START + "targets: mange\n", ['5:10-15 Incorrect type. Expected "array".']),
    "text is a number": (START + "summary: 12\n", ['5:10-12 Incorrect type. Expected "string | map of nb, nn, en".']),
    "flag is a word": (
        START + "targets:\n  - {id: a, text: T, relative: yes}\n",
        ['6:32-35 Incorrect type. Expected "boolean".'],
    ),
    "code not in a short list": (
        START + "status: vedtatt\n",
        ["5:9-16 Write one of idea, draft, proposed, illustrative, adopted, running, paused, achieved, closed."],
    ),
    "code not in a long list": (
        START + "sectors: [helse]\n",
        ["5:11-16 Write a code of the list los, such as arbeid."],
    ),
    "unquoted 8.10": (
        START + "challenges:\n  - {id: a, title: T, sdg_targets: [8.10]}\n",
        ['6:37-41 Write a code of the list sdg-target, such as "1.1", in quotation marks.'],
    ),
    "date as in Norway": (START + "deadline: 31.12.2032\n", [f"5:11-21 {DATE}"]),
    "month 13": (START + "deadline: 2032-13\n", [f"5:11-18 {DATE}"]),
    "date is a list": (START + "deadline: [2032]\n", [f"5:11-17 {DATE}"]),
    "number with a unit": (
        START + "targets:\n  - {id: a, text: T, value: 50 %}\n",
        ["6:29-33 Write a number with a point for decimals and without spaces or unit, such as 10.5."],
    ),
    "wrong id": (
        "kind: mission\nid: Demens\ntitle: T\n",
        ["3:5-11 Write an id with small letters a-z, digits and single hyphens, such as cleaner-air."],
    ),
    "wrong reference": (
        START + "owner: Helsedirektoratet!\n",
        ["5:8-26 Write the id of a document, or document/part for a part of another document."],
    ),
    "wrong address": (
        START + "links: [{title: T, url: ftp://x}]\n",
        ["5:25-32 Write a whole web address that starts with https:// or http://."],
    ),
    "score too high": (
        START + "risks: [{id: a, description: T, likelihood: 7}]\n",
        ["5:45-46 Value is above the maximum of 5."],
    ),
    "missing required field": ("kind: mission\nid: demens\n", ['2:1-2 Missing property "title".']),
    "missing field of a part": (START + "targets:\n  - id: a\n", ['6:5-6 Missing property "text".']),
    "empty text": (
        'kind: mission\nid: demens\ntitle: ""\n',
        ["4:8-10 String is shorter than the minimum length of 1."],
    ),
}


@pytest.mark.parametrize(("text", "expected"), MESSAGES.values(), ids=MESSAGES)
def test_what_is_underlined_and_why(
    text: str, expected: list[str], server: LanguageServer, request: pytest.FixtureRequest
) -> None:
    name = f"{request.node.callspec.id.replace(' ', '-')}.yaml"
    assert shown(server.open(name, head("mission") + text)) == expected


TWO = ("kind: actor\nid: a\nname: Navn\nactor_kind: statlig\n", "kind: source\nid: b\n", "kind: kilde\nid: c\n")
KINDS = '"mission", "portfolio", "project", "actor", "source"'


def test_documents_of_one_file_are_checked_by_their_kinds(server: LanguageServer) -> None:
    """The comment holds for the document it stands in, so each has its own."""
    told = shown(server.open("two.yaml", "---\n".join(head("document") + text for text in TWO)))
    assert told == [
        "5:13-20 Write one of academia, private, public, civil_society.",
        '8:1-2 Missing property "title".',
        f"12:7-12 Value is not accepted. Valid values: {KINDS}.",
    ]


def test_a_schema_named_in_the_settings_holds_for_all_documents(server: LanguageServer) -> None:
    assert shown(server.open(ASSOCIATED, "---\n".join(TWO))) == [
        "4:13-20 Write one of academia, private, public, civil_society.",
        '6:1-2 Missing property "title".',
        f"9:7-12 Value is not accepted. Valid values: {KINDS}.",
    ]


def test_the_configuration_is_checked(server: LanguageServer) -> None:
    text = "langauge: nb\nlanguage: no\nseverity: {id-not-file-name: of}\n"
    assert shown(server.open("missionkit.yaml", head("missionkit") + text)) == [
        "2:1-9 Property langauge is not allowed.",
        "3:11-13 Write one of nb, nn, en.",
        "4:30-32 Write one of error, warning, hint, off.",
    ]


def test_fields_are_offered_with_what_they_mean(server: LanguageServer) -> None:
    server.open("fields.yaml", head("mission") + START + "\n")
    offered = {one["label"]: one for one in server.at("textDocument/completion", "fields.yaml", 5, 1)["items"]}
    assert {"statement", "deadline", "targets", "sectors", "waivers", "meta"} < set(offered)
    assert not {"id", "title", "kind"} & set(offered)
    assert offered["deadline"]["documentation"] == "When the goal should be reached."
    assert [offered[key]["insertText"] for key in ("statement", "deadline", "owner")] == [
        "statement: ",
        "deadline: ",
        "owner: ",
    ]


def test_codes_are_offered_with_their_labels(server: LanguageServer) -> None:
    server.open("codes.yaml", head("mission") + START + "status: \n")
    offered = server.at("textDocument/completion", "codes.yaml", 5, 9)["items"]
    assert [(one["label"], one["documentation"]) for one in offered][:2] == [
        ("idea", "idé / idea"),
        ("draft", "utkast / draft"),
    ]


def test_a_field_is_explained_where_the_mouse_rests(server: LanguageServer) -> None:
    server.open("hover.yaml", head("mission") + START + "deadline: 2032\n")
    assert (
        "When the goal should be reached." in server.at("textDocument/hover", "hover.yaml", 5, 3)["contents"]["value"]
    )
