"""What happens to enquiries by itself: reminders, the word to the office, closing, and the end of personal data.

Each enquiry is a transaction of its own under its tenant's scope, so that one that fails stops no other; a second run
on the same day changes nothing.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.core import clock, journal
from umsicht.core.transitions import apply
from umsicht.enquiries.domain import closing, telling
from umsicht.enquiries.domain.holding import hold
from umsicht.enquiries.enums import EnquiryState, ReplyState
from umsicht.enquiries.models import Enquiry, Experience, Remark, Reply
from umsicht.notify.domain import links

logger = logging.getLogger(__name__)
FIRST_REMINDER, SECOND_REMINDER = dt.timedelta(days=5), dt.timedelta(days=8)
CLOSE_AFTER = dt.timedelta(days=14)
"""Days after the deadline for answers, in which the enquirer may still decide."""
EXPERIENCE_AFTER = dt.timedelta(days=14)
KEEP_EXPERIENCES = dt.timedelta(days=3 * 365)
PURPOSES = (telling.CONFIRM, telling.PAGE, telling.EXPERIENCE)


def every_night(now: dt.datetime | None = None) -> dict[str, int]:
    """All of it, in the order in which one thing leads to the next."""
    now = now or clock.now()
    return {
        "reminded": remind_providers(now),
        "told": tell_offices(now),
        "decide": remind_enquirers(now),
        "closed": close_old(now),
        "held": note_held(now),
        "asked": ask_experiences(now),
        "erased": erase(now),
        "forgotten": forget_experiences(now),
    }


def _enquiries() -> QuerySet[Enquiry]:
    # unscoped: the night's work is the same for every tenant
    return Enquiry.objects.with_scopes_disabled()


def _each(rows: QuerySet[Enquiry], do: Callable[[Enquiry], bool]) -> int:
    """Hold one after the other and do it; the row is asked again under its lock, so `do` checks what it needs."""
    done = 0
    for enquiry in list(rows.select_related("tenant").order_by("pk")):
        try:
            with scope(tenant=enquiry.tenant), transaction.atomic():
                done += do(hold(enquiry))
        except Exception:
            logger.exception("enquiry %s was left as it is", enquiry.pk)
    return done


def _late(enquiry: Enquiry, now: dt.datetime) -> Iterable[Reply]:
    asked = enquiry.replies.filter(state=ReplyState.ASKED).select_related("provider", "tenant")
    first = Q(reminders=0, asked_at__lt=now - FIRST_REMINDER)
    second = Q(reminders=1, asked_at__lt=now - SECOND_REMINDER)
    return asked.filter(first | second).order_by("pk")


def remind_providers(now: dt.datetime) -> int:
    """Twice at most: two days before the deadline and the day after it."""

    def do(enquiry: Enquiry) -> bool:
        late = list(_late(enquiry, now))
        for reply in late:
            telling.tell_provider(reply, "reminder")
            Reply.objects.filter(pk=reply.pk).update(reminders=F("reminders") + 1)
        return bool(late)

    due = Q(replies__state=ReplyState.ASKED, replies__asked_at__lt=now - FIRST_REMINDER)
    rows = _enquiries().filter(due & Q(replies__reminders__lt=2), state=EnquiryState.OPEN).distinct()
    return _each(rows, do)


def tell_offices(now: dt.datetime) -> int:
    """Once per enquiry, on the day after the deadline, when somebody has not answered."""

    def do(enquiry: Enquiry) -> bool:
        if enquiry.told_office_at or not enquiry.replies.filter(state=ReplyState.ASKED).exists():
            return False
        telling.tell_office(enquiry, "overdue")
        enquiry.told_office_at = now
        enquiry.save(update_fields=["told_office_at"])
        return True

    today = clock.local(now).date()
    waiting = _enquiries().filter(state=EnquiryState.OPEN, answer_by__lt=today, told_office_at__isnull=True)
    return _each(waiting, do)


def remind_enquirers(now: dt.datetime) -> int:
    """Once, after the deadline, when proposals or questions wait for the enquirer."""
    today = clock.local(now).date()

    def do(enquiry: Enquiry) -> bool:
        waits = enquiry.replies.filter(state__in=[ReplyState.PROPOSED, ReplyState.QUESTION]).exists()
        if enquiry.reminded_at or not waits or enquiry.answer_by is None:
            return False
        telling.remind_to_decide(enquiry, enquiry.answer_by + CLOSE_AFTER)
        enquiry.reminded_at = now
        enquiry.save(update_fields=["reminded_at"])
        return True

    rows = _enquiries().filter(state=EnquiryState.OPEN, answer_by__lt=today, reminded_at__isnull=True)
    return _each(rows, do)


def close_old(now: dt.datetime) -> int:
    """Two weeks after the deadline nobody waits any more."""
    today = clock.local(now).date()

    def do(enquiry: Enquiry) -> bool:
        if enquiry.state != EnquiryState.OPEN:
            return False
        closing.close(enquiry, actor=None, reason=_("The time for answers is over."))
        return True

    rows = _enquiries().filter(state=EnquiryState.OPEN, answer_by__lt=today - CLOSE_AFTER)
    return _each(rows, do)


def note_held(now: dt.datetime) -> int:
    """The day after an agreed date it counts as having taken place, unless somebody called it off."""

    def do(enquiry: Enquiry) -> bool:
        if enquiry.state != EnquiryState.AGREED:
            return False
        apply(enquiry, "take_place", actor=None)
        return True

    over = now - dt.timedelta(days=1)
    return _each(_enquiries().filter(state=EnquiryState.AGREED, agreed_for__lt=over), do)


def ask_experiences(now: dt.datetime) -> int:
    """Two weeks after the date the enquirer is asked how it was; once."""

    def do(enquiry: Enquiry) -> bool:
        reply = (
            enquiry.replies.filter(state=ReplyState.ACCEPTED, offer__isnull=False)
            .select_related("offer", "provider")
            .first()
        )
        if reply is None or enquiry.experience_asked_at or not enquiry.email:
            return False
        telling.ask_for_experience(enquiry, reply)
        enquiry.experience_asked_at = now
        enquiry.save(update_fields=["experience_asked_at"])
        return True

    rows = _enquiries().filter(
        state=EnquiryState.HELD,
        agreed_for__lt=now - EXPERIENCE_AFTER,
        experience_asked_at__isnull=True,
        erased_at__isnull=True,
    )
    return _each(rows, do)


ENQUIRY_WORDS = ("what", "group", "time_note", "place", "institution", "email", "phone", "message")
REPLY_WORDS = ("place", "price", "note")


def erase(now: dt.datetime) -> int:
    """Empty what could lead to a person, delete questions and answers, and forget the links."""

    def do(enquiry: Enquiry) -> bool:
        if enquiry.erased_at is not None:
            return False
        for name in ENQUIRY_WORDS:
            setattr(enquiry, name, "")
        enquiry.erased_at = now
        enquiry.save(update_fields=[*ENQUIRY_WORDS, "erased_at"])
        Remark.objects.filter(enquiry=enquiry).delete()
        replies = list(enquiry.replies.values_list("pk", flat=True))
        enquiry.replies.update(**dict.fromkeys(REPLY_WORDS, ""))
        for purpose in PURPOSES:
            links.revoke(purpose=purpose, subject=enquiry.pk)
        for pk in replies:
            links.revoke(purpose=telling.ANSWER, subject=pk)
            links.revoke(purpose=telling.CALENDAR, subject=pk)
        journal.record("enquiries.enquiry.erase", enquiry, actor=None)
        return True

    today = clock.local(now).date()
    return _each(_enquiries().filter(erase_on__lte=today, erased_at__isnull=True), do)


@transaction.atomic
def forget_experiences(now: dt.datetime) -> int:
    """After three years an experience says little about what an offer is today."""
    # unscoped: the same rule for every tenant
    rows = Experience.objects.with_scopes_disabled().filter(created_at__lt=now - KEEP_EXPERIENCES)
    count = rows.count()
    rows.delete()
    return count
