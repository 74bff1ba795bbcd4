"""`missionkit list`: what a register holds, one line each."""

import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from missionkit.cli.asking import split
from missionkit.cli.options import colour_of, day_of, known, language_of, last_day
from missionkit.cli.registers import read_registers, tell_unread
from missionkit.cli.writing import put
from missionkit.codelist import SECTOR_LISTS, CodeList, code_list
from missionkit.errors import BadValue
from missionkit.listing import LISTINGS, Filter
from missionkit.output.listing import LISTS
from missionkit.register import Register


@dataclass(frozen=True)
class Options:
    """What the command line asked for; `filters` has the options that are set, by name."""

    what: str
    paths: tuple[str, ...]
    register: str | None
    filters: dict[str, tuple[str, ...]]
    form: str
    language: str | None
    date: str | None
    color: str


def run(options: Options) -> int:
    """Write the list and return 0; raises UnknownName and BadValue for filters that cannot be used."""
    what = known(options.what, LISTINGS, "list")
    known(options.form, LISTS, "format")
    colour, today = colour_of(options.color), day_of(options.date)
    for name, values in options.filters.items():
        if name not in LISTINGS[what].filters:
            fitting = ", ".join(f"--{f}" for f in LISTINGS[what].filters)
            raise BadValue(f"--{name}", ", ".join(values), f"{what} are chosen by {fitting}")
    registers = read_registers(options.paths, options.register, options.language)
    language = language_of(options.language, registers[0].settings.config.language)
    wanted = _filter(options, registers)
    rows = [row for one in registers for row in LISTINGS[what].rows(one, today) if wanted.wants(row)]
    rows.sort(key=lambda row: row.day or today)
    put(LISTS[options.form](what, rows, language, _room(), colour))
    tell_unread(sum(len(one.faults) for one in registers), language)
    return 0


def _filter(options: Options, registers: list[Register]) -> Filter:
    """Return the filter that the options ask for; raises UnknownName for values that no row could have."""
    asked = {name: split(",".join(values)) for name, values in options.filters.items()}
    names: dict[str, Iterable[str]] = {
        "mission": [id_ for one in registers for id_ in one.missions],
        "sector": [code for one in registers for code in _sectors(one)],
        "status": code_list(LISTINGS[options.what].statuses) if "status" in asked else (),
        "owner": [id_ for one in registers for id_ in one.actors],
    }
    local = f"{SECTOR_LISTS[0]}:"
    found = {
        field: tuple(known(value, tuple(names[field]), field).removeprefix(local) for value in asked.get(field, ()))
        for field in names
    }
    within = asked.get("within")
    until = last_day(within[0], day_of(options.date)) if within else None
    return Filter(**found, until=until)


def _sectors(register: Register) -> tuple[str, ...]:
    return CodeList(SECTOR_LISTS[0], SECTOR_LISTS[1:]).codes({"codelists": register.settings.codelists})


def _room() -> int:
    """Return how many columns the table may take: those of a terminal, any number where there is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
