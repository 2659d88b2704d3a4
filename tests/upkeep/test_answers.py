from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection, connections
from django_scopes import scope

from tests.factories.directory import hours, make_contact_point, make_organisation
from tests.factories.offers import make_offer, make_session, make_terms
from tests.factories.tenancy import make_member, make_tenant
from tests.factories.upkeep import make_due, make_link, make_round
from umsicht.core.errors import BadInput, Conflict, NotAllowed
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.values import Hours
from umsicht.notify.domain.links import UsedLink
from umsicht.notify.models import InboxMessage
from umsicht.offers.models import FieldReport, Offer, OfferSession
from umsicht.upkeep.domain.answers import answer_at_desk, answer_by_link, note_answer
from umsicht.upkeep.enums import FieldGroup
from umsicht.upkeep.interfaces import hours_text
from umsicht.upkeep.interfaces.answer_form import AnswerForm
from umsicht.upkeep.models import Confirmation, GroupState, Reminder
from umsicht.upkeep.policy import DEFAULT
from umsicht.upkeep.queries.due import due_of

TODAY = dt.date(2026, 11, 18)
PRICE = {"format": "workshop", "amount_cents": 6000, "per": "klasse", "payer": "schule", "note": ""}


def offer_of(provider: Organisation, **fields: Any) -> Offer:
    point = ContactPoint.objects.with_scope(tenant=provider.tenant).filter(organisation=provider).first()
    return make_due(make_offer(provider, contact_point=point, **fields))


def untouched(provider: Organisation) -> dict[str, Any]:
    """What a browser sends when nobody touched a field."""
    form = AnswerForm(due=due_of(provider, DEFAULT))
    sent = {}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, False, [], ""):
            sent[name] = value
    return sent


def form_of(provider: Organisation, **changes: Any) -> AnswerForm:
    form = AnswerForm(untouched(provider) | changes, due=due_of(provider, DEFAULT))
    assert form.is_valid(), form.errors
    return form


def read(offer: Offer) -> Offer:
    return Offer.objects.get(pk=offer.pk)


@pytest.mark.store
def test_untouched_form_confirms_everything_and_changes_nothing(provider: Organisation) -> None:
    ContactPoint.objects.update(opening_hours=hours(("MO TU WE", "09:00", "12:00"), ("TH", "14:00", "18:00")))
    offers = [offer_of(provider, costs=[PRICE], availability="offen") for _ in range(3)]
    make_session(offers[0], dt.datetime(2026, 12, 1, 18, 0, tzinfo=dt.UTC), rrule="FREQ=WEEKLY")
    before = [(o.costs, o.next_date, o.edited_on) for o in Offer.objects.order_by("pk")]
    done = answer_by_link(token=make_link(provider), answer=form_of(provider).answer())
    assert (done.confirmed, done.ended, done.corrected) == (3, 0, [])
    assert [(o.costs, o.next_date, o.edited_on) for o in Offer.objects.order_by("pk")] == before
    assert {o.confirmed_on for o in Offer.objects.all()} == {TODAY}
    assert {o.availability_as_of for o in Offer.objects.all()} == {TODAY}
    assert due_of(provider, DEFAULT) == []
    assert {(row.by, tuple(row.groups)) for row in Confirmation.objects.all()} == {
        ("link", tuple(FieldGroup.values))
    }
    assert Reminder.objects.get().answered_by == "link"


