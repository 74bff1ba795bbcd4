"""The steps of the GitHub Action, which `action.yml` calls by name; they need nothing but Python and git.

Python is started with `-I`, so that no module of the repository that is checked can take the place of a real one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote, urlsplit

MARKER = "<!-- missionkit-diff -->"
"""The first line of what `missionkit diff --format markdown` writes."""
PER_PAGE = 100
BUG = 3


class GhFailed(Exception):
    """GitHub, or the network on the way to it, did not do what `gh` asked; the message is the program's own."""


def install() -> None:
    """Install missionkit in an environment of its own, away from the packages of the job."""
    if sys.version_info < (3, 11):  # noqa: UP036 - it is the job's Python, whichever that is
        version = ".".join(map(str, sys.version_info[:2]))
        stop(f"missionkit needs Python 3.11 or newer, and this is {version}; put actions/setup-python before this step")
    package = os.environ["INPUT_PACKAGE"] or os.environ["GITHUB_ACTION_PATH"]
    folder = Path(tempfile.mkdtemp(prefix="missionkit-", dir=os.environ["RUNNER_TEMP"]))
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--", package]
    for python, arguments in ((sys.executable, ["-m", "venv", str(folder / "venv")]), (programs / "python", pip)):
        if subprocess.run([python, "-I", *arguments]).returncode:
            stop(f"{package!r} could not be installed")
    give(bin=programs, folder=folder)


def validate() -> None:
    """Check the register: annotations, the summary of the run, and SARIF if it is asked for."""
    folder = Path(os.environ["FOLDER"])
    summary, sarif = folder / "validate.md", folder / "findings.sarif"
    formats = ["--format=github", f"--format=markdown={summary}"]
    formats += [f"--format=sarif={sarif}"] if wanted("INPUT_SARIF") else []
    code = missionkit("validate", *formats, f"--fail-on={os.environ['INPUT_FAIL_ON']}", "--", os.environ["INPUT_PATH"])
    summarise(summary)
    give(code=code, **written(summary_file=summary, sarif_file=sarif))


def diff() -> None:
    """Compare with the base of the pull request: annotations, the summary of the run, Markdown and JSON."""
    base = base_of(event())
    if not base:
        print(f"Nothing to compare with on {os.environ['GITHUB_EVENT_NAME']}; name a `base` if you want it.")
        give(code=0)
        return
    data, markdown = (Path(os.environ["FOLDER"], name) for name in ("diff.json", "diff.md"))
    sides = ["--", base, "HEAD", os.environ["INPUT_PATH"]]
    code = missionkit("diff", "--format=json", f"--fail-on={os.environ['INPUT_FAIL_ON']}", *sides, into=data)
    # What cannot be compared is told by then; its Markdown tells it too, so that an old comment does not stand.
    missionkit("diff", "--format=markdown", "--fail-on=none", *sides, into=markdown, aloud=False)
    if code <= 1:
        missionkit("diff", "--format=github", "--fail-on=none", *sides, aloud=False)
    summarise(markdown)
    found = read_json(data) if data.exists() else {}
    counts = {level: found["counts"][level] for level in ("breaking", "warning", "info") if "counts" in found}
    give(code=code, status=found.get("status", "error"), **counts, **written(diff_file=markdown, json_file=data))


def base_of(event: dict[str, Any]) -> str:
    """Return the revision to compare with, empty where an event has none, as a push."""
    if os.environ["INPUT_BASE"]:
        return os.environ["INPUT_BASE"]
    if os.environ["GITHUB_EVENT_NAME"] == "pull_request_target":
        stop("pull_request_target checks out the base, not the change, so nothing would be compared; use pull_request")
    if "pull_request" in event:
        return f"origin/{event['pull_request']['base']['ref']}"
    return str(event.get("merge_group", {}).get("base_sha", ""))


def comment() -> None:
    """Keep the one comment of this register: make it if there are changes, renew it if it is there."""
    pull, status = event().get("pull_request"), os.environ["STATUS"]
    body = Path(os.environ["FOLDER"], "diff.md")
    if not (wanted("INPUT_COMMENT") and pull and status and body.exists()):
        return
    try:
        print(publish(int(pull["number"]), body.read_text(encoding="utf-8"), status))
    except GhFailed as failed:
        if "HTTP 403" not in str(failed):
            annotate("warning", f"The comment could not be written, and is in the summary of this run. {failed}")
        elif (pull["head"]["repo"] or {}).get("full_name") != os.environ["GITHUB_REPOSITORY"]:
            say("The comment is in the summary of this run: a pull request from a fork has a token that only reads.")
        else:
            say(f"The comment is in the summary of this run: the job lacks `pull-requests: write`. {failed}")


