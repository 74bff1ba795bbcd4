"""The code reads and writes texts alike on every system, and uses nothing that only some of them have."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
POSIX_ONLY = {
    *("fcntl", "grp", "pty", "pwd", "resource", "termios", "fork", "getuid", "geteuid", "mkfifo", "chown", "killpg"),
    *("O_NONBLOCK", "O_NOFOLLOW", "O_DIRECTORY", "SIGPIPE", "SIGKILL", "SIGHUP", "setsid", "sched_getaffinity"),
}


def syntax() -> Iterator[tuple[str, ast.AST]]:
    """Yield every piece of the code's syntax, and where it stands."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            yield f"{file.name}:{getattr(node, 'lineno', 0)}", node


def flaws(call: ast.Call) -> list[str]:
    """Return what a call that opens a text leaves to the system."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    words = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    mode = next((word for word in words if word and set(word) <= set("rwxab+t")), "r")
    if name not in ("open", "write_text", "read_text") or "b" in mode or ast.unparse(call.func) == "os.open":
        return []
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
    writes = (name == "write_text" or mode[0] in "wxa") and "os.devnull" not in ast.unparse(call)
    found = [] if given.get("encoding") == "'utf-8'" else ["encoding"]
    return found + (["newline"] if writes and given.get("newline") != r"'\n'" else [])


def test_what_is_left_to_the_system_is_seen() -> None:
    lines = ("open(f)", "open(f, 'w', encoding='utf-8')", "p.write_text(t)", "open(f, 'rb')", "p.read_text('utf-8')")
    calls = [node for line in lines for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call)]
    assert [len(flaws(call)) for call in calls] == [1, 1, 2, 0, 1]


def test_texts_are_read_and_written_as_utf8_with_one_line_end() -> None:
    calls = [(where, node) for where, node in syntax() if isinstance(node, ast.Call)]
    assert [(where, flaws(call)) for where, call in calls if flaws(call)] == []


def test_what_only_posix_has_is_asked_for_with_care() -> None:
    """`getattr(os, "O_NONBLOCK", 0)` is no attribute in the syntax; a plain one would not be there on Windows."""
    used = [
        (where, name)
        for where, node in syntax()
        if isinstance(node, ast.Attribute | ast.Import | ast.ImportFrom)
        for name in [getattr(node, "attr", ""), *(alias.name for alias in getattr(node, "names", ()))]
        if name in POSIX_ONLY
    ]
    assert used == []
