"""Makes briefs of the registers in tests and examples: the full one, the sparse one, and those of real missions."""

import json
import os
import sys
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

import missionkit
from missionkit.brief.blocks import Brief
from missionkit.brief.make import make_brief
from missionkit.finding import Finding
from missionkit.output.brief import html
from missionkit.output.index import index_page
from missionkit.register import Register, load_register
from missionkit.rules.engine import check
from missionkit.source.tree import Folder, OneText

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FULL, SPARSE = HERE / "full", HERE / "sparse"
DEMENTIA, LIFE_EVENTS, EU = (ROOT / "examples" / name for name in ("dementia", "livshendelser", "eu-adaptation"))
TODAY = date(2026, 11, 23)
LANGUAGES = ("nb", "nn", "en")


class Asked(NamedTuple):
    """A brief of a register: which document, and which kind of brief."""

    folder: Path
    id: str
    kind: str


FULL_BRIEFS = (
    Asked(FULL, "raskere-i-ny-jobb", "mission"),
    Asked(FULL, "raskere-i-ny-jobb", "summary"),
    Asked(FULL, "raskere-portefoljen", "portfolio"),
    Asked(FULL, "jobbmatch", "project"),
)
SPARSE_BRIEFS = (
    Asked(SPARSE, "rent-hav", "mission"),
    Asked(SPARSE, "rent-hav", "summary"),
    Asked(SPARSE, "havportefoljen", "portfolio"),
    Asked(SPARSE, "strandrydding", "project"),
)


@cache
def checked(folder: Path) -> tuple[Register, tuple[Finding, ...]]:
    """Return the register of a folder and its findings on the day of the tests."""
    register = load_register(Folder(folder))
    return register, tuple(check(register, TODAY))


def brief_in(register: Register, findings: tuple[Finding, ...], id_: str, kind: str, language: str) -> Brief:
    """Return a brief of a document of a register."""
    named = {**register.missions, **register.portfolios, **register.projects}
    return make_brief(named[id_], register, findings, TODAY, language, kind)


def made(asked: Asked, language: str) -> Brief:
    """Return a brief in a language."""
    return brief_in(*checked(asked.folder), asked.id, asked.kind, language)


def index_html(language: str) -> str:
    """Return the index page of the briefs of the full register."""
    briefs = [(made(one, language), f"{one.kind}-{one.id}.html") for one in FULL_BRIEFS]
    return index_page(briefs, "html", language)


def page_html(asked: Asked | None, language: str) -> str:
    """Return a brief as a page; None stands for the index."""
    return index_html(language) if asked is None else html(made(asked, language))


def _installed_from_here() -> bool:
    """Say whether the console script runs the code that these tests import."""
    if not Path(missionkit.__file__).is_relative_to(ROOT / "src"):
        return True
    try:
        written = distribution("missionkit").read_text("direct_url.json")
    except PackageNotFoundError:
        return False
    return bool(written) and json.loads(written or "{}").get("url") == ROOT.as_uri()


def command() -> list[str]:
    """Return how to start missionkit of the tree under test: its console script, else Python with this path."""
    if _installed_from_here():
        return [str(Path(sys.executable).parent / "missionkit")]
    return [sys.executable, "-c", "import sys; from missionkit.cli import main; main()"]


def environment(**more: str) -> dict[str, str]:
    """Return the environment for a process, with nothing that changes how missionkit writes."""
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    path = os.pathsep.join(p for p in (str(ROOT / "src"), clean.get("PYTHONPATH", "")) if p)
    return {**clean, "PYTHONPATH": path, **more}


def register_of(text: str) -> tuple[Register, tuple[Finding, ...]]:
    """Return the register of one text, and its findings on the day of the tests."""
    register = load_register(OneText("register.yaml", text.encode()))
    return register, tuple(check(register, TODAY))
