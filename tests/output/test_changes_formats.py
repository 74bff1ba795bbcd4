"""Every format of one rich comparison, in three languages: as kept in tests/golden, valid, and telling the same."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from markdown_tables import READER, tables
from two_states import comparison_of, write_states
from workflow_commands import commands

from missionkit import __version__
from missionkit.diff.change import GROUPS, Level, codes
from missionkit.output.changes.codes import EXPLAINED, LISTS
from missionkit.output.changes.formats import COMPARISONS, FAILURES
from missionkit.output.changes.report import Comparison
from missionkit.values import LANGUAGES

SCHEMA = json.loads((Path(__file__).parent.parent.parent / "schemas/diff.schema.json").read_text(encoding="utf-8"))
ROOT = Path(__file__).parent.parent.parent
ENDINGS = {"text": "txt", "markdown": "md", "json": "json", "github": "github.txt", "html": "html"}
KINDS = {"breaking": "error", "warning": "warning", "info": "notice"}

Made = tuple[Comparison, dict[str, str]]


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The comparison in a language, and what every format makes of it."""
    folder = tmp_path_factory.mktemp("states")
    write_states(folder)
    comparison = comparison_of(folder, request.param)
    return comparison, {name: write(comparison) for name, write in COMPARISONS.items()}


def test_the_comparison_is_rich(made: Made) -> None:
    comparison = made[0]
    assert len({change.code.name for change in comparison.changes}) >= 50
    assert set(comparison.counts()) == set(GROUPS)
    assert all(comparison.counts().values())
    keys = {note.key for note in comparison.all_notes()}
    assert keys == {"base-invalid", "decision-missing", "accepted-expired", "accepted-unused"}


def test_formats_are_as_kept(made: Made, golden: Callable[[str, str], None]) -> None:
    comparison, texts = made
    for name, text in texts.items():
        if name in ("text", "markdown", "html") or comparison.language == "nb":
            kept = text.replace(f'"version": "{__version__}"', '"version": "…"')
            golden(f"diff/{comparison.language}.{ENDINGS[name]}", kept)


def records(texts: dict[str, str]) -> list[dict[str, Any]]:
    return list(json.loads(texts["json"])["changes"])


def test_json_is_valid_by_our_schema(made: Made) -> None:
    validator = Draft202012Validator(SCHEMA)
    validator.validate(json.loads(made[1]["json"]))
    validator.validate(json.loads(FAILURES["json"]("“v9” is no revision", made[0].language)))
    with pytest.raises(Exception, match="is not valid under any"):
        validator.validate({"schema_version": 1, "status": "ok"})


def test_acceptances_are_told_in_the_language(made: Made) -> None:
    comparison, texts = made
    accepted = [one["accepted"]["reason"] for one in records(texts) if one["accepted"]]
    reason = {"en": "The county council gave the target two more years."}
    assert reason.get(comparison.language, "Fylkestinget ga målet to år til.") in accepted
    until = {"nb": "godtatt til 30. juni 2027", "nn": "godteke til 30. juni 2027", "en": "accepted until 30 June 2027"}
    for name in ("text", "markdown"):
        assert until[comparison.language] in texts[name]
    assert until[comparison.language][1:] in texts["html"]


def test_text_and_markdown_tell_every_change_once(made: Made) -> None:
    comparison, texts = made
    assert texts["text"].splitlines()[0] == comparison.verdict()
    marker, heading = texts["markdown"].splitlines()[:2]
    assert (marker, heading) == ("<!-- missionkit-diff -->", f"## {comparison.verdict()}")
    rows = [row for table in comment_tables(texts["markdown"]) for row in table[1:]]
    told = [one["fingerprint"] for one in records(texts)]
    assert sorted(row[2][-12:] for row in rows) == sorted(told)
    heads = re.findall(r"(?m)^\S+:\d+: \w.*\[[a-z-]+\] .* \(([0-9a-f]{12})\)$", texts["text"])
    assert sorted(heads) == sorted(told)
    assert sorted(row[0] for row in rows) == sorted(f"{one['title']} {one['code']}" for one in records(texts))


def comment_tables(text: str) -> list[list[tuple[str, ...]]]:
    """The tables of a comment; a break within a cell is read as two words."""
    return tables(text.replace("<br>", " "))


def test_only_our_tags_are_in_the_comment(made: Made) -> None:
    text = made[1]["markdown"]
    blocks = [t.content.strip() for t in READER.parse(text) if t.type == "html_block"]
    folded = [g for g in ("moved", "info", "cosmetic", "accepted") if made[0].counts()[g]]
    assert len([b for b in blocks if b.startswith("<details>\n<summary>")]) == len(folded)
    assert len([b for b in blocks if b == "</details>"]) == len(folded)
    assert len(blocks) == 2 * len(folded) + 1


def test_github_reads_annotations_that_say_what_json_says(made: Made) -> None:
    comparison, texts = made
    found = [one for one in records(texts) if not one["accepted"]]
    expected: list[dict[str, Any]] = []
    for level in KINDS:
        expected += [one for one in found if one["level"] == level][:10]
    told = commands(texts["github"])
    assert len(told) == len(expected)
    for command, one in zip(told, expected, strict=True):
        assert (command.name, command.properties["title"]) == (KINDS[one["level"]], one["code"])
        assert command.data.startswith(f"{one['title']}\n{one['message']}")
        place = {"file": command.properties.get("file"), "line": command.properties.get("line")}
        assert place == ({"file": None, "line": None} if not one["new"] else {k: str(v) for k, v in one["new"].items()})
    left = len([one for one in found if one["level"] == "warning"]) - 10
    last = [command for command in told if command.name == "warning"][-1]
    assert f" {left} " in last.data.splitlines()[-1]
    assert texts["github"].splitlines()[-1] == comparison.verdict()


def test_what_a_level_hides_is_counted(made: Made, tmp_path: Path) -> None:
    write_states(tmp_path)
    comparison = comparison_of(tmp_path, made[0].language, Level.BREAKING)
    hidden = comparison.hidden()
    assert str(len(comparison.changes) - len(comparison.shown)) in hidden
    for name in ("text", "markdown", "html"):
        assert hidden in COMPARISONS[name](comparison)
    assert COMPARISONS["text"](comparison).splitlines()[0] == made[0].verdict()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", LISTS)
def test_the_list_of_codes_is_as_kept(form: str, language: str, golden: Callable[[str, str], None]) -> None:
    ending = {"text": "txt", "markdown": "md", "json": "json", "manual": "manual.md"}[form]
    if form == "manual":
        assert (ROOT / "docs" / "reference" / f"changes.{language}.md").read_text("utf-8") == LISTS[form](language)
    elif form == "text" or language == "nn":
        golden(f"diff/codes.{language}.{ending}", LISTS[form](language))


def test_a_code_can_be_explained_in_every_form(golden: Callable[[str, str], None]) -> None:
    for form, explain in EXPLAINED.items():
        golden(f"diff/target-weakened.nn.{ENDINGS[form]}", explain(codes()["target-weakened"], "nn"))
    assert json.loads(EXPLAINED["json"](codes()["target-weakened"], "nn"))["code"] == "target-weakened"
