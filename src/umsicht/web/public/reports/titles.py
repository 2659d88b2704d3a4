"""Titles of reports in a list: reports of one kind are called alike, and only their period tells them apart."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from umsicht.core import german
from umsicht.reporting.models import Report


def told_apart(reports: Sequence[Report]) -> dict[int, str]:
    """Report → its title, with the period where the list has the same title twice."""
    often = Counter(one.title for one in reports)
    return {
        one.pk: f"{one.title} ({period(one.starts_on, one.ends_on)})" if often[one.title] > 1 else one.title
        for one in reports
    }


def period(first: dt.date, last: dt.date) -> str:
    """ "2025" for a whole year, else both days."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    words = {"first": german.date_text(first), "last": german.date_text(last)}
    return _("%(first)s to %(last)s") % words
