"""The frame of a finding: the right line, marks under the right columns of a terminal, colours only where wanted."""

import re
from pathlib import Path

import pytest
from faulty_register import report_on, write_faulty
from rich.cells import cell_len

from missionkit.output.text import concise, text

ANSI = re.compile(r"\x1b\[[0-9;]*m")

# Joined emoji (a woman, a skin tone, a computer) are left out: terminals do not agree how wide they are.
LINES = {
    "start of the line": ("owner: nobody", "owner"),
    "ascii before": ("{id: a, text: T, owner: nobody}", "owner"),
    "emoji before": ("{id: a, text: 🎯🎯, owner: nobody}", "owner"),
    "combining mark before": ("{id: a, text: a\u030a, owner: nobody}", "owner"),
    "chinese before": ("{id: a, text: 痴呆症, owner: nobody}", "owner"),
    "halfwidth before": ("{id: a, text: ｶﾅ, owner: nobody}", "owner"),
    "tab before": ("{id: a,\ttext: T,\towner: nobody}", "owner"),
    "escaped direction before": ('{id: a, text: "\u202eT\u202c", owner: nobody}', "owner"),
    "command before": ('{id: a, text: "##[debug]", owner: nobody}', "owner"),
    "long line, marks at the start": ("{id: a, owner: nobody, text: " + "x" * 300 + "}", "owner"),
    "long line, marks in the middle": (
        "{id: a, text: " + "y" * 200 + ", owner: nobody, x: " + "x" * 200 + "}",
        "owner",
    ),
    "long line, marks at the end": ("{id: a, text: " + "y" * 400 + ", owner: nobody}", "owner"),
    "long wide line": ("{id: a, text: " + "🎯" * 100 + ", owner: nobody}", "owner"),
    "wide value": ("{id: a, text: T, direction: 🎯🎯}", "direction"),
    "160 columns": ("{id: a, text: " + "y" * (160 - 31) + ", owner: nobody}", "owner"),
    "161 columns": ("{id: a, text: " + "y" * (161 - 31) + ", owner: nobody}", "owner"),
}


def frames(printed: str) -> list[tuple[str, str, str]]:
    """Return (headline, line, marks) of each block that has a frame, both from their first column."""
    found = []
    for block in ANSI.sub("", printed).split("\n\n"):
        lines = block.splitlines()
        if len(lines) > 3 and lines[1].endswith(" |"):
            start = lines[1].index("|") + 2
            found.append((lines[0], lines[2][start:], lines[3][start:]))
    return found


def marked(line: str, marks: str) -> str:
    """Return what stands above the marks, going by the columns that rich gives each character."""
    first, end = len(marks) - len(marks.lstrip()), len(marks)
    above, column = "", 0
    for index, character in enumerate(line):
        column = cell_len(line[:index])
        above += character if first <= column < end else ""
    return above


@pytest.mark.parametrize("colour", [False, True], ids=["plain", "coloured"])
@pytest.mark.parametrize(("line", "expected"), LINES.values(), ids=LINES)
def test_marks_stand_under_what_is_wrong(line: str, expected: str, colour: bool, tmp_path: Path) -> None:
    inside = f"targets:\n  - {line}\n" if line.startswith("{") else f"{line}\n"
    (tmp_path / "m.yaml").write_text(f"kind: mission\nid: m\ntitle: T\n{inside}", encoding="utf-8")
    found = frames(text(report_on(tmp_path, colour=colour)))
    ours = [(line, marks) for head, line, marks in found if "unknown-reference" in head or "unknown-code" in head]
    assert [marked(line, marks) for line, marks in ours] == [expected]


def test_a_frame_shows_at_most_160_characters_around_the_marks(tmp_path: Path) -> None:
    long = "{id: a, text: " + "y" * 400 + ", owner: nobody, unit: " + "x" * 400 + "}"
    (tmp_path / "m.yaml").write_text(f"kind: mission\nid: m\ntitle: T\ntargets:\n  - {long}\n", encoding="utf-8")
    ((_, line, _),) = [f for f in frames(text(report_on(tmp_path))) if "unknown-reference" in f[0]]
    assert line.startswith("…")
    assert line.endswith("…")
    assert len(line) == 162


def test_a_tab_in_the_indentation_is_marked_by_one_sign(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text("kind: source\nid: s\ntitle:\n\tnb: Hei\n", encoding="utf-8")
    ((_, line, marks),) = [f for f in frames(text(report_on(tmp_path))) if "tab-indentation" in f[0]]
    assert (line, marks) == (" nb: Hei", "^")


def test_colours_change_nothing_but_colours(tmp_path: Path) -> None:
    write_faulty(tmp_path)
    plain, coloured = report_on(tmp_path), report_on(tmp_path, colour=True)
    for write in (text, concise):
        assert ANSI.search(write(coloured))
        assert ANSI.sub("", write(coloured)) == write(plain)


@pytest.mark.parametrize(("severity", "code"), [("error", "1;31"), ("warning", "1;33"), ("hint", "1;36")])
def test_each_severity_has_its_colour(severity: str, code: str, tmp_path: Path) -> None:
    write_faulty(tmp_path)
    printed = concise(report_on(tmp_path, colour=True))
    assert set(re.findall(rf"\x1b\[([0-9;]+)m{severity}\[", printed)) == {code}


def test_every_coloured_line_ends_without_colour(tmp_path: Path) -> None:
    write_faulty(tmp_path)
    for line in text(report_on(tmp_path, colour=True)).splitlines():
        codes = ANSI.findall(line)
        assert not codes or codes[-1] == "\x1b[0m"
