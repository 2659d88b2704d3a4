"""Who may stand in for a seat: nobody, only deputies who are named, or anyone, as the rules of the day say."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict
from umsicht.council.enums import Deputising, HolderKind
from umsicht.council.models import Attendance, Seat, SeatHolder
from umsicht.council.queries.attendance import rules_of
from umsicht.council.queries.bodies import running


def deputy_of(row: Attendance, deputy: str) -> str:
    """Whom to write down as deputy of the row's seat; a guest has none.

    Where only named deputies may come, the words have to be the name of one; with nothing said the only one counts.
    Raises BadInput with what the rules say.
    """
    deputy, meeting = deputy.strip(), row.meeting
    day = clock.local(meeting.starts_at).date()
    rules = rules_of(meeting.body, day)
    if rules is not None and rules.deputising == Deputising.NONE:
        raise BadInput(_("The rules of this body know no deputies."))
    if rules is not None and rules.deputising == Deputising.NAMED and row.seat is not None:
        return _named(row.seat, deputy, day)
    if not deputy:
        raise BadInput(_("Please say who deputises, for example by office."))
    return deputy


def _named(seat: Seat, deputy: str, day: Any) -> str:
    held = SeatHolder.objects.filter(running(day), seat=seat, kind=HolderKind.DEPUTY).select_related("user")
    names = [str(one) for one in held.order_by("pk")]
    if not names:
        raise BadInput(
            _(
                "The rules of this body know only named deputies, and none is named for this seat. The office can name one."
            )
        )
    if not deputy and len(names) == 1:
        return names[0]
    for name in names:
        if name.casefold() == deputy.casefold():
            return name
    raise BadInput(
        _(
            "The rules of this body know only named deputies. Please give the name of one who is named for this seat, as the office wrote it down."
        )
    )


def check_voter(seat: Seat, user: Any) -> None:
    """Somebody signed in gives the vote of a seat. Raises Conflict for a deputy where the rules know none."""
    today = clock.today()
    rules = rules_of(seat.body, today)
    if rules is None or rules.deputising != Deputising.NONE:
        return
    own = SeatHolder.objects.filter(running(today), seat=seat, user=user)
    if not own.filter(kind=HolderKind.HOLDER).exists():
        raise Conflict(_("The rules of this body know no deputies; only who holds the seat may vote."))
