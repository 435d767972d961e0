"""Revisions with a finished review, for tests of pages."""

from people.models import Team, User
from reviews.models import Finding, Revision
from reviews.reviewing import review_next
from reviews.submitting import submit, submit_revision
from reviews.uploads import from_texts

# One of everything: two objects that don't find each other, a moving tag, a secret, a container that asks for too much.
SHOP = """\
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector:
    app: webb
  ports:
    - port: 80
---
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
          image: nginx:latest
          env:
            - name: DB_PASSWORD
              value: hunter2-and-more
          securityContext:
            privileged: true
"""
MENDED_SHOP = SHOP.replace("app: webb", "app: web").replace("privileged: true", "allowPrivilegeEscalation: false")
CLEAN = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  namespace: shop
  labels:
    app.kubernetes.io/name: shop
data:
  mode: fast
"""


def reviewed(author: User, team: Team | None, text: str = SHOP, *, name: str = "web.yaml", title: str = "") -> Revision:
    """A new submission of one file, reviewed."""
    return reviewed_files(author, team, {name: text}, title=title)


def reviewed_files(author: User, team: Team | None, files: dict[str, str], *, title: str = "") -> Revision:
    """A new submission of several files, reviewed."""
    revision = submit(author=author, team=team, upload=from_texts(list(files.items())), title=title)
    return _done(revision)


def reviewed_again(revision: Revision, text: str = MENDED_SHOP, *, name: str = "web.yaml") -> Revision:
    """The next revision of the same submission, reviewed."""
    submission = revision.submission
    upload = from_texts([(name, text)])
    return _done(submit_revision(submission=submission, person=submission.author, upload=upload, based_on=revision))


def finding_of(revision: Revision, rule: str) -> Finding:
    """The first finding of this rule."""
    return revision.latest_review().findings.filter(rule=rule).first()


def page_of(revision: Revision) -> str:
    """The address of a revision's page."""
    return f"/manifests/{revision.submission.public_id}/{revision.number}/"


def _done(revision: Revision) -> Revision:
    while revision.latest_review().is_live:
        review_next()
    assert revision.latest_review().state == "done"
    return revision
