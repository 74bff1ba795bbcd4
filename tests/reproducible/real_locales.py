"""Locales of this machine, or made for the tests where `localedef` and its sources are there."""

import shutil
import subprocess
from pathlib import Path

import pytest

SOURCES = Path("/usr/share/i18n/locales")


def made_locale(name: str, folder: Path) -> dict[str, str]:
    """Make a locale such as nb_NO.UTF-8 in a folder, and return the variables that choose it; skips where it cannot."""
    if "_" not in name:
        return {"LC_ALL": name, "LANG": name}
    language, _, charset = name.partition(".")
    if shutil.which("localedef") is None or not (SOURCES / language).is_file():
        pytest.skip("no localedef, or no sources of locales: install them (Debian: apt-get install locales)")
    made = subprocess.run(["localedef", "-i", language, "-f", charset, str(folder / name)], capture_output=True)
    assert (folder / name).is_dir(), made.stderr.decode(errors="replace")
    chosen = {"LC_ALL": name, "LANG": name, "LOCPATH": str(folder)}
    # A locale that cannot be set is silently C: the test would say nothing.
    told = subprocess.run(["locale", "charmap"], env=chosen, capture_output=True, text=True)
    assert told.stdout.strip() == charset, told.stderr
    return chosen
