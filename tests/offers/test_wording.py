from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from umsicht.offers.models import Offer
from umsicht.offers.queries import freshness, wording
from umsicht.offers.values import Cost

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cost", "text"),
    [
        (Cost("beratung", 0, "", "kostenfrei"), "kostenfrei"),
        (Cost("workshop", 6000, "klasse", "schule"), "60 Euro je Klasse, die Schule zahlt"),
        (Cost("kurs", 250, "person", "teilnehmende"), "2,50 Euro je Person"),
        (Cost("theater", 0, "klasse", "foerderung"), "kostenfrei mit Förderung"),
        (Cost("kurs", 9000, "person", "foerderung"), "90 Euro je Person mit Förderung"),
        (
            Cost("kurs", 19000, "schule", "krankenkasse"),
            "190 Euro je Schule, die Krankenkasse beteiligt sich",
        ),
        (Cost("kurs", 125000, "", "einrichtung"), "1.250 Euro, die Einrichtung zahlt"),
        (Cost("kurs", None, "", "schule"), "Preis auf Anfrage"),
        (Cost("kurs", 0, "person", "teilnehmende"), "kostenfrei"),
    ],
)
def test_cost_reads_as_people_say_it(cost: Cost, text: str) -> None:
    assert wording.cost_text(cost) == text


@pytest.mark.parametrize(
    ("costs", "text"),
    [
        ([], "Preis auf Anfrage"),
        (
            [{"format": "x", "payer": "kostenfrei"}, {"format": "x", "payer": "schule", "amount_cents": 10}],
            "kostenfrei",
        ),
        (
            [
                {"format": "theater", "payer": "schule", "amount_cents": 18000, "per": "klasse"},
                {"format": "theater", "payer": "foerderung", "amount_cents": 0, "per": "klasse"},
            ],
            "180 Euro je Klasse, die Schule zahlt, förderbar",
        ),
        ([{"format": "kurs", "payer": "foerderung", "amount_cents": 0}], "kostenfrei mit Förderung"),
        (["kaputt"], "Preis auf Anfrage"),
    ],
)
def test_cost_summary_names_the_regular_price(costs: list[object], text: str) -> None:
    assert wording.cost_summary(costs) == text


@pytest.mark.parametrize(
    ("function", "low", "high", "text"),
    [
        (wording.age_text, 12, 17, "12 bis 17 Jahre"),
        (wording.age_text, 16, None, "ab 16 Jahren"),
        (wording.age_text, 0, 3, "bis 3 Jahre"),
        (wording.age_text, 16, 16, "16 Jahre"),
        (wording.age_text, None, None, ""),
        (wording.grade_text, 8, 10, "Klassen 8 bis 10"),
        (wording.grade_text, 8, 8, "Klasse 8"),
        (wording.grade_text, 5, None, "ab Klasse 5"),
        (wording.grade_text, None, 4, "bis Klasse 4"),
        (wording.grade_text, None, None, ""),
        (wording.group_text, 8, 20, "8 bis 20 Personen"),
        (wording.group_text, 1, 1, "eine Person"),
        (wording.group_text, 1, 3, "bis 3 Personen"),
        (wording.group_text, 8, None, "ab 8 Personen"),
        (wording.group_text, 8, 8, "8 Personen"),
        (wording.group_text, None, None, ""),
    ],
)
def test_spans_read_as_people_say_them(
    function: object, low: int | None, high: int | None, text: str
) -> None:
    assert function(low, high) == text  # type: ignore[operator]


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (None, ""),
        (45, "45 Minuten"),
        (60, "1 Stunde"),
        (90, "90 Minuten"),
        (120, "2 Stunden"),
        (150, "2,5 Stunden"),
        (200, "3 Stunden 20 Minuten"),
        (1440, "1 Tag"),
        (4320, "3 Tage"),
    ],
)
def test_duration_reads_as_people_say_it(minutes: int | None, text: str) -> None:
    assert wording.duration_text(minutes) == text


