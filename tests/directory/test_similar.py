"""Which entries may be the same organisation; opening hours as a form; gaps that a reader notices."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from tests.factories.directory import hours, make_contact_point, make_organisation
from umsicht.directory.interfaces.hours_form import HoursForm, copied
from umsicht.directory.queries.desk import Wanted, organisations
from umsicht.directory.queries.quality import hints_for
from umsicht.directory.queries.similar import (
    Facts,
    compare,
    facts_of,
    phone_digits,
    plain_name,
    similar_organisations,
    similar_to,
)
from umsicht.tenancy.models import Tenant


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0371 488-0", "+49 (371) 4880"),
        ("0371/4880", "0049 371 4880"),
        ("030 23125 201", "030/23125-201"),
    ],
)
def test_telephone_numbers_are_compared_by_their_digits(one: str, other: str) -> None:
    assert phone_digits(one) == phone_digits(other) != ""


def test_short_numbers_say_nothing() -> None:
    assert phone_digits("110") == ""


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Demo-Verein Brücke Sonnenberg e. V.", "Bruecke Sonnenberg", True),
        ("Jugendhaus Südlicht gGmbH", "Jugendhaus Suedlicht", True),
        ("Polizeidirektion Chemnitz", "Polizeidirektion Zwickau", False),
        ("Kita Sonnenschein", "Kita Sternenhimmel", False),
    ],
)
def test_names_are_alike_without_legal_forms_and_umlauts(one: str, other: str, alike: bool) -> None:
    score, _reasons = compare(Facts(name=plain_name(one)), Facts(name=plain_name(other)))
    assert (score > 0) is alike


def test_one_house_alone_does_not_make_two_organisations_one() -> None:
    one = facts_of({"name": "Kinderhaus", "street": "Hauptstraße 5", "postal_code": "09111"})
    other = facts_of({"name": "Schuldnerberatung", "street": "Hauptstr. 5", "postal_code": "09111"})
    assert compare(one, other) == (0.0, ())


def test_similar_entries_are_found_by_what_their_contact_points_say(town: Tenant) -> None:
    held = make_organisation(town, name="Brücke e. V.")
    make_contact_point(held, phone="0371 4880", street="Weg 3", postal_code="09111")
    make_organisation(town, name="Etwas ganz anderes")
    found = similar_to(town, facts_of({"name": "Neue Brücke", "phone": "+49 371 4880"}))
    assert [item.pk for item in found] == [held.pk]
    assert similar_organisations(held) == []


def test_the_same_week_comes_back_as_it_was_stored() -> None:
    stored = hours(("MO TU TH", "09:00", "18:00"), ("FR", "09:00", "24:00"), ("MO", "19:00", "20:00"))
    shown = HoursForm(held=stored)
    data = {f"zeit-{name}": shown.initial.get(name, "") for name in shown.fields}
    sent = HoursForm(data, held=stored)
    assert sent.is_valid(), sent.errors
    assert sent.spans() == stored


def test_hours_are_understood_as_people_write_them() -> None:
    form = HoursForm(
        {
            "zeit-MO_0_von": "9 Uhr",
            "zeit-MO_0_bis": "17.30",
            "zeit-TU_0_von": "09:00",
            "zeit-TU_0_bis": "17:30",
        }
    )
    assert form.is_valid(), form.errors
    assert form.spans() == [{"days": ["MO", "TU"], "opens": "09:00", "closes": "17:30"}]


@pytest.mark.parametrize(
    ("opens", "closes"),
    [("09:00", ""), ("", "17:00"), ("17:00", "09:00"), ("25:00", "26:00"), ("x", "17:00")],
)
def test_half_and_impossible_hours_are_named_at_their_day(opens: str, closes: str) -> None:
    form = HoursForm({"zeit-WE_0_von": opens, "zeit-WE_0_bis": closes})
    assert not form.is_valid()
    assert {name.partition("_")[0] for name in form.errors} == {"WE"}


def test_overlapping_spans_of_a_day_are_refused() -> None:
    day: dict[str, Any] = {"zeit-MO_0_von": "09:00", "zeit-MO_0_bis": "12:00"}
    form = HoursForm(day | {"zeit-MO_1_von": "11:00", "zeit-MO_1_bis": "13:00"})
    assert not form.is_valid()


def test_mondays_hours_are_taken_for_other_days() -> None:
    data = QueryDict("zeit-MO_0_von=09:00&zeit-MO_0_bis=12:00&zeit-TU_0_von=10:00&name=x")
    form = HoursForm(copied(data, "MO", ("TU", "WE")))
    assert form.is_valid()
    assert form.spans() == [{"days": ["MO", "TU", "WE"], "opens": "09:00", "closes": "12:00"}]


def test_the_desks_list_finds_filters_and_knows_what_is_missing(town: Tenant) -> None:
    full = make_organisation(town, name="Voll", about="Wir helfen allen.", email="a@example.org")
    make_contact_point(full, city="Altdorf")
    make_organisation(town, name="Leer", is_provider=False, is_public=False, sector="polizei")

    def names(**wanted: Any) -> list[str]:
        return [item.name for item in organisations(Wanted(**wanted))]

    assert names() == ["Leer", "Voll"]
    assert names(text="altdorf") == ["Voll"]
    assert names(incomplete=True) == ["Leer"]
    assert names(kind="anbieter") == ["Voll"]
    assert names(state="verborgen") == ["Leer"]
    assert names(sector="polizei") == ["Leer"]
    assert names(sort="-name") == ["Voll", "Leer"]


def test_hints_name_what_a_reader_misses(town: Tenant) -> None:
    bare = make_organisation(town)
    assert "So erreicht sie niemand: Telefon und E-Mail fehlen." in [
        str(hint.text) for hint in hints_for(bare, [])
    ]
    point = make_contact_point(bare, phone="0371 1", street="Weg 1", lat=50.8, lon=12.9)
    about_point = [str(hint.text) for hint in hints_for(bare, [point]) if hint.point == point]
    assert about_point == ["Die Öffnungszeiten fehlen.", "Wie barrierefrei der Ort ist, steht nicht da."]
