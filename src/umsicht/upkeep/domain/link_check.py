"""Looks at the web addresses of a tenant's records: politely, with patience, and never into our own network.

An address counts as broken when it failed on three days one after the other. Servers that turn programs away (401, 403,
429 …) prove nothing either way. Where an address leads elsewhere, that is noted, not judged.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.core import clock, http, journal, text
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.enums import LinkFinding
from umsicht.upkeep.models import CheckedLink, LinkPlace
from umsicht.upkeep.queries.link_places import MAX_LENGTH, Place, places
from umsicht.upkeep.queries.links import due

logger = logging.getLogger(__name__)

DAYS_TO_BREAK = 3
PER_RUN, PER_HOST = 300, 20
PAUSE = 2.0
"""Seconds between two requests to one server."""
POLICY = http.Policy(max_bytes=200_000, seconds=10.0, redirects=4)
AGAIN = {
    LinkFinding.FINE: 30,
    LinkFinding.MOVED: 30,
    LinkFinding.UNCLEAR: 14,
    LinkFinding.FAILING: 1,
    LinkFinding.BROKEN: 7,
}
"""Days until the next look."""
_NO_HEAD = frozenset({400, 403, 404, 405, 406, 410, 500, 501, 503})
_PROVES_NOTHING = frozenset({401, 402, 403, 405, 406, 407, 429, 451, 999})


@dataclass(frozen=True)
class Seen:
    """What one look brought."""

    finding: LinkFinding
    status: int | None = None
    problem: str = ""
    moved_to: str = ""


Look = Callable[[str], Seen]


def gather_all() -> list[int]:
    """Gather the addresses of all tenants that take part; their ids. Nothing in a demonstration: it asks no server."""
    if settings.DEMO:
        return []
    tenants = list(Tenant.objects.filter(is_active=True, is_sandbox=False).order_by("pk"))
    for tenant in tenants:
        with scope(tenant=tenant):
            gather(tenant)
    return [tenant.pk for tenant in tenants]


@transaction.atomic
def gather(tenant: Tenant) -> int:
    """Bring addresses and places up to the records, in the scope of the tenant; returns how many addresses there are.

    What stands nowhere any more is forgotten, with all that was known about it.
    """
    wanted: dict[str, dict[tuple[str, int, str], Place]] = defaultdict(dict)
    for place in places(tenant):
        if len(place.url) <= MAX_LENGTH:
            wanted[place.url][place.record, place.record_id, place.field] = place
    CheckedLink.objects.exclude(url__in=list(wanted)).delete()
    known = {link.url: link for link in CheckedLink.objects.all()}
    new = [CheckedLink(tenant=tenant, url=url, check_on=clock.today()) for url in wanted if url not in known]
    CheckedLink.objects.bulk_create(new, ignore_conflicts=True)
    _place(tenant, wanted)
    return len(wanted)


def _place(tenant: Tenant, wanted: dict[str, dict[tuple[str, int, str], Place]]) -> None:
    LinkPlace.objects.all().delete()
    ids = dict(CheckedLink.objects.values_list("url", "pk"))
    LinkPlace.objects.bulk_create(
        LinkPlace(
            tenant=tenant,
            link_id=ids[url],
            record=place.record,
            record_id=place.record_id,
            field=place.field[:60],
            title=text.one_line(place.title)[:200],
        )
        for url, at in wanted.items()
        for place in at.values()
    )


def check_due(tenant_id: int, *, look: Look | None = None, wait: Callable[[float], None] = time.sleep) -> int:
    """Look at the addresses of a tenant that are due; returns how many. No transaction is open meanwhile.

    At most so many of one server in a run, and never two in quick succession. Nothing in a demonstration.
    """
    tenant = Tenant.objects.filter(pk=tenant_id).first()
    if tenant is None or settings.DEMO:
        return 0
    look, count = look or look_at, 0
    seen_hosts: dict[str, int] = defaultdict(int)
    last: dict[str, float] = {}
    with scope(tenant=tenant):
        for link in _in_turns(due(PER_RUN)):
            host = (urlsplit(link.url).hostname or "").lower()
            seen_hosts[host] += 1
            if seen_hosts[host] > PER_HOST:
                continue
            wait(max(0.0, last.get(host, 0.0) + PAUSE - time.monotonic()))
            note(link, look(link.url))
            last[host], count = time.monotonic(), count + 1
    return count


def _in_turns(links: Iterable[CheckedLink]) -> list[CheckedLink]:
    """One of each server after the other, so that waiting for one is time for the others."""
    by_host: dict[str, list[CheckedLink]] = defaultdict(list)
    for link in links:
        by_host[(urlsplit(link.url).hostname or "").lower()].append(link)
    longest = max((len(some) for some in by_host.values()), default=0)
    return [some[turn] for turn in range(longest) for some in by_host.values() if turn < len(some)]


def look_at(url: str) -> Seen:
    """Ask the server: HEAD, then GET where that says nothing. Never raises."""
    headers = {"User-Agent": f"Umsicht-Linkpruefung (+{settings.SITE_URL})"}
    try:
        answer = http.fetch(url, method="HEAD", headers=headers, policy=POLICY, ok_only=False)
        if answer.status in _NO_HEAD:
            answer = http.fetch(url, headers=headers, policy=POLICY, ok_only=False)
    except http.FetchError as error:
        if error.code == "too_large":
            return Seen(LinkFinding.FINE, 200)
        return Seen(LinkFinding.FAILING, None, error.code)
    return judge(url, answer)


def judge(url: str, answer: http.Answer) -> Seen:
    if answer.status in _PROVES_NOTHING:
        return Seen(LinkFinding.UNCLEAR, answer.status)
    if not 200 <= answer.status < 400:
        return Seen(LinkFinding.FAILING, answer.status, "status")
    if _plain(answer.url) != _plain(url):
        return Seen(LinkFinding.MOVED, answer.status, moved_to=answer.url[:MAX_LENGTH])
    return Seen(LinkFinding.FINE, answer.status)


def _plain(url: str) -> str:
    """Without what makes no difference to a reader: fragment and a slash at the end."""
    return url.partition("#")[0].rstrip("/")


@transaction.atomic
def note(link: CheckedLink, seen: Seen, *, actor: None = None) -> CheckedLink:
    """Write down what a look brought; the log hears of an address that broke."""
    today = clock.today()
    failed = seen.finding == LinkFinding.FAILING
    if not failed and seen.finding != LinkFinding.UNCLEAR:
        link.failures, link.failing_since, link.failed_on = 0, None, None
    elif failed and link.failed_on != today:
        link.failures, link.failed_on = link.failures + 1, today
        link.failing_since = link.failing_since or today
    breaks = failed and link.failures >= DAYS_TO_BREAK
    finding = LinkFinding.BROKEN if breaks else seen.finding
    newly = finding == LinkFinding.BROKEN and link.finding != LinkFinding.BROKEN
    link.finding, link.status, link.problem, link.moved_to = finding, seen.status, seen.problem, seen.moved_to
    link.checked_at = clock.now()
    link.check_on = today + dt.timedelta(days=AGAIN[finding])
    link.save()
    if newly:
        journal.record("upkeep.link.break", link, actor=actor, after={"status": seen.status})
    return link


@transaction.atomic
def ignore(*, actor: Any, link: CheckedLink, reason: str) -> CheckedLink:
    """Leave an address alone, for a reason that stands beside it. Raises NotAllowed, BadInput."""
    require(actor, "upkeep.link.handle", link)
    why = text.one_line(reason)
    if not why or len(why) > 200:
        raise BadInput(_("Please give a reason of at most 200 characters."))
    link.ignored_at, link.ignored_reason = clock.now(), why
    link.save(update_fields=["ignored_at", "ignored_reason"])
    journal.record("upkeep.link.ignore", link, actor=actor, reason=why)
    return link


@transaction.atomic
def watch_again(*, actor: Any, link: CheckedLink) -> CheckedLink:
    """Look at an ignored address again, the coming night. Raises NotAllowed."""
    require(actor, "upkeep.link.handle", link)
    before = link.ignored_reason
    link.ignored_at, link.ignored_reason, link.check_on = None, "", clock.today()
    link.save(update_fields=["ignored_at", "ignored_reason", "check_on"])
    journal.record("upkeep.link.watch", link, actor=actor, before={"ignored_reason": before})
    return link
