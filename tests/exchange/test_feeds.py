from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.exchange.conftest import Desk, counts
from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_offer
from tests.factories.tenancy import make_tenant
from umsicht.core import clock
from umsicht.core.csvsafe import BadFile
from umsicht.core.http import FetchError
from umsicht.directory.models import ContactPoint
from umsicht.exchange.domain import answering, vanishing
from umsicht.exchange.domain.decisions import dated
from umsicht.exchange.domain.export import export
from umsicht.exchange.models import Import, Link, Question, Source
from umsicht.exchange.queries.sources import link_at_desk, provenance_of, question_at_desk
from umsicht.exchange.reading import fetching, tabular
from umsicht.exchange.tasks import fetch_due_sources
from umsicht.offers.models import Offer

DATA = Path(__file__).resolve().parents[2] / "src/umsicht/config/demo/data/angebote"


def service(key: str = "s1", name: str = "Counselling for families", **more: Any) -> dict[str, Any]:
    owner = {"id": "o1", "name": "Victor House"}
    return {
        "id": key,
        "name": name,
        "description": "<p>We help.</p>",
        "status": "active",
        "organization": owner,
    } | more


def test_both_real_feeds_are_digested_and_stay_the_same(office: Desk) -> None:
    for file, expected in (
        ("oruk_north_lincolnshire_services.json", 738),
        ("integreat_rems_murr_kreis_de.jsonl", 283),
    ):
        source = office.source("hsds", name=file)
        for new in (expected, 0):
            run = office.fed_file(source, DATA / file)
            assert counts(run) == (new, 0, expected - new, 0, 0)
            office.taken(run)


def test_markup_and_names_of_persons_stay_outside(office: Desk) -> None:
    text = "<script>x()</script><p>We &amp; you</p>"
    contacts = [{"name": "Ann Persona", "title": "Reception"}]
    office.taken(office.fed(office.source("hsds"), [service(description=text, contacts=contacts)]))
    offer = Offer.objects.get()
    assert (offer.description, offer.contact_role) == ("We & you", "Reception")


def test_a_record_says_where_it_comes_from(office: Desk) -> None:
    source = office.source("hsds", owner="Council", licence="OGL")
    office.taken(office.fed(source, [service()]))
    offer = Offer.objects.get()
    found = provenance_of([offer.pk])[offer.pk]
    assert (found.owner, found.licence, offer.source) == ("Council", "OGL", "Council · OGL")


@pytest.mark.parametrize(("answer", "offers"), [("same", 1), ("merge", 1), ("differ", 2), ("reject", 1)])
def test_a_person_decides_whether_it_is_the_same(office: Desk, answer: str, offers: int) -> None:
    make_offer(
        make_organisation(office.tenant, name="House of Victor", phone="0371 555 123"),
        title="Counselling for families!",
        state="draft",
    )
    phones = [{"number": "+49 371 555 123"}]
    source = office.source("hsds")
    run = office.taken(office.fed(source, [service(phones=phones)]))
    assert counts(run) == (0, 0, 0, 0, 1)
    question = question_at_desk(Question.objects.get().pk)
    answering.answer(question=question, actor=None, name=answer)
    again = office.fed(source, [service(phones=phones)])
    assert (Offer.objects.count(), again.new, again.asked) == (offers, 0, 0)


def test_what_is_gone_waits_and_an_archived_one_never_comes_back(office: Desk) -> None:
    source = office.source("hsds", is_complete=True)
    office.taken(office.fed(source, [service("a", "Eins für alle"), service("b", "Zwei für alle")]))
    assert set(Link.objects.values_list("state", flat=True)) == {"linked"}
    run = office.taken(office.fed(source, [service("a", "Eins für alle")]))
    link = Link.objects.get(key="b", kind="offer")
    assert (link.state, link.offer and link.offer.state, run.vanished) == ("vanished", "draft", 1)
    back = office.taken(office.fed(source, [service("a", "Eins für alle"), service("b", "Zwei für alle")]))
    link.refresh_from_db()
    assert (link.state, counts(back)) == ("linked", (0, 0, 2, 0, 0))
    office.taken(office.fed(source, [service("a", "Eins für alle")]))
    vanishing.decide(link=link_at_desk(link.pk), actor=None, name="archive")
    again = office.taken(office.fed(source, [service("a", "Eins für alle"), service("b", "Zwei für alle")]))
    link.refresh_from_db()
    assert (link.state, Offer.objects.get(pk=link.offer_id).state, again.new) == ("archived", "archived", 0)


