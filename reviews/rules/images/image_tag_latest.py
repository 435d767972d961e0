"""Image uses the moving tag latest."""

from collections.abc import Iterator

from reviews.engine.image_names import parse_image
from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container

RULE = Rule(
    __name__,
    title=Text(en="Image uses the moving tag latest", ja="動くタグlatestを使っているイメージ"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p08-02",),
)
MESSAGE = Text(
    en="{image} means whatever was pushed last: two Pods can run different code, and there is nothing to roll back to. Name a version.",
    ja="{image}は最後にpushされたものを指します。Podごとに違うコードが動くことがあり、戻す先の版もありません。バージョンを指定してください。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    image = parse_image(container.text("image"))
    if image is not None and image.tag == "latest" and not image.digest:
        yield RULE.finding(container["image"], MESSAGE, image=container.text("image"))
