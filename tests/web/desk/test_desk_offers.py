"""The way of an offer through the desk, as a browser without scripts walks it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from PIL import Image

from tests.factories.browsers import browser_of
from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer, make_programme
from tests.factories.tenancy import make_member
from tests.ui.dom import parse
from tests.web.desk.guided import fields
from umsicht.directory.models import Organisation
from umsicht.offers.enums import OfferState, VersionState
from umsicht.offers.models import FieldComment, Offer, OfferFile, OfferVersion
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/angebote"
OWN = "/desk/musterstadt/meine-angebote"


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    with scope(tenant=town):
        yield town


@pytest.fixture
def office(town: Tenant) -> Client:
    return browser_of(make_member(town, Role.EDITOR))


def test_provider_enters_an_offer_from_a_programme_and_the_office_publishes_it(
    town: Tenant,
    provider: Organisation,
    keeper: Client,
    office: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    programme = make_programme(problem_fields=["sucht"], audiences=["eltern"], age_from=6, age_to=10)
    page = keeper.get(f"{BASE}/neu")
    assert page.status_code == 200
    made = keeper.post(
        f"{BASE}/neu/anlegen", {"weg": "programm", "anbieter": provider.pk, "programm": programme.pk}
    )
    offer = Offer.objects.get()
    url = f"{BASE}/{offer.pk}"
    assert (made.status_code, made["Location"]) == (302, f"{url}/bearbeiten/was")
    assert (offer.title, offer.audiences, offer.age_to) == (programme.name, ["eltern"], 10)
    step = keeper.get(made["Location"])
    assert step.status_code == 200
    step = keeper.post(made["Location"], fields(step) | {"formats": ["workshop"]})
    assert step["Location"] == f"{url}/bearbeiten/inhalt"
    sent = keeper.post(
        f"{url}/bearbeiten/ort", fields(keeper.get(f"{url}/bearbeiten/ort")) | {"place_modes": ["online"]}
    )
    assert sent["Location"] == f"{url}/bearbeiten/kosten"
    sent = keeper.post(
        f"{url}/bearbeiten/kosten", fields(keeper.get(f"{url}/bearbeiten/kosten")) | {"price": "frei"}
    )
    assert sent["Location"] == f"{url}/bearbeiten/kontakt"
    for slug in ("inhalt", "kontakt", "unterricht", "dateien", "absenden"):
        assert keeper.get(f"{url}/bearbeiten/{slug}").status_code == 200, slug
    keeper.post(f"{url}/schritt", {"was": "offer", "schritt": "submit"})
    offer.refresh_from_db()
    assert offer.state == OfferState.SUBMITTED
    assert office.get(f"{url}/pruefen").status_code == 200
    office.post(f"{url}/schritt", {"was": "offer", "schritt": "publish"})
    offer.refresh_from_db()
    assert (offer.state, offer.costs[0]["payer"], offer.costs[0]["format"]) == (
        "published",
        "kostenfrei",
        "workshop",
    )
    assert office.get(url).status_code == 200
    assert Client().get(f"/musterstadt/angebote/{offer.slug}").status_code == 200


def test_public_page_stays_while_a_new_version_is_in_work(
    town: Tenant, provider: Organisation, keeper: Client, office: Client
) -> None:
    offer = make_offer(provider, title="Alter Titel")
    url = f"{BASE}/{offer.pk}"
    public = f"/musterstadt/angebote/{offer.slug}"
    step = keeper.get(f"{url}/bearbeiten/was")
    keeper.post(f"{url}/bearbeiten/was", fields(step) | {"title": "Neuer Titel"})
    offer.refresh_from_db()
    version = OfferVersion.objects.get()
    assert (offer.title, version.values, version.base) == (
        "Alter Titel",
        {"title": "Neuer Titel"},
        {"title": "Alter Titel"},
    )
    assert "Alter Titel" in Client().get(public).content.decode()
    assert "Neuer Titel" in keeper.get(f"{url}/vorschau").content.decode()
    keeper.post(f"{url}/schritt", {"was": "version", "schritt": "submit"})
    check = office.get(f"{url}/pruefen").content.decode()
    assert "Alter Titel" in check
    assert "Neuer Titel" in check
    office.post(f"{url}/pruefen/anmerken", {"feld": "title", "text": "Bitte kürzer."})
    back = office.post(f"{url}/pruefen/zurueckgeben", {"reason": "Noch nicht ganz."})
    assert back.status_code == 302
    version.refresh_from_db()
    assert version.state == VersionState.RETURNED
    form = keeper.get(f"{url}/bearbeiten/was").content.decode()
    assert "Bitte kürzer." in form
    assert "Noch nicht ganz." in form
    comment = FieldComment.objects.get(field="title")
    keeper.post(f"{url}/anmerkungen/{comment.pk}/erledigt", {"schritt": "was"})
    keeper.post(f"{url}/bearbeiten/was", fields(keeper.get(f"{url}/bearbeiten/was")) | {"title": "Kurz"})
    keeper.post(f"{url}/schritt", {"was": "version", "schritt": "submit"})
    office.post(f"{url}/schritt", {"was": "version", "schritt": "publish"})
    offer.refresh_from_db()
    assert offer.title == "Kurz"
    assert office.get(f"{url}/fassungen/1").status_code == 200


def test_two_editors_of_one_field_see_both_versions_and_choose(
    town: Tenant, provider: Organisation, keeper: Client, office: Client
) -> None:
    offer = make_offer(provider, state="draft", title="Anfang", summary="Satz.")
    url = f"{BASE}/{offer.pk}/bearbeiten/was"
    mine, theirs = fields(keeper.get(url)), fields(office.get(url))
    office.post(url, theirs | {"title": "Titel der Geschäftsstelle", "summary": "Anderer Satz."})
    clash = keeper.post(url, mine | {"title": "Mein Titel"})
    assert clash.status_code == 409
    text = clash.content.decode()
    assert "Mein Titel" in text
    assert "Titel der Geschäftsstelle" in text
    again = {
        str(box.attrs["name"]): str(box.attrs["value"])
        for box in parse(text).all("input", type="hidden")
        if box.attrs["name"] != "csrfmiddlewaretoken"
    }
    assert keeper.post(url, again | {"nimm-title": "meins"}).status_code == 302
    offer.refresh_from_db()
    assert (offer.title, offer.summary) == ("Mein Titel", "Anderer Satz.")


def test_typing_is_saved_by_itself(town: Tenant, provider: Organisation, keeper: Client) -> None:
    offer = make_offer(provider, state="draft")
    url = f"{BASE}/{offer.pk}/bearbeiten/was"
    answer = keeper.post(
        url,
        fields(keeper.get(url)) | {"title": "Getippt", "age_from": "drei"},
        headers={"HX-Request": "true"},
    )
    offer.refresh_from_db()
    assert (answer.status_code, offer.title, offer.age_from) == (200, "Getippt", None)
    assert "gespeichert" in answer.content.decode()
    assert answer["HX-Trigger"] == "gespeichert"


def test_one_step_for_many_says_what_was_refused(
    town: Tenant, provider: Organisation, office: Client
) -> None:
    good, bad = make_offer(provider), make_offer(provider, state="draft")
    answer = office.post(
        f"{BASE}/mehrere", {"angebot": [good.pk, bad.pk], "schritt": "pause", "grund": "Sommerferien"}
    )
    good.refresh_from_db()
    assert (answer.status_code, good.state) == (200, "paused")
    assert [found.pk for found, _why in answer.context["outcome"].refused] == [bad.pk]


def test_provider_sees_and_changes_only_its_own(town: Tenant, provider: Organisation, keeper: Client) -> None:
    own, other = make_offer(provider, title="Eigenes"), make_offer(make_organisation(town), title="Fremdes")
    text = keeper.get(OWN).content.decode()
    assert "Eigenes" in text
    assert "Fremdes" not in text
    assert keeper.get(BASE).status_code == 403
    assert keeper.get(f"{BASE}/{other.pk}").status_code == 403
    assert keeper.get(f"{BASE}/{other.pk}/bearbeiten/was").status_code == 403
    assert keeper.get(f"{BASE}/{own.pk}").status_code == 200
    assert keeper.get(f"{BASE}/{own.pk}/pruefen").status_code == 403


@pytest.mark.parametrize("query", ["", "?faellig=pruefen", "?faellig=zurueck", "?faellig=in-arbeit", "?faellig=bestaetigen", "?thema=sucht", "?stand=draft&sortierung=-anbieter", "?anbieter=unsinn", "?q=x&seite=999"])  # fmt: skip
def test_every_filter_of_the_list_answers(
    town: Tenant, provider: Organisation, office: Client, query: str
) -> None:
    make_offer(provider)
    assert office.get(f"{BASE}{query}").status_code == 200
    assert office.get(f"{BASE}/liste.csv{query}").status_code == 200
    assert office.get(f"{BASE}/liste.xlsx{query}").status_code == 200


@pytest.mark.parametrize("path", [BASE, f"{BASE}/liste.csv"])
def test_the_list_costs_the_same_with_one_and_three_offers(
    town: Tenant, provider: Organisation, office: Client, django_assert_num_queries: Any, path: str
) -> None:
    make_offer(provider)
    office.get(path)
    with CaptureQueriesContext(connection) as one:
        office.get(path)
    cost = len(one)
    for _more in range(2):
        make_offer(make_organisation(town))
    office.get(path)
    with django_assert_num_queries(cost):
        office.get(path)


def test_pictures_wait_for_their_version(
    town: Tenant, provider: Organisation, keeper: Client, office: Client
) -> None:
    offer = make_offer(provider)
    url = f"{BASE}/{offer.pk}"
    refused = keeper.post(f"{url}/dateien", {"datei": picture("raum.png")})
    assert (refused.status_code, OfferFile.objects.count()) == (400, 0)
    sent = keeper.post(f"{url}/dateien", {"datei": picture("raum.png"), "beschreibung": "Ein heller Raum"})
    assert sent.status_code == 302
    row = OfferFile.objects.get()
    offer.refresh_from_db()
    assert (row.version, row.file.alt_text, offer.has_files) == (
        OfferVersion.objects.get(),
        "Ein heller Raum",
        False,
    )
    office.post(f"{url}/schritt", {"was": "version", "schritt": "publish"})
    row.refresh_from_db()
    offer.refresh_from_db()
    assert (row.version, offer.has_files) == (None, True)
    keeper.post(f"{url}/dateien/{row.pk}/entfernen")
    assert OfferVersion.objects.get(number=2).dropped_files == [row.pk]
    assert OfferFile.objects.count() == 1
    office.post(f"{url}/schritt", {"was": "version", "schritt": "publish"})
    offer.refresh_from_db()
    assert (OfferFile.objects.count(), offer.has_files) == (0, False)


def picture(name: str) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/png")


def test_office_publishes_only_what_it_has_seen(
    town: Tenant, provider: Organisation, keeper: Client, office: Client
) -> None:
    offer = make_offer(provider, title="Alter Titel")
    url = f"{BASE}/{offer.pk}"
    step = f"{url}/bearbeiten/was"
    keeper.post(step, fields(keeper.get(step)) | {"title": "Guter Titel"})
    keeper.post(f"{url}/schritt", {"was": "version", "schritt": "submit"})
    seen = re.search(r'name="gesehen" value="([^"]+)"', office.get(f"{url}/pruefen").text)
    assert seen
    keeper.post(f"{url}/schritt", {"was": "version", "schritt": "take_back"})
    keeper.post(step, fields(keeper.get(step)) | {"title": "Ungeprüfter Titel"})
    keeper.post(f"{url}/schritt", {"was": "version", "schritt": "submit"})
    answer = office.post(
        f"{url}/schritt", {"was": "version", "schritt": "publish", "gesehen": seen[1]}, follow=True
    )
    assert "nachdem Sie die Seite geöffnet hatten" in answer.text
    offer.refresh_from_db()
    assert offer.title == "Alter Titel"
