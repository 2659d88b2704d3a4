"""The pages of saved searches, as a visitor meets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client

from tests.factories.accounts import make_person
from tests.factories.demand import make_search
from tests.factories.queries import queries_of
from umsicht.core import clock, ratelimit
from umsicht.demand.domain import links as paths
from umsicht.demand.queries.alerts import all_searches
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
Mails = Callable[[Callable[[], Any]], list[EmailMessage]]
PAGE = "/musterstadt/suche-merken?q=mobbing&fuer=eltern"


@pytest.fixture
def visitor() -> Client:
    return Client(HTTP_ACCEPT_LANGUAGE="de")


def stamped(form: str = "demand.save", **fields: str) -> dict[str, str]:
    """What a person sends: with a stamp older than she needs to type."""
    with time_machine.travel(clock.now().timestamp() - 20, tick=False):
        return {"form_stamp": ratelimit.stamp(form), **fields}


SENT = {"email": "jemand@example.org", "frequency": "daily", "what": "new"}


def test_form_says_what_is_saved_and_links_the_feed_beside_it(town: Tenant, visitor: Client) -> None:
    html = visitor.get(PAGE).content.decode()
    assert "„mobbing“, Eltern, in Musterstadt" in html
    assert 'href="/musterstadt/angebote.atom?q=mobbing&amp;fuer=eltern"' in html
    assert "noindex" in html


@pytest.mark.parametrize("path", ["/angebote?q=gibtsnicht", "/musterstadt/angebote?q=gibtsnicht"])
def test_search_page_leads_to_the_form(town: Tenant, visitor: Client, path: str, indexed: Any) -> None:
    indexed()
    html = visitor.get(path).content.decode()
    assert f'href="{path.replace("angebote", "suche-merken")}"' in html


def test_sending_mails_a_link_and_shows_the_same_page_for_everybody(
    town: Tenant, visitor: Client, mails: Mails
) -> None:
    make_search(town, "q=mobbing&fuer=eltern", email="schon@example.org")
    for email in ("neu@example.org", "schon@example.org"):
        answers: list[Any] = []
        data = stamped(**SENT | {"email": email})
        [sent] = mails(lambda data=data, answers=answers: answers.append(visitor.post(PAGE, data)))  # type: ignore[misc]
        assert (answers[0].status_code, answers[0]["Location"]) == (302, "/musterstadt/suche-merken/gesendet")
        assert sent.to == [email]


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "keine adresse"},
        {"email": ""},
        {"frequency": "hourly"},
        {"what": "x"},
        {"website": "https://spam.example"},
        {"form_stamp": "falsch"},
    ],
)
def test_bad_input_brings_the_form_again(town: Tenant, visitor: Client, fields: dict[str, str]) -> None:
    answer = visitor.post(PAGE, stamped(**SENT) | fields)
    assert (answer.status_code, all_searches().count()) == (400, 0)
    assert "um-error-summary" in answer.content.decode()


def test_a_form_sent_at_once_is_not_taken(town: Tenant, visitor: Client) -> None:
    answer = visitor.post(PAGE, SENT | {"form_stamp": ratelimit.stamp("demand.save")})
    assert (answer.status_code, all_searches().count()) == (400, 0)


def test_one_place_saves_ten_searches_an_hour(town: Tenant, visitor: Client) -> None:
    codes = [
        visitor.post(PAGE, stamped(**SENT | {"email": f"a{number}@example.org"})).status_code
        for number in range(11)
    ]
    assert codes == [302] * 10 + [429]


def test_confirming_needs_a_press(town: Tenant, visitor: Client) -> None:
    path = paths.confirm_path(make_search(town, "q=a", confirmed_at=None))
    assert "Ja, bitte informieren" in visitor.get(path).content.decode()
    assert all_searches().get().confirmed_at is None
    assert "Sie hören von uns" in visitor.post(path).content.decode()
    assert all_searches().get().confirmed_at is not None
    again = visitor.post(path)
    assert (again.status_code, "schon bestätigt" in again.content.decode()) == (410, True)


def test_own_list_changes_and_ends(town: Tenant, visitor: Client) -> None:
    one, two = make_search(town, "q=a"), make_search(town, "q=b")
    foreign = make_search(town, "q=c", email="andere@example.org")
    path = paths.manage_path(one.subscriber, town)
    html = visitor.get(path).content.decode()
    assert re.findall(">q=(.)</a>", html) == ["a", "b"]
    change = {"search": one.uid.hex, "frequency": "weekly", "what": "changed"}
    assert visitor.post(path, change)["Location"] == path
    one.refresh_from_db()
    assert (one.frequency, one.with_changed) == ("weekly", True)
    assert visitor.post(path, change | {"frequency": "x"}).status_code == 400
    assert visitor.post(path, change | {"search": foreign.uid.hex}).status_code == 404
    assert visitor.post(path, {"search": two.uid.hex, "end": "1"})["Location"] == path
    ended = visitor.post(path, {"search": one.uid.hex, "end": "1"})
    assert ended["Location"] == "/musterstadt/suche-merken/beendet"
    assert list(all_searches()) == [foreign]


def test_account_shows_the_searches_of_its_address(town: Tenant, visitor: Client) -> None:
    person = make_person(email="jemand@example.org")
    search = make_search(town, "q=a")
    make_search(town, "q=b", email="andere@example.org")
    visitor.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    html = visitor.get("/konto/gemerkte-suchen").content.decode()
    assert ("q=a</a>" in html, "q=b</a>" in html) == (True, False)
    assert visitor.post("/konto/gemerkte-suchen", {"search": search.uid.hex, "end": "1"}).status_code == 302
    assert [found.query for found in all_searches()] == ["q=b"]


def test_own_list_costs_the_same_with_one_and_three(town: Tenant, visitor: Client) -> None:
    counts = []
    for number in (1, 2):
        for made in range(number):
            search = make_search(town, f"q={number}{made}")
        path = paths.manage_path(search.subscriber, town)
        visitor.get(path)
        counts.append(queries_of(lambda path=path: visitor.get(path)))  # type: ignore[misc]
    assert counts[0] == counts[1]


def test_a_mail_scanner_that_follows_links_changes_nothing(town: Tenant, visitor: Client) -> None:
    search = make_search(town, "q=a")
    before = all_searches().values().get()
    for path in (paths.off_path(town, [search]), paths.renew_path(search)):
        assert visitor.get(path).status_code == 200
        assert visitor.head(path).status_code == 200
    assert all_searches().values().get() == before
