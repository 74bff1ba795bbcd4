"""Finds the texts that a brief shows in another language than its own, because the register has no other."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from missionkit.brief.blocks import Brief, Quotation, Span
from missionkit.register import Register

_ENGLISH = "en"


def untranslated(brief: Brief, register: Register) -> frozenset[str]:
    """Return the texts of a brief that are in English where it is in Norwegian, or the other way round.

    Bokmål in a brief in nynorsk is none of them, nor the reverse: whoever reads one reads the other, and public bodies
    alternate instead of writing everything twice. Quotations, plain names of actors and sources, and texts without
    letters (`%`) are none either: they are as they are in every language.
    """
    names = {actor.name.plain for actor in register.actors.values()}
    names |= {source.title.plain for source in register.sources.values()}
    return frozenset(
        span.text
        for span in _spans(brief)
        if span.language and _ENGLISH in (span.language, brief.language)
        if span.text not in names and any(map(str.isalpha, span.text))
    )


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _spans(one)
    elif is_dataclass(value) and not isinstance(value, Quotation):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))
