"""No page, feed, export, file or API of one town shows what belongs to another, and nothing private leaves a desk.

The crawl follows every link from the portal, the desk and the open data, as a visitor, as the coordinator of Alpha and
as the coordinator of Beta. First it proves that the records it looks for can be seen where they belong.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.architecture.crawl import Seen, Town, broken, crawl, failing, holding, two_towns
from tests.conftest import forget_everything
from umsicht.search import writer
from umsicht.web import pagecache

LIMIT = 900
SEARCHES = ("Offenkundig", "Verschlossen", "Kurs")


@pytest.fixture(scope="module")
def towns(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Town, Town]]:
    with django_db_blocker.unblock(), transaction.atomic():
        forget_everything()
        made = two_towns()
        forget_everything()
        writer.rebuild(progress=lambda _line: None)
        yield made
        transaction.set_rollback(True)


def starts(town: Town) -> list[str]:
    """Where a visit of a town begins; also what no page links to, such as suggestions and every export of a search."""
    portal = f"/{town.tenant.slug}"
    found = [portal, *(f"{portal}/{town.paths[name]}" for name in ("offer", "provider", "topic"))]
    for word in SEARCHES:
        found += [
            f"{portal}/angebote{ending}?q={word}"
            for ending in ("", ".csv", ".json", ".xlsx", ".atom", ".geojson")
        ]
        found += [f"{portal}/vorschlaege?q={word}", f"{portal}/einrichtungen?q={word}"]
    return found


STATE = [
    "/",
    "/kommunen",
    "/sitemap.xml",
    "/api/hsds/services?full=true",
    "/api/hsds/organizations?full=true",
    "/api/hsds/service_at_locations?full=true",
    "/api/hsds/taxonomy_terms",
    "/api/oparl/v1.1/",
    "/api/oparl/v1.1/bodies",
    *(
        f"/angebote{ending}?q={word}"
        for word in SEARCHES
        for ending in ("", ".csv", ".json", ".atom", ".geojson")
    ),
    *(f"/vorschlaege?q={word}" for word in SEARCHES),
    *(f"/api/hsds/services?search={word}" for word in SEARCHES),
]


def visit(town: Town | None, addresses: list[str], *, within: tuple[str, ...] = ("/",)) -> list[Seen]:
    pagecache.store.clear()
    client = Client(REMOTE_ADDR="203.0.113.9")
    if town is not None:
        client.force_login(town.member, backend="allauth.account.auth_backends.AuthenticationBackend")
    return crawl(client, addresses, LIMIT, within)


@pytest.fixture(scope="module")
def public(towns: tuple[Town, Town], django_db_blocker: Any) -> list[Seen]:
    """Everything a visitor without account can reach."""
    alpha, beta = towns
    with django_db_blocker.unblock():
        return visit(None, [*STATE, *starts(alpha), *starts(beta)])


@pytest.fixture(scope="module")
def desk(towns: tuple[Town, Town], django_db_blocker: Any) -> list[Seen]:
    """What Alpha's coordinator reaches from her desk and account."""
    alpha, _beta = towns
    with django_db_blocker.unblock():
        pages = visit(alpha, [f"/desk/{alpha.tenant.slug}", "/desk", "/konto"], within=("/desk", "/konto"))
    return [page for page in pages if page.path.startswith(("/desk", "/konto"))]


def test_records_are_seen_where_they_belong(
    towns: tuple[Town, Town], public: list[Seen], desk: list[Seen]
) -> None:
    alpha, beta = towns
    assert [len(holding(public, town.open)) > 5 for town in (alpha, beta)] == [True, True]
    assert holding(desk, alpha.private) != []


def test_visitors_see_nothing_private_and_no_link_is_dead(
    towns: tuple[Town, Town], public: list[Seen]
) -> None:
    alpha, beta = towns
    # A page repeats what was asked for.
    searched = [page for page in public if "Verschlossen" not in page.path]
    assert (holding(searched, alpha.private), holding(searched, beta.private)) == ([], [])
    assert (failing(public), broken(public)) == ([], [])


def test_a_towns_portal_shows_nothing_of_another_town(towns: tuple[Town, Town], public: list[Seen]) -> None:
    alpha, beta = towns
    own = [page for page in public if page.path.startswith(f"/{alpha.tenant.slug}")]
    assert len(own) > 30
    assert (holding(own, beta.open), holding(own, beta.private)) == ([], [])


def test_a_desk_shows_nothing_of_another_town(towns: tuple[Town, Town], desk: list[Seen]) -> None:
    _alpha, beta = towns
    assert len(desk) > 15
    assert (holding(desk, beta.open), holding(desk, beta.private)) == ([], [])
    assert failing(desk) == []


@pytest.mark.django_db
def test_foreign_ids_under_the_own_address_are_unknown(towns: tuple[Town, Town]) -> None:
    """Every address that Alpha's coordinator can reach, asked again with Beta's ids, answers 404."""
    alpha, beta = towns
    client = Client(REMOTE_ADDR="203.0.113.9")
    client.force_login(alpha.member, backend="allauth.account.auth_backends.AuthenticationBackend")
    portal, desk = f"/{alpha.tenant.slug}", f"/desk/{alpha.tenant.slug}"
    asked = [
        *(f"{portal}/{beta.paths[name]}" for name in ("offer", "draft", "provider", "hidden", "topic")),
        f"{portal}/{beta.paths['offer']}/termine.ics",
        f"{portal}/{beta.paths['offer']}/druck.pdf",
        f"{portal}/{alpha.paths['draft']}",
        f"{portal}/{alpha.paths['hidden']}",
        f"{desk}/{beta.paths['event']}",
        *(
            page.path
            for page in visit(beta, [f"/desk/{beta.tenant.slug}"], within=("/desk",))
            if page.path.startswith("/desk/bestadt")
        ),
    ]
    assert len(asked) > 20
    found = {path: client.get(path).status_code for path in asked}
    assert {path: status for path, status in found.items() if status != 404} == {}
