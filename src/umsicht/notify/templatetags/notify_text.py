"""Filters for message templates: contexts travel as JSON, so dates arrive as ISO text."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

from umsicht.core import clock

register = template.Library()


@register.filter
def day(value: str) -> str:
    """ "2026-11-22" → "22.11.2026", in English "22 November 2026"; a moment counts by its Berlin day.

    Anything that is no date stays as it is.
    """
    found = _read(value)
    return date_format(found, _DAY[_language()]) if found else value


@register.filter
def moment(value: str) -> str:
    """An ISO moment → "22.11.2026, 14:05 Uhr" on a Berlin clock."""
    found = _read(value)
    return date_format(found, _MOMENT[_language()]) if isinstance(found, dt.datetime) else day(value)


_DAY = {"de": "d.m.Y", "en": "j F Y"}
_MOMENT = {"de": r"d.m.Y, H:i \U\h\r", "en": "j F Y, H:i"}


def _language() -> str:
    return "en" if (get_language() or "de").startswith("en") else "de"


def _read(value: str) -> dt.datetime | dt.date | None:
    try:
        if len(value) <= 10:
            return dt.date.fromisoformat(value)
        found = dt.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return clock.local(found) if found.tzinfo else found
