from __future__ import annotations

import datetime as dt
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scopes_disabled
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.oparl_schemas import complaints
from tests.factories.oparl import published
from umsicht.api.models import OparlObject
from umsicht.api.oparl.kinds import KINDS, SYSTEM
from umsicht.config.demo import load as demo
from umsicht.config.demo.calendar import ANCHOR, Shift
from umsicht.config.demo.people import SEATS
from umsicht.config.demo.positions import near
from umsicht.core import clock
from umsicht.core.intake import Report
from umsicht.directory.interfaces import facilities_file, provider_file
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.interfaces import offer_file, programme_file
from umsicht.offers.models import Offer, Programme
from umsicht.offers.series import Series
from umsicht.places.geo import distance_km
from umsicht.places.queries.atlas import Place
from umsicht.tenancy.models import Membership, Tenant

DATA = Path(demo.__file__).parent / "data"
weekly = Series.parse(start="2026-12-01T14:00", rule="FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270708T215959Z")
monthly = Series.parse(start="2026-12-08T17:30", rule="FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270630T215959Z")
single = Series.parse(start="2026-12-10T09:00")


@settings(max_examples=60, deadline=None)
@given(st.dates(dt.date(2026, 11, 23), dt.date(2036, 11, 23)), st.sampled_from([weekly, monthly, single]))
def test_moved_dates_stay_valid_on_their_weekday_and_off_holidays(today: dt.date, series: Series) -> None:
    moved = Shift.to(today).series(series)
    again = Series.parse(
        start=moved.start,
        rule=moved.rule,
        exdates=[day.isoformat() for day in moved.exdates],
    )
    assert again == moved
    days = [start.date() for start, _n in zip(moved.local_starts(), range(60), strict=False)]
    assert {day.weekday() for day in days} <= {start.weekday() for start in _starts(series)}
    assert not [day for day in days if clock.holiday(day)]
    assert abs((moved.start.date() - today) - (series.start.date() - ANCHOR)) <= dt.timedelta(days=38)


def _starts(series: Series) -> list[dt.date]:
    return [start.date() for start, _n in zip(series.local_starts(), range(4), strict=False)]


@given(st.dates(dt.date(2026, 1, 1), dt.date(2036, 12, 31)))
def test_what_was_done_never_lies_in_the_future(today: dt.date) -> None:
    shift = Shift.to(today)
    assert shift.past(dt.date(2026, 11, 22)) <= today
    assert abs(shift.today - (ANCHOR + shift.delta)) <= dt.timedelta(days=3)


@given(st.text(min_size=1, max_size=20))
def test_invented_places_are_near_and_always_the_same(code: str) -> None:
    place = Place(1, "city_district", "x", "Zentrum", 50.83, 12.92, None, is_village=False)
    found = near(place, code)
    assert found == near(place, code)
    assert distance_km(place.lat, place.lon, found["lat"], found["lon"]) <= 0.455


@pytest.mark.django_db
def test_every_row_of_the_content_can_be_read() -> None:
    report = Report()
    counts = [
        len(programme_file.read(DATA / "content" / "programmes.yaml", report)),
        len(provider_file.read(DATA / "content" / "providers.yaml", report)),
        len(offer_file.read(DATA / "content" / "offers.yaml", report)),
        len(facilities_file.read(DATA / "angebote" / "chemnitz_einrichtungen.csv", report)),
    ]
    assert (counts, [str(refusal) for refusal in report.refused]) == ([29, 37, 104, 441], [])


def test_every_folder_of_the_demo_names_its_sources() -> None:
    folders = [path for path in DATA.iterdir() if path.is_dir()]
    missing = [
        f"{folder.name}/{file.name}"
        for folder in folders
        for file in folder.iterdir()
        if file.name != "SOURCE.md" and file.name not in (folder / "SOURCE.md").read_text(encoding="utf-8")
    ]
    assert missing == []


def run(**options: Any) -> list[str]:
    out = StringIO()
    call_command("demo", quick=True, stdout=out, **options)
    return out.getvalue().splitlines()


def snapshot() -> dict[str, int]:
    with scopes_disabled():  # unscoped: counts everything
        return {
            model.__name__: model._base_manager.count()
            for model in (Tenant, Programme, Organisation, ContactPoint, Offer, Membership)
        }


def _wrong_in_oparl() -> list[str]:
    """What the official schemas complain about in the published council, and kinds of which it holds none."""
    objects = published()
    kinds = {row["type"].rpartition("/")[2] for row in objects}
    with scopes_disabled():  # unscoped: counts everything
        held = OparlObject.objects.filter(is_gone=False).count()
    missing = [f"no {name}" for name in (*KINDS, SYSTEM) if name not in kinds]
    missing += [] if len(objects) == held else [f"{len(objects)} of {held}"]
    return missing + [text for row in objects for text in complaints(row)]


@pytest.mark.store
@pytest.mark.django_db(transaction=True)  # each step is a transaction of its own, as on a real host
def test_demo_is_completed_after_an_interruption_and_then_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = demo.steps

    def broken(**options: Any) -> list[demo.Step]:
        return [*real(**options)[:-5], demo.Step("Abbruch", lambda: 1 // 0)]

    monkeypatch.setattr(demo, "steps", broken)
    with pytest.raises(ZeroDivisionError):
        run()
    monkeypatch.setattr(demo, "steps", real)
    lines = run()
    first = snapshot()
    with scopes_disabled():  # unscoped: owners of facilities are known by their code
        owners = set(Organisation.objects.filter(code__startswith="traeger-"))
    assert first == {
        "Tenant": 1 + 13 + 418 + 1,
        "Programme": 29,
        # The last figures came through the sandbox's foreign feeds.
        "Organisation": 37 + 1 + len(owners) + 10,
        "ContactPoint": 37 + 1 + 23 + 14,
        "Offer": 13 + 3 + 1 + 30,  # one is a draft in work
        "Membership": sum(len(seat.roles) for seat in SEATS),
    }
    assert any(line.startswith("Die Vorführung ist geladen") for line in lines)
    assert _wrong_in_oparl() == []  # here, since loading the demo once more would cost half a minute
    assert "Die Vorführung war vollständig, nichts geändert." in run()
    again = run(again=True)
    assert "Die Vorführung war vollständig, nichts geändert." in again
    assert snapshot() == first
    assert [line for line in again if "neu oder geändert" in line] == []
    assert len([line for line in again if "@example.org" in line]) == len(SEATS)


@pytest.mark.django_db
def test_demo_is_refused_on_a_real_instance(settings: Any) -> None:
    settings.DEMO = settings.TESTING = False
    with pytest.raises(CommandError):
        run()
    assert Tenant.objects.count() == 1
