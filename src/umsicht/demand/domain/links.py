"""The links in the mails of saved searches. All are addresses of the portal in whose search they were asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from umsicht.core import signing
from umsicht.demand.models import SavedSearch, Subscriber
from umsicht.notify.domain import links
from umsicht.tenancy.models import Tenant

CONFIRM, RENEW, MANAGE, OFF = "demand.confirm", "demand.renew", "demand.manage", "demand.off"
CONFIRM_LIFETIME = dt.timedelta(hours=48)
RENEW_LIFETIME = dt.timedelta(days=35)
MANAGE_LIFETIME = dt.timedelta(hours=24)
OFF_LIFETIME = dt.timedelta(days=730)


def base(tenant: Tenant) -> str:
    """Where the pages of saved searches stand in a portal."""
    return "/suche-merken" if tenant.is_state else f"/{tenant.slug}/suche-merken"


def page_of(search: SavedSearch) -> str:
    """The search page that shows all hits."""
    root = "/angebote" if search.tenant.is_state else f"/{search.tenant.slug}/angebote"
    return f"{root}?{search.query}" if search.query else root


def confirm_path(search: SavedSearch) -> str:
    token = links.issue(purpose=CONFIRM, tenant=search.tenant, subject=search.pk, lifetime=CONFIRM_LIFETIME)
    return f"{base(search.tenant)}/bestaetigen/{token}"


def renew_path(search: SavedSearch) -> str:
    token = links.issue(purpose=RENEW, tenant=search.tenant, subject=search.pk, lifetime=RENEW_LIFETIME)
    return f"{base(search.tenant)}/verlaengern/{token}"


def manage_path(subscriber: Subscriber, tenant: Tenant) -> str:
    """A new link to all searches of an address; older ones stop working."""
    links.revoke(purpose=MANAGE, subject=subscriber.pk)
    token = links.issue(purpose=MANAGE, tenant=tenant, subject=subscriber.pk, lifetime=MANAGE_LIFETIME)
    return f"{base(tenant)}/meine/{token}"


def off_path(tenant: Tenant, searches: Iterable[SavedSearch]) -> str:
    """Ends these searches. Good as long as the mail may lie in a mailbox, and for all who hold the mail: doing it
    twice changes nothing, so it need not be single-use."""
    token = signing.make(OFF, [search.uid.hex for search in searches], lifetime=OFF_LIFETIME)
    return f"{base(tenant)}/abbestellen/{token}"


def read_off(token: str) -> list[str]:
    """Ids of the searches a link ends. Raises BadToken, ExpiredToken."""
    return [str(uid) for uid in signing.read(OFF, token)]
