"""What a YAML text is made of besides its comments and blank space."""

from collections.abc import Sequence

import yaml

from missionkit.source.events import events_of


def shape(lines: Sequence[str]) -> list[tuple[object, ...]]:
    """Return the text's parser events with values, quoting and style; the lines themselves where it does not parse.

    Two texts of the same shape differ in comments and blank space only.
    """
    events, found = events_of("\n".join(lines)), []
    try:
        while True:
            one = events.following()
            about = (getattr(one, name, None) for name in ("value", "style", "flow_style", "tag", "anchor"))
            found.append((type(one).__name__, *about))
            if isinstance(one, yaml.StreamEndEvent):
                return found
    except yaml.YAMLError:
        return [tuple(lines)]
