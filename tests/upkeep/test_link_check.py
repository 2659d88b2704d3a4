from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django_scopes import scope

from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_offer, make_programme
from tests.factories.servers import Quiet, serving
from tests.factories.tenancy import make_member, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.core.http import Policy
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.domain import link_check
from umsicht.upkeep.domain.link_check import Seen
from umsicht.upkeep.enums import LinkFinding as F
from umsicht.upkeep.models import CheckedLink, LinkPlace
from umsicht.upkeep.queries.link_places import in_text

pytestmark = pytest.mark.django_db
BROKEN = Seen(F.FAILING, 404, "status")


class Handler(Quiet):
    asked: list[tuple[str, str, str]] = []

    def answer(self) -> None:
        path, _mark, query = self.path.partition("?")
        self.asked.append((self.command, path, self.headers["User-Agent"]))
        status = int(path.strip("/") or 200) if path.strip("/").isdigit() else 200
        if path == "/nur-get":
            status = 405 if self.command == "HEAD" else 200
        body = b"x" * (300_000 if path == "/gross" else 5)
        self.send_response(302 if path == "/weiter" else status)
        if path == "/weiter":
            self.send_header("Location", query)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            with contextlib.suppress(OSError):
                self.wfile.write(body)

    def do_GET(self) -> None:
        self.answer()

    def do_HEAD(self) -> None:
        self.answer()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    policy = Policy(max_bytes=200_000, seconds=5, allow_hosts=frozenset({"127.0.0.1"}))
    monkeypatch.setattr(link_check, "POLICY", policy)
    Handler.asked.clear()
    with serving(Handler) as url:
        yield url


@pytest.fixture
def tenant() -> Tenant:
    return make_tenant()


def make_link(tenant: Tenant, url: str = "https://alt.example.org/seite", **fields: Any) -> CheckedLink:
    with scope(tenant=tenant):
        return CheckedLink.objects.create(tenant=tenant, url=url, **({"check_on": clock.today()} | fields))


def test_what_servers_answer_is_read_rightly(server: str) -> None:
    seen = {
        path: link_check.look_at(server + path) for path in ("/", "/404", "/403", "/429", "/500", "/gross")
    }
    assert {path: (found.finding.value, found.status) for path, found in seen.items()} == {
        "/": ("fine", 200),
        "/404": ("failing", 404),
        "/403": ("unclear", 403),
        "/429": ("unclear", 429),
        "/500": ("failing", 500),
        "/gross": ("fine", 200),
    }


def test_page_that_leads_elsewhere_is_noted_with_its_new_address(server: str) -> None:
    seen = link_check.look_at(f"{server}/weiter?{server}/neu")
    assert (seen.finding, seen.moved_to) == (F.MOVED, f"{server}/neu")
    assert link_check.look_at(f"{server}/weiter?{server}/404").finding == F.FAILING


def test_only_where_head_says_nothing_the_page_is_fetched(server: str) -> None:
    assert link_check.look_at(f"{server}/nur-get").finding == F.FINE
    link_check.look_at(f"{server}/gut")
    assert [(method, path) for method, path, _agent in Handler.asked] == [
        ("HEAD", "/nur-get"), ("GET", "/nur-get"), ("HEAD", "/gut"),
    ]  # fmt: skip
    assert all(agent.startswith("Umsicht-Linkpruefung (+http") for _method, _path, agent in Handler.asked)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://[::1]/", "http://10.0.0.1/", "ftp://x.example/"]
)
def test_addresses_of_our_own_network_are_never_asked(url: str) -> None:
    seen = link_check.look_at(url)
    assert (seen.finding, seen.status) == (F.FAILING, None)
    assert seen.problem in {"forbidden_address", "bad_url"}


@pytest.mark.store
def test_addresses_are_gathered_from_all_records(tenant: Tenant) -> None:
    organisation = make_organisation(tenant=tenant, website="https://verein.example/")
    make_contact_point(organisation, website="https://verein.example/")
    make_offer(organisation, description="Siehe [hier](https://verein.example/kurs), oder https://x.example.")
    make_offer(organisation, description="https://weg.example", state="archived", published_at=clock.now())
    tenant.texts = {"about": {"de": "Mehr: https://stadt.example/rat"}}
    with scope(tenant=tenant):
        assert link_check.gather(tenant) == 4
        assert link_check.gather(tenant) == 4
        assert list(CheckedLink.objects.values_list("url", flat=True)) == [
            "https://stadt.example/rat",
            "https://verein.example/",
            "https://verein.example/kurs",
            "https://x.example",
        ]
        assert LinkPlace.objects.filter(link__url="https://verein.example/").count() == 2
        organisation.website = ""
        organisation.save()
        tenant.texts = {}
        assert link_check.gather(tenant) == 3


