"""Reads lines as GitHub's runner does: which of them are workflow commands, and what they say.

The rules are those of the runner's ActionCommand: `::command properties::data` at the start of a line after white
space, or the older `##[command properties]data` anywhere in it.
"""

from dataclasses import dataclass

KNOWN = {"debug", "notice", "warning", "error", "group", "endgroup", "echo", "add-mask", "add-path", "add-matcher"}
KNOWN |= {"remove-matcher", "save-state", "set-output", "set-env", "stop-commands"}


@dataclass(frozen=True)
class Command:
    """One command with its escapes undone."""

    name: str
    properties: dict[str, str]
    data: str


def commands(text: str) -> list[Command]:
    """Return every command that the runner finds in a log; it ends lines at CR and LF."""
    lines = [line for line in text.replace("\r", "\n").split("\n") if "::" in line or "##[" in line]
    return [found for line in lines if (found := _newer(line.lstrip()) or _older(line))]


def _newer(line: str) -> Command | None:
    head, separator, data = line.removeprefix("::").partition("::")
    if not line.startswith("::") or not separator:
        return None
    name, _, properties = head.partition(" ")
    return _command(name, properties.strip().split(","), data, (("%3A", ":"), ("%2C", ",")))


def _older(line: str) -> Command | None:
    _, prefix, rest = line.partition("##[")
    head, bracket, data = rest.partition("]")
    if not prefix or not bracket:
        return None
    name, _, properties = head.partition(" ")
    return _command(name, properties.split(";"), data, (("%3B", ";"), ("%5D", "]")))


def _command(name: str, properties: list[str], data: str, escapes: tuple[tuple[str, str], ...]) -> Command | None:
    if name.lower() not in KNOWN:
        return None
    pairs = (one.split("=", 1) for one in properties if "=" in one)
    return Command(name, {key: _unescaped(value, escapes) for key, value in pairs}, _unescaped(data))


def _unescaped(text: str, escapes: tuple[tuple[str, str], ...] = ()) -> str:
    for written, meant in (("%0D", "\r"), ("%0A", "\n"), *escapes, ("%25", "%")):
        text = text.replace(written, meant)
    return text
