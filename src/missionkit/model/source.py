"""Sources: where a fact comes from, with the words that state it."""

from typing import Annotated, Literal

from pydantic import Field

from missionkit.codelist import CodeList
from missionkit.model.base import Document, entity
from missionkit.values import Many, PartialDate, Text, Url, Words


@entity
class Source(Document):
    """A text, page or data set that facts are taken from."""

    kind: Literal["source"] = Field(description="The kind of document.")
    title: Text = Field(description="Title of the source.")
    publisher: Text | None = Field(None, description="Who published it.")
    year: PartialDate | None = Field(None, description="When it was published.")
    url: Url | None = Field(None, description="Address, http or https (for a DOI: https://doi.org/…).")
    accessed: PartialDate | None = Field(None, description="When it was read.")
    quotes: Many[Words] = Field((), description="Word for word what the facts rest on.")
    licence: Words | None = Field(None, description="Licence of the source.")
    reliability: Annotated[str, CodeList("source-reliability")] | None = Field(
        None, description="Whether it is a primary source or retells another."
    )
    note: Text | None = Field(None, description="What one must know about the source.")
