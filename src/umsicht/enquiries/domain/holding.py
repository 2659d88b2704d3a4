"""Two people at one enquiry: whoever writes holds the enquiry's row first, then its replies. Always in this order."""

from __future__ import annotations

from typing import Any

from umsicht.core.errors import NotFound
from umsicht.core.transitions import apply
from umsicht.enquiries.models import Enquiry, Reply


def hold(enquiry: Enquiry) -> Enquiry:
    """The enquiry anew under a lock until the transaction ends. Raises NotFound when it is gone."""
    rows = Enquiry.objects.with_scope(tenant=enquiry.tenant).select_related("tenant")
    found = rows.select_for_update(of=("self",)).filter(pk=enquiry.pk).first()
    if found is None:
        raise NotFound
    return found


def hold_reply(reply: Reply) -> Reply:
    """The reply anew, its enquiry held and hanging on it."""
    enquiry = hold(reply.enquiry)
    rows = Reply.objects.with_scope(tenant=enquiry.tenant).select_related("provider", "offer", "tenant")
    found = rows.filter(pk=reply.pk, enquiry=enquiry).first()
    if found is None:
        raise NotFound
    found.enquiry = enquiry
    return found


def move(reply: Reply, step: str, *, actor: Any, reason: str = "", **data: Any) -> None:
    """apply() on a reply whose enquiry is held. What hangs on it stays on it, since the held row can't have changed."""
    kept = {name: reply._state.fields_cache.get(name) for name in ("enquiry", "provider", "offer")}  # noqa: SLF001 - as Django does
    read = dict(getattr(reply, "_prefetched_objects_cache", {}))
    apply(reply, step, actor=actor, reason=reason, **data)
    reply._prefetched_objects_cache = read  # type: ignore[attr-defined]  # noqa: SLF001 - as prefetch_related does
    reply._state.fields_cache.update({name: obj for name, obj in kept.items() if obj is not None})  # noqa: SLF001 - see above
