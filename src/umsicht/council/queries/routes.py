"""Which papers are on the way through a meeting or a body; for telling others of a change. Needs no scope."""

from __future__ import annotations

from umsicht.council.models import AgendaItem, Body, Meeting, Referral


def papers_of_meeting(meeting: Meeting) -> list[int]:
    items = AgendaItem.objects.with_scope(tenant=meeting.tenant).filter(meeting=meeting, paper__isnull=False)
    return list(items.order_by("pk").values_list("paper_id", flat=True))


def papers_of_body(body: Body) -> list[int]:
    """Each once, in order of their ids."""
    steps = Referral.objects.with_scope(tenant=body.tenant).filter(body=body)
    items = AgendaItem.objects.with_scope(tenant=body.tenant).filter(meeting__body=body, paper__isnull=False)
    found = {*steps.values_list("paper_id", flat=True), *items.values_list("paper_id", flat=True)}
    return sorted(found)
