"""Now and today, in one place. Stored times are UTC-aware; dates are calendar days in Europe/Berlin."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput

BERLIN = ZoneInfo("Europe/Berlin")
STATE = "SN"  # Saxony: the holidays of the alliance; a district may have more
_FIRST, _LAST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_GERMAN_DATE = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})", re.ASCII)


def now() -> dt.datetime:
    return timezone.now()


def today() -> dt.date:
    """The calendar day in the site's time zone (Europe/Berlin)."""
    return timezone.localdate()


def local(moment: dt.datetime) -> dt.datetime:
    """The same moment on a Berlin clock. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("A stored time must carry its zone.")
    return moment.astimezone(BERLIN)


def at(day: dt.date, time: dt.time) -> dt.datetime:
    """The moment a Berlin wall clock shows `time` on `day`, in UTC.

    In the hour that summer time skips, the moment as if the clock had not been changed yet (02:30 → 03:30); in the
    hour that comes twice, the first one.
    """
    return dt.datetime.combine(day, time.replace(tzinfo=None), BERLIN).astimezone(dt.UTC)


def day_bounds(first: dt.date, last: dt.date | None = None) -> tuple[dt.datetime, dt.datetime]:
    """Start of `first` and start of the day after `last`, for `>= start, < end` queries on stored times."""
    return at(first, dt.time()), at((last or first) + dt.timedelta(days=1), dt.time())


def parse_date(text: str) -> dt.date:
    """Read 2026-11-22 or 22.11.2026. Raises BadInput with a German message; years 1900 to 2199 only."""
    text = text.strip()
    german = _GERMAN_DATE.fullmatch(text)
    try:
        if german:
            day = dt.date(int(german[3]), int(german[2]), int(german[1]))
        elif _ISO_DATE.fullmatch(text):
            day = dt.date.fromisoformat(text)
        else:
            raise ValueError(text)
    except ValueError as error:
        raise BadInput(_("Please give a date such as 22.11.2026."), code="bad_date") from error
    if not _FIRST <= day <= _LAST:
        raise BadInput(_("This date is out of range."), code="bad_date")
    return day


def parse_moment(text: str) -> dt.datetime:
    """Read an ISO 8601 time; without an offset it is Berlin time. Answers in UTC. Raises BadInput.

    A plain date is its first moment in Berlin.
    """
    text = text.strip()
    try:
        if _ISO_DATE.fullmatch(text):
            return at(parse_date(text), dt.time())
        moment = dt.datetime.fromisoformat(text)
        if not _FIRST <= moment.date() <= _LAST:
            raise ValueError(text)
    except ValueError as error:
        raise BadInput(_("Please give a time such as 2026-11-22T14:30."), code="bad_time") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)).astimezone(dt.UTC)


@lru_cache(maxsize=64)
def holidays_of(year: int) -> dict[dt.date, str]:
    """Public holidays of Saxony by day, with their German names."""
    import holidays  # reason: slow

    return dict(sorted(holidays.country_holidays("DE", subdiv=STATE, years=year, language="de").items()))


def holiday(day: dt.date) -> str:
    """The name of the Saxon public holiday on this day, or an empty text."""
    return holidays_of(day.year).get(day, "")


def is_business_day(day: dt.date) -> bool:
    """Monday to Friday and no public holiday in Saxony."""
    return day.weekday() < 5 and not holiday(day)


def add_business_days(day: dt.date, count: int) -> dt.date:
    """`count` business days after `day` (before it when negative); with 0 the next business day, or `day` itself."""
    step = dt.timedelta(days=-1 if count < 0 else 1)
    while count == 0 and not is_business_day(day):
        day += step
    for _turn in range(abs(count)):
        day += step
        while not is_business_day(day):
            day += step
    return day


def business_days_between(first: dt.date, last: dt.date) -> int:
    """Business days after `first` up to and including `last`; negative when `last` is earlier."""
    if last < first:
        return -business_days_between(last, first)
    days = (last - first).days
    return sum(is_business_day(first + dt.timedelta(days=n)) for n in range(1, days + 1))
