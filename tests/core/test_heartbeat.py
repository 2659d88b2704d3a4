from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches

from umsicht.core import clock, heartbeat

pytestmark = pytest.mark.django_db


def test_worker_that_never_beat_is_not_alive() -> None:
    caches["shared"].delete(heartbeat.KEY)
    assert (heartbeat.last_beat(), heartbeat.is_alive()) == (None, False)


@pytest.mark.parametrize(("seconds", "alive"), [(119, True), (121, False)])
def test_worker_is_alive_until_it_is_silent_too_long(seconds: int, alive: bool) -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False):
        heartbeat.beat()
    with time_machine.travel(start + dt.timedelta(seconds=seconds), tick=False):
        assert heartbeat.is_alive() is alive
        assert heartbeat.last_beat() == start
