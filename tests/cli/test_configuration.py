"""`missionkit.yaml`: its faults are 2 with their places, and its settings work."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_registers import config, error, found, good, hint, run_here

from missionkit.rules.table import rules

FAULTS: dict[str, tuple[str, list[str]]] = {
    "unknown key": ("langauge: nb\n", ["1:1: error[unknown-field]", "help: Did you mean `language`?"]),
    "unknown key in a part": ("brief:\n  langauge: nb\n", ["2:3: error[unknown-field]", "Did you mean `language`?"]),
    "unknown language": ("language: no\n", ["1:1: error[unknown-code]", "`nb`, `nn` and `en`"]),
    "unknown rule": (
        "severity:\n  missing-feild: off\n",
        ["2:3: error[unknown-rule-name] no rule is called `missing-feild`", "Did you mean `missing-field`"],
    ),
    "unknown level": ("severity: {id-not-file-name: of}\n", ["1:12: error[unknown-code]", "Did you mean `off`?"]),
    "level is true": ("severity: {id-not-file-name: true}\n", ["1:12: error[unquoted-code]"]),
    "fixed rule": ("severity: {unknown-field: off}\n", ["1:12: error[fixed-rule]"]),
    "unknown rule with a threshold": ("thresholds: {nope: {a: 1}}\n", ["1:14: error[unknown-rule-name]"]),
    "unknown threshold": ("thresholds: {id-not-file-name: {a: 1}}\n", ["1:33: error[unknown-threshold]"]),
    "threshold is no number": ("thresholds: {id-not-file-name: {a: x}}\n", ["1:33: error[wrong-type]"]),
    "exclude is no list": ("exclude: a.yaml\n", ["1:1: error[wrong-type]"]),
    "severity is no map": ("severity: [a]\n", ["1:1: error[wrong-type]"]),
    "syntax error": ("language: [nb\n", ["error[yaml-syntax]"]),
    "key twice": (
        "language: nb\nlanguage: nn\n",
        ["2:1: error[duplicate-key]", "first used here: missionkit.yaml:1:1"],
    ),
    "two documents": ("language: nb\n---\nlanguage: nn\n", ["3:1: error[too-many-documents]"]),
    "a list": ("- language\n", ["1:1: error[not-a-mapping]"]),
    "a tag that builds": ("language: !!python/name:os.system\n", ["1:11: error[forbidden-tag]"]),
    "a code list that is not there": ("codelists:\n  fylke: no.yaml\n", ["2:3: error[unreadable-code-list]"]),
    "a code list without codes": ("codelists:\n  fylke: a.yaml\n", ["2:3: error[invalid-code-list]"]),
    "a code list outside": ("codelists:\n  x: ../outside.yaml\n", ["2:3: error[unreadable-code-list]"]),
    "a code list at the root": ("codelists:\n  x: /etc/hostname\n", ["2:3: error[unreadable-code-list]"]),
    "a code list by a link": ("codelists:\n  x: link.yaml\n", ["2:3: error[unreadable-code-list]"]),
    "a broken code list": ("codelists:\n  x: broken.yaml\n", ["broken.yaml:1:", "error[yaml-syntax]"]),
    "everything at once": (
        "langauge: nb\nexclude: x\nseverity: {a: b}\n",
        ["1:1: error[unknown-field]", "2:1: error[wrong-type]", "3:12: error[unknown-code]"],
    ),
}


@pytest.mark.parametrize(("text", "says"), FAULTS.values(), ids=FAULTS)
def test_faults_are_2_with_their_places(text: str, says: list[str], write: Callable[..., Path]) -> None:
    root = write(missionkit=text, a=good("a"), broken="codes: [x\n")
    (root.parent / "outside.yaml").write_text("secret: [x\n")
    (root / "link.yaml").symlink_to("../outside.yaml")
    done = run_here(root, "validate")
    assert (done.returncode, done.stdout) == (2, "")
    for part in says:
        assert part in done.stderr
    assert done.stderr.endswith("\n\nmissionkit: missionkit.yaml cannot be used\n")
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_faults_are_told_the_same_in_every_format(
    form: str, write: Callable[..., Path], run: Callable[..., Any]
) -> None:
    root = write(missionkit="langauge: nb\n", a=good("a"))
    assert run("validate", "--format", form, cwd=root).stderr == run("validate", cwd=root).stderr


def test_faults_speak_the_language_asked_for(write: Callable[..., Path], run: Callable[..., Any]) -> None:
    told = run("validate", "--lang", "nn", cwd=write(missionkit="langauge: nb\n", a=good("a"))).stderr
    assert "missionkit.yaml:1:1: feil[unknown-field]" in told
    assert "Meinte du `language`?" in told


def test_a_hostile_configuration_prints_no_control_character(
    write: Callable[..., Path], run: Callable[..., Any]
) -> None:
    text = '"\\e[31m ##[stop-commands]x": 1\n"a\u202eb": 2\n'
    done = run("validate", "--color", "always", cwd=write(missionkit=text, a=good("a")))
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr
    assert "##[" not in done.stderr


def test_a_folder_in_its_place_is_told(write: Callable[..., Path], run: Callable[..., Any]) -> None:
    root = write(a=good("a"))
    (root / "missionkit.yaml").mkdir()
    done = run("validate", cwd=root)
    assert done.returncode == 2
    assert "not-a-regular-file" in done.stderr


BOTH = [("a.yaml", "id-not-file-name"), ("drafts/e.yaml", "unknown-reference")]
SETTINGS: dict[str, tuple[str, int, list[tuple[str, str]]]] = {
    "empty": ("", 1, BOTH),
    "only comments": ("# nothing\n", 1, BOTH),
    "emptied keys": ("exclude:\nseverity:\nthresholds:\ncodelists:\nbrief:\nlanguage:\n", 1, BOTH),
    "nothing changed": (config(), 1, BOTH),
    "off": (config(severity={"id-not-file-name": "off"}), 1, BOTH[1:]),
    "off without quotes": ("severity: {id-not-file-name: off}\n", 1, BOTH[1:]),
    "lowered": (config(severity={"unknown-reference": "hint"}), 0, BOTH),
    "raised": (config(severity={"id-not-file-name": "error"}, exclude=["drafts"]), 1, BOTH[:1]),
    "excluded folder": (config(exclude=["drafts"]), 0, BOTH[:1]),
    "excluded folder with a slash": (config(exclude=["./drafts/"]), 0, BOTH[:1]),
    "excluded file": (config(exclude=["drafts/e.yaml"]), 0, BOTH[:1]),
    "excluded pattern": (config(exclude=["*/e.yaml"]), 0, BOTH[:1]),
}


@pytest.mark.parametrize(("text", "code", "expected"), SETTINGS.values(), ids=SETTINGS)
def test_settings(text: str, code: int, expected: list[tuple[str, str]], write: Callable[..., Path]) -> None:
    done = run_here(write(missionkit=text, a=hint("a"), drafts__e=error("e")), "validate", "--format", "concise")
    assert (done.returncode, found(done.stdout)) == (code, expected)


def test_a_register_with_everything_excluded_is_2(write: Callable[..., Path], run: Callable[..., Any]) -> None:
    done = run("validate", cwd=write(missionkit="exclude: ['*']\n", a=good("a")))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("missionkit: 0 documents checked: no .yaml or .yml file below .; ")


def test_local_code_lists(write: Callable[..., Path], run: Callable[..., Any]) -> None:
    sectors = "sector: fylke:oslo\n", "sector: romfart\n", "sector: fylke:bergen\n", "sector: helse-og-omsor\n"
    texts = {f"a{n}": good(f"a{n}") + sector for n, sector in enumerate(sectors)}
    lists = {
        "lists__fylke": "codes:\n  oslo: {nb: Oslo, nn: Oslo, en: Oslo}\n",
        "lists__los": "codes:\n  romfart: {nb: Romfart, nn: Romfart, en: Space}\n",
    }
    settings = config(codelists={"fylke": "lists/fylke.yaml", "los": "lists/los.yaml"}, language="en")
    done = run("validate", "--format", "concise", cwd=write(missionkit=settings, **texts, **lists))
    assert found(done.stdout) == [("a2.yaml", "unknown-code"), ("a3.yaml", "unknown-code")]
    assert "Checked 4 documents in 4 files" in done.stdout


def test_every_threshold_can_be_set(write: Callable[..., Path], run: Callable[..., Any]) -> None:
    limits = {rule.name: dict.fromkeys(rule.thresholds, 3) for rule in rules() if rule.thresholds}
    assert limits
    assert run("validate", cwd=write(missionkit=config(thresholds=limits), a=good("a"))).returncode == 0
