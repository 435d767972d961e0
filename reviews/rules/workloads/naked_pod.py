"""Bare Pod: nothing starts it again when its node dies."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource

RULE = Rule(
    __name__,
    title=Text(en="Pod without a controller", ja="コントローラーのないPod"),
    severity=Severity.WARNING,
    practices=("p02-03",),
)
MESSAGE = Text(
    en="Let a Deployment (or a Job, for work that ends) make this Pod: on its own it is gone for good once its node is drained or dies.",
    ja="このPodはDeployment(終わりのある処理ならJob)から作ってください。単独のPodは、ノードがdrainされたり故障したりすると二度と戻りません。",
)
# Pods that are made for a moment by a tool which looks after them itself.
HOOKS = ("helm.sh/hook", "argocd.argoproj.io/hook")


@RULE.each(Resource, kinds=("Pod",))
def check(pod: Resource) -> Iterator[Reported]:
    is_owned = bool(pod.sequence("metadata", "ownerReferences")) or "kubernetes.io/config.mirror" in pod.annotations
    if not is_owned and not any(hook in pod.annotations for hook in HOOKS):
        yield RULE.finding(pod["kind"], MESSAGE)
