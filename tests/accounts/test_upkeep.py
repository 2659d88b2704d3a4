from __future__ import annotations

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from tests.factories.accounts import make_person
from umsicht.accounts.domain.upkeep import tidy
from umsicht.core import clock

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def listed(key: str) -> UserSession:
    return UserSession.objects.create(user=make_person(), session_key=key, ip="127.0.0.1", user_agent="x")


def test_tidy_forgets_what_is_over_and_keeps_what_runs() -> None:
    now = clock.now()
    Session.objects.create(session_key="laeuft", session_data="x", expire_date=now + dt.timedelta(hours=1))
    Session.objects.create(session_key="vorbei", session_data="x", expire_date=now - dt.timedelta(seconds=1))
    for key in ("laeuft", "vorbei", "verwaist"):
        listed(key)
    for age in (1, 91):
        attempt = AccessAttempt.objects.create(username=str(age), ip_address="::1", failures_since_start=1)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=now - dt.timedelta(days=age))
    assert tidy() == {"sessions": 1, "listed": 2, "counts": 1}
    assert [session.session_key for session in Session.objects.all()] == ["laeuft"]
    assert [session.session_key for session in UserSession.objects.all()] == ["laeuft"]
    assert tidy() == {"sessions": 0, "listed": 0, "counts": 0}
