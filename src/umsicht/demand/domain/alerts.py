"""Saving a search, confirming it, changing it, keeping it for another year, ending it. Nobody needs an account.

The answer to a visitor is always the same, whatever is known of the address: who types in another person's address
learns nothing, and at most a few mails a day go there.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal, ratelimit
from umsicht.core.errors import BadInput, NotFound, TooMany
from umsicht.demand.contract import Asked
from umsicht.demand.domain import links as paths
from umsicht.demand.enums import Frequency
from umsicht.demand.models import SavedSearch, Subscriber
from umsicht.demand.queries import alerts as queries
from umsicht.notify.domain import links
from umsicht.notify.domain.preferences import allow_again
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.notify.enums import Category
from umsicht.tenancy.models import Tenant

PER_ADDRESS = ratelimit.Limit("demand.address", count=5, seconds=24 * 3600)
"""Mails that strangers can make us send to one address in a day."""
MOST_SEARCHES = 20
MOST_QUERY = 1000
YEAR = dt.timedelta(days=365)


def keep(
    *,
    tenant: Tenant,
    email: str,
    asked: Asked,
    frequency: str,
    with_changed: bool,
    language: str = "de",
    actor: Any = None,
) -> None:
    """Store a search for an address and mail it a link that confirms it; nothing is searched before that.

    Beyond the limits nothing happens, silently. Raises BadInput for an unknown frequency or a search with too many
    filters.
    """
    if frequency not in Frequency.values:
        raise BadInput(_("This choice does not exist."))
    if len(asked.query) > MOST_QUERY:
        raise BadInput(_("This search has too many filters to be saved. Please take some away."))
    if _mail_allowed(email):
        wanted = {"frequency": frequency, "with_changed": with_changed}
        _save(tenant, email.strip().lower(), asked, wanted, language, actor)


def _mail_allowed(email: str) -> bool:
    """Counts one mail that a stranger makes us send; outside the transaction, so that it stays counted."""
    try:
        ratelimit.take(PER_ADDRESS, email.strip().lower())
    except TooMany:
        return False
    return True


@transaction.atomic
def _save(
    tenant: Tenant, email: str, asked: Asked, wanted: dict[str, Any], language: str, actor: Any
) -> None:
    owner, _made = Subscriber.objects.get_or_create(email=email, defaults={"language": language})
    Subscriber.objects.select_for_update().get(pk=owner.pk)
    mine = queries.all_searches().filter(subscriber=owner)
    held = mine.filter(tenant=tenant, query=asked.query).select_related("tenant").first()
    if held is not None and held.confirmed_at is not None:
        _mail_list(owner, tenant, already=held.title)
        return
    if held is None and mine.count() >= MOST_SEARCHES:
        _mail_list(owner, tenant, full=True)
        return
    search = held or SavedSearch(subscriber=owner, tenant=tenant, query=asked.query)
    search.title, search.created_at = asked.title[:200], clock.now()
    search.frequency, search.with_changed = wanted["frequency"], wanted["with_changed"]
    search.save()
    journal.record("demand.search.save", search, actor=actor, after=wanted)
    links.revoke(purpose=paths.CONFIRM, subject=search.pk)
    notify(
        message="demand.confirm",
        to=Recipient(email, language),
        tenant=tenant,
        context={
            "title": search.title,
            "frequency": search.frequency,
            "changed": search.with_changed,
            "url": paths.confirm_path(search),
            "until": (clock.now() + paths.CONFIRM_LIFETIME).isoformat(),
        },
    )


def _mail_list(owner: Subscriber, tenant: Tenant, *, already: str = "", full: bool = False) -> None:
    notify(
        message="demand.manage",
        to=Recipient(owner.email, owner.language),
        tenant=tenant,
        context={
            "already": already,
            "full": full,
            "url": paths.manage_path(owner, tenant),
            "until": (clock.now() + paths.MANAGE_LIFETIME).isoformat(),
        },
    )


def linked(purpose: str, token: str, tenant: Tenant) -> SavedSearch:
    """The search of a link, for a page that asks before anything happens. Raises BadToken and its kinds, NotFound."""
    return _search(links.look(purpose, token).subject, tenant)


def _search(pk: int, tenant: Tenant) -> SavedSearch:
    found = queries.all_searches().select_related("tenant", "subscriber").filter(pk=pk, tenant=tenant).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def confirm(*, token: str, tenant: Tenant, actor: Any = None) -> SavedSearch:
    """From now on new hits are mailed. Raises BadToken, ExpiredToken, UsedLink, NotFound."""
    search = _search(links.use(paths.CONFIRM, token).subject, tenant)
    now = clock.now()
    search.confirmed_at, search.keep_until, search.checked_on = now, clock.today() + YEAR, clock.today()
    search.save(update_fields=["confirmed_at", "keep_until", "checked_on"])
    allow_again(email=search.subscriber.email, category=Category.NEWS, actor=actor)
    journal.record("demand.search.confirm", search, actor=actor)
    return search


@transaction.atomic
def renew(*, token: str, tenant: Tenant, actor: Any = None) -> SavedSearch:
    """Another twelve months from today. Raises BadToken, ExpiredToken, UsedLink, NotFound."""
    search = _search(links.use(paths.RENEW, token).subject, tenant)
    search.keep_until, search.reminded_at = clock.today() + YEAR, None
    search.save(update_fields=["keep_until", "reminded_at"])
    journal.record("demand.search.renew", search, actor=actor)
    return search


@transaction.atomic
def switch_off(*, token: str, actor: Any = None) -> int:
    """End the searches a mail was about; how many there still were. Whoever holds the mail may. Raises BadToken."""
    found = queries.by_uids(paths.read_off(token))
    for search in found:
        end(search=search, actor=actor)
    return len(found)


@transaction.atomic
def end(*, search: SavedSearch, actor: Any = None) -> None:
    """Forget a search with all it knows; with the last one of an address the address, too."""
    journal.record("demand.search.end", search, actor=actor)
    for purpose in (paths.CONFIRM, paths.RENEW):
        links.revoke(purpose=purpose, subject=search.pk)
    owner_id = search.subscriber_id
    search.delete()
    forget_lonely(owner_id)


def forget_lonely(subscriber_id: int) -> None:
    if not queries.all_searches().filter(subscriber_id=subscriber_id).exists():
        links.revoke(purpose=paths.MANAGE, subject=subscriber_id)
        Subscriber.objects.filter(pk=subscriber_id).delete()


@transaction.atomic
def change(*, search: SavedSearch, frequency: str, with_changed: bool, actor: Any = None) -> None:
    """How often, and whether also changed offers are told. Raises BadInput."""
    if frequency not in Frequency.values:
        raise BadInput(_("This choice does not exist."))
    before = {"frequency": search.frequency, "with_changed": search.with_changed}
    after = {"frequency": frequency, "with_changed": with_changed}
    if before == after:
        return
    search.frequency, search.with_changed = frequency, with_changed
    search.save(update_fields=["frequency", "with_changed"])
    journal.record("demand.search.change", search, actor=actor, before=before, after=after)


def ask_for_list(*, tenant: Tenant, email: str, actor: None = None) -> None:
    """Mail an address the link to its searches, if it has any; whoever asks learns nothing either way."""
    if not _mail_allowed(email):
        return
    with transaction.atomic():
        owner = queries.subscriber_of(email)
        if owner is not None and queries.of_subscriber(owner):
            _mail_list(owner, tenant)


def owner_of(token: str, tenant: Tenant) -> Subscriber:
    """Whose list a link opens; it may be opened again until its time is over. Raises BadToken, ExpiredToken, NotFound."""
    link = links.look(paths.MANAGE, token)
    found = Subscriber.objects.filter(pk=link.subject).first()
    if found is None or link.tenant_id != tenant.pk:
        raise NotFound
    return found
