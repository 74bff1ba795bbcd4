"""The examples hold facts only: every number in them stands in a quote of a source they refer to."""

import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest
import yaml

from missionkit.model.walk import references
from missionkit.register import load_register
from missionkit.source.tree import Folder

Node: TypeAlias = "str | list[Node] | dict[str, Node]"
Claim: TypeAlias = frozenset[str]
"""What one number or date says; a date says a year and perhaps a month and a day, all to be found in one quote."""

EXAMPLES = Path(__file__).parents[1] / "examples"
REGISTERS = ("dementia", "livshendelser")

SOURCE_KEYS = {"source", "sources", "evidence", "strategy_ref", "data_source", "document"}
CODE_KEYS = {"sdg_goals", "sdg_targets", "sdg_target", "sectors", "sector", "disciplines", "trl"}
NO_CLAIMS = {"id", "kind", "url", "org_number"} | CODE_KEYS
CONFIRMED_ORG_NUMBERS = {
    "digdir": "991825827",
    "ks": "971032146",
    "helse-og-omsorgsdepartementet": "983887406",
    "doga": "913552490",
}

ID = re.compile(r"(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*")
ISO_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
DAY_MONTH_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
NUMBER = re.compile(
    r"(?P<grouped>(?<!\d)\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d))|(?P<plain>\d+(?:[.,]\d+)?)"
    r"(?:\s*(?P<scale>tusen|thousand|million(?:er|ar)?|mill\.|milliard(?:er|ar)?|mrd\.|billion(?:er|ar)?)(?!\w))?",
    re.IGNORECASE,
)
SCALES = {"billioner": 12, "billionar": 12, "milliard": 9, "mrd": 9, "billion": 9, "mill": 6, "tusen": 3, "thousand": 3}
HALF = re.compile(r"\b(halver\w*|halv(?:e|ed|es|ing|ings)|half|halvpart\w*|halvdel\w*)\b", re.IGNORECASE)
WORDS = {"tre": 3, "three": 3, "fem": 5, "five": 5, "seks": 6, "six": 6, "sju": 7, "syv": 7, "seven": 7, "åtte": 8}
MONTHS = (
    "januar january|februar february|mars march|april|mai may|juni june|juli july|august|september|oktober october"
    "|november|desember december"
)
MONTH_OF = {name: n for n, names in enumerate(MONTHS.split("|"), 1) for name in names.split()}


