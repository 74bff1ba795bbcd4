"""What there is to say of rules: lists and explanations as text, JSON and Markdown."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from missionkit.codelist import code_list
from missionkit.language.catalog import say
from missionkit.rules.rule import COMMITTED, DRAFT, ENDED, IDEA, Rule
from missionkit.rules.texts import texts, title


def severity_text(rule: Rule, language: str) -> str:
    """Return the rule's severity in words, with its changes by maturity."""
    labels = code_list("severity")
    levels = [labels.label(rule.level(maturity), language) for maturity in (DRAFT, COMMITTED, ENDED)]
    if len(set(levels)) == 1:
        idea = labels.label(rule.level(IDEA), language)
        return levels[0] if idea == levels[0] else say("softer-idea", language, level=levels[0], idea=idea)
    return say("by-maturity", language, draft=levels[0], committed=levels[1], ended=levels[2])


def family_text(rule: Rule, language: str) -> str:
    """Return the name of the rule's family: of a criterion, the criterion's full name."""
    if rule.criterion:
        return code_list("criterion").label(rule.criterion, language)
    return say(f"family-{rule.family.replace('_', '-')}", language)


def rules_text(rules: list[Rule], language: str) -> str:
    """Return one line a rule under the name of its family."""
    widest = max(len(r.name) for r in rules)
    lines: list[str] = []
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += [""] * bool(lines) + [f"{family_text(rule, language)} ({family.replace('_', '-')})"]
        level = code_list("severity").label(rule.level(DRAFT), language)
        lines.append(f"  {rule.name:{widest}}  {level:8}  {title(rule.name, language)}")
    return "\n".join([*lines, "", say("explain-more", language)]) + "\n"


def rules_markdown(rules: list[Rule], language: str) -> str:
    """Return a Markdown table of rules."""
    heads = [say(key, language) for key in ("rule", "family", "severity", "title")]
    rows = [f"| {' | '.join(heads)} |", "|---|---|---|---|"]
    rows += [
        f"| `{r.name}` | {family_text(r, language)} | {severity_text(r, language)} | {title(r.name, language)} |"
        for r in rules
    ]
    return "\n".join(rows) + "\n"


def manual(rules: list[Rule], language: str) -> str:
    """Return the whole manual: every rule in full, family by family."""
    lines = [f"# {say('manual-title', language)}", "", say("manual-intro", language), ""]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += [f"## {family_text(rule, language)}", ""]
        lines.append(explain_markdown(rule, language))
    return "\n".join(lines).rstrip() + "\n"


def rules_json(rules: list[Rule], language: str) -> str:
    """Return all that is known of rules as JSON."""
    return _json([rule_data(rule, language) for rule in rules])


def rule_data(rule: Rule, language: str) -> dict[str, Any]:
    """Return one rule as plain data."""
    words = texts(rule.name)
    return {
        "name": rule.name,
        "family": rule.family.replace("_", "-"),
        "criterion": rule.criterion,
        "severity": {maturity: rule.level(maturity).value for maturity in (IDEA, DRAFT, COMMITTED, ENDED)},
        "title": words["title"][language],
        "messages": {case: text[language] for case, text in words["message"].items()},
        "why": words["why"][language],
        "fix": {case: text[language] for case, text in words["fix"].items()},
        "example": words["example"],
        "source": words["source"][language],
        "thresholds": {name: str(value) for name, value in rule.thresholds.items()},
        "can_be_waived": not rule.fixed,
    }


def explain_text(rule: Rule, language: str) -> str:
    """Return everything about a rule as plain text."""
    words = texts(rule.name)
    head = f"{rule.name}: {title(rule.name, language)}"
    lines = [head, "=" * len(head), ""]
    lines += [f"{say('family', language)}: {family_text(rule, language)}"]
    lines += [f"{say('severity', language)}: {severity_text(rule, language)}"]
    lines += [f"{say('thresholds', language)}: {limits}" for limits in _limits(rule)]
    lines += ["", say("why", language), *_indented(words["why"][language])]
    lines += ["", say("fix", language)]
    for message, fix in _cases(words, language):
        lines += [f"  - {message}", *_indented(fix, 4)]
    lines += ["", say("example", language), *_indented(words["example"])]
    lines += ["", f"{say('source', language)}: {words['source'][language]}"]
    lines += [say("cannot-be-changed" if rule.fixed else "set-in-config", language)]
    return "\n".join(lines) + "\n"


def explain_markdown(rule: Rule, language: str) -> str:
    """Return everything about a rule as a section of Markdown."""
    words = texts(rule.name)
    lines = [f"### `{rule.name}`", "", f"**{title(rule.name, language)}**", ""]
    lines += [f"- {say('family', language)}: {family_text(rule, language)}"]
    lines += [f"- {say('severity', language)}: {severity_text(rule, language)}"]
    lines += [f"- {say('thresholds', language)}: {limits}" for limits in _limits(rule)]
    lines += ["", words["why"][language], ""]
    lines += [f"- *{message}*\n  {fix}" for message, fix in _cases(words, language)]
    lines += ["", "```yaml", words["example"].rstrip(), "```", ""]
    lines += [f"{say('source', language)}: {words['source'][language]}", ""]
    return "\n".join(lines)


def explain_json(rule: Rule, language: str) -> str:
    """Return everything about a rule as JSON."""
    return _json(rule_data(rule, language))


def _limits(rule: Rule) -> Iterator[str]:
    if rule.thresholds:
        yield ", ".join(f"{name} = {value}" for name, value in rule.thresholds.items())


def _cases(words: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """Return each message of a rule with its advice."""
    fixes = words["fix"]
    return [(text[language], fixes.get(case, fixes["default"])[language]) for case, text in words["message"].items()]


def _indented(text: str, by: int = 2) -> list[str]:
    return [f"{' ' * by}{line}".rstrip() for line in text.rstrip().splitlines()]


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


LISTS: dict[str, Callable[[list[Rule], str], str]] = {
    "text": rules_text,
    "json": rules_json,
    "markdown": rules_markdown,
    "manual": manual,
}
"""How `missionkit rules` can write."""

EXPLAIN: dict[str, Callable[[Rule, str], str]] = {
    "text": explain_text,
    "json": explain_json,
    "markdown": explain_markdown,
}
"""How `missionkit explain` can write."""
