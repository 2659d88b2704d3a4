"""Two offices at one measure at the same moment: on PostgreSQL with real connections."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django_scopes import scope

from tests.factories.measures import make_measure
from tests.factories.offers import make_terms
from tests.factories.races import at_once, needs_connections
from tests.factories.tenancy import make_tenant
from umsicht.core.meanwhile import ChangedMeanwhile, stamp
from umsicht.measures.domain.measures import change_measure
from umsicht.measures.models import Measure

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]
SHOWN = {"title": "Licht im Park", "summary": "Satz.", "cause": ""}


@pytest.fixture
def measure() -> Measure:
    needs_connections()
    make_terms()
    town = make_tenant()
    with scope(tenant=town):
        return make_measure(town, title="Licht im Park", state="proposed", summary="Satz.", cause="")


def saving(measure: Measure, clashes: list[tuple[str, str]], **values: str) -> Callable[[], object]:
    """What an office sends that opened the form before anybody changed anything."""

    def save() -> None:
        own = Measure.objects.select_related("tenant").get(pk=measure.pk)
        try:
            change_measure(measure=own, actor=None, stamp=stamp(SHOWN), **(SHOWN | values))
        except ChangedMeanwhile as error:
            clashes.extend((clash.mine, clash.theirs) for clash in error.clashes)
            raise

    return save


@pytest.mark.parametrize("attempt", range(3))
def test_two_offices_in_different_fields_lose_nothing(measure: Measure, attempt: int) -> None:
    steps = [saving(measure, [], title="Helle Wege"), saving(measure, [], cause="Alte Leuchten")]
    assert at_once(measure.tenant, *steps) == ["done", "done"]
    with scope(tenant=measure.tenant):
        stored = Measure.objects.get()
    assert (stored.title, stored.summary, stored.cause) == ("Helle Wege", "Satz.", "Alte Leuchten")


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_offices_in_one_field_the_second_is_shown_both_versions(
    measure: Measure, attempt: int
) -> None:
    clashes: list[tuple[str, str]] = []
    steps = [saving(measure, clashes, title=title) for title in ("Helle Wege", "Lichtkonzept")]
    assert at_once(measure.tenant, *steps) == ["changed_meanwhile", "done"]
    with scope(tenant=measure.tenant):
        stored = Measure.objects.get().title
    ((mine, theirs),) = clashes
    assert (theirs, {mine, theirs}) == (stored, {"Helle Wege", "Lichtkonzept"})
