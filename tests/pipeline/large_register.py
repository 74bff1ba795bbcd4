"""A register with enough files to be kept from run to run, some with gaps and faults."""

import os
import time
from pathlib import Path

LONG_AGO = time.time_ns() - 3_600_000_000_000

MISSION = """kind: mission
id: quiet-towns
title: Quiet towns
status: draft
statement: By 2032 no child in our towns sleeps beside a noisy road.
targets:
  - id: homes
    text: Homes beside noisy roads
    indicator: {name: Homes above 55 dB}
    value: 0
    deadline: 2032
waivers:
  - {rule: missing-challenge, reason: Written in spring., until: 2027-06-01, decided_by: The board}
"""


def project(number: int) -> str:
    """A project; every fifth has a milestone that will be overdue, every seventh a word for a number."""
    end = "2027-03-31" if number % 5 == 0 else "2031-12-31"
    budget = "budget: {total: {amount: plenty, currency: NOK}}\n" if number % 7 == 0 else ""
    return (
        f"kind: project\nid: street-{number}\ntitle: Street {number}\nmissions: [quiet-towns]\nstatus: running\n"
        f"start: 2026-01-01\nend: 2031-12-31\norigin: call\nsectors: [natur-klima-og-miljo]\n"
        f"contributes_to: [{{target: homes, how: Slower cars., amount: {number}}}]\n{budget}"
        f"milestones:\n  - {{id: signs, title: Signs, planned: {end}}}\n"
    )


def write_large(folder: Path, projects: int = 110) -> Path:
    """Write the register; all files were changed an hour ago, so that their times can be trusted."""
    files = {"missionkit.yaml": "language: en\n", "mission.yaml": MISSION}
    files |= {f"projects/street-{n}.yaml": project(n) for n in range(projects)}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return folder


def edit(path: Path, text: str, days: int = 0) -> None:
    """Change a file, some days after it was first written but not a moment ago."""
    path.write_text(text, encoding="utf-8")
    moment = LONG_AGO + (days + 1) * 1_000_000_000
    os.utime(path, ns=(moment, moment))
