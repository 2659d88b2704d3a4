"""Meetings and their agenda. What is closed is not numbered, counted or hinted at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from umsicht.api.oparl import frames, pages, papers, reads
from umsicht.api.oparl.nodes import Node, Ref, keywords, moment, said
from umsicht.council.enums import ItemState, MeetingState
from umsicht.council.models import Meeting
from umsicht.council.queries.visibility import OVER, minutes_of
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue, whole_catalogue

_STATES = {
    MeetingState.APPROVED: "durchgeführt",
    MeetingState.CANCELLED: "terminiert",
}
"""The words that the standard recommends; all others are "eingeladen" until the minutes are approved."""


def nodes(ids: Iterable[int], town: Tenant) -> list[Node]:
    """Meetings with their items."""
    return [_meeting(meeting, items) for meeting, items in _with_items(ids, town)]


def items(ids: Iterable[int], meeting_ids: Iterable[int], town: Tenant) -> list[Node]:
    """Items alone; their place on the agenda follows from the items around them."""
    wanted = set(ids)
    found = (item for _meeting_of_it, some in _with_items(meeting_ids, town) for item in some)
    return [item for item in found if item.ref.pk in wanted]


def _with_items(ids: Iterable[int], town: Tenant) -> list[tuple[Any, list[Node]]]:
    found = reads.meetings(ids, town)
    paper_ids = {item.paper_id for meeting in found for item in meeting.shown if item.paper_id}
    advices = {
        advice.item.pk: papers.advice_ref(advice)
        for some in reads.advices(paper_ids, town).values()
        for advice in some
        if advice.item is not None
    }
    words = whole_catalogue()
    return [
        (
            meeting,
            [
                _item(meeting, item, order, advices.get(item.pk), words)
                for order, item in enumerate(meeting.shown)
            ],
        )
        for meeting in found
    ]


def _meeting(meeting: Meeting, shown: list[Node]) -> Node:
    place = frames.place(meeting.tenant_id, meeting.place) if meeting.place.strip() else None
    return Node(
        Ref("Meeting", meeting.pk),
        said(
            name=meeting.title,
            meetingState=_STATES.get(MeetingState(meeting.state), "eingeladen"),
            cancelled=meeting.state == MeetingState.CANCELLED,
            start=moment(meeting.starts_at),
            end=moment(meeting.ends_at),
            location=place,
            organization=[Ref("Organization", meeting.body_id)],
            agendaItem=shown,
            keyword=keywords(demo=meeting.is_demo),
            web=pages.meeting(meeting),
            **{"umsicht:mode": str(meeting.get_mode_display())},
        ),
    )


def _item(meeting: Meeting, item: Any, order: int, advice: Ref | None, words: Catalogue) -> Node:
    item.meeting = meeting
    decisions = item.resolved
    return Node(
        Ref("AgendaItem", item.pk),
        said(
            number=str(order + 1),
            order=order,
            name=item.title,
            public=True,
            consultation=advice,
            result=_result(meeting, item),
            resolutionText="\n\n".join(decision.text for decision in decisions),
            keyword=keywords(_topic(item, words), demo=item.is_demo),
            **{
                "umsicht:kind": str(item.get_kind_display()),
                "umsicht:decision": [decision.number for decision in decisions],
                "umsicht:minutes": minutes_of(item),
            },
        ),
        {"meeting": Ref("Meeting", meeting.pk)},
    )


def _result(meeting: Meeting, item: Any) -> str:
    if item.resolved:
        return ", ".join(dict.fromkeys(str(decision.get_outcome_display()) for decision in item.resolved))
    deferred = meeting.state in OVER and item.state == ItemState.DEFERRED
    return str(item.get_state_display()) if deferred else ""


def _topic(item: Any, words: Catalogue) -> str:
    for scheme in (Scheme.PROBLEM_FIELD, Scheme.TOPIC):
        if item.topic in (labels := words.labels(scheme, "de")):
            return labels[item.topic]
    return ""
