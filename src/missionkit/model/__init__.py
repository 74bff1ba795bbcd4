"""The Pydantic models of all kinds of documents."""

from missionkit.model.actor import Actor
from missionkit.model.base import Document, Entity
from missionkit.model.mission import Mission
from missionkit.model.portfolio import Portfolio
from missionkit.model.project import Project
from missionkit.model.source import Source

KINDS: dict[str, type[Document]] = {
    "mission": Mission,
    "portfolio": Portfolio,
    "project": Project,
    "actor": Actor,
    "source": Source,
}
"""Every kind of document and its model."""

__all__ = ["KINDS", "Actor", "Document", "Entity", "Mission", "Portfolio", "Project", "Source"]
