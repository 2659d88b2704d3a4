"""Filters for the mails of upkeep: contexts travel as JSON, so groups arrive as codes."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from umsicht.upkeep.enums import FieldGroup

register = template.Library()


@register.filter
def groups(codes: Iterable[str]) -> str:
    """["frei", "termine"] → "Free places, Dates" in the mail's language; unknown codes are left out."""
    return ", ".join(str(FieldGroup(code).label) for code in codes if code in FieldGroup.values)
