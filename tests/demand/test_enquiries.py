"""An enquiry that ends without a yes is a gap; what else ends is none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.places import make_area
from tests.factories.vocabulary import make_term
from umsicht.demand.models import GapCount
from umsicht.enquiries.enums import AgeBand, Outcome
from umsicht.enquiries.signals import enquiry_closed
from umsicht.places.enums import AreaKind
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


def close(town: Tenant, **fields: Any) -> list[GapCount]:
    sent: dict[str, Any] = {
        "outcome": Outcome.UNMET,
        "met": False,
        "topics": ["unbekannt", "sucht"],
        "audience": "jugendliche",
        "age_band": AgeBand.TO_15,
        "district": "",
        "asked": 3,
        "answered": 1,
    }
    enquiry_closed.send(sender=None, tenant=town, **(sent | fields))
    return list(GapCount.objects.with_scope(tenant=town).all())


def test_an_enquiry_without_a_yes_counts_with_its_terms(town: Tenant) -> None:
    make_term(scheme="age_group", code="alter-14-17", label_de="14 bis 17", extra={"from": 14, "to": 17})
    make_area(
        kind=AreaKind.CITY_DISTRICT, key=f"{town.key}-07", municipality_key=town.key, name="Nordviertel"
    )
    town.refresh_from_db()
    [gap] = close(town, district=f"{town.key}-07")
    assert (gap.channel, gap.outcome, gap.count) == ("enquiry", "no_yes", 1)
    assert (gap.topic, gap.audience, gap.age, gap.district) == (
        "sucht",
        "jugendliche",
        "alter-14-17",
        f"{town.key}-07",
    )


@pytest.mark.parametrize(
    "fields", [{"met": True}, {"outcome": Outcome.WITHDRAWN}, {"outcome": Outcome.AGREED, "met": True}]
)
def test_what_was_met_or_withdrawn_is_no_gap(town: Tenant, fields: dict[str, Any]) -> None:
    assert close(town, **fields) == []


def test_words_that_are_in_no_list_are_not_kept(town: Tenant) -> None:
    [gap] = close(town, topics=["Frau Beispiel"], audience="x", age_band="vielleicht", district="Musterweg 7")
    assert (gap.topic, gap.audience, gap.age, gap.district) == ("", "", "", "")


def test_two_on_a_day_add_up(town: Tenant) -> None:
    close(town)
    [gap] = close(town)
    assert gap.count == 2
