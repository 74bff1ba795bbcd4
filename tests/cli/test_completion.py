"""Completion in bash, zsh, fish and PowerShell: the scripts are there, and they offer commands and options at once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import COMMAND, Run

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
VARIABLE = "_MISSIONKIT_COMPLETE"


def asked(shell: str, words: str) -> dict[str, str]:
    """What a shell tells the program when somebody presses Tab after some words."""
    last = words.rpartition(" ")[2]
    told = {
        "bash": {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))},
        "zsh": {"_TYPER_COMPLETE_ARGS": words},
        "fish": {"_TYPER_COMPLETE_ARGS": words, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
        "powershell": {"_TYPER_COMPLETE_ARGS": words, "_TYPER_COMPLETE_WORD_TO_COMPLETE": last},
    }
    told["pwsh"] = told["powershell"]
    return {VARIABLE: f"complete_{shell}", **told[shell]}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_asks_the_program(shell: str, run: Run) -> None:
    shown = run("--show-completion", shell, SHELL=f"/bin/{shell}", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert (shown.returncode, shown.stderr) == (0, "")
    given = run(**{VARIABLE: f"source_{shell}"})
    assert given.returncode == 0
    for script in (shown.stdout, given.stdout):
        assert VARIABLE in script
        assert f"complete_{'powershell' if shell == 'pwsh' else shell}" in script
        assert "missionkit" in script


@pytest.mark.parametrize("shell", SHELLS)
def test_commands_and_options_are_offered(shell: str, run: Run) -> None:
    commands = run(**asked(shell, "missionkit dif"))
    assert "diff" in commands.stdout
    assert "validate" not in commands.stdout
    options = run(**asked(shell, "missionkit diff --li"))
    assert "--list-checks" in options.stdout
    assert "--cosmetic" not in options.stdout


def test_hidden_commands_are_not_offered(run: Run) -> None:
    assert run(**asked("bash", "missionkit t")).stdout.strip() == ""


def test_tab_in_a_real_bash_offers_the_commands(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "completion.sh"
    script.write_text(run(**{VARIABLE: "source_bash"}).stdout, encoding="utf-8")
    # Readline is not there without a terminal; the function is called as it would call it.
    steps = (
        f"source {script}; complete -p missionkit; COMP_WORDS=(missionkit dif); COMP_CWORD=1; "
        '_missionkit_completion missionkit; echo "${COMPREPLY[@]}"'
    )
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run(
        (bash, "--norc", "-c", steps), capture_output=True, text=True, env=os.environ | {"PATH": path}
    )
    assert done.stdout.splitlines() == ["complete -o default -F _missionkit_completion missionkit", "diff"], done.stderr


def test_installing_writes_a_line_and_a_script_of_its_own(run: Run, tmp_path: Path) -> None:
    quiet = {"HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = run("--install-completion", "bash", **quiet)
    assert done.returncode == 0, done.stderr
    script = tmp_path / ".bash_completions" / "missionkit.sh"
    assert VARIABLE in script.read_text(encoding="utf-8")
    assert str(script) in (tmp_path / ".bashrc").read_text(encoding="utf-8")


@pytest.mark.parametrize("shell", SHELLS)
def test_pressing_tab_loads_no_models(shell: str) -> None:
    loads = (
        "import sys\nfrom missionkit.cli import main\nsys.argv = ['missionkit']\n"
        "try:\n    main()\nfinally:\n"
        "    heavy = {'pydantic', 'yaml', 'jinja2', 'babel', 'ruamel', 'missionkit.model'}\n"
        "    print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    told = os.environ | asked(shell, "missionkit diff --li")
    done = subprocess.run((sys.executable, "-c", loads), capture_output=True, text=True, env=told)
    assert "--list-checks" in done.stdout
    assert done.stderr.splitlines()[-1] == "[]"
