"""Changes of form are told on request only, and in the right words."""

from pair_cases import TODAY, Files, all_told, cases, register_of, world

from missionkit.diff.compare import compare


def told(new: Files) -> list[str]:
    base = world("adopted")[1]
    assert all_told(compare(base, register_of(new), TODAY)) == []
    return all_told(compare(base, register_of(new), TODAY, cosmetic=True))


def test_a_comment_is_told_once_a_file() -> None:
    old, _ = world("adopted")
    assert told(old | {"sources.yaml": "# Read in October.\n\n" + old["sources.yaml"]}) == [
        "cosmetic comment-changed source:survey"
    ]


def test_another_layout_is_told() -> None:
    old, _ = world("adopted")
    mission = old["mission.yaml"].replace("title: A clean fjord", "title: 'A clean fjord'")
    assert told(old | {"mission.yaml": mission}) == ["cosmetic reformatted mission:clean-fjord"]


def test_another_order_is_told() -> None:
    old, _ = world("adopted")
    mission = old["mission.yaml"].replace("sources: [decision, survey]", "sources: [survey, decision]")
    assert told(old | {"mission.yaml": mission}) == ["cosmetic reordered mission:clean-fjord sources"]


def test_pairs_of_form_alone_tell_of_form_only() -> None:
    for case in cases():
        if case.where == "form" and not case.wanted and case.edits:
            old, new = case.sides("adopted")
            levels = {c.level for c in compare(old, new, TODAY, cosmetic=True).changes}
            assert levels == {"cosmetic"}, case.name
