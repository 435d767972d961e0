"""Role uses a wildcard in apiGroups, resources or verbs."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource

RULE = Rule(
    __name__,
    title=Text(en="Wildcard in a role", ja="ロールに含まれるワイルドカード"),
    severity=Severity.ERROR,
    practices=("p11-01", "p11-04"),
)
MESSAGE = Text(
    en='Name the {field} that are needed: "*" also grants what is added to the cluster later{secrets}.',
    ja="必要な{field}を列挙してください。「*」は、後からクラスタに追加されるものにも権限を与えます{secrets_ja}。",
)


@RULE.each(Resource, kinds=("Role", "ClusterRole"))
def check(role: Resource) -> Iterator[Reported]:
    for index, rule in role.items("rules"):
        for name in ("verbs", "resources", "apiGroups"):
            values = rule.get(name)
            if not isinstance(values, list) or "*" not in values:
                continue
            if name == "apiGroups" and "*" not in (rule.get("resources") or ()):
                continue  # every group, but only the resources that are named
            opens_secrets = name == "resources" and (
                "" in (rule.get("apiGroups") or ()) or "*" in (rule.get("apiGroups") or ())
            )
            yield RULE.finding(
                role["rules", index, name, values.index("*")],
                MESSAGE,
                field=name,
                secrets=", and Secrets now" if opens_secrets else "",
                secrets_ja="(今あるSecretにも及びます)" if opens_secrets else "",
            )
            break  # one finding a rule: the widest field says it