@pytest.mark.store
def test_single_fields_are_corrected_right_there(provider: Organisation) -> None:
    offer = offer_of(provider, costs=[PRICE], availability="offen")
    held = make_session(offer, dt.datetime(2026, 12, 1, 18, 0, tzinfo=dt.UTC))
    key, point = f"a{offer.pk}", ContactPoint.objects.get()
    changes = {
        f"{key}-availability": "warteliste",
        f"{key}-gone": [str(held.pk)],
        f"{key}-day1": "2027-01-12",
        f"{key}-time1": "17:30",
        f"{key}-amount0": "75,50 €",
        f"{key}-note0": "Worte, die niemand geprüft hat",
        f"c{point.pk}-phone": "0371 654321",
        f"c{point.pk}-hours": "Mo-Mi 9-12 Uhr",
    }
    done = answer_by_link(token=make_link(provider), answer=form_of(provider, **changes).answer())
    assert sorted(done.corrected) == ["availability", "contact", "costs", "sessions"]
    now = read(offer)
    assert (now.availability, now.costs[0]["amount_cents"], now.costs[0]["note"]) == (
        "warteliste",
        7550,
        "",
    )
    (session,) = OfferSession.objects.all()
    assert (session.starts_at, session.duration_minutes) == (
        dt.datetime(2027, 1, 12, 16, 30, tzinfo=dt.UTC),
        90,
    )
    point.refresh_from_db()
    assert (point.phone, point.opening_hours) == ("0371 654321", hours(("MO TU WE", "09:00", "12:00")))
    assert now.confirmed_on == TODAY


def test_offer_that_has_ended_leaves_the_portal_and_the_office_hears_of_it(provider: Organisation) -> None:
    office = make_member(provider.tenant, "coordinator")
    over, stays = offer_of(provider), offer_of(provider)
    done = answer_by_link(
        token=make_link(provider), answer=form_of(provider, **{f"a{over.pk}-ended": "on"}).answer()
    )
    assert (done.confirmed, done.ended) == (1, 1)
    assert (read(over).state, read(over).confirmed_on, read(stays).confirmed_on) == ("archived", None, TODAY)
    assert InboxMessage.objects.filter(user=office, message="upkeep.ended").count() == 1


def test_skipped_offer_stays_due(provider: Organisation) -> None:
    left, done = offer_of(provider), offer_of(provider)
    answer_by_link(
        token=make_link(provider), answer=form_of(provider, **{f"a{left.pk}-later": "on"}).answer()
    )
    assert [item.offer.pk for item in due_of(provider, DEFAULT)] == [left.pk]
    assert read(done).confirmed_on == TODAY


def test_what_is_wrong_with_the_content_reaches_the_office_and_confirms_the_rest(
    provider: Organisation,
) -> None:
    offer = offer_of(provider)
    answer_by_link(
        token=make_link(provider),
        answer=form_of(provider, **{f"a{offer.pk}-wrong": "Nur noch für Klasse 7."}).answer(),
    )
    assert FieldReport.objects.get().text == "Nur noch für Klasse 7."
    assert [item.groups for item in due_of(provider, DEFAULT)] == [("inhalt",)]
    assert read(offer).confirmed_on is None


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("a{offer}-amount0", "viel", "Betrag"),
        ("a{offer}-day1", "2027-01-12", "Tag und Uhrzeit"),
        ("a{offer}-day1", "1999-01-12", "vorbei"),
        ("a{offer}-availability", "voll", "Auswahl"),
        ("c{point}-email", "keine Adresse", "E-Mail"),
        ("c{point}-phone", "ruf an", "Telefon"),
        ("c{point}-hours", "immer", "Zeile"),
    ],
)
def test_bad_input_is_told_beside_its_field(provider: Organisation, name: str, value: str, told: str) -> None:
    offer = offer_of(provider, costs=[PRICE])
    key = name.format(offer=offer.pk, point=ContactPoint.objects.get().pk)
    data = untouched(provider) | {key: value}
    if value == "1999-01-12":
        data[key.replace("day", "time")] = "10:00"
    form = AnswerForm(data, due=due_of(provider, DEFAULT))
    assert not form.is_valid()
    assert told in " ".join(text for texts in form.errors.values() for text in texts)


# ---- links ---------------------------------------------------------------------------------------------------


def test_link_works_once(provider: Organisation) -> None:
    offer_of(provider)
    token, answer = make_link(provider), form_of(provider).answer()
    answer_by_link(token=token, answer=answer)
    with pytest.raises(UsedLink):
        answer_by_link(token=token, answer=answer)
    assert Confirmation.objects.count() == 1


def test_values_that_changed_meanwhile_are_not_confirmed_and_the_link_stays_good(
    provider: Organisation,
) -> None:
    offer = offer_of(provider, costs=[PRICE])
    token, answer = make_link(provider), form_of(provider).answer()
    Offer.objects.update(costs=[{**PRICE, "amount_cents": 9900}])
    with pytest.raises(Conflict):
        answer_by_link(token=token, answer=answer)
    assert read(offer).confirmed_on is None
    answer_by_link(token=token, answer=form_of(provider).answer())
    assert read(offer).confirmed_on == TODAY


