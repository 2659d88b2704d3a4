from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.browsers import browser_of
from tests.factories.tenancy import make_member, make_tenant
from tests.ui.dom import parse
from umsicht.notify.models import MailWording
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
URL = "/desk/musterstadt/einstellungen/mails"
PAGE = f"{URL}/offers.report_answered"


@pytest.fixture
def role() -> Role:
    return Role.EDITOR


def stored() -> list[tuple[int, str]]:
    rows = MailWording.objects.with_scopes_disabled().order_by("version")
    return list(rows.values_list("version", "subject"))


def test_overview_names_what_can_be_worded_and_what_is(desk: Client) -> None:
    desk.post(PAGE, {"subject": "Danke"})
    text = desk.get(URL).text
    assert ("Antwort auf einen Fehlerhinweis" in text, text.count("eigene Worte")) == (True, 1)
    assert ("/mails/offers.report_answered" in text, "/mails/tenancy.invitation" in text) == (True, False)


def test_words_are_kept_and_read_so_from_then_on(desk: Client) -> None:
    response = desk.post(f"{PAGE}?sprache=en", {"subject": "Thanks for {offer}", "closing": "Yours"})
    assert response["Location"] == f"{PAGE}?sprache=en"
    page = desk.get(response["Location"]).text
    assert "Thanks for Stark im Team (Demo)" in page
    assert "So liest sie sich jetzt" in page
    assert "Ihre Meldung zu „Stark im Team" in desk.get(PAGE).text


def test_preview_keeps_nothing(desk: Client) -> None:
    response = desk.post(PAGE, {"subject": "Probe {offer}", "preview": "1"})
    assert (response.status_code, stored()) == (200, [])
    assert "Probe Stark im Team (Demo)" in response.text
    frame = parse(response.text).one("iframe").attrs["src"]
    mail = desk.get(frame)
    assert "Probe Stark im Team (Demo)" in mail.text
    assert "sandbox" in mail["Content-Security-Policy"]
    assert "default-src 'none'" in mail["Content-Security-Policy"]


def test_markup_in_own_words_stays_text(desk: Client) -> None:
    data = {"before": '<script>alert(1)</script><a href="https://boese.example">hier</a>'}
    mail = desk.get(f"{PAGE}/mail.html", data).text
    assert "<script" not in mail
    assert 'href="https://boese' not in mail


def test_wrong_placeholder_shows_the_form_again_at_its_field(desk: Client) -> None:
    response = desk.post(PAGE, {"greeting": "Hallo {vorname},"})
    assert (response.status_code, stored()) == (400, [])
    assert "{vorname}" in response.context["form"].errors["greeting"][0]
    assert response.context["form"]["greeting"].value() == "Hallo {vorname},"


def test_back_to_our_words_and_to_an_earlier_version(desk: Client) -> None:
    desk.post(PAGE, {"subject": "Eins"})
    desk.post(PAGE, {"subject": "Zwei"})
    desk.post(f"{PAGE}/zuruecksetzen")
    desk.post(f"{PAGE}/fassungen/1")
    assert stored() == [(1, "Eins"), (2, "Zwei"), (3, ""), (4, "Eins")]
    assert desk.post(f"{PAGE}/fassungen/9").status_code == 404


def test_lines_under_every_mail(desk: Client, tenant: Tenant) -> None:
    desk.post(f"{URL}/alle", {"closing": "Ihr Präventionsrat\nTelefon 115", "subject": "nicht hier"})
    row = MailWording.objects.with_scopes_disabled().get()
    assert (row.message, row.closing, row.subject) == ("", "Ihr Präventionsrat\nTelefon 115", "")
    assert "Ihr Präventionsrat\nTelefon 115" in desk.get(PAGE).text


@pytest.mark.parametrize("key", ["accounts.security_notice", "tenancy.invitation", "gibt.es.nicht", "..%2f"])
def test_other_mails_have_no_page(desk: Client, key: str) -> None:
    assert desk.get(f"{URL}/{key}").status_code == 404
    assert desk.post(f"{URL}/{key}", {"subject": "x"}).status_code == 404


def test_advisers_look_only(tenant: Tenant) -> None:
    client = browser_of(make_member(tenant, Role.ADVISER))
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, {"subject": "x"}).status_code == 403
    assert stored() == []


def test_wording_of_one_town_reaches_no_other(desk: Client, settings: Any) -> None:
    desk.post(PAGE, {"subject": "Nur hier"})
    other = browser_of(make_member(make_tenant(slug="nachbarstadt"), Role.EDITOR))
    assert "Nur hier" not in other.get(PAGE.replace("musterstadt", "nachbarstadt")).text
    assert other.get(PAGE).status_code == 404
