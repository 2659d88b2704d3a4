"""What opening hours mean at a moment, and how they read. All times are wall time in Europe/Berlin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.text import listing
from umsicht.directory.models import ContactPoint
from umsicht.directory.values import WEEKDAYS, Hours

_LOOK_AHEAD_DAYS = 21
_DAY = 24 * 60


@dataclass(frozen=True)
class Opening:
    """`until` is when it closes (if open); `next` when it opens (if closed, None: not within three weeks)."""

    is_open: bool
    until: dt.datetime | None = None
    next: dt.datetime | None = None
    holiday: str = ""


def hours_of(point: ContactPoint) -> Hours:
    """The stored hours; unreadable old data counts as unknown, so that a page never breaks on it."""
    try:
        return Hours.parse(point.opening_hours)
    except ValidationError:
        return Hours()


def opening_at(hours: Hours, moment: dt.datetime, *, closed_on_holidays: bool = True) -> Opening | None:
    """Open at that instant? None when no hours are known. Public holidays are those of Saxony."""
    if not hours.spans:
        return None
    local = clock.local(moment)
    today = local.date()
    free_day = clock.holiday(today) if closed_on_holidays else ""
    minute = local.hour * 60 + local.minute
    for start, end in () if free_day else hours.on(today):
        if start <= minute < end:
            return Opening(is_open=True, until=_at(today, end))
    for ahead in range(_LOOK_AHEAD_DAYS):
        day = today + dt.timedelta(days=ahead)
        if closed_on_holidays and clock.holiday(day):
            continue
        starts = [start for start, _end in hours.on(day) if ahead or start > minute]
        if starts:
            return Opening(is_open=False, next=_at(day, starts[0]), holiday=free_day)
    return Opening(is_open=False, holiday=free_day)


def _at(day: dt.date, minute: int) -> dt.datetime:
    if minute == _DAY:
        return clock.at(day + dt.timedelta(days=1), dt.time())
    return clock.at(day, dt.time(*divmod(minute, 60)))


def opening_of(point: ContactPoint, moment: dt.datetime | None = None) -> Opening | None:
    return opening_at(hours_of(point), moment or clock.now(), closed_on_holidays=point.closed_on_holidays)


def opening_text(opening: Opening | None, moment: dt.datetime | None = None) -> str:
    """A short sentence such as "Jetzt geöffnet bis 12 Uhr" or "Geschlossen, öffnet morgen um 9 Uhr"."""
    if opening is None:
        return ""
    if opening.is_open and opening.until is not None:
        return _("Open now until %(time)s") % {"time": clock_text(opening.until)}
    if opening.next is None:
        return _("Closed at present")
    values = {
        "when": _day_text(opening.next, moment or clock.now()),
        "time": clock_text(opening.next),
        "holiday": opening.holiday,
    }
    if opening.holiday:
        return _("Closed today (%(holiday)s), opens %(when)s at %(time)s") % values
    return _("Closed, opens %(when)s at %(time)s") % values


def clock_text(moment: dt.datetime) -> str:
    local = clock.local(moment)
    return _time_text(local.hour * 60 + local.minute, unit=True)


def _day_text(when: dt.datetime, moment: dt.datetime) -> str:
    day, today = clock.local(when).date(), clock.local(moment).date()
    if day == today:
        return _("today")
    if day == today + dt.timedelta(days=1):
        return _("tomorrow")
    if day < today + dt.timedelta(days=7):
        return _("on %(weekday)s") % {"weekday": DAY_NAMES[day.weekday()]}
    return _("on %(date)s") % {"date": date_format(day, "DATE_FORMAT")}


def _is_german() -> bool:
    return (get_language() or "de").startswith("de")


def _time_text(minute: int, *, unit: bool = False) -> str:
    """German drops full hours' minutes ("9", "9:30") and adds "Uhr"; other languages write 09:30."""
    hour, rest = divmod(minute, 60)
    if not _is_german():
        return f"{hour:02d}:{rest:02d}"
    return (f"{hour}:{rest:02d}" if rest else str(hour)) + (" Uhr" if unit else "")


# Looked up one by one: a translation costs more than a dictionary.
_SHORT = {
    "MO": lambda: pgettext("weekday", "Mon"),
    "TU": lambda: pgettext("weekday", "Tue"),
    "WE": lambda: pgettext("weekday", "Wed"),
    "TH": lambda: pgettext("weekday", "Thu"),
    "FR": lambda: pgettext("weekday", "Fri"),
    "SA": lambda: pgettext("weekday", "Sat"),
    "SU": lambda: pgettext("weekday", "Sun"),
}


def weekday_short(code: str) -> str:
    return _SHORT[code]()


def joined(words: Iterable[str]) -> str:
    """ "a", "a und b", "a, b und c"."""
    return listing(list(words), conjunction=pgettext("list", "and"))


def _days_text(days: list[int]) -> str:
    """Runs of three and more days become "Mo–Fr"."""
    parts: list[str] = []
    for _key, group in groupby(enumerate(days), lambda pair: pair[1] - pair[0]):
        run = [weekday_short(WEEKDAYS[day]) for _index, day in group]
        parts.extend([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run)
    return joined(parts)


def hours_lines(hours: Hours) -> list[str]:
    """One line per set of equal days, in the week's order: "Mo, Di und Do 9–12 Uhr"."""
    by_spans: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for day in range(7):
        spans = hours.on_weekday(day)
        if spans:
            by_spans.setdefault(spans, []).append(day)
    unit = " Uhr" if _is_german() else ""
    return [
        f"{_days_text(days)} {joined(f'{_time_text(a)}–{_time_text(b)}' for a, b in spans)}{unit}"
        for spans, days in sorted(by_spans.items(), key=lambda pair: pair[1])
    ]


def hours_text(hours: Hours, *, closed_on_holidays: bool = False) -> str:
    """All lines in one; "" when unknown."""
    text = "; ".join(hours_lines(hours))
    return text + _(" (closed on public holidays)") if text and closed_on_holidays else text
