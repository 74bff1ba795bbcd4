"""Documents as lines that plain `git diff` can compare: one value a line, list items by what tells them apart."""

from collections.abc import Iterator

from missionkit.source.reading import Reading

_NAMES = ("id", "ref", "target", "criterion", "rule", "date", "year", "url", "facet", "chain_stage")
"""What items of a list are told apart by, the first that an item has."""


def flat(reading: Reading) -> str | None:
    """Return the documents of a file, one value a line, in an order of their own; None where they cannot be read."""
    if reading.faults or not reading.documents:
        return None
    blocks = [(_name(one.data, str(n)), one.data) for n, one in enumerate(reading.documents)]
    found = []
    for name, data in sorted(blocks, key=lambda block: block[0]):
        found.append("\n".join([name, *sorted(f"  {line}" for line in _lines(data, ""))]))
    return "\n\n".join(found) + "\n"


def _name(data: object, otherwise: str) -> str:
    if isinstance(data, dict) and isinstance(data.get("id"), str):
        return f"{data.get('kind', '')}:{data['id']}".strip(":")
    return otherwise


def _lines(data: object, path: str) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _lines(value, f"{path}.{key}" if path else str(key))
    elif isinstance(data, list):
        yield from _items(data, path)
    else:
        yield f"{path} = {_value(data)}"


def _items(items: list[object], path: str) -> Iterator[str]:
    seen: dict[str, int] = {}
    for item in items:
        if not isinstance(item, dict | list):
            yield f"{path}[] = {_value(item)}"
            continue
        name = next((str(item[k]) for k in _NAMES if isinstance(item, dict) and k in item), "")
        seen[name] = seen.get(name, 0) + 1
        number = f"#{seen[name]}" if seen[name] > 1 or not name else ""
        yield from _lines(item, f"{path}[{name}{number}]")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else " ".join(str(value).split())
