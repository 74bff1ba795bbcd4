"""The parser's events: from PyYAML's C loader, or from ruamel.yaml's parser where PyYAML has no C part."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml


class Events(NamedTuple):
    """The events of a text: `following` gives the next one, the last is a StreamEndEvent; `kinds` has their classes."""

    following: Callable[[], Any]
    kinds: Any


def events_of(text: str) -> Events:
    """Return the events of a text."""
    loader = getattr(yaml, "CBaseLoader", None)
    return Events(loader(text).get_event, yaml) if loader is not None else ruamel_events(text)


def ruamel_events(text: str) -> Events:
    """Return the same as `events_of`, from ruamel.yaml's parser in Python."""
    from ruamel.yaml import YAML, events
    from ruamel.yaml.error import MarkedYAMLError

    stream: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(text))

    def following() -> Any:
        try:
            return next(stream)
        except MarkedYAMLError as error:
            marks = error.context_mark, error.problem, error.problem_mark
            raise yaml.MarkedYAMLError(error.context, *marks) from None
        except (ValueError, OverflowError, AssertionError) as error:
            # "\UFFFFFFFF" is passed to chr() as it stands, and `%YAML 1.3` fails an assertion.
            raise yaml.MarkedYAMLError(problem=str(error)) from None

    return Events(following, events)
