"""From a measure back to its decision and from the decision on to the measure; a closed decision leaves no number."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.measures import make_measure
from tests.factories.meetings import begin, finish, first_item, make_council, make_meeting
from tests.factories.offers import make_terms
from tests.factories.tenancy import make_tenant
from umsicht.council.domain.decisions import decide
from umsicht.council.models import Decision
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Iterator[Tenant]:
    tenant = make_tenant(slug="musterstadt")
    make_terms()
    with scope(tenant=tenant):
        yield tenant


def decided(town: Tenant, visibility: str) -> Decision:
    meeting = begin(make_meeting(make_council(town), items=(visibility,)))
    item = first_item(meeting, visibility)
    found = decide(item=item, actor=None, text="Es wird heller.", method="none")
    finish(meeting)
    return found


def test_a_public_decision_and_its_measure_lead_to_each_other(town: Tenant) -> None:
    decision = decided(town, "public")
    measure = make_measure(town, title="Licht", origin_kind="decision", origin_ref=decision.number)
    assert decision.item is not None
    meeting = f"/musterstadt/praeventionsrat/sitzungen/{decision.item.meeting_id}"
    tracker = f"/musterstadt/massnahmen/{measure.code}"
    assert f'href="{meeting}"' in Client().get(tracker).content.decode()
    for page in (meeting, "/musterstadt/praeventionsrat/beschluesse"):
        assert f'href="{tracker}"' in Client().get(page).content.decode()


def test_of_a_closed_decision_the_measure_tells_no_number(town: Tenant) -> None:
    decision = decided(town, "closed")
    measure = make_measure(
        town,
        title="Licht",
        origin_kind="decision",
        origin_ref=decision.number,
        origin_text="Geheimes",
    )
    for page in (
        f"/musterstadt/massnahmen/{measure.code}",
        "/musterstadt/massnahmen",
        "/musterstadt/massnahmen.csv",
    ):
        answer = Client().get(page)
        text = answer.content.decode()
        assert (answer.status_code, decision.number in text, "Geheimes" in text) == (200, False, False)
