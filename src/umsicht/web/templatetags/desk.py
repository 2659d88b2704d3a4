from __future__ import annotations

from django import template

from umsicht.core import journal

register = template.Library()


@register.filter
def action_label(action: str) -> str:
    """What "tenancy.membership.grant" means, in words."""
    return journal.label_of(action)
