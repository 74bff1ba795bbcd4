"""`missionkit graph`: the layers of missions as a drawing."""

from dataclasses import dataclass
from pathlib import PurePath

from missionkit.cli.options import known, language_of
from missionkit.cli.registers import read_registers, tell_unread
from missionkit.cli.writing import put, write_file
from missionkit.errors import BadValue
from missionkit.graph import make_graph
from missionkit.output.graph import GRAPHS

ENDINGS = {".svg": "svg", ".dot": "dot", ".gv": "dot"}
"""The format that the name of a file asks for."""


@dataclass(frozen=True)
class Options:
    """What the command line asked for; the format follows from the file where it is left out."""

    mission: str | None
    register: str | None
    form: str | None
    output: str | None
    language: str | None


def run(options: Options) -> int:
    """Draw one mission or a whole register and return 0; raises UnknownName and BadValue."""
    form = options.form or ENDINGS.get(PurePath(options.output or "").suffix, "mermaid")
    known(form, GRAPHS, "format")
    registers = read_registers((), options.register, options.language)
    if options.mission is not None:
        known(options.mission, tuple(id_ for one in registers for id_ in one.missions), "mission")
        registers = [one for one in registers if options.mission in one.missions]
    if len(registers) > 1:
        names = ", ".join(one.root for one in registers)
        raise BadValue("--register", ".", f"there are several registers here; name one of {names}, or a mission")
    language = language_of(options.language, registers[0].settings.config.language)
    text = GRAPHS[form](make_graph(registers[0], options.mission or ""), language)
    if options.output is None:
        put(text)
    else:
        write_file(options.output, text)
    tell_unread(len(registers[0].faults), language)
    return 0
