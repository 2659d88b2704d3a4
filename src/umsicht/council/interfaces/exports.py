"""Bodies and their seats as one table: a row for each seat, and one for a body without any."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.council.models import Body
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
