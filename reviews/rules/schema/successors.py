"""What to do about an API version that goes or is gone."""

from reviews.engine.report import Text
from reviews.schemas import packed
from reviews.schemas.lifecycle import LifeCycle

_SAME = Text(
    en="Write apiVersion {successor}; nothing else changes.",
    ja="apiVersionを{successor}に変えてください。他のフィールドはそのままです。",
)
_DIFFERENT = Text(
    en="Move to {successor}; some fields or defaults differ there, so compare them with the migration guide.",
    ja="{successor}に移行してください。フィールドや既定値に違いがあるため、移行ガイドと照らし合わせてください。",
)
_INSTEAD = Text(en="Use {instead} instead.", ja="代わりに{instead}を使ってください。")
_NOTHING = Text(en="", ja="")


def advice(row: LifeCycle, kind: str, kubernetes: str) -> Text:
    """What to use in its place, with `{successor}` and `{instead}` to fill in; empty where nothing took its place."""
    if _is_served(row, kind, kubernetes):
        return _SAME if row.same_shape else _DIFFERENT
    return _INSTEAD if row.instead else _NOTHING


def is_drop_in(row: LifeCycle, kind: str, kubernetes: str) -> bool:
    """Whether changing apiVersion is all there is to do."""
    return row.same_shape and _is_served(row, kind, kubernetes)


def _is_served(row: LifeCycle, kind: str, kubernetes: str) -> bool:
    return bool(row.successor) and kubernetes in packed.versions_of(row.successor, kind)