def test_link_of_one_provider_confirms_nothing_of_another(provider: Organisation) -> None:
    other = make_organisation(provider.tenant)
    foreign = offer_of(other)
    offer_of(provider)
    with pytest.raises(Conflict):
        answer_by_link(token=make_link(provider), answer=form_of(other).answer())
    assert read(foreign).confirmed_on is None


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads need a database they can share")
def test_two_clicks_on_the_same_link_give_one_confirmation() -> None:
    make_terms()
    tenant = make_tenant()
    with scope(tenant=tenant):
        provider = make_organisation(tenant)
        make_contact_point(provider, email="anbieter@example.org")
        for _ in range(3):
            make_round(offer_of(provider))
        token, answer = make_link(provider), form_of(provider).answer()
    barrier, outcomes = threading.Barrier(4), []

    def click() -> None:
        try:
            with scope(tenant=tenant):
                barrier.wait(timeout=20)
                answer_by_link(token=token, answer=answer)
            outcomes.append("done")
        except Exception as error:  # noqa: BLE001 - compared below
            outcomes.append(type(error).__name__)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with scope(tenant=tenant):
        assert sorted(outcomes) == ["UsedLink", "UsedLink", "UsedLink", "done"]
        assert Confirmation.objects.count() == 3
        assert GroupState.objects.filter(confirmed_on=TODAY).count() == 12


# ---- at the desk ---------------------------------------------------------------------------------------------


def test_keeper_answers_at_the_desk_in_its_own_name(provider: Organisation) -> None:
    keeper = make_member(provider.tenant, "provider", organisation_id=provider.pk)
    offer = offer_of(provider)
    answer_at_desk(provider=provider, answer=form_of(provider).answer(), actor=keeper)
    row = Confirmation.objects.get()
    assert (row.by, row.person, read(offer).confirmed_on) == ("desk", keeper, TODAY)


def test_office_notes_an_answer_only_with_how_it_came(provider: Organisation) -> None:
    office = make_member(provider.tenant, "editor")
    offer = offer_of(provider)
    with pytest.raises(BadInput):
        note_answer(provider=provider, answer=form_of(provider).answer(), how=" ", actor=office)
    note_answer(provider=provider, answer=form_of(provider).answer(), how="Anruf am Montag", actor=office)
    row = Confirmation.objects.get()
    assert (row.by, row.how, row.person, read(offer).confirmed_on) == (
        "phone",
        "Anruf am Montag",
        office,
        TODAY,
    )


def test_others_answer_for_nobody(provider: Organisation) -> None:
    offer_of(provider)
    other = make_member(provider.tenant, "provider", organisation_id=make_organisation(provider.tenant).pk)
    answer = form_of(provider).answer()
    with pytest.raises(NotAllowed):
        answer_at_desk(provider=provider, answer=answer, actor=other)
    with pytest.raises(NotAllowed):
        note_answer(provider=provider, answer=answer, how="Anruf", actor=other)


# ---- opening hours as text -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (
            "Mo-Do 9:00-12:00, 13:00-15:00",
            [("MO TU WE TH", "09:00", "12:00"), ("MO TU WE TH", "13:00", "15:00")],
        ),
        ("Mo, Mi: 8.30 – 16 Uhr\nFr 9-12", [("MO WE", "08:30", "16:00"), ("FR", "09:00", "12:00")]),
        ("Samstag und Sonntag 10 bis 14 Uhr", [("SA SU", "10:00", "14:00")]),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, stored: list[tuple[str, str, str]]) -> None:
    assert hours_text.read(text) == hours(*stored)


def test_written_hours_read_the_same() -> None:
    held = hours(
        ("MO TU WE TH", "09:00", "12:00"), ("MO TU WE TH", "13:00", "15:00"), ("SA", "10:00", "24:00")
    )
    assert hours_text.read(hours_text.write(Hours.parse(held))) == held
