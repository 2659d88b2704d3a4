"""Papers at the desk found by the words of their text: by those who may see them, and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.council import make_body
from tests.factories.papers import make_holder, make_paper
from tests.factories.tenancy import make_member, make_tenant
from tests.ui.dom import parse
from umsicht.council.domain.papers import change_paper
from umsicht.council.interfaces import search_papers
from umsicht.council.models import Body, Paper
from umsicht.search import Request, search, writer
from umsicht.search.engine.reader import reader
from umsicht.search.registry import kinds
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/vorlagen"


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


@pytest.fixture
def index(settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


@pytest.fixture
def texts(town: Tenant, council: Body, index: None) -> None:
    """A released, a closed and a draft paper in the council, and a closed one in a body of others; another town's."""
    other = make_body(town, "Anderer Kreis", code="anders", is_public=False)
    words = {"text": "Mit Straßensozialarbeit am Hauptbahnhof."}
    make_paper(town, body=council, number="I-051/2020", subject="Offen", **words)
    make_paper(town, body=council, visibility="closed", number="I-2/2020", subject="Geschlossen", **words)
    make_paper(town, body=council, release=False, number="I-3/2020", subject="Entwurf", **words)
    make_paper(town, body=other, visibility="closed", number="I-4/2020", subject="Fremd", **words)
    make_paper(town, body=council, number="I-5/2020", subject="Etwas anderes", text="Nichts davon.")
    far = make_tenant(slug="anderswo")
    with scope(tenant=far):
        make_paper(far, body=make_body(far, "Rat"), number="I-6/2020", subject="Weit weg", **words)
    writer.rebuild(progress=lambda *_: None)


def found_by(browser: Client, text: str) -> set[str]:
    page = parse(browser.get(BASE, {"q": text}).content.decode()).one("main")
    return {row.all("td")[0].text for row in page.all("tr") if row.all("td")}


@pytest.mark.parametrize("text", ["Strassensozialarbeit", "sozialarbeit strasse", "hauptbahnhöfe"])
def test_papers_are_found_by_the_words_of_their_text_closed_ones_by_those_allowed(
    texts: None, desk: Client, member: Client, text: str
) -> None:
    assert found_by(desk, text) == {"Offen", "Geschlossen", "Entwurf", "Fremd"}
    assert found_by(member, text) == {"Offen", "Geschlossen"}
    assert member.get(f"{BASE}/liste.csv", {"q": text}).content.decode().count("I-") == 2


@pytest.mark.parametrize(
    ("text", "found"), [("51/20", {"Offen"}), ("I-51/2020", {"Offen"}), ("bahnhof nichts", set())]
)
def test_parts_of_a_number_find_a_paper_and_all_words_must_fit(
    texts: None, desk: Client, text: str, found: set[str]
) -> None:
    assert found_by(desk, text) == found


def test_closed_words_stay_out_of_what_the_public_searches_also_as_a_mended_typing_error(
    texts: None, desk: Client, town: Tenant, council: Body
) -> None:
    make_paper(town, body=council, visibility="closed", subject="Lage", text="Streit an der Kranzlermühle.")
    writer.rebuild(progress=lambda *_: None)
    assert found_by(desk, "Kranzlermuhel") == {"Lage"}
    public = [kind.name for kind in kinds() if kind.name != search_papers.AT_DESK]
    found = [search(Request(kind, text="Kranzlermuhel")) for kind in public]
    assert {(one.total, len(one.expansions)) for one in found} == {(0, 0)}


def test_the_index_of_the_desk_follows_each_write(texts: None, desk: Client, town: Tenant) -> None:
    paper = Paper.objects.get(subject="Entwurf")
    change_paper(paper=paper, actor=None, text="Ganz ohne.")
    writer.catch_up()
    reader.refresh(force=True)
    assert "Entwurf" not in found_by(desk, "Straßensozialarbeit")


def test_without_an_index_number_and_subject_still_find(
    town: Tenant, council: Body, desk: Client, index: None
) -> None:
    make_paper(town, body=council, number="I-1/2020", subject="Licht im Park")
    assert found_by(desk, "licht") == {"Licht im Park"}
