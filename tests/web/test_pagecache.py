"""Kept pages: never for somebody signed in, never another town's, gone with the content they were made from."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db.models import F
from django.test import Client

from tests.conftest import NOON
from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer, make_terms
from tests.factories.tenancy import make_member, make_tenant
from umsicht.offers.models import Offer
from umsicht.tenancy.domain.content import bump_content_version
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import FRESH
from umsicht.web import pagecache
from umsicht.web.pagecache import MAX_AGE, Entry, Store

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(settings: Any) -> Offer:
    settings.PAGE_CACHE = True
    make_terms()
    return make_offer(make_organisation(make_tenant(slug="musterstadt")), title="Alter Titel", slug="kurs")


def page(client: Client | None = None, slug: str = "musterstadt", **headers: str) -> Any:
    return (client or Client()).get(f"/{slug}/angebote/kurs", **headers)


def rename(offer: Offer, title: str) -> None:
    """Behind the back of the content version."""
    Offer.objects.with_scope(tenant=offer.tenant).filter(pk=offer.pk).update(title=title)


def shows(response: Any, text: str) -> bool:
    return text in response.content.decode()


def test_page_is_kept_until_its_towns_content_changes(offer: Offer) -> None:
    assert shows(page(), "Alter Titel")
    rename(offer, "Neuer Titel")
    assert shows(page(), "Alter Titel")
    bump_content_version(offer.tenant)
    assert shows(page(), "Neuer Titel")


def test_other_processes_are_heard_of_after_a_moment(
    offer: Offer, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    now = 1000 * FRESH
    monkeypatch.setattr(pagecache.time, "monotonic", lambda: now)
    page()
    rename(offer, "Neuer Titel")
    Tenant.objects.filter(pk=offer.tenant.pk).update(content_version=F("content_version") + 1)
    with django_assert_num_queries(0):
        assert shows(page(), "Alter Titel")
    now += 1.5 * FRESH
    assert shows(page(), "Neuer Titel")


def test_change_of_another_town_leaves_the_page(offer: Offer) -> None:
    page()
    rename(offer, "Neuer Titel")
    bump_content_version(make_tenant(slug="nachbarstadt"))
    assert shows(page(), "Alter Titel")


@pytest.mark.parametrize("later", [dt.timedelta(seconds=MAX_AGE + 1), dt.timedelta(hours=13)])
def test_page_grows_old(offer: Offer, later: dt.timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    page()
    rename(offer, "Neuer Titel")
    started = pagecache.time.monotonic()
    monkeypatch.setattr(pagecache.time, "monotonic", lambda: started + later.total_seconds() % 3600)
    with time_machine.travel(NOON + later, tick=False):
        assert shows(page(), "Neuer Titel")


def test_same_address_of_two_towns_are_two_pages(offer: Offer) -> None:
    make_offer(make_organisation(make_tenant(slug="nachbarstadt")), title="Anderer Ort", slug="kurs")
    assert shows(page(), "Alter Titel")
    other = page(slug="nachbarstadt")
    assert (shows(other, "Anderer Ort"), shows(other, "Alter Titel")) == (True, False)


def test_whoever_is_signed_in_neither_fills_nor_gets_kept_pages(offer: Offer) -> None:
    client = Client()
    client.force_login(
        make_member(offer.tenant), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    own = page(client)
    assert "public" not in own.get("Cache-Control", "")
    rename(offer, "Neuer Titel")
    assert shows(page(), "Neuer Titel")  # nothing was kept of the page before
    rename(offer, "Dritter Titel")
    assert (shows(page(), "Neuer Titel"), shows(page(client), "Dritter Titel")) == (True, True)


def test_language_of_a_visitor_is_not_kept_for_the_next(offer: Offer, settings: Any) -> None:
    english = Client()
    english.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    first, second = page(english), page()
    assert (first["Content-Language"], second["Content-Language"]) == ("en", "de")


def test_address_host_and_part_are_told_apart(offer: Offer) -> None:
    page()
    rename(offer, "Neuer Titel")
    assert shows(page(HTTP_HX_REQUEST="true"), "Neuer Titel")
    assert shows(Client().get("/musterstadt/angebote/kurs?x=1"), "Neuer Titel")


def test_unchanged_page_answers_304_without_a_body(offer: Offer) -> None:
    first = page()
    again = page(HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert page().content == first.content


def test_what_is_missing_is_not_kept(offer: Offer) -> None:
    assert Client().get("/musterstadt/angebote/spaeter").status_code == 404
    make_offer(offer.provider, slug="spaeter")
    assert Client().get("/musterstadt/angebote/spaeter").status_code == 200


def test_store_drops_what_was_asked_for_longest_ago() -> None:
    store = Store(max_bytes=250)

    def entry() -> Entry:
        return Entry(b"x" * 100, (), "", (1, 1), "", frozenset(), 0.0, "")

    for key in ("a", "b"):
        store.put(key, entry())
    assert store.get("a") is not None
    store.put("c", entry())
    assert [key for key in "abc" if store.get(key)] == ["a", "c"]


def test_tenant_is_part_of_what_is_public(offer: Offer) -> None:
    page()
    Tenant.objects.filter(pk=offer.tenant_id).update(is_active=False)
    bump_content_version(offer.tenant)
    assert not shows(page(), "Alter Titel")


def test_kept_page_carries_the_same_policies_as_a_fresh_one(offer: Offer) -> None:
    """It is answered above the middleware that writes them."""
    fresh, kept = page(), page()
    own = {"X-Request-Id"}
    assert {k: v for k, v in fresh.items() if k not in own} == {k: v for k, v in kept.items() if k not in own}
    assert "default-src 'none'" in kept["Content-Security-Policy"]
    assert kept["X-Request-Id"] != fresh["X-Request-Id"]
