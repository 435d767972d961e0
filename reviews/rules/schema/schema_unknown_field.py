"""Field that the API does not know."""

from collections.abc import Iterator

from reviews.engine.bundle import Bundle
from reviews.engine.fields import Place
from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.schema import problems_of
from reviews.engine.subjects import Resource
from reviews.engine.writing import rename

RULE = Rule(
    __name__,
    title=Text(en="Field that the API does not know", ja="APIに存在しないフィールド"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p04-03",),
)
RENAMED = Text(
    en="Write {nearest}: there is no field {key} here. kubectl refuses the object, and other clients drop the field without a word.",
    ja="{nearest}と書いてください。ここに{key}というフィールドはありません。kubectlはオブジェクトを拒否し、他のクライアントでは黙って無視されます。",
)
MOVED = Text(
    en="Move {key} to {belongs}: it is not known where it stands. kubectl refuses the object, and other clients drop the field without a word.",
    ja="{key}は{belongs}に移してください。今の場所では存在しないフィールドです。kubectlはオブジェクトを拒否し、他のクライアントでは黙って無視されます。",
)
UNKNOWN = Text(
    en="Take {key} out, or check its spelling and indentation: Kubernetes {kubernetes} knows no such field here. kubectl refuses the object, and other clients drop the field without a word.",
    ja="{key}を削除するか、綴りとインデントを確認してください。Kubernetes {kubernetes}では、ここにこのフィールドはありません。kubectlはオブジェクトを拒否し、他のクライアントでは黙って無視されます。",
)


@RULE.each(Resource)
def check(resource: Resource, bundle: Bundle) -> Iterator[Reported]:
    for problem in problems_of(resource, bundle.kubernetes):
        if problem.kind != "unknown":
            continue
        field = resource.at(*problem.path)
        message = RENAMED if problem.nearest else MOVED if problem.belongs else UNKNOWN
        yield RULE.finding(
            Place(resource.document, *(field.key_mark or field.mark), field.path),
            message,
            fix=rename(field, problem.nearest) if problem.nearest and problem.is_certain else None,
            key=str(problem.path[-1])[:100],
            nearest=problem.nearest,
            belongs=problem.belongs,
            kubernetes=bundle.kubernetes,
        )
