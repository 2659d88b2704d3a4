from __future__ import annotations

import datetime as dt
import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from umsicht.core import clock, journal
from umsicht.council.values import day_text

register = template.Library()


@register.filter
def action_label(action: str) -> str:
    """What "tenancy.membership.grant" means, in words."""
    return journal.label_of(action)


_LINK = re.compile(r"(<a\b[^>]*?)\shref=\"[^\"]*\"")
_CONTROL = re.compile(r"<(?=(?:button|input|select|textarea)\b)(\w+)")


@register.filter
def lifeless(html: str) -> SafeString:
    """Markup of ours in which links lead nowhere and buttons do nothing: a preview, to read with any device."""
    return SafeString(_CONTROL.sub(r"<\1 disabled", _LINK.sub(r"\1", html)))


@register.simple_tag
def opened_now() -> SafeString:
    """A field that says when the page was made, so that nothing newer is decided on unseen (`answers.opened_at`)."""
    return format_html('<input type="hidden" name="gesehen" value="{}">', clock.now().isoformat())


@register.filter
def known_day(day: dt.date, precision: str) -> str:
    """As exactly as it is known: "04.02.1998", "08/1998" or "1998"."""
    return day_text(day, precision)
