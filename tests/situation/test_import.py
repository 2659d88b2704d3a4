"""Taking over tables: what is new, what changed, what is refused, what a state's sums are."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from tests.factories.accounts import make_person
from tests.factories.situation import PEOPLE, SAXONY, make_figures, statewide, write_csv
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import NotAllowed
from umsicht.situation.domain.catalogue import DATA, load_catalogue
from umsicht.situation.domain.crime import import_crime
from umsicht.situation.domain.protection import protect_everything
from umsicht.situation.enums import PeopleBasis
from umsicht.situation.models import Edition, Indicator, Observation, People, Region
from umsicht.tenancy.queries.tenants import state_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _german() -> None:
    translation.activate("de")


def figures_of(region: str, key: str = "224000") -> list[tuple[int, int, bool, int]]:
    rows = Observation.objects.filter(region__code=region, indicator__key=key).order_by("year", "pk")
    return list(rows.values_list("year", "cases", "is_current", "edition__number"))


def test_the_statistics_of_saxony_are_taken_over_once():
    first = import_crime(path=DATA / "pks_kreise_sachsen_2015_2022.csv", actor=None)
    second = import_crime(path=DATA / "pks_kreise_sachsen_2015_2022.csv", actor=None)
    assert (first.created, first.changed, first.unchanged, first.refused) == (4303, 0, 0, [])
    assert (second.created, second.changed, second.unchanged, second.refused) == (0, 0, 4303, [])
    assert Edition.objects.count() == 8


def test_a_corrected_figure_stands_beside_the_former_one(tmp_path):
    make_figures(tmp_path, statewide(2019, "224000", [100]))
    report = make_figures(tmp_path, [(2019, "224000", "14511", 120, 60), (2019, "224000", "14521", 100, 50)])
    assert (report.created, report.changed, report.unchanged) == (0, 1, 1)
    assert figures_of("14511") == [(2019, 100, False, 1), (2019, 120, True, 2)]
    assert figures_of("14") == [(2019, 1300, False, 1), (2019, 1320, True, 2)]


def test_the_store_holds_one_current_figure_per_place_and_year(tmp_path):
    make_figures(tmp_path, statewide(2019, "224000", [100]))
    former = Observation.objects.get(region__code="14511", indicator__key="224000")
    edition = Edition.objects.create(
        dataset=former.edition.dataset, year=2019, number=9, as_of="2020-01-01", sha256="x"
    )
    values = {"indicator": former.indicator, "region": former.region, "year": 2019, "cases": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(edition=edition, **values)


def test_a_dry_run_tells_and_writes_nothing(tmp_path):
    load_catalogue()
    path = write_csv(tmp_path / "pks.csv", statewide(2019, "224000", [100]))
    report = import_crime(path=path, actor=None, dry_run=True)
    assert (report.created, report.written) == (26, False)
    assert not Observation.objects.exists()


def test_strict_writes_nothing_if_a_row_is_refused(tmp_path):
    load_catalogue()
    path = write_csv(
        tmp_path / "pks.csv", [*statewide(2019, "224000", [100]), "2019,Mord,14511,1,1,0,0,,0,0"]
    )
    report = import_crime(path=path, actor=None, strict=True)
    assert (len(report.refused), report.written) == (1, False)
    assert not Observation.objects.exists()


def test_a_state_has_sums_only_where_all_its_districts_have_figures(tmp_path):
    rows = [row for row in statewide(2019, "224000", [100]) if (row[1], row[2]) != ("224000", "14730")]
    make_figures(tmp_path, rows)
    assert figures_of("14") == []
    assert figures_of("14", "------")[0][1] == sum(people // 10 for people in PEOPLE.values())


def test_the_population_is_worked_out_from_the_rates_of_the_edition(tmp_path):
    make_figures(tmp_path, statewide(2019, "224000", [100]))
    found = dict(
        People.objects.filter(year=2019, basis=PeopleBasis.EDITION).values_list("region__code", "persons")
    )
    assert set(found) == {*SAXONY, "14"}
    for code, people in PEOPLE.items():
        assert found[code] == pytest.approx(people, rel=1e-4)
    assert found["14"] == sum(found[code] for code in SAXONY)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2019,999999,14511,1,1,0,0,,0,0", "Zeile 28, Schlüssel: Den Straftatenschlüssel 999999 gibt es nicht."),
        ("2019,224000,99999,1,1,0,0,,0,0", "Zeile 28, Gemeindeschlüssel: Einen Kreis 99999 gibt es nicht."),
        ("2019,224000,03152,1,1,0,0,,0,0", "Zeile 28, Gemeindeschlüssel: Landkreis Göttingen steht seit 2017 nicht mehr in diesen Tabellen; das Gebiet gehört jetzt zu: Landkreis Göttingen."),
        ("2016,224000,03159,1,1,0,0,,0,0", "Zeile 28, Gemeindeschlüssel: Landkreis Göttingen steht erst seit 2017 in diesen Tabellen."),
        ("2019,222000,14511,1,1,5,0,,0,0", "Zeile 28, Versuche: Mehr Versuche als Fälle."),
        ("2019,224000,14511,9,1,0,0,,0,0", "Zeile 28, Schlüssel: Schlüssel, Kreis und Jahr stehen schon in Zeile 2."),
        ("2019,222000,14511,100,400,0,0,,0,0", "Zeile 28, HZ: 100 Fälle bei 250000 Einwohnern ergeben eine Häufigkeitszahl von 40."),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_is_refused_by_line_and_column(tmp_path, line, reason):
    load_catalogue()
    path = write_csv(tmp_path / "pks.csv", [*statewide(2019, "224000", [100]), line])
    report = import_crime(path=path, actor=None)
    assert [str(one) for one in report.refused] == [reason]
    assert report.created == 26


def test_more_cleared_than_recorded_is_taken_as_it_is(tmp_path):
    report = make_figures(tmp_path, [(2019, "892500", "14511", 10, 12)])
    assert (report.created, report.refused) == (1, [])


def test_official_keys_that_are_not_shown_here_are_left_out_and_named(tmp_path):
    load_catalogue()
    path = write_csv(tmp_path / "pks.csv", [(2019, "010000", "14511", 1, 1)])
    report = import_crime(path=path, actor=None)
    assert report.created == 0
    assert report.notes == ["Hier nicht geführt und ausgelassen: 010000 Mord § 211 StGB (1 Zeilen)."]


def test_only_the_state_office_may_take_figures_over(tmp_path):
    path = write_csv(tmp_path / "pks.csv", [(2019, "224000", "14511", 10, 12)])
    with pytest.raises(NotAllowed):
        import_crime(path=path, actor=make_person())


def test_what_was_taken_over_stands_in_the_log(tmp_path):
    make_figures(tmp_path, [(2019, "224000", "14511", 10, 12)])
    event = AuditEvent.objects.with_scope(tenant=state_office()).get(action="situation.crime.import")
    assert (event.after["file"], event.after["new"]) == ("pks.csv", 1)


def test_a_lower_limit_shows_more(tmp_path, settings):
    make_figures(tmp_path, statewide(2019, "224000", [3, 12, 90]))
    hidden = Observation.objects.filter(hides_cases=True)
    assert set(hidden.values_list("region__code", flat=True)) == {"14511", "14521"}
    settings.SMALL_CELL = 2
    assert protect_everything() == 0
    assert protect_everything(anew=True) == 2
    assert not hidden.exists()


def test_the_catalogue_maps_every_indicator_or_says_why_not():
    load_catalogue()
    assert load_catalogue().created == load_catalogue().changed == 0
    for indicator in Indicator.objects.all():
        assert bool(indicator.fields) != bool(indicator.unmapped), indicator.code
        assert all(one["reason"].endswith(".") for one in indicator.fields), indicator.code
    assert Region.objects.filter(parent__code="14", last_year=None).count() == 13


def test_what_was_hidden_stays_hidden_when_a_figure_is_corrected(tmp_path):
    """3, 6, 7 and many: 3 and 6 are hidden. If 7 becomes 5 and 6 were shown instead, the former table would tell the 3."""
    make_figures(tmp_path, statewide(2019, "224000", [3, 6, 7, 84]))
    hidden = Observation.objects.filter(indicator__key="224000", is_current=True, hides_cases=True)
    assert set(hidden.values_list("region__code", flat=True)) == {"14511", "14521"}
    make_figures(tmp_path, [(2019, "224000", "14522", 5, 3)])
    assert {"14511", "14521"} <= set(hidden.values_list("region__code", flat=True))
    make_figures(tmp_path, [(2019, "224000", "14511", 9, 3)])
    assert {"14511", "14521"} <= set(hidden.values_list("region__code", flat=True))


def test_one_wrong_rate_is_refused_and_not_all_right_ones(tmp_path):
    """The row of all offences has the highest rate of all; if it is wrong, the others outvote it."""
    load_catalogue()
    keys = ("224000", "222000", "674000", "730000")
    rows = [f"2019,{key},14511,{n},{round(n / 2.5)},0,0,,0,0" for n, key in enumerate(keys, start=600)]
    path = write_csv(tmp_path / "pks.csv", ["2019,------,14511,25000,99999,0,0,,0,0", *rows])
    report = import_crime(path=path, actor=None)
    assert [(one.line, one.column) for one in report.refused] == [(2, "HZ")]
    assert report.created == 4
    assert People.objects.get(year=2019, region__code="14511").persons == pytest.approx(250_000, rel=5e-3)


def test_of_two_rates_that_differ_the_one_stays_that_fits_what_is_held(tmp_path):
    make_figures(tmp_path, [(2019, "------", "14511", 25_000, 10)])
    path = write_csv(
        tmp_path / "mehr.csv", ["2019,224000,14511,600,9999,0,0,,0,0", "2019,222000,14511,600,240,0,0,,0,0"]
    )
    report = import_crime(path=path, actor=None)
    assert [one.line for one in report.refused] == [2]


def test_far_more_cleared_than_recorded_is_refused(tmp_path):
    load_catalogue()
    lines = [f"2019,{key},14511,{cases},{round(cases / 2.5)},0,{cleared},,0,0" for key, cases, cleared in (
        ("224000", 688, 68_800), ("222000", 534, 605), ("892500", 1, 4), ("211000", 0, 3), ("212000", 1, 13),
    )]  # fmt: skip
    report = import_crime(path=write_csv(tmp_path / "pks.csv", lines), actor=None)
    assert [str(one) for one in report.refused] == [
        "Zeile 2, aufgeklärte Fälle: 68800 aufgeklärt bei 688 Fällen: Das ist mehr, als Fälle früherer Jahre erklären.",
        "Zeile 6, aufgeklärte Fälle: 13 aufgeklärt bei 1 Fällen: Das ist mehr, als Fälle früherer Jahre erklären.",
    ]
    assert report.created == 3
