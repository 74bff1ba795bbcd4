"""`missionkit rules` and `missionkit explain`."""

from missionkit.cli.options import check_format, colour_of, language_of
from missionkit.cli.writing import put
from missionkit.errors import UnknownName
from missionkit.output.manual import EXPLAIN, LISTS
from missionkit.rules.rule import RULES
from missionkit.rules.table import rules
from missionkit.suggest import nearest


def list_rules(form: str, language: str | None, color: str) -> None:
    """Print all rules in a format; raises UnknownName and BadValue."""
    colour_of(color)
    check_format(form, LISTS)
    put(LISTS[form](rules(), language_of(language)))


def explain(rule: str, form: str, language: str | None, color: str) -> None:
    """Print all there is to say of one rule; raises UnknownName and BadValue."""
    colour_of(color)
    if rule not in RULES:
        raise UnknownName("rule", rule, nearest(rule, RULES))
    check_format(form, EXPLAIN)
    put(EXPLAIN[form](RULES[rule], language_of(language)))
