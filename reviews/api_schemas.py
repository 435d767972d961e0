"""What goes into the API of manifests and what comes out."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from reviews.checker import DEFAULT_KUBERNETES
from reviews.uploads import MAX_FILES


class FileIn(Schema):
    """One manifest."""

    name: str = Field(min_length=1, max_length=255, examples=["web.yaml"])
    text: str = Field(examples=["apiVersion: v1\nkind: Service\n"])


class RevisionIn(Schema):
    """Files that are reviewed together."""

    files: list[FileIn] = Field(min_length=1, max_length=MAX_FILES)
    note: str = Field("", max_length=1000, description="what changed")


class SubmissionIn(Schema):
    """A new piece of work."""

    files: list[FileIn] = Field(min_length=1, max_length=MAX_FILES)
    title: str = Field("", max_length=200, description="left out: the name of the first file")
    kubernetes: str = Field(DEFAULT_KUBERNETES, description="version that the manifests are for")
    profile: str = Field("default", description="name of the rule profile")
    team: UUID | None = Field(None, description="left out: the team of your latest submission")


class SubmissionForm(Schema):
    """What goes with uploaded files."""

    title: str = Field("", max_length=200)
    kubernetes: str = DEFAULT_KUBERNETES
    profile: str = "default"
    team: UUID | None = None


class AcceptedOut(Schema):
    """Stored, and in the queue unless the same text was reviewed before."""

    id: UUID = Field(description="of the submission")
    revision: int
    state: str
    url: str = Field(description="the page for people")


class ProblemOut(Schema):
    """Why it wasn't done, in your language."""

    problem: str = Field("", description="id, the same in every language; none where the request could not be read")
    detail: str = Field(description="what happened")
    remedy: str = Field("", description="what to do")


class ErrorOut(Schema):
    """A request that could not be taken: not signed in, not there, or not in the form described here."""

    detail: Any


class CountsOut(Schema):
    """Open findings by severity."""

    error: int
    warning: int
    info: int


class StatusOut(Schema):
    """How far a revision's review is."""

    id: UUID
    revision: int
    state: Literal["queued", "running", "done", "given_up", "refused", "withdrawn"]
    ahead: int | None = Field(None, description="how many reviews come first, while it waits")
    stage: str = Field("", description="reading, rules, fixes, while it runs")
    stage_done: int = 0
    stage_total: int = 0
    unfinished: bool = Field(False, description="time ran out; the findings until then are in the report")
    counts: CountsOut | None = None
    problem: ProblemOut | None = None


class SubmissionOut(Schema):
    """One of your submissions, with its latest revision."""

    id: UUID
    title: str
    revision: int | None
    state: str | None
    updated_at: datetime
    url: str


class Part(Schema):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=100_000)


class PageOut(Schema):
    """A part of a list."""

    count: int
    items: list[SubmissionOut]
