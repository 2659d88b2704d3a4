"""Filters for message templates: contexts travel as JSON, so dates arrive as ISO text."""

from __future__ import annotations

import datetime as dt

from django import template

from umsicht.core import clock

register = template.Library()


@register.filter
def day(value: str) -> str:
    """ "2026-11-22" → "22.11.2026"; a moment counts by its Berlin day. Anything else stays as it is."""
    moment = _read(value)
    return f"{moment:%d.%m.%Y}" if moment else value


@register.filter
def moment(value: str) -> str:
    """An ISO moment → "22.11.2026, 14:05 Uhr" on a Berlin clock."""
    found = _read(value)
    return f"{found:%d.%m.%Y, %H:%M} Uhr" if isinstance(found, dt.datetime) else day(value)


def _read(value: str) -> dt.datetime | dt.date | None:
    try:
        if len(value) <= 10:
            return dt.date.fromisoformat(value)
        found = dt.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return clock.local(found) if found.tzinfo else found
