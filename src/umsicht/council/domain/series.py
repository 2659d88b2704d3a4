"""Meetings that come again: what the office enters, and how a series goes on by itself.

A series keeps its day: a meeting on a third Thursday is followed by one on the third Thursday, the fifth by the last. It is
counted from the newest meeting that somebody planned by hand, so moving a single draft moves no other.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.core import clock
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold
from umsicht.council.domain.meetings import create_meeting
from umsicht.council.domain.writing import change, make
from umsicht.council.enums import ItemVisibility, MeetingState
from umsicht.council.models import Body, Meeting, Series
from umsicht.directory.domain.writing import only_known
from umsicht.tenancy.models import Tenant

FIELDS = frozenset(
    {
        "title",
        "every_months",
        "place",
        "standing",
        "is_situation",
        "is_public",
        "ahead",
        "is_paused",
        "ended_on",
        "is_demo",
    }
)
ASLEEP = 2
"""A series with which nobody did anything for so many turns has fallen asleep; nobody wants drafts of it."""
MOST = 24


@transaction.atomic
def create_series(*, body: Body, actor: Any, title: str, **values: Any) -> Series:
    """Raises BadInput, NotAllowed."""
    only_known(values, FIELDS)
    series = Series(tenant=body.tenant, body=body, title=title, **values)
    _check_standing(series)
    make(
        series,
        action="council.series.create",
        permission="council.meeting.change",
        actor=actor,
        after={"body": body.pk},
    )
    return series


@transaction.atomic
def change_series(*, series: Series, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Also pauses or ends it; meetings that are planned already stay."""
    changed = change(
        series,
        values,
        fields=FIELDS,
        action="council.series.change",
        permission="council.meeting.change",
        actor=actor,
        stamp=stamp,
        secret=("standing",),
    )
    _check_standing(series)
    return bool(changed)


def _check_standing(series: Series) -> None:
    for row in series.standing:
        if not row.get("title") or row.get("visibility") not in ItemVisibility.values:
            raise BadInput(_("A standing item needs a title."))


def day_after(base: dt.date, months: int) -> dt.date:
    """The same weekday of the month so many months later: the third Thursday again, of a fifth one the last."""
    year, month = divmod(base.year * 12 + base.month - 1 + months, 12)
    first, length = calendar.monthrange(year, month + 1)
    day = 1 + (base.weekday() - first) % 7 + (base.day - 1) // 7 * 7
    return dt.date(year, month + 1, day if day <= length else day - 7)


@transaction.atomic
def go_on(*, series: Series) -> list[Meeting]:
    """Plan what is missing until so many meetings lie ahead as the series says; run twice it changes nothing.

    A day on which the body meets anyhow counts as planned. Nothing is planned after the end of series or body, nor while
    it is paused or asleep, nor before somebody has planned a first meeting by hand.
    """
    hold(series)
    today, rows = clock.today(), list(series.meetings.order_by("starts_at"))
    by_hand = [row for row in rows if row.planned_for is None]
    if series.is_paused or not by_hand:
        return []
    base, known = by_hand[-1], {_day(row) for row in rows}
    if day_after(max(_day(row) for row in rows if _minded(row)), ASLEEP * series.every_months) < today:
        return []
    missing = series.ahead - sum(1 for row in rows if _comes(row, today))
    made = []
    for day in _days(series, base, today):
        if missing <= 0:
            break
        if day in known:
            continue
        if not _meets(series.body, day):
            made.append(_draft(series, base, day))
        missing -= 1
    return made


def _day(meeting: Meeting) -> dt.date:
    return meeting.planned_for or clock.local(meeting.starts_at).date()


def _minded(meeting: Meeting) -> bool:
    """Somebody planned it, or did something with what was planned by itself."""
    return meeting.planned_for is None or meeting.state not in (MeetingState.PLANNED, MeetingState.CANCELLED)


def _comes(meeting: Meeting, today: dt.date) -> bool:
    return meeting.state != MeetingState.CANCELLED and clock.local(meeting.starts_at).date() > today


def _days(series: Series, base: Meeting, after: dt.date) -> Iterator[dt.date]:
    """The days of the series after one day, until it or its body ends."""
    end = min(series.ended_on or dt.date.max, series.body.ended_on or dt.date.max)
    start, turn = clock.local(base.starts_at).date(), series.every_months
    gone = (after.year - start.year) * 12 + after.month - start.month
    first = max(gone // turn, 1)
    for number in range(first, first + MOST):
        day = day_after(start, number * turn)
        if day > end:
            return
        if day > after:
            yield day


def _meets(body: Body, day: dt.date) -> bool:
    start, end = clock.day_bounds(day)
    found = Meeting.objects.filter(body=body, starts_at__gte=start, starts_at__lt=end)
    return found.exclude(state=MeetingState.CANCELLED).exists()


def _draft(series: Series, base: Meeting, day: dt.date) -> Meeting:
    """At the hour of the last meeting planned by hand, as long and in the same way; without its video address."""
    starts = clock.at(day, clock.local(base.starts_at).time())
    return create_meeting(
        body=series.body,
        actor=None,
        starts_at=starts,
        ends_at=starts + (base.ends_at - base.starts_at) if base.ends_at else None,
        series=series,
        planned_for=day,
        mode=base.mode,
        place=series.place or base.place,
        is_public=series.is_public,
        is_demo=series.is_demo,
    )


def go_on_all() -> int:
    """Every running series of every municipality; returns how many drafts were made."""
    made = 0
    for tenant in Tenant.objects.order_by("pk"):
        with scope(tenant=tenant):
            made += sum(len(go_on(series=series)) for series in _running())
    return made


def _running() -> list[Series]:
    goes_on = Q(ended_on__isnull=True) | Q(ended_on__gt=clock.today())
    found = Series.objects.filter(goes_on, is_paused=False, ahead__gt=0).select_related("body__tenant")
    return list(found.order_by("pk"))
