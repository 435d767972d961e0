"""The same environment variable is set twice in a container."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import ALL_ROLES, Container

RULE = Rule(
    __name__,
    title=Text(en="Variable set twice", ja="二重に定義された環境変数"),
    severity=Severity.ERROR,
    practices=("p10-01",),
)
MESSAGE = Text(
    en="{name} is set a second time here, and this value wins: the one above has no effect. Keep the one that is meant.",
    ja="{name}がここで再び定義されており、こちらの値が優先されます。上の定義は使われません。意図した方だけを残してください。",
)
FIRST = Text(en="Without effect: {name} is set again below.", ja="{name}は下で再定義されるため、この値は使われません。")


@RULE.each(Container, roles=ALL_ROLES)
def check(container: Container) -> Iterator[Reported]:
    seen: dict[str, int] = {}
    for index, variable in container.items("env"):
        name = variable.get("name")
        if not isinstance(name, str) or not name:
            continue
        if name in seen:
            first = container["env", seen[name], "name"]
            yield RULE.finding(container["env", index, "name"], MESSAGE, related=[(first, FIRST)], name=name)
        else:
            seen[name] = index
