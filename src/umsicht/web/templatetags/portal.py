"""Filters of the portals' templates."""

from __future__ import annotations

import re

from django import template

register = template.Library()
_NUMBER = re.compile(r"\+?\d[\d /()-]{2,20}\d")


@register.filter
def tel(text: str) -> str:
    """The first number of a text as a telephone link takes it; of "0371 36923 0371 533450" only the first."""
    found = _NUMBER.search(text)
    if found is None:
        return ""
    digits = re.sub(r"[^\d+]", "", found.group())
    prefix = digits[:4]
    again = digits.find(prefix, 7)
    return digits[:again] if again > 0 else digits
