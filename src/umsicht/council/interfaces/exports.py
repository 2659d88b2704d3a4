"""Bodies and their seats as one table: a row for each seat, and one for a body without any."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.council.models import Body, Decision, Task
from umsicht.council.queries.bodies import seats_by_body, title_of
from umsicht.council.values import day_text


def body_columns() -> list[str]:
    return [
        _("Body"), _("Kind"), _("Body above it"), _("Department in charge"), _("Basis"), _("Exists since"),
        _("Ended on"), _("On the portal"), _("Source"), _("Seat"), _("Role"), _("Vote"), _("From"), _("Until"),
    ]  # fmt: skip


def body_rows(found: Iterable[Body], day: dt.date) -> Iterator[list[Any]]:
    bodies = list(found)
    seats = seats_by_body(bodies, day)
    for body in bodies:
        about = [
            title_of(body, day), body.get_kind_display(), title_of(body.parent, day) if body.parent else "",
            body.department, body.basis, day_text(body.founded_on, body.founded_precision), body.ended_on,
            _("yes") if body.is_public else _("no"), body.source,
        ]  # fmt: skip
        for seat in seats.get(body.pk, [None]):
            yield [
                *about,
                *(
                    ["", "", "", None, None]
                    if seat is None
                    else [
                        seat.office,
                        seat.get_role_display(),
                        seat.get_vote_display(),
                        seat.valid_from,
                        seat.valid_to,
                    ]
                ),
            ]


def meeting_columns() -> list[str]:
    return [_("Body"), _("Meeting"), _("Begins"), _("Place"), _("How it is held"), _("State"), _("Items")]


def meeting_rows(found: Iterable[Any]) -> Iterator[list[Any]]:
    """Items are counted as the reader may see them."""
    for meeting in found:
        yield [
            title_of(meeting.body),
            meeting.title,
            f"{clock.local(meeting.starts_at):%d.%m.%Y %H:%M}",
            meeting.place,
            meeting.get_mode_display(),
            meeting.get_state_display(),
            meeting.items_seen,
        ]


def decision_columns() -> list[str]:
    return [
        _("Number"), _("Body"), _("Decided on"), _("Wording of the decision"), _("Public or closed"),
        _("How it was voted on"), _("Yes"), _("No"), _("Abstentions"), _("Without a vote"), _("Result"), _("Why"),
    ]  # fmt: skip


def decision_rows(found: Iterable[Decision]) -> Iterator[list[Any]]:
    for one in found:
        yield [
            one.number, title_of(one.body), one.decided_on, one.text, one.get_visibility_display(),
            one.get_method_display(), one.yes, one.no, one.abstain, one.recused, one.get_outcome_display(), one.basis,
        ]  # fmt: skip


def task_columns() -> list[str]:
    return [_("Task"), _("Body"), _("Who"), _("Until"), _("State"), _("Done on")]


def task_rows(found: Iterable[Task]) -> Iterator[list[Any]]:
    for one in found:
        yield [one.text, title_of(one.body), one.owner, one.due_on, one.get_state_display(), one.done_on]
