"""Bodies and texts of papers in templates."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from umsicht.core import markdown
from umsicht.council.models import Body, Decision, Paper
from umsicht.council.queries.bodies import title_of
from umsicht.council.values import day_text, votes_text
from umsicht.files.models import StoredFile
from umsicht.ui import markup
from umsicht.web.public.council.files import details

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
def iso_day(day: str) -> str:
    """ "2017-06-26" of a stored list as people read it."""
    return day_text(dt.date.fromisoformat(day))


@register.filter
def file_details(file: StoredFile) -> str:
    """ "PDF, 3 pages, 120 KB" """
    return details(file)


@register.filter
def prose(text: str) -> SafeString:
    """Markdown of the office, below a heading of the second level."""
    return markdown.html(text, trusted=True)


@register.simple_tag(takes_context=True)
def paper_line(context: template.Context, paper: Paper) -> SafeString:
    """A paper in a list of the portal; drawn here, since a list has twenty."""
    facts = (paper.number, paper.get_kind_display(), day_text(paper.dated, paper.precision))
    return format_html(
        '<a href="{}/praeventionsrat/vorlagen/{}">{}</a>{}<br><span class="um-meta">{}</span>',
        context["base"],
        paper.slug,
        paper.subject,
        format_html(" {}", markup.tag("Demo")) if paper.is_demo else "",
        " · ".join(fact for fact in facts if fact),
    )
