"""Service selector matches no Pod of the submission."""

from collections.abc import Iterator

from reviews.engine.bundle import Bundle
from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Pod, Resource

RULE = Rule(
    __name__,
    title=Text(en="Service that selects no Pod", ja="どのPodも選択しないService"),
    severity=Severity.ERROR,
    practices=("p09-01",),
)
NEAR = Text(
    en="The selector matches no Pod: {wanted} is wanted, {name} has {has}. Requests to this Service find nobody.",
    ja="このセレクターに一致するPodがありません。求めているのは{wanted}ですが、{name}は{has}です。Serviceへのリクエストはどこにも届きません。",
)
ELSEWHERE = Text(
    en="No Pod of this submission has the labels {wanted}. If they live elsewhere, all is well; if not, requests to this Service find"
    " nobody.",
    ja="この提出にはラベル{wanted}を持つPodがありません。別の場所にあるなら問題ありませんが、なければServiceへのリクエストはどこにも届きません。",
)
THE_POD = Text(en="The Service {service} wants {wanted}.", ja="Service {service}は{wanted}を求めています。")


@RULE.each(Resource, kinds=("Service",))
def check(service: Resource, bundle: Bundle) -> Iterator[Reported]:
    selector = service.mapping("spec", "selector")
    if not selector or service.get("spec", "type") == "ExternalName":
        return
    if next(bundle.selected_by_labels(selector, service.namespace), None) is not None:
        return
    near = _nearest(service, selector, bundle)
    if near is None:
        wanted = ", ".join(f"{key}={value}" for key, value in selector.items())
        yield RULE.finding(service["spec", "selector"], ELSEWHERE, severity=Severity.INFO, wanted=wanted)
        return
    key = next(key for key, value in selector.items() if near.labels.get(key) != value)
    has = f"{key}={near.labels[key]}" if key in near.labels else f"no {key}"
    yield RULE.finding(
        service["spec", "selector", key],
        NEAR,
        related=[(near.template_at("metadata", "labels"), THE_POD)],
        wanted=f"{key}={selector[key]}",
        name=near.resource.name,
        has=has,
        service=service.name,
    )


def _nearest(service: Resource, selector: dict[str, object], bundle: Bundle) -> Pod | None:
    """The Pod that is probably meant: of one name with the Service, or sharing most of the selector."""
    pods = [pod for pod in bundle.pods if pod.namespace == service.namespace]
    shared = {id(pod): sum(pod.labels.get(key) == value for key, value in selector.items()) for pod in pods}
    for pod in sorted(pods, key=lambda pod: -shared[id(pod)]):
        if pod.resource.name == service.name or (shared[id(pod)] and shared[id(pod)] >= len(selector) - 1):
            return pod
    return None
