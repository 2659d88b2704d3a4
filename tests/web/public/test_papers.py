"""Papers on the portal. What is closed leaks on no way in: list, filters, counts, page, search, feed, PDF, file address."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django_scopes import scope

from tests.factories.council import make_body
from tests.factories.papers import announced, make_item, make_paper, make_step
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member
from tests.ui.dom import Element, parse
from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.council.models import Body, Paper, PaperFile, Referral
from umsicht.files.enums import FileState
from umsicht.files.models import StoredFile
from umsicht.search import writer
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/musterstadt/praeventionsrat"
LATER = dt.datetime(2026, 12, 10, 13, 0, tzinfo=dt.UTC)


@pytest.fixture
def council(town: Tenant) -> Body:
    with scope(tenant=town):
        return make_body(town, "Präventionsrat", kind="council", code="kpr")


@pytest.fixture
def papers(town: Tenant, council: Body) -> dict[str, Paper]:
    """One that is public, with a closed step before it; and all kinds that are not."""
    with scope(tenant=town):
        committee = make_body(town, "Sicherheitsausschuss", code="ausschuss")
        inner = make_body(town, "Innerer Kreis", code="innen", is_public=False)
        question = make_paper(
            town, body=committee, visibility="closed", number="RA-1/2020", subject="Geheime Frage"
        )
        public = make_paper(
            town, body=committee, visibility="closed", planned_on=dt.date(2020, 12, 9), number="I-051/2020",
            subject="Bilanz der Allianz", dated=dt.date(2020, 12, 1), answers=question,
            text="Mit Straßensozialarbeit gegen Jugendgewalt.", questions=[{"code": "q1", "text": "Was wirkt?"}],
        )  # fmt: skip
        make_step(public, council, planned_on=dt.date(2020, 12, 16))
        make_item(announced(committee, LATER, title="Ausschuss", is_public=False), paper=public)
        make_paper(town, body=inner, subject="Geheime Innensicht")
        make_paper(town, body=council, subject="Geheimer Entwurf", release=False)
        make_paper(town, body=council, visibility="closed", subject="Geheime Antwort", answers=public)
        closed = make_paper(town, body=council, visibility="closed", subject="Geheime Lage", kind="decision")
        make_item(announced(council, LATER), paper=closed, visibility="closed", title="Geheimer Punkt")
    writer.rebuild(progress=lambda *_: None)
    return {"public": public, "closed": closed, "question": question}


def attach(paper: Paper, state: str = FileState.CLEAN) -> PaperFile:
    blob = default_storage.save("kept/anlage", ContentFile(b"Inhalt der Anlage"))
    file = StoredFile.objects.create(
        tenant=paper.tenant, uid=f"00000000-0000-4000-8000-{StoredFile.objects.count():012d}", state=state, kind="text",
        original_name="anlage-1.txt", blob=blob, mime="text/plain", size=17, uploaded_at=clock.now(),
        checked_at=clock.now(),
    )  # fmt: skip
    return PaperFile.objects.create(tenant=paper.tenant, paper=paper, file=file, title="Straßenliste")


def main_of(response: Any) -> Element:
    return parse(response.content.decode()).one("main")


def subjects(page: Element) -> list[str]:
    return [link.text for link in page.all("a") if "/vorlagen/" in link.attrs.get("href", "")]


def text_of(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return str(opened.docinfo.get("/Title", ""))


@pytest.mark.parametrize(
    "path",
    [
        "", "/gremien/kpr", "/gremien/ausschuss", "/vorlagen", "/vorlagen?art=decision", "/vorlagen?gremium=ausschuss",
        "/vorlagen?q=geheim", "/vorlagen?jahr=2020", "/vorlagen.atom", "/vorlagen.atom?gremium=ausschuss",
        "/vorlagen/i-051-2020", "/sitzungen", "/sitzungen.ics", "/beschluesse", "/beschluesse.atom",
    ],
)  # fmt: skip
def test_nothing_closed_leaks(client: Client, papers: dict[str, Paper], path: str) -> None:
    response = client.get(BASE + path)
    assert response.status_code == 200
    said = response.content.decode()
    assert [
        word
        for word in ("eheim", "RA-1/2020", "09.12.2020", "Innerer Kreis")
        if word in said.replace('value="geheim"', "")
    ] == []


def test_the_list_counts_and_offers_only_what_is_public(client: Client, papers: dict[str, Paper]) -> None:
    page = main_of(client.get(f"{BASE}/vorlagen"))
    assert [one.text for one in page.all("p", role="status")] == ["1 Vorlage"]
    options = {one.attrs["value"] for one in page.all("option")}
    assert options == {"", "information", "2020", "kpr"}


@pytest.mark.parametrize(
    "query", ["?gremium=kpr", "?art=information", "?jahr=2020", "?q=Strassensozialarbeit", "?q=I-051/2020", "?q=I-51/2020",
              "?q=allianz&jahr=2020&gremium=kpr", "?q=jugendlich+gewalt", "?q=wirkt", "?jahr=abc&art=x&gremium=nein&seite=-3"],
)  # fmt: skip
def test_papers_are_found_by_words_of_their_text_by_number_and_by_filters(
    client: Client, papers: dict[str, Paper], query: str
) -> None:
    assert subjects(main_of(client.get(f"{BASE}/vorlagen{query}"))) == ["Bilanz der Allianz"]


@pytest.mark.parametrize("query", ["?gremium=ausschuss", "?art=decision", "?jahr=1998", "?q=Kläranlage"])
def test_where_nothing_fits_the_page_says_how_to_go_on(
    client: Client, papers: dict[str, Paper], query: str
) -> None:
    page = main_of(client.get(f"{BASE}/vorlagen{query}"))
    empty = page.one("div", class_="um-empty")
    assert ("Keine Vorlage gefunden" in empty.text, empty.one("a").attrs["href"]) == (
        True,
        f"{BASE}/vorlagen",
    )


def test_a_paper_shows_its_text_questions_and_the_public_part_of_its_way(
    client: Client, papers: dict[str, Paper]
) -> None:
    page = main_of(client.get(f"{BASE}/vorlagen/i-051-2020"))
    assert all(words in page.text for words in ("Straßensozialarbeit", "Was wirkt?", "01.12.2020"))
    steps = page.one("ol", class_="um-thread").all("li")
    assert [step.text for step in steps] == ["16.12.2020 Präventionsratzur Kenntnis"]


def test_closed_papers_have_no_address(client: Client, papers: dict[str, Paper]) -> None:
    slug = papers["closed"].slug
    assert [
        client.get(f"{BASE}/vorlagen/{path}").status_code for path in (slug, f"{slug}.pdf", "gibt-es-nicht")
    ] == [404] * 3


def test_the_document_holds_what_the_page_shows_and_no_more(
    client: Client, papers: dict[str, Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Any] = []

    def keep(blocks: Any, *, meta: Any) -> bytes:
        drawn.append((blocks, meta))
        return b"%PDF"

    real = client.get(f"{BASE}/vorlagen/i-051-2020.pdf")
    assert (real["Content-Type"], "no-store" in real["Cache-Control"]) == ("application/pdf", True)
    assert text_of(real.content) == "I-051/2020: Bilanz der Allianz"
    monkeypatch.setattr("umsicht.web.public.council.papers.pdf_of_blocks", keep)
    client.get(f"{BASE}/vorlagen/i-051-2020.pdf")
    said = str(drawn)
    assert ("Straßensozialarbeit" in said, "16.12.2020" in said) == (True, True)
    assert [word for word in ("Sicherheitsausschuss", "09.12.2020", "eheim", "RA-1") if word in said] == []


def test_an_attachment_follows_its_paper(client: Client, papers: dict[str, Paper], town: Tenant) -> None:
    with scope(tenant=town):
        public, closed = attach(papers["public"]), attach(papers["closed"])
        waiting = attach(papers["public"], FileState.QUARANTINED)
    url = f"{BASE}/vorlagen/i-051-2020/anlagen"
    response = client.get(f"{url}/{public.pk}")
    assert (b"".join(response), response["Cache-Control"]) == (b"Inhalt der Anlage", "private, no-store")  # type: ignore[call-overload]
    assert "strassenliste.txt" in response["Content-Disposition"]
    assert [
        client.get(f"{BASE}/vorlagen/{papers['closed'].slug}/anlagen/{closed.pk}").status_code,
        client.get(f"{url}/{closed.pk}").status_code,
        client.get(f"{url}/{waiting.pk}").status_code,
    ] == [404] * 3
    with scope(tenant=town):
        apply(
            Paper.objects.get(pk=papers["public"].pk), "withdraw", actor=make_member(town), reason="erledigt"
        )
    assert client.get(f"{url}/{public.pk}").status_code == 404


def test_a_stale_index_shows_nothing_that_was_closed_meanwhile(
    client: Client, papers: dict[str, Paper], town: Tenant
) -> None:
    with scope(tenant=town):
        Referral.objects.filter(paper=papers["public"]).update(visibility="closed")
    page = main_of(client.get(f"{BASE}/vorlagen?q=Allianz"))
    assert (subjects(page), page.one("p", role="status").text) == ([], "0 Vorlagen")


def test_kept_pages_follow_the_records(
    client: Client, papers: dict[str, Paper], town: Tenant, settings: Any
) -> None:
    settings.PAGE_CACHE = True
    url = f"{BASE}/vorlagen/i-051-2020"
    assert client.get(url).status_code == 200
    with scope(tenant=town):
        step = papers["public"].route.get(visibility="public")
        step.visibility = "closed"
        step.save()
    assert client.get(url).status_code == 404


def test_the_feed_knows_the_newest_and_the_body(client: Client, papers: dict[str, Paper]) -> None:
    feed = client.get(f"{BASE}/vorlagen.atom?gremium=kpr")
    said = feed.content.decode()
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert (said.count("<entry>"), "I-051/2020: Bilanz der Allianz" in said, "?gremium=kpr" in said) == (
        1,
        True,
        True,
    )


def test_question_and_answer_lead_to_each_other(client: Client, town: Tenant, council: Body) -> None:
    with scope(tenant=town):
        question = make_paper(town, body=council, number="BA-044/2020", subject="Bilanz?")
        make_paper(town, body=council, number="I-051/2020", subject="Bilanz!", answers=question)
    asked, answered = (
        {link.attrs.get("href", "") for link in main_of(client.get(f"{BASE}/vorlagen/{slug}")).all("a")}
        for slug in ("ba-044-2020", "i-051-2020")
    )
    assert (f"{BASE}/vorlagen/i-051-2020" in asked, f"{BASE}/vorlagen/ba-044-2020" in answered) == (
        True,
        True,
    )


def test_lists_cost_the_same_with_one_paper_and_with_three(
    client: Client, town: Tenant, council: Body
) -> None:
    urls = [
        f"{BASE}/{path}"
        for path in ("vorlagen", "vorlagen?q=Bericht", "vorlagen.atom", "gremien/kpr", "vorlagen/eins")
    ]
    counts = []
    for names in (["Eins"], ["zwei", "drei"]):
        with scope(tenant=town):
            for name in names:
                paper = make_paper(town, body=council, number=name, dated=dt.date(2026, 1, 1))
                make_item(announced(council, LATER), paper=paper)
        writer.rebuild(progress=lambda *_: None)
        counts.append([queries_of(lambda url=url: client.get(url)) for url in urls])  # type: ignore[misc]
    assert counts[0] == counts[1]
    assert counts[1][:2] <= [6, 6]


def test_the_alliance_and_a_closed_portal_have_none(
    client: Client, papers: dict[str, Paper], town: Tenant
) -> None:
    paths = (
        "vorlagen",
        "vorlagen.atom",
        "vorlagen/i-051-2020",
        "sitzungen",
        "sitzungen.ics",
        "beschluesse",
        "beschluesse.atom",
    )
    assert {client.get(f"/praeventionsrat/{path}").status_code for path in paths} == {404}
    Tenant.objects.filter(pk=town.pk).update(is_active=False)
    said = "".join(
        client.get(f"{BASE}/{path}").content.decode()
        for path in ("vorlagen", "vorlagen.atom", "vorlagen/i-051-2020")
    )
    assert "Bilanz der Allianz" not in said
