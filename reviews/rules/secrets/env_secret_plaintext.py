"""Environment variable holds a literal password, token or key."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Suggestion, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.engine.writing import shown

RULE = Rule(
    __name__,
    title=Text(en="Secret written out in an environment variable", ja="環境変数に直接書かれた秘密情報"),
    severity=Severity.ERROR,
    practices=("p10-03",),
)
MESSAGE = Text(
    en="Read {variable} from a Secret: its value stands here for everyone who can read the repository or the Deployment. Change the"
    " leaked value as well, since it stays in the history.",
    ja="{variable}はSecretから読み込んでください。値がここに書かれていると、リポジトリやDeploymentを読める全員に見えます。履歴にも残るため、"
    "漏れた値そのものも変更してください。",
)
WHERE = Text(
    en="in place of value, with a Secret that your secret store fills",
    ja="valueの代わりに。Secretの中身はシークレットストアから供給します",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    for index, variable in container.items("env"):
        value = variable.get("value")
        if not isinstance(value, str | int) or value == "":
            continue
        field = container.at("env", index, "value")
        if field.secret():
            name = str(variable.get("name", ""))
            reference = {
                "secretKeyRef": {"name": f"{container.name or 'app'}-secrets", "key": name.lower().replace("_", "-")}
            }
            lines = shown(container.at("env", index, "valueFrom"), reference)
            yield RULE.finding(field, MESSAGE, suggestion=Suggestion(lines, where=WHERE), variable=name)
