"""From plain data to a document: the model is chosen by kind, and what does not fit becomes faults.

A document with faults is still of use: the parts that do not fit are cut away, so that references and
rules see the rest, and the cut paths are kept so that nobody calls them missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from missionkit.codelist import CodeList, Codes
from missionkit.finding import Fault, Path, Place
from missionkit.model import KINDS
from missionkit.model.base import Entity, validator
from missionkit.model.walk import field_names, model_at, plan
from missionkit.suggest import nearest

_ROUNDS = 4

_RULES: dict[str, tuple[str, str]] = {
    "missing": ("missing-field", ""),
    "unexpected_keyword_argument": ("unknown-field", ""),
    "extra_forbidden": ("unknown-field", ""),
    "text_type": ("wrong-type", "text"),
    "words_type": ("wrong-type", "text"),
    "string_type": ("wrong-type", "text"),
    "empty_text": ("empty-text", ""),
    "string_too_short": ("empty-text", ""),
    "date_type": ("wrong-type", "date"),
    "date_invalid": ("invalid-date", ""),
    "number_type": ("wrong-type", "number"),
    "number_range": ("out-of-range", "number"),
    "whole_type": ("wrong-type", "whole"),
    "score_range": ("out-of-range", "score"),
    "flag_type": ("wrong-type", "flag"),
    "id_type": ("wrong-type", "id"),
    "id_form": ("invalid-id", ""),
    "url_form": ("invalid-url", ""),
    "code_unquoted": ("unquoted-code", ""),
    "code_type": ("wrong-type", "code"),
    "code_unknown": ("unknown-code", ""),
    "org_number_type": ("unquoted-code", "org"),
    "org_number_form": ("invalid-organisation-number", "form"),
    "org_number_check": ("invalid-organisation-number", "check"),
    "tuple_type": ("wrong-type", "list"),
}
_MAP = ("wrong-type", "map")
_WITHOUT_VALUE = ("text", "code", "list", "map")
"""Cases of wrong-type whose message does not repeat the value, which may be long."""


Kept = Mapping[Path, tuple[int, ...]]
"""For each list that lost items: the original positions of those left."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one document: the model if it could be made, the faults, and the paths cut away."""

    document: Entity | None
    faults: tuple[Fault, ...] = ()
    cut: tuple[Path, ...] = ()
    kept: Kept = field(default_factory=dict)


def original(path: Path, kept: Kept) -> Path:
    """Return the path in the file of a path in a document that lost list items."""
    found: Path = ()
    for step in path:
        items = kept.get(found)
        found += (items[step],) if items and isinstance(step, int) and step < len(items) else (step,)
    return found


def check_document(data: object, place: Place, codelists: Mapping[str, Codes]) -> Checked:
    """Return the document in plain data (as `source.yaml` reads it), with all its faults at once."""
    if data is None:
        return Checked(None, (Fault("empty-document", place),))
    if not isinstance(data, dict):
        return Checked(None, (Fault("not-a-mapping", place),))
    kind = data.get("kind")
    if kind is None:
        return Checked(None, (_missing_kind(data, place),))
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        facts = {"value": kind, "suggestions": nearest(str(kind), KINDS), "known": tuple(KINDS)}
        return Checked(None, (Fault("unknown-kind", Place(place.file, place.document, ("kind",)), facts),))
    return check_model(model, data, place, codelists)


def check_model(model: type[Entity], data: dict[str, Any], place: Place, codelists: Mapping[str, Codes]) -> Checked:
    """Return the document of one model, with all faults; the data are left as they are."""
    faults: list[Fault] = []
    mends = _Mends()
    for _ in range(_ROUNDS):
        fitting, kept = _mended(data, mends)
        try:
            made = validator(model).validate_python(fitting, context={"codelists": codelists})
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            found = [_fault(d, original(d["loc"], kept), model, data, place) for d in details]
            mends.explained |= _meant(found, data)
            faults += [f for f in found if _whole_path(f) not in mends.explained]
            mended = [_mend(f, model, data, mends) for f in found]
            if not all(mended):
                break
        else:
            return Checked(made, tuple(faults), mends.paths, kept)
    return Checked(None, tuple(faults), mends.paths)


PLACEHOLDER = "…"
"""Stands for a required text that is missing or broken, so that the rest of the document can be judged."""


@dataclass(slots=True)
class _Mends:
    """What is done to data that do not fit, so that the rest can be read: paths cut away, texts filled in.

    `explained` are paths where nothing more is told: of cut ones, of all above them, and of fields that stand
    there under a misspelt name.
    """

    cut: set[Path] = field(default_factory=set)
    filled: set[Path] = field(default_factory=set)
    explained: set[Path] = field(default_factory=set)

    @property
    def paths(self) -> tuple[Path, ...]:
        """All paths that are not as they stand in the file, in a stable order."""
        return tuple(sorted(self.cut | self.filled, key=str))


