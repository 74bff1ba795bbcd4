"""A register made by `init` in an editor: fields and codes are offered, explained and checked from the first minute."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import COMMAND
from language_server import SETTINGS, LanguageServer
from npm_packages import installed, tool
from test_editor import PROGRAM, VERSION, shown

from missionkit.model import KINDS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("new") / "register"
    made: list[str | Path] = [
        COMMAND,
        "init",
        root,
        "--name",
        "Renere luft",
        "--language",
        "nb",
        "--sectors",
        "arbeid,naring",
    ]
    subprocess.run(made, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return root


@pytest.fixture(scope="module")
def server(folder: Path, request: pytest.FixtureRequest) -> Iterator[LanguageServer]:
    """The server with the settings that `init` wrote for VS Code."""
    program = installed(request.config, "yaml-language-server", VERSION) / PROGRAM
    node = tool("node")
    assert node
    own = json.loads((folder / ".vscode/settings.json").read_text("utf-8"))
    settings = SETTINGS | {"yaml": SETTINGS["yaml"] | {"schemas": own["yaml.schemas"]}}
    with LanguageServer([node, str(program), "--stdio"], folder, settings) as running:
        yield running


def text_of(folder: Path, name: str) -> str:
    return (folder / name).read_text("utf-8")


def line_of(text: str, start: str) -> int:
    """The number of the line that starts with some words."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def test_no_document_has_a_mark(server: LanguageServer, folder: Path) -> None:
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.yaml"))
    assert len(names) == len(KINDS) + 1
    assert {name: shown(server.open(name, text_of(folder, name))) for name in names} == {name: [] for name in names}


def test_fields_are_offered_with_what_they_mean(server: LanguageServer, folder: Path) -> None:
    text = text_of(folder, "missions/renere-luft.yaml") + "\n"
    server.open("missions/felt.yaml", text)
    last = len(text.splitlines())
    offered = {
        one["label"]: one for one in server.at("textDocument/completion", "missions/felt.yaml", last, 1)["items"]
    }
    assert {"statement", "deadline", "targets"} < set(offered)
    assert not {"id", "title", "sectors"} & set(offered)
    assert offered["deadline"]["documentation"] == "When the goal should be reached."


def test_a_field_that_is_put_to_use_offers_its_codes(server: LanguageServer, folder: Path) -> None:
    text = text_of(folder, "actors/forste-aktor.yaml").replace("#actor_kind:", "actor_kind: ")
    server.open("actors/koder.yaml", text)
    line = line_of(text, "actor_kind: ")
    offered = server.at("textDocument/completion", "actors/koder.yaml", line, 13)["items"]
    assert [one["label"] for one in offered] == ["academia", "private", "public", "civil_society"]
    assert offered[3]["documentation"].startswith("sivilsamfunn")


def test_a_field_is_explained_where_the_mouse_rests(server: LanguageServer, folder: Path) -> None:
    text = text_of(folder, "projects/forste-prosjekt.yaml")
    server.open("projects/peker.yaml", text)
    told = server.at("textDocument/hover", "projects/peker.yaml", line_of(text, "missions:"), 3)
    assert "Ids of the missions it belongs to." in told["contents"]["value"]


def test_a_wrong_code_is_underlined_where_it_stands(server: LanguageServer, folder: Path) -> None:
    text = text_of(folder, "missions/renere-luft.yaml").replace("[arbeid, naring]", "[arbeid, handel]")
    line = line_of(text, "sectors:")
    told = shown(server.open("missions/feil.yaml", text))
    assert told == [f"{line}:19-25 Write a code of the list los, such as arbeid."]


def test_the_settings_hold_without_the_first_line(server: LanguageServer, folder: Path) -> None:
    text = re.sub(r"\A#.*\n", "", text_of(folder, "sources/forste-kilde.yaml")) + "ukjent: 1\n"
    line = line_of(text, "ukjent:")
    assert shown(server.open("sources/uten.yaml", text)) == [f"{line}:1-7 Property ukjent is not allowed."]
    settings = re.sub(r"\A#.*\n", "", text_of(folder, "missionkit.yaml")).replace("language: nb", "language: no")
    line = line_of(settings, "language:")
    assert shown(server.open("under/missionkit.yaml", settings)) == [f"{line}:11-13 Write one of nb, nn, en."]
