"""Two people at one offer, at the same moment: on PostgreSQL with real connections."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django_scopes import scope, scopes_disabled

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer, make_terms
from tests.factories.races import at_once, needs_connections
from tests.factories.tenancy import make_member, make_tenant
from umsicht.accounts.models import User
from umsicht.core.meanwhile import stamp
from umsicht.offers.domain import versions
from umsicht.offers.domain.offers import change_offer
from umsicht.offers.models import Offer, OfferVersion
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _several_connections() -> None:
    needs_connections()
    make_terms()


def town() -> tuple[Tenant, Offer, list[User]]:
    tenant = make_tenant()
    provider = make_organisation(tenant)
    people = [make_member(tenant, "editor"), make_member(tenant, "provider", organisation_id=provider.pk)]
    return tenant, make_offer(provider, title="Anfang", summary="Satz."), people


def fresh(offer: Offer) -> Offer:
    """As a request of its own would read it."""
    with scopes_disabled():
        return Offer.objects.select_related("tenant", "provider").get(pk=offer.pk)


def save(offer: Offer, person: User, seen: str, **values: object) -> Callable[[], object]:
    return lambda: versions.save_work(offer=fresh(offer), actor=person, stamp=seen, **values)


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize("state", ["published", "draft"])
def test_of_two_editors_of_one_field_one_is_asked(state: str, attempt: int) -> None:
    tenant, offer, people = town()
    with scopes_disabled():
        Offer.objects.filter(pk=offer.pk).update(state=state)
    seen = stamp({"title": "Anfang"})
    steps = [save(offer, person, seen, title=f"Titel {number}") for number, person in enumerate(people)]
    assert at_once(tenant, *steps) == ["changed_meanwhile", "done"]
    with scopes_disabled():
        versions_made = OfferVersion.objects.count()
        titles = [version.values["title"] for version in OfferVersion.objects.all()]
        stored = Offer.objects.get(pk=offer.pk).title
    assert versions_made == (1 if state == "published" else 0)
    assert {stored, *titles} - {"Anfang"} <= {"Titel 0", "Titel 1"}
    assert len({stored, *titles} - {"Anfang"}) == 1


@pytest.mark.parametrize("attempt", range(3))
def test_two_editors_of_different_fields_lose_nothing(attempt: int) -> None:
    tenant, offer, people = town()
    seen = stamp({"title": "Anfang", "summary": "Satz."})
    first = save(offer, people[0], seen, title="Neuer Titel", summary="Satz.")
    second = save(offer, people[1], seen, title="Anfang", summary="Neuer Satz.")
    assert at_once(tenant, first, second) == ["done", "done"]
    with scopes_disabled():
        version = OfferVersion.objects.get()
    assert version.values == {"title": "Neuer Titel", "summary": "Neuer Satz."}


@pytest.mark.parametrize("attempt", range(3))
def test_publishing_and_an_import_at_once_lose_nothing(attempt: int) -> None:
    """The import wins the field before or is seen by whoever publishes; never is one overwritten unseen."""
    tenant, offer, people = town()
    with scope(tenant=tenant):
        versions.save_work(offer=fresh(offer), actor=people[1], title="Vom Anbieter")
        versions.submit(offer=fresh(offer), actor=people[1])
    publish = lambda: versions.publish(offer=fresh(offer), actor=people[0])  # noqa: E731
    load = lambda: change_offer(offer=fresh(offer), actor=None, reason="Import", summary="Aus der Datei.")  # noqa: E731
    assert at_once(tenant, publish, load) == ["done", "done"]
    stored = fresh(offer)
    assert (stored.title, stored.summary) == ("Vom Anbieter", "Aus der Datei.")


def test_two_clicks_on_publish_count_once() -> None:
    tenant, offer, people = town()
    with scope(tenant=tenant):
        versions.save_work(offer=fresh(offer), actor=people[1], title="Vom Anbieter")
        versions.submit(offer=fresh(offer), actor=people[1])
    publish = lambda: versions.publish(offer=fresh(offer), actor=people[0])  # noqa: E731
    assert at_once(tenant, publish, publish)[0] == "done"
    assert fresh(offer).title == "Vom Anbieter"
    with scopes_disabled():
        assert OfferVersion.objects.get().state == "published"
