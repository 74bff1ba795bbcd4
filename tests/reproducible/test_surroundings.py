"""Every command gives the same bytes, on both streams and in files, whatever surrounds it."""

import stat
from pathlib import Path
from typing import NamedTuple

import pytest
from command_table import DAY, FAILING, HELP, LINES, READING, WRITING
from prepared_work import copied, prepare_work, written
from real_locales import made_locale
from runs_of_lines import Told, told

from missionkit.cli.app import ORDER

GIT_SETTINGS = """\
[core]
    quotePath = true
    autocrlf = true
    eol = crlf
    abbrev = 4
    ignoreCase = true
    pager = false
[color]
    ui = always
[column]
    ui = always
[diff]
    noprefix = true
    mnemonicPrefix = true
    renames = copies
    orderFile = nowhere
[format]
    pretty = oneline
[i18n]
    commitEncoding = ISO-8859-1
    logOutputEncoding = UTF-16
[log]
    abbrevCommit = true
    date = relative
    decorate = full
    excludeDecoration = refs/tags/*
    follow = true
    mailmap = false
    showRoot = false
    showSignature = true
[submodule]
    recurse = true
"""
"""Settings of people that change what git prints."""


class Around(NamedTuple):
    """What surrounds the runs: a locale, variables, and the rights that new files do not get."""

    locale: str
    variables: dict[str, str]
    umask: int = 0o022


SURROUNDINGS = {
    "no language": Around("C", {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}, 0),
    "Norwegian": Around("nb_NO.UTF-8", {"PYTHONHASHSEED": "3", "TZ": "Europe/Oslo", "LANGUAGE": "nb:nn"}),
    "Turkish": Around("tr_TR.UTF-8", {"PYTHONHASHSEED": "4", "TZ": "America/Los_Angeles", "FORCE_COLOR": "1"}),
    "narrow": Around("C.UTF-8", {"PYTHONHASHSEED": "6", "COLUMNS": "20", "LINES": "5", "TERM": "dumb"}, 0o077),
    "workflow": Around(
        "C.UTF-8",
        {"PYTHONHASHSEED": "7", "CI": "true", "GITHUB_ACTIONS": "true", "PYTHONIOENCODING": "latin-1", "PY_COLORS": "1"}
        | {"CLICOLOR_FORCE": "1", "TERM": "xterm-256color", "COLORTERM": "truecolor"},
    ),
    "settings of git": Around("C.UTF-8", {"PYTHONHASHSEED": "8", "GIT_CONFIG_GLOBAL": "git-settings"}),
    "variables of git": Around(
        "C.UTF-8",
        {"PYTHONHASHSEED": "9", "GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/", "GIT_INDEX_FILE": "/nowhere/index"}
        | {"GIT_LITERAL_PATHSPECS": "1", "GIT_NAMESPACE": "x", "GIT_TRACE": "1", "GIT_PAGER": "false"}
        | {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "log.decorate", "GIT_CONFIG_VALUE_0": "full"},
    ),
}
"""Each row changes several things at once; none of them may be seen."""

OF_GIT = [line for line in READING if line.startswith("diff") or "--since" in line]
OTHERS = [line for line in READING if line not in OF_GIT]
THINNED = {
    "no language": READING[::2],
    "Norwegian": READING[1::2],
    "narrow": READING[::2],
    "settings of git": OF_GIT + OTHERS[::2],
    "variables of git": OF_GIT + OTHERS[1::2],
}
"""Lines that only read, for surroundings in which not all are run; each is run in four of the seven at least."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare_work(tmp_path_factory.mktemp("reproducible") / "template")


def all_of(template: Path, around: Around, lines: list[str]) -> tuple[dict[str, Told], dict[str, bytes]]:
    """Return what lines print in a surrounding, and the files that they leave."""
    work = template.parent / "work"
    copied(template, work)
    (template.parent / "git-settings").write_text(GIT_SETTINGS, encoding="utf-8")
    variables = dict(around.variables)
    if "GIT_CONFIG_GLOBAL" in variables:
        variables["GIT_CONFIG_GLOBAL"] = str(template.parent / variables["GIT_CONFIG_GLOBAL"])
    locale = made_locale(around.locale, template.parent)
    printed = told(lines, work, locale | variables, around.umask)
    return printed, written(work)


@pytest.fixture(scope="module")
def usual(template: Path) -> tuple[dict[str, Told], dict[str, bytes]]:
    return all_of(template, Around("C.UTF-8", {}), LINES)


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_surroundings_change_no_byte(
    name: str, template: Path, usual: tuple[dict[str, Told], dict[str, bytes]]
) -> None:
    lines = [*THINNED.get(name, READING), *FAILING, *WRITING]
    printed, files = all_of(template, SURROUNDINGS[name], lines)
    assert [line for line in lines if printed[line] != usual[0][line]] == []
    assert sorted(files) == sorted(usual[1])
    assert [name for name in files if files[name] != usual[1][name]] == []


LINES_WITH_NAMES = [
    *(f"validate faulty --format {form} {DAY}" for form in ("concise", "sarif")),
    *("init new --name 'Blåbær og 雪' --yes", "validate blåbær.yaml", "valdate"),
]


@pytest.fixture(scope="module")
def usual_names(template: Path) -> dict[str, Told]:
    copied(template, template.parent / "work")
    return told(LINES_WITH_NAMES, template.parent / "work", {"LC_ALL": "C.UTF-8"})


NOT_UTF8 = {
    "POSIX": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Latin-1": {"LC_ALL": "nb_NO.ISO-8859-1"},
}


@pytest.mark.parametrize("variables", NOT_UTF8.values(), ids=NOT_UTF8)
def test_names_of_files_and_arguments_are_utf8_in_a_locale_that_is_not(
    variables: dict[str, str], template: Path, usual_names: dict[str, Told]
) -> None:
    copied(template, template.parent / "work")
    locale = made_locale(variables["LC_ALL"], template.parent)
    found = told(LINES_WITH_NAMES, template.parent / "work", variables | locale)
    assert found == usual_names
    assert "faulty/sources/blåbær og 雪.yaml:2:1: " in found[LINES_WITH_NAMES[0]].printed
    assert found[LINES_WITH_NAMES[2]].code == 0


def test_help_depends_on_the_width_that_is_asked_for_only(template: Path) -> None:
    usual = told(HELP, template, {"COLUMNS": "80"})
    around = {"COLUMNS": "80", "FORCE_COLOR": "1", "GITHUB_ACTIONS": "true", "LC_ALL": "C", "PYTHONHASHSEED": "3"}
    assert told(HELP, template, around) == usual
    assert {one.code for one in usual.values()} == {0}


def test_every_command_is_in_the_table() -> None:
    assert set(ORDER) - {line.split()[0] for line in LINES} == set()


@pytest.mark.parametrize("umask", [0o000, 0o077], ids=oct)
def test_new_files_have_the_rights_that_the_umask_leaves(umask: int, template: Path) -> None:
    work = template.parent / "work"
    copied(template, work)
    lines = ["schema -o new-schemas", "new actor ny-aktor --register states", "init new --name X --yes"]
    assert {one.code for one in told(lines, work, umask=umask).values()} == {0}
    made = [*work.glob("new-schemas/*"), *work.rglob("ny-aktor.yaml"), *work.glob("new/*/*.yaml")]
    assert len(made) > 15
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o666 & ~umask}
