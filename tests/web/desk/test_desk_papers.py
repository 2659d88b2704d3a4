"""Papers at the desk, as a browser without scripts works with them; and what of them a member gets to see."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.council import make_body
from tests.factories.files import upload
from tests.factories.papers import make_holder, make_paper, make_step
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member, make_tenant
from tests.ui.dom import parse
from tests.web.desk.guided import hidden
from umsicht.council.models import Body, Paper, PaperFile, Referral
from umsicht.files.enums import FileState
from umsicht.files.models import StoredFile
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/vorlagen"
ENTERED = {
    "kind": "motion", "number": "BA-044/2020", "subject": "Bilanz der Allianz", "dated": "2020-01-01",
    "precision": "year", "text": "Bitte berichten.", "questions": "Was wirkt?\nWas nicht?\n\nWas wirkt?",
    "due_on": "2020-09-30",
}  # fmt: skip


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    with scope(tenant=town):
        yield town


@pytest.fixture
def council(town: Tenant) -> Body:
    return make_body(town, "Präventionsrat", kind="council", code="kpr")


@pytest.fixture
def member(town: Tenant, council: Body) -> Client:
    """The browser of somebody with a seat in the council."""
    person = make_member(town, Role.MEMBER)
    make_holder(council, person)
    return browser_of(person)


def sent_back(response: Any, **changed: str) -> dict[str, Any]:
    """The form of a page as a browser would send it, with changes."""
    found = {bound.html_name: bound.value() for bound in response.context["form"]}
    plain = {name: value for name, value in found.items() if value not in (None, "", False)}
    return plain | {"stand": hidden(response)} | changed


def test_a_paper_is_entered_routed_released_and_withdrawn(town: Tenant, council: Body, desk: Client) -> None:
    assert "Erste Vorlage eintragen" in desk.get(BASE).content.decode()
    made = desk.post(f"{BASE}/neu", ENTERED)
    paper = Paper.objects.get()
    url = f"{BASE}/{paper.pk}"
    assert made["Location"] == url
    assert paper.questions == [{"code": "q1", "text": "Was wirkt?"}, {"code": "q2", "text": "Was nicht?"}]
    assert "Die Beratungsfolge ist leer" in desk.get(url).content.decode()
    step = {
        "body": str(council.pk),
        "planned_on": "2020-06-24",
        "role": "decide",
        "visibility": "public",
        "position": "1",
    }
    assert desk.post(f"{url}/weg/neu", step)["Location"] == url
    assert desk.post(f"{url}/schritt", {"schritt": "release"})["Location"] == url
    page = parse(desk.get(url).content.decode()).one("main")
    assert [link.attrs["href"] for link in page.all("a") if link.text == "Öffentliche Seite"] == [
        "/musterstadt/praeventionsrat/vorlagen/ba-044-2020"
    ]
    assert all(
        words in page.text for words in ("24.06.2020", "Was nicht?", "30.09.2020", "Vorlage freigegeben")
    )
    desk.post(f"{url}/schritt", {"schritt": "withdraw", "reason": "erledigt"})
    paper.refresh_from_db()
    assert (paper.state, "erledigt" in desk.get(url).content.decode()) == ("withdrawn", True)


def test_a_step_without_its_reason_is_refused_in_words(town: Tenant, council: Body, desk: Client) -> None:
    paper = make_paper(town, body=council)
    answer = desk.post(f"{BASE}/{paper.pk}/schritt", {"schritt": "withdraw"}, follow=True)
    paper.refresh_from_db()
    assert (paper.state, "Bitte geben Sie einen Grund an" in answer.content.decode()) == ("released", True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"subject": ""}, "Betreff"),
        ({"kind": "brief"}, "Art"),
        ({"dated": "31.02.2020"}, "Datum"),
        ({"answers": "I-9/1999"}, "keine Vorlage mit dieser Nummer"),
        ({"external_url": "javascript:alert(1)"}, "Adresse des Originals"),
        ({"questions": "x" * 1001}, "1 bis 1.000 Zeichen"),
        ({"text": "x" * 60_001}, "Text"),
    ],
)
def test_wrong_input_comes_back_with_a_sentence(
    town: Tenant, desk: Client, wrong: dict[str, str], said: str
) -> None:
    response = desk.post(f"{BASE}/neu", ENTERED | wrong)
    summary = parse(response.content.decode()).one("div", class_="um-error-summary")
    assert (response.status_code, said in summary.text, Paper.objects.count()) == (400, True, 0)


def test_the_same_number_twice_is_refused_beside_the_form(town: Tenant, desk: Client) -> None:
    desk.post(f"{BASE}/neu", ENTERED)
    response = desk.post(f"{BASE}/neu", ENTERED)
    assert (response.status_code, "Nummer BA-044/2020" in response.content.decode()) == (400, True)


def test_what_is_changed_keeps_number_answers_and_codes_of_questions(town: Tenant, desk: Client) -> None:
    desk.post(f"{BASE}/neu", ENTERED)
    asked = Paper.objects.get()
    paper = make_paper(town, release=False, answers=asked, questions=[{"code": "q7", "text": "Bleibt?"}])
    url = f"{BASE}/{paper.pk}/bearbeiten"
    form = desk.get(url)
    assert "number" not in form.context["form"].fields
    desk.post(url, sent_back(form, subject="Neu", questions="Kommt dazu?\nBleibt?"))
    paper.refresh_from_db()
    assert (paper.subject, paper.answers, paper.number) == ("Neu", asked, "I-001/2026")
    assert paper.questions == [{"code": "q1", "text": "Kommt dazu?"}, {"code": "q7", "text": "Bleibt?"}]


def test_two_people_in_one_field_decide_side_by_side(town: Tenant, desk: Client) -> None:
    paper = make_paper(town, release=False, subject="Alt")
    url = f"{BASE}/{paper.pk}/bearbeiten"
    mine = desk.get(url)
    desk.post(url, sent_back(desk.get(url), subject="Andere"))
    clash = desk.post(url, sent_back(mine, subject="Meine"))
    assert (clash.status_code, "Andere" in clash.content.decode()) == (409, True)


def test_the_route_is_moved_and_shortened(town: Tenant, council: Body, desk: Client) -> None:
    paper = make_paper(town, body=council, release=False)
    last = make_step(paper, council, role="decide")
    url = f"{BASE}/{paper.pk}/weg/{last.pk}"
    desk.post(
        f"{url}/bearbeiten", sent_back(desk.get(f"{url}/bearbeiten"), position="1", result="beschlossen")
    )
    assert [(one.role, one.result) for one in paper.route.all()] == [("decide", "beschlossen"), ("note", "")]
    desk.post(f"{url}/entfernen", {"reason": ""})
    assert [one.role for one in paper.route.all()] == ["note"]


def test_an_attachment_is_added_checked_and_removed(town: Tenant, desk: Client) -> None:
    paper = make_paper(town, release=False)
    url = f"{BASE}/{paper.pk}/anlagen"
    added = desk.post(
        f"{url}/neu", {"content": upload("Plan.txt", b"Plan"), "title": "Straßenplan", "alt_text": ""}
    )
    row = PaperFile.objects.get()
    assert (added["Location"], row.title) == (f"{BASE}/{paper.pk}", "Straßenplan")
    assert desk.post(f"{url}/neu", {"content": upload("Plan.exe", b"MZ")}).status_code == 400
    assert desk.post(f"{url}/{row.pk}/entfernen", {"reason": ""})["Location"] == f"{BASE}/{paper.pk}"
    assert (PaperFile.objects.count(), StoredFile.objects.get().state) == (0, FileState.DELETED)


def test_members_see_what_is_on_the_way_through_their_bodies_and_nothing_else(
    town: Tenant, council: Body, member: Client, desk: Client
) -> None:
    other = make_body(town, "Innerer Kreis", is_public=False)
    own = make_paper(town, body=council, visibility="closed", subject="Eigene Vorlage")
    make_step(own, other, visibility="closed")
    foreign = make_paper(town, body=other, visibility="closed", subject="Fremde Vorlage")
    unreleased = make_paper(town, body=council, subject="Entwurf", release=False)
    for path in ("", "/liste.csv"):
        said = member.get(BASE + path).content.decode()
        assert [word for word in ("Eigene Vorlage", "Fremde Vorlage", "Entwurf der") if word in said] == [
            "Eigene Vorlage"
        ]
    page = member.get(f"{BASE}/{own.pk}")
    assert (
        "Innerer Kreis" in page.content.decode().split("<main")[1],
        "Verlauf" in page.content.decode(),
    ) == (False, False)
    paths = ("", "/vorlage.pdf", "/vorlage.docx")
    assert [member.get(f"{BASE}/{own.pk}{path}").status_code for path in paths] == [200] * 3
    assert {
        member.get(f"{BASE}/{paper.pk}{path}").status_code
        for paper in (foreign, unreleased)
        for path in paths
    } == {404}
    assert [desk.get(f"{BASE}/{foreign.pk}{path}").status_code for path in paths] == [200] * 3


def test_a_file_of_a_closed_paper_is_for_who_may_read_the_paper(
    town: Tenant, council: Body, member: Client, desk: Client
) -> None:
    other = make_body(town, "Anderer Kreis")
    foreign = make_paper(town, body=other, visibility="closed")
    desk.post(
        f"{BASE}/{foreign.pk}/anlagen/neu",
        {"content": upload("Plan.txt", b"Plan"), "title": "", "alt_text": ""},
    )
    StoredFile.objects.update(state=FileState.CLEAN, mime="text/plain", checked_at="2026-11-18T10:00:00Z")
    url = f"{BASE}/{foreign.pk}/anlagen/{PaperFile.objects.get().pk}"
    assert (b"".join(desk.get(url)), member.get(url).status_code) == (b"Plan", 404)  # type: ignore[call-overload]
    Referral.objects.create(tenant=town, paper=foreign, body=council, position=2)
    assert b"".join(member.get(url)) == b"Plan"  # type: ignore[call-overload]


def test_the_word_file_says_what_the_paper_says(town: Tenant, council: Body, desk: Client) -> None:
    paper = make_paper(
        town, body=council, text="Die Lage ist **ruhig**.", questions=[{"code": "q1", "text": "Warum?"}]
    )
    answer = desk.get(f"{BASE}/{paper.pk}/vorlage.docx")
    opened = docx.Document(io.BytesIO(answer.content))
    said = "\n".join(one.text for one in opened.paragraphs)
    assert all(words in said for words in ("Die Lage ist ruhig.", "Warum?", "Beratungsfolge"))
    assert answer["Content-Disposition"] == 'attachment; filename="i-001-2026.docx"'


def test_lists_cost_the_same_with_one_paper_and_with_three(
    town: Tenant, council: Body, desk: Client, quiet_nav: None
) -> None:
    first = make_paper(town, body=council)
    urls = [BASE, f"{BASE}?gremium={council.pk}&q=Bericht", f"{BASE}/liste.csv", f"{BASE}/{first.pk}"]
    counts = []
    for steps in (0, 2):
        for _step in range(steps):
            make_paper(town, body=council, answers=first)
            make_step(first, council)
        counts.append([queries_of(lambda url=url: desk.get(url)) for url in urls])  # type: ignore[misc]
    assert counts[0] == counts[1]


def test_nonsense_in_the_address_is_no_filter(town: Tenant, desk: Client) -> None:
    make_paper(town, subject="Einzige")
    query = "?art=x&stand=y&jahr=neunzehn&gremium=abc&sortierung=drop&seite=-1"
    assert "Einzige" in desk.get(BASE + query).content.decode()


def test_another_town_s_paper_and_body_are_not_found(town: Tenant, council: Body, desk: Client) -> None:
    other = make_tenant()
    with scope(tenant=other):
        foreign, body = make_paper(other), make_body(other)
    own = make_paper(town, release=False)
    assert desk.get(f"{BASE}/{foreign.pk}").status_code == 404
    step = {"body": str(body.pk), "role": "note", "visibility": "public", "position": "1"}
    assert (desk.post(f"{BASE}/{own.pk}/weg/neu", step).status_code, own.route.count()) == (400, 0)
