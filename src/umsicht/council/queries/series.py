"""Series of meetings with what lies ahead of them, and drafts whose invitation is due. In the scope of the tenant."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Prefetch

from umsicht.core import clock
from umsicht.council.enums import MeetingState
from umsicht.council.models import Meeting, RulesOfProcedure, Series
from umsicht.council.queries.bodies import running
from umsicht.council.queries.meetings import with_body

USUAL_DAYS = 14
NOTICE = dt.timedelta(days=14)
"""So long before the invitation has to go out the office is reminded of it."""
LONGEST = dt.timedelta(days=120)


def all_series() -> list[Any]:
    """Running ones first, each with its meetings to come as `coming`; three queries."""
    start, _end = clock.day_bounds(clock.today())
    coming = Meeting.objects.filter(starts_at__gte=start).exclude(state=MeetingState.CANCELLED)
    found = Series.objects.select_related("body").prefetch_related(
        "body__names", Prefetch("meetings", queryset=coming.order_by("starts_at", "pk"), to_attr="coming")
    )
    return sorted(found, key=lambda one: (has_ended(one), one.is_paused, one.title.casefold(), one.pk))


def has_ended(series: Series) -> bool:
    ends = [day for day in (series.ended_on, series.body.ended_on) if day is not None]
    return bool(ends) and min(ends) < clock.today()


def to_invite(today: dt.date) -> list[tuple[Meeting, dt.date]]:
    """Meetings in preparation whose invitation is due soon, with the day on which it has to go out; three queries."""
    start, end = clock.day_bounds(today, today + LONGEST + NOTICE)
    found = Meeting.objects.filter(state=MeetingState.PLANNED, starts_at__gte=start, starts_at__lt=end)
    days = _invitation_days(today)
    due = [
        (one, clock.local(one.starts_at).date() - dt.timedelta(days=days.get(one.body_id, USUAL_DAYS)))
        for one in with_body(found)
    ]
    return sorted((pair for pair in due if pair[1] <= today + NOTICE), key=lambda pair: (pair[1], pair[0].pk))


def _invitation_days(today: dt.date) -> dict[int, int]:
    """Bodies with the days of invitation that their rules ask for."""
    found = RulesOfProcedure.objects.filter(running(today)).order_by("valid_from", "pk")
    return dict(found.values_list("body_id", "invitation_days"))
