"""Questions to somebody at a terminal; a wrong answer is told and asked for again."""

import sys
from collections.abc import Callable, Mapping

from missionkit.cli.options import known
from missionkit.errors import MissionkitError, NoAnswer
from missionkit.output.safe import safe
from missionkit.start.document import words


def in_terminal() -> bool:
    """Say whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, default: str, language: str, check: Callable[[str], str] = str) -> str:
    """Return what is answered, `default` for Enter alone; `check` returns the value meant.

    What `check` raises is told and asked for again; raises NoAnswer where nobody answers.
    """
    shown = words("enter-for", language, default=default or words("none-chosen", language))
    while True:
        try:
            answer = input(f"{question} [{safe(shown)}] ").strip()
        except EOFError:
            print()
            raise NoAnswer from None
        except UnicodeDecodeError:
            continue
        try:
            return check(answer or default)
        except MissionkitError as error:
            print(safe(str(error)))


def choose(question: str, choices: Mapping[str, str], what: str, language: str, default: str = "") -> tuple[str, ...]:
    """Return the codes chosen from a numbered list, by number or code with commas between; nothing for Enter alone."""
    for number, (code, label) in enumerate(choices.items(), 1):
        print(f"{number:4} {code}  {safe(label)}")

    def check(answer: str) -> str:
        codes = list(choices)
        return ",".join(known(_numbered(part, codes), choices, what) for part in split(answer))

    return split(ask(question, default, language, check))


def _numbered(answer: str, codes: list[str]) -> str:
    inside = answer.isascii() and answer.isdigit() and 0 < int(answer[:6]) <= len(codes)
    return codes[int(answer) - 1] if inside else answer


def split(answer: str) -> tuple[str, ...]:
    """Return what stands between commas, each once."""
    return tuple(dict.fromkeys(part for part in (one.strip() for one in answer.split(",")) if part))
