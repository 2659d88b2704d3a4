"""Counting searches in vain: what counts and what doesn't, nothing of a person, no write, and nothing lost or doubled by a kill."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.offers import make_offer
from tests.factories.vocabulary import make_term
from umsicht.core import clock
from umsicht.demand import counter as counting
from umsicht.demand.counter import counter, spool
from umsicht.demand.domain import collecting
from umsicht.demand.models import GapCount
from umsicht.directory.models import Organisation
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db

PERSON = {
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "HTTP_ACCEPT_LANGUAGE": "de",
}


@pytest.fixture
def visitor() -> Client:
    return Client(**PERSON)  # type: ignore[arg-type]


@pytest.fixture
def words(town: Tenant, provider: Organisation, indexed: Any) -> None:
    """A town with one offer on addiction, and a few words people type."""
    make_term(
        scheme="problem_field",
        code="gewalt",
        label_de="Gewalt",
        words=["Schlägerei", "Mobbing in der Schule"],
    )
    make_term(scheme="age_group", code="alter-6-10", label_de="6 bis 10 Jahre", extra={"from": 6, "to": 10})
    make_offer(provider, title="Ohne Sucht", summary="Reden über Sucht.")
    indexed()


def taken() -> list[tuple[Any, ...]]:
    """What the worker finds in the database after it took in everything."""
    counter().flush()
    collecting.take_in()
    # unscoped: test data
    rows = GapCount.objects.with_scopes_disabled().all().order_by("topic", "audience", "outcome")
    return [(r.channel, r.outcome, r.topic, r.audience, r.age, r.district, r.count) for r in rows]


def test_a_search_without_hits_counts_with_its_recognised_terms(
    words: None, visitor: Client, town: Tenant
) -> None:
    visitor.get("/musterstadt/angebote?q=schl%C3%A4gerei+xyzzy&fuer=eltern&klasse=3")
    assert taken() == [("search", "none", "gewalt", "eltern", "alter-6-10", "", 1)]
    # unscoped: test data
    gap = GapCount.objects.with_scopes_disabled().get()
    assert (gap.tenant, gap.day) == (town, clock.today())


def test_a_search_that_finds_its_topic_does_not_count(words: None, visitor: Client) -> None:
    visitor.get("/musterstadt/angebote?q=sucht")
    visitor.get("/musterstadt/angebote?thema=sucht")
    visitor.get("/musterstadt/angebote")
    assert taken() == []


def test_hits_beside_the_topic_count_as_weak(
    town: Tenant, provider: Organisation, visitor: Client, indexed: Any
) -> None:
    make_term(scheme="problem_field", code="gewalt", label_de="Gewalt")
    make_offer(provider, title="Turnhalle", summary="Ohne Gewalt spielen.")
    indexed()
    visitor.get("/musterstadt/angebote?q=gewalt")
    assert taken() == [("search", "weak", "gewalt", "", "", "", 1)]


def test_unknown_words_count_without_a_topic_and_never_stand_anywhere(words: None, visitor: Client) -> None:
    visitor.get("/musterstadt/angebote?q=Frau+Beispiel+Musterweg+7")
    counter().flush()
    kept = "".join(file.read_text(encoding="utf-8") for file in spool().iterdir())
    assert ("Beispiel" in kept, "beispiel" in kept, "Musterweg" in kept) == (False, False, False)
    assert [row[2] for row in taken()] == [""]


def test_codes_that_are_in_no_list_are_not_kept(words: None, visitor: Client) -> None:
    visitor.get(
        "/musterstadt/angebote?q=schl%C3%A4gerei&fuer=Frau+Beispiel&alter=geheim&stadtteil=Musterweg+7"
    )
    assert [row[2:6] for row in taken()] == [("gewalt", "", "", "")]


@pytest.mark.parametrize("rest", ["&seite=2", "&sort=titel", "&ansicht=karte"])
def test_pages_and_orders_of_a_search_do_not_count(words: None, visitor: Client, rest: str) -> None:
    visitor.get(f"/musterstadt/angebote?q=schl%C3%A4gerei{rest}")
    assert taken() == []


def test_the_same_search_counts_once_in_ten_minutes(words: None, visitor: Client, monkeypatch: Any) -> None:
    for _number in range(3):
        visitor.get("/musterstadt/angebote?q=schl%C3%A4gerei")
    assert taken()[0][-1] == 1
    monkeypatch.setattr(counting, "SAME_SECONDS", 0.0)
    visitor.get("/musterstadt/angebote?q=schl%C3%A4gerei")
    assert taken()[0][-1] == 2


def test_a_refinement_of_a_counted_search_does_not_count_again(words: None, visitor: Client) -> None:
    first = "/musterstadt/angebote?q=schl%C3%A4gerei"
    visitor.get(first)
    visitor.get(f"{first}&fuer=eltern", headers={"referer": f"http://testserver{first}"})
    assert len(taken()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": ""},
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"user-agent": "curl/8.5"},
        {"user-agent": "Mozilla/5.0 HeadlessChrome/140"},
        {"sec-purpose": "prefetch;prerender"},
    ],
)
def test_programs_do_not_count(words: None, visitor: Client, headers: dict[str, str]) -> None:
    visitor.get("/musterstadt/angebote?q=schl%C3%A4gerei", headers=headers)
    assert taken() == []


def test_who_is_signed_in_does_not_count(words: None, visitor: Client) -> None:
    from tests.factories.accounts import make_person  # reason: app ready

    visitor.force_login(make_person(), backend="allauth.account.auth_backends.AuthenticationBackend")
    visitor.get("/musterstadt/angebote?q=schl%C3%A4gerei")
    assert taken() == []


def test_nothing_counts_without_an_index(town: Tenant, visitor: Client) -> None:
    assert visitor.get("/musterstadt/angebote?q=schl%C3%A4gerei").status_code == 200
    assert visitor.get("/musterstadt/wobei/ich/angegriffen/draussen").status_code == 200
    assert taken() == []


def test_three_questions_without_an_offer_count(words: None, visitor: Client) -> None:
    visitor.get("/musterstadt/wobei/ich/angegriffen/draussen")
    [row] = taken()
    assert row[:2] == ("need", "weak")


def test_a_gap_writes_nothing_during_the_request(words: None, visitor: Client) -> None:
    """Neither a statement that writes, nor a session, nor a file."""
    with CaptureQueriesContext(connection) as captured:
        answer = visitor.get("/musterstadt/angebote?q=schl%C3%A4gerei")
    statements = [query["sql"].split()[0] for query in captured]
    assert set(statements) <= {"SELECT"}
    assert (answer.cookies, spool().exists()) == ({}, False)


def test_a_gap_costs_no_query(words: None, visitor: Client) -> None:
    def cost(query: str) -> int:
        visitor.get(f"/musterstadt/angebote?q={query}")
        with CaptureQueriesContext(connection) as captured:
            visitor.get(f"/musterstadt/angebote?q={query}")
        return len(captured)

    assert cost("xyzzy") < cost("sucht")  # the hits of the other are read from the database
