"""Image has no tag, so it means :latest."""

from collections.abc import Iterator

from reviews.engine.image_names import parse_image
from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container

RULE = Rule(
    __name__,
    title=Text(en="Image without a tag", ja="タグのないイメージ"),
    severity=Severity.WARNING,
    practices=("p08-02",),
)
MESSAGE = Text(
    en="Name the version of {image}: without a tag it means {image}:latest, whatever that is on the day a node pulls it.",
    ja="{image}のバージョンを指定してください。タグがないと{image}:latestの意味になり、ノードが取得した日によって中身が変わります。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    reference = container.text("image")
    image = parse_image(reference)
    if image is not None and not image.tag and not image.digest:
        yield RULE.finding(container["image"], MESSAGE, image=reference)
