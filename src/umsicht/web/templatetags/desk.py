from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString

from umsicht.core import journal

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
