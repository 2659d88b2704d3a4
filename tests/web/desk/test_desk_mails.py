from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import make_person
from tests.factories.browsers import browser_of
from tests.factories.notify import make_mail
from tests.factories.tenancy import make_member, make_state, make_tenant
from tests.ui.dom import parse
from umsicht.core import clock
from umsicht.notify.catalogue import all_types
from umsicht.notify.queries.outbox import all_mails

pytestmark = pytest.mark.django_db
BASE = "/desk/ops/mails"


@pytest.fixture
def operator() -> Client:
    make_state()
    return browser_of(make_person(is_operator=True))


def test_catalogue_lists_every_message_and_the_outbox(operator: Client) -> None:
    make_mail()
    make_mail(failed_at=clock.now(), last_error="SMTPDataError 554")
    page = parse(operator.get(BASE).content.decode())
    links = {link.attrs["href"] for link in page.all("a") if link.attrs["href"].startswith(f"{BASE}/")}
    assert links == {f"{BASE}/{kind.key}" for kind in all_types()}
    assert "SMTPDataError 554" in page.one("main").text
    assert "empfang@example.org" not in page.one("main").text


@pytest.mark.parametrize("rows", [1, 3])
def test_catalogue_costs_the_same_for_one_failed_mail_and_three(
    django_assert_max_num_queries: Any, operator: Client, rows: int
) -> None:
    for _number in range(rows):
        make_mail(failed_at=clock.now())
    operator.get(BASE)
    with django_assert_max_num_queries(8):
        operator.get(BASE)


@pytest.mark.parametrize("kind", all_types(), ids=lambda kind: kind.key)
def test_every_message_is_rendered(operator: Client, kind: Any) -> None:
    for case in kind.samples:
        for language in ("de", "en"):
            query = {"fall": case, "sprache": language}
            page = parse(operator.get(f"{BASE}/{kind.key}", query).content.decode())
            document = operator.get(f"{BASE}/{kind.key}/html", query)
            assert page.one("pre").text
            assert page.one("iframe").attrs["sandbox"] == "allow-popups"
            assert document.status_code == 200
            assert f'<html lang="{language}">' in document.content.decode()


def test_html_of_a_mail_is_shown_in_a_sandbox(operator: Client) -> None:
    document = operator.get(f"{BASE}/tenancy.invitation/html")
    assert document["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
        "sandbox allow-popups"
    )
    assert document["X-Frame-Options"] == "SAMEORIGIN"
    around = operator.get(f"{BASE}/tenancy.invitation")["Content-Security-Policy"]
    assert "frame-src 'self'" in around
    assert "unsafe-inline" not in around


@pytest.mark.parametrize("query", ["?sprache=xx", "?fall=quatsch", "?sprache=&fall="])
def test_odd_choices_show_the_first_sample_in_german(operator: Client, query: str) -> None:
    page = parse(operator.get(f"{BASE}/accounts.security_notice{query}").content.decode())
    assert page.one("pre").attrs["lang"] == "de"


def test_unknown_message_is_not_found(operator: Client) -> None:
    assert operator.get(f"{BASE}/no.such").status_code == 404
    assert operator.get(f"{BASE}/no.such/html").status_code == 404


def test_failed_mail_is_sent_again(operator: Client) -> None:
    failed, waiting = make_mail(failed_at=clock.now()), make_mail()
    assert (
        "wartet auf den nächsten Versuch"
        in operator.post(f"{BASE}/ausgang/{failed.pk}/erneut", follow=True).content.decode()
    )
    assert (
        "nicht noch einmal senden"
        in operator.post(f"{BASE}/ausgang/{waiting.pk}/erneut", follow=True).content.decode()
    )
    assert operator.post(f"{BASE}/ausgang/999999/erneut").status_code == 404
    assert all_mails().get(pk=failed.pk).failed_at is None


def test_only_operators_look_behind_the_scenes() -> None:
    coordinator = browser_of(make_member(make_tenant(), "coordinator"))
    mail = make_mail(failed_at=clock.now())
    for path in ("", "/tenancy.invitation", "/tenancy.invitation/html"):
        assert (coordinator.get(BASE + path).status_code, Client().get(BASE + path).status_code) == (403, 302)
    assert coordinator.post(f"{BASE}/ausgang/{mail.pk}/erneut").status_code == 403
    assert all_mails().get(pk=mail.pk).failed_at is not None
