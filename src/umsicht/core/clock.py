"""Now and today, in one place. Stored times are UTC-aware; dates are calendar days in Europe/Berlin."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    return timezone.now()


def today() -> dt.date:
    """The calendar day in the site's time zone (Europe/Berlin)."""
    return timezone.localdate()
