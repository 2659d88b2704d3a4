from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from umsicht.core import ratelimit
from umsicht.core.errors import TooMany
from umsicht.core.ratelimit import HONEYPOT, STAMP, Limit, Suspicion

NOW = dt.datetime(2026, 11, 22, 12, 0, 10, tzinfo=dt.UTC)
THREE = Limit("test", 3, 60)


@pytest.fixture
def at_noon(db: None) -> Iterator[time_machine.Traveller]:
    caches["shared"].clear()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.mark.store
def test_take_counts_per_key_and_refuses_beyond_the_limit(at_noon: time_machine.Traveller) -> None:
    for left in (3, 2, 1):
        assert ratelimit.remaining(THREE, "10.0.0.1") == left
        ratelimit.take(THREE, "10.0.0.1")
    with pytest.raises(TooMany) as error:
        ratelimit.take(THREE, "10.0.0.1")
    assert (error.value.retry_after, error.value.status, ratelimit.remaining(THREE, "10.0.0.1")) == (
        50,
        429,
        0,
    )
    ratelimit.take(THREE, "10.0.0.2")
    ratelimit.take(Limit("other", 3, 60), "10.0.0.1")


@pytest.mark.store
def test_take_starts_anew_with_the_next_window(at_noon: time_machine.Traveller) -> None:
    for _turn in range(3):
        ratelimit.take(THREE, "k")
    at_noon.move_to(NOW + dt.timedelta(seconds=49))
    with pytest.raises(TooMany):
        ratelimit.take(THREE, "k")
    at_noon.move_to(NOW + dt.timedelta(seconds=50))
    ratelimit.take(THREE, "k")


def test_key_is_not_stored_readably(at_noon: time_machine.Traveller) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ratelimit.take(THREE, "192.0.2.77")
    assert "192.0.2.77" not in str(queries.captured_queries)
    assert "rate:test:" in str(queries.captured_queries)


@pytest.mark.parametrize(("count", "seconds"), [(0, 60), (1001, 60), (1, 0)])
def test_senseless_limit_is_refused(count: int, seconds: int) -> None:
    with pytest.raises(ValueError, match="limit"):
        Limit("x", count, seconds)


def sent_after(seconds: float, form: str = "report", **changes: str) -> Suspicion | None:
    with time_machine.travel(NOW, tick=False):
        data = {STAMP: ratelimit.stamp("report"), HONEYPOT: ""} | changes
    with time_machine.travel(NOW + dt.timedelta(seconds=seconds), tick=False):
        return ratelimit.suspicion(form, data)


def test_form_sent_by_a_person_passes() -> None:
    assert [sent_after(seconds) for seconds in (3, 600, 86_000)] == [None, None, None]


def test_form_sent_by_a_program_is_noticed() -> None:
    assert sent_after(2) is Suspicion.TOO_FAST
    assert sent_after(90_000) is Suspicion.EXPIRED
    assert sent_after(9, **{HONEYPOT: "http://spam"}) is Suspicion.HONEYPOT
    assert sent_after(9, **{STAMP: ""}) is Suspicion.FORGED
    assert sent_after(9, **{STAMP: "1763812800"}) is Suspicion.FORGED
    assert sent_after(9, form="other") is Suspicion.FORGED
    assert ratelimit.suspicion("report", {}) is Suspicion.FORGED


def test_every_suspicion_has_words_and_only_two_tell_more() -> None:
    words = {found: ratelimit.explain(found) for found in Suspicion}
    assert all(words.values())
    assert words[Suspicion.HONEYPOT] == words[Suspicion.FORGED]


def test_one_line_has_one_count_however_many_addresses_it_has(at_noon: time_machine.Traveller) -> None:
    for host in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:2:3:4:5:6"):
        ratelimit.take(THREE, host)
    with pytest.raises(TooMany):
        ratelimit.take(THREE, "2001:db8:1:2::7")
    ratelimit.take(THREE, "2001:db8:1:3::7")
    ratelimit.take(THREE, "::ffff:192.0.2.1")
    assert (ratelimit.remaining(THREE, "192.0.2.1"), ratelimit.remaining(THREE, "192.0.2.2")) == (2, 3)
