"""Changes the rules one small step at a time and tells which changes no example notices.

    .venv/bin/python benchmarks/mutate.py [FAMILY...]

A mutant swaps a comparison, a logical word or a number in one rule's function (or empties it) and is held against
that rule's examples in `tests/rules/`. Survivors are printed with file and line; most show a missing example.
"""

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "rules"))
from test_rule_examples import HERE, found, marked

from missionkit.rules import rule as rule_module
from missionkit.rules.rule import RULES
from missionkit.rules.table import rules

_SWAPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def mutants(function: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """Change the function in place, yield (line, what was changed), and change it back."""
    body = function.body
    function.body = ast.parse("return\nyield").body
    yield function.lineno, "emptied"
    function.body = body
    for node in (n for statement in body for n in ast.walk(statement)):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPS:
            old = node.ops[0]
            node.ops[0] = _SWAPS[type(old)]()
            yield node.lineno, f"{type(old).__name__} → {type(node.ops[0]).__name__}"
            node.ops[0] = old
        elif isinstance(node, ast.BoolOp):
            was = node.op
            node.op = ast.Or() if isinstance(was, ast.And) else ast.And()
            yield node.lineno, f"{type(was).__name__} → {type(node.op).__name__}"
            node.op = was
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            operand = node.operand
            node.operand = ast.UnaryOp(ast.Not(), operand)
            yield node.lineno, "not removed"
            node.operand = operand
        elif isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool):
            node.value += 1
            yield node.lineno, f"{node.value - 1} → {node.value}"
            node.value -= 1


def checks_of(tree: ast.Module, module: ModuleType) -> dict[str, Any]:
    """Return the rules' functions of a changed module, by rule name, without entering them in the table."""
    made: dict[str, Any] = {}

    def capture(name: str, **_: Any) -> Any:
        def keep(check: Any) -> Any:
            made[name] = check
            return check

        return keep

    original = rule_module.rule
    rule_module.rule = capture  # type: ignore[assignment]
    try:
        namespace: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
        exec(compile(ast.fix_missing_locations(tree), str(module.__file__), "exec"), namespace)
    finally:
        rule_module.rule = original
    return made


def noticed(name: str) -> bool:
    """Say whether any example of a rule comes out wrong."""
    for path in sorted((HERE / name).glob("*")):
        try:
            if found(path, name) != marked(path, name):
                return True
        except Exception:
            return True
    return False


def names_of(function: ast.FunctionDef) -> list[str]:
    """Return the rule that a function is, if it is one."""
    calls = [d for d in function.decorator_list if isinstance(d, ast.Call) and getattr(d.func, "id", "") == "rule"]
    return [d.args[0].value for d in calls if isinstance(d.args[0], ast.Constant) and isinstance(d.args[0].value, str)]


def main() -> None:
    """Print the survivors of each family and how many mutants there were."""
    wanted = sys.argv[1:] or sorted({r.family for r in rules() if r.check})
    total = survived = 0
    for family in wanted:
        module = importlib.import_module(f"missionkit.rules.{family.replace('-', '_')}")
        tree = ast.parse(inspect.getsource(module))
        for function in (n for n in tree.body if isinstance(n, ast.FunctionDef)):
            for name in names_of(function):
                for line, what in mutants(function):
                    total += 1
                    kept = RULES[name]
                    RULES[name] = replace(kept, check=checks_of(tree, module)[name])
                    if not noticed(name):
                        survived += 1
                        print(f"{family}.py:{line}: {name}: {what}")
                    RULES[name] = kept
    print(f"{total} mutants, {survived} survived")


if __name__ == "__main__":
    main()
