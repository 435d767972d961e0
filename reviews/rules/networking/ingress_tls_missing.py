"""Ingress has no TLS section."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource
from reviews.engine.writing import suggest

RULE = Rule(
    __name__,
    title=Text(en="Ingress without TLS", ja="TLSのないIngress"),
    severity=Severity.WARNING,
    practices=("p09-06",),
)
MESSAGE = Text(
    en="Serve {host} over TLS: without spec.tls everything, sign-ins included, crosses the network in the clear.",
    ja="{host}はTLSで公開してください。spec.tlsがないと、ログイン情報を含むすべての通信が平文で流れます。",
)


@RULE.each(Resource, kinds=("Ingress",))
def check(ingress: Resource) -> Iterator[Reported]:
    if ingress.sequence("spec", "tls"):
        return
    hosts = [str(rule["host"]) for _index, rule in ingress.items("spec", "rules") if rule.get("host")]
    field = ingress["spec", "tls"]
    tls = [{"hosts": hosts or ["<host>"], "secretName": f"{ingress.name or 'web'}-tls"}]
    yield RULE.finding(
        field,
        MESSAGE,
        suggestion=suggest(field, tls) if ingress.mapping("spec") else None,
        host=", ".join(hosts[:3]) or ingress.name,
    )
