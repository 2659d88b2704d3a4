"""What the public pages of an enquiry read: behind a signed address, in the scope of the link's tenant."""

from __future__ import annotations

from django.db.models import Prefetch

from umsicht.core.errors import NotFound
from umsicht.enquiries.enums import ReplyState
from umsicht.enquiries.models import Enquiry, Reply
from umsicht.notify.domain import links
from umsicht.notify.models import MailLink
from umsicht.tenancy.models import Tenant


def read_link(purpose: str, token: str, tenant: Tenant) -> MailLink:
    """The link, if it belongs to the town in the address. Raises BadToken and its kin, NotFound."""
    link = links.look(purpose, token)
    if link.tenant_id != tenant.pk:
        raise NotFound
    return link


def enquiry_of(pk: int) -> Enquiry:
    """With all its replies, offers and remarks. Raises NotFound."""
    replies = Reply.objects.select_related("provider", "offer").prefetch_related("offers", "remarks")
    found = (
        Enquiry.objects.select_related("tenant")
        .prefetch_related(Prefetch("replies", queryset=replies.order_by("pk")), "remarks")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def reply_in(enquiry: Enquiry, pk: int) -> Reply:
    """One of the enquiry's own replies. Raises NotFound."""
    for reply in enquiry.replies.all():
        if reply.pk == pk:
            return reply
    raise NotFound


def reply_of(pk: int) -> Reply:
    """Raises NotFound."""
    rows = Reply.objects.select_related("enquiry__tenant", "provider", "offer", "tenant")
    found = rows.prefetch_related("offers", "remarks").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def accepted_in(enquiry: Enquiry) -> Reply | None:
    return next((reply for reply in enquiry.replies.all() if reply.state == ReplyState.ACCEPTED), None)
