"""Whose pages an address opens: a municipality's own, never the state office's as if it were one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.factories.tenancy import make_tenant
from tests.web.public.conftest import Read
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


def addresses(slug: str) -> list[str]:
    """All public pages of a municipality that need nothing but its name."""
    found = set()
    for pattern in _patterns(get_resolver().url_patterns):
        if pattern.startswith("<slug:municipality>") and pattern.count("<") == 1:
            found.add("/" + pattern.replace("<slug:municipality>", slug))
    return sorted(found)


def _patterns(rows, prefix: str = "") -> list[str]:
    found = []
    for row in rows:
        text = prefix + str(row.pattern)
        found += _patterns(row.url_patterns, text) if hasattr(row, "url_patterns") else [text]
    return found


def test_the_state_office_is_no_municipality(client: Client, town: Tenant, state: Tenant) -> None:
    pages = [one for one in addresses(state.slug) if not one.endswith("/stil.css")]
    assert f"/{state.slug}/lage" in pages
    assert [one for one in pages if client.get(one).status_code not in {404, 405}] == []
    assert client.get("/lage").status_code == 200


def test_links_of_its_mails_and_its_colours_work_all_the_same(client: Client, state: Tenant) -> None:
    Tenant.objects.filter(pk=state.pk).update(accent="#234567", accent_deep="#123456")
    assert client.get(f"/{state.slug}/stil.css").status_code == 200
    page = client.get(f"/{state.slug}/umlauf/abgelaufen", headers={"accept-language": "de"})
    assert "Seite nicht gefunden" not in page.content.decode()


def test_each_link_of_the_footer_leads_somewhere_also_where_a_town_takes_no_part(
    client: Client, town: Tenant, read: Read
) -> None:
    make_tenant(slug="weiler", name="Weiler", is_active=False)
    for base in ("/weiler", "/musterstadt"):
        links = [link.attrs["href"] for link in read(base).one("footer").all("a")]
        lost = [link for link in links if link.startswith("/") and client.get(link).status_code == 404]
        assert lost == [], base
    assert "/musterstadt/jahresplan" in links