def _whole_path(fault: Fault) -> Path:
    path = fault.place.path
    return (*path, str(fault.facts["field"])) if fault.rule == "missing-field" else path


def _mend(fault: Fault, model: type[Entity], data: dict[str, Any], mends: _Mends) -> bool:
    """Plan how to read on after a fault; False if nothing can be done."""
    path = _whole_path(fault)
    owner = model_at(model, path[:-1])
    is_text = owner is not None and any(f.text and f.key == path[-1] and not f.many for f in plan(owner))
    if is_text and path[-1] != "id" and fault.rule != "unknown-field":
        mends.filled.add(path)
        return True
    if path in mends.cut or (fault.rule == "missing-field" and value_at(data, path) is None):
        path = path[:-1]
    mends.cut.add(path)
    mends.explained |= {path[:length] for length in range(1, len(path) + 1)}
    return path != ()


def _missing_kind(data: dict[str, Any], place: Place) -> Fault:
    guess = next((key for key in data if isinstance(key, str) and nearest(key, ("kind",))), None)
    if guess is not None:
        path = Place(place.file, place.document, (guess,))
        return Fault("unknown-field", path, {"field": guess, "suggestions": ("kind",), "known": ()})
    return Fault("missing-field", place, {"field": "kind"}, case="kind")


def _meant(faults: list[Fault], data: dict[str, Any]) -> set[Path]:
    """Return the paths of the fields that unknown ones were probably meant to be: a typo is no missing field too."""
    meant: set[Path] = set()
    for fault in faults:
        suggestions = fault.facts.get("suggestions")
        if fault.rule == "unknown-field" and isinstance(suggestions, tuple):
            meant |= {(*fault.place.path[:-1], name) for name in suggestions[:1]}
    return {path for path in meant if value_at(data, path) is None}


def _fault(detail: ErrorDetails, path: Path, model: type[Entity], data: dict[str, Any], place: Place) -> Fault:
    rule, case = _RULES.get(detail["type"], _MAP)
    value = value_at(data, path)
    facts: dict[str, object] = {"field": _field(path)}
    if rule == "missing-field" or (value is None and rule != "unknown-field"):
        return Fault("missing-field", Place(place.file, place.document, path[:-1]), facts)
    if rule == "unknown-field":
        owner = model_at(model, path[:-1])
        names = field_names(owner) if owner else ("nb", "nn", "en")
        facts |= {"suggestions": _rename(path, names), "known": names}
    elif rule == "unknown-code":
        facts |= _about_code(detail, str(value))
    elif isinstance(value, list | dict):
        rule, case = ("wrong-type", case if case in _WITHOUT_VALUE else "")
    else:
        facts["value"] = value
        case = _closer_case(case, value)
    return Fault(rule, Place(place.file, place.document, path), facts, case)


def _rename(path: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    if path[-1] == "no" and "nb" in names:
        return ("nb",)
    return nearest(str(path[-1]), names)


def _about_code(detail: ErrorDetails, value: str) -> dict[str, object]:
    context = detail.get("ctx", {})
    codes = CodeList(context["list"], tuple(context["others"])).codes()
    short = [c for c in codes if not c.startswith(f"{context['list']}:")]
    return {"value": value, "list": context["list"], "suggestions": nearest(value, short), "known": tuple(short)}


def _closer_case(case: str, value: object) -> str:
    """Tell apart the common ways of getting a type wrong, so that the message can say what to write."""
    if case == "flag" and isinstance(value, str):
        return "flag-word"
    if case == "number" and isinstance(value, str):
        return "number-text"
    if case == "text" and isinstance(value, int | Decimal):
        return "text-number"
    return case


def _field(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def value_at(data: object, path: Path) -> Any:
    """Return what stands at a data path, or None."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _mended(data: dict[str, Any], mends: _Mends) -> tuple[dict[str, Any], Kept]:
    """Return the data with mends, and which items are left of each list that lost some."""
    if not mends.cut and not mends.filled:
        return data, {}
    kept: dict[Path, tuple[int, ...]] = {}
    fills: dict[Path, dict[str | int, str]] = {}
    for path in mends.filled:
        fills.setdefault(path[:-1], {})[path[-1]] = PLACEHOLDER

    def copy(node: object, path: Path) -> object:
        if path in mends.filled:
            return PLACEHOLDER
        if isinstance(node, dict):
            made = {k: copy(v, (*path, k)) for k, v in node.items() if (*path, k) not in mends.cut}
            return made | fills.get(path, {})
        if isinstance(node, list):
            left = tuple(i for i in range(len(node)) if (*path, i) not in mends.cut)
            if len(left) < len(node):
                kept[path] = left
            return [copy(node[i], (*path, i)) for i in left]
        return node

    copied = copy(data, ())
    return (copied if isinstance(copied, dict) else {}), kept
