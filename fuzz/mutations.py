"""Changes documents by chance: their data, their lines or their bytes, so that much of it is still nearly right."""

import random
from collections.abc import Callable, Iterable
from typing import Any

from brief.naughty import NAUGHTY
from brief.walked import filled
from forms import Form, Plain
from memory import AFTER, SETTINGS

from missionkit.codelist import code_list, code_list_names
from missionkit.model import KINDS
from missionkit.rules.rule import RULES
from missionkit.rules.table import rules
from missionkit.source.yaml import read

LONGEST = 64 * 1024
"""How many bytes a mutated input has at most; growing to the limit of 1 MiB is asked for by itself."""


NUMBERS = (
    *("0", "-0", "1", "-1", "2", "5", "6", "0.1", "-0.0", "1e3", "1e-9", "1e9999", "-1e9999", "1e-9999", "9" * 40),
    *("9" * 300, "0." + "3" * 38, "1_000", "0x1F", "0o17", "0x" + "f" * 38, ".inf", "-.inf", ".nan", "NaN", "1e400"),
    *("50 %", "12:30:45", "1.0", "00", "1.", "+.5", "1e+0009", "123456785", "18446744073709551616", "²", "٣", "１２"),
)
DATES = (
    *("2026", "2026-11", "2026-11-23", "2026-Q4", "2026-W48", "0000", "0001", "9999", "10000", "2026-13", "2026-00"),
    *("2026-02-30", "2027-02-29", "2028-02-29", "0001-01-01", "9999-12-31", "2026-Q5", "2026-Q0", "26-11-23"),
    *("2026-11-23T10:00:00Z", "2026-1-1", "-2026", "2026-12-31 ", "1899-12-31", "2035-06-31", "２０２６", "2026-Q4-01"),
)
WORDS = (
    *("", "~", "null", "true", "no", "on", "x", "m", "t", "p", "a", "s", "m/t", "m/", "/t", "h", "h/t", "m/t/t", "M"),
    *("mission", "project", "running", "adopted", "met", "quantified", "binary", "increase", "NOK", "xxx", "%", "kr"),
    *("a/b", "../x", "a--b", "-a", "cofog:01", "cofog:99", "los:arbeid", "3.8", "8.10", "14.1", "2.10", "targets[t]"),
    *("By 2032 every child is well.", "Halvere utslippene innen 2030 og 2031.", "100 % av alle 1 000 000 i 2030"),
    *(
        "x" * 5000,
        "æ" * 3000,
        "ord " * 700,
        "\n".join("ab"),
        "\n\n",
        " ",
        "\t",
        "\u00a0",
        "a\x00b",
        "\ud7ff",
        "\U0010ffff",
    ),
    *("[[ATTACHMENT|/etc/passwd]]", "::error::x", "##[error]x", "::error::x ##[stop-commands]y", "```", "|", "a | b"),
    *("12345678901", "010190 12345", "kari.nordmann@example.com", "+47 912 34 567", "javascript:alert(1)"),
    *("https://example.org/?a=1&b=<b>", "https://[::1", "http://", "https://example.org:99999999/", "mailto:a@b"),
)
SCALARS = (*map(Plain, NUMBERS), *map(Plain, DATES), *WORDS, *(word for word in NAUGHTY if len(word) < 600))
CODES = tuple(code for name in code_list_names() for code in code_list(name))
NAMES = tuple(rule.name for rule in rules())
LINES = (
    *("---", "...", "%YAML 1.1", "%YAML 1.3", "%TAG ! tag:x,2000:", "# note", "\t", "- x", "? [a]", ": b", "<<: *a"),
    *("#### after", "#### settings", "meta: {a: &a [1], b: *a}", "kind: mission", "id: m", "<<<<<<< HEAD", "title: |2"),
    *("meta: &m {m: *m}", "x: !!python/object/apply:os.system [x]", "? |", "- - - -", "key: >-", "language: en"),
)
SIGNS = (
    *(b"\t", b"\n", b"\r", b"\r\n", b" ", b":", b": ", b"- ", b"? ", b"[", b"]", b"{", b"}", b",", b"'", b'"', b"\\"),
    *(b"#", b" #", b"%", b"@", b"`", b"|", b"|+9", b">", b"&a ", b"*a", b"!", b"!!int ", b"!!str ", b"!<", b"!!map "),
    *(b"\\ud800", b"\\UFFFFFFFF", b"\\x", b"\0", b"\x1b", b"\x7f", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf"),
    *(
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xe2\x80\xae",
        b"\xf0\x9f\x98\x80",
        b"\xff\xfe",
        b"9" * 50,
        b"[" * 120,
        b"{a: " * 60,
    ),
)


def scalar(chance: random.Random) -> Any:
    """Return a scalar: a code, a naughty one, or the path of a rule."""
    return chance.choice((chance.choice(SCALARS), chance.choice(SCALARS), chance.choice(CODES), chance.choice(NAMES)))


class Donors:
    """What documents can borrow: all values that stand under a key, of seeds and of a document with every field."""

    def __init__(self, seeds: Iterable[bytes]) -> None:
        """`seeds` are documents in YAML."""
        self.values: dict[str, list[Any]] = {}
        self.documents: list[Any] = []
        for kind, model in KINDS.items():
            self._take(filled(model, f"A {kind}."), whole=True)
        for seed in seeds:
            for one in read(seed, "").documents:
                self._take(one.data, whole=True)
        self.keys = list(self.values)

    def _take(self, data: Any, whole: bool = False) -> None:
        if whole and isinstance(data, dict):
            self.documents.append(data)
        for key, value in data.items() if isinstance(data, dict) else ():
            held = self.values.setdefault(key, [])
            if len(held) < _MOST_VALUES and value not in held:
                held.append(value)
        for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
            self._take(value)


_MOST_VALUES = 40

Change = Callable[[Any, random.Random, Donors], None]
"""Changes a mapping or a list in place."""


def _drop(node: Any, chance: random.Random, donors: Donors) -> None:
    if node:
        del node[_key(node, chance)]


def _replace(node: Any, chance: random.Random, donors: Donors) -> None:
    if node:
        node[_key(node, chance)] = scalar(chance)


def _lend(node: Any, chance: random.Random, donors: Donors) -> None:
    """Put in what another document has: under the same key, or under any."""
    if isinstance(node, dict):
        key = _key(node, chance) if node and chance.random() < 0.5 else chance.choice(donors.keys)
        node[key] = copied(chance.choice(donors.values.get(key) or [scalar(chance)]))
    else:
        held = [item for values in donors.values.values() for item in values[:1] if isinstance(item, list) and item]
        node.append(copied(chance.choice(chance.choice(held))))


def _swap(node: Any, chance: random.Random, donors: Donors) -> None:
    if node:
        one, other = _key(node, chance), _key(node, chance)
        node[one], node[other] = node[other], node[one]


def _rename(node: Any, chance: random.Random, donors: Donors) -> None:
    if isinstance(node, dict) and node:
        key = _key(node, chance)
        name = chance.choice((key + "s", key[:-1], chance.choice(donors.keys), str(scalar(chance))[:80]))
        node[name] = node.pop(key)


def _wrap(node: Any, chance: random.Random, donors: Donors) -> None:
    if node:
        key = _key(node, chance)
        node[key] = chance.choice(([node[key]], {"nb": node[key]}, {str(key): node[key]}, [], {}, None))


def _repeat(node: Any, chance: random.Random, donors: Donors) -> None:
    """Double an item of a list, some times with another id."""
    if isinstance(node, list) and node:
        for number in range(chance.choice((1, 1, 2, 30))):
            item = copied(chance.choice(node))
            if isinstance(item, dict) and "id" in item and chance.random() < 0.7:
                item["id"] = f"{item['id']}-{number}"
            node.insert(chance.randint(0, len(node)), item)


def _reorder(node: Any, chance: random.Random, donors: Donors) -> None:
    if isinstance(node, list):
        chance.shuffle(node)
    else:
        for key in chance.sample(list(node), len(node)):
            node[key] = node.pop(key)


CHANGES: tuple[Change, ...] = (
    _drop,
    _replace,
    _replace,
    _replace,
    _lend,
    _lend,
    _lend,
    _swap,
    _rename,
    _wrap,
    _repeat,
    _reorder,
)


def _key(node: Any, chance: random.Random) -> Any:
    return chance.choice(list(node)) if isinstance(node, dict) else chance.randrange(len(node))


def copied(value: Any) -> Any:
    """Return a value whose lists and mappings are new."""
    if isinstance(value, dict):
        return {key: copied(one) for key, one in value.items()}
    return [copied(one) for one in value] if isinstance(value, list) else value


def nodes(value: Any) -> list[Any]:
    """Return every mapping and list in a value."""
    found, todo = [], [value]
    while todo:
        one = todo.pop()
        if isinstance(one, dict | list):
            found.append(one)
            todo += one.values() if isinstance(one, dict) else one
    return found


def _data_changed(text: bytes, chance: random.Random, donors: Donors) -> bytes:
    """Return the documents with some changes of their data, written in another form."""
    documents = [copied(one.data) for one in read(text, "").documents[:20]]
    if not documents or chance.random() < 0.05:
        documents.append(copied(chance.choice(donors.documents)))
    if chance.random() < 0.1:
        documents.insert(0, copied(chance.choice(donors.documents)))
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        held = nodes(documents)[1:]
        if held:
            chance.choice(CHANGES)(chance.choice(held), chance, donors)
    return Form(chance).text(documents).encode("utf-8", "surrogatepass")


def _lines_changed(text: bytes, chance: random.Random, donors: Donors) -> bytes:
    """Return the text with some lines doubled, dropped, moved, indented otherwise, or with other values."""
    rows = text.split(b"\n")
    for _ in range(chance.choice((1, 1, 2, 4))):
        at, row = chance.randrange(len(rows)), b""
        row = rows[at]
        other = chance.choice(LINES).encode()
        key, colon, _ = row.partition(b": ")
        named = row.lstrip(b" -")
        rows[at : at + 1] = chance.choice(
            (
                [row, row],
                [],
                [b" " + row],
                [b"  " + row],
                [row[1:]],
                [b"\t" + row],
                [row, other],
                [row[: len(row) - len(named)] + other],
                [key + colon + str(scalar(chance)).encode("utf-8", "surrogatepass")],
                [
                    key
                    + colon
                    + chance.choice((b"&a ", b"*a", b"!!str ", b"!x ", b"| ", b"[", b"{", b"'", b'"'))
                    + row[len(key) + 2 :]
                ],
                [row, chance.choice(rows)],
            )
        ) or [b""]
    return b"\n".join(rows)


def _bytes_changed(text: bytes, chance: random.Random, donors: Donors) -> bytes:
    """Return the text with some stretches cut out, doubled, overwritten or filled in."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((0, 0, 1, 2, 12, 100)))
        new = chance.choice((chance.choice(SIGNS), chance.choice(SIGNS), text[start:end] * 2, b"", chance.randbytes(2)))
        text = text[:start] + new + text[end:]
    return text


_MANNERS = (_data_changed, _data_changed, _data_changed, _lines_changed, _bytes_changed)


def _settings(chance: random.Random, donors: Donors) -> bytes:
    """Return a `missionkit.yaml` that is nearly right."""
    made: dict[str, Any] = {"language": chance.choice(("nb", "nn", "en", "de"))}
    rules = chance.sample(NAMES, 3)
    made["severity"] = {name: chance.choice(("off", "hint", "warning", "error", "x")) for name in rules}
    limits = {
        name: dict.fromkeys(RULES[name].thresholds, Plain(chance.choice(NUMBERS)))
        for name in RULES
        if RULES[name].thresholds
    }
    made["thresholds"] = dict(chance.sample(list(limits.items()), 2))
    made["exclude"] = [chance.choice(("x", "*", "*.yaml", "[", "others.yaml", "**", "!x"))]
    made["codelists"] = {
        chance.choice(("own", "sector", "ford")): chance.choice(("others.yaml", "hostile.yaml", "../x", "y"))
    }
    made["diff"] = {"severity": {chance.choice(("target-weakened", "x")): chance.choice(("info", "off", "breaking"))}}
    for key in chance.sample(list(made), chance.randint(0, 5)):
        del made[key]
    return Form(chance).text([made]).encode()


def mutated(data: bytes, chance: random.Random, donors: Donors) -> bytes:
    """Return other bytes that are made of some, in the parts that they have; the same for the same chance."""
    text, divider, other = _divided(data)
    if divider and chance.random() < 0.5:
        other = chance.choice(_MANNERS)(other, chance, donors)
    else:
        text = chance.choice(_MANNERS)(text, chance, donors)
    if divider and chance.random() < 0.05:
        divider = other = b""
    elif not divider and chance.random() < 0.1:
        return paired(text, chance, donors)
    elif not divider and chance.random() < 0.03:
        divider, other = SETTINGS, _settings(chance, donors)
    return (text + divider + other)[:LONGEST]


def paired(data: bytes, chance: random.Random, donors: Donors) -> bytes:
    """Return bytes with a changed state of them to compare with."""
    return (data + AFTER + _data_changed(data, chance, donors))[:LONGEST]


def _divided(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what stands before a divider, the divider, and what stands behind it."""
    for divider in (AFTER, SETTINGS):
        if divider in data:
            return data.partition(divider)
    return data, b"", b""


def grown(data: bytes, chance: random.Random, size: int) -> bytes:
    """Return bytes that were doubled in one place until they come near a size: a line, an item or a sign many times."""
    start = chance.randint(0, len(data))
    ends = (data.find(b"\n", start) + 1, data.find(b"\n---\n", start) + 5, start + chance.randint(1, 40))
    end = max(start, chance.choice(ends))
    stretch = data[start:end] or chance.choice(SIGNS)
    return data[:end] + stretch * max(0, (size - len(data)) // len(stretch)) + data[end:]
