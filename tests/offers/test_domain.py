from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import FREE, make_offer, make_programme
from tests.factories.tenancy import make_member, make_state
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.directory.domain.writing import FieldFaults
from umsicht.offers.domain.offers import (
    change_offer,
    confirm_offer,
    create_offer,
    record_review,
    set_availability,
)
from umsicht.offers.domain.programmes import change_programme, create_programme
from umsicht.offers.domain.sessions import set_sessions
from umsicht.offers.domain.upkeep import fade, move_on
from umsicht.offers.models import Offer, OfferSession
from umsicht.offers.series import Series
from umsicht.offers.signals import offers_changed
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.usefixtures("terms")
COMPLETE: dict[str, Any] = {
    "title": "Mut zum Nein",
    "summary": "Ein Abend über Grenzen.",
    "problem_fields": ["sucht"],
    "audiences": ["eltern"],
    "formats": ["beratung"],
    "costs": [FREE],
}


@pytest.fixture
def told() -> Any:
    """Ids of offers that were announced as changed, in order."""
    heard: list[int] = []

    def hear(sender: object, ids: list[int], **kwargs: Any) -> None:
        heard.extend(ids)

    offers_changed.connect(hear)
    yield heard
    offers_changed.disconnect(hear)


def actions(offer: Any) -> list[str]:
    events = AuditEvent.objects.with_scopes_disabled().filter(object_id=str(offer.pk))
    return [event.action for event in events.order_by("pk") if event.object_type == offer._meta.label]


@pytest.mark.store
def test_offer_begins_as_a_draft_with_address_cost_and_journal(town: Tenant) -> None:
    provider = make_organisation(town)
    editor = make_member(town, "editor")
    first = create_offer(provider=provider, actor=editor, **COMPLETE)
    second = create_offer(provider=provider, actor=editor, **COMPLETE)
    assert (first.state, first.slug, second.slug) == ("draft", "mut-zum-nein", "mut-zum-nein-2")
    assert (first.cost_from_cents, first.edited_on) == (0, clock.today())
    assert actions(first) == ["offers.offer.create"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"problem_fields": ["erfunden"]}, "problem_fields"),
        ({"audiences": "eltern"}, "audiences"),
        ({"costs": [{"format": "beratung"}]}, "costs"),
        ({"costs": [FREE | {"payer": "niemand"}]}, "costs"),
        ({"age_from": 12, "age_to": 9}, "age_to"),
        ({"age_to": 121}, "age_to"),
        ({"grade_from": 14}, "grade_from"),
        ({"group_min": 9, "group_max": 2}, "group_max"),
        ({"lat": 50.8}, "lat"),
        ({"lat": 500.0, "lon": 12.0}, "lat"),
        ({"place_modes": ["mond"]}, "place_modes"),
        ({"what_happens": ["", "x"]}, "what_happens"),
        ({"booking": "telepathie"}, "booking"),
    ],
)
def test_bad_offer_is_refused_by_field_and_leaves_nothing(
    town: Tenant, wrong: dict[str, Any], field: str
) -> None:
    provider = make_organisation(town)
    with pytest.raises(FieldFaults) as refused:
        create_offer(provider=provider, actor=make_member(town, "editor"), **(COMPLETE | wrong))
    assert field in refused.value.faults
    assert (Offer.objects.count(), AuditEvent.objects.filter(action="offers.offer.create").count()) == (0, 0)


def test_unknown_fields_are_a_mistake_of_the_caller(town: Tenant) -> None:
    with pytest.raises(TypeError):
        create_offer(provider=make_organisation(town), actor=None, state="published", **COMPLETE)


def test_only_office_and_own_provider_may_create(town: Tenant) -> None:
    provider = make_organisation(town)
    create_offer(
        provider=provider, actor=make_member(town, "provider", organisation_id=provider.pk), **COMPLETE
    )
    for stranger in (
        make_member(town, "member"),
        make_member(town, "provider", organisation_id=make_organisation(town).pk),
        make_member(make_organisation().tenant, "coordinator"),
    ):
        with pytest.raises(NotAllowed):
            create_offer(provider=provider, actor=stranger, **COMPLETE)


def test_contact_point_and_programme_must_fit(town: Tenant) -> None:
    provider, editor = make_organisation(town), make_member(town, "editor")
    for wrong in (
        {"contact_point": make_contact_point(make_organisation(town))},
        {"contact_point": make_contact_point()},
        {"programme": make_programme(tenant=make_organisation().tenant)},
    ):
        with pytest.raises(BadInput):
            create_offer(provider=provider, actor=editor, **COMPLETE, **wrong)
    made = create_offer(provider=provider, actor=editor, **COMPLETE, programme=make_programme())
    assert made.programme is not None


@pytest.mark.store
def test_change_writes_what_differs_with_before_and_after(town: Tenant, told: list[int]) -> None:
    offer = make_offer(make_organisation(town), edited_on=dt.date(2025, 1, 1))
    editor = make_member(town, "editor")
    assert change_offer(offer=offer, actor=editor, title=offer.title) is False
    assert (told, offer.edited_on) == ([], dt.date(2025, 1, 1))
    assert change_offer(offer=offer, actor=editor, title="Neu", reason="Anruf") is True
    offer.refresh_from_db()
    event = AuditEvent.objects.get(action="offers.offer.change")
    assert (offer.title, offer.edited_on, event.reason) == ("Neu", clock.today(), "Anruf")
    assert event.after == {"title": "Neu", "edited_on": str(clock.today())}
    assert told == [offer.pk]


