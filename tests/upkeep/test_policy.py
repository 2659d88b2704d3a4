from __future__ import annotations

import datetime as dt

import pytest

from umsicht.upkeep.enums import FieldGroup, Stage
from umsicht.upkeep.policy import DEFAULT, LIMITS, Policy, Standing, groups_of, hides_on, may_write, next_step

DAY = dt.date(2026, 11, 18)


def ago(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


def test_defaults_are_those_of_the_promise() -> None:
    assert [DEFAULT.months(group) for group in FieldGroup.values] == [1, 1, 3, 24]
    assert DEFAULT.again_days == 21


def test_defaults_lie_within_their_limits() -> None:
    outside = {
        name: getattr(DEFAULT, name)
        for name, (low, high) in LIMITS.items()
        if not low <= getattr(DEFAULT, name) <= high
    }
    assert outside == {}


@pytest.mark.parametrize(
    ("group", "since", "due"),
    [
        (FieldGroup.AVAILABILITY, dt.date(2027, 1, 31), dt.date(2027, 2, 28)),
        (FieldGroup.PRICE_CONTACT, dt.date(2026, 11, 30), dt.date(2027, 2, 28)),
        (FieldGroup.CONCEPT, dt.date(2024, 2, 29), dt.date(2026, 2, 28)),
    ],
)
def test_intervals_are_calendar_months(group: str, since: dt.date, due: dt.date) -> None:
    assert DEFAULT.due_on(group, since) == due


@pytest.mark.parametrize(
    ("standing", "step"),
    [
        (Standing(), Stage.FIRST),
        (Standing(ago(20)), None),
        (Standing(ago(21)), Stage.AGAIN),
        (Standing(ago(60), ago(20)), None),
        (Standing(ago(60), ago(21)), Stage.LOWERED),
        (Standing(ago(99), ago(80), ago(55)), None),
        (Standing(ago(99), ago(80), ago(56)), Stage.HIDDEN),
        (Standing(ago(300), ago(280), ago(260), ago(200)), None),
    ],
)
def test_steps_follow_each_other_at_their_days(standing: Standing, step: Stage | None) -> None:
    assert next_step(standing, DEFAULT, DAY, overdue=True) == step
    assert next_step(standing, DEFAULT, DAY, overdue=False) is None


def test_town_that_hides_nothing_stops_at_ranking_lower() -> None:
    standing, policy = Standing(ago(200), ago(180), ago(160)), Policy(hides=False)
    assert next_step(standing, policy, DAY, overdue=True) is None
    assert hides_on(standing, policy) is None


def test_two_mails_lie_a_fortnight_apart() -> None:
    assert [may_write(day, DAY) for day in (None, ago(13), ago(14))] == [True, False, True]


@pytest.mark.parametrize(
    ("fields", "groups"),
    [
        ({"availability"}, ("frei",)),
        ({"costs", "sessions"}, ("termine", "preis-kontakt")),
        ({"title", "contact_role"}, ("preis-kontakt", "inhalt")),
        ({"is_demo", "source", "lat"}, ()),
        (None, ("frei", "termine", "preis-kontakt", "inhalt")),
    ],
)
def test_fields_belong_to_groups(fields: set[str] | None, groups: tuple[str, ...]) -> None:
    assert groups_of(fields) == groups
