"""Steps for many decide on nothing that came or came again after the list was made."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_offer
from umsicht.core import clock
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
WORK, OFFERS = "/desk/musterstadt/arbeit", "/desk/musterstadt/angebote"


@pytest.fixture
def submitted(town: Tenant) -> Offer:
    provider = make_contact_point(make_organisation(town)).organisation
    offer = make_offer(provider, state=OfferState.SUBMITTED)
    Offer._base_manager.filter(pk=offer.pk).update(updated_at=clock.now() - dt.timedelta(hours=1))
    return offer


def seen(desk: Client, url: str) -> str:
    found = re.search(r'name="gesehen" value="([^"]+)"', desk.get(url).content.decode())
    assert found is not None
    return found[1]


def change_meanwhile(offer: Offer) -> None:
    Offer._base_manager.filter(pk=offer.pk).update(updated_at=clock.now() + dt.timedelta(minutes=2))


def publish(desk: Client, offer: Offer, where: str, moment: str) -> Any:
    if where == WORK:
        sent = {"wahl": f"offers-check:{offer.pk}", "schritt": "offers-check.publish", "gesehen": moment}
        return desk.post(f"{WORK}/handeln", sent, follow=True)
    return desk.post(f"{OFFERS}/mehrere", {"angebot": offer.pk, "schritt": "publish", "gesehen": moment})


@pytest.mark.parametrize("where", [WORK, OFFERS])
@pytest.mark.parametrize("changed", [False, True], ids=["as seen", "changed"])
def test_what_changed_meanwhile_is_not_published(
    desk: Client, submitted: Offer, where: str, changed: bool
) -> None:
    moment = seen(desk, where)
    if changed:
        change_meanwhile(submitted)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=5)):
        answer = publish(desk, submitted, where, moment)
    state = Offer._base_manager.get(pk=submitted.pk).state
    words = "wurde geändert, nachdem Sie die Seite geöffnet hatten"
    assert (state == "published", words in answer.content.decode()) == (not changed, changed)