def test_programmes_of_the_state_office_are_gathered_too() -> None:
    programme = make_programme(registry_url="https://register.example/p")
    with scope(tenant=programme.tenant):
        assert link_check.gather(programme.tenant) >= 1
        assert LinkPlace.objects.get(link__url="https://register.example/p").record == "offers.Programme"


@pytest.mark.store
def test_address_is_broken_after_three_days_only(tenant: Tenant) -> None:
    link = make_link(tenant)
    steps = []
    with scope(tenant=tenant):
        for day in (0, 0, 1, 2):
            link.failed_on = clock.today() - dt.timedelta(days=1) if day else link.failed_on
            link_check.note(link, BROKEN)
            steps.append((link.finding, link.failures))
    assert steps == [("failing", 1), ("failing", 1), ("failing", 2), ("broken", 3)]
    assert AuditEvent.objects.with_scopes_disabled().filter(action="upkeep.link.break").count() == 1
    assert link.check_on == clock.today() + dt.timedelta(days=7)


def test_one_good_answer_makes_all_well(tenant: Tenant) -> None:
    link = make_link(
        tenant, finding=F.BROKEN, failures=5, failing_since=clock.today(), failed_on=clock.today()
    )
    with scope(tenant=tenant):
        link_check.note(link, Seen(F.FINE, 200))
    link.refresh_from_db()
    assert (link.finding, link.failures, link.failing_since) == ("fine", 0, None)
    assert link.check_on == clock.today() + dt.timedelta(days=30)


def test_being_turned_away_proves_nothing(tenant: Tenant) -> None:
    link = make_link(
        tenant, finding=F.FAILING, failures=2, failing_since=clock.today(), failed_on=clock.today()
    )
    with scope(tenant=tenant):
        link_check.note(link, Seen(F.UNCLEAR, 403))
    assert (link.finding, link.failures) == ("unclear", 2)


def test_servers_are_asked_in_turns_and_with_pauses(tenant: Tenant) -> None:
    for url in ("https://a.example/1", "https://a.example/2", "https://b.example/1"):
        make_link(tenant, url)
    make_link(tenant, "https://a.example/spaeter", check_on=clock.today() + dt.timedelta(days=1))
    make_link(tenant, "https://a.example/egal", ignored_at=clock.now(), ignored_reason="nur intern")
    asked: list[str] = []
    waited: list[float] = []

    def look(url: str) -> Seen:
        asked.append(url)
        return Seen(F.FINE, 200)

    assert link_check.check_due(tenant.pk, look=look, wait=waited.append) == 3
    assert asked == ["https://a.example/1", "https://b.example/1", "https://a.example/2"]
    assert waited[:2] == [0.0, 0.0]
    assert 1.5 < waited[2] <= link_check.PAUSE
    assert link_check.check_due(tenant.pk, look=look, wait=waited.append) == 0


def test_one_server_is_asked_so_often_in_a_run_and_no_more(tenant: Tenant) -> None:
    for number in range(link_check.PER_HOST + 3):
        make_link(tenant, f"https://a.example/{number}")
    count = link_check.check_due(tenant.pk, look=lambda url: Seen(F.FINE, 200), wait=lambda seconds: None)
    assert count == link_check.PER_HOST


def test_demonstration_asks_no_server(tenant: Tenant, settings: Any) -> None:
    make_link(tenant)
    settings.DEMO = True
    assert (link_check.gather_all(), link_check.check_due(tenant.pk)) == ([], 0)


def test_task_of_a_tenant_that_is_gone_ends_quietly() -> None:
    assert link_check.check_due(10**9) == 0


@pytest.mark.store
def test_leaving_alone_wants_a_reason_and_stands_in_the_log(tenant: Tenant) -> None:
    link, office = make_link(tenant, finding=F.BROKEN), make_member(tenant, Role.EDITOR)
    with scope(tenant=tenant):
        for reason in ("", "x" * 201):
            with pytest.raises(BadInput):
                link_check.ignore(actor=office, link=link, reason=reason)
        with pytest.raises(NotAllowed):
            link_check.ignore(actor=make_member(tenant, Role.MEMBER), link=link, reason="x")
        link_check.ignore(actor=office, link=link, reason="Nur aus dem Rathaus erreichbar")
        link_check.watch_again(actor=office, link=link)
    link.refresh_from_db()
    assert (link.ignored_at, link.ignored_reason, link.check_on) == (None, "", clock.today())
    events = AuditEvent.objects.with_scopes_disabled().filter(action__startswith="upkeep.link").order_by("pk")
    assert [event.action for event in events] == ["upkeep.link.ignore", "upkeep.link.watch"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Siehe https://a.example/x.", ["https://a.example/x"]),
        (
            "[a](https://a.example) und <https://b.example/?q=1&r=2>",
            ["https://a.example", "https://b.example/?q=1&r=2"],
        ),
        ("keine www.a.example", []),
        ("https://" + "x" * 600, []),
    ],
)
def test_addresses_in_texts(text: str, found: list[str]) -> None:
    assert in_text(text) == found
