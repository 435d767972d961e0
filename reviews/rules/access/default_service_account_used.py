"""Pod runs under the default service account."""

from collections.abc import Iterator

from reviews.engine.bundle import Bundle
from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Pod
from reviews.engine.writing import suggest

RULE = Rule(
    __name__,
    title=Text(en="Pod under the default service account", ja="default ServiceAccountで動くPod"),
    severity=Severity.WARNING,
    practices=("p11-05", "p11-06"),
)
MESSAGE = Text(
    en="Give the Pod an account of its own, or switch automounting off if it never calls the API: with the default account and its"
    " token, whatever is granted to one Pod of the namespace is granted to all.",
    ja="専用のServiceAccountを割り当てるか、APIを呼び出さないならトークンの自動マウントを無効にしてください。defaultのままトークンを持たせると、"
    "Namespace内の1つのPodに与えた権限がすべてのPodに及びます。",
)


@RULE.each(Pod)
def check(pod: Pod, bundle: Bundle) -> Iterator[Reported]:
    account = pod.text("serviceAccountName") or pod.text("serviceAccount") or "default"
    if account != "default" or pod.get("automountServiceAccountToken") is False:
        return
    default = bundle.find("ServiceAccount", pod.namespace, "default")
    if (
        default is not None
        and default.get("automountServiceAccountToken") is False
        and not pod.get("automountServiceAccountToken")
    ):
        return
    field = pod["serviceAccountName"] if pod["serviceAccountName"].exists else pod["automountServiceAccountToken"]
    missing = pod["automountServiceAccountToken"]
    yield RULE.finding(
        field,
        MESSAGE,
        suggestion=suggest(missing, False) if pod.value else None,
    )
