"""How the values of a review read on a page: texts in the reader's language, code in sentences, objects by name."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from portal.markdown import render_markdown
from reviews.cards import CONTAINER
from reviews.catalogue import flowing
from reviews.checker import rules
from reviews.engine.report import Text

register = template.Library()
_CODE = re.compile(r"`([^`]+)`")
# What engine/graph.py calls the connections between objects.
_CONNECTIONS = (
    gettext_noop("selects"),
    gettext_noop("protects"),
    gettext_noop("guards"),
    gettext_noop("scales"),
    gettext_noop("routes to"),
    gettext_noop("mounts"),
    gettext_noop("reads"),
    gettext_noop("runs as"),
    gettext_noop("binds"),
    gettext_noop("grants to"),
    gettext_noop("is named by"),
)


@register.filter
def words(text: Text | None) -> str:
    """The text in the reader's language."""
    return text.in_language(get_language() or "en") if text else ""


@register.filter
def other_words(text: Text | None) -> str:
    """The text in the other language."""
    return text.in_language(other_language("")) if text else ""


@register.filter
def other_language(_language: str) -> str:
    """The language that the page is not in."""
    return "en" if (get_language() or "en").startswith("ja") else "ja"


@register.filter
def with_code(text: str) -> SafeString:
    """A sentence of ours in which `backticks` stand for code."""
    # Escaped before the tags are put in; what is between the backticks is escaped too.
    return mark_safe(_CODE.sub(r"<code>\1</code>", str(conditional_escape(text))))  # noqa: S308


@register.filter
def connection(label: str) -> str:
    """How two objects connect, in the reader's language."""
    return ", ".join(_(word) for word in label.split(", "))


@register.filter
def object_name(identity: str) -> str:
    """ "Deployment/shop/web" as "Deployment web"."""
    kind, _slash, rest = identity.partition("/")
    return f"{kind} {rest.rpartition('/')[2]}".strip()


@register.filter
def mark(name: str) -> SafeString:
    """An icon by name."""
    return _icon(str(name))


@cache
def _icon(name: str) -> SafeString:
    # Rendered once a process: a page of a thousand findings has thousands of them.
    return _drawn("components/icon.html", {"name": name})


@register.filter
def severity_mark(severity: str) -> SafeString:
    """A severity as shape and word."""
    return _severity(str(severity), get_language() or "en")


@cache
def _severity(severity: str, _language: str) -> SafeString:
    return _drawn("components/severity.html", {"severity": severity})


def _drawn(template_name: str, context: dict[str, str]) -> SafeString:
    # str.strip() gives back a plain str, which a page would show as source text.
    return mark_safe(render_to_string(template_name, context).strip())  # noqa: S308 - a template of ours, escaped there


@register.filter
def rule_title(rule_id: str) -> str:
    """A rule's title in the reader's language; its id where no rule has it any more."""
    rule = rules().get(rule_id)
    return words(rule.title) if rule else rule_id


@register.filter
def container_name(path: str) -> str:
    """The container that a path leads through, "" for none."""
    match = CONTAINER.search(path)
    return match.group(1) if match else ""


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """The value of a key that is a variable."""
    return mapping.get(key)


@register.filter
def markdown(text: str) -> SafeString:
    """What a person wrote, as safe HTML."""
    return mark_safe(render_markdown(text))  # noqa: S308 - render_markdown lets only safe tags through


@register.filter
def page_prose(text: Text, language: str) -> SafeString:
    """A part of a rule's page as HTML."""
    return markdown(flowing(text.in_language(language), language))


@register.filter
def when(moment: datetime | None) -> SafeString:
    """A moment, told from now; the exact one on hover and focus."""
    if moment is None:
        return SafeString("")
    exact = formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact, naturaltime(moment))