@pytest.mark.parametrize(
    ("rule", "title", "asked"),
    [("source", "Theirs", 0), ("ours", "Ours", 0), ("ask", "Ours", 1)],
)
def test_the_conflict_rule_says_whose_word_counts(office: Desk, rule: str, title: str, asked: int) -> None:
    source = office.source("hsds", conflict_rule=rule)
    office.taken(office.fed(source, [service(name="First")]))
    Offer.objects.update(title="Ours")
    run = office.taken(office.fed(source, [service(name="Theirs")]))
    assert (Offer.objects.get().title, run.asked, Question.objects.count()) == (title, asked, asked)


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_an_export_read_elsewhere_gives_the_same_data(office: Desk, form: str, tmp_path: Path) -> None:
    provider = make_organisation(office.tenant, name="Verein Mut", about="Zeile eins\nZeile zwei")
    make_offer(provider, title="=Formel", what_happens=["Erst dies | dann das", "Dann Schluss"], age_from=3)
    make_offer(provider, state="draft", code="", title="Ein Entwurf")
    other = make_tenant()
    first, packed, second = tmp_path / "a.json", tmp_path / f"b.{form}", tmp_path / "c.json"
    export(tenant=office.tenant, actor=None, form="json", target=first)
    export(tenant=office.tenant, actor=None, form=form, target=packed)
    there = Desk(other, tmp_path / "there")
    there.folder.mkdir()
    with there.scope():
        run = there.taken(there.checked(there.source(), packed.read_bytes(), packed.name))
    assert (run.refused, run.failed) == (0, 0)
    export(tenant=other, actor=None, form="json", target=second)
    assert plain(first) == plain(second)


def plain(path: Path) -> Any:
    """Without ids and moment."""
    document = json.loads(path.read_text())
    return [
        [
            {k: v for k, v in row.items() if k not in {"id", "provider", "organisation", "contact_point"}}
            for row in document[part]
        ]
        for part in ("organisations", "contact_points", "offers")
    ]


