"""Reports written by hand, so that the forms of a report are tested apart from the checker."""

from dataclasses import dataclass

from reviews.engine.lines import LineTable
from reviews.engine.report import (
    Document,
    DocumentState,
    Edge,
    Edit,
    Finding,
    Fix,
    Graph,
    Node,
    Related,
    Report,
    RuleFailure,
    Severity,
    Span,
    Suggestion,
    Suppressed,
    Text,
)
from reviews.exports import Edition

WEB = """\
# 絵文字 😀 と web
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: "受付 😀 web"   # 受付
          image: nginx:latest
          securityContext:
            privileged: true
"""
BROKEN = "kind: [\n"
CHART = "kind: {{ .Values.kind }}\n"
WEB_FILE = "shop/web one.yaml"
FILES = {WEB_FILE: WEB, "broken.yaml": BROKEN, "chart/templates/x.yaml": CHART}


@dataclass(frozen=True)
class TitledRule:
    """As much of a rule as a form of a report needs."""

    title: Text
    topic: str = "images"
    severity: Severity = Severity.WARNING
    practices: tuple[str, ...] = ("p08-02",)


@dataclass(frozen=True)
class ShortPage:
    """As much of a rule's page."""

    why: Text


RULES = {
    "image-tag-latest": TitledRule(Text("Image uses the moving tag latest", "イメージに latest タグを使っています")),
    "privileged-container": TitledRule(Text("Privileged container", "特権コンテナー"), "privileges", Severity.ERROR),
}


def place(file: str, wanted: str, texts: dict[str, str] = FILES) -> Span:
    """The first occurrence of some characters in a file."""
    start = texts[file].index(wanted)
    return LineTable(texts[file]).span(file, start, start + len(wanted))


def edition(**changes) -> Edition:
    """An edition of the hand-made report."""
    why = ShortPage(Text("A tag can be *moved*.", "タグは*移動*できます。"))
    return Edition(**{"files": FILES, "rules": RULES, "page": lambda rule: why, **changes})


def finding(**changes) -> Finding:
    """The image of web moves."""
    return Finding(
        **{
            "rule": "image-tag-latest",
            "severity": Severity.WARNING,
            "span": place(WEB_FILE, "nginx:latest"),
            "message": Text("nginx:latest can change under your feet.", "nginx:latest は中身が変わることがあります。"),
            "path": "spec.template.spec.containers[web].image",
            "resource": "Deployment/default/web",
            "document": 0,
            "fingerprint": "f1",
            **changes,
        }
    )


def _findings() -> tuple[Finding, ...]:
    image = finding(
        related=(Related(place(WEB_FILE, "name: web"), Text("named here", "ここで名付けられています")),),
        parameters={"tag": "latest"},
    )
    privileged = finding(
        rule="privileged-container",
        severity=Severity.ERROR,
        span=place(WEB_FILE, "true"),
        message=Text("The container may do anything on its node.", "コンテナーがノード上で何でもできてしまいます。"),
        path="spec.template.spec.containers[web].securityContext.privileged",
        fingerprint="f2",
        fix=Fix((Edit(WEB_FILE, WEB.index("true"), WEB.index("true") + 4, "false"),)),
    )
    missing = finding(
        rule="cpu-requests-missing",
        span=place(WEB_FILE, '"受付 😀 web"'),
        message=Text("No CPU is requested.", "CPUの要求がありません。"),
        fingerprint="f3",
        missing=True,
        insert_line=12,
        suggestion=Suggestion("          resources:\n            requests:\n              cpu: 100m\n"),
    )
    silenced = finding(
        fingerprint="f4",
        suppressed=Suppressed("Ours to move, says Chie", place(WEB_FILE, "metadata")),
        severity=Severity.INFO,
    )
    praise = finding(
        rule="labels-complete",
        severity=Severity.PRAISE,
        fingerprint="f5",
        message=Text("Well labelled.", "ラベルが揃っています。"),
    )
    return missing, image, privileged, silenced, praise


def _documents() -> tuple[Document, ...]:
    return (
        Document(WEB_FILE, 0, DocumentState.CHECKED, 1, 12, ("Deployment/default/web",)),
        Document(
            "broken.yaml",
            0,
            DocumentState.UNREADABLE,
            1,
            1,
            problem="yaml-syntax",
            message=Text("A bracket [ is never closed.", "括弧 [ が閉じられていません。"),
            span=place("broken.yaml", "["),
        ),
        Document(
            "chart/templates/x.yaml",
            0,
            DocumentState.TEMPLATE,
            1,
            1,
            problem="helm-template",
            message=Text("Render it first.", "先にレンダリングしてください。"),
        ),
    )


def report(*extra: Finding, **changes) -> Report:
    """One Deployment with findings of every sort, one broken file, one template."""
    return Report(
        **{
            "kubernetes": "1.37",
            "rules_version": "abc",
            "profile": "default",
            "documents": _documents(),
            "findings": (*_findings(), *extra),
            "failures": (RuleFailure("service-without-pods", "Service/default/web", "KeyError"),),
            "graph": Graph((Node("a", "Service", "web", "default", WEB_FILE, 1),), (Edge("a", "b", "selects"),)),
            "rules_run": ("image-tag-latest", "privileged-container"),
            **changes,
        }
    )
