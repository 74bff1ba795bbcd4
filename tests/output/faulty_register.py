"""A small register with a dozen kinds of findings, made anew for every test."""

import json
from datetime import date
from pathlib import Path

from missionkit.output.report import Checked, Report
from missionkit.register import load_register
from missionkit.rules.engine import check
from missionkit.rules.table import rules
from missionkit.source.tree import Folder

DAY = date(2026, 11, 23)

MISSION = """\
kind: mission
id: demens
title: Halvere byrden av demens
sumary: Feilskrevet feltnavn
statement: {nb: Byrden halveres innen 2032, de: Halbieren}
status: vedtatt
owner: helsedirektoratet
deadline: 2032-13-45
challenges:
  - id: aldring
    title: Flere eldre 👵🏽 og færre unge
    sdg_targets: [8.10]
targets:
  - {id: halve-byrden, text: "🎯 Byrden halveres", value: omtrent 50, owner: helsedirektoratt}
  - id: halve-byrden
    text: ""
sectors: [helse-og-omsorg, cofog:77]
risks:
  - {id: tap, description: "Ring Kari på kari.nordmann@example.com", likelihood: 7}
links:
  - {title: Les mer, url: "ftp://example.com/100%"}
"""

ACTORS = """\
kind: actor
id: helsedirektoratet
name: Helsedirektoratet
org_number: "991825827"
---
kind: actor
id: direktoratet-for-helse
name: Direktoratet for helse
org_number: "991825827"
---
- en liste
"""

PROJECT = """\
kind: project
id: tidlig-diagnose
title: Tidlig diagnose
title: Tidligere diagnose
illustrative: yes
"""

BROKEN = """\
kind: project
id: brutt
title: [a, b
missions: []
"""

FILES = {
    "missions/demens.yaml": MISSION,
    "actors.yaml": ACTORS,
    "projects/p.yaml": PROJECT,
    "projects/brutt.yaml": BROKEN,
    "projects/et-navn.yaml": "kind: project\nid: en-annen-id\ntitle: Filen heter noe annet\n",
    "sources/tom.yaml": "",
    "sources/tabulator.yaml": "kind: source\nid: tabulator\ntitle:\n\tnb: Hei\n",
}
LATIN = "kind: source\nid: latin\ntitle: Blåbær\n".encode("latin-1")

STEADY_FAMILIES = ("yaml", "schema", "configuration", "references", "privacy")


def write_faulty(folder: Path) -> None:
    """Write the register; rules of other families are off, so that a new rule leaves the golden files alone."""
    quiet = {rule.name: "off" for rule in rules() if rule.family not in STEADY_FAMILIES}
    (folder / "missionkit.yaml").write_text(f"language: nb\nseverity: {json.dumps(quiet)}\n", encoding="utf-8")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "sources/latin.yaml").write_bytes(LATIN)


def report_on(folder: Path, language: str = "en", colour: bool = False) -> Report:
    """Return the report on the register in a folder, with paths from that folder."""
    register = load_register(Folder(folder, shown_from=folder))
    return Report((Checked(register, tuple(check(register, DAY))),), language, colour=colour)
