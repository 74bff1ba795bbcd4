"""The reference says what the program does: every page of it is made by the program and compared with the file."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from commands_page import group, page
from conftest import Run

from missionkit.codelist import code_list
from missionkit.diff.change import codes
from missionkit.model import KINDS
from missionkit.output.changes.codes import codes_manual
from missionkit.output.fields import fields_manual
from missionkit.values import LANGUAGES

FOLDER = Path(__file__).parents[2] / "docs" / "reference"

Compare = Callable[[str, str], None]


@pytest.fixture
def same(request: pytest.FixtureRequest) -> Compare:
    """Compare a page with its file, or rewrite the file with --update-golden."""

    def compare(name: str, text: str) -> None:
        if request.config.getoption("--update-golden"):
            (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        assert text == (FOLDER / name).read_text(encoding="utf-8")

    return compare


def anchors(text: str) -> list[str]:
    """The anchors that GitHub gives the headings of a page."""
    return [re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in re.findall(r"(?m)^#+ (.*)$", text)]


def test_commands_are_made_from_the_application(same: Compare) -> None:
    text = page()
    for name, command in group().commands.items():
        assert (f"\n## {name}\n" in text) is not command.hidden
    assert "`--fail-on` | `error` |" in text
    assert "missionkit diff origin/main HEAD --format markdown -o comment.md" in text
    same("commands.md", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_are_made_from_the_models(language: str, same: Compare) -> None:
    same(f"fields.{language}.md", fields_manual(tuple(KINDS), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_changes_are_made_from_the_codes(language: str, same: Compare) -> None:
    text = codes_manual(language)
    assert re.findall(r"(?m)^### `(.*)`$", text) == list(codes())
    same(f"changes.{language}.md", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_inside_a_page_lead_to_one_heading(language: str) -> None:
    for text in (fields_manual(tuple(KINDS), language), page()):
        found = anchors(text)
        assert len(found) == len(set(found))
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(found)


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_of_one_kind_hold_all_they_need(kind: str) -> None:
    text = fields_manual((kind,), "nb")
    assert text.count("\n### ") < fields_manual(tuple(KINDS), "nb").count("\n### ")
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(anchors(text))


def test_fields_say_value_need_and_codes() -> None:
    text = fields_manual(("mission",), "en")
    assert "| `deadline` | Deadline | date: 2032, 2030-Q4, 2030-06 or 2030-06-30 |  |" in text
    assert "| `title` | Title | text, or a text for each of nb, nn and en | yes | Name of the mission. |" in text
    assert "| `targets` | Targets | list of: [Target](#target) |" in text
    assert "| `owner` | Owner | id of: actor |" in text
    assert "| `kind` | Kind | `mission` | yes |" in text
    assert "| `likelihood` | Likelihood | whole number from 1 to 5 |" in text
    assert f"{len(code_list('sdg-target').labels)} codes" in text


def test_the_commands_print_the_pages(run: Run) -> None:
    fields = run("schema", "--format", "manual", "--lang", "nn")
    assert fields.stdout == fields_manual(tuple(KINDS), "nn")
    assert run("schema", "actor", "--format", "manual").stdout == fields_manual(("actor",), "en")
    changes = run("diff", "--list-checks", "--format", "manual", "--lang", "nb")
    assert changes.stdout == codes_manual("nb")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("diff", "--format", "manual"), "no kind of document is called 'diff'"),
        (("--format", "manul"), "no format is called 'manul'; did you mean 'manual'"),
        (("--format", "manual", "-o", "x"), "only the JSON Schemas are written to a folder"),
        (("--format", "manual", "--lang", "sv"), "no language is called 'sv'"),
    ],
)
def test_what_the_manual_of_fields_cannot_do_is_2(arguments: tuple[str, ...], says: str, run: Run) -> None:
    done = run("schema", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
