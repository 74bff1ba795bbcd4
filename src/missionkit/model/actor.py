"""Actors: the bodies, firms, universities and associations that take part."""

from typing import Annotated, Literal

from pydantic import Field

from missionkit.codelist import CodeList
from missionkit.model.base import ActorRef, Document, Entity, Sector, SourceRef, entity
from missionkit.values import Flag, Many, OrganisationNumber, Text, Url, Words


@entity
class Contact(Entity):
    """How to reach an actor: a role and a functional mailbox, never a private person."""

    role: Text | None = Field(None, description="The role or unit that answers.")
    mailbox: Words | None = Field(None, description="Functional mailbox, such as postmottak@….")


@entity
class Actor(Document):
    """An organisation, or a role that many hold."""

    kind: Literal["actor"] = Field(description="The kind of document.")
    name: Text = Field(description="Name of the organisation or role.")
    actor_kind: Annotated[str, CodeList("actor-kind")] | None = Field(
        None, description="academia, private, public or civil_society."
    )
    sector: Sector | None = Field(None, description="The actor's main sector, from Los; cofog:07 for other lists.")
    level: Annotated[str, CodeList("admin-level")] | None = Field(
        None, description="Administrative level of a public actor."
    )
    org_number: OrganisationNumber | None = Field(
        None, description="Norwegian organisation number, nine digits, quoted."
    )
    parent: ActorRef | None = Field(None, description="Id of the actor it belongs to.")
    url: Url | None = Field(None, description="Web site.")
    contact: Contact | None = Field(None, description="Role and functional mailbox.")
    role_only: Flag | None = Field(None, description="True if this is a role (patients) and no organisation.")
    inferred: Flag | None = Field(None, description="True if kind or sector was concluded by the author.")
    sources: Many[SourceRef] = Field((), description="Ids of the sources of this document.")
