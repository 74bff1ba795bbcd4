"""What was read is freed when nobody needs it: a run keeps the collector of rings of objects turned off."""

import gc

import pytest

from missionkit.source.yaml import read

TEXTS = {
    "right": "kind: mission\nid: a\ntargets:\n  - {id: x, text: Y}\n",
    "twice": "kind: mission\nid: a\nid: b\n",
    "broken": "kind: mission\n---\n\tid: a\n---\nid: [\n",
    "alias": "a: &a [1, 2]\nb: *a\nc: *d\n",
}


@pytest.mark.parametrize("positions", [True, False])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_reading_makes_no_rings(text: str, positions: bool) -> None:
    read(text.encode(), "a.yaml", positions)
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        for _ in range(50):
            read(text.encode(), "a.yaml", positions)
        assert gc.collect() < 50
    finally:
        gc.enable()
        gc.unfreeze()
