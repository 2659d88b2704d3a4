"""How often something may happen, counted over all workers; and two quiet tests for forms that anybody may send.

Counting is exact: each event takes one numbered slot of its window in the shared cache, and the store lets only one
caller have a slot. Keys are hashed, so no address of a person lies in the cache.
"""

from __future__ import annotations

import datetime as dt
import enum
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import clock, signing
from umsicht.core.errors import TooMany


@dataclass(frozen=True)
class Limit:
    """At most `count` events per `seconds` and key. `name` keeps limits apart."""

    name: str
    count: int
    seconds: int

    def __post_init__(self) -> None:
        if not (1 <= self.count <= 1000 and self.seconds >= 1):
            raise ValueError("A limit counts 1 to 1000 events in at least a second.")


def _store() -> BaseCache:
    return caches["shared"]


def _slots(limit: Limit, key: str) -> tuple[list[str], int]:
    """The slot keys of the window we are in, and the seconds until it ends."""
    now = int(clock.now().timestamp())
    digest = salted_hmac(
        "umsicht.ratelimit", f"{limit.name}\0{_household(key)}", algorithm="sha256"
    ).hexdigest()[:24]
    window = now // limit.seconds
    rest = limit.seconds - now % limit.seconds
    return [f"rate:{limit.name}:{digest}:{window}:{number}" for number in range(limit.count)], rest


def _household(key: str) -> str:
    """An IPv6 address counts as its /64, of which one line has endless addresses; all other keys as they are."""
    if ":" not in key:
        return key
    try:
        address = ipaddress.IPv6Address(key)
    except ValueError:
        return key
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((address, 64), strict=False))


def take(limit: Limit, key: str) -> None:
    """Count one event of `key`; raises TooMany (with retry_after) when the window is full.

    Writes one cache row. Call it before the transaction of the event begins, or a rolled back event is not counted.
    """
    slots, rest = _slots(limit, key)
    store = _store()
    taken = store.get_many(slots)
    for slot in slots:
        if slot not in taken and store.add(slot, 1, timeout=rest + 60):
            return
    minutes = -(-rest // 60)
    raise TooMany(
        ngettext(
            "Too many attempts. Please try again in a minute.",
            "Too many attempts. Please try again in %(minutes)d minutes.",
            minutes,
        )
        % {"minutes": minutes},
        retry_after=rest,
    )


def remaining(limit: Limit, key: str) -> int:
    """How many events the window still allows; counts nothing."""
    slots, _rest = _slots(limit, key)
    return limit.count - len(_store().get_many(slots))


# ---- public forms ----------------------------------------------------------------------------------------

HONEYPOT = "website"
"""A field people don't see (hidden by a style rule, out of the tab order) and programs fill in."""
STAMP = "form_stamp"
_STAMP_LIFETIME = dt.timedelta(hours=24)


class Suspicion(enum.Enum):
    """Why a form looks as if no person had sent it. EXPIRED may well be a person: show the form again."""

    HONEYPOT = "honeypot"
    FORGED = "forged"
    EXPIRED = "expired"
    TOO_FAST = "too_fast"


def stamp(form: str) -> str:
    """Signed time for a hidden field; works on pages out of a cache, since it names no person and lives a day."""
    return signing.make(f"form.{form}", int(clock.now().timestamp()), lifetime=_STAMP_LIFETIME)


def suspicion(form: str, data: Mapping[str, str], *, min_seconds: int = 3) -> Suspicion | None:
    """Test sent form data: honeypot empty, stamp genuine, for this form, and older than a person needs to type."""
    if data.get(HONEYPOT, "").strip():
        return Suspicion.HONEYPOT
    try:
        shown_at = signing.read(f"form.{form}", data.get(STAMP, ""))
    except signing.ExpiredToken:
        return Suspicion.EXPIRED
    except signing.BadToken:
        return Suspicion.FORGED
    if clock.now().timestamp() - shown_at < min_seconds:
        return Suspicion.TOO_FAST
    return None


def explain(found: Suspicion) -> str:
    """What to tell the sender: nothing that teaches a program, a way on for a person."""
    if found is Suspicion.EXPIRED:
        return _("The form was open for a long time. Please send it once more.")
    if found is Suspicion.TOO_FAST:
        return _("That was very quick. Please wait a few seconds and send the form once more.")
    return _("The form could not be accepted. Please load the page again and fill it in once more.")
