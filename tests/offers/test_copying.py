"""New offers that begin filled, hints for better ones, and the same one entered twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_offer, make_programme, make_session
from tests.factories.tenancy import make_member
from umsicht.core import clock
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.offers.domain.copying import blank, from_offer, from_programme, next_year
from umsicht.offers.domain.many import step_for_many
from umsicht.offers.domain.sessions import add_session, remove_session
from umsicht.offers.models import Offer, OfferSession
from umsicht.offers.queries.hints import hints
from umsicht.offers.queries.session_words import rhythm, say
from umsicht.offers.queries.twins import twins
from umsicht.offers.series import Series
from umsicht.offers.transitions import complete
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.usefixtures("terms")
NOW = dt.datetime(2026, 11, 28, 9, 0)  # noqa: DTZ001 - a wall-clock time


def test_a_programme_fills_what_it_knows(town: Tenant) -> None:
    point = make_contact_point(make_organisation(town), role="Beratung", lat=50.8, lon=12.9)
    programme = make_programme(
        problem_fields=["sucht"], topics=["veraltet"], audiences=["eltern"], age_from=6, age_to=10, concept="Zehn Treffen."
    )  # fmt: skip
    offer = from_programme(provider=point.organisation, programme=programme, actor=None)
    assert (offer.title, offer.state, offer.origin, offer.programme_id) == (
        programme.name,
        "draft",
        "programme",
        programme.pk,
    )
    assert (offer.problem_fields, offer.topics, offer.audiences, offer.age_to) == (
        ["sucht"],
        [],
        ["eltern"],
        10,
    )
    assert offer.description == "Kinder lernen, miteinander auszukommen.\n\nZehn Treffen."
    assert (offer.contact_point_id, offer.contact_role, offer.lat) == (point.pk, "Beratung", 50.8)
    assert complete(offer) == "Es fehlt noch: Form, Ort, Kosten."


def test_who_keeps_nothing_here_begins_nothing(town: Tenant) -> None:
    stranger = make_member(town, "provider", organisation_id=make_organisation(town).pk)
    with pytest.raises(NotAllowed):
        blank(provider=make_organisation(town), actor=stranger, title="T", summary="S")


def test_a_copy_takes_everything_but_files_and_state(town: Tenant) -> None:
    offer = make_offer(make_organisation(town), title="Elternabend", what_happens=["Ankommen"], is_demo=True)
    make_session(offer, dt.datetime(2026, 1, 13, 17, 30))  # noqa: DTZ001 - Berlin wall clock
    made = from_offer(offer=offer, actor=None, with_dates=True)
    assert (made.title, made.state, made.what_happens, made.is_demo) == (
        "Elternabend (Kopie)",
        "draft",
        ["Ankommen"],
        False,
    )
    moved = OfferSession.objects.get(offer=made).starts_at
    assert moved > clock.now()
    assert clock.local(moved).strftime("%a %H:%M") == "Tue 17:30"
    assert OfferSession.objects.filter(offer=from_offer(offer=offer, actor=None)).count() == 0


def test_a_series_moves_with_its_end() -> None:
    old = Series.parse(
        start="2025-09-02T16:00", rule="FREQ=WEEKLY;UNTIL=20251216", exdates=["2025-10-07T16:00"]
    )
    moved = next_year(old, NOW)
    assert (moved.start, moved.rule, moved.exdates) == (
        dt.datetime(2027, 8, 31, 16, 0),  # noqa: DTZ001 - a wall-clock time
        "FREQ=WEEKLY;UNTIL=20271214",
        (),
    )
    assert moved.start.weekday() == old.start.weekday()


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;UNTIL=20270630", "jede Woche bis 30.06.2027"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "alle 2 Wochen am Dienstag"),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=5", "jeden Monat am 2. Dienstag, 5-mal"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "jeden Monat am letzten Freitag"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=MO", "wiederholt sich nach der Regel FREQ=YEARLY;BYMONTH=3;BYDAY=MO"),
    ],
)
def test_rhythms_read_like_speech(rule: str, words: str) -> None:
    assert rhythm(rule) == words


def test_dates_are_added_and_struck_one_by_one(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    first = Series.parse(start="2027-03-02T16:00", duration_minutes=90)
    assert say(first) == "Dienstag, 2. März 2027, 16:00 Uhr, 90 Minuten"
    assert add_session(offer=offer, actor=None, series=first)
    assert not add_session(offer=offer, actor=None, series=first)
    add_session(offer=offer, actor=None, series=Series.parse(start="2027-03-09T16:00"))
    assert Offer.objects.get(pk=offer.pk).has_sessions
    for row in OfferSession.objects.filter(offer=offer):
        remove_session(offer=offer, actor=None, session_id=row.pk)
    remove_session(offer=offer, actor=None, session_id=987654)
    assert not Offer.objects.get(pk=offer.pk).has_sessions


def fields(offer: Offer) -> set[str]:
    return {hint.field for hint in hints(offer, [])}


def test_hints_name_what_readers_miss(town: Tenant) -> None:
    offer = make_offer(make_organisation(town), languages=[], costs=[], booking="registration")
    assert fields(offer) == {
        "age_from", "description", "what_happens", "languages", "accessibility", "sessions", "availability", "costs",
        "duration_minutes", "contact_point", "files",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("summary", "Wort " * 29 + "Wort.", "30 Wörter"),
        ("summary", "Die Durchführung erfolgt im Rahmen der Woche.", "einfachere Wörter"),
        ("summary", "Wir helfen, ggf. auch abends.", "Abkürzungen"),
        ("description", "Fragen beantwortet Frau Mustermann gern.", "Funktionen"),
    ],
)
def test_hints_ask_for_plain_words(town: Tenant, name: str, text: str, part: str) -> None:
    offer = make_offer(make_organisation(town), **{name: text})
    assert [hint.text for hint in hints(offer) if hint.field == name and part in hint.text] != []


def test_a_good_entry_gets_no_hint(town: Tenant) -> None:
    offer = make_offer(
        make_organisation(town, phone="030 23125 1"),
        description="Wir hören Ihnen zu. " * 20, what_happens=["Ankommen"], age_from=6, accessibility=["stufenlos"],
        duration_minutes=60, has_sessions=True, availability="offen",
    )  # fmt: skip
    assert hints(offer) == []


def test_the_same_offer_entered_twice_is_noticed(town: Tenant) -> None:
    provider = make_organisation(town)
    first = make_offer(provider, title="Training für Zivilcourage im Alltag")
    same = make_offer(provider, title="Zivilcourage im Alltag – Training", state="draft")
    make_offer(provider, title="Kochen für Familien")
    make_offer(provider, title="Training für Zivilcourage im Alltag", state="archived")
    make_offer(title="Training für Zivilcourage im Alltag")
    assert [twin.pk for twin in twins(same)] == [first.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_twins_costs_one_query(town: Tenant, django_assert_num_queries: Any, count: int) -> None:
    offers = [make_offer(make_organisation(town), title="Training für Zivilcourage") for _ in range(count)]
    with django_assert_num_queries(1):
        twins(offers[0])


def test_a_step_for_many_needs_a_step_offers_and_its_reason(town: Tenant) -> None:
    editor, offer = make_member(town, "editor"), make_offer(make_organisation(town))
    for wrong in ({"key": "nichts"}, {"key": "pause"}, {"key": "resume", "offers": []}):
        with pytest.raises(BadInput):
            step_for_many(**({"offers": [offer], "actor": editor} | wrong))  # type: ignore[arg-type]
    outcome = step_for_many(offers=[offer], key="resume", actor=editor)
    assert ([one.pk for one, _why in outcome.refused], outcome.done) == ([offer.pk], [])
