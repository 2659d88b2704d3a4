"""Forgetting invitations that nobody needs any more: they hold addresses of people who may have no account."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from umsicht.core import clock
from umsicht.tenancy.models import Invitation

KEEP_INVITATIONS = dt.timedelta(days=90)


@transaction.atomic
def forget_invitations() -> int:
    """Delete invitations taken, withdrawn or run out more than 90 days ago; the log keeps that they were sent."""
    before = clock.now() - KEEP_INVITATIONS
    # unscoped: upkeep of the whole instance
    closed = Invitation.objects.with_scopes_disabled().filter(
        Q(accepted_at__lt=before) | Q(revoked_at__lt=before) | Q(expires_at__lt=before)
    )
    return int(closed.delete()[0])