def test_pages_of_an_api_are_fetched_one_after_the_other(tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        page = 2 if "page=2" in url else 1
        body = {
            "total_items": 2,
            "total_pages": 2,
            "contents": [service(f"s{page}", phones=[{"number": "1"}])],
        }
        return json.dumps(body).encode()

    count = fetching.spool("https://example.org/services", tmp_path / "out", fetch=fetch)
    assert (count, len(asked)) == (2, 3)


@pytest.mark.parametrize("content", ["", "kein JSON", "[1, 2]", '{"a": 1}', "[" * 50_000])
def test_what_is_no_feed_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "feed"
    path.write_text(content)
    with pytest.raises(BadFile):
        fetching.spool(str(path), tmp_path / "out")


def test_an_address_is_fetched_by_the_guarded_client(tmp_path: Path) -> None:
    with pytest.raises(FetchError) as found:
        fetching.spool("http://127.0.0.1/services", tmp_path / "out")
    assert found.value.code == "forbidden_address"


def test_open_data_of_our_own_comes_in_elsewhere(office: Desk, tmp_path: Path) -> None:
    """The address as another instance would name it: read page by page, taken over whole, and unchanged the next time."""
    provider = make_organisation(make_tenant(), name="Beratungsstelle am Fluss")
    offers = [make_offer(provider, title=f"Gruppe {number}") for number in range(120)]
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        answer = Client().get(url.removeprefix("https://anderswo.example"))
        assert answer.status_code == 200
        return answer.content

    source, file = office.source("hsds"), tmp_path / "feed.jsonl"
    for new in (120, 0):
        assert fetching.spool("https://anderswo.example/api/hsds/services", file, fetch=fetch) == 120
        run = office.fed_file(source, file)
        assert counts(run) == (new, 0, 120 - new, 0, 0)
        office.taken(run)
    assert len([url for url in asked if "page=2" in url]) == 2
    held = Offer.objects.select_related("provider")
    assert {offer.title for offer in held} == {offer.title for offer in offers}
    assert {offer.provider.name for offer in held} == {provider.name}


def test_a_feed_never_changes_what_was_here_before_it(office: Desk) -> None:
    """Names are public: whoever runs a feed could otherwise name our providers and give them another telephone."""
    ours = make_organisation(
        office.tenant, name="Victor House", phone="0371 555 123", email="wir@example.org"
    )
    point = make_contact_point(ours, name="Victor House", phone="0371 555 123")
    offer = make_offer(
        ours, title="Counselling for families", contact_point=point, description="Unsere Worte."
    )
    source = office.source("hsds", landing="public")
    for number in ("0900 1", "0900 2"):
        owner = {
            "id": "o1",
            "name": "Victor House",
            "email": "fremd@example.org",
            "phones": [{"number": number}],
        }
        rows = [
            service(organization=owner, phones=[{"number": number}]),
            service("s2", "Quite another thing", organization=owner, phones=[{"number": number}]),
        ]
        run = office.taken(office.fed(source, rows))
    assert run.asked == 1
    for held in (ours, point, offer):
        held.refresh_from_db()
    assert (ours.phone, ours.email, point.phone) == ("0371 555 123", "wir@example.org", "0371 555 123")
    assert offer.description == "Unsere Worte."
    new = Offer.objects.get(title="Quite another thing")
    assert (new.provider, new.state) == (ours, "draft")
    assert list(ContactPoint.objects.filter(is_public=True)) == [point]


@pytest.mark.parametrize("record", [{"minimum_age": 1e999}, {"minimum_age": "²"}])
def test_nonsense_in_a_record_never_stops_the_feed(office: Desk, record: dict[str, Any]) -> None:
    run = office.taken(office.fed(office.source("hsds"), [service(**record)]))
    assert (run.state, run.written) == ("done", 1)


def test_a_feed_ends_when_it_grows_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_FILE", 5_000)

    def fetch(url: str) -> bytes:
        page = parse_qs(urlsplit(url).query).get("page", ["1"])[0]
        rows = [service(f"s{page}", description="x" * 1_000)]
        return json.dumps({"total_pages": 50, "contents": rows}).encode()

    with pytest.raises(BadFile):
        fetching.spool("https://anderswo.example/services", tmp_path / "feed.jsonl", fetch=fetch)


def test_wide_tables_in_a_package_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("services.csv", ",".join(f"c{n}" for n in range(6_000)) + "\n" + "1\n" * 10)
    with pytest.raises(BadFile, match="200"):
        list(tabular.services(path))


def test_a_source_that_breaks_leaves_the_others_their_turn(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("kaputt", "gut"):
        source = office.source("hsds", name=name, location=f"https://{name}.example.org/services")
        Source.objects.filter(pk=source.pk).update(next_run_at=clock.now(), state="active")
    spool = fetching.spool

    def spooled(where: str, path: Path, **options: Any) -> None:
        if "kaputt" in where:
            raise RecursionError
        spool(str(DATA / "oruk_north_lincolnshire_services.json"), path)

    monkeypatch.setattr(fetching, "spool", spooled)
    fetch_due_sources.call()
    assert [(run.source.name, run.new) for run in Import.objects.filter(new__gt=0)] == [("gut", 738)]


@pytest.mark.parametrize(("days", "kept"), [(-1, True), (0, True), (1, False), (400, False)])
def test_days_to_come_and_words_that_are_none_are_left_out(days: int, kept: bool) -> None:
    day = clock.today() + dt.timedelta(days=days)
    found = dated({"edited_on": day.isoformat(), "reviewed_on": "gestern", "title": "Kurs"})
    assert found == {"title": "Kurs"} | ({"edited_on": day} if kept else {})
