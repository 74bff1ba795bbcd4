"""What there is to say of codes of change: the list, and one in full."""

from collections.abc import Callable, Iterator

from missionkit.diff.change import Code, codes
from missionkit.diff.words import level_name, messages, title, why
from missionkit.language.catalog import say
from missionkit.output.safe import markdown_safe, safe_json


def codes_text(language: str) -> str:
    """Return one line a code under the name of its family."""
    widest = max(len(name) for name in codes())
    lines: list[str] = []
    family = ""
    for code in codes().values():
        if code.family != family:
            family = code.family
            lines += [""] * bool(lines) + [say(f"diff-family-{family}", language)]
        lines.append(f"  {code.name:{widest}}  {level_name(code.level, language):22}  {title(code.name, language)}")
    return "\n".join([*lines, "", say("diff-explain", language)]) + "\n"


def codes_markdown(language: str) -> str:
    """Return a Markdown table of codes."""
    heads = [say(key, language) for key in ("diff-code", "diff-level", "diff-nature", "diff-kind")]
    rows = [f"| {' | '.join(heads)} |", "|---|---|---|---|"]
    for code in codes().values():
        cells = (f"`{code.name}`", _levels(code, language), say(f"nature-{code.nature}", language))
        rows.append(f"| {' | '.join(cells)} | {title(code.name, language)} |")
    return "\n".join(rows) + "\n"


def codes_manual(language: str) -> str:
    """Return the whole manual: every code in full, family by family."""
    lines = [f"# {say('diff-manual-title', language)}", "", say("diff-manual-intro", language), ""]
    lines += [say("diff-set-in-config", language), ""]
    family = ""
    for code in codes().values():
        if code.family != family:
            family = code.family
            lines += [f"## {say(f'diff-family-{family}', language)}", ""]
        lines += [f"### `{code.name}`", "", f"**{title(code.name, language)}**", ""]
        lines += [*_facts(code, language, "- "), "", why(code.name, language), ""]
        lines += [*(f"- *{words}*" for words in messages(code.name, language)), ""]
    return "\n".join(lines).rstrip() + "\n"


def codes_json(language: str) -> str:
    """Return all that is known of codes as JSON."""
    return safe_json([_data(code, language) for code in codes().values()])


def _data(code: Code, language: str) -> dict[str, object]:
    return {
        "code": code.name,
        "family": code.family,
        "level": code.level.value,
        "draft": code.draft.value,
        "nature": code.nature,
        "mirror": code.mirror or None,
        "title": title(code.name, language),
        "messages": messages(code.name, language),
        "why": why(code.name, language),
    }


def _levels(code: Code, language: str) -> str:
    level = level_name(code.level, language)
    if code.draft is code.level:
        return level
    return say("diff-by-maturity", language, level=level, draft=level_name(code.draft, language))


def explained(code: Code, language: str) -> str:
    """Return everything about one code as text."""
    head = f"{code.name}: {title(code.name, language)}"
    lines = [head, "=" * len(head), "", *_facts(code, language)]
    lines += ["", why(code.name, language), "", *(f"  - {words}" for words in messages(code.name, language))]
    return "\n".join([*lines, "", say("diff-set-in-config", language)]) + "\n"


def _facts(code: Code, language: str, bullet: str = "") -> Iterator[str]:
    """Yield level, nature and the code of the change back, a line each."""
    yield f"{bullet}{say('diff-level', language)}: {_levels(code, language)}"
    yield f"{bullet}{say('diff-nature', language)}: {say(f'nature-{code.nature}', language)}"
    if code.mirror and code.mirror != code.name:
        mirror = f"`{code.mirror}`" if bullet else code.mirror
        yield f"{bullet}{say('diff-mirror', language)}: {mirror}"


def explained_markdown(code: Code, language: str) -> str:
    """Return everything about one code as Markdown."""
    head = f"## `{code.name}`: {title(code.name, language)}"
    lines = [head, "", *_facts(code, language, "- ")]
    lines += ["", why(code.name, language), "", *(f"> {markdown_safe(w)}\n" for w in messages(code.name, language))]
    return "\n".join([*lines, say("diff-set-in-config", language)]) + "\n"


def explained_json(code: Code, language: str) -> str:
    """Return all that is known of one code as JSON."""
    return safe_json(_data(code, language))


EXPLAINED: dict[str, Callable[[Code, str], str]] = {
    "text": explained,
    "json": explained_json,
    "markdown": explained_markdown,
}
"""How one code can be explained."""
LISTS: dict[str, Callable[[str], str]] = {
    "text": codes_text,
    "json": codes_json,
    "markdown": codes_markdown,
    "manual": codes_manual,
}
"""How the list of codes can be written."""
