"""Links in mails through which people act without an account: signed, for one purpose, until a moment, used once.

    token = links.issue(purpose="upkeep.confirm", tenant=tenant, subject=request.pk, lifetime=dt.timedelta(days=30))
    links.look("upkeep.confirm", token)     # on GET: mail scanners and previews open links too, so looking changes nothing
    links.use("upkeep.confirm", token)      # on POST, in the transaction of what the link does

The link is found without a scope, since it names its own tenant: open the scope of `link.tenant` before reading the record.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from umsicht.core import clock, signing
from umsicht.notify.models import MailLink
from umsicht.tenancy.models import Tenant


class UsedLink(signing.BadToken):
    """Genuine, but what it was for has been done with it already."""

    code = "used_link"
    status = 410


def issue(*, purpose: str, tenant: Tenant, subject: int, lifetime: dt.timedelta) -> str:
    """A token for an address in a mail; earlier links of the same purpose and record stay good."""
    now = clock.now()
    link = MailLink(
        tenant=tenant, purpose=purpose, subject=subject, created_at=now, expires_at=now + lifetime
    )
    link.save(force_insert=True)
    return signing.make(purpose, link.uid.hex, lifetime=lifetime)


def still_open(*, purpose: str, subject: int) -> str:
    """The token of the newest link to a record that still works, or "". For demonstrations only: nobody reads mails there."""
    link = _links().filter(purpose=purpose, subject=subject, used_at__isnull=True).order_by("-pk").first()
    if link is None or link.expires_at <= clock.now():
        return ""
    return signing.make(purpose, link.uid.hex, lifetime=link.expires_at - clock.now())


def _links() -> QuerySet[MailLink]:
    # unscoped: the signed token names one link, and the link its tenant
    return MailLink.objects.with_scopes_disabled()


def _read(purpose: str, token: str) -> uuid.UUID:
    data = signing.read(purpose, token)
    try:
        return uuid.UUID(str(data))
    except ValueError as error:
        raise _unknown() from error


def _unknown() -> signing.BadToken:
    return signing.BadToken(_("This link is not valid any more."))


def look(purpose: str, token: str) -> MailLink:
    """The link with its tenant. Raises BadToken, ExpiredToken or UsedLink; changes nothing."""
    link = _links().select_related("tenant").filter(uid=_read(purpose, token), purpose=purpose).first()
    if link is None:
        raise _unknown()
    if link.used_at is not None:
        raise UsedLink(_("This link was used already."))
    if link.expires_at <= clock.now():
        raise signing.ExpiredToken(_("This link has expired."))
    return link


def use(purpose: str, token: str) -> MailLink:
    """look(), and nobody can use it again once the caller's transaction is committed; of two at once, one gets UsedLink."""
    link = look(purpose, token)
    with transaction.atomic():
        taken = _links().filter(pk=link.pk, used_at__isnull=True).update(used_at=clock.now())
    if not taken:
        raise UsedLink(_("This link was used already."))
    return link


def revoke(*, purpose: str, subject: int) -> int:
    """Forget all links to a record, used or not; returns how many. For what was settled another way."""
    count, _by_model = _links().filter(purpose=purpose, subject=subject).delete()
    return int(count)


def tidy(now: dt.datetime | None = None) -> int:
    """Delete links whose time was over a month ago: until then they can say why they don't work."""
    count, _by_model = _links().filter(expires_at__lt=(now or clock.now()) - dt.timedelta(days=30)).delete()
    return int(count)
