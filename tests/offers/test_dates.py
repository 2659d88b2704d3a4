from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest
import recurring_ical_events

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer, make_session
from umsicht.core import clock
from umsicht.offers.interfaces.calendar import Entry, calendar_of
from umsicht.offers.models import Offer
from umsicht.offers.queries.dates import dates_between, dates_of, next_dates, read_dates
from umsicht.tenancy.models import Tenant


def local(days: int, hour: int = 17) -> dt.datetime:
    return dt.datetime.combine(clock.today() + dt.timedelta(days=days), dt.time(hour))


def instant(moment: dt.datetime) -> dt.datetime:
    return clock.at(moment.date(), moment.time())


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.store
def test_next_dates_cost_two_queries_and_name_each_offer_once(
    town: Tenant, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_session(make_offer(make_organisation(town)), local(3 - number), rrule="FREQ=DAILY;COUNT=30")
    with django_assert_num_queries(2):
        found = next_dates(limit=2)
        assert all(item.offer.provider.name for item in found)
    assert [item.starts_at for item in found] == [
        instant(local(days)) for days in (1, 2, 3)[3 - count : 5 - count]
    ][: len(found)]
    assert len({item.offer.pk for item in found}) == min(count, 2)


def test_next_dates_leave_out_what_is_past_or_not_public(town: Tenant) -> None:
    make_session(make_offer(make_organisation(town)), local(-3))
    make_session(make_offer(make_organisation(town), state="draft"), local(1))
    make_session(make_offer(make_organisation(town, is_public=False)), local(1))
    make_session(make_offer(), local(1))
    assert next_dates() == []


def test_next_dates_are_right_even_when_the_stored_one_lags_behind(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    make_session(offer, local(-7), rrule="FREQ=WEEKLY;COUNT=9")
    Offer.objects.filter(pk=offer.pk).update(next_date=clock.now() - dt.timedelta(hours=30))
    due = [item.starts_at for item in next_dates()]
    assert due == [instant(local(0))] or due == [instant(local(7))]


def test_window_holds_every_repetition(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    make_session(
        offer, local(1), rrule="FREQ=DAILY;COUNT=10", exdates=[local(3).isoformat(timespec="minutes")]
    )
    found = dates_between(instant(local(2, 0)), instant(local(5, 0)))
    assert [item.starts_at for item in found] == [instant(local(2)), instant(local(4))]
    assert found[0].ends_at == instant(local(2)) + dt.timedelta(minutes=90)


def test_dates_of_an_offer_mix_single_dates_and_series(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    make_session(offer, local(2))
    make_session(offer, local(1), rrule="FREQ=WEEKLY;COUNT=2")
    assert [item.starts_at for item in dates_of(offer)] == [instant(local(days)) for days in (1, 2, 8)]
    assert len(dates_of(offer, limit=1)) == 1


def test_dates_of_offers_from_several_towns_cost_one_query_whatever_the_scope(
    town: Tenant, django_assert_num_queries: Any
) -> None:
    offers = [make_offer(make_organisation(town)), make_offer(make_organisation())]
    for offer in offers:
        make_session(offer, local(3))
    found = [Offer.objects.with_scope(tenant=offer.tenant).get(pk=offer.pk) for offer in offers]
    with django_assert_num_queries(1):
        read_dates(found)
        assert [len(dates_of(offer)) for offer in found] == [1, 1]


def test_calendar_opens_anywhere_and_keeps_the_series(town: Tenant) -> None:
    offer = make_offer(
        make_organisation(town), title="Treff; offen, für alle", venue="Bürgersaal", is_demo=True
    )
    # The last Thursday of March and the two after it: summer time begins between them.
    make_session(
        offer,
        dt.datetime(2027, 3, 25, 15, 30),  # noqa: DTZ001 - a wall-clock time
        rrule="FREQ=WEEKLY;COUNT=4;BYDAY=TH",
        exdates=["2027-04-08T15:30"],
    )
    calendar = icalendar.Calendar.from_ical(calendar_of("Angebote", [Entry(offer, "https://example.org/a")]))
    assert calendar.get_missing_tzids() == set()
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    event = calendar.walk("VEVENT")[0]
    assert (str(event["SUMMARY"]), str(event["LOCATION"]), str(event["URL"])) == (
        "Treff; offen, für alle (Demo)",
        "Bürgersaal",
        "https://example.org/a",
    )
    starts = recurring_ical_events.of(calendar).between((2027, 3, 1), (2027, 5, 1))
    assert [item["DTSTART"].dt.astimezone(dt.UTC).strftime("%m-%dT%H:%M") for item in starts] == [
        "03-25T14:30",
        "04-01T13:30",
        "04-15T13:30",
    ]


def test_calendar_without_dates_is_still_a_calendar() -> None:
    calendar = icalendar.Calendar.from_ical(calendar_of("Leer", [], description="Nichts"))
    assert (calendar.walk("VEVENT"), str(calendar["VERSION"])) == ([], "2.0")
