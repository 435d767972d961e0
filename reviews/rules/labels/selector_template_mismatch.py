"""Selector that does not match its own Pod template."""

from collections.abc import Iterator
from typing import Any

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.selectors import matches
from reviews.engine.subjects import Resource
from reviews.engine.writing import suggest

RULE = Rule(
    __name__,
    title=Text(
        en="Selector that does not match its own Pod template", ja="自身のPodテンプレートと一致しないセレクター"
    ),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p09-01",),
)
LABEL = Text(
    en="Give the Pod template the label {key}: {value}, or change the selector: it has to match the Pods that this {kind} makes, and the API server refuses it as it is.",
    ja="Podテンプレートにラベル{key}: {value}を付けるか、セレクターを直してください。セレクターはこの{kind}が作るPodと一致する必要があり、このままではAPIサーバーに拒否されます。",
)
EXPRESSION = Text(
    en="Let the selector match the labels of the Pod template: the API server refuses this {kind} as it is.",
    ja="セレクターをPodテンプレートのラベルと一致させてください。このままではAPIサーバーがこの{kind}を拒否します。",
)
EMPTY = Text(
    en="Name the labels of the Pod template in the selector: an empty one would take every Pod, and the API server refuses it.",
    ja="セレクターにPodテンプレートのラベルを書いてください。空のセレクターはすべてのPodを対象とするため、APIサーバーに拒否されます。",
)
LABELS = Text(en="the labels of its Pods", ja="Podに付くラベル")


@RULE.each(Resource, kinds=("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"))
def check(resource: Resource) -> Iterator[Reported]:
    selector = resource.get("spec", "selector")
    pod = resource.pod
    if not isinstance(selector, dict) or pod is None:
        return  # a missing selector or template is the schema's business
    place, labels = resource.at("spec", "selector"), pod.template_at("metadata", "labels")
    if not any(selector.values()):
        yield RULE.finding(place, EMPTY, related=[(labels, LABELS)])
        return
    missing = [
        (key, value)
        for key, value in resource.mapping("spec", "selector", "matchLabels").items()
        if isinstance(value, str) and pod.labels.get(key) != value
    ]
    for key, value in missing:
        label = labels.below(key)
        suggestion = suggest(label, value)
        field = place.below("matchLabels", key)
        told: dict[str, Any] = {"kind": resource.kind, "key": key[:100], "value": value[:100]}
        yield RULE.finding(field, LABEL, suggestion=suggestion, related=[(labels, LABELS)], **told)
    if not missing and not matches(selector, pod.labels):
        field = place.below("matchExpressions")
        yield RULE.finding(field, EXPRESSION, related=[(labels, LABELS)], kind=resource.kind)
