"""Image is pinned by its digest: praise."""

from collections.abc import Iterator

from reviews.engine.image_names import parse_image
from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container

RULE = Rule(
    __name__,
    title=Text(en="Image pinned by digest", ja="ダイジェストで固定されたイメージ"),
    severity=Severity.PRAISE,
    tier=Tier.EXTENDED,
    practices=("p08-02",),
)
MESSAGE = Text(
    en="Pinned by digest: every node runs exactly this image, whoever pushes what under its tag.",
    ja="ダイジェストで固定されています。タグに何がpushされても、どのノードでもまさにこのイメージが動きます。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    image = parse_image(container.text("image"))
    if image is not None and image.digest:
        yield RULE.finding(container["image"], MESSAGE)
