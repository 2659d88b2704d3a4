"""Results of surveys: intervals as published, no small group given away, compared only where alike, refused by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from django_scopes import scope

from tests.factories.places import make_area
from tests.factories.situation_needs import make_survey, take
from tests.factories.tenancy import make_member, make_state, make_tenant
from tests.factories.vocabulary import load_curated
from umsicht.core.errors import BadInput, NotAllowed, NotFound
from umsicht.places.enums import AreaKind
from umsicht.situation.domain.survey_files import import_national, import_results
from umsicht.situation.domain.surveys import change_survey, create_survey, remove_survey
from umsicht.situation.errors import NotComparable
from umsicht.situation.models import Survey, SurveyShare
from umsicht.situation.queries import surveys as queries
from umsicht.situation.survey_stats import Interval, difference, interval
from umsicht.tenancy.models import Tenant

NIGHT = {"frage": "sg-nacht-allein", "wortlaut": "", "skala": "sicher-5"}


@pytest.fixture
def town(db: None) -> Iterator[Tenant]:
    load_curated()
    tenant = make_tenant()
    make_area(AreaKind.CITY_DISTRICT, f"{tenant.key}-01", name="Zentrum")
    with scope(tenant=tenant):
        yield tenant


def rounded(found: Interval) -> tuple[float, float]:
    return round(found.low, 4), round(found.high, 4)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_newcombe_published_for_wilson(
    part: int, whole: int, low: float, high: float
) -> None:
    """Statistics in Medicine 17 (1998) 857, table I, method 3."""
    assert rounded(interval(part / whole, whole)) == (low, high)


def test_the_difference_of_two_shares_is_the_one_newcombe_published() -> None:
    """Statistics in Medicine 17 (1998) 873, table II, method 10: 56/70 against 48/80."""
    found = difference(48 / 80, interval(48 / 80, 80), 56 / 70, interval(56 / 70, 70))
    assert rounded(found) == (0.0524, 0.3339)


def test_a_design_effect_of_two_counts_half_the_people() -> None:
    assert interval(0.3, 400, 2.0) == interval(0.3, 200)


def test_intervals_hold_the_true_share_in_95_of_100_surveys() -> None:
    """Also where a design effect is known: answers come in pairs that agree, which is an effect of 2."""
    random, true, people = np.random.default_rng(7), 0.2, 300
    pairs = random.binomial(people // 2, true, 10_000) * 2
    held = [span.low <= true <= span.high for span in (interval(n / people, people, 2.0) for n in pairs)]
    assert abs(np.mean(held) - 0.95) < 0.01


# ---- taking results over ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"anteil_prozent": "101"}, "anteil_prozent"),
        ({"anteil_prozent": "viel"}, "anteil_prozent"),
        ({"anteil_prozent": ""}, "anteil_prozent"),
        ({"anteil_prozent": "5", "n": "0"}, "n"),
        ({"anteil_prozent": "5", "n": "12,5"}, "n"),
        ({"anteil_prozent": "5", "wortlaut": ""}, "wortlaut"),
        ({"anteil_prozent": "5", "frage": "Große Frage"}, "frage"),
        ({"anteil_prozent": "5", "gruppenart": "sternzeichen", "gruppe": "Waage"}, "gruppenart"),
        ({"anteil_prozent": "5", "gruppe": "Frauen"}, "gruppe"),
        ({"anteil_prozent": "5", "gruppenart": "schulart", "gruppe": "Waldschule"}, "gruppe"),
        ({"anteil_prozent": "5", "gruppenart": "gebiet", "gruppe": "Nirgendwo"}, "gruppe"),
        ({"anteil_prozent": "5", "faktor": "r-unbekannt"}, "faktor"),
        (NIGHT | {"anteil_prozent": "5", "antwort": "prima"}, "antwort"),
        (NIGHT | {"anteil_prozent": "5", "skala": "haeufig-5", "antwort": "nie"}, "skala"),
        (NIGHT | {"anteil_prozent": "5", "version": "2", "antwort": "1"}, "version"),
        (NIGHT | {"anteil_prozent": "5", "wortlaut": "Fühlen Sie sich wohl?", "antwort": "1"}, "wortlaut"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_by_line_and_column(
    town: Tenant, row: dict[str, Any], column: str
) -> None:
    good = {"frage": "andere-frage", "anteil_prozent": "40,5"}
    report = take(make_survey(town), good, row)
    assert [(one.line, one.column) for one in report.refused] == [(3, column)]
    assert (report.created, SurveyShare.objects.count()) == (1, 1)


def test_a_dry_run_and_a_strict_one_write_nothing(town: Tenant) -> None:
    survey = make_survey(town)
    assert take(survey, {"anteil_prozent": "40"}, dry_run=True).created == 1
    assert take(survey, {"anteil_prozent": "40"}, {"anteil_prozent": "x"}, strict=True).written is False
    assert SurveyShare.objects.count() == 0


def test_the_same_file_again_changes_nothing_and_a_new_figure_does(town: Tenant) -> None:
    survey, row = make_survey(town), NIGHT | {"anteil_prozent": "12,5", "antwort": "1", "n": "400"}
    take(survey, row)
    again, changed = take(survey, row), take(survey, row | {"anteil_prozent": "13"})
    share = SurveyShare.objects.select_related("item").get()
    assert (again.unchanged, changed.changed, share.share) == (1, 1, Decimal("0.13"))
    assert (share.answer, share.item.wording[:16]) == ("sehr sicher", "Wie sicher fühle")


def test_a_district_may_be_named(town: Tenant) -> None:
    take(make_survey(town), {"anteil_prozent": "40", "gruppenart": "gebiet", "gruppe": "zentrum"})
    assert SurveyShare.objects.get().group == f"{town.key}-01"


def test_the_national_surveys_are_taken_over_once(town: Tenant) -> None:
    make_state()
    first, second = import_national(actor=None), import_national(actor=None)
    assert (first.created, first.refused, second.created, second.unchanged) == (298, [], 0, 298)
    found = queries.public_survey(town, "ess-2002")
    answer = queries.questions(found)[0].groups[0].answers[0]
    assert (answer.share, answer.n, answer.printed) == (0.2618, 2913, True)
    assert answer.span == Interval(0.2458, 0.2777)


def test_a_command_says_which_surveys_there_are(town: Tenant, tmp_path: Any) -> None:
    make_survey(town, code="eins")
    with pytest.raises(BadInput, match="eins"):
        import_results(path=tmp_path / "x.csv", town=town.slug, code="zwei", actor=None)
    with pytest.raises(BadInput):
        import_results(path=tmp_path / "x.csv", town="nirgendwo", code="eins", actor=None)


def test_a_survey_is_the_offices_and_its_dates_and_numbers_hold_together(town: Tenant) -> None:
    with pytest.raises(NotAllowed):
        create_survey(tenant=town, actor=make_member(town, "member"), title="X", year=2026, source="S")
    survey = make_survey(town, invited=100, respondents=40)
    assert survey.reached == Decimal("0.4")
    for wrong in (
        {"respondents": 101},
        {"return_rate": Decimal(2)},
        {"design_effect": Decimal(0)},
        {"source": ""},
        {"field_to": dt.date(2026, 12, 1)},
        {"field_from": dt.date(2024, 5, 1), "field_to": dt.date(2024, 6, 1)},
        {"year": 2020, "field_from": dt.date(2025, 5, 1)},
        {"return_rate": Decimal("0.1")},
    ):
        with pytest.raises(BadInput):
            change_survey(survey=Survey.objects.get(), actor=None, **wrong)
    assert change_survey(survey=survey, actor=None, return_rate=Decimal("0.405"))
    take(survey, {"anteil_prozent": "40", "n": "40"})
    with pytest.raises(BadInput, match="40"):
        change_survey(survey=Survey.objects.get(), actor=None, respondents=39)
    remove_survey(survey=survey, actor=None, reason="Doppelt")
    assert Survey.objects.count() == 0


# ---- comparing -------------------------------------------------------------------------------------------


def waves(town: Tenant, coverage: str = "stadt", **second: Any) -> list[queries.Question]:
    row = NIGHT | {"anteil_prozent": "40", "antwort": "1", "n": "500"}
    for year, more in ((2024, {}), (2026, {"anteil_prozent": "52"} | second)):
        take(make_survey(town, year=year, coverage=coverage), row | more)
    return queries.questions(queries.on_portal(town).order_by("year"))


def test_two_waves_of_the_same_question_are_compared_with_an_interval(town: Tenant) -> None:
    first, second = waves(town)
    found = queries.compare(first, second, "sehr sicher")
    assert (round(found.change, 2), found.is_clear) == (0.12, True)
    assert [one.survey.year for one in queries.waves(second.item, town)] == [2024, 2026]


@pytest.mark.parametrize("other", [{"skala": "sicher-4", "antwort": "1"}, {"frage": "sg-tag-allein"}])
def test_another_scale_or_question_is_never_compared(town: Tenant, other: dict[str, Any]) -> None:
    first, second = waves(town, **other)
    with pytest.raises(NotComparable):
        queries.compare(first, second, "sehr sicher")
    assert len(queries.waves(second.item, town)) == 1


def test_waves_that_asked_in_another_way_are_neither_joined_nor_compared(town: Tenant) -> None:
    """As the European Social Survey after 2018: another way of asking shifts shares by itself. Unknown is another way."""
    row = {"anteil_prozent": "40", "n": "500"}
    for year, mode in ((2019, "papier"), (2021, "papier"), (2023, "papier"), (2025, ""), (2026, "")):
        take(make_survey(town, year=year, mode=mode), row)
    found = queries.questions(queries.on_portal(town).order_by("year"))
    years = [[one.survey.year for one in queries.waves(found[place].item, town)] for place in (1, 4)]
    assert years == [[2019, 2021, 2023], [2025, 2026]]
    assert queries.changes([found[3]], [found[2]]) == []
    assert len(queries.changes([found[4]], [found[3]])) == 1
    with pytest.raises(NotComparable):
        queries.compare(found[2], found[3], "gut")


def test_another_version_of_an_own_question_is_never_compared(town: Tenant) -> None:
    for version in ("1", "2"):
        take(make_survey(town), {"anteil_prozent": "40", "n": "500", "version": version})
    first, second = queries.questions(queries.on_portal(town))
    with pytest.raises(NotComparable):
        queries.compare(first, second, "gut")


def test_a_share_without_an_interval_is_not_compared(town: Tenant) -> None:
    first, second = waves(town, coverage="bund", n="")
    with pytest.raises(BadInput):
        queries.compare(first, second, "sehr sicher")


def test_a_survey_of_another_town_is_not_found(town: Tenant) -> None:
    other = make_tenant()
    with scope(tenant=other):
        foreign = make_survey(other, code="fremd")
    with pytest.raises(NotFound):
        queries.public_survey(town, "fremd")
    with pytest.raises(NotFound):
        queries.survey_at_desk(foreign.pk)


def test_factors_come_from_the_newest_survey(town: Tenant) -> None:
    row = {"faktor": "r-peer-freunde-drogen", "anteil_prozent": "30", "n": "200"}
    for year in (2022, 2026):
        take(make_survey(town, year=year, kind="schueler"), row)
    assert [(one.item.factor, one.survey.year) for one in queries.by_factor(town)] == [
        ("r-peer-freunde-drogen", 2026)
    ]