def publish(number: int, body: str, status: str) -> str:
    """Write the comment and return what was done; raises GhFailed.

    Only a comment that the same account wrote is renewed: anybody can write one that begins like it.
    """
    issues = f"repos/{os.environ['GITHUB_REPOSITORY']}/issues"
    mark = f"{MARKER}\n<!-- {quote(os.environ['INPUT_PATH'])} -->\n"
    body = mark + body.removeprefix(f"{MARKER}\n")
    author = gh("POST", "graphql", {"query": "{viewer{login}}"})["data"]["viewer"]["login"]
    for page in count(1):
        comments = gh("GET", f"{issues}/{number}/comments?per_page={PER_PAGE}&page={page}")
        for one in comments:
            if one["user"]["login"] == author and one["body"].replace("\r\n", "\n").startswith(mark):
                gh("PATCH", f"{issues}/comments/{one['id']}", {"body": body})
                return f"Renewed the comment {one['html_url']}"
        if len(comments) < PER_PAGE:
            break
    if status != "changes":
        return "No comment: nothing changes in meaning." if status == "ok" else "No comment: nothing was compared."
    return f"Wrote the comment {gh('POST', f'{issues}/{number}/comments', {'body': body})['html_url']}"


def gh(method: str, path: str, data: dict[str, str] | None = None) -> Any:
    """Return what GitHub's API answers; raises GhFailed."""
    command = ["gh", "api", "--method", method, path, *(["--input", "-"] if data else [])]
    host = urlsplit(os.environ["GITHUB_SERVER_URL"]).netloc
    own = {"GH_HOST": host, "GH_ENTERPRISE_TOKEN": os.environ["GH_TOKEN"]}
    try:
        done = subprocess.run(
            command,
            input=json.dumps(data) if data else "",
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **own},
        )
    except FileNotFoundError:
        raise GhFailed("This machine has no `gh`; install GitHub's command line.") from None
    if done.returncode:
        raise GhFailed(done.stderr.strip())
    return json.loads(done.stdout)


def result() -> int:
    """Return the graver of the two exit codes: 1 for what `fail-on` names, 2 for what could not be done."""
    codes = {"validate": int(os.environ["VALIDATE"]), "diff": int(os.environ["DIFF"])}
    print(", ".join(f"missionkit {command}: exit code {code}" for command, code in codes.items()))
    return max(codes.values())


def missionkit(command: str, *arguments: str, into: Path | None = None, aloud: bool = True) -> int:
    """Run missionkit and return its exit code; what stops it becomes an annotation if it is to be told aloud."""
    language = os.environ["INPUT_LANGUAGE"]
    program = [str(Path(os.environ["BIN"]) / "missionkit"), command, *([f"--lang={language}"] if language else [])]
    done = subprocess.run([*program, *arguments], stdout=subprocess.PIPE if into else None, stderr=subprocess.PIPE)
    if into and done.stdout:
        into.write_bytes(done.stdout)
    told = done.stderr.decode("utf-8", "replace").strip()
    if aloud and done.returncode not in (0, 1):
        annotate("error", told)
    elif aloud and told:
        print(told)
    return done.returncode if done.returncode in (0, 1, 2) else BUG


def event() -> dict[str, Any]:
    """Return what started the workflow, as GitHub tells it."""
    return read_json(Path(os.environ["GITHUB_EVENT_PATH"]))


def read_json(file: Path) -> dict[str, Any]:
    """Return what a file holds."""
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def wanted(name: str) -> bool:
    """Return an input that is true or false."""
    value = os.environ[name]
    if value not in ("true", "false"):
        stop(f"{name.removeprefix('INPUT_').lower()}: {value!r} cannot be used; write true or false")
    return value == "true"


def written(**files: Path) -> dict[str, Path]:
    """Return the outputs that name files, without those that are not there."""
    return {name.replace("_", "-"): file for name, file in files.items() if file.exists()}


def give(**outputs: object) -> None:
    """Write the outputs of this step."""
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in outputs.items())


def summarise(markdown: Path) -> None:
    """Add a file to the summary of the run."""
    if markdown.exists():
        with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as file:
            file.write(markdown.read_text(encoding="utf-8") + "\n")


def say(words: str) -> None:
    """Show one line on the page of the run, for information."""
    annotate("notice", words)


def annotate(command: str, words: str) -> None:
    """Show words on the page of the run."""
    print(f"::{command} title=missionkit::" + words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def stop(words: str) -> NoReturn:
    """End the job, as it cannot be done."""
    annotate("error", words)
    raise SystemExit(2)


STEPS = {"install": install, "validate": validate, "diff": diff, "comment": comment, "result": result}

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)  # type: ignore[union-attr]
    sys.exit(STEPS[sys.argv[1]]())
