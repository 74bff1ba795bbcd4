#!/usr/bin/env python3
"""A stand-in for `gh` and the server behind it: keeps the comments of pull requests in a folder, and notes each call.

The folder is `FAKE_GITHUB`: `comments.json` are the comments, `calls.txt` the calls, and `refuse.json` says which
methods end with which words on standard error. Answers have the fields and pages of GitHub's REST API.
"""

import json
import os
import re
import sys
from pathlib import Path

ME = "github-actions[bot]"
FOLDER = Path(os.environ.get("FAKE_GITHUB", "."))


def main() -> None:
    """Answer `gh api --method METHOD PATH [--input -]`."""
    command, option, method, path, *rest = sys.argv[1:]
    assert (command, option) == ("api", "--method")
    assert rest in ([], ["--input", "-"])
    assert os.environ["GH_TOKEN"] == os.environ["GH_ENTERPRISE_TOKEN"] == "secret"
    with (FOLDER / "calls.txt").open("a", encoding="utf-8") as calls:
        calls.write(f"{os.environ['GH_HOST']} {method} {path}\n")
    refused = json.loads((FOLDER / "refuse.json").read_text()) if (FOLDER / "refuse.json").exists() else {}
    if method in refused and path != "graphql":
        sys.exit(refused[method])
    data = json.loads(sys.stdin.read()) if rest else {}
    print(json.dumps(answer(method, path, data)))


def answer(method: str, path: str, data: dict[str, str]) -> object:
    """Return what the API answers, and keep what it is told."""
    file = FOLDER / "comments.json"
    comments = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    if path == "graphql":
        return {"data": {"viewer": {"login": ME}}}
    if method == "GET":
        found = re.fullmatch(r"repos/o/r/issues/7/comments\?per_page=(\d+)&page=(\d+)", path)
        assert found, path
        size, page = map(int, found.groups())
        return comments[(page - 1) * size : page * size]
    if method == "POST":
        assert path == "repos/o/r/issues/7/comments"
        comments.append(made(len(comments) + 1, ME, data["body"]))
        one = comments[-1]
    else:
        one = next(c for c in comments if path == f"repos/o/r/issues/comments/{c['id']}")
        one["body"] = data["body"]
    file.write_text(json.dumps(comments), encoding="utf-8")
    return one


def made(number: int, author: str, body: str) -> dict[str, object]:
    """Return a comment as the API has it."""
    return {"id": number, "user": {"login": author}, "body": body, "html_url": f"https://example.org/{number}"}


if __name__ == "__main__":
    main()
