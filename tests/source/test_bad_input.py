"""Bad input: what people and strangers write, and the one finding that each gives, where it stands."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.source.events import Events, events_of
from missionkit.source.reading import MOST_BYTES, MOST_DEPTH, MOST_FAULTS
from missionkit.source.tree import Folder
from missionkit.source.yaml import read

COMMAND = Path(sys.executable).parent / "missionkit"
Expected = list[tuple[str, int, int]]

GOOD = b"kind: actor\nid: f\nname: A\n"
BOMB = (
    b"a: &a ["
    + b"1," * 9
    + b"]\n"
    + b"".join(b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(9))
)
BROKEN = [("yaml-syntax", 1, 1), *(("yaml-syntax", line, 5) for line in range(2, 5001))]
DEEP_MAP = b"".join(b" " * n + b"a:\n" for n in range(1000))

INPUTS: dict[str, tuple[bytes, Expected]] = {
    "good": (GOOD, []),
    "bad type": (b"kind: actor\nid: f\nname: [A]\n", [("wrong-type", 3, 1)]),
    "number for a text": (b"kind: actor\nid: f\nname: 8\n", [("wrong-type", 3, 1)]),
    "yes for true": (GOOD + b"role_only: yes\n", [("wrong-type", 4, 1)]),
    "missing key": (b"\nkind: actor\nid: f\n", [("missing-field", 2, 1)]),
    "missing kind": (b"id: f\nname: A\n", [("missing-field", 1, 1)]),
    "misspelt key": (GOOD + b"  \nsecter: helse\n", [("unknown-field", 5, 1)]),
    "misspelt required key": (b"kind: actor\nid: f\nnaem: A\n", [("unknown-field", 3, 1)]),
    "misspelt kind key": (b"kinds: actor\nid: f\nname: A\n", [("unknown-field", 1, 1)]),
    "unknown kind": (b"id: f\nkind: acter\nname: A\n", [("unknown-kind", 2, 1)]),
    "duplicate key": (GOOD + b"# c\nname: B\n", [("duplicate-key", 5, 1)]),
    "bad date, quoted": (b'kind: source\nid: f\ntitle: T\nyear: "2030-13-45"\n', [("invalid-date", 4, 1)]),
    "bad date, unquoted": (b"kind: source\nid: f\ntitle: T\nyear: 2030-13-45\n", [("invalid-date", 4, 1)]),
    "31 June": (b"kind: source\nid: f\ntitle: T\naccessed: 2030-06-31\n", [("invalid-date", 4, 1)]),
    "tab indentation": (GOOD + b"contact:\n\trole: R\n", [("tab-indentation", 5, 1)]),
    "tab after spaces": (GOOD + b"contact:\n  role: R\n \tmailbox: m\n", [("tab-indentation", 6, 2)]),
    "invalid UTF-8": (b"kind: actor\nid: f\nname: Bl\xe5\n", [("invalid-utf8", 3, 9)]),
    "Windows-1252": (b"kind: actor\nid: f\nname: it\x92s \x80\n", [("invalid-utf8", 3, 9)]),
    "UTF-16": ("kind: actor\nid: f\n".encode("utf-16"), [("invalid-utf8", 1, 1)]),
    "NUL byte": (b"kind: actor\nid: f\nname: A\0B\n", [("control-character", 3, 8)]),
    "NUL byte in a comment": (b"# \0\n" + GOOD, [("control-character", 1, 3)]),
    "escape code": (b"kind: actor\nid: f\nname: \x1b[31mA\n", [("control-character", 3, 7)]),
    "alias bomb": (BOMB, [("alias-expansion", 5, 8)]),
    "alias bomb of nulls": (
        b"a: &a [" + b"~," * 500 + b"]\nb: [" + b"*a," * 500 + b"]\n",
        [("alias-expansion", 2, 62)],
    ),
    "alias to itself": (GOOD + b"meta: {b: &a [1, *a]}\n", [("recursive-alias", 4, 18)]),
    "alias to a parent": (GOOD + b"meta: &a\n  b: {c: *a}\n", [("recursive-alias", 5, 10)]),
    "5 000 brackets": (b"[" * 5000, [("nesting-too-deep", 1, MOST_DEPTH + 1)]),
    "100 000 brackets": (b"[" * 100_000, [("nesting-too-deep", 1, MOST_DEPTH + 1)]),
    "100 000 braces": (b"{a: " * 100_000, [("nesting-too-deep", 1, 4 * MOST_DEPTH + 1)]),
    "100 000 dashes": (b"- " * 100_000, [("nesting-too-deep", 1, 2 * MOST_DEPTH + 1)]),
    "lists made deep by aliases": (
        b"a: &a " + b"[" * 60 + b"]" * 60 + b"\nb: " + b"[" * 40 + b"*a" + b"]" * 40 + b"\n",
        [("nesting-too-deep", 2, 44)],
    ),
    "misspelt in lists as deep as can be": (
        GOOD + b"naem: B\nmeta: {a: " + b"[" * 98 + b"]" * 98 + b"}\n",
        [("unknown-field", 4, 1)],
    ),
    "mapping 1 000 deep": (DEEP_MAP, [("nesting-too-deep", MOST_DEPTH + 1, MOST_DEPTH + 1)]),
    "mapping 2 000 deep in flow": (
        b"meta: " + b"{a: " * 2000 + b"1" + b"}" * 2000,
        [("nesting-too-deep", 1, 7 + 4 * (MOST_DEPTH - 1))],
    ),
    "empty file": (b"", [("empty-document", 1, 1)]),
    "blank lines": (b"\n\n  \n", [("empty-document", 1, 1)]),
    "comment only": (b"# nothing here\n", [("empty-document", 1, 1)]),
    "empty document": (GOOD + b"---\n---\nkind: actor\nid: g\nname: B\n", [("empty-document", 4, 1)]),
    "two documents": (GOOD + b"---\nkind: actor\nid: g\nname: B\n", []),
    "top level is a list": (b"# c\n- kind: actor\n  id: f\n", [("not-a-mapping", 2, 1)]),
    "top level is a word": (b"words\n", [("not-a-mapping", 1, 1)]),
    "unclosed list": (b"[unclosed", [("yaml-syntax", 1, 10)]),
    "unclosed list, then more": (b"kind: actor\nid: f\nsources: [a\nname: A\n", [("yaml-syntax", 4, 5)]),
    "unclosed quote": (GOOD + b'url: "https://\n', [("yaml-syntax", 4, 15)]),
    "second colon": (b"kind: actor\nid: f\nname: A: B\n", [("yaml-syntax", 3, 8)]),
    "bracket too many": (GOOD + b"sources: []]\n", [("yaml-syntax", 4, 12)]),
    "at sign": (b"kind: actor\nid: f\nname: @A\n", [("yaml-syntax", 3, 7)]),
    "list as a key": (GOOD + b"[a]: 1\n", [("complex-key", 4, 1)]),
    "tag that runs a command": (
        GOOD + b"meta:\n  run: !!python/object/apply:os.system [touch pwned]\n",
        [("forbidden-tag", 5, 8)],
    ),
    "undefined alias": (GOOD + b"parent: *nobody\n", [("undefined-alias", 4, 9)]),
    "undefined tag handle": (GOOD + b"url: !x!y z\n", [("yaml-syntax", 4, 6)]),
    "byte order mark": (b"\xef\xbb\xbf" + GOOD, []),
    "CRLF": (GOOD.replace(b"\n", b"\r\n") + b"naem: A\r\n", [("unknown-field", 4, 1)]),
    "scalar of 20 MB": (b"kind: actor\nid: f\nname: " + b"a" * 20_000_000, [("file-too-large", 1, 1)]),
    "5 001 documents": (
        b"".join(b"--- {kind: actor, id: a%d, name: A}\n" % n for n in range(5001)),
        [("too-many-documents", 5001, 1)],
    ),
    "5 001 documents, one broken": (
        b"".join(b"--- {kind: actor, id: a%d, name: A}\n" % n for n in range(3000))
        + b"--- ]\n"
        + b"".join(b"--- {kind: actor, id: b%d, name: A}\n" % n for n in range(2001)),
        [("yaml-syntax", 3001, 5), ("too-many-documents", 5002, 1)],
    ),
    "340 000 times the same key": (
        b"a:\n" * 340_000,
        [("too-many-faults", 1, 1), *(("duplicate-key", line, 1) for line in range(2, MOST_FAULTS + 2))],
    ),
    "5 001 broken documents": (b"]\n" + b"--- ]\n" * 5000, [*BROKEN, ("too-many-documents", 5001, 1)]),
}


@pytest.mark.parametrize("name", INPUTS)
def test_reading_looks_at_a_bounded_part_of_any_input(name: str) -> None:
    data, looked_at = INPUTS[name][0], 0

    def counted(text: str) -> Events:
        events = events_of(text)

        def one() -> object:
            nonlocal looked_at
            looked_at += 1
            return events.following()

        return events._replace(following=one)

    read(data, "f.yaml", events=counted)
    assert looked_at <= (60_000 if "00" in name else 1_500)


FAMILIES = ("yaml", "schema", "references", "privacy")
"""What this floor answers for; other families ask for more than these small documents say."""
SELECTED = tuple(f"--select={family}" for family in FAMILIES)
SMALL = 10_000
Validate = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def validate(tmp_path: Path) -> Validate:
    """Run `missionkit validate` in a folder of its own; it must neither crash nor write."""

    def state() -> dict[Path, tuple[int, int]]:
        return {p: (p.lstat().st_mtime_ns, p.lstat().st_size) for p in tmp_path.rglob("*")}

    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        before = state()
        done = subprocess.run(
            [COMMAND, "validate", *SELECTED, *arguments],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=30,
        )
        assert "Traceback" not in done.stdout + done.stderr
        assert state() == before
        return done

    return call


def found(done: "subprocess.CompletedProcess[str]") -> list[tuple[str, str, int, int]]:
    return [(f["file"], f["rule"], f["line"], f["column"]) for f in json.loads(done.stdout)["findings"]]


@pytest.mark.parametrize("name", INPUTS)
def test_the_command_tells_what_is_wrong_and_nothing_else(
    name: str, tmp_path: Path, validate: Validate, here: Validate
) -> None:
    """What is small is read in this process here, and in one of its own among all others further down."""
    data, expected = INPUTS[name]
    (tmp_path / "f.yaml").write_bytes(data)
    command = ("f.yaml", "--format", "json")
    done = here("validate", *SELECTED, *command, cwd=tmp_path) if len(data) < SMALL else validate(*command)
    assert [path.name for path in tmp_path.iterdir()] == ["f.yaml"]
    assert found(done) == [("f.yaml", *one) for one in expected]
    assert done.returncode == (1 if expected else 0)
    for finding in json.loads(done.stdout)["findings"]:
        words = finding["message"] + finding["help"]
        assert finding["message"]
        assert finding["help"]
        assert not re.search(r"\{[a-z_]+\}|Input should|pydantic|[\0-\x1f]", words)


def test_a_typo_is_told_with_what_was_probably_meant(tmp_path: Path, validate: Validate) -> None:
    (tmp_path / "f.yaml").write_bytes(b"kind: actor\nid: f\nnaem: A\n")
    findings = json.loads(validate("f.yaml", "--format", "json").stdout)["findings"]
    assert [f["rule"] for f in findings] == ["unknown-field"]
    assert "`name`" in findings[0]["help"]


def test_a_duplicate_key_is_told_with_both_lines(tmp_path: Path, validate: Validate) -> None:
    (tmp_path / "f.yaml").write_bytes(GOOD + b"name: B\n")
    findings = json.loads(validate("f.yaml", "--format", "json").stdout)["findings"]
    assert [(f["line"], [r["line"] for r in f["related"]]) for f in findings] == [(4, [3])]


NOT_DONE: dict[str, tuple[list[str], str]] = {
    "path does not exist": (["nope.yaml"], "nope.yaml"),
    "folder without documents": (["empty"], "0 documents"),
    "folder with a comment file only": (["other"], "0 documents"),
    "unknown rule": (["--select", "duplcate-key", "f.yaml"], "'duplicate-key'"),
    "unknown format": (["--format", "srif", "f.yaml"], "'sarif'"),
    "unknown option": (["--bogus", "f.yaml"], "--bogus"),
}


@pytest.mark.parametrize("name", NOT_DONE)
def test_a_job_that_cannot_be_done_leaves_with_2(name: str, tmp_path: Path, validate: Validate) -> None:
    (tmp_path / "f.yaml").write_bytes(GOOD)
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_bytes(b"words")
    done = validate(*NOT_DONE[name][0])
    assert (done.returncode, done.stdout) == (2, "")
    assert NOT_DONE[name][1] in done.stderr


def test_a_directory_is_walked_also_when_it_is_named_like_a_file(tmp_path: Path, validate: Validate) -> None:
    (tmp_path / "d.yaml").mkdir()
    (tmp_path / "d.yaml" / "f.yaml").write_bytes(GOOD + b"x: 1\n")
    done = validate(".", "--format", "json")
    assert (done.returncode, found(done)) == (1, [("d.yaml/f.yaml", "unknown-field", 4, 1)])
    assert found(validate("d.yaml", "--format", "json")) == found(done)


def test_one_bad_file_among_good_ones_hides_nothing(tmp_path: Path, validate: Validate) -> None:
    for name, (data, expected) in INPUTS.items():
        if expected and len(data) < SMALL:
            folder = tmp_path / re.sub(r"\W", "-", name)
            folder.mkdir()
            (folder / "f.yaml").write_bytes(
                data.replace(b"id: f\n", f"id: f{len(list(tmp_path.iterdir()))}\n".encode())
            )
    done = validate(".", "--format", "json")
    wanted = {(re.sub(r"\W", "-", name) + "/f.yaml", *one) for name, (_, e) in INPUTS.items() for one in e}
    wanted = {one for one in wanted if (tmp_path / one[0]).exists()}
    assert {one for one in found(done) if one[1] != "id-not-file-name"} == wanted
    assert done.returncode == 1


def test_a_closed_pipe_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(GOOD + b"".join(b"x%d: 1\n" % n for n in range(2000)))
    with subprocess.Popen(
        [COMMAND, "validate", "f.yaml"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) in (0, 1)


PLANTED = {
    "mission.yaml": """\
