from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.directory import make_organisation
from tests.factories.fieldwork import make_inspection, make_shift
from tests.factories.meetings import begin, finish, in_days, make_council, make_meeting
from umsicht.core import clock
from umsicht.fieldwork.queries import cooperation
from umsicht.fieldwork.queries.authorities import Authorities
from umsicht.fieldwork.queries.cooperation import Joint, Source
from umsicht.measures.models import Measure, Partner
from umsicht.tenancy.models import Tenant

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def test_pairs_are_counted_over_all_sources(town: Tenant) -> None:
    police = make_organisation(town, name="Polizeirevier")
    make_shift(town, held=True)
    make_shift(town)  # planned: does not count
    make_inspection(town, steps=("hold",), parties=[("authority", "polizeirevier", 1), ("residents", "Anwohner", 9), ("authority", "Ordnungsdienst", 1)])  # fmt: skip
    measure = Measure.objects.create(
        tenant=town, code="m", title="Licht", lead=police, starts_on=dt.date(2025, 5, 1)
    )
    Partner.objects.create(tenant=town, measure=measure, name="Tiefbauamt")
    found = cooperation.matrix(cooperation.records(FIRST, LAST))
    assert found.names == ["Polizeirevier", "Ordnungsdienst", "Tiefbauamt"]
    assert (
        found.together("Polizeirevier", "Ordnungsdienst"),
        found.together("Tiefbauamt", "Polizeirevier"),
    ) == (2, 1)
    assert found.together("Ordnungsdienst", "Tiefbauamt") == 0
    assert found.by_source["Polizeirevier"] == {"patrols": 1, "inspections": 1, "measures": 1}


def test_the_period_and_one_source_narrow_the_records(town: Tenant) -> None:
    make_shift(town, held=True, day=dt.date(2026, 3, 1))
    make_inspection(town, steps=("hold",), day=dt.date(2026, 4, 1))
    both = cooperation.records(FIRST, LAST)
    assert [joint.source for joint in both] == ["inspections", "patrols"]
    assert [joint.source for joint in cooperation.records(FIRST, LAST, "patrols")] == ["patrols"]
    assert cooperation.records(FIRST, dt.date(2026, 2, 1)) == []


def test_records_behind_a_number_are_those_of_both(town: Tenant) -> None:
    make_shift(town, held=True)
    make_inspection(town, steps=("hold",))
    found = cooperation.records(FIRST, LAST)
    assert [joint.source for joint in cooperation.with_both(found, "polizeirevier", "Ordnungsamt")] == [
        "inspections"
    ]
    assert len(cooperation.with_both(found, "Polizeirevier")) == 2


def test_meetings_count_for_those_whose_seats_were_taken(town: Tenant) -> None:
    meeting = begin(make_meeting(make_council(town, seats=3), starts_at=in_days(-9)), here=2)
    make_meeting(meeting.body, starts_at=in_days(-8))  # never held
    finish(meeting)
    found = cooperation.records(clock.today() - dt.timedelta(days=30), clock.today())
    assert [(joint.source, joint.pk, joint.parties) for joint in found] == [
        ("meetings", meeting.pk, ("Amt 0", "Amt 1"))
    ]


@pytest.mark.parametrize(
    ("office", "authority"),
    [
        ("Leitung der Polizeidirektion Chemnitz", "Polizeidirektion Chemnitz, Fachdienst Prävention"),
        ("Polizeidirektion Chemnitz", "Polizeidirektion Chemnitz, Fachdienst Prävention"),
        ("polizeidirektion chemnitz", "Polizeidirektion Chemnitz, Fachdienst Prävention"),
        ("Amtsleitung des Jugendamtes", "Stadt Chemnitz, Jugendamt"),
        ("Leiterin oder Leiter des Jugendamts", "Stadt Chemnitz, Jugendamt"),
        ("Leitung der Staatsanwaltschaft Chemnitz", "Staatsanwaltschaft Chemnitz"),
        ("Leitung des Tiefbauamtes", "Leitung des Tiefbauamtes"),
        ("Vertretung der freien Träger", "Vertretung der freien Träger"),
        ("Amt", "Amt"),
    ],
)
def test_behind_an_office_stands_one_authority(office: str, authority: str) -> None:
    names = [
        "Polizeidirektion Chemnitz, Fachdienst Prävention",
        "Stadt Chemnitz, Jugendamt",
        "Amt für A",
        "Amt für B",
    ]
    assert Authorities(names).behind(office) == authority


def test_the_head_of_an_authority_and_the_authority_are_one_row(town: Tenant) -> None:
    make_shift(town, held=True, units=[("Polizeirevier", 2), ("Ordnungsamt", 1)])
    make_shift(town, held=True, units=[("Leitung der Ordnungsbehörde", 1), ("Ordnungsbehörde", 1)])
    make_organisation(town, name="Stadt, Polizeirevier Mitte")
    found = cooperation.matrix(cooperation.records(FIRST, LAST))
    assert (found.names, found.records) == (["Ordnungsamt", "Stadt, Polizeirevier Mitte"], 1)


def test_another_source_joins_without_a_change_here(town: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cooperation, "_sources", dict(cooperation._sources))
    trip = Joint("trips", 1, dt.date(2026, 5, 5), "Fahrt", ("Jugendamt", "Polizei", "Jugendamt"))
    cooperation.register(Source("trips", "Fahrten", lambda first, last: [trip], order=1))
    assert next(source.key for source in cooperation.sources()) == "trips"
    assert cooperation.matrix(cooperation.records(FIRST, LAST)).pairs == {("Jugendamt", "Polizei"): 1}
