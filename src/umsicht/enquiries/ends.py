"""What holds when an enquiry ends, however it ends: how long personal data stay, and what the floors above hear."""

from __future__ import annotations

import datetime as dt

from umsicht.core import clock
from umsicht.enquiries.enums import Outcome, ReplyState
from umsicht.enquiries.models import Enquiry
from umsicht.enquiries.signals import enquiry_closed

KEEP_ENDED = dt.timedelta(days=30)
KEEP_AGREED = dt.timedelta(days=60)
YES = (ReplyState.PROPOSED, ReplyState.ACCEPTED, ReplyState.NOT_CHOSEN)


def erase_on(agreed_for: dt.datetime | None) -> dt.date:
    """30 days after the end; 60 after an agreed date, so that the question for experience finds an address."""
    today = clock.today()
    if agreed_for is not None:
        return max(clock.local(agreed_for).date() + KEEP_AGREED, today + KEEP_ENDED)
    return today + KEEP_ENDED


def tell_end(enquiry: Enquiry, outcome: Outcome) -> None:
    """Send enquiry_closed; read before the replies lapse, so that a proposal counts as a yes."""
    replies = list(enquiry.replies.exclude(state=ReplyState.WAITING).values_list("state", "answered_at"))
    enquiry_closed.send(
        Enquiry,
        tenant=enquiry.tenant,
        outcome=outcome,
        met=any(state in YES for state, _at in replies),
        topics=list(enquiry.topics),
        audience=enquiry.audience,
        age_band=enquiry.age_band,
        district=enquiry.district,
        asked=len(replies),
        answered=sum(at is not None for _state, at in replies),
    )