kind: mission
id: clean-harbour
title: A clean harbour
deadlin: 2035                                       # <- unknown-field@1
start: 2030-02-31                                   # <- invalid-date@1
owner: harbour-office
sectors: [helse-og-omsorg, fiskk]                   # <- unknown-code@28
challenges:
  - id: litter
    title: Litter at sea
    sdg_targets: ["14.1", 8.10]                     # <- unquoted-code@27
targets:
  - id: halve-litter
    text: Half the litter
    value: half                                     # <- wrong-type@5
    value: 50                                       # <- duplicate-key@5
""",
    "projects/cleaning.yaml": """\
kind: project
id: cleaning
title: Cleaning
missions: [clean-harbor]                            # <- unknown-reference@12
lead: divers-of-the-fjord
contributes_to:
  - target: clean-harbour/halve-litter
""",
    "projects/twin.yaml": """\
kind: project
id: cleaning                                        # <- duplicate-id@1
title: Cleaning again
""",
    "actors/divers.yaml": """\
id: divers-of-the-fjord
kind: acter                                         # <- unknown-kind@1
name: Divers
""",
    "actors/office.yaml": """\
kind: actor
id: harbour-office
name: Harbour office
org_number: "123456780"                             # <- invalid-organisation-number@1
contact:
\trole: Harbour master                              # <- tab-indentation@1
""",
    "sources/report.yaml": """\