def test_change_of_a_draft_tells_nobody(town: Tenant, told: list[int]) -> None:
    offer = make_offer(make_organisation(town), state="draft")
    change_offer(offer=offer, actor=make_member(town, "editor"), title="Neu")
    assert told == []


def test_confirmation_is_the_providers_word_or_says_how_it_came(town: Tenant) -> None:
    provider = make_organisation(town)
    offer = make_offer(provider)
    confirm_offer(offer=offer, actor=make_member(town, "provider", organisation_id=provider.pk))
    assert offer.confirmed_on == clock.today()
    editor = make_member(town, "editor")
    with pytest.raises(BadInput):
        confirm_offer(offer=offer, actor=editor)
    confirm_offer(offer=offer, actor=editor, how="Telefonat")
    with pytest.raises(BadInput):
        confirm_offer(offer=offer, actor=editor, how="Telefonat", on=clock.today() + dt.timedelta(days=1))
    with pytest.raises(NotAllowed):
        confirm_offer(offer=offer, actor=make_member(town, "member"))


def test_review_is_the_boards_matter(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    record_review(offer=offer, actor=make_member(town, "reviewer"), on=dt.date(2026, 5, 7))
    assert offer.reviewed_on == dt.date(2026, 5, 7)
    with pytest.raises(NotAllowed):
        record_review(offer=offer, actor=make_member(town, "editor"))


def test_availability_is_stated_as_of_a_day(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    editor = make_member(town, "editor")
    assert set_availability(offer=offer, actor=editor, state="wenige") is True
    assert set_availability(offer=offer, actor=editor, state="wenige") is False
    assert offer.availability_as_of == clock.today()
    with pytest.raises(BadInput):
        set_availability(offer=offer, actor=editor, state="voll")
    with pytest.raises(BadInput):
        set_availability(offer=offer, actor=editor, state="offen", as_of=clock.today() + dt.timedelta(days=1))


def weekly(start: dt.datetime) -> Series:
    return Series.parse(start=start, rule="FREQ=WEEKLY;COUNT=8", duration_minutes=90)


def local(days: int, hour: int = 17) -> dt.datetime:
    return dt.datetime.combine(clock.today() + dt.timedelta(days=days), dt.time(hour))


@pytest.mark.store
def test_sessions_are_replaced_as_a_whole_and_give_the_next_date(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    editor = make_member(town, "editor")
    series = weekly(local(-10))
    assert set_sessions(offer=offer, actor=editor, sessions=[series]) is True
    assert set_sessions(offer=offer, actor=editor, sessions=[series]) is False
    expected = local(4)
    assert offer.next_date == clock.at(expected.date(), expected.time())
    assert set_sessions(offer=offer, actor=editor, sessions=[]) is True
    assert (offer.next_date, offer.has_sessions, OfferSession.objects.count()) == (None, False, 0)
    assert actions(offer) == ["offers.offer.sessions", "offers.offer.sessions"]


def test_too_many_sessions_are_refused(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    many = [Series.parse(start=local(days)) for days in range(101)]
    with pytest.raises(BadInput):
        set_sessions(offer=offer, actor=None, sessions=many)
    assert OfferSession.objects.count() == 0


@pytest.mark.store
def test_time_moves_next_dates_on(town: Tenant, told: list[int]) -> None:
    offer = make_offer(make_organisation(town))
    set_sessions(offer=offer, actor=None, sessions=[weekly(local(1))])
    told.clear()
    assert move_on(clock.now()) == 0
    assert move_on(clock.now() + dt.timedelta(days=3)) == 1
    offer.refresh_from_db()
    expected = local(8)
    assert (offer.next_date, told) == (clock.at(expected.date(), expected.time()), [offer.pk])
    assert move_on(clock.now() + dt.timedelta(days=400)) == 1
    offer.refresh_from_db()
    assert offer.next_date is None


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"confirmed_on": 90}, 0),
        ({"confirmed_on": 91}, 1),
        ({"confirmed_on": 366}, 1),
        ({"confirmed_on": 200}, 0),
        ({"reviewed_on": 1096}, 1),
        ({"availability": "wenige", "availability_as_of": 31}, 1),
        ({"availability": "offen", "availability_as_of": 31}, 0),
        ({"availability": "offen", "availability_as_of": 61}, 1),
        ({"availability": "offen", "availability_as_of": 61, "state": "draft"}, 0),
    ],
)
def test_old_statements_renew_lists_on_their_day(town: Tenant, fields: dict[str, Any], count: int) -> None:
    days = {
        name: clock.today() - dt.timedelta(days=value) if isinstance(value, int) else value
        for name, value in fields.items()
    }
    make_offer(make_organisation(town), **days)
    assert fade() == count


def test_programmes_belong_to_the_state_office(town: Tenant, told: list[int]) -> None:
    state = make_state()
    values = {"name": "Stark", "aim": "Kinder werden stark.", "evidence_tier": "gl-3"}
    with pytest.raises(NotAllowed):
        create_programme(tenant=state, actor=make_member(town, "coordinator"), code="stark", **values)
    editor = make_member(state, "editor")
    programme = create_programme(tenant=state, actor=editor, code="stark", **values)
    offer = make_offer(make_organisation(town), programme=programme)
    make_offer(make_organisation(town), programme=programme, state="draft")
    assert change_programme(programme=programme, actor=editor, aim="Kinder bleiben stark.") is True
    assert change_programme(programme=programme, actor=editor, aim="Kinder bleiben stark.") is False
    assert told == [offer.pk]
    with pytest.raises(FieldFaults):
        change_programme(programme=programme, actor=editor, evidence_tier="gl-9")
