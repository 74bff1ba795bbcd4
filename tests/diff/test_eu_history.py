"""A whole history of commits, each with exactly what a person would say of it."""

from collections.abc import Iterator

import pytest
from eu_history import Event, History, build, events, said

from missionkit.diff.compare import Compared, HeadInvalid, compare
from missionkit.register import load_register
from missionkit.source.git import Repository, Revision
from missionkit.source.yaml import MOST_BYTES


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
