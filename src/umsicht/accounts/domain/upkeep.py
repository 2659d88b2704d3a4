"""Forgetting what is no longer needed: sign-ins that are over, and what the lock-out counted."""

from __future__ import annotations

import datetime as dt

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef

from umsicht.core import clock

KEEP_COUNTS = dt.timedelta(days=90)


@transaction.atomic
def tidy() -> dict[str, int]:
    """Delete expired sessions, the list entries of sessions that are gone, and lock-out rows older than 90 days."""
    now = clock.now()
    sessions, _each = Session.objects.filter(expire_date__lt=now).delete()
    running = Session.objects.filter(session_key=OuterRef("session_key"))
    listed, _each = UserSession.objects.filter(~Exists(running)).delete()
    counts = 0
    for model in (AccessAttempt, AccessLog, AccessFailureLog):
        counts += model.objects.filter(attempt_time__lt=now - KEEP_COUNTS).delete()[0]
    return {"sessions": sessions, "listed": listed, "counts": counts}
