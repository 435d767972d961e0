"""Name that is missing or no DNS name."""

import re
from collections.abc import Iterator

from reviews.engine.bundle import Bundle
from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.schema import definition_of
from reviews.engine.subjects import Resource
from reviews.schemas.lifecycle import life_cycle

RULE = Rule(
    __name__,
    title=Text(en="Name that is missing or no DNS name", ja="名前がない、またはDNS名になっていないオブジェクト"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    chapter=4,
)
MISSING = Text(
    en="Add metadata.name: the API server refuses this {kind} without it.",
    ja="metadata.nameを追加してください。これがないと、APIサーバーはこの{kind}を受け付けません。",
)
LABEL = Text(
    en="Write a name of at most 63 small letters, digits and '-', beginning and ending with a letter or digit: the API server refuses {name}.",
    ja="名前は小文字の英字、数字、「-」だけで63文字以内とし、英字か数字で始めて終えてください。APIサーバーは{name}を受け付けません。",
)
SUBDOMAIN = Text(
    en="Write a name of at most 253 small letters, digits, '-' and '.', beginning and ending with a letter or digit: the API server refuses {name}.",
    ja="名前は小文字の英字、数字、「-」「.」だけで253文字以内とし、英字か数字で始めて終えてください。APIサーバーは{name}を受け付けません。",
)
SEGMENT = Text(
    en="Write a name without '/' and '%': the API server refuses {name}.",
    ja="名前に「/」と「%」は使えません。APIサーバーは{name}を受け付けません。",
)
_DNS_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_DNS_SUBDOMAIN = re.compile(r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")
_PATH_SEGMENT = re.compile(r"(?!\.\.?\Z)[^/%]+")
_FORMS = {
    **dict.fromkeys(("Namespace", "Service"), (_DNS_LABEL, LABEL)),
    **dict.fromkeys(
        ("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "CertificateSigningRequest", "ClusterTrustBundle"),
        (_PATH_SEGMENT, SEGMENT),
    ),
    "IPAddress": (_PATH_SEGMENT, SEGMENT),
}


@RULE.each(Resource)
def check(resource: Resource, bundle: Bundle) -> Iterator[Reported]:
    field = resource.at("metadata", "name")
    name = resource.get("metadata", "name")
    if name is None or name == "":
        is_object = definition_of(resource, bundle.kubernetes) or life_cycle(resource.api_version, resource.kind)
        # Reviews are questions to the API server, which stores nothing under a name.
        if is_object and not resource.text("metadata", "generateName") and not resource.kind.endswith("Review"):
            yield RULE.finding(field, MISSING, kind=resource.kind)
    elif isinstance(name, str):
        form, message = _FORMS.get(resource.known_kind, (_DNS_SUBDOMAIN, SUBDOMAIN))
        if not form.fullmatch(name):
            yield RULE.finding(field, message, name=name[:100])
