"""Object that is defined twice."""

from collections.abc import Iterator

from reviews.engine.bundle import Bundle
from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource

RULE = Rule(
    __name__,
    title=Text(en="Object that is defined twice", ja="二重に定義されたオブジェクト"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p04-03",),
)
TWICE = Text(
    en="Keep one {kind} {name}, or give this one another name: it is also defined in {file} on line {line}, and what is applied last overwrites the other.",
    ja="{kind} {name}は1つだけにするか、別の名前を付けてください。{file}の{line}行目にも定義があり、後から適用したほうで上書きされます。",
)
APART = Text(
    en="{kind} {name} is also defined in {file} on line {line}. If both are applied to one cluster, the later overwrites the other.",
    ja="{kind} {name}は{file}の{line}行目にも定義があります。両方を1つのクラスターに適用すると、後のほうで上書きされます。",
)
OTHER = Text(en="the other {kind} {name}", ja="もう一方の{kind} {name}")


@RULE.each(Bundle)
def check(bundle: Bundle) -> Iterator[Reported]:
    first: dict[tuple[str, str, str, str], Resource] = {}
    for resource in bundle.resources:
        name = resource.text("metadata", "name")
        if not name or not resource.kind:
            continue
        other = first.setdefault((resource.group, resource.kind, resource.namespace, name), resource)
        if other is resource:
            continue
        place, there = resource.at("metadata", "name"), other.at("metadata", "name")
        # Folders often hold variants of which one is applied: overlays, alternatives, stages of a tutorial.
        apart = _folder(resource) != _folder(other)
        yield RULE.finding(
            place,
            APART if apart else TWICE,
            severity=Severity.INFO if apart else None,
            related=[(there, OTHER)],
            kind=resource.kind,
            name=name,
            file=other.document.source.name,
            line=there.span.line,
        )


def _folder(resource: Resource) -> str:
    return resource.document.source.name.rpartition("/")[0]
