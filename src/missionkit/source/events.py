"""The parser's events: from PyYAML's C loader, or from ruamel.yaml's parser where PyYAML has no C part."""

from collections.abc import Callable, Iterator
from typing import Any

import yaml


def events_of(text: str) -> Callable[[], Any]:
    """Return a function that gives the next parser event; the last is a StreamEndEvent."""
    loader = getattr(yaml, "CBaseLoader", None)
    if loader is not None:
        return loader(text).get_event  # type: ignore[no-any-return]
    return ruamel_events(text)


def ruamel_events(text: str) -> Callable[[], Any]:
    """Return the same as `events_of`, from ruamel.yaml's parser in Python."""
    from ruamel.yaml import YAML
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

    return following


ENDS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
STARTS = (yaml.SequenceStartEvent, yaml.MappingStartEvent)


class _Kinds(dict[type, type]):
    """The event class of PyYAML for each event class: ruamel.yaml has its own of the same names."""

    def __missing__(self, kind: type) -> type:
        found: type = getattr(yaml, kind.__name__)
        self[kind] = found
        return found


KINDS = _Kinds()
"""The event class of PyYAML for every event class."""
