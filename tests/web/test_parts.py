from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from tests.factories.notify import make_mail
from umsicht.audit import guards
from umsicht.core import clock
from umsicht.web import parts
from umsicht.web.ops import health

pytestmark = pytest.mark.django_db


@pytest.mark.store
def test_log_without_its_triggers_is_unguarded() -> None:
    assert parts.log() == "ok"
    guards.remove(connection)
    assert parts.log() == "unguarded"
    guards.install(connection)


def test_outbox_is_stuck_when_a_mail_waits_for_long() -> None:
    now = clock.now()
    make_mail(created_at=now - dt.timedelta(minutes=50))
    make_mail(created_at=now - dt.timedelta(hours=5), sent_at=now)
    assert parts.outbox() == "ok"
    make_mail(created_at=now - dt.timedelta(minutes=61))
    assert parts.outbox() == "stuck"


def test_both_are_asked() -> None:
    assert {"log", "outbox"} <= set(health.run())
