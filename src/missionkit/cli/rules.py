"""`missionkit rules` and `missionkit explain`."""

import sys

from missionkit.cli.options import language_of
from missionkit.errors import UnknownName
from missionkit.output.manual import EXPLAIN, LISTS
from missionkit.rules.rule import RULES
from missionkit.rules.table import rules
from missionkit.suggest import nearest


def list_rules(form: str, language: str | None) -> None:
    """Print all rules in a format; raises UnknownName."""
    if form not in LISTS:
        raise UnknownName("format", form, nearest(form, LISTS) or tuple(LISTS))
    sys.stdout.write(LISTS[form](rules(), language_of(language)))


def explain(rule: str, form: str, language: str | None) -> None:
    """Print all there is to say of one rule; raises UnknownName."""
    if rule not in RULES:
        raise UnknownName("rule", rule, nearest(rule, RULES))
    if form not in EXPLAIN:
        raise UnknownName("format", form, nearest(form, EXPLAIN) or tuple(EXPLAIN))
    sys.stdout.write(EXPLAIN[form](RULES[rule], language_of(language)))
