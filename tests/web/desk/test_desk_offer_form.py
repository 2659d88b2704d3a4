"""What the guided form says and shows beside its fields."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.offers import make_offer
from tests.ui.dom import parse
from tests.web.desk.guided import fields
from umsicht.directory.models import Organisation

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/angebote"


def test_wrong_prices_are_said_above_the_form_and_while_one_types(
    provider: Organisation, keeper: Client
) -> None:
    offer = make_offer(provider)
    url = f"{BASE}/{offer.pk}/bearbeiten/kosten"
    wrong = fields(keeper.get(url)) | {"price": "preis", "costs-0-payer": "", "costs-0-amount": "viel"}
    page = parse(keeper.post(url, wrong).content.decode())
    summary = page.one(class_="um-error-summary")
    assert summary.one("a", href="#id_costs-0-amount").text == "Preis 1, Betrag in Euro"
    said = keeper.post(url, wrong, headers={"HX-Request": "true"}).content.decode()
    assert "Noch nicht gespeichert: Preis 1, Betrag in Euro" in " ".join(said.split())


def test_preview_is_read_like_the_page_but_leads_nowhere(provider: Organisation, keeper: Client) -> None:
    offer = make_offer(provider, summary="Zwei Stunden & ein Spiel.")
    for url in (f"{BASE}/{offer.pk}/vorschau", f"{BASE}/{offer.pk}/bearbeiten/was"):
        html = keeper.get(url).content.decode()
        assert ("Zwei Stunden &amp; ein Spiel." in html, " inert" in html) == (True, False), url
    page = parse(keeper.get(f"{BASE}/{offer.pk}/vorschau").content.decode())
    main = page.one("div", class_="um-grid--main")
    assert [link.attrs["href"] for link in main.all("a") if "href" in link.attrs] == []
    assert [button for button in main.all("button") if "disabled" not in button.attrs] == []
