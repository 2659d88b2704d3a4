"""What templates say of measures."""

from __future__ import annotations

from decimal import Decimal

from django import template

from umsicht.measures import values

register = template.Library()


@register.filter
def amount(value: Decimal | None, unit: str = "") -> str:
    """A figure with its unit, or a dash while it is not known."""
    return values.amount(value, unit) or "–"
