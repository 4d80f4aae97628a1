"""One line of the manifest, validated: everything about a document but its text. Must not read files."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.models import Audience, DocumentKind, Media

Trust = Literal["official", "secondary", "own", "unknown"]


class Entry(BaseModel):
    """One line of the manifest: everything about a document but its text.

    ``file`` is relative to the folder that holds the manifest. ``trust`` says who speaks:
    "official" (ASEAN Secretariat or a government), "secondary" (others), "own" (written by this
    project from cited sources), "unknown" (added by a user who did not say).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[\w][\w.:+@()#,&' -]{0,199}$")
    title: str = Field(min_length=1)
    file: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    media: Media
    kind: DocumentKind = DocumentKind.OTHER
    publisher: str | None = None
    published: date | None = None
    edition: str | None = None
    supersedes: str | None = None
    language: str | None = None
    audience: Audience = Audience.PUBLIC
    url: str | None = None
    trust: Trust = "unknown"
