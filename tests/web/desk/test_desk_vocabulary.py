from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from tests.factories.browsers import browser_of
from tests.factories.tenancy import make_member, make_state, make_tenant
from tests.factories.vocabulary import make_decision, make_term
from tests.ui.dom import parse
from umsicht.core.errors import NotFound
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.models import Term, TermDecision
from umsicht.vocabulary.queries.terms import term_of, versions_of
from umsicht.web.desk.vocabulary.slugs import SLUGS, scheme_of

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/vokabular"
STATE = "/desk/land/vokabular"


@pytest.fixture
def role() -> Role:
    return Role.EDITOR


@pytest.fixture
def office() -> Client:
    return browser_of(make_member(make_state(slug="land", name="Landesstelle"), Role.COORDINATOR))


def names(response: Any) -> list[str]:
    return [row.one("th").text for row in parse(response.content.decode()).one("tbody").all("tr")]


def test_every_list_has_an_address() -> None:
    assert set(SLUGS) == set(Scheme.values)
    assert {scheme_of(slug) for slug in SLUGS.values()} == set(Scheme)
    with pytest.raises(NotFound):
        scheme_of("nichts")


def test_lists_are_shown_with_their_counts(desk: Client) -> None:
    make_term(scheme="topic")
    make_term(scheme="topic", valid_to="2020-01-01")
    page = parse(desk.get(BASE).content.decode())
    entry = next(item for item in page.one("main").all("li") if "Weitere Themen" in item.text)
    assert entry.text == "Weitere Themen 1"


def test_empty_vocabulary_says_what_to_do(desk: Client) -> None:
    assert "umsicht import vocabulary" in desk.get(BASE).content.decode()


def test_list_can_be_narrowed(desk: Client, tenant: Tenant) -> None:
    make_term(code="a", label_de="Enkeltrick", words=["Oma"], order=1)
    make_term(code="b", label_de="Früher", valid_to="2020-01-01", order=2)
    make_term(tenant, code="c", label_de="Eigenes", order=3)
    url = f"{BASE}/weitere-themen"
    found = {
        query: names(desk.get(url + query))
        for query in (
            "",
            "?stand=alle",
            "?stand=beendet",
            "?von=eigene",
            "?von=land",
            "?q=OMA",
            "?stand=quatsch",
        )
    }
    assert found == {
        "": ["Enkeltrick", "Eigenes"],
        "?stand=alle": ["Enkeltrick", "Früher beendet", "Eigenes"],
        "?stand=beendet": ["Früher beendet"],
        "?von=eigene": ["Eigenes"],
        "?von=land": ["Enkeltrick"],
        "?q=OMA": ["Enkeltrick"],
        "?stand=quatsch": ["Enkeltrick", "Eigenes"],
    }
    assert "Kein Begriff gefunden" in desk.get(f"{url}?q=xyz").content.decode()


def test_list_is_exported_as_it_is_filtered(desk: Client, tenant: Tenant) -> None:
    make_term(code="a", label_de="=Formel", words=["x", "y"])
    make_term(tenant, code="b", label_de="Eigenes")
    response = desk.get(f"{BASE}/weitere-themen.csv?von=land")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows] == ["Kürzel", "a"]
    assert rows[1][1] != "=Formel"
    assert rows[1][5] == "x, y"


@pytest.mark.usefixtures("quiet_nav")
@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_row_and_three(
    django_assert_max_num_queries: Any, desk: Client, rows: int
) -> None:
    parent = make_term(code="oben")
    for _number in range(rows):
        make_term(parent=parent, decision=make_decision())
    desk.get(f"{BASE}/weitere-themen")
    with django_assert_max_num_queries(9):
        desk.get(f"{BASE}/weitere-themen")


def test_term_shows_its_past_and_who_keeps_it(desk: Client) -> None:
    make_state(name="Landesstelle")
    make_term(
        scheme="problem_field", code="konflikt", label_de="Konfliktmanagement", valid_from="2019-01-01",
        valid_from_precision="year", decision=make_decision(label_de="Antrag BA-002/2019"), words=["Park"],
    )  # fmt: skip
    text = parse(desk.get(f"{BASE}/problemfelder/konflikt").content.decode()).one("main").text
    for part in ("Konfliktmanagement", "2019", "Antrag BA-002/2019", "Park", "Landesstelle"):
        assert part in text
    assert "Umbenennen" not in text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nichts", 404),
        ("/weitere-themen/nichts", 404),
        ("/weitere-themen/fremd", 404),
        ("/weitere-themen/a/x", 404),
    ],
)
def test_what_does_not_exist_here_is_not_found(desk: Client, path: str, status: int) -> None:
    make_term(make_tenant(), code="fremd")
    assert desk.get(BASE + path).status_code == status


