"""What may be compared, what is shown, and for whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.utils import translation

from tests.factories.situation import PEOPLE, make_figures, statewide
from tests.factories.tenancy import make_district, make_state, make_tenant
from umsicht.core import memory
from umsicht.situation.interfaces import wording
from umsicht.situation.interfaces.exports import rows
from umsicht.situation.interfaces.figures import of_page
from umsicht.situation.interfaces.plain import plain_series
from umsicht.situation.interfaces.profile_sheet import crime_source
from umsicht.situation.models import Break, Dataset
from umsicht.situation.queries.peers import comparison
from umsicht.situation.queries.places import place_of
from umsicht.situation.queries.profile_crime import crime_figures
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.series import Series, many, series

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _german() -> None:
    translation.activate("de")


def course(tmp_path, cases: list[int], *, key: str = "224000", first: int = 2015) -> Series:
    """The series of Chemnitz with these cases; all other districts have 500 a year."""
    table = [row for year, n in enumerate(cases, start=first) for row in statewide(year, key, [n, 500])]
    make_figures(tmp_path, table)
    return found(key)


def found(key: str = "224000", region: str = "14511") -> Series:
    known = reference()
    return series(known.by_key(key), known.regions[region])


def test_a_year_within_the_usual_range_is_called_usual(tmp_path):
    shown = course(tmp_path, [200, 210, 190, 205, 195, 204])
    assert shown.is_usual
    assert (
        wording.change(shown)
        == "5\xa0% mehr als 2019; das liegt im üblichen Schwankungsbereich der fünf Jahre davor."
    )


def test_a_year_far_above_is_called_more_than_usual(tmp_path):
    shown = course(tmp_path, [200, 210, 190, 205, 195, 300])
    assert shown.is_usual is False
    assert wording.short_verdict(shown) == "mehr als in den fünf Jahren davor üblich"
    assert wording.change(shown) == "54\xa0% mehr als 2019; das erklärt der Zufall allein kaum."


def test_with_fewer_than_five_years_before_nothing_is_called_usual(tmp_path):
    shown = course(tmp_path, [200, 210, 190, 205, 195])
    assert shown.usual is None
    assert wording.verdict(shown).startswith("Ob das üblich ist, lässt sich nicht sagen")


def test_nothing_is_compared_across_a_break(tmp_path):
    shown = course(tmp_path, [200, 210, 190, 205, 195, 204, 60])
    Break.objects.create(
        code="neu", dataset=Dataset.objects.get(), indicator=shown.indicator, year=2021, reason="Neu gezählt."
    )
    memory.forget()
    cut = found()
    assert [[point.year for point in run] for run in cut.runs()] == [
        [2015, 2016, 2017, 2018, 2019, 2020],
        [2021],
    ]
    assert (cut.change, cut.usual) == (None, None)
    assert wording.breaks(cut) == ["2021: Neu gezählt."]
    assert of_page(cut, None)["trend"].options["cuts"] == [2021, 2024]


def test_a_missing_year_breaks_the_course_too(tmp_path):
    make_figures(tmp_path, [*statewide(2015, "224000", [200]), *statewide(2017, "224000", [200])])
    assert len(found().runs()) == 2


def test_a_comparable_change_of_the_count_is_only_noted(tmp_path):
    shown = course(tmp_path, [200, 210, 190, 205, 195, 204], key="892000")
    assert shown.usual is not None
    assert [text[:5] for text in wording.breaks(shown)] == ["2018:"]


def test_what_is_hidden_is_in_no_query_figure_or_export(tmp_path):
    shown = course(tmp_path, [3, 4, 2, 3, 4, 3])
    point = shown.points[-1]
    assert (point.cases, point.rate, point.rate_span, point.cases_span, point.cleared, point.share) == (
        None,
    ) * 6
    assert point.hides_cases
    assert (shown.change, shown.usual) == (None, None)
    compared = comparison(shown.indicator, shown.region, 2020)
    assert compared.own.rate is None
    assert compared.hidden >= 1
    for figure in of_page(shown, compared).values():
        own = [row for row in figure.rows if row[0] in {2020, "Chemnitz"}] if figure else []
        assert all(value in {2020, "Chemnitz", "nicht gezeigt", None} or name in {"people", "density", "distance"}
                   for row in own for name, value in zip([c.key for c in figure.columns], row, strict=True))  # fmt: skip
    assert all(row[6:14] == [None] * 8 and row[14] == "faelle aufgeklaert" for row in rows([shown]))
    _columns, plain = plain_series(area="14511", code="pks/224000/faelle")
    assert [row[1:4] for row in plain] == [[None, None, None]] * 6


def test_a_former_version_of_a_figure_is_not_shown(tmp_path):
    course(tmp_path, [200])
    make_figures(tmp_path, [(2015, "224000", "14511", 250, 10)])
    assert [point.cases for point in found().points] == [250]


def test_peers_stand_by_likeness_not_by_their_rate(tmp_path):
    shown = course(tmp_path, [200])
    compared = comparison(shown.indicator, shown.region, 2015)
    distances = [peer.distance for peer in compared.peers]
    assert distances == sorted(distances)
    assert len(compared.peers) == 6
    assert compared.peers[0].region.code in {"14612", "14713"}
    assert compared.own.people == pytest.approx(PEOPLE["14511"], rel=1e-4)


def test_more_cleared_than_recorded_has_a_share_above_one_and_no_span(tmp_path):
    make_figures(tmp_path, [(2015, "224000", "14511", 20, 25), (2015, "------", "14511", 25_000, 10)])
    point = found().points[0]
    assert (point.share, point.share_span) == (1.25, None)


def test_many_series_cost_as_many_queries_as_one(tmp_path, django_assert_num_queries):
    course(tmp_path, [200, 210])
    memory.forget()
    known = reference()
    for wanted in (known.indicators[:1], known.indicators):
        with django_assert_num_queries(3):  # the third asks whether the reference is still valid
            many(wanted, [known.regions["14511"]])


def test_a_city_without_a_district_has_its_own_figures(tmp_path):
    course(tmp_path, [200])
    place = place_of(make_tenant(key="14511000", name="Chemnitz"))
    assert (place.region.code, place.is_own, wording.where(place, "Chemnitz")) == ("14511", True, "")


def test_a_town_in_a_district_gets_its_districts_and_is_told(tmp_path):
    course(tmp_path, [200])
    place = place_of(make_tenant(key="14522180", name="Freiberg"))
    assert (place.region.code, place.is_own) == ("14522", False)
    assert "Gezeigt wird: Landkreis Mittelsachsen" in wording.where(place, "Freiberg")


def test_districts_and_the_state_have_their_own_and_a_sandbox_has_none(tmp_path):
    course(tmp_path, [200])
    assert place_of(make_district(key="14522")).is_own
    assert place_of(make_state(key="14")).region.code == "14"
    assert place_of(make_tenant(key="", is_sandbox=True)) is None
    assert place_of(make_tenant(key="99999000")) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [("Chemnitz", "in Chemnitz"), ("Landkreis Leipzig", "im Landkreis Leipzig"), ("Erzgebirgskreis", "im Erzgebirgskreis"),
     ("Region Hannover", "in der Region Hannover")],
)  # fmt: skip
def test_a_place_stands_in_a_german_sentence(tmp_path, name, said):
    course(tmp_path, [200])
    region = next(row for row in reference().regions.values() if row.name == name)
    assert wording.inside(region) == said


def test_a_rate_below_ten_is_written_with_decimals_everywhere(tmp_path):
    shown = course(tmp_path, [12, 0, 12, 0, 12, 6], key="892500")
    assert "6 Fälle, das sind 2,4 je 100.000" in wording.lead(shown)
    assert [wording.rate(value) for value in (0.423, 2.44, 11.6)] == ["0,42", "2,4", "12"]
    trend = of_page(shown, None)["trend"]
    assert trend.table()[-1][2] == "2,4"
    assert trend.options["format"] == ",.1f"
    assert trend.description.startswith("Die Werte liegen zwischen 0,0 (2016) und 4,8 (2015)")
    assert [row[7] for row in rows([shown])][-1] == 2.4


def test_a_change_that_chance_explains_does_not_contradict_the_five_years_before(tmp_path):
    shown = course(tmp_path, [200, 201, 200, 199, 200, 185])
    assert shown.is_usual is False
    assert wording.short_verdict(shown) == "weniger als in den fünf Jahren davor üblich"
    assert wording.change(shown).endswith("den Unterschied zum Vorjahr kann allein der Zufall erklären.")


def test_the_middle_of_the_funnel_is_the_whole_state_with_those_not_shown(tmp_path):
    shown = course(tmp_path, [3, 3])
    compared = comparison(shown.indicator, shown.region, 2016)
    people = sum(PEOPLE.values())
    assert compared.funnel.mean == pytest.approx((3 + 12 * 500) / people * 100_000, rel=1e-3)
    assert (
        wording.funnel(compared)
        == "Die Fallzahl von Chemnitz ist zu klein, um gezeigt zu werden; im Bild fehlt der Wert deshalb."
    )
    funnel = of_page(shown, compared)["funnel"]
    assert funnel.reading_help.startswith("Die Linie in der Mitte ist der Wert aller Kreise zusammen.")


def test_without_the_states_sum_the_middle_of_the_funnel_is_that_of_the_shown_and_says_so(tmp_path):
    table = [row for row in statewide(2016, "224000", [3, 20, 30]) if row[1:3] != ("224000", "14730")]
    make_figures(tmp_path, table)
    compared = comparison(found().indicator, found().region, 2016)
    assert (compared.of_all, compared.hidden) == (False, 1)
    funnel = of_page(found(), compared)["funnel"]
    assert funnel.reading_help.startswith(
        "Die Linie in der Mitte ist der Wert der Kreise mit gezeigten Zahlen; 1 fehlt darin."
    )


def test_regions_alike_with_few_cases_stay_in_the_list_without_numbers(tmp_path):
    make_figures(tmp_path, statewide(2016, "224000", [200, 3, 3, 300]))
    shown = found(region="14523")
    compared = comparison(shown.indicator, shown.region, 2016)
    assert "14521" in {peer.region.code for peer in compared.peers if peer.cases is None}
    figure = of_page(shown, compared)["peers"]
    assert [row[1] for row in figure.rows].count("nicht gezeigt") == sum(
        peer.cases is None for peer in compared.peers
    )
    assert "Wegen kleiner Zahlen nicht gezeigt: 1." in figure.note


def test_where_a_file_names_no_day_the_year_it_counts_is_said(tmp_path):
    shown = course(tmp_path, [200])
    point = shown.points[0]
    assert wording.state_of(point) == "Berichtsjahr 2015"
    assert wording.state_of(replace(point, as_of=dt.date(2016, 3, 1), version="V1.0")) == "01.03.2016, V1.0"
    assert [row[16] for row in rows([shown])] == ["Berichtsjahr 2015"]
    assert of_page(shown, None)["trend"].period == "Berichtsjahr 2015"


def test_the_crime_table_of_a_profile_names_licence_and_state(tmp_path):
    course(tmp_path, [200])
    crime = crime_figures(make_tenant(key="14511000", name="Chemnitz"))
    assert crime_source(SimpleNamespace(crime=crime)) == (
        "PKS Bundeskriminalamt, 2015 (dl-de/by-2-0). Stand: Berichtsjahr 2015."
    )
