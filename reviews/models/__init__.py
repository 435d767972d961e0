"""Manifests handed in, what the checker found, and what people say about it."""

from reviews.models.discussions import (
    Comment,
    Objection,
    ObjectionState,
    SavedComment,
    Thread,
    ThreadKind,
    ThreadState,
    Verdict,
    VerdictResult,
)
from reviews.models.findings import Finding, FindingState, Outcome, OutcomeState
from reviews.models.runs import Review, ReviewState, WorkerHeartbeat
from reviews.models.submissions import Draft, DraftPurpose, Revision, RevisionFile, ShareLink, Source, Submission
from reviews.models.teams import CustomRule, Profile

__all__ = [
    "Comment",
    "CustomRule",
    "Draft",
    "DraftPurpose",
    "Finding",
    "FindingState",
    "Objection",
    "ObjectionState",
    "Outcome",
    "OutcomeState",
    "Profile",
    "Review",
    "ReviewState",
    "Revision",
    "RevisionFile",
    "SavedComment",
    "ShareLink",
    "Source",
    "Submission",
    "Thread",
    "ThreadKind",
    "ThreadState",
    "Verdict",
    "VerdictResult",
    "WorkerHeartbeat",
]
