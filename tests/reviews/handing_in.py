"""Texts that the people of the tests hand in, and one call that does it."""

from typing import Any

from people.models import Team, User
from reviews.models import Revision
from reviews.submitting import submit, submit_revision
from reviews.uploads import Upload, from_texts

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: registry.example/web:latest
"""
MENDED = DEPLOYMENT.replace(":latest", ":1.27.3")


def upload(text: str = DEPLOYMENT, name: str = "web.yaml") -> Upload:
    """One file."""
    return from_texts([(name, text)])


def hand_in(author: User, team: Team | None, text: str = DEPLOYMENT, **options: Any) -> Revision:
    """A new submission of one file."""
    return submit(author=author, team=team, upload=upload(text), **options)


def hand_in_again(revision: Revision, text: str = MENDED, **options: Any) -> Revision:
    """The submission's next revision, by its author."""
    submission = revision.submission
    return submit_revision(submission=submission, person=submission.author, upload=upload(text), **options)
