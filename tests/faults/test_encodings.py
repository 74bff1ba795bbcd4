"""Files in other encodings: one finding that names line and byte, wherever the file stands, and no wrong answer."""

import codecs
from pathlib import Path

import pytest
from diff_repositories import CONFIG, actor, mission, put
from ended import no_crash
from small_registers import run_here

TEXT = "kind: actor\nid: f\nname: Blåbær\n"
LONE = b"\xed\xa0\x80"
"""A surrogate by itself, written as UTF-8 would write it if it might."""
ENCODED: dict[str, tuple[bytes, str]] = {
    "UTF-8 with a mark": (codecs.BOM_UTF8 + TEXT.encode(), ""),
    "UTF-16 with a mark, little": (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "f.yaml:1:1: error[invalid-utf8]"),
    "UTF-16 with a mark, big": (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "f.yaml:1:1: error[invalid-utf8]"),
    "UTF-16, little": (TEXT.encode("utf-16-le"), "f.yaml:1:"),
    "UTF-16, big": (TEXT.encode("utf-16-be"), "f.yaml:1:"),
    "UTF-32 with a mark, little": (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "f.yaml:1:1: error["),
    "UTF-32 with a mark, big": (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "f.yaml:1:"),
    "UTF-32, little": (TEXT.encode("utf-32-le"), "f.yaml:1:"),
    "Latin-1": (TEXT.encode("latin-1"), "f.yaml:3:9: error[invalid-utf8]"),
    "Windows-1252": (TEXT.replace("Blåbær", "Bær – «3» €").encode("cp1252"), "f.yaml:3:8: error[invalid-utf8]"),
    "code page 865": (TEXT.encode("cp865"), "f.yaml:3:9: error[invalid-utf8]"),
    "UTF-7": (TEXT.encode("utf-7"), ""),
    "EBCDIC": (TEXT.encode("cp500"), "f.yaml:1:"),
    "NUL": (TEXT.replace("å", "\0").encode(), "f.yaml:3:9: error[control-character]"),
    "a lone surrogate": (TEXT.encode().replace(b"\xc3\xa5", LONE), "f.yaml:3:9: error[invalid-utf8]"),
    "too long a form": (TEXT.encode().replace(b"\xc3\xa5", b"\xc0\xaf"), "f.yaml:3:9: error[invalid-utf8]"),
    "cut off in a letter": (TEXT.encode()[:-1] + b"\xc3", "f.yaml:3:13: error[invalid-utf8]"),
    "CR": (TEXT.replace("\n", "\r").encode(), ""),
    "mixed line ends": (b"kind: actor\r\nid: f\rname: A\nxx: 1\r", "f.yaml:4:1: error[unknown-field]"),
    "line ends of Unicode": (TEXT.replace("å", "\u2028x: y").encode(), ""),
    "a mark in the middle": (TEXT.replace("å", "\ufeff").encode(), ""),
    "a mark twice": (codecs.BOM_UTF8 * 2 + TEXT.encode(), ""),
}
FORMS = ("concise", "text", "json", "sarif", "github", "junit")


@pytest.mark.parametrize(("data", "says"), ENCODED.values(), ids=ENCODED)
def test_a_document(data: bytes, says: str, tmp_path: Path) -> None:
    put(tmp_path, {"missionkit.yaml": CONFIG, "f.yaml": data})
    told = {form: no_crash(run_here(tmp_path, "validate", "--format", form)) for form in FORMS}
    found = [line for line in told["concise"].stdout.splitlines() if line.startswith("f.yaml:")]
    if says:
        assert found[0].startswith(says)
        assert {one.returncode for one in told.values()} == {1}
    for one in told.values():
        assert one.stdout.encode()
    for command in ("assess", "list actors", "graph", "coverage"):
        no_crash(run_here(tmp_path, *command.split()))


BAD = [name for name, (_, says) in ENCODED.items() if "invalid-utf8" in says]
SET_UP = {
    "missionkit.yaml": ("validate", "kind: actor\nid: f\nname: Blåbær\n"),
    ".missionkit/accepted.yaml": ("diff ../old ../new", "accepted: []\n# Blåbær\n"),
    "lists/fylke.yaml": ("validate", "codes: {a: {nb: Blåbær}}\n"),
    "templates/page.md.j2": ("brief m --template templates", "Blåbær {{ brief.title }}\n"),
}
OTHERS = {
    "UTF-16": "utf-16",
    "UTF-16, little": "utf-16-le",
    "UTF-32": "utf-32",
    "Latin-1": "latin-1",
    "code page 865": "cp865",
}


@pytest.mark.parametrize("encoding", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("name", SET_UP)
def test_a_file_that_a_register_is_set_up_by(name: str, encoding: str, tmp_path: Path) -> None:
    root, settings = tmp_path / "new", CONFIG[:-1] + ', "codelists": {"fylke": "lists/fylke.yaml"}}'
    command, text = SET_UP[name]
    put(root, {"missionkit.yaml": settings if "lists" in name else CONFIG, "m.yaml": mission("m")})
    put(root, {"digdir.yaml": actor(), name: text.encode(encoding)})
    put(tmp_path, {"old/m.yaml": mission("m"), "old/digdir.yaml": actor()})
    done = no_crash(run_here(root, *command.split()))
    assert (done.returncode, done.stdout) == (2, "")
    assert name.rpartition("/")[2] in done.stderr
    assert "\0" not in done.stderr


@pytest.mark.parametrize("name", BAD)
def test_what_is_read_all_the_same_is_not_blamed(name: str, tmp_path: Path) -> None:
    portfolio = "kind: portfolio\nid: p\ntitle: P\nowner: f\n"
    put(tmp_path, {"missionkit.yaml": CONFIG, "f.yaml": ENCODED[name][0], "p.yaml": portfolio})
    done = no_crash(run_here(tmp_path, "validate", "--format", "concise"))
    assert "p.yaml" not in done.stdout
