"""A whole history of commits, each with exactly what a person would say of it."""

import json
from collections.abc import Callable, Iterator
from subprocess import CompletedProcess

import pytest
from eu_history import Event, History, build, events, said
from markdown_it import MarkdownIt

from missionkit.diff.compare import Compared, HeadInvalid, compare
from missionkit.register import load_register
from missionkit.source.git import Repository, Revision
from missionkit.source.reading import MOST_BYTES


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    return build(tmp_path_factory.mktemp("history") / "eu")


@pytest.fixture(scope="module")
def repository(history: History) -> Iterator[Repository]:
    with Repository.around(history.root) as found:
        yield found


def compared(event: Event, history: History, repository: Repository) -> Compared:
    """Compare a commit with its first parent, on its own day."""
    commit = history.commits[event.subject]
    trees = [Revision(repository, repository.commit(f"{commit}{of}"), "", MOST_BYTES) for of in ("^", "")]
    base = load_register(trees[0])
    return compare(base, load_register(trees[1], like=base), event.day)


@pytest.mark.parametrize("event", events(), ids=[event.subject for event in events()])
def test_a_commit_says_what_a_person_would_say(event: Event, history: History, repository: Repository) -> None:
    if event.broken:
        with pytest.raises(HeadInvalid):
            compared(event, history, repository)
    else:
        assert said(compared(event, history, repository)) == sorted(event.wanted)


def test_there_are_enough_events() -> None:
    assert len(events()) >= 40


Run = Callable[..., "CompletedProcess[str]"]


def test_the_history_reads_well(history: History, run: Run, golden: Callable[[str, str], None]) -> None:
    told = {}
    for language in ("nb", "nn", "en"):
        done = run("diff", "--history", "v0.0", "--lang", language, cwd=history.root)
        assert done.returncode == 0, done.stderr
        told[language] = done.stdout
    golden("history/eu-adaptation.nb.txt", told["nb"])
    assert len({text.count("\n") for text in told.values()}) == 1
    assert len(set(told.values())) == len(told)


def test_a_version_that_cannot_be_read_is_passed_over(history: History, run: Run) -> None:
    done = run("diff", "--history", "v0.0", "--lang", "en", cwd=history.root)
    broken, mended = (e.subject for e in events() if "the file" in e.subject or e.broken)
    versions = {block.split("  ")[0]: block for block in done.stdout.split("\n\n")}
    numbers = {e.subject: f"v0.{n}" for n, e in enumerate(events(), 1)}
    assert "projects/nurish.yaml:7: the line is indented with a tab" in versions[numbers[broken]]
    assert "The status changes from “running” to “completed”." in versions[numbers[mended]]


def test_a_version_is_judged_on_its_own_day(history: History, run: Run) -> None:
    done = run("diff", "--history", "v0.8", "v0.10", "--format", "json", cwd=history.root)
    late = [c["id"] for v in json.loads(done.stdout)["versions"] for c in v["changes"] if "late" in c["code"]]
    assert late == ["miraca"]


def test_the_comment_on_many_changes_is_whole(history: History, run: Run) -> None:
    done = run("diff", "v0.0", "HEAD", "--exact", "--format", "markdown", "--lang", "en", cwd=history.root)
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(done.stdout)
    cells = [t for t in tokens if t.type == "td_open"]
    rows = [t for t in tokens if t.type == "tr_open"]
    heads = [t for t in tokens if t.type == "th_open"]
    assert len(cells) + len(heads) == 3 * len(rows) > 100
    assert done.stdout.count("<details>") == done.stdout.count("</details>") > 0


def test_a_deadline_that_was_moved_in_time_is_not_said_to_be_moved_late(history: History, run: Run) -> None:
    """Over many commits nobody can tell whether a deadline had passed on the day when it was moved."""
    done = run("diff", "v0.8", "v0.9", "--exact", "--date", "2027-02-01", "--lang", "en", cwd=history.root)
    assert "The deadline 31 December 2026 has passed, and is moved to 30 June 2027." in done.stdout