@pytest.mark.parametrize(
    ("modes", "more", "text"),
    [
        (["comes-to-you"], {"radius_km": 40}, "kommt zu Ihnen (bis 40 km)"),
        (["at-provider", "online"], {"area": "Gablenz"}, "beim Anbieter, Gablenz oder online"),
        (["venue"], {"venue": "Bürgersaal", "area": "Zentrum"}, "Bürgersaal, Zentrum"),
        (["venue"], {}, "an einem Veranstaltungsort"),
        ([], {}, ""),
    ],
)
def test_place_reads_as_people_say_it(modes: list[str], more: dict[str, object], text: str) -> None:
    assert wording.place_text(modes, **more) == text  # type: ignore[arg-type]


def test_texts_follow_the_page_language() -> None:
    with translation.override("en"):
        assert (
            wording.cost_text(Cost("workshop", 6000, "klasse", "schule"))
            == "60 euros per class, the school pays"
        )


def clock_states(**days: dt.date | None) -> list[tuple[str, str]]:
    offer = Offer(**({"edited_on": TODAY, "confirmed_on": TODAY, "reviewed_on": TODAY} | days))
    return [(clock.key, clock.state) for clock in freshness.clocks(offer, TODAY)]


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("confirmed", "state"),
    [(None, "never"), (0, "fresh"), (90, "fresh"), (91, "due"), (365, "due"), (366, "old")],
)
def test_confirmation_falls_due_after_90_days_and_is_old_after_a_year(
    confirmed: int | None, state: str
) -> None:
    day = None if confirmed is None else ago(confirmed)
    assert clock_states(confirmed_on=day)[1] == ("confirmed", state)


@pytest.mark.parametrize(("reviewed", "state"), [(None, "never"), (1095, "fresh"), (1096, "old")])
def test_review_holds_for_three_years(reviewed: int | None, state: str) -> None:
    day = None if reviewed is None else ago(reviewed)
    assert clock_states(reviewed_on=day)[2] == ("reviewed", state)


def test_clocks_say_when_they_are_due_again() -> None:
    offer = Offer(edited_on=ago(17), confirmed_on=ago(17), reviewed_on=dt.date(2025, 9, 30))
    texts = [(clock.text, clock.used) for clock in freshness.clocks(offer, TODAY)]
    assert texts == [
        ("vor 17 Tagen", None),
        ("wieder fällig am 3. Februar 2027", 17 / 90),
        ("wieder fällig am 29. September 2028", 418 / 1095),
    ]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (None, "Vom Anbieter noch nicht bestätigt"),
        (dt.date(2026, 11, 5), "Bestätigt am 05.11.2026"),
        (ago(366), "Seit 366 Tagen nicht bestätigt"),
    ],
)
def test_hit_says_when_the_provider_confirmed(day: dt.date | None, text: str) -> None:
    assert freshness.confirmed_text(day, TODAY) == text


@pytest.mark.parametrize(
    ("edited", "confirmed", "reviewed", "late"),
    [
        (0, 0, 0, 0),
        (0, 90, 1095, 0),
        (0, 100, 1000, 10),
        (0, 100, 1195, 100),
        (30, None, 0, 30),
        (400, 400, None, 400),
    ],
)
def test_ranking_takes_the_longest_overdue_clock(
    edited: int, confirmed: int | None, reviewed: int | None, late: int
) -> None:
    days = [None if value is None else ago(value) for value in (confirmed, reviewed)]
    assert freshness.overdue_days(ago(edited), *days, today=TODAY) == late


def test_quality_falls_gently_and_has_a_floor() -> None:
    assert [freshness.quality(days) for days in (0, 365, 730, 9999)] == [1.0, 0.85, 0.7, 0.7]


@pytest.mark.parametrize(
    ("state", "days", "shown"),
    [
        ("offen", 60, "offen"),
        ("offen", 61, "unbekannt"),
        ("wenige", 30, "wenige"),
        ("wenige", 31, "unbekannt"),
        ("pausiert", 5000, "pausiert"),
        ("unbekannt", 0, "unbekannt"),
    ],
)
def test_availability_fades_to_unknown(state: str, days: int, shown: str) -> None:
    free = freshness.free_now(state, ago(days), {"offen": 60, "wenige": 30}, TODAY)
    assert (free.state, free.as_of) == (shown, ago(days))


def test_availability_without_a_day_is_unknown() -> None:
    assert freshness.free_now("offen", None, {"offen": 60}, TODAY).state == "unbekannt"
    assert freshness.light("offen") == "free"
    assert freshness.light("quatsch") == "unknown"