def documents(register: Path) -> Iterator[tuple[Path, dict[str, Node]]]:
    for file in sorted(register.rglob("*.yaml")):
        if file.name != "missionkit.yaml":
            for document in yaml.load_all(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
                yield file, document


def parts(
    node: Node, key: str = "", path: str = "", near: Claim = frozenset()
) -> Iterator[tuple[str, str, str, Claim]]:
    """Yield (key, path, text, ids of the sources of the nearest part that names some) for every scalar."""
    if isinstance(node, dict):
        own = frozenset(text for name in SOURCE_KEYS & set(node) for text in texts(node[name])) if path else near
        for name, value in node.items():
            yield from parts(value, name, f"{path}.{name}" if path else name, own or near)
    elif isinstance(node, list):
        for index, item in enumerate(node):
            name = str(item.get("id", str(index))) if isinstance(item, dict) else str(index)
            yield from parts(item, key, f"{path}[{name}]", near)
    else:
        yield key, path, node, near


def scalars(node: Node) -> Iterator[tuple[str, str, str]]:
    yield from ((key, path, text) for key, path, text, _ in parts(node))


def texts(node: Node) -> Iterator[str]:
    yield from (text for _, _, text in scalars(node))


def numbers(text: str, *, also_unscaled: bool = False) -> Iterator[str]:
    text = DAY_MONTH_YEAR.sub(r"\1 / \2 / \3", text)
    for match in NUMBER.finditer(text):
        grouped, plain, scale = match["grouped"], match["plain"], (match["scale"] or "").lower()
        value = Decimal(re.sub(r"\D", "", grouped)) if grouped else Decimal(plain.replace(",", "."))
        if scale and also_unscaled:
            yield text_of(value)
        yield text_of(value.scaleb(next((power for name, power in SCALES.items() if scale.startswith(name)), 0)))
    if HALF.search(text):
        yield "50"
    yield from (str(WORDS[word]) for word in re.findall(r"\w+", text.lower()) if word in WORDS)


def text_of(value: Decimal) -> str:
    return f"{value.normalize():f}"


def claims(text: str) -> Iterator[Claim]:
    date = ISO_DATE.fullmatch(text)
    if date:
        year, month, day = date.groups()
        yield frozenset({year, f"month {int(month)}"} | ({str(int(day))} if day else set()))
    elif not ID.fullmatch(text):
        yield from (frozenset({number}) for number in numbers(text))


def evidence(quote: str) -> Claim:
    months = {MONTH_OF[word] for word in re.findall(r"\w+", quote.lower()) if word in MONTH_OF}
    months |= {int(month) for _, month, _ in DAY_MONTH_YEAR.findall(quote)}
    return frozenset({*numbers(quote, also_unscaled=True), *(f"month {m}" for m in months)})


def quotes_by_source(register: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _, document in documents(register):
        if document["kind"] == "source":
            quotes = document["quotes"]
            assert isinstance(quotes, list)
            found[str(document["id"])] = [" ".join(str(quote).split()) for quote in quotes]
    return found


def unsupported(register: Path) -> list[str]:
    quotes = quotes_by_source(register)
    found = []
    for file, document in documents(register):
        if document["kind"] == "source":
            continue
        named = {text for key, _, text in scalars(document) if key in SOURCE_KEYS}
        of_all = set(texts(document.get("sources", [])))
        for key, path, text, near in parts(document):
            if key in NO_CLAIMS or path.startswith("meta"):
                continue
            cited = of_all | near if near else named
            known = [evidence(quote) for source in sorted(cited) for quote in quotes.get(source, [])]
            missing = [" ".join(sorted(c)) for c in claims(text) if not any(c <= quote for quote in known)]
            found += [f"{file.relative_to(register)} {document['id']} {path}: {one}" for one in missing]
    return found


def sentences(register: Path) -> Iterator[str]:
    for _, document in documents(register):
        if document["kind"] != "source":
            for key, _, value in scalars(document):
                if key not in NO_CLAIMS and not ID.fullmatch(value):
                    yield from re.split(r"(?<=[.;!?])\s+", value)


def keys(register: Path, *kinds: str) -> set[str]:
    def below(node: Node) -> Iterator[str]:
        if isinstance(node, dict):
            yield from node
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from below(child)

    return {key for _, document in documents(register) if document["kind"] in kinds for key in below(document)}


@pytest.mark.parametrize("name", REGISTERS)
def test_register_reads_without_faults_and_all_references_lead_somewhere(name: str) -> None:
    register = load_register(Folder(EXAMPLES / name))
    assert register.entries
    assert register.faults == []
    for entry in register.entries:
        for path, ref, value in references(entry.document):
            assert register.find(value, ref.kinds, entry) is not None, (entry.key, path, value)


@pytest.mark.parametrize("name", REGISTERS)
def test_every_number_stands_in_a_quote(name: str) -> None:
    assert unsupported(EXAMPLES / name) == []


@pytest.mark.parametrize(
    ("name", "file", "old", "new"),
    [
        ("dementia", "missions/dementia.yaml", "number: 10500000", "number: 10500001"),
        ("dementia", "missions/dementia.yaml", "amount: 530", "amount: 531"),
        ("dementia", "missions/dementia.yaml", "value: -50", "value: -40"),
        ("dementia", "missions/dementia.yaml", "deadline: 2030", "deadline: 2031"),
        ("dementia", "missions/dementia.yaml", "92 milliarder euro", "92 millioner euro"),
        ("dementia", "missions/dementia.yaml", "10.5 million", "10.6 million"),
        ("dementia", "missions/dementia.yaml", "goal is 10 years", "goal is 12 years"),
        ("dementia", "projects/early-diagnosis-tools.yaml", "chain_stage: applied", "start: 2020"),
        ("dementia", "sources/digdir-missions.yaml", "ca 10,5 millioner", "ca 10,4 millioner"),
        ("livshendelser", "projects/enklere-tilgang-til-informasjon.yaml", "57383633", "57383634"),
        ("livshendelser", "projects/digitilskudd.yaml", "done: 2022-12-05", "done: 2022-12-06"),
        ("livshendelser", "projects/digitilskudd.yaml", "done: 2022-12-05", "done: 2022-11-05"),
        ("livshendelser", "projects/rett-pa.yaml", "mellom 13 og 20 år", "mellom 13 og 18 år"),
        ("livshendelser", "missions/alvorlig-sykt-barn.yaml", "19 timer", "17 timer"),
        ("livshendelser", "missions/alvorlig-sykt-barn.yaml", "actors:", "start: 2021-02\nactors:"),
    ],
)
def test_a_changed_number_is_caught(tmp_path: Path, name: str, file: str, old: str, new: str) -> None:
    shutil.copytree(EXAMPLES / name, tmp_path / name)
    broken = tmp_path / name / file
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert broken.read_text(encoding="utf-8") != text
    assert unsupported(tmp_path / name)


def test_a_number_needs_a_source_of_its_own_document(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "livshendelser", tmp_path / "copy")
    portfolio = tmp_path / "copy/portfolios/frivillig-organisasjon-portefolje.yaml"
    text = portfolio.read_text(encoding="utf-8")
    portfolio.write_text(text.replace("flere\n    strategiske", "57 383 633\n    strategiske", 1), encoding="utf-8")
    assert len(unsupported(tmp_path / "copy")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10,5 millioner", {"10500000"}),
        ("10.5 million", {"10500000"}),
        ("10 500 000", {"10500000"}),
        ("57,383,633", {"57383633"}),
        ("€ 92 milliarder", {"92000000000"}),
        ("EUR 92 billion", {"92000000000"}),
        ("92 billionar", {"92000000000000"}),
        ("190,6 mill. kroner", {"190600000"}),
        ("50%, altså 50 %", {"50"}),
        ("Halvere byrden", {"50"}),
        ("halving the burden", {"50"}),
        ("31.12.2024", {"31", "12", "2024"}),
        ("2019–2025", {"2019", "2025"}),
        ("de sju livshendingane", {"7"}),
        ("uten tall", set()),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, expected: set[str]) -> None:
    assert set(numbers(text)) == expected


@pytest.mark.parametrize("name", REGISTERS)
def test_organisation_numbers_are_those_confirmed(name: str) -> None:
    for _, document in documents(EXAMPLES / name):
        if "org_number" in document:
            assert CONFIRMED_ORG_NUMBERS[str(document["id"])] == document["org_number"]


@pytest.mark.parametrize("name", REGISTERS)
def test_every_source_can_be_found_again(name: str) -> None:
    for _, document in documents(EXAMPLES / name):
        if document["kind"] == "source":
            assert document["accessed"] == "2026-11-23"
            assert document["quotes"]
            assert {"title", "publisher", "url", "reliability", "note"} <= set(document), document["id"]


@pytest.mark.parametrize("name", REGISTERS)
def test_no_person_can_be_reached_or_is_named_by_office(name: str) -> None:
    titles = (
        r"(statsråd|statssekretær|minister|direktør|rådgiver|prosjektleder|kontaktperson)\w* [A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ]"
    )
    phone = r"(?<![\d/=.-])(\+47 ?)?[2-9]\d ?\d\d ?\d\d ?\d\d(?!\d)"
    for file in sorted((EXAMPLES / name).rglob("*.*")):
        for line in file.read_text(encoding="utf-8").splitlines():
            # Money, organisation numbers and addresses look like telephone numbers.
            bare = re.sub(r"57 ?383 ?633|10 ?500 ?000|https?://\S+|\d{9}", "", line)
            assert not re.search(r"\w@\w", line), line
            assert not re.search(titles, line), line
            assert not re.search(phone, bare), line


def test_dementia_is_an_illustration_and_nothing_more() -> None:
    register = EXAMPLES / "dementia"
    missions = [document for _, document in documents(register) if document["kind"] == "mission"]
    assert [mission["status"] for mission in missions] == ["illustrative"]
    assert not {"start", "owner", "mandate", "baseline", "observations", "budget"} & keys(register, "mission")
    assert not {"lead", "partners", "start", "end", "budget", "status"} & keys(register, "project", "portfolio")
    assert all(d["illustrative"] == "true" for _, d in documents(register) if d["kind"] in ("project", "portfolio"))
    assert all(d["role_only"] == d["inferred"] == "true" for _, d in documents(register) if d["kind"] == "actor")


def test_dementia_claims_nothing_that_no_source_says() -> None:
    for sentence in sentences(EXAMPLES / "dementia"):
        if re.search(r"\bEUs?\b|\bEU-", sentence):
            assert re.search(r"\b(ikke|ikkje|not)\b", sentence), sentence
        assert not re.search(r"5[,.]25|265 ?000 ?000|\b14 milli", sentence), sentence
        assert not re.search(r"har halvert|er i rute|on track|has halved|Nor(ge|eg|way)", sentence), sentence
        if re.search(r"92 (milliard|billion)", sentence):
            assert not re.search(r"(per|i|kvart|hvert) år|per year|a year|årl|annual", sentence), sentence


def test_livshendelser_are_proposals_without_numbers_to_reach() -> None:
    register = EXAMPLES / "livshendelser"
    missions = [document for _, document in documents(register) if document["kind"] == "mission"]
    assert {mission["status"] for mission in missions} == {"proposed"}
    targets = [target for mission in missions for target in mission["targets"]]
    assert len(targets) == 4
    assert not {"value", "baseline", "indicator", "observations", "unit"} & {key for t in targets for key in t}
    assert "in_use" not in keys(register, "project")
    assert "total" not in keys(register, "mission", "portfolio", "project")


def test_livshendelser_claim_nothing_that_no_source_says() -> None:
    for sentence in sentences(EXAMPLES / "livshendelser"):
        if re.search(r"vedtatt|vedteke|\badopted\b", sentence):
            assert re.search(r"\b(ingen|inga|no|not|ikke|ikkje)\b", sentence), sentence
        assert not re.search(r"\b17\b|50-prosent", sentence), sentence
        assert not re.search(r"er (nå )?i drift|is in operation|er i bruk", sentence), sentence


ROW = re.compile(
    r"^\| (?P<figure>[^|]+) \| «(?P<quote>[^|]+)» \| `(?P<source>[^|`]+)` \| `(?P<file>[^|`]+)` `(?P<path>[^|`]+)` \|$"
)


def rows(name: str) -> list[dict[str, str]]:
    lines = (EXAMPLES / name / "README.md").read_text(encoding="utf-8").splitlines()
    return [match.groupdict() for line in lines if (match := ROW.match(line))]


@pytest.mark.parametrize("name", REGISTERS)
def test_readme_tells_where_each_figure_comes_from_and_stands(name: str) -> None:
    quotes = quotes_by_source(EXAMPLES / name)
    assert len(rows(name)) >= 6
    for row in rows(name):
        assert any(row["quote"] in quote for quote in quotes[row["source"]]), row["quote"]
        places = {path: value for _, path, value in scalars(next(yaml_of(name, row["file"])))}
        assert row["path"] in places, row["path"]
        here = {part for claim in claims(places[row["path"]]) for part in claim}
        assert set(numbers(row["figure"])) <= here, row


def yaml_of(name: str, file: str) -> Iterator[Node]:
    text = (EXAMPLES / name / file).read_text(encoding="utf-8")
    yield from yaml.load_all(text, Loader=yaml.BaseLoader)


@pytest.mark.parametrize("name", REGISTERS)
def test_files_are_tidy(name: str) -> None:
    for file in sorted((EXAMPLES / name).rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        assert text.endswith("\n"), file
        assert not re.search(r"[ \t]+$|\t|\r", text, re.MULTILINE), file
        assert not re.search(r"(^|\s)[&*][a-z]", text), f"{file}: write values out, no aliases"
