"""Registers may set thresholds to any number: rules then find more or less, and never break."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from missionkit.config import load_settings
from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.rules.table import rules
from missionkit.source.tree import Folder

ROOT = Path(__file__).parents[2]
REGISTERS = [ROOT / "tests/brief/full", ROOT / "tests/brief/sparse", ROOT / "examples/livshendelser"]


@pytest.mark.parametrize("number", [0, -1, Decimal("0.5"), 1, 10**14], ids=str)
@pytest.mark.parametrize("path", REGISTERS, ids=lambda path: path.name)
def test_rules_take_any_threshold(path: Path, number: Decimal) -> None:
    tree = Folder(path)
    settings = load_settings(tree)
    limits = {rule.name: dict.fromkeys(rule.thresholds, Decimal(number)) for rule in rules() if rule.thresholds}
    changed = replace(settings, config=replace(settings.config, thresholds=limits))
    assert check(load_register(tree, settings=changed), date(2026, 11, 23))
