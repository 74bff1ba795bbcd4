"""`missionkit rules` and `missionkit explain`."""

from missionkit.cli.options import colour_of, known, language_of
from missionkit.cli.writing import put
from missionkit.output.manual import EXPLAIN, LISTS
from missionkit.rules.rule import RULES
from missionkit.rules.table import rules


def list_rules(form: str, language: str | None, color: str) -> None:
    """Print all rules in a format; raises UnknownName and BadValue."""
    colour_of(color)
    known(form, LISTS, "format")
    put(LISTS[form](rules(), language_of(language)))


def explain(rule: str, form: str, language: str | None, color: str) -> None:
    """Print all there is to say of one rule; raises UnknownName and BadValue."""
    colour_of(color)
    about = RULES[known(rule, RULES, "rule", "missionkit rules")]
    known(form, EXPLAIN, "format")
    put(EXPLAIN[form](about, language_of(language)))
