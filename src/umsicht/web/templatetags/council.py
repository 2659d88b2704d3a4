"""Bodies and texts of papers in templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from umsicht.core import markdown
from umsicht.council.models import Body, Decision
from umsicht.council.queries.bodies import title_of
from umsicht.council.values import votes_text

register = template.Library()


@register.filter
def body_title(body: Body) -> str:
    """Its name today; it must have been read with its names."""
    return title_of(body)


@register.filter
def votes(decision: Decision) -> str:
    """How many voted how, as a phrase; "" where nobody counted."""
    return votes_text(decision)


@register.filter
def prose(text: str) -> SafeString:
    """Markdown of the office, below a heading of the second level."""
    return markdown.html(text, trusted=True)
