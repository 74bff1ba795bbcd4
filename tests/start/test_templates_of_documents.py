"""New documents: the same fields in nb, nn and en, known to the models, with values that read back as they were."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from new_documents import HOSTILE, KINDS, LANGUAGES, errors, filled, in_use, read

from missionkit.codelist import CodeList, code_list
from missionkit.finding import Place
from missionkit.model.check import check_document
from missionkit.start.document import New, document, quoted, words
from missionkit.start.ids import free_id, is_id, made_id
from missionkit.start.register import Beginning, register_files

PLACEHOLDERS = {kind: {words(f"placeholder-{kind}", language) for language in LANGUAGES} for kind in KINDS}


def new(kind: str, **more: Any) -> New:
    return New(kind, "some-id", **more)


def shape(node: Any) -> Any:
    """The fields of a document without their values."""
    if isinstance(node, dict):
        return {key: shape(value) for key, value in node.items()}
    return [shape(item) for item in node] if isinstance(node, list) else None


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_fields_in_three_languages(kind: str) -> None:
    plain, whole = ([use(document(new(kind), language)) for language in LANGUAGES] for use in (yaml.safe_load, filled))
    for made in (plain, whole):
        assert [shape(one) for one in made] == [shape(made[0])] * 3
        assert [list(one) for one in made] == [list(made[0])] * 3
    assert len(whole[0]) >= len(plain[0]) + 4
    assert len({document(new(kind), language) for language in LANGUAGES}) == 3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_document_has_no_fault_and_its_other_fields_are_known(kind: str, language: str) -> None:
    text = document(new(kind), language)
    assert check_document(yaml.safe_load(text), Place("a.yaml"), {}).faults == ()
    told = {fault.rule for fault in check_document(filled(text), Place("a.yaml"), {}).faults}
    assert told <= {"missing-field", "wrong-type", "unknown-code", "unquoted-code"}
    assert all(len(line) <= 100 or "$schema" in line for line in text.splitlines())


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_is_a_field_an_explanation_or_empty(kind: str) -> None:
    field = re.compile(r"#?( *(- )?[a-z_]+:|  - ).*")
    for line in document(new(kind), "nb").splitlines():
        assert line == "" or re.match("# \\S", line) or field.fullmatch(line), line
        assert (in_use(line) == line) == (not field.fullmatch(line) or line[0] != "#"), line


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("kind", KINDS)
def test_a_title_reads_back_as_it_was(kind: str, title: str, tmp_path: Path) -> None:
    (tmp_path / "some-id.yaml").write_text(document(new(kind, title=title), "en"), encoding="utf-8")
    register = read(tmp_path)
    assert [fault.rule for fault in register.faults] == []
    made: Any = register.entries[0].document
    assert (made.name if kind == "actor" else made.title).plain == title.strip()


@pytest.mark.parametrize("title", HOSTILE)
def test_quoted_text_is_yaml_for_other_readers_too(title: str) -> None:
    from ruamel.yaml import YAML

    assert YAML(typ="safe").load(f"a: {quoted(title)}\n") == {"a": title}
    assert quoted(title).isprintable() or "\u00a0" in title or "\u200d" in title


def test_the_codes_of_a_document_are_those_of_the_lists() -> None:
    text = " ".join(document(new("mission"), "en").replace("\n# ", " ").split())
    for name in ("mission-status", "life-event", "los", "sdg-goal", "direction", "actor-role", "criterion", "verdict"):
        for code in CodeList(name).codes():
            assert f"{code} (" in text or f'"{code}" (' in text or f" {code}," in text or f" {code}." in text, code
    assert code_list("life-event").label("fa-barn", "en") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_register_has_no_error(language: str, tmp_path: Path) -> None:
    begin = Beginning("renare-luft", HOSTILE[1], language, "ny-i-norge", ("arbeid", "cofog:07"))
    for name, text in register_files(begin).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert errors(tmp_path) == []
    register = read(tmp_path)
    assert register.settings.config.language == language
    assert sorted(entry.kind for entry in register.entries) == sorted(KINDS)
    mission = register.missions["renare-luft"]
    assert (mission.life_event, mission.sectors, mission.status) == ("ny-i-norge", ("arbeid", "cofog:07"), "idea")
    assert str(next(iter(register.projects.values())).title) in PLACEHOLDERS["project"]


def test_nothing_is_stated_that_nobody_said() -> None:
    """A new register holds no number, date or claim: only names that ask to be filled in, and how things belong."""
    for name, text in register_files(Beginning("m", "M", "nb")).items():
        if name.endswith(".yaml") and name != "missionkit.yaml":
            data = yaml.safe_load(text)
            allowed = {"kind", "id", "title", "name", "status", "mission", "missions", "projects"}
            assert set(data) <= allowed
            assert data.get("status", "idea") == "idea"
            title = data.get("title", data.get("name"))
            assert title in PLACEHOLDERS[data["kind"]] | {"M", "Porteføljen for M"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Færre fall hjemme", "faerre-fall-hjemme"),
        ("Økt åpenhet", "okt-apenhet"),
        ("A\u030angstro\u0308m", "angstrom"),
        ("Sámi – Kárášjohka, Đ", "sami-karasjohka-d"),
        ("  --x__y  ", "x-y"),
        ("Straße 10%", "strasse-10"),
        ("日本 👍", ""),
        ("a" * 200, "a" * 60),
        ("kort " + "langt-ord-" * 20, "kort-" + "-".join(["langt-ord"] * 5) + "-langt"),
    ],
)
def test_ids_are_made_from_names(name: str, expected: str) -> None:
    assert made_id(name) == expected
    assert expected == "" or is_id(expected)


def test_a_taken_id_gets_a_number() -> None:
    assert free_id("a", {"b"}) == "a"
    assert free_id("a", {"a", "a-2"}) == "a-3"
    assert is_id(free_id("a" * 100, {"a" * 100}))