def test_add_takes_a_term_with_a_new_decision(desk: Client, tenant: Tenant) -> None:
    theme = make_term(scheme="topic", code="oben", label_de="Oben")
    data = {
        "label_de": "Streit im Küchwald", "label_plain": "Streit im Park", "parent": "oben", "words": "Park\n\npark\nWiese",
        "since": "2026-03", "new_decision": "Beschluss 7/2026", "new_decision_date": "03.03.2026", "reason": "Antrag",
    }  # fmt: skip
    response = desk.post(f"{BASE}/weitere-themen/+neu", data)
    assert (response.status_code, response["Location"]) == (302, f"{BASE}/weitere-themen/streit-im-kuechwald")
    term = term_of(tenant, "topic", "streit-im-kuechwald")
    assert (term.parent, term.words, str(term.valid_from), term.valid_from_precision) == (
        theme, ["Park", "Wiese"], "2026-03-01", "month",
    )  # fmt: skip
    assert term.decision is not None
    assert (term.decision.code, str(term.decision.date), term.decision.tenant) == (
        "beschluss-7-2026",
        "2026-03-03",
        tenant,
    )
    assert desk.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"label_de": ""}, "label_de"),
        ({"reason": " "}, "reason"),
        ({"since": "gestern"}, "since"),
        ({"since": "31.02.2026"}, "since"),
        ({"words": "x" * 81}, "words"),
        ({"code": "GROSS"}, ""),
        ({"parent": "nichts"}, "parent"),
        ({"code": "vergeben"}, ""),
        ({"decision": "da", "new_decision": "Neu"}, "new_decision"),
        ({"new_decision_date": "2026"}, "new_decision"),
        ({"decision": "fremd"}, "decision"),
    ],
)
def test_add_explains_what_is_wrong_and_writes_nothing(
    desk: Client, tenant: Tenant, change: dict[str, str], field: str
) -> None:
    make_term(code="vergeben")
    make_decision(tenant, code="da")
    make_decision(make_tenant(), code="fremd")
    response = desk.post(f"{BASE}/weitere-themen/+neu", {"label_de": "Neu", "reason": "Grund"} | change)
    assert response.status_code == 400
    assert set(response.context["form"].errors) == {field or "__all__"}
    with_own = (
        Term.objects.with_scope(tenant=tenant).count(),
        TermDecision.objects.with_scope(tenant=tenant).count(),
    )
    assert with_own == (0, 1)


def test_lists_the_program_understands_grow_at_the_state_office_only(desk: Client, office: Client) -> None:
    data = {"label_de": "Neue Ebene", "reason": "Grund"}
    assert "Begriff aufnehmen" not in desk.get(f"{BASE}/ebenen").content.decode()
    assert desk.post(f"{BASE}/ebenen/+neu", data).status_code == 400
    assert office.post(f"{STATE}/ebenen/+neu", data).status_code == 302


def test_state_terms_are_changed_at_the_state_desk_only(desk: Client, office: Client) -> None:
    make_term(code="a", label_de="Alt")
    for step in ("bearbeiten", "umbenennen", "beenden", "wieder-oeffnen"):
        assert desk.get(f"{BASE}/weitere-themen/a/{step}").status_code == 403
        assert desk.post(f"{BASE}/weitere-themen/a/{step}", {}).status_code == 403
        assert office.get(f"{STATE}/weitere-themen/a/{step}").status_code == 200


def test_term_is_renamed_corrected_ended_and_reopened(desk: Client, tenant: Tenant) -> None:
    term = make_term(tenant, code="a", label_de="Alt")
    url = f"{BASE}/weitere-themen/a"
    make_decision(tenant, code="da")
    steps = [
        ("umbenennen", {"label_de": "Neu", "since": "2026-11-18", "decision": "da", "reason": "Beschluss"}),
        ("bearbeiten", {"label_plain": "Einfach", "words": "eins\nzwei", "order": "7"}),
        ("beenden", {"last_day": "2026-11-30", "reason": "vorbei"}),
        ("wieder-oeffnen", {"reason": "doch nicht"}),
    ]
    told = []
    for step, data in steps:
        response = desk.post(f"{url}/{step}", data, follow=True)
        assert response.redirect_chain == [(url, 302)], (step, response.context["form"].errors)
        told.append(parse(response.content.decode()).one("main").all("p")[0].text)
    assert told == [
        "Der Begriff ist umbenannt.", "Der Begriff ist berichtigt.", "Der Begriff endet.", "Der Begriff gilt wieder.",
    ]  # fmt: skip
    term = term_of(tenant, "topic", "a")
    assert (term.label_de, term.label_plain, term.words, term.order, term.valid_to) == (
        "Neu",
        "Einfach",
        ["eins", "zwei"],
        7,
        None,
    )
    assert [version.label_de for version in versions_of(term)] == ["Alt", "Neu"]


@pytest.mark.parametrize(
    ("step", "data", "field"),
    [
        ("umbenennen", {"label_de": "Alt", "since": "2026-11-18", "reason": "r"}, "__all__"),
        ("umbenennen", {"label_de": "Neu", "since": "", "reason": "r"}, "since"),
        ("bearbeiten", {"order": "-1"}, "order"),
        ("bearbeiten", {"order": "x", "words": "ok"}, "order"),
        ("beenden", {"last_day": "2000-01-01", "reason": ""}, "reason"),
        ("wieder-oeffnen", {"reason": "r"}, "__all__"),
    ],
)
def test_change_explains_what_is_wrong(
    desk: Client, tenant: Tenant, step: str, data: dict[str, str], field: str
) -> None:
    make_term(tenant, code="a", label_de="Alt")
    response = desk.post(f"{BASE}/weitere-themen/a/{step}", data)
    assert (response.status_code, set(response.context["form"].errors)) == (400, {field})
