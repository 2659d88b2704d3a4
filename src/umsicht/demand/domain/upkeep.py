"""Keeps saved searches short-lived: reminds before the year is over, forgets what nobody confirmed or kept."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from umsicht.core import clock
from umsicht.demand.domain import links as paths
from umsicht.demand.domain.alerts import end
from umsicht.demand.models import GapCount, SavedSearch, Subscriber
from umsicht.demand.queries import alerts as queries
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.notify.queries.outbox import all_mails

REMIND_BEFORE = dt.timedelta(days=28)
UNCONFIRMED = paths.CONFIRM_LIFETIME
MAILS_STAY = dt.timedelta(days=2)
KEEP_GAPS = dt.timedelta(days=3 * 366)


def remind(today: dt.date | None = None) -> int:
    """Mail a link to keep each search that ends within four weeks, once; how many."""
    today = today or clock.today()
    pks = list(
        queries.ending(today + REMIND_BEFORE).filter(keep_until__gte=today).values_list("pk", flat=True)
    )
    return sum(_remind(pk) for pk in pks)


@transaction.atomic
def _remind(pk: int) -> bool:
    taken = queries.all_searches().filter(pk=pk, reminded_at__isnull=True).update(reminded_at=clock.now())
    search = queries.all_searches().select_related("tenant", "subscriber").filter(pk=pk).first()
    if not taken or search is None or search.keep_until is None:
        return False
    owner = search.subscriber
    notify(
        message="demand.renew",
        to=Recipient(owner.email, owner.language),
        tenant=search.tenant,
        context={
            "title": search.title,
            "until": search.keep_until.isoformat(),
            "url": paths.renew_path(search),
        },
        unsubscribe=paths.off_path(search.tenant, [search]),
    )
    return True


def forget(now: dt.datetime | None = None) -> int:
    """Delete searches that were not confirmed within two days or whose year is over, and counts older than three years."""
    now = now or clock.now()
    today = clock.local(now).date()
    over: list[SavedSearch] = list(queries.older(now - UNCONFIRMED, today))
    for search in over:
        end(search=search)
    forget_mails(now)
    # unscoped: the same rule for every tenant
    GapCount.objects.with_scopes_disabled().filter(day__lt=today - KEEP_GAPS).delete()
    return len(over)


def forget_mails(now: dt.datetime) -> int:
    """Take addresses that saved no search any more out of the outbox; it alone would remember them for 90 days.

    Mails of the last two days stay, since the limits per address count them.
    """
    over = Q(sent_at__isnull=False) | Q(failed_at__isnull=False) | Q(dropped_at__isnull=False)
    mails = all_mails().filter(over, message__startswith="demand.", created_at__lt=now - MAILS_STAY)
    known = Subscriber.objects.order_by().values("email")
    count, _by_model = mails.exclude(to_email__in=known).delete()
    return int(count)
