"""env and envFrom define the same key, and env wins."""

from collections.abc import Iterator

from reviews.engine.bundle import Bundle
from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container

RULE = Rule(
    __name__,
    title=Text(en="Variable set in env and in envFrom", ja="envとenvFromの両方で定義された変数"),
    severity=Severity.WARNING,
    practices=("p10-01",),
)
MESSAGE = Text(
    en="{name} comes from the ConfigMap {configmap} as well, and this env entry wins: a change in the ConfigMap will have no effect"
    " here. Keep one of the two.",
    ja="{name}はConfigMap {configmap}からも読み込まれますが、このenvの値が優先されます。ConfigMapを変更してもここには反映されません。どちらか一方にしてください。",
)
OTHER_END = Text(
    en="Without effect in container {container}: its env sets {name} too.",
    ja="コンテナ{container}ではenvが{name}を上書きするため、この値は使われません。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container, bundle: Bundle) -> Iterator[Reported]:
    variables = {item.get("name"): index for index, item in container.items("env") if isinstance(item.get("name"), str)}
    if not variables:
        return
    for _index, source in container.items("envFrom"):
        reference = source.get("configMapRef")
        name = reference.get("name") if isinstance(reference, dict) else None
        configmap = bundle.find("ConfigMap", container.resource.namespace, str(name)) if name else None
        prefix = source.get("prefix") if isinstance(source.get("prefix"), str) else ""
        for key in configmap.mapping("data") if configmap else ():
            variable = f"{prefix}{key}"
            if variable in variables:
                yield RULE.finding(
                    container["env", variables[variable], "name"],
                    MESSAGE,
                    related=[(configmap.at("data", key), OTHER_END)] if configmap else (),
                    name=variable,
                    configmap=str(name),
                    container=container.name,
                )