kind: source
id: report
title: Bl\xe5 havn                                  # <- invalid-utf8@10
""",
}


def marked(file: str, text: str, above: int = 0) -> list[tuple[str, str, int, int]]:
    """Return what the comments of a text promise, as `found` gives it."""
    return [
        (file, mark[1], number, int(mark[2]))
        for number, line in enumerate(text.split("\n"), above + 1)
        if (mark := re.search(r"# <- ([a-z0-9-]+)@(\d+)$", line))
    ]


def test_twelve_planted_faults_in_several_files_are_each_told_once(tmp_path: Path, validate: Validate) -> None:
    for name, text in PLANTED.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.encode("latin-1"))
    done = validate(".", "--format", "json")
    promised = sorted((one for name, text in PLANTED.items() for one in marked(name, text)), key=lambda m: (m[0], m[2]))
    assert len(promised) == 12
    assert [one for one in found(done) if one[1] != "id-not-file-name"] == promised
    assert done.returncode == 1


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("order", [1, -1], ids=["in order", "turned round"])
def test_twelve_planted_faults_in_one_file_are_each_told_once(
    end: str, order: int, tmp_path: Path, validate: Validate
) -> None:
    texts = list(PLANTED.values())[::order]
    if order < 0:
        swapped = [texts.index(PLANTED[f"projects/{name}.yaml"]) for name in ("twin", "cleaning")]
        texts[swapped[0]], texts[swapped[1]] = texts[swapped[1]], texts[swapped[0]]
    whole = "---\n".join(texts)
    (tmp_path / "all.yaml").write_bytes(whole.replace("\n", end).encode("latin-1"))
    done = validate(".", "--format", "json")
    assert found(done) == marked("all.yaml", whole)
    assert len(found(done)) == 12


LOST: dict[str, bytes] = {
    "cannot be parsed": b"kind: actor\nid: lost\nname: [\n",
    "broken after another document": b"kind: actor\nid: other\nname: B\n---\nkind: actor\nid: lost\nname: ]\n",
    "a tab and then worse": b"kind: actor\nid: lost\ncontact:\n\trole: [\n",
    "an unknown kind": b"kind: acter\nid: lost\nname: A\n",
    "no kind": b"id: lost\nname: A\n",
    "a wrong name": b"kind: actor\nid: lost\nnaem: A\n",
    "a missing field": b"kind: actor\nid: lost\n",
    "a limit passed": b"kind: actor\nid: lost\nname: " + b"[" * 200 + b"\n",
    "an alias bomb": b"kind: actor\nid: lost\nname: A\nmeta:\n"
    + BOMB.replace(b"\na", b"\n  a").replace(b"\n", b"\n  "),
    "too many bytes": b"kind: actor\nid: lost\nname: A\nmeta: {a: " + b"x" * 1_100_000 + b"}\n",
    "UTF-16": "kind: actor\nid: lost\nname: A\n".encode("utf-16"),
    "a list at the top": b"- kind: actor\n  id: lost\n  name: A\n",
}


def told(folder: Path) -> list[tuple[str, str, int, int]]:
    """Return what the engine finds in a folder, as `found` does for the command."""
    findings = check(load_register(Folder(folder, limit=MOST_BYTES)), date(2026, 11, 23))
    return [(Path(f.file).name, f.rule, f.span.line, f.span.column) for f in findings if f.family in FAMILIES]


@pytest.mark.parametrize("name", LOST)
def test_references_to_what_could_not_be_read_are_not_blamed(name: str, tmp_path: Path) -> None:
    (tmp_path / "lost.yaml").write_bytes(LOST[name])
    (tmp_path / "p.yaml").write_bytes(b"kind: project\nid: p\ntitle: P\nlead: lost\npartners: [nobody]\n")
    findings = told(tmp_path)
    assert [one for one in findings if one[0] == "p.yaml"] == [("p.yaml", "unknown-reference", 5, 12)]
    assert len(findings) == 2


def test_references_to_parts_of_what_could_not_be_read_are_not_blamed(tmp_path: Path) -> None:
    targets = b"targets:\n  - {id: t, text: x, vale: 1}\n  - {id: u}\n  - {idd: v, text: x}\n"
    (tmp_path / "m.yaml").write_bytes(b"kind: mission\nid: m\ntitle: T\n" + targets)
    project = b"kind: project\nid: p\ntitle: P\nmissions: [m, n]\n"
    contributions = b"contributes_to: [{target: m/t}, {target: u}, {target: m/v}, {target: n/x}]\n"
    (tmp_path / "p.yaml").write_bytes(project + contributions)
    assert told(tmp_path) == [
        ("m.yaml", "unknown-field", 5, 22),
        ("m.yaml", "missing-field", 6, 5),
        ("m.yaml", "unknown-field", 7, 6),
        ("p.yaml", "unknown-reference", 4, 15),
        ("p.yaml", "unknown-reference", 5, 62),
    ]
