from __future__ import annotations

from typing import Any

import pytest

from tests.core import procedure_checks as checks
from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer
from tests.factories.tenancy import make_member
from umsicht.core import clock
from umsicht.core.transitions import TransitionDenied, apply, available
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.offers.transitions import OFFER
from umsicht.tenancy.models import Tenant


def names(offer: Offer, actor: Any) -> list[str]:
    return [choice.name for choice in available(offer, actor)]


def published_has_its_date(offer: Any) -> None:
    assert offer.state != OfferState.PUBLISHED or offer.published_at is not None


def test_offer_procedure_is_sound() -> None:
    checks.assert_sound(OFFER)


@pytest.mark.store
def test_steps_keep_to_the_table(town: Tenant) -> None:
    provider = make_organisation(town)
    editor, stranger = make_member(town, "editor"), make_member(town, "member")

    def make(state: str) -> Offer:
        return make_offer(provider, state=state)

    checks.assert_steps_only_from_their_sources(OFFER, make, editor, stranger)
    checks.assert_double_click_counts_once(OFFER, make, editor)


@pytest.mark.store
def test_random_walks_leave_no_published_offer_without_its_date(town: Tenant) -> None:
    provider = make_organisation(town)
    editor = make_member(town, "editor")
    checks.assert_random_walks(
        OFFER, lambda: make_offer(provider, state="draft"), editor, invariant=published_has_its_date
    )


def test_provider_submits_and_pauses_but_never_publishes(town: Tenant) -> None:
    provider = make_organisation(town)
    person = make_member(town, "provider", organisation_id=provider.pk)
    offer = make_offer(provider, state="draft")
    assert names(offer, person) == ["submit"]
    apply(offer, "submit", actor=person)
    assert names(offer, person) == ["withdraw"]
    with pytest.raises(TransitionDenied) as denied:
        apply(offer, "publish", actor=person)
    assert denied.value.code == "not_allowed"
    assert names(make_offer(provider), person) == ["pause"]


def test_provider_of_another_organisation_may_do_nothing(town: Tenant) -> None:
    person = make_member(town, "provider", organisation_id=make_organisation(town).pk)
    assert names(make_offer(make_organisation(town)), person) == []


def test_coordinator_of_another_town_may_do_nothing(town: Tenant) -> None:
    elsewhere = make_organisation()
    assert names(make_offer(elsewhere), make_member(town, "coordinator")) == []


def test_incomplete_offer_says_everything_that_is_missing(town: Tenant) -> None:
    offer = make_offer(make_organisation(town), state="draft", costs=[], audiences=[])
    editor = make_member(town, "editor")
    with pytest.raises(TransitionDenied) as denied:
        apply(offer, "submit", actor=editor)
    assert denied.value.message == "Es fehlt noch: Zielgruppe, Kosten."
    submit = available(offer, editor)[0]
    assert (submit.name, submit.disabled_reason) == ("submit", denied.value.message)


def test_first_publication_keeps_its_date_and_renews_the_portal(town: Tenant) -> None:
    offer = make_offer(make_organisation(town), state="submitted")
    editor = make_member(town, "editor")
    version = Tenant.objects.get(pk=town.pk).content_version
    apply(offer, "publish", actor=editor)
    first = offer.published_at
    assert first is not None
    assert abs((clock.now() - first).total_seconds()) < 60
    assert Tenant.objects.get(pk=town.pk).content_version > version
    apply(offer, "unpublish", actor=editor, reason="Falscher Preis")
    apply(offer, "publish", actor=editor)
    offer.refresh_from_db()
    assert offer.published_at == first


def test_drafts_do_not_renew_the_portal(town: Tenant) -> None:
    offer = make_offer(make_organisation(town), state="draft")
    version = Tenant.objects.get(pk=town.pk).content_version
    apply(offer, "submit", actor=make_member(town, "editor"))
    assert Tenant.objects.get(pk=town.pk).content_version == version
